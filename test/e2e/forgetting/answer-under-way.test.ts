import { Redis } from 'ioredis'
import { expect, inject, vi } from 'vitest'
import type { StoredMessage } from '../../../fake-discord/stored.ts'
import { FRESH_MS } from '../../../src/discord/answering/renew-snapshot.ts'
import { en } from '../../../src/locales/en.ts'
import { planDeletion } from '../../../src/memory/forgetting/plan.ts'
import { loadTokenCounter } from '../../../src/prompt/tokens/counter.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { KnowledgeCache } from '../../../src/redis/knowledge-cache.ts'
import { redisUserMemoryStore } from '../../../src/redis/stores/user-memory/user-memory.ts'
import { plainRedis, testStore } from '../../redis/support/fixtures.ts'
import { emptyRedis } from '../../support/empty-redis.ts'
import type { Story } from '../support/fixtures.ts'
import type { Call } from '../support/model-server.ts'
import { autocompletedValue, messageOf, pressAndReadTexts, sayAndSeedFact } from '../support/panels.ts'
import { readRedisAsText } from '../support/redis-content.ts'
import { gatedTest as test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'
import { botMessages, PATIENT } from '../support/wait-for.ts'

const { forget } = en

/** Takes everything that is known of somebody away, as another process does; the bot is not told. */
async function forgottenElsewhere(user: string, prefix: string): Promise<void> {
  const redis = new Redis(inject('redisUrl'))
  const index = { count: async () => 0, forget: () => undefined }
  const own = redisUserMemoryStore({
    ...{ redis, keys: createKeys(prefix), index, knowledgeCache: new KnowledgeCache(() => undefined), historyDays: 30 },
    ...{ onCorruptRecord: () => undefined, onDeletion: () => undefined },
  })
  const holdings = await own.readUserData(user)
  const facts = holdings.known.facts.map(({ id }) => id)
  await own.forget(user, planDeletion(holdings, { kind: 'things', facts, entities: [] }).plan)
  redis.disconnect()
}

test('an answer that may draw on what another process has forgotten since is shown and not kept', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const calling = model.nextCall()
  const question = await ada.dm('What do I do?')
  const call = await calling
  await forgottenElsewhere(ada.id, bot.keyPrefix)

  call.says('You keep bees.').ends()
  const reply = await discord.reply(question, PATIENT)
  await bot.stop()

  expect(reply.content).toBe('You keep bees.')
  const all = await readRedisAsText(bot.keyPrefix)
  expect(all).not.toContain('bees')
  expect(all).toContain('What do I do?')
})

/** Asks something whose prompt waits for a linked message, until something has happened and what was read of memory is old. */
async function askMeanwhile(
  { discord, bot, general }: Pick<Story, 'discord' | 'bot' | 'general'>,
  ask: (text: string) => Promise<StoredMessage>,
  happen: () => unknown,
): Promise<{ readonly content: string }> {
  const held = Promise.withResolvers<void>()
  discord.fail({ method: 'GET', path: /\/messages\/\d+$/u, until: held.promise })
  const link = `https://discord.com/channels/${discord.guild.id}/${general.id}/${BigInt(general.id) + 1n}`
  const question = await ask(`What do I do? ${link}`)
  await vi.waitUntil(async () => (await readRedisAsText(bot.keyPrefix)).includes(`q:${question.id}`), PATIENT)
  const readAt = performance.now()
  await happen()
  await vi.waitUntil(() => performance.now() - readAt > FRESH_MS, PATIENT)
  held.resolve()
  return await discord.reply(question, PATIENT)
}

async function snapshotAges(): Promise<void> {
  const at = performance.now()
  await vi.waitUntil(() => performance.now() - at > FRESH_MS, PATIENT)
}

test('what another process has forgotten while a prompt was built is not shown to the model', async ({
  discord,
  bot,
  model,
  ada,
  general,
}) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  await askMeanwhile(
    { discord, bot, general },
    text => ada.dm(text),
    () => forgottenElsewhere(ada.id, bot.keyPrefix),
  )

  expect(model.calls.at(-1)?.text).toContain('What do I do?')
  expect(model.calls.at(-1)?.text).not.toContain('bees')
})

test.for<[what: string, end: (call: Call) => void]>([
  ['fails', call => call.refuses(500)],
  ['looks something up', call => call.says('You keep bees. Let me see.').looksUp({ query: 'bees' })],
])('nor is it when the model %s and is asked once more', async ([, end], { discord, bot, model, ada }) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const calling = model.nextCall()
  const question = await ada.dm('What do I do?')
  const call = await calling
  const shownAt = performance.now()
  await forgottenElsewhere(ada.id, bot.keyPrefix)
  await vi.waitUntil(() => performance.now() - shownAt > FRESH_MS, PATIENT)
  const again = model.nextCall()
  end(call)
  const second = await again
  second.says('I can’t say.').ends()
  await discord.reply(question, PATIENT)
  await bot.stop()

  expect(call.text).toContain('bees')
  expect(second.text).toContain('What do I do?')
  expect(JSON.stringify(second.prompt)).not.toContain('bees')
  expect(await readRedisAsText(bot.keyPrefix)).not.toContain('I can’t say')
})

/** More than a prompt shows, so that the model is given a tool to look further. */
const facts = [
  { text: 'Ada wanted to learn the guitar in Lisbon.' },
  ...Array.from({ length: 150 }, (_, number) => ({
    text: `Ada has seen the film number ${number} and found it dull.`,
  })),
]

test('nor is what it looked up after Redis was away for a moment, and what was forgotten then', async ({
  discord,
  bot,
  redis,
  model,
  ada,
}) => {
  await loadTokenCounter()
  await discord.reply(await ada.dm('hello'))
  await seedMemory(bot, ada, ada.dmChannel, { facts })
  let next = model.nextCall()
  const question = await ada.dm('Which film was number 7?')
  const first = await next
  await snapshotAges()
  next = model.nextCall()
  redis.cut()
  first.looksUp({ query: 'Lisbon' })
  const second = await next
  redis.open()
  await bot.logged('Redis is back')
  next = model.nextCall()
  second.looksUp({ query: 'Lisbon' })
  const third = await next
  await forgottenElsewhere(ada.id, bot.keyPrefix)
  await snapshotAges()
  next = model.nextCall()
  third.refuses(500)
  const fourth = await next
  fourth.says('So.').ends()
  await discord.reply(question, PATIENT)

  expect(third.lookedUp.join()).toContain('guitar')
  expect(fourth.text).not.toContain('guitar')
})

test('what the model looked up is shown to it though what others said in the channel has changed', async ({
  discord,
  bot,
  model,
  ada,
  bob,
  general,
}) => {
  await loadTokenCounter()
  await discord.reply(await ada.says(general, 'hello', { mention: true }))
  await seedMemory(bot, ada, general, { facts })
  const said = await bob.says(general, 'nice weather')
  const calling = model.nextCall()
  const question = await ada.says(general, 'which film was number 7?', { mention: true })
  const call = await calling
  await bob.edits(said, 'awful weather')
  await snapshotAges()
  const again = model.nextCall()
  call.looksUp({ query: 'Lisbon' })
  const second = await again
  second.says('So.').ends()
  await discord.reply(question, PATIENT)

  expect(call.text).toContain('nice weather')
  expect(second.text).toContain('awful weather')
  expect(second.lookedUp.join()).toContain('guitar')
})

test('nor is anything while nobody can tell what was forgotten, which the answer says', async ({
  discord,
  redis,
  bot,
  model,
  ada,
  general,
}) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const reply = await askMeanwhile(
    { discord, bot, general },
    text => ada.dm(text),
    () => redis.cut(),
  )

  expect(model.calls.at(-1)?.text).not.toContain('bees')
  expect(reply.content).toContain(en.answers.memoryAway)
  redis.open()
})

test('while Redis is slow, that is asked once, and the answer comes once', async ({
  discord,
  redis,
  bot,
  model,
  ada,
  general,
}) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const before = botMessages(discord, ada.dmChannel).length
  await askMeanwhile(
    { discord, bot, general },
    text => ada.dm(text),
    () => redis.slow(),
  )
  redis.open()
  await bot.stop()

  expect(model.calls.filter(({ question }) => question.includes('What do I do?'))).toHaveLength(1)
  expect(bot.log.filter(({ msg }) => msg === 'memory unavailable: answering without it')).toHaveLength(1)
  expect(botMessages(discord, ada.dmChannel)).toHaveLength(before + 1)
})

test('where Redis was emptied meanwhile, the answer comes all the same, once', async ({
  discord,
  bot,
  model,
  ada,
  general,
}) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const before = botMessages(discord, ada.dmChannel).length
  await askMeanwhile(
    { discord, bot, general },
    text => ada.dm(text),
    () => emptyRedis([bot.keyPrefix]),
  )
  await bot.stop()

  expect(model.calls.at(-1)?.text).not.toContain('bees')
  expect(botMessages(discord, ada.dmChannel)).toHaveLength(before + 1)
})

test('what another process has forgotten of a server’s talk meanwhile is not shown to the model either', async ({
  discord,
  redis,
  bot,
  model,
  ada,
  bob,
  general,
}) => {
  const { store } = testStore(plainRedis(), { processId: 'another', keys: createKeys(bot.keyPrefix) })
  const said = [
    { words: 'I keep bees.', message: await ada.says(general, 'I keep bees.', { mention: true }) },
    { words: 'I keep goats.', message: await bob.says(general, 'I keep goats.', { mention: true }) },
  ]
  for (const { message } of said) await discord.reply(message)
  for (const { words, message } of said) {
    const looked = redis.passed(message.id)
    await askMeanwhile(
      { discord, bot, general },
      text => ada.says(general, text, { mention: true }),
      async () => {
        await looked
        await store.deleteMessage(message.id, 'forgotten')
      },
    )
    expect(model.calls.at(-1)?.text).not.toContain(words)
  }
  expect(model.calls.at(-1)?.question).toContain('What do I do?')
})

test('an answer to what was asked after it is kept', async ({ discord, bot, model, ada }) => {
  await sayAndSeedFact({ discord, bot }, [ada, ada.dmChannel], 'I keep bees.')
  const answer = await ada.command('forget', { what: await autocompletedValue(ada, 'bees') })
  await pressAndReadTexts(ada, messageOf(answer), forget.forgetThis)

  model.plays(call => call.says('A city in Norway.').ends())
  await discord.reply(await ada.dm('Tell me of Oslo.'), PATIENT)
  await bot.stop()

  expect(await readRedisAsText(bot.keyPrefix)).toContain('A city in Norway.')
})

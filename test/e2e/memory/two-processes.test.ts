import { expect, inject, vi } from 'vitest'
import { LEASE_MS } from '../../../src/memory/ports/conversation-store.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { plainRedis } from '../../redis/support/fixtures.ts'
import { answerElsewhere } from '../incoming/support/answer-elsewhere.ts'
import { RedisProxy } from '../support/redis-proxy.ts'
import { test as running } from '../support/running-bot.ts'
import { botMessages, PATIENT, waitForText } from '../support/wait-for.ts'

/** Everything goes to Redis through gates that the story opens and shuts: one of the first process, one of the second. */
const test = running
  .extend<{ redis: RedisProxy; otherRedis: RedisProxy }>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
    redis: async ({}, use) => {
      const proxy = await new RedisProxy(inject('redisUrl')).listen()
      await use(proxy)
      await proxy.close()
    },
    // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
    otherRedis: async ({}, use) => {
      const proxy = await new RedisProxy(inject('redisUrl')).listen()
      await use(proxy)
      await proxy.close()
    },
  })
  .extend('settings', ({ redis }) => ({ REDIS_URL: redis.url }))

test('without Redis two processes that heard not all the same give each message one answer', async ({
  discord,
  bot,
  model,
  redis,
  ada,
}) => {
  redis.cut()
  const calling = model.nextCall()
  const first = await ada.dm('one')
  const call = await calling
  const other = await bot.another()
  const second = await ada.dm('two')
  await discord.reply(second)
  const left = Promise.any([bot.logged('not answered'), other.logged('not answered')])
  call.says('You said: one').ends()
  await discord.reply(first)
  await left
  redis.open() // else the bots wait for it in the end

  const answers = botMessages(discord, ada.dmChannel)
  expect(answers.map(({ message_reference }) => message_reference?.message_id)).toEqual([second.id, first.id])
  expect(answers.map(({ content }) => content.split('\n')[0])).toEqual(['You said: two', 'You said: one'])
})

test('a process that can’t look, once its answer has begun, what else stands there goes on with it', async ({
  discord,
  bot,
  model,
  redis,
  ada,
}) => {
  redis.cut()
  const calling = model.nextCall()
  await ada.dm('one')
  const call = await calling
  const reads = { method: 'GET', path: /\/messages$/u }
  discord.fail({ ...reads, afterMs: 1 }) // the look before it posts
  discord.fail({ ...reads, status: 500, times: 2 }) // the one after it
  const failed = bot.logged('answer update failed')
  call.says('You said: one,')
  await failed
  call.says(' it seems.').ends()
  await bot.logged('answered')
  redis.open()

  expect(botMessages(discord, ada.dmChannel).map(({ content }) => content.split('\n')[0])).toEqual([
    'You said: one, it seems.',
  ])
})

test('a process that can’t see the claim of another looks on Discord whether there is an answer', async ({
  discord,
  bot,
  model,
  otherRedis,
  ada,
}) => {
  const calling = model.nextCall()
  await ada.dm('one')
  await calling
  const second = await ada.dm('two')
  await discord.reply(second)
  otherRedis.cut()
  const other = await bot.another({ REDIS_URL: otherRedis.url })

  discord.redeliver(second)
  const line = await other.logged('not answered')
  otherRedis.open() // else the process waits for it in the end

  expect(line).toMatchObject({ question: second.id, reason: 'answeredElsewhere' })
  expect(botMessages(discord, ada.dmChannel)).toHaveLength(1)
})

test('so does one that may have been taken for dead, and can’t ask who has its claim now', async ({
  discord,
  bot,
  model,
  redis,
  ada,
}) => {
  const calling = model.nextCall()
  const question = await ada.dm('one')
  const call = await calling
  redis.cut()
  const cutAt = performance.now()
  await vi.waitUntil(() => performance.now() - cutAt > LEASE_MS, PATIENT)
  await answerElsewhere(discord, [question], 'You said: one, I think.')

  call.says('You said: one').ends()
  const line = await bot.logged('not answered')
  redis.open() // else the process waits for it in the end

  expect(line).toMatchObject({ question: question.id, reason: 'answeredElsewhere' })
  expect(botMessages(discord, ada.dmChannel).map(({ content }) => content)).toEqual(['You said: one, I think.'])
})

test('an edited message is answered anew by one of two processes', async ({ discord, bot, model, ada }) => {
  const other = await bot.another()
  const question = await ada.dm('one')
  const answer = await discord.reply(question)
  const edited = discord.until(
    happening => happening.kind === 'edit' && happening.message.author.id === discord.botId,
    { channelId: answer.message.channel_id },
  )

  await ada.edits(question, 'two')
  await edited
  await Promise.all([bot.stop(), other.stop()]) // each has done then what it had in hand

  expect(model.calls.filter(({ question: words }) => words.includes('two'))).toHaveLength(1)
  expect(botMessages(discord, ada.dmChannel).map(({ content }) => content)).toEqual(['You said: two'])
})

test('so is one that is edited while both are without Redis, in the place of its answer', async ({
  discord,
  bot,
  redis,
  ada,
}) => {
  const other = await bot.another()
  const question = await ada.dm('one')
  const answer = await discord.reply(question)
  await Promise.any([bot.logged('answered'), other.logged('answered')])
  redis.cut()
  const left = Promise.any([bot.logged('not answered', bot.log.length), other.logged('not answered', other.log.length)])

  await ada.edits(question, 'two')
  await waitForText(discord, ada.dmChannel, 'You said: two')
  const line = await left
  redis.open() // else the bots wait for it in the end

  expect(line).toMatchObject({ reason: 'answeredElsewhere' })
  expect(botMessages(discord, ada.dmChannel).map(({ id }) => id)).toEqual([answer.message.id])
})

test.for([
  ['whole', 'Oslo and Lima.'],
  ['while it grew', 'Oslo and '],
] as const)(
  'of two messages that were answered together, and then apart as memory is gone, the last has what was sent %s and lost on its way',
  async ([how, words], { discord, model, redis, ada }) => {
    const calling = model.nextCall()
    const first = await ada.dm('What is the capital of Norway?')
    await calling
    const callingBoth = model.nextCall()
    const second = await ada.dm('And of Peru?')
    const call = await callingBoth
    const lift = discord.fail({ method: 'POST', path: /messages$/u, served: true, status: 503, times: Infinity })
    const sent = discord.until(({ kind }) => kind === 'message', { ...PATIENT, channelId: ada.dmChannel.id })
    call.says(words)
    if (how === 'whole') call.ends()
    await sent
    redis.cut()
    const callingApart = model.nextCall()
    await ada.edits(first, 'What is the capital of Chile?')
    const apart = await callingApart
    lift()
    model.plays(last => last.says('It is Lima.').ends())
    apart.says('Santiago.').ends()
    await waitForText(discord, ada.dmChannel, 'It is Lima.')
    await waitForText(discord, ada.dmChannel, 'Santiago.')
    redis.open()

    const shown = botMessages(discord, ada.dmChannel).map(
      ({ content, message_reference }) => [message_reference?.message_id, content.split('\n')[0]] as const,
    )
    expect(Object.fromEntries(shown)).toEqual({ [first.id]: 'Santiago.', [second.id]: 'It is Lima.' })
    expect(shown).toHaveLength(2)
  },
)

test('what somebody says after they had something forgotten by another process is kept, also by one that hears late of it', async ({
  discord,
  bot,
  model,
  redis,
  ada,
}) => {
  await discord.reply(await ada.dm('Hello'))
  redis.cut()
  const [direct, keys] = [plainRedis(), createKeys(bot.keyPrefix)]
  const [seconds] = await direct.time()
  await direct.zadd(keys.deletionFeed, Number(seconds) * 1000 - 10_000, `${ada.id}:another`)
  await discord.reply(await ada.dm('I live in Oslo'))
  redis.open()
  await bot.logged('Redis is back')
  await discord.reply(await ada.dm('and where?'))

  expect(model.calls.at(-1)?.window.map(({ content }) => content)).toContain('I live in Oslo')
})

test('what a process that died has answered together is not answered one by one where Redis goes while that is found', async ({
  discord,
  bot,
  redis,
  ada,
}) => {
  await discord.reply(await ada.dm('Hello'))
  await bot.stop()
  const first = await ada.dm('I go to Oslo.')
  await answerElsewhere(discord, [first, await ada.dm('What do I need?')], 'A raincoat.')
  const claiming = redis.shutAt('I go to Oslo.', 'hang')
  await bot.start()
  const left = [bot.logged('not answered'), bot.logged('not answered')]
  await claiming
  redis.cut()
  await Promise.all(left)
  redis.open()

  expect(botMessages(discord, ada.dmChannel).map(({ content }) => content)).toEqual(['You said: Hello', 'A raincoat.'])
})

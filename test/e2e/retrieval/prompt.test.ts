import type { APITextChannel } from 'discord.js'
import { describe, expect } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { Channel } from '../../../fake-discord/stored.ts'
import { loadTokenCounter } from '../../../src/prompt/tokens/counter.ts'
import { parseTrace } from '../../../src/redis/records/traces.ts'
import { readRedis } from '../support/redis-content.ts'
import { monitorRedis } from '../support/redis-monitor.ts'
import { test } from '../support/running-bot.ts'
import { seedMemory } from '../support/seed-memory.ts'

const exact = await loadTokenCounter()

const sarah = [
  { entity: 'sarah', field: 'name', value: 'Sarah' },
  { entity: 'sarah', field: 'relation', value: 'sister' },
  { entity: 'sarah', field: 'attr:employer', value: 'Google' },
]
const alex = [
  { field: 'name', value: 'Alex' },
  { field: 'attr:employer', value: 'Acme Corp' },
]

test('the profile, the people one told of, the summary and the notes are there without being asked for', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  await discord.reply(await ada.dm('I am Alex, I work at Acme Corp. My sister Sarah is at Google.'))
  await seedMemory(bot, ada, ada.dmChannel, {
    facts: [{ text: 'Alex plays chess on Sundays.' }],
    statements: [...alex, ...sarah],
    summary: 'Alex promised to send a map.',
  })

  await discord.reply(await ada.dm('hello again'))

  const { prompt, window } = model.calls[1] ?? (await model.nextCall())
  const system = String(prompt.messages[0]?.content)
  expect(system).toMatch(/> name: Alex\n> employer: Acme Corp\n[\s\S]*> Alex promised to send a map\.$/u)
  expect(window).toEqual([])
  expect(system).toMatch(/> - \d{4}-\d\d-\d\d: Alex plays chess on Sundays\.\n/u)
  expect(system).toContain("> - Sarah (the user's sister): employer Google\n")
  expect(model.embeddings).toEqual([])
})

test('what one learned in one channel of a server is known in another one, and after a restart', async ({
  discord,
  bot,
  model,
  ada,
  general,
  staff,
}) => {
  await discord.reply(await ada.says(general, 'I am Alex', { mention: true }))
  await seedMemory(bot, ada, general, { facts: [{ text: 'Alex plays chess on Sundays.' }], statements: alex })
  await bot.restart()

  await discord.reply(await ada.says(staff, 'hello', { mention: true }))

  expect(model.calls[1]?.text).toContain('Alex plays chess')
  expect(model.calls[1]?.text).toContain('name: Alex')
})

test('a correction stands as what holds, and what it took the place of as the past only', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  await discord.reply(await ada.dm('I live in Lisbon'))
  await seedMemory(bot, ada, ada.dmChannel, { facts: [{ id: 'lisbon', text: 'Ada lives in Lisbon.' }] })
  await discord.reply(await ada.dm('I live in Oslo'))
  await seedMemory(bot, ada, ada.dmChannel, {
    facts: [{ id: 'oslo', text: 'Ada lives in Oslo.', replaces: ['lisbon'] }],
    summary: 'They greeted each other.',
  })

  await discord.reply(await ada.dm('where do I live?'))

  const lines = model.calls[2]?.text.split('\n').filter(line => line.includes('lives in'))
  expect(lines).toEqual([
    expect.stringMatching(/^> - \S+: Ada lives in Oslo\.$/u),
    expect.stringMatching(/^> - \S+, until \S+: Ada lives in Lisbon\.$/u),
  ])
})

test('what is said in the DM reaches no prompt in a server, and all is there in the DM', async ({
  discord,
  bot,
  model,
  ada,
  general,
}) => {
  await discord.reply(await ada.dm('hello'))
  await seedMemory(bot, ada, ada.dmChannel, {
    facts: [{ text: 'Ada has a secret garden.' }],
    statements: [{ field: 'attr:garden', value: 'secret' }, ...sarah],
    summary: 'They spoke of the secret garden.',
  })
  await discord.reply(await ada.says(general, 'hello', { mention: true }))
  await seedMemory(bot, ada, general, { facts: [{ text: 'Ada likes tea.' }] })

  await discord.reply(await ada.says(general, 'what is my secret?', { mention: true }))
  await discord.reply(await ada.dm('what is my secret?'))

  const [, , inServer, inDm] = model.calls
  expect(inServer?.text).not.toMatch(/garden|Sarah|Google/u)
  expect(inServer?.text).toContain('Ada likes tea.')
  for (const words of ['secret garden', 'garden: secret', 'Sarah', 'Ada likes tea.'])
    expect(inDm?.text).toContain(words)
})

const privatePlaces: [string, (discord: Loopback) => Channel][] = [
  ['a role-restricted channel', discord => discord.channel('staff')],
  [
    'a private thread',
    discord => {
      const general = discord.channel('general') as APITextChannel
      return discord.createThread(general, { name: 'plans', isPrivate: true, owner: discord.user('Bob') })
    },
  ],
  [
    'another server',
    discord => discord.channel('general', discord.createGuild({ name: 'Elsewhere', owner: discord.user('Bob') })),
  ],
]

test.for(privatePlaces)(
  'what is learned in %s stays there and in the DM',
  async ([_, placeIn], { discord, bot, model, bob, general }) => {
    const place = placeIn(discord)
    await discord.reply(await bob.says(place, 'hello', { mention: true }))
    await seedMemory(bot, bob, place, {
      facts: [{ text: 'Bob gets a bonus.' }],
      statements: [{ field: 'attr:bonus', value: 'five hundred' }],
    })

    await discord.reply(await bob.says(general, 'hello', { mention: true }))
    await discord.reply(await bob.says(place, 'hello again', { mention: true }))
    await discord.reply(await bob.dm('hello'))

    expect(model.calls[1]?.text).not.toContain('bonus')
    expect(model.calls[1]?.offered).not.toContain('search_memory')
    for (const { text } of model.calls.slice(2)) {
      expect(text).toContain('bonus: five hundred')
      expect(text).toContain('Bob gets a bonus.')
    }
  },
)

test('while all facts fit, an answer takes one round trip to Redis before the model and one after', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  await discord.reply(await ada.dm('hello'))
  await seedMemory(bot, ada, ada.dmChannel, { facts: [{ text: 'Ada likes tea.' }], statements: [...alex, ...sarah] })
  const monitored = await monitorRedis()

  const calling = model.nextCall()
  const question = await ada.dm('what do I like?')
  const call = await calling
  const before = await monitored(`${bot.keyPrefix}user:{${ada.id}}`)
  call.says('Tea.').ends()
  await discord.reply(question)
  await bot.stop()

  expect(call.text).toContain('Ada likes tea.')
  expect(before).toEqual(['keep-question'])
  expect(await monitored(`${bot.keyPrefix}user:{${ada.id}}`)).toEqual(['keep-question', 'keep-answer'])
  expect(model.embeddings).toEqual([])
})

test('one person’s memory never reaches another’s prompt', async ({ discord, bot, model, ada, bob, general }) => {
  await discord.reply(await ada.says(general, 'hello', { mention: true }))
  await seedMemory(bot, ada, general, { facts: [{ text: 'Ada likes tea.' }], statements: sarah })

  await discord.reply(await bob.says(general, 'what does Ada like?', { mention: true }))

  expect(model.calls[1]?.text).not.toMatch(/likes tea|Sarah/u)
})

describe('with a thousand facts', () => {
  const films = Array.from({ length: 1000 }, (_, i) => ({
    text: `Ada has seen the film number ${i} and found it dull.`,
  }))
  const others = [
    { text: 'Ada plays chess with Bob on Sundays.' },
    { text: 'Ada promised Cleo a cake for the birthday.' },
    { text: 'Ada has a dog that is called Rex.' },
  ]

  test('those that are asked for are in the prompt, and the prompt is in its budget', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    await discord.reply(await ada.dm('hello'))
    const all = [...films.slice(0, 500), ...others, ...films.slice(500, 997)]
    await seedMemory(bot, ada, ada.dmChannel, { facts: all, statements: [...alex, ...sarah] })

    for (const text of ['When do I play chess?', 'What did I promise Cleo?', 'What is the name of my dog?']) {
      await discord.reply(await ada.dm(text))
    }

    for (const [at, { text }] of others.entries()) expect(model.calls[at + 1]?.question).toContain(text)
    for (const { text } of model.calls.slice(1)) {
      expect(exact.count(text)).toBeLessThan(7000)
      expect(text.match(/film number/gu)?.length).toBeGreaterThan(20)
      expect(text).toContain("the user's sister")
    }
  })
})

test('an answer can be explained: which facts and segments it rests on, how much of the window', async ({
  discord,
  bot,
  model,
  ada,
}) => {
  const first = await ada.dm('hello')
  await discord.reply(first)
  await seedMemory(bot, ada, ada.dmChannel, { facts: [{ id: 'tea', text: 'Ada likes tea.' }] })

  const question = await ada.dm('what do I like?')
  await discord.reply(question)
  await bot.stop()

  const kept = await readRedis(bot.keyPrefix)
  const trace = parseTrace(String(Object(kept.get(`trace:{${ada.id}}`)?.value)[question.id]))
  expect(trace).toEqual({
    facts: ['tea'],
    segments: [],
    window: [
      { turn: `q:${first.id}`, rev: 0 },
      { turn: `a:${first.id}`, rev: 0 },
    ],
    lookups: 0,
  })
  expect(model.calls[1]?.offered).not.toContain('search_memory')
})

import { expect, inject } from 'vitest'
import { freePort } from '../../support/free-port.ts'
import { homeFacts } from '../support/extraction-call.ts'
import { test as story } from '../support/fixtures.ts'
import { readMetrics, readNumbers } from '../support/metrics-page.ts'
import { PROCESS_PATIENCE } from '../support/process-fixtures.ts'
import { RedisProxy } from '../support/redis-proxy.ts'
import { seedMemory } from '../support/seed-memory.ts'
import { waitForStoredMemory } from '../support/stored-memory.ts'

const test = story
  .extend<{ redis: RedisProxy; port: string }>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
    redis: async ({}, use) => {
      const proxy = await new RedisProxy(inject('redisUrl')).listen()
      await use(proxy)
      await proxy.close()
    },
    // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
    port: async ({}, use) => await use(String(await freePort())),
  })
  .extend('settings', ({ redis, port }) => ({
    ...{ REDIS_URL: redis.url, METRICS_PORT: port },
    MODEL_PRICES: '{"gpt-5.4-mini":{"in":1000,"cached":1000,"out":2000}}',
  }))

test('turns, calls and tokens are counted by what they were for', async ({ discord, bot, model, port, ada }) => {
  model.plays(call => call.took(70, 9, 40).says('Lovely.').ends())
  await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)
  model.plays(call => call.refuses(401))
  await discord.reply(await ada.dm('Where do I live?'), PROCESS_PATIENCE)
  model.playsExtractions(extraction => extraction.gives({ facts: homeFacts('Lisbon', extraction) }))
  await bot.learned(ada)
  model.plays(call => call.took(30, 1).says('In Lisbon.').ends())
  await discord.reply(await ada.dm('And now?'), PROCESS_PATIENCE)

  const counts = {
    'turns question': 3,
    'turns answer': 2,
    'model_calls chat ok': 2,
    'model_calls chat key': 1,
    'model_calls study ok': 1,
    'model_calls embed ok': 1,
    'model_tokens chat gpt-5.4-mini prompt': 100,
    'model_tokens chat gpt-5.4-mini cached': 40,
    'model_tokens chat gpt-5.4-mini completion': 10,
    'model_tokens study gpt-5.4-nano prompt': 100,
    'model_tokens study gpt-5.4-nano completion': 20,
    'model_cost_dollars chat gpt-5.4-mini': 0.12,
    'model_cost_dollars study gpt-5.4-nano': 0,
    recall_seconds_count: 1,
  }
  expect(await readNumbers(port, counts)).toEqual(counts)
})

test('facts are counted by what became of them', async ({ discord, bot, model, port, ada }) => {
  await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)
  model.playsExtractions(extraction =>
    extraction.gives({
      facts: [...homeFacts('Lisbon', extraction), { turn: 1, quote: 'A lie.', text: 'The user lies.' }],
    }),
  )
  await bot.learned(ada)
  await discord.reply(await ada.dm('I live in Oslo.'), PROCESS_PATIENCE)
  model.playsExtractions(extraction =>
    extraction.gives({ facts: homeFacts('Oslo', extraction).map(fact => ({ ...fact, replaces: [1] })) }),
  )
  await bot.learned(ada)
  await discord.reply(await ada.dm('As I said: I live in Oslo.'), PROCESS_PATIENCE)
  model.playsExtractions(extraction => extraction.gives({ facts: homeFacts('Oslo', extraction) }))
  await bot.learned(ada)

  const counts = {
    'facts stored': 2,
    'facts replaced': 1,
    'facts confirmed': 1,
    'facts_refused quote': 1,
  }
  expect(await readNumbers(port, counts)).toEqual(counts)
})

test('who waits, how the jobs ended, and what Redis did not take', async ({
  discord,
  bot,
  model,
  port,
  redis,
  ada,
}) => {
  await bot.restart({ REDIS_URL: redis.url, METRICS_PORT: port, LEARN_DELAY_SECONDS: '1' })
  model.playsExtractions(
    ...[1, 2, 3].map(() => (extraction: { refuses(status: number): void }) => extraction.refuses(503)),
    extraction => extraction.gives({ facts: homeFacts('Lisbon', extraction) }),
  )
  await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)
  const during = { 'learning_jobs modelAway': 1, learning_waiting: 1 }
  const foundDuring = await readNumbers(port, during)
  await waitForStoredMemory(bot, ada, { isPending: false })
  const after = { 'learning_jobs done': 1, learning_waiting: 0 }
  const foundAfter = await readNumbers(port, after)
  redis.cut()
  await discord.reply(await ada.dm('Good morning.'), PROCESS_PATIENCE)
  const metrics = await readMetrics(port)
  redis.open() // or the bot waits with its end until what was asked can be kept

  const errors = [...metrics.keys()].filter(name => name.startsWith('redis_errors '))
  expect(foundDuring).toEqual(during)
  expect(foundAfter).toEqual(after)
  expect(errors).not.toEqual([])
})

test('no label holds an id or a word of anybody', async ({ discord, bot, model, port, ada }) => {
  await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)
  await seedMemory(bot, ada, ada.dmChannel, { facts: [{ text: 'Ada plays chess.' }] })
  model.playsExtractions(
    extraction => extraction.says('Lisbon is lovely.'),
    extraction =>
      extraction.gives({ facts: [{ turn: 1, quote: 'Zelda', text: 'The user knows Zelda.', kind: 'Zelda' }] }),
  )
  await bot.learned(ada)
  model.plays(call => call.refuses(400, { code: 'Zelda', message: 'I live in Lisbon.' }))
  await discord.reply(await ada.dm('Good morning.'), PROCESS_PATIENCE)

  const page = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  const counted = page
    .split('\n')
    .filter(line => line.startsWith('keepsake_'))
    .join('\n')
  expect(counted).toContain('keepsake_facts_refused_total{reason="quote"} 1')
  expect(counted).toContain('keepsake_facts_by_language_total{language="latin",outcome="quote"} 1')
  expect(counted).not.toMatch(/\{[^}]*\d{6}/u)
  expect(counted).not.toMatch(/lisbon|zelda|ada|chess/iu)
})

test('how long the event loop was held is told as well', async ({ bot, port }) => {
  const page = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()

  expect(bot.lost).toEqual([])
  expect(page).toMatch(/^nodejs_eventloop_lag_max_seconds \d/mu)
  expect(page).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/mu)
})

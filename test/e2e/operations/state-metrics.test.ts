import { expect } from 'vitest'
import { freePort } from '../../support/free-port.ts'
import { test as story } from '../support/fixtures.ts'
import { readMetrics, readNumbers } from '../support/metrics-page.ts'
import { PROCESS_PATIENCE } from '../support/process-fixtures.ts'

const test = story
  // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
  .extend<{ port: string }>({ port: async ({}, use) => await use(String(await freePort())) })
  .extend('settings', ({ port }) => ({ METRICS_PORT: port, MESSAGES_PER_MINUTE: '2' }))

test('answers are counted by outcome and reason, with the time to their first word, and who is active', async ({
  discord,
  bot,
  model,
  port,
  ada,
  bob,
  general,
}) => {
  await discord.reply(await ada.dm('Hello'))
  model.plays(call => call.refuses(401))
  await discord.reply(await ada.dm('Hello?'))
  await discord.reply(await ada.dm('Hello??'))
  await discord.reply(await bob.says(general, 'Hello', { mention: true }))
  await ada.command('access', { rule: 'deny', user: discord.user('Cleo').user }, { in: general })
  await discord.reply(await discord.user('Cleo').dm('Hello'))
  expect(bot.lost).toEqual([])

  const counts = {
    'answers answered whole': 2,
    'answers unanswered modelKeyRefused': 1,
    'answers unanswered rateLimited': 1,
    'answers unanswered notAllowed': 1,
    first_word_seconds_count: 2,
    'active_users 1h': 2,
    'active_users 24h': 2,
  }
  expect(await readNumbers(port, counts)).toEqual(counts)
})

test('gateway and servers are told as they are now', async ({ discord, bot, port, bob }) => {
  const atFirst = { 'gateway_shards ready': 1, 'gateway_shards reconnecting': 0, servers: 1 }
  expect(await readNumbers(port, atFirst)).toEqual(atFirst)
  discord.createGuild({ name: 'Bob’s', owner: bob })
  const then = { servers: 2 }
  expect(await readNumbers(port, then)).toEqual(then)
  const metrics = await readMetrics(port)

  expect(bot.lost).toEqual([])
  expect(metrics.has('gateway_latency_seconds')).toBe(true)
})

test('how old the oldest question is that waits to be learned', async ({ discord, bot, port, ada, bob }) => {
  const before = { learning_lag_seconds: 0 }
  expect(await readNumbers(port, before)).toEqual(before)
  await discord.reply(await ada.dm('I play chess.'))
  await discord.reply(await bob.dm('I sing.'))
  await expect
    .poll(async () => (await readMetrics(port)).get('learning_lag_seconds'), PROCESS_PATIENCE)
    .toBeGreaterThan(0)
  await bot.learned(ada)
  expect((await readMetrics(port)).get('learning_lag_seconds')).toBeGreaterThan(0)
  await bot.learned(bob)

  const after = { learning_lag_seconds: 0, learning_waiting: 0 }
  expect(await readNumbers(port, after)).toEqual(after)
})

test('how much the data takes, for one person on average', async ({ bot, port, acquainted }) => {
  await expect.poll(async () => (await readMetrics(port)).get('users'), PROCESS_PATIENCE).toBe(acquainted.length)
  const metrics = await readMetrics(port)

  expect(bot.lost).toEqual([])
  expect(metrics.get('redis_bytes_per_user')).toBe((metrics.get('redis_data_bytes') ?? 0) / acquainted.length)
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kill } from 'node:process'
import { Redis } from 'ioredis'
import { expect } from 'vitest'
import { type LocalRedis, startLocalRedis } from '../../../src/redis/local-server/start.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import { homeFacts } from '../support/extraction-call.ts'
import { test as story } from '../support/fixtures.ts'
import { PROCESS_PATIENCE } from '../support/process-fixtures.ts'
import { waitForStoredMemory } from '../support/stored-memory.ts'

/** The Redis of one test, which a kill -9 hits and which comes back, as it has an append-only file. */
const test = story
  .extend<{ server: LocalRedis }>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
    server: async ({}, use) => {
      const dataDir = await mkdtemp(join(tmpdir(), 'keepsake-killed-'))
      const server = await startLocalRedis({ dataDir, log: silentLogger })
      await use(server)
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  })
  .extend('settings', ({ server }) => ({ REDIS_URL: server.url, LEARN_DELAY_SECONDS: '1' }))

/** Ends a Redis without a word; what it had taken is with the system by then, as it writes before it answers. */
async function killed({ url }: LocalRedis): Promise<void> {
  const redis = new Redis(url)
  redis.on('error', () => undefined)
  try {
    const pid = Number(/process_id:(?<pid>\d+)/u.exec(await redis.info('server'))?.[1])
    const closed = new Promise(resolve => redis.once('close', resolve))
    kill(pid, 'SIGKILL')
    await closed
  } finally {
    redis.disconnect()
  }
}

test('a kill -9 of Redis while something is learned costs nothing that was on its disk', { timeout: 60_000 }, async ({
  discord,
  bot,
  model,
  server,
  ada,
}) => {
  const where = { keyPrefix: bot.keyPrefix, redisUrl: server.url }
  model.playsExtractions(extraction => extraction.gives({ facts: homeFacts('Lisbon', extraction) }))
  await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)
  await waitForStoredMemory(where, ada, { facts: ['The user lives in Lisbon.'] })
  const extracting = model.nextExtraction()
  await discord.reply(await ada.dm('I live in Oslo.'), PROCESS_PATIENCE)
  const study = await extracting
  model.otherwiseExtracts = again => again.gives({ facts: homeFacts('Oslo', again) })
  await killed(server)
  await bot.logged('Redis is out of reach')
  study.gives({ facts: homeFacts('Oslo', study) })
  await bot.logged('Redis is back')
  const { facts } = await waitForStoredMemory(where, ada, { isPending: false })
  const reply = await discord.reply(await ada.dm('Where do I live?'), PROCESS_PATIENCE)

  expect(facts).toEqual(['The user lives in Lisbon.', 'The user lives in Oslo.'])
  expect(reply.content).toBe('You said: Where do I live?')
  expect(model.calls.at(-1)?.text).toContain('The user lives in Oslo.')
})

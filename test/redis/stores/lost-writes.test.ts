import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import type { Snapshot } from '../../../src/memory/types.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { openRedisMemory } from '../../../src/redis/open.ts'
import { questionOf, receiveQuestion } from '../../contract/support/conversations.ts'
import { plainRedis, snowflake } from '../support/fixtures.ts'
import { startLocalServer, testFolder } from '../support/local-server.ts'
import { newFactId, point, removeFact, seedFacts } from '../support/seed-facts.ts'

test('what a Redis tells that lost its last second counts, although it has counted up to the same version again', async () => {
  const { url } = await startLocalServer(testFolder())
  const [redis, keys] = [plainRedis(url), createKeys()]
  const settings = {
    url,
    dataDir: testFolder(),
    keyPrefix: undefined,
    windowMessages: 20,
    logLimit: 2000,
    historyDays: 30,
  }
  const embedding = { model: 'test', dimensions: 3 }
  const waits = { learnDelayMs: 300_000, learnBatch: 10, onFailure: () => undefined }
  const memory = await openRedisMemory({ ...settings, ...waits, embedding }, pino({ level: 'silent' }))
  onTestFinished(() => memory.close())
  const question = questionOf()
  const { user } = question
  const toldOf = ({ known }: Snapshot) => known.facts.map(({ text }) => text)
  const query = { user, visibleScopes: 'all', point: point(1, 0, 0), limit: 9 } as const
  const id = newFactId()
  await seedFacts(redis, keys, [{ user, id, text: 'was lost', point: point(1, 0, 0) }])
  const before = await receiveQuestion(memory.conversations, question)
  expect(toldOf(before)).toEqual(['was lost'])
  expect(await memory.factIndex.nearest(query)).toMatchObject([{ similarity: 1 }])

  await removeFact(redis, keys, user, id)
  await redis.hset(keys.user(user), 'facts', 0)
  await seedFacts(redis, keys, [{ user, id, text: 'was learned instead', point: point(0, 1, 0) }])
  const { promise: isBack, resolve } = Promise.withResolvers<void>()
  memory.onReconnect(resolve)
  await redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
  await isBack

  const after = await receiveQuestion(memory.conversations, { ...question, id: snowflake() })
  expect(after.epoch).toBe(before.epoch)
  expect(toldOf(after)).toEqual(['was learned instead'])
  expect(await memory.factIndex.nearest(query)).toMatchObject([{ similarity: 0 }])
})

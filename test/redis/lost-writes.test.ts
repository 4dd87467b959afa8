import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import type { Snapshot } from '../../src/memory/types.ts'
import { keysUnder } from '../../src/redis/keys.ts'
import { openMemory } from '../../src/redis/open.ts'
import { asked, received } from '../contract/talk.ts'
import { plainRedis, snowflake } from './fixtures.ts'
import { dropFact, keepFacts, newFactId, point } from './kept-facts.ts'
import { ownServer, testFolder } from './own-server.ts'

test('what a Redis tells that lost its last second counts, although it has counted up to the same version again', async () => {
  const { url } = await ownServer(testFolder())
  const [redis, keys] = [plainRedis(url), keysUnder()]
  const settings = { url, dataDir: '', keyPrefix: undefined, windowMessages: 20, logLimit: 2000, historyDays: 30 }
  const embedding = { model: 'test', dimensions: 3 }
  const waits = { learnDelayMs: 300_000, learnBatch: 10, onFailure: () => undefined }
  const memory = await openMemory({ ...settings, ...waits, embedding }, pino({ level: 'silent' }))
  onTestFinished(() => memory.close())
  const question = asked()
  const { user } = question
  const toldOf = ({ known }: Snapshot) => known.facts.map(({ text }) => text)
  const query = { user, heard: 'all', point: point(1, 0, 0), limit: 9 } as const
  const id = newFactId()
  await keepFacts(redis, keys, [{ user, id, text: 'was lost', point: point(1, 0, 0) }])
  const before = await received(memory.store, question)
  expect(toldOf(before)).toEqual(['was lost'])
  expect(await memory.index.nearest(query)).toMatchObject([{ similarity: 1 }])

  await dropFact(redis, keys, user, id)
  await redis.hset(keys.user(user), 'facts', 0)
  await keepFacts(redis, keys, [{ user, id, text: 'was learned instead', point: point(0, 1, 0) }])
  const { promise: isBack, resolve } = Promise.withResolvers<void>()
  memory.onBack(resolve)
  await redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
  await isBack

  const after = await received(memory.store, { ...question, id: snowflake() })
  expect(after.epoch).toBe(before.epoch)
  expect(toldOf(after)).toEqual(['was learned instead'])
  expect(await memory.index.nearest(query)).toMatchObject([{ similarity: 0 }])
})

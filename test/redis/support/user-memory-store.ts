import type { Redis } from 'ioredis'
import { redisUserMemoryStore } from '../../../src/redis/stores/user-memory/user-memory.ts'
import { openFactIndex } from '../../../src/redis/vector-index/fact-index.ts'
import { bothStores } from './both-stores.ts'
import { recordingLog } from './local-server.ts'

/** All sides of one memory, with keys of the test's own, and what users change of it by themselves. */
export function userMemoryStores(redis: Redis) {
  const stores = bothStores(redis)
  const { keys, knowledgeCache, problems } = stores
  const index = openFactIndex({ redis, keys, embedding: { model: 'test', dimensions: 2 }, log: recordingLog() })
  const own = redisUserMemoryStore({
    ...{ redis, keys, index, knowledgeCache, historyDays: 30 },
    onCorruptRecord: record => problems.push(record),
    onDeletion: () => undefined,
  })
  return { ...stores, own }
}

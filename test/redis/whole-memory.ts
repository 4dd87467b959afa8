import type { Redis } from 'ioredis'
import type { UserId } from '../../src/memory/types.ts'
import { openFactIndex } from '../../src/redis/index/open-index.ts'
import { KnownCache } from '../../src/redis/known-cache.ts'
import { redisLearningStore } from '../../src/redis/learning.ts'
import type { OwnOptions } from '../../src/redis/own/options.ts'
import { redisOwnMemory } from '../../src/redis/own-memory.ts'
import { testKeys, testStore } from './fixtures.ts'
import { listeningLog } from './own-server.ts'

/** All sides of one memory, with keys of the test's own, as the bot opens them. */
export function wholeMemory(redis: Redis, keys = testKeys()) {
  const known: KnownCache = new KnownCache((user, kind) => problems.push({ kind, user }))
  const { store, problems } = testStore(redis, { keys, known })
  const log = listeningLog()
  const index = openFactIndex({ redis, keys, embedding: { model: 'test', dimensions: 2 }, log })
  const told: UserId[] = []
  const options: OwnOptions = {
    ...{ redis, keys, index, known, historyDays: 30 },
    onProblem: problem => problems.push(problem),
    onForgotten: user => told.push(user),
  }
  const learning = redisLearningStore({ ...options, embeddingModel: 'test', windowMessages: 20 })
  const own = redisOwnMemory(options)
  return { redis, keys, store, learning, own, index, known, log, told, problems, options }
}

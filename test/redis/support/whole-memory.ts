import type { Redis } from 'ioredis'
import type { UserId } from '../../../src/memory/types.ts'
import { openDeletionList } from '../../../src/redis/deletion-list/deletion-list.ts'
import { KnowledgeCache } from '../../../src/redis/knowledge-cache.ts'
import { redisLearningStore } from '../../../src/redis/stores/learning.ts'
import type { UserMemoryDependencies } from '../../../src/redis/stores/user-memory/dependencies.ts'
import { redisUserMemoryStore } from '../../../src/redis/stores/user-memory/user-memory.ts'
import { openFactIndex } from '../../../src/redis/vector-index/fact-index.ts'
import type { StoreLimits } from '../../contract/support/conversations.ts'
import { testKeys, testStore } from './fixtures.ts'
import { recordingLog } from './local-server.ts'

/** What a test may want otherwise, and the name under which the process claims questions. */
export type MemoryLimits = StoreLimits & { readonly processId?: string }

/**
 * All sides of one memory, with keys of the test's own, as the bot opens them.
 * @param dataDir where it is listed what is forgotten; nowhere if left out
 */
export function wholeMemory(redis: Redis, keys = testKeys(), dataDir?: string, limits: MemoryLimits = {}) {
  const knowledgeCache: KnowledgeCache = new KnowledgeCache((user, kind) => problems.push({ kind, user }))
  const log = recordingLog()
  const listed =
    dataDir === undefined ? {} : { deletionList: openDeletionList({ redis, keys, dataDir, log, now: Date.now }) }
  const { store, problems } = testStore(redis, { ...limits, keys, knowledgeCache, ...listed })
  const index = openFactIndex({ redis, keys, embedding: { model: 'test', dimensions: 2 }, log })
  const told: UserId[] = []
  const options: UserMemoryDependencies = {
    ...{ redis, keys, index, knowledgeCache, historyDays: 30, ...listed },
    onCorruptRecord: problem => problems.push(problem),
    onDeletion: user => told.push(user),
  }
  const { windowMessages = 20 } = limits
  const learning = redisLearningStore({ processId: 'test', ...options, embeddingModel: 'test', windowMessages })
  const own = redisUserMemoryStore(options)
  return { redis, keys, store, learning, own, index, known: knowledgeCache, log, told, problems, options }
}

import type { Redis } from 'ioredis'
import { errorDetails } from '../../errors.ts'
import type { Embedder } from '../../memory/ports/embedder.ts'
import type { EmbeddingBackfill } from '../../memory/ports/fact-index.ts'
import type { ContextExpiry } from '../../memory/ports/upkeep/context-expiry.ts'
import type { UserMemoryStore } from '../../memory/ports/user-memory-store.ts'
import type { UserId } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
import { startLease } from '../connection/lease.ts'
import type { DeletionList } from '../deletion-list/deletion-list.ts'
import type { Keys } from '../keys.ts'
import type { KnowledgeCache } from '../knowledge-cache.ts'
import type { CorruptRecordListener } from '../records/corrupt-record.ts'
import type { ScriptBase } from '../scripts/script-context.ts'
import { redisContextExpiry } from '../stores/context-expiry.ts'
import { type CellConversationStore, redisConversationStore } from '../stores/conversations.ts'
import { type CellLearningStore, redisLearningStore } from '../stores/learning.ts'
import type { UserMemoryDependencies } from '../stores/user-memory/dependencies.ts'
import { resumePurges } from '../stores/user-memory/forget-everything.ts'
import { redisUserMemoryStore } from '../stores/user-memory/user-memory.ts'
import { embeddingBackfill } from '../vector-index/backfill.ts'
import { openFactIndex, type VectorFactIndex } from '../vector-index/fact-index.ts'
import { standsIn } from './layout.ts'

/** A part of a memory: users with all that is kept of them, their own claims, leases, list of who is due, and vector index. */
export interface Cell extends ScriptBase {
  readonly conversations: CellConversationStore
  readonly learning: CellLearningStore
  readonly userMemory: UserMemoryStore
  readonly index: VectorFactIndex
  readonly contextExpiry: ContextExpiry
  embeddingBackfill(embedder: Embedder): EmbeddingBackfill
  /** Goes on where forgetting everything was cut off, of users of this cell. */
  resumePurges(): Promise<void>
  has(user: UserId): Promise<boolean>
  /** Ends the lease of this process. */
  close(): Promise<void>
}

/** How much a memory keeps, and when it learns. */
export interface CellSettings {
  readonly windowMessages: number
  readonly logLimit: number
  readonly historyDays: number
  readonly learnDelayMs: number
  readonly learnBatch: number
  /** By which facts are found; without dimensions the first embedding tells them. */
  readonly embedding: { readonly model: string; readonly dimensions?: number }
}

/** What all cells of a memory share. */
export interface CellDependencies
  extends CellSettings,
    Pick<UserMemoryDependencies, 'findForeignMessages' | 'onDeletion'> {
  readonly processId: string
  readonly knowledgeCache: KnowledgeCache
  readonly deletionList: DeletionList
  readonly firstCell: ScriptBase
  readonly onCorruptRecord: CorruptRecordListener
  readonly onWordsGone: (user: UserId) => void
  readonly now: () => number
  readonly log: Logger
}

/** Opens one cell, where its keys stand. */
export async function openCell(redis: Redis, keys: Keys, dependencies: CellDependencies): Promise<Cell> {
  const { embedding, knowledgeCache, log } = dependencies
  const lease = await startLease(redis, keys, dependencies.processId)
  const index = openFactIndex({ redis, keys, embedding, log, cachedVersion: user => knowledgeCache.versionOf(user) })
  const shared = { ...dependencies, redis, keys, index }
  return {
    ...{ redis, keys, index },
    conversations: redisConversationStore({ ...shared, isLeaseHeldSince: lease.isHeldSince }),
    learning: redisLearningStore({ ...shared, embeddingModel: embedding.model }),
    userMemory: redisUserMemoryStore(shared),
    contextExpiry: redisContextExpiry(shared),
    embeddingBackfill: embedder => embeddingBackfill({ ...shared, embedder }),
    // What fails now is tried again when the connection is restored, and at the next start.
    resumePurges: () =>
      resumePurges(shared).catch((error: unknown) =>
        log.warn(errorDetails(error), 'forgetting everything is not finished yet'),
      ),
    has: user => standsIn({ redis, keys }, user),
    close: lease.stop,
  }
}

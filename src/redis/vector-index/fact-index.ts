import type { Redis } from 'ioredis'
import type { FactIndex } from '../../memory/ports/fact-index.ts'
import type { FactId, UserId } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
import type { Keys } from '../keys.ts'
import { exactSearch } from './exact.ts'
import { countInRediSearch, ensureIndex, nearestInRediSearch, type RediSearchState } from './redisearch.ts'
import { embeddingField, isUsableVector } from './vectors.ts'

export interface FactIndexDependencies {
  readonly redis: Redis
  readonly keys: Keys
  /** Without dimensions the first embedding tells them. */
  readonly embedding: { readonly model: string; readonly dimensions?: number | undefined }
  readonly log: Logger
  /** The version of a user's facts that this process has just read, if it has. */
  readonly cachedVersion?: (user: UserId) => string | undefined
}

export interface VectorFactIndex extends FactIndex {
  /** Who answers just now. */
  readonly kind: 'redisearch' | 'exact'
  /** Whether an index is being made just now, or it is not known yet whether there is one. */
  readonly isBuilding: boolean
  /** Tells how many dimensions embeddings have, where that was not known, so that an index can be made. */
  setDimensions(dimensions: number): void
  /** How many facts of a user are in the index, or in the process; or how many of some. Throws MemoryUnavailable. */
  count(user: UserId, among?: readonly FactId[]): Promise<number>
  /** Lets go of what the process holds of a user. */
  forget(user: UserId): void
}

/** How often an index that is being built is looked at, and one that could not be. */
const STATE_POLL_MS = 200

/**
 * Finds facts by meaning: through RediSearch where the server has it and its index is whole, else exactly, in this
 * process. Decides at once and whenever Redis is back; needs no Redis to start, and tells the log who answers and why.
 */
export function openFactIndex({ redis, keys, embedding, log, cachedVersion }: FactIndexDependencies): VectorFactIndex {
  const exact = exactSearch(redis, keys, cachedVersion)
  let { dimensions } = embedding
  let state: RediSearchState | 'unknown' = 'unknown'
  let loggedState = ''
  let decisions = 0
  let hasWarnedOfDimensions = false

  function field() {
    return dimensions === undefined ? undefined : { name: embeddingField(embedding.model, dimensions), dimensions }
  }

  /** Only the newest decision counts: an older one may have asked a server that is gone. */
  async function decide(): Promise<void> {
    decisions += 1
    const mine = decisions
    // Out of reach: that is told by the connection.
    const found = await ensureIndex(redis, keys, field()).catch(() => 'unknown' as const)
    if (mine !== decisions) return
    state = found
    if (state !== 'unknown') logState(state)
    if (state === 'building' || (state === 'unknown' && redis.status === 'ready'))
      setTimeout(() => void decide(), STATE_POLL_MS).unref()
  }

  function decideAnew(): void {
    state = 'unknown'
    void decide()
  }

  function logState(state: RediSearchState): void {
    const text = JSON.stringify(state)
    if (text === loggedState) return
    loggedState = text
    const reason = typeof state === 'object' ? state.unusable : undefined
    log.info(
      { model: embedding.model, dimensions, reason },
      stateMessages[typeof state === 'object' ? 'unusable' : state],
    )
  }

  function setDimensions(count: number): void {
    if (dimensions !== undefined) return
    dimensions = count
    decideAnew()
  }

  redis.on('ready', () => {
    exact.clear()
    decideAnew()
  })
  if (redis.status === 'ready') decideAnew()

  return {
    get kind() {
      return state === 'ready' ? 'redisearch' : 'exact'
    },
    get isBuilding() {
      return state === 'building' || state === 'unknown'
    },
    setDimensions,
    forget: exact.forget,
    async count(user, among) {
      const held = exact.countCached(user, among && new Set(among))
      const name = field()?.name
      // As long as RediSearch builds its index it is not asked, but may hold some already.
      const indexed =
        name === undefined ? 0 : await countInRediSearch(redis, keys, keys.vectorIndex(name), { user, among })
      return Math.max(held, indexed)
    },
    async nearest(query) {
      const { point, visibleScopes, limit } = query
      if (limit < 1 || (visibleScopes !== 'all' && visibleScopes.length === 0) || !isUsableVector(point)) return []
      setDimensions(point.length)
      const { name, dimensions } = field() ?? { name: '', dimensions: 0 }
      if (point.length !== dimensions) {
        if (!hasWarnedOfDimensions) log.warn({ dimensions, got: point.length }, 'embedding has wrong dimensions')
        hasWarnedOfDimensions = true
        return []
      }
      if (state === 'ready') {
        const found = await nearestInRediSearch(redis, keys, keys.vectorIndex(name), query)
        if (found) return found
        log.warn({}, 'vector index missing in RediSearch')
        decideAnew()
      }
      return exact.nearest(query, name)
    },
  }
}

const stateMessages = {
  ready: 'vector index: RediSearch',
  building: 'vector index: exact (in-process) while RediSearch builds its index',
  waiting: 'vector index: exact (in-process) until an embedding tells its dimensions',
  unusable: 'vector index: exact (in-process)',
} as const

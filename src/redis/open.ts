import type { Redis } from 'ioredis'
import { errorDetails } from '../errors.ts'
import type { Memory } from '../memory/ports/memory.ts'
import type { UserId } from '../memory/types.ts'
import type { Logger } from '../observability/logger.ts'
import { connectRedis, connectWorker, type RedisEvent } from './connection/client.ts'
import { countFailures } from './connection/errors.ts'
import { startLease } from './connection/lease.ts'
import { createKeys } from './keys.ts'
import { KnowledgeCache } from './knowledge-cache.ts'
import { type CorruptRecord, redisConversationStore } from './stores/conversations.ts'
import { redisDeletionFeed } from './stores/deletion-feed.ts'
import { redisDepartures } from './stores/departures.ts'
import { redisLearningStore } from './stores/learning.ts'
import { redisServerSettings } from './stores/server-settings.ts'
import { redisTokenLedger } from './stores/token-ledger.ts'
import { resumePurges } from './stores/user-memory/forget-everything.ts'
import { redisUserMemoryStore } from './stores/user-memory/user-memory.ts'
import { embeddingBackfill } from './vector-index/backfill.ts'
import { openFactIndex } from './vector-index/fact-index.ts'

export interface RedisMemorySettings {
  /** None: a Redis of our own is started in `dataDir`. */
  readonly url: string | undefined
  readonly dataDir: string
  readonly keyPrefix: string | undefined
  readonly windowMessages: number
  readonly logLimit: number
  readonly historyDays: number
  readonly learnDelayMs: number
  readonly learnBatch: number
  /** By which facts are found; without dimensions the first embedding tells them. */
  readonly embedding: { readonly model: string; readonly dimensions?: number }
  /** Told whenever Redis did not take or answer a command: its code. */
  readonly onFailure: (code: string) => void
}

/** A memory in Redis, with what the queue of background work needs: BullMQ runs on Redis alone. */
export interface RedisMemory extends Memory {
  /** Opens a connection of its own for BullMQ, and tells the prefix of its keys. */
  openQueueConnection(): { readonly connection: Redis; readonly prefix: string }
}

/** Opens the memory; also while Redis is down, if REDIS_URL names one. Throws BadSettings. */
export async function openRedisMemory(settings: RedisMemorySettings, log: Logger): Promise<RedisMemory> {
  const { dataDir, keyPrefix, embedding } = settings
  // Loaded only where it is needed: most installations have a Redis.
  const own =
    settings.url === undefined
      ? await (await import('./local-server/start.ts')).startLocalRedis({ dataDir, log })
      : undefined
  const url = settings.url ?? own?.url ?? ''
  const redis = await connectRedis({ url, onEvent: event => logRedisEvent(event, log) }).catch(
    async (error: unknown) => {
      await own?.stop()
      throw error
    },
  )
  countFailures(redis, settings.onFailure)
  const keys = createKeys(keyPrefix)
  const lease = await startLease(redis, keys)
  const onProblem = (problem: CorruptRecord) =>
    log.error(problem, 'something in Redis could not be read, and was passed over')
  const known = new KnowledgeCache((user, kind) => onProblem({ kind, user }))
  // A server that lost its last second, or another that took over, can count up to a version anew with other content.
  redis.on('ready', () => known.clear())
  const index = openFactIndex({ redis, keys, embedding, log, cachedVersion: user => known.versionOf(user) })
  const forgotten = redisDeletionFeed(redis, keys)
  const listeners = new Set<(user: UserId) => void>()
  const ownOptions = {
    ...{ redis, keys, index, known, onProblem, historyDays: settings.historyDays },
    onForgotten(user: UserId) {
      for (const listener of listeners) listener(user)
      forgotten.announce(user).catch((error: unknown) => log.warn(errorDetails(error), 'other processes were not told'))
    },
  }
  // What fails now is tried again when the connection is made anew, and at the next start.
  const finish = () =>
    resumePurges(ownOptions).catch((error: unknown) => log.warn(errorDetails(error), 'forgetting is not finished yet'))
  redis.on('ready', () => void finish())
  if (redis.status === 'ready') void finish()
  return {
    conversations: redisConversationStore({ ...settings, redis, keys, process: lease.processId, onProblem, known }),
    learning: redisLearningStore({ ...settings, redis, keys, embeddingModel: embedding.model, onProblem, known }),
    factIndex: index,
    embeddingBackfill: embedder => embeddingBackfill({ redis, keys, embedding, embedder, index, log }),
    openQueueConnection: () => ({ connection: connectWorker(url), prefix: keys.jobs }),
    serverSettings: redisServerSettings(redis, keys),
    departures: redisDepartures(redis, keys),
    userMemory: redisUserMemoryStore(ownOptions),
    tokenLedger: redisTokenLedger(redis, keys),
    isReady: () => redis.status === 'ready',
    onReconnect: listener => void redis.on('ready', listener),
    onDeletion: listener => void listeners.add(listener),
    async readDeletions() {
      for (const user of await forgotten.readNew()) {
        known.forget(user)
        index.forget(user)
        for (const listener of listeners) listener(user)
      }
    },
    async close() {
      await lease.stop()
      redis.disconnect()
      await own?.stop()
    },
  }
}

function logRedisEvent(event: RedisEvent, log: Logger): void {
  if (event.kind === 'lost')
    log.error({ code: event.code }, 'Redis is out of reach: I answer without memory until it is back')
  else if (event.kind === 'back') log.info({}, 'Redis is back')
  else if (event.kind === 'tooOld') log.error({ version: event.version }, 'Redis is too old')
  else if (event.kind === 'durabilityUnknown')
    log.debug({ code: event.code }, 'Redis does not tell whether it keeps what it is given')
  else if (!event.appendOnly)
    log.warn({}, 'Redis has no append-only file: what was said last is lost when it stops (appendonly yes)')
  if (event.kind === 'notDurable' && event.evicts)
    log.warn({}, 'Redis throws memories away when it is full (maxmemory-policy noeviction)')
}

import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { errorFacts } from '../errors.ts'
import type { OwnMemory } from '../memory/own-memory.ts'
import type {
  ChannelSettings,
  Departures,
  Embedder,
  FactIndex,
  LearningStore,
  MemoryStore,
  TokenLedger,
} from '../memory/ports.ts'
import type { UserId } from '../memory/types.ts'
import { redisChannelSettings } from './channels.ts'
import { connectRedis, connectWorker, type RedisEvent } from './client.ts'
import { countFailures } from './count-failures.ts'
import { redisDepartures } from './departures.ts'
import { forgottenUsers } from './forgotten.ts'
import { openFactIndex } from './index/open-index.ts'
import { type Reembedder, reembedder } from './index/reembed.ts'
import { keysUnder } from './keys.ts'
import { KnownCache } from './known-cache.ts'
import { redisLearningStore } from './learning.ts'
import { startLease } from './lease.ts'
import { redisTokenLedger } from './ledger.ts'
import { finishForgetting } from './own/forgetting-everything.ts'
import { redisOwnMemory } from './own-memory.ts'
import { redisMemoryStore, type StoreProblem } from './store.ts'

export interface MemorySettings {
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

/** All that is kept, behind its ports. */
export interface Memory {
  readonly store: MemoryStore
  readonly learning: LearningStore
  readonly index: FactIndex
  readonly channels: ChannelSettings
  readonly departures: Departures
  /** The users' own side: what they see, add, correct and take away. */
  readonly own: OwnMemory
  readonly ledger: TokenLedger
  /** Gives facts embeddings that lack one by the present model. */
  reembedder(embedder: Embedder): Reembedder
  /** Another connection, for BullMQ, and what its keys begin with. */
  openQueue(): { readonly connection: Redis; readonly prefix: string }
  isReady(): boolean
  /** Calls the listener whenever Redis can be reached again. */
  onBack(listener: () => void): void
  /** Calls the listener whenever something of a user's was taken away: nobody may keep words of theirs in the process. */
  onForgotten(listener: (user: UserId) => void): void
  /** Looks for what other processes have taken away since. Throws MemoryUnavailable. */
  lookForgotten(): Promise<void>
  /** Ends the lease and the connection, and our own Redis if there is one. */
  close(): Promise<void>
}

/** Opens the memory; also while Redis is down, if REDIS_URL names one. Throws BadSettings. */
export async function openMemory(settings: MemorySettings, log: Logger): Promise<Memory> {
  const { dataDir, keyPrefix, embedding } = settings
  // Loaded only where it is needed: most installations have a Redis.
  const own =
    settings.url === undefined
      ? await (await import('./local/start-local-redis.ts')).startLocalRedis({ dataDir, log })
      : undefined
  const url = settings.url ?? own?.url ?? ''
  const redis = await connectRedis({ url, onEvent: event => tell(event, log) }).catch(async (error: unknown) => {
    await own?.stop()
    throw error
  })
  countFailures(redis, settings.onFailure)
  const keys = keysUnder(keyPrefix)
  const lease = await startLease(redis, keys)
  const onProblem = (problem: StoreProblem) =>
    log.error(problem, 'something in Redis could not be read, and was passed over')
  const known = new KnownCache((user, kind) => onProblem({ kind, user }))
  // A server that lost its last second, or another that took over, can count up to a version anew with other content.
  redis.on('ready', () => known.clear())
  const index = openFactIndex({ redis, keys, embedding, log, justRead: user => known.versionOf(user) })
  const forgotten = forgottenUsers(redis, keys)
  const listeners = new Set<(user: UserId) => void>()
  const ownOptions = {
    ...{ redis, keys, index, known, onProblem, historyDays: settings.historyDays },
    onForgotten(user: UserId) {
      for (const listener of listeners) listener(user)
      forgotten.tell(user).catch((error: unknown) => log.warn(errorFacts(error), 'other processes were not told'))
    },
  }
  // What fails now is tried again when the connection is made anew, and at the next start.
  const finish = () =>
    finishForgetting(ownOptions).catch((error: unknown) =>
      log.warn(errorFacts(error), 'forgetting is not finished yet'),
    )
  redis.on('ready', () => void finish())
  if (redis.status === 'ready') void finish()
  return {
    store: redisMemoryStore({ ...settings, redis, keys, process: lease.process, onProblem, known }),
    learning: redisLearningStore({ ...settings, redis, keys, embeddingModel: embedding.model, onProblem, known }),
    index,
    reembedder: embedder => reembedder({ redis, keys, embedding, embedder, index, log }),
    openQueue: () => ({ connection: connectWorker(url), prefix: keys.jobs }),
    channels: redisChannelSettings(redis, keys),
    departures: redisDepartures(redis, keys),
    own: redisOwnMemory(ownOptions),
    ledger: redisTokenLedger(redis, keys),
    isReady: () => redis.status === 'ready',
    onBack: listener => void redis.on('ready', listener),
    onForgotten: listener => void listeners.add(listener),
    async lookForgotten() {
      for (const user of await forgotten.look()) {
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

function tell(event: RedisEvent, log: Logger): void {
  if (event.kind === 'lost')
    log.error({ code: event.code }, 'Redis is out of reach: I answer without memory until it is back')
  else if (event.kind === 'back') log.info('Redis is back')
  else if (event.kind === 'tooOld') log.error({ version: event.version }, 'Redis is too old')
  else if (event.kind === 'durabilityUnknown')
    log.debug({ code: event.code }, 'Redis does not tell whether it keeps what it is given')
  else if (!event.appendOnly)
    log.warn('Redis has no append-only file: what was said last is lost when it stops (appendonly yes)')
  if (event.kind === 'notDurable' && event.evicts)
    log.warn('Redis throws memories away when it is full (maxmemory-policy noeviction)')
}

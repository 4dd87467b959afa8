import { type ConfigError, errorDetails } from '../errors.ts'
import type { Memory } from '../memory/ports/memory.ts'
import type { UserId } from '../memory/types.ts'
import type { Logger } from '../observability/logger.ts'
import { keyPrefixAt } from './connection/address.ts'
import { adviceOn } from './connection/advice.ts'
import { connectRedis, type RedisEvent } from './connection/client.ts'
import { countFailures } from './connection/errors.ts'
import { startLease } from './connection/lease.ts'
import { logRedisEvent, logWriteEvent } from './connection/log-events.ts'
import { watchWrites } from './connection/write-watch.ts'
import { openDeletionList } from './deletion-list/deletion-list.ts'
import { readStoreSize } from './everybody/store-size.ts'
import { createKeys } from './keys.ts'
import { KnowledgeCache } from './knowledge-cache.ts'
import { refuseMovedMemory } from './local-server/moved-mark.ts'
import { watchSchema } from './migrations/watch-schema.ts'
import type { CorruptRecord } from './records/corrupt-record.ts'
import { redisAttendance } from './stores/attendance.ts'
import { redisCapabilityStore } from './stores/capabilities.ts'
import { redisContextExpiry } from './stores/context-expiry.ts'
import { redisConversationStore } from './stores/conversations.ts'
import { redisDeletionFeed } from './stores/deletion-feed.ts'
import { redisDepartures } from './stores/departures.ts'
import { redisLearnedContentStore } from './stores/learned-content.ts'
import { redisLearningStore } from './stores/learning.ts'
import { redisOwnerSettings } from './stores/owner-settings.ts'
import { redisServerSettings } from './stores/server-settings.ts'
import { redisUsageLedger } from './stores/usage-ledger.ts'
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
  /** Told, beside the log, where it comes out later that a newer Keepsake has written this memory. */
  readonly onRefusal?: (error: ConfigError) => void
}

/**
 * Opens the memory, and migrates it if need be; also while Redis is down, if REDIS_URL names one. It is out of reach until it
 * has the schema of this version. Throws ConfigError.
 */
export async function openRedisMemory(settings: RedisMemorySettings, log: Logger): Promise<Memory> {
  const { dataDir, keyPrefix, embedding } = settings
  if (settings.url === undefined) await refuseMovedMemory(dataDir)
  // Loaded only where it is needed: most installations have a Redis.
  const own =
    settings.url === undefined
      ? await (await import('./local-server/start.ts')).startLocalRedis({ dataDir, log })
      : undefined
  const url = settings.url ?? own?.url ?? ''
  let lostBy = 'closed'
  const onEvent = (event: RedisEvent) => {
    if (event.kind === 'lost') lostBy = event.code
    logRedisEvent(event, log)
  }
  const keys = createKeys(keyPrefixAt(url, keyPrefix))
  const schema = watchSchema({ keys, log, onRefusal: settings.onRefusal ?? (() => undefined) })
  const redis = await connectRedis({ url, onEvent, preparation: schema.preparation }).catch(async (error: unknown) => {
    await own?.stop()
    throw error
  })
  schema.watch(redis)
  const returnListeners = new Set<() => void>()
  const tellReturn = () => {
    for (const listener of returnListeners) listener()
  }
  const writes = await watchWrites({ redis, keys }, event => {
    logWriteEvent(event, log)
    if (event.kind === 'taken') tellReturn()
  })
  countFailures(redis, (code, command) => {
    settings.onFailure(code)
    writes.noteFailure(code, command)
  })
  const lease = await startLease(redis, keys)
  const onCorruptRecord = (record: CorruptRecord) => log.error(record, 'corrupt record in Redis skipped')
  const knowledgeCache = new KnowledgeCache((user, kind) => onCorruptRecord({ kind, user }))
  // A server that lost its last second, or another that took over, can reach a version again with other content.
  redis.on('ready', () => knowledgeCache.clear())
  const index = openFactIndex({ redis, keys, embedding, log, cachedVersion: user => knowledgeCache.versionOf(user) })
  const deletionFeed = redisDeletionFeed(redis, keys)
  const deletionListeners = new Set<(user: UserId) => void>()
  const deletionList = openDeletionList({ redis, keys, dataDir, log, now: writes.now })
  const shared = { ...settings, redis, keys, knowledgeCache, onCorruptRecord, deletionList }
  const wordListeners = new Set<() => void>()
  const onWordsGone = (user: UserId) => {
    knowledgeCache.forget(user)
    index.forget(user)
    for (const listener of wordListeners) listener()
  }
  const userMemoryDependencies = {
    ...{ ...shared, index },
    onDeletion(user: UserId) {
      for (const listener of deletionListeners) listener(user)
      deletionFeed
        .announce(user)
        .catch((error: unknown) => log.warn(errorDetails(error), 'deletion was not announced to other processes'))
    },
  }
  // What fails now is tried again when the connection is restored, and at the next start.
  const resume = async () => {
    await resumePurges(userMemoryDependencies).catch((error: unknown) =>
      log.warn(errorDetails(error), 'forgetting everything is not finished yet'),
    )
  }
  redis.on('ready', () => {
    void resume()
    tellReturn()
  })
  if (redis.status === 'ready') void resume()
  return {
    conversations: redisConversationStore({
      ...{ ...shared, processId: lease.processId, isLeaseHeldSince: lease.isHeldSince, onWordsGone },
    }),
    learning: redisLearningStore({ ...shared, processId: lease.processId, embeddingModel: embedding.model }),
    factIndex: index,
    embeddingBackfill: embedder => embeddingBackfill({ redis, keys, embedding, embedder, index, log }),
    serverSettings: redisServerSettings(redis, keys, deletionList),
    ownerSettings: redisOwnerSettings(redis, keys),
    departures: redisDepartures(redis, keys),
    attendance: redisAttendance(redis, keys),
    userMemory: redisUserMemoryStore(userMemoryDependencies),
    usageLedger: redisUsageLedger(redis, keys),
    capabilities: redisCapabilityStore(redis, keys),
    learnedContent: redisLearnedContentStore(redis, keys, embedding),
    contextExpiry: redisContextExpiry({ redis, keys, log, historyDays: settings.historyDays, now: writes.now }),
    now: writes.now,
    // What is full lets go of things, and ends them.
    isReady: () => redis.status === 'ready' && (writes.refusal() ?? 'OOM') === 'OOM',
    takesWrites: () => redis.status === 'ready' && writes.refusal() === undefined,
    trouble() {
      if (schema.isMigrating()) return 'The memory is migrated to this version of Keepsake'
      if (redis.status !== 'ready') return describeTrouble('Redis is out of reach', lostBy)
      const refusal = writes.refusal()
      return refusal === undefined ? undefined : describeTrouble('Redis refuses what is written', refusal)
    },
    onReconnect: listener => void returnListeners.add(listener),
    onDeletion: listener => void deletionListeners.add(listener),
    onWordsGone: listener => void wordListeners.add(listener),
    async readDeletions() {
      for (const user of await deletionFeed.readNew()) {
        knowledgeCache.forget(user)
        index.forget(user)
        for (const listener of deletionListeners) listener(user)
      }
    },
    readSize: () => readStoreSize(redis, keys),
    async close() {
      schema.stop()
      writes.stop()
      await lease.stop()
      redis.disconnect()
      await own?.stop()
    },
  }
}

function describeTrouble(line: string, code: string): string {
  return [`${line} (${code})`, adviceOn(code).whatToDo].filter(Boolean).join('. ')
}

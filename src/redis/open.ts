import type { Logger } from 'pino'
import type { ChannelSettings, MemoryStore, TokenLedger } from '../memory/ports.ts'
import { redisChannelSettings } from './channels.ts'
import { connectRedis, type RedisEvent } from './client.ts'
import { keysUnder } from './keys.ts'
import { startLease } from './lease.ts'
import { redisTokenLedger } from './ledger.ts'
import { redisMemoryStore } from './store.ts'

export interface MemorySettings {
  /** None: a Redis of our own is started in `dataDir`. */
  readonly url: string | undefined
  readonly dataDir: string
  readonly keyPrefix: string | undefined
  readonly windowMessages: number
  readonly logLimit: number
  readonly historyDays: number
}

/** All that is kept, behind its ports. */
export interface Memory {
  readonly store: MemoryStore
  readonly channels: ChannelSettings
  readonly ledger: TokenLedger
  isReady(): boolean
  /** Calls the listener whenever Redis can be reached again. */
  onBack(listener: () => void): void
  /** Ends the lease and the connection, and our own Redis if there is one. */
  close(): Promise<void>
}

/** Opens the memory; also while Redis is down, if REDIS_URL names one. Throws BadSettings. */
export async function openMemory(settings: MemorySettings, log: Logger): Promise<Memory> {
  const { url, dataDir, keyPrefix, windowMessages, logLimit, historyDays } = settings
  // Loaded only where it is needed: most installations have a Redis.
  const own =
    url === undefined
      ? await (await import('./local/start-local-redis.ts')).startLocalRedis({ dataDir, log })
      : undefined
  const redis = await connectRedis({ url: url ?? own?.url ?? '', onEvent: event => tell(event, log) }).catch(
    async (error: unknown) => {
      await own?.stop()
      throw error
    },
  )
  const keys = keysUnder(keyPrefix)
  const lease = await startLease(redis, keys)
  return {
    store: redisMemoryStore({
      redis,
      keys,
      process: lease.process,
      windowMessages,
      logLimit,
      historyDays,
      onProblem: problem => log.error(problem, 'something in Redis could not be read, and was passed over'),
    }),
    channels: redisChannelSettings(redis, keys),
    ledger: redisTokenLedger(redis, keys),
    isReady: () => redis.status === 'ready',
    onBack: listener => void redis.on('ready', listener),
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

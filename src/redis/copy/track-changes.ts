import type { Redis } from 'ioredis'
import { BackupError } from '../../errors.ts'
import { redisErrorCode } from '../connection/errors.ts'
import type { Keys } from '../keys.ts'
import { copiedKeys } from './copied-keys.ts'

/** Tells which keys of a memory have changed, while others go on writing. */
export interface ChangeTracker {
  /**
   * The names of the keys that have changed since it was asked last, or began: all that had changed when the last read
   * before this call was answered. Throws BackupError where that can't be known any more.
   * @param known the names of all keys that were there so far
   */
  take(known: Iterable<string>): Promise<ReadonlySet<string>>
  stop(): void
}

const CHANNEL = '__redis__:invalidate'

/**
 * Has the server tell of every change under a prefix (https://redis.io/docs/latest/develop/reference/client-side-caching/,
 * broadcasting mode). A second connection hears of it: ioredis passes over what a server tells on the first. That one speaks
 * RESP2, in which such news are messages of a channel. Undefined where the user of the address may not do that.
 */
export async function trackChanges(redis: Redis, keys: Keys): Promise<ChangeTracker | undefined> {
  const listener = redis.duplicate({ protocol: 2, lazyConnect: true, retryStrategy: () => null })
  let changed = new Set<string>()
  let [isBroken, isFlushed] = [false, false]
  const { isCopied } = copiedKeys(keys)
  const noteBreak = () => {
    isBroken = true
  }
  listener.on('error', noteBreak)
  listener.on('messageBuffer', (_: Buffer, names: unknown) => {
    // No list: everything was removed at once, here or in another database of the server.
    if (!Array.isArray(names)) isFlushed = true
    else {
      const told = names.map(name => (name as Buffer).toString('latin1').slice(keys.prefix.length))
      for (const name of told.filter(isCopied)) changed.add(name)
    }
  })
  const stop = () => {
    redis.off('close', noteBreak)
    listener.disconnect()
    redis.client('TRACKING', 'OFF').catch(() => undefined) // it ends with the connection as well
  }
  try {
    await listener.connect()
    const id = await listener.client('ID')
    await listener.subscribe(CHANNEL)
    await redis.client('TRACKING', 'ON', 'REDIRECT', id, 'BCAST', 'PREFIX', keys.prefix)
  } catch (error) {
    stop()
    if (['NOPERM', 'ERR'].includes(redisErrorCode(error))) return undefined
    throw error
  }
  listener.on('close', noteBreak)
  redis.on('close', noteBreak)
  return {
    async take(known) {
      // What changed before stands in the connection before the answer.
      await listener.ping().catch(noteBreak)
      if (isBroken) throw new BackupError('The connection to Redis was lost: run it again.')
      const taken = isFlushed ? changed.union(new Set(known)) : changed
      changed = new Set()
      isFlushed = false
      return taken
    },
    stop,
  }
}

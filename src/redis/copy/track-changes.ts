import type { Redis } from 'ioredis'
import { BackupError } from '../../errors.ts'
import { redisErrorCode } from '../connection/errors.ts'
import { type Keys, nameOfKey, prefixOfCells } from '../keys.ts'
import { copiedKeys } from './copied-keys.ts'
import type { SpreadMemory } from './spread-memory.ts'

/** Tells which keys of a memory have changed, while others go on writing. */
export interface ChangeTracker {
  /**
   * The names of the keys that have changed since it was asked last, or began: all that had changed when the last read
   * before this call was answered. Throws BackupError where that can't be known any more.
   * @param known the names of all keys that were there so far
   */
  take(known: () => Iterable<string>): Promise<ReadonlySet<string>>
  stop(): void
}

const CHANNEL = '__redis__:invalidate'

/** Has all servers of a memory tell what changes. Undefined where the user of the address may not ask one of them for that. */
export async function trackChanges({ servers, keys }: SpreadMemory): Promise<ChangeTracker | undefined> {
  const outcomes = await Promise.allSettled(servers.map(redis => trackServer(redis, keys)))
  const trackers = outcomes.flatMap(outcome => (outcome.status === 'fulfilled' ? (outcome.value ?? []) : []))
  const stop = () => {
    for (const tracker of trackers) tracker.stop()
  }
  if (trackers.length === servers.length) return { take: known => takeFromAll(trackers, known), stop }
  stop()
  const failure = outcomes.find(outcome => outcome.status === 'rejected')
  if (failure !== undefined) throw failure.reason
  return undefined
}

async function takeFromAll(
  trackers: readonly ChangeTracker[],
  known: () => Iterable<string>,
): Promise<ReadonlySet<string>> {
  const taken = await Promise.all(trackers.map(tracker => tracker.take(known)))
  return new Set(taken.flatMap(some => [...some]))
}

/**
 * Has a server tell of every change under a prefix (https://redis.io/docs/latest/develop/reference/client-side-caching/,
 * broadcasting mode). A second connection hears of it: ioredis passes over what a server tells on the first. That one speaks
 * RESP2, in which such news are messages of a channel. Undefined where the user of the address may not do that.
 */
async function trackServer(redis: Redis, keys: Keys): Promise<ChangeTracker | undefined> {
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
      const told = names.flatMap(name => nameOfKey(keys, (name as Buffer).toString('latin1')) ?? [])
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
    await redis.client('TRACKING', 'ON', 'REDIRECT', id, 'BCAST', 'PREFIX', prefixOfCells(keys))
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
      const taken = isFlushed ? changed.union(new Set(known())) : changed
      changed = new Set()
      isFlushed = false
      return taken
    },
    stop,
  }
}

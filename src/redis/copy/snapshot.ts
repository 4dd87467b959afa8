import type { Redis } from 'ioredis'
import { BackupError } from '../../errors.ts'
import { chunks } from '../../memory/chunks.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import type { Keys } from '../keys.ts'
import { listKeys } from './copied-keys.ts'
import { type KeyState, readKeys } from './read-keys.ts'
import { digestOf } from './stored-key.ts'
import { trackChanges } from './track-changes.ts'

/** Keys read at one moment: Redis does nothing else meanwhile. */
export const KEYS_AT_ONCE = 50
/** So long the last keys are read anew because others write them, before that is given up. */
const CATCH_UP_LIMIT_MS = 60_000

/** A memory as it is at one moment, though others write it meanwhile. */
export interface MemorySnapshot {
  /** What stands for each key that there is; whole when `states` has ended. */
  readonly digests: ReadonlyMap<string, string>
  /** Keys in parts; what came later stands in place of what came before under the same name. */
  readonly states: AsyncIterable<readonly KeyState[]>
}

/**
 * Reads all keys, then those that changed meanwhile, and so on until nothing has changed since the last were read: what was
 * read is then what stands there at that moment, all of it. Throws BackupError where somebody writes without a pause, or a bot
 * runs whose changes the server does not tell of.
 */
export function readSnapshot(redis: Redis, keys: Keys): MemorySnapshot {
  const digests = new Map<string, string>()
  return { digests, states: readStates(redis, keys, digests) }
}

async function* readStates(redis: Redis, keys: Keys, digests: Map<string, string>): AsyncGenerator<KeyState[]> {
  const tracker = await trackChanges(redis, keys)
  if (tracker === undefined && (await countRunningBots(redis, keys)) > 0)
    throw new BackupError(
      'The bot runs, and this Redis does not tell what it changes. Stop the bot, or give the user of REDIS_URL one right more: ' +
        'ACL SETUSER … &__redis__:invalidate',
    )
  async function* readNew(names: Iterable<string>): AsyncGenerator<KeyState[]> {
    for (const some of chunks([...names], KEYS_AT_ONCE)) {
      const fresh = (await readKeys(redis, keys, some)).filter(state => note(state, digests))
      if (fresh.length > 0) yield fresh
    }
  }
  try {
    for await (const names of listKeys(redis, keys)) yield* readNew(names)
    if (tracker === undefined) return
    const deadline = performance.now() + CATCH_UP_LIMIT_MS
    const take = () => tracker.take(digests.keys())
    for (let changed = await take(); changed.size > 0; changed = await take()) {
      if (performance.now() > deadline)
        throw new BackupError('Too much is written just now: run it again when it is quieter, or stop the bot before.')
      yield* readNew(changed)
    }
  } finally {
    tracker?.stop()
  }
}

/** Whether it is news. */
function note(state: KeyState, digests: Map<string, string>): boolean {
  if ('isGone' in state) return digests.delete(state.name)
  const digest = digestOf(state)
  if (digests.get(state.name) === digest) return false
  digests.set(state.name, digest)
  return true
}

/** How many processes of the bot are at work with this memory, by their leases. */
export async function countRunningBots(redis: Redis, keys: Keys): Promise<number> {
  return await withMemoryErrors(redis).zcount(keys.processes, await readRedisTime(redis), '+inf')
}

/** Redis' own clock, in milliseconds since 1970. */
export async function readRedisTime(redis: Redis): Promise<number> {
  const [seconds = 0, microseconds = 0] = (await withMemoryErrors(redis).time()).map(Number)
  return seconds * 1000 + Math.floor(microseconds / 1000)
}

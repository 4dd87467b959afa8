import type { Redis } from 'ioredis'
import { BackupError } from '../../errors.ts'
import { chunks } from '../../memory/chunks.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import { readRedisTime } from '../connection/server-info.ts'
import type { Keys } from '../keys.ts'
import { listKeys } from './copied-keys.ts'
import { type KeyState, readNames } from './read-keys.ts'
import type { SpreadMemory } from './spread-memory.ts'
import { digestOf } from './stored-key.ts'
import { trackChanges } from './track-changes.ts'

/** Keys read at one moment, of each cell among them: Redis does nothing else meanwhile. */
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
 * Reads all keys, then those that changed meanwhile, and so on until nothing has changed on any server since the last were
 * read on the last of them: what was read is then what stands on all of them at that moment, all of it. Throws BackupError
 * where somebody writes without a pause, or a bot runs whose changes a server does not tell of.
 */
export function readSnapshot(memory: SpreadMemory): MemorySnapshot {
  const digests = new Map<string, string>()
  return { digests, states: readStates(memory, digests) }
}

async function* readStates(memory: SpreadMemory, digests: Map<string, string>): AsyncGenerator<KeyState[]> {
  const tracker = await trackChanges(memory)
  if (tracker === undefined && (await countRunningBots(memory.redis, memory.keys)) > 0)
    throw new BackupError(
      'The bot runs, and this Redis does not tell what it changes. Stop the bot, or give the user of REDIS_URL one right more: ' +
        'ACL SETUSER … &__redis__:invalidate',
    )
  async function* readNew(names: Iterable<string>): AsyncGenerator<KeyState[]> {
    for (const some of chunks([...names], KEYS_AT_ONCE)) {
      const fresh = (await readNames(memory, some)).filter(state => note(state, digests))
      if (fresh.length > 0) yield fresh
    }
  }
  try {
    for await (const names of listKeys(memory)) yield* readNew(names)
    if (tracker === undefined) return
    const deadline = performance.now() + CATCH_UP_LIMIT_MS
    const take = () => tracker.take(() => digests.keys())
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

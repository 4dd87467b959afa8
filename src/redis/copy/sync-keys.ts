import { chunks } from '../../memory/chunks.ts'
import { listKeys } from './copied-keys.ts'
import { type KeyState, readNames } from './read-keys.ts'
import { KEYS_AT_ONCE } from './snapshot.ts'
import type { SpreadMemory } from './spread-memory.ts'
import { digestOf } from './stored-key.ts'
import { writeKeys } from './write-keys.ts'

/** What a memory held when it was gone through. */
export interface SyncedKeys {
  /** What stands for each key. */
  readonly digests: ReadonlyMap<string, string>
  /** When keys expire, in ms since 1970, of those that do. */
  readonly expiries: ReadonlyMap<string, number>
  /** How many keys were not there yet as they are. */
  readonly written: number
}

/**
 * Makes a memory like another one: writes what differs, and removes what the other has not. What changes there meanwhile may be
 * missed: whoever wants all of it does this once more when nobody writes any longer.
 */
export async function syncKeys(
  from: SpreadMemory,
  to: SpreadMemory,
  onProgress: (keys: number) => void,
): Promise<SyncedKeys> {
  const digests = new Map<string, string>()
  const expiries = new Map<string, number>()
  let written = 0
  for await (const names of listKeys(from)) {
    for (const some of chunks(names, KEYS_AT_ONCE)) {
      const [wanted, standing] = await Promise.all([readNames(from, some), readNames(to, some)])
      const differing = wanted.filter((state, i) => !isSame(state, standing[i]))
      if (differing.length > 0) await writeKeys(to, differing)
      written += differing.length
      for (const state of wanted) note(state, digests, expiries)
    }
    onProgress(digests.size)
  }
  for await (const names of listKeys(to)) {
    const extra = names.filter(name => !digests.has(name))
    if (extra.length === 0) continue
    await writeKeys(
      to,
      extra.map(name => ({ name, isGone: true })),
    )
    written += extra.length
  }
  return { digests, expiries, written }
}

function isSame(one: KeyState, other: KeyState | undefined): boolean {
  if (other === undefined || 'isGone' in one || 'isGone' in other)
    return other !== undefined && 'isGone' in one && 'isGone' in other
  return digestOf(one) === digestOf(other)
}

function note(state: KeyState, digests: Map<string, string>, expiries: Map<string, number>): void {
  expiries.delete(state.name)
  if ('isGone' in state) digests.delete(state.name)
  else {
    digests.set(state.name, digestOf(state))
    if (state.expiresAt !== undefined) expiries.set(state.name, state.expiresAt)
  }
}

import { chunks } from '../../memory/chunks.ts'
import { listKeys } from './copied-keys.ts'
import { readNames } from './read-keys.ts'
import { KEYS_AT_ONCE } from './snapshot.ts'
import { readLatestTime, type SpreadMemory } from './spread-memory.ts'
import { digestOf, type StoredKey } from './stored-key.ts'

/** Names of keys that are not as they should be. */
export interface KeyDifferences {
  /** Missing, or with other content. */
  readonly wrong: readonly string[]
  /** Of which nothing is expected. */
  readonly extra: readonly string[]
}

/**
 * Compares each key of a memory with what is expected of it. Keys that have expired are as they should be.
 * @param expiries when keys expire, in ms since 1970, of those that do
 */
export async function compareKeys(
  memory: SpreadMemory,
  expected: ReadonlyMap<string, string>,
  options: {
    readonly expiries: ReadonlyMap<string, number>
    readonly ignored?: readonly string[]
    onProgress(keys: number): void
  },
): Promise<KeyDifferences> {
  const ignored = new Set(options.ignored)
  const [wrong, missing, extra] = [new Set<string>(), new Set(expected.keys()), new Set<string>()]
  function compare(key: StoredKey): void {
    missing.delete(key.name)
    const digest = expected.get(key.name)
    if (digest === undefined) extra.add(key.name)
    else if (digest !== digestOf(key)) wrong.add(key.name)
  }
  for await (const names of listKeys(memory)) {
    for (const some of chunks(names, KEYS_AT_ONCE)) {
      const states = await readNames(memory, some)
      for (const state of states) if (!('isGone' in state) && !ignored.has(state.name)) compare(state)
    }
    options.onProgress(expected.size - missing.size)
  }
  const now = await readLatestTime(memory)
  const isExpired = (name: string) => (options.expiries.get(name) ?? Number.POSITIVE_INFINITY) <= now
  const lost = [...missing].filter(name => !isExpired(name) && !ignored.has(name))
  return { wrong: [...wrong, ...lost], extra: [...extra] }
}

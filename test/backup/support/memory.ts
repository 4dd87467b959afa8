import { inject, onTestFinished } from 'vitest'
import type { Progress } from '../../../src/backup/progress.ts'
import { connectForCopy } from '../../../src/redis/copy/connect.ts'
import { listKeys } from '../../../src/redis/copy/copied-keys.ts'
import { readNames } from '../../../src/redis/copy/read-keys.ts'
import { onOneServer, type SpreadMemory } from '../../../src/redis/copy/spread-memory.ts'
import type { StoredKey } from '../../../src/redis/copy/stored-key.ts'
import { testKeys } from '../../redis/support/fixtures.ts'

/** A memory of the test's own, as the commands open it. */
export async function emptyMemory(url = inject('redisUrl'), keys = testKeys()): Promise<SpreadMemory> {
  const redis = await connectForCopy(url)
  onTestFinished(() => redis.disconnect())
  return onOneServer(redis, keys)
}

/** All that is kept there, key by key, in one order. */
export async function contentOf(memory: SpreadMemory): Promise<readonly StoredKey[]> {
  const names = new Set<string>()
  for await (const some of listKeys(memory)) for (const name of some) names.add(name)
  const states = await readNames(memory, [...names].toSorted())
  return states.flatMap(state => ('isGone' in state ? [] : [state]))
}

/** Shows nothing, and can be looked at. */
export function silentProgress(onCount: (what: string, done: number) => void = () => undefined) {
  const lines: string[] = []
  const progress: Progress = { tell: line => void lines.push(line), count: onCount }
  return { ...progress, lines }
}

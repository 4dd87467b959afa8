import type { Redis } from 'ioredis'
import { BackupError } from '../../errors.ts'
import { type Keys, keyOfName } from '../keys.ts'
import { defineScript } from '../run-script.ts'
import type { ScriptBase } from '../scripts/script-context.ts'
import { groupByCell, type SpreadMemory } from './spread-memory.ts'
import { isKeyType, type StoredKey, sortParts } from './stored-key.ts'

type KeyReply = readonly [type: Buffer, expiresAt: number, parts: readonly Buffer[]]

const runReadKeys = defineScript<readonly KeyReply[]>('copy/read-keys-0', 'buffers').calledWith(
  ({ keys }: ScriptBase, names: readonly string[]) => [
    [],
    names.map(name => Buffer.from(keyOfName(keys, name), 'latin1')),
  ],
)

/** A key that is gone, or one with all that it holds. */
export type KeyState = StoredKey | { readonly name: string; readonly isGone: true }

/** Reads keys of one cell, all of them at one moment. Throws BackupError where one is of a type that Keepsake never writes. */
export async function readKeys(redis: Redis, keys: Keys, names: readonly string[]): Promise<KeyState[]> {
  if (names.length === 0) return []
  const replies = await runReadKeys({ redis, keys }, names)
  return replies.map(([rawType, expiresAt, parts], i) => {
    const [name = '', type] = [names[i], rawType.toString()]
    if (type === 'none') return { name, isGone: true }
    if (!isKeyType(type))
      throw new BackupError(`The key ${keyOfName(keys, name)} holds a ${type}, which is none of Keepsake’s: remove it.`)
    return { name, type, expiresAt: expiresAt < 0 ? undefined : expiresAt, parts: sortParts(type, parts) }
  })
}

/** Reads keys of whatever cells, those of each at one moment; in the order of their names. Throws as `readKeys` does. */
export async function readNames({ keys, serverOf }: SpreadMemory, names: readonly string[]): Promise<KeyState[]> {
  const reads = groupByCell(names, name => name).map(({ cell, items }) => readKeys(serverOf(cell), keys, items))
  const states = new Map((await Promise.all(reads)).flat().map(state => [state.name, state]))
  return names.flatMap(name => states.get(name) ?? [])
}

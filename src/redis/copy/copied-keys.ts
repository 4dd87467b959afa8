import type { Redis } from 'ioredis'
import { withMemoryErrors } from '../connection/errors.ts'
import { type Keys, passNames } from '../keys.ts'

/** Well under a millisecond of Redis' time. */
const SCAN_COUNT = 500

/** Names of keys, without the prefix. */
interface CopiedKeys {
  /** Of the memory, and so copied. */
  isCopied(name: string): boolean
  /** Of what people said, or set: a memory that has nothing else is empty. */
  isContent(name: string): boolean
}

/** What of a memory is copied: all but what belongs to the processes and the server that it is in. */
export function copiedKeys(keys: Keys): CopiedKeys {
  const withoutPrefix = (key: string) => key.slice(keys.prefix.length)
  const bound = new Set(
    [
      ...[
        keys.serverOwner,
        keys.writeCheck,
        keys.processes,
        keys.migration,
        keys.copyMark,
        keys.copyLock,
        keys.growth,
        keys.layouts,
      ],
      ...[keys.contextsExpired, ...passNames.flatMap(name => [keys.pass(name), keys.passLock(name)])],
    ].map(withoutPrefix),
  )
  // What a bot writes by itself when it starts, and what is kept of a memory that was removed.
  const bookkeeping = new Set(
    [
      ...[keys.schema, keys.cells, keys.deletionList, keys.embedding, keys.unembedded, keys.purges],
      ...[keys.attendance, keys.formerAttendance],
    ].map(withoutPrefix),
  )
  const families = [keys.capabilities('x'), keys.learnedContent('x'), keys.closedLayout('x')].map(key =>
    withoutPrefix(key).slice(0, -1),
  )
  const boundFamilies = [withoutPrefix(keys.oldQueue), withoutPrefix(keys.sessionStart(0)).slice(0, -1)]
  const isCopiedInCell = (name: string) =>
    !bound.has(name) && !boundFamilies.some(beginning => name.startsWith(beginning))
  const isContentInCell = (name: string) =>
    isCopiedInCell(name) && !bookkeeping.has(name) && !families.some(beginning => name.startsWith(beginning))
  return {
    isCopied: name => isCopiedInCell(withoutTag(name)),
    isContent: name => isContentInCell(withoutTag(name)),
  }
}

/** The name that a key has in its cell: the cells but the first stand under a tag of their own. */
function withoutTag(name: string): string {
  return name.replace(/^\{\d+\}:/u, '')
}

/** The names of all keys under the prefix, some of them perhaps twice; in steps, with a cursor of Redis'. */
export async function* listKeys(redis: Redis, keys: Keys): AsyncGenerator<string[]> {
  const { isCopied } = copiedKeys(keys)
  const pattern = `${keys.prefix.replaceAll(/[\\*?[\]]/gu, String.raw`\$&`)}*`
  let cursor = '0'
  do {
    const [next, found] = await withMemoryErrors(redis).scanBuffer(cursor, 'MATCH', pattern, 'COUNT', SCAN_COUNT)
    cursor = next.toString()
    yield found.map(key => key.toString('latin1').slice(keys.prefix.length)).filter(isCopied)
  } while (cursor !== '0')
}

/** Whether anything is kept there that somebody said or set. */
export async function isMemoryEmpty(redis: Redis, keys: Keys): Promise<boolean> {
  const { isContent } = copiedKeys(keys)
  for await (const names of listKeys(redis, keys)) if (names.some(isContent)) return false
  return true
}

/** Takes all of a memory away, but for the list of what was forgotten. */
export async function removeMemory(redis: Redis, keys: Keys): Promise<void> {
  for await (const names of listKeys(redis, keys)) {
    const gone = names.map(name => `${keys.prefix}${name}`).filter(key => key !== keys.deletionList)
    if (gone.length > 0) await withMemoryErrors(redis).unlink(gone.map(key => Buffer.from(key, 'latin1')))
  }
}

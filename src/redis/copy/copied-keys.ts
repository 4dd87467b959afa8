import { withMemoryErrors } from '../connection/errors.ts'
import { cellOfName, type Keys, keyOfName, nameOfKey, passNames, prefixOfCells, withoutTag } from '../keys.ts'
import { groupByCell, type SpreadMemory } from './spread-memory.ts'

/** Well under a millisecond of Redis' time. */
const SCAN_COUNT = 500

/** Names of keys, see `nameOfKey`. */
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
        keys.homes,
        keys.home,
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

/** The names of all keys of a memory, some of them perhaps twice; in steps, with a cursor of Redis'. */
export async function* listKeys(memory: SpreadMemory): AsyncGenerator<string[]> {
  for await (const { server, names } of scanServers(memory))
    yield names.filter(name => memory.serverOf(cellOfName(name)) === server)
}

/** The same, also of what a server has of a cell that stands elsewhere. */
async function* scanServers({ servers, keys }: SpreadMemory) {
  const { isCopied } = copiedKeys(keys)
  const pattern = `${prefixOfCells(keys).replaceAll(/[\\*?[\]]/gu, String.raw`\$&`)}*`
  for (const server of servers) {
    for (let cursor = ''; cursor !== '0'; ) {
      const scanned = withMemoryErrors(server).scanBuffer(cursor || '0', 'MATCH', pattern, 'COUNT', SCAN_COUNT)
      const [next, found] = await scanned
      cursor = next.toString()
      const names = found.flatMap(key => nameOfKey(keys, key.toString('latin1')) ?? []).filter(isCopied)
      yield { server, names }
    }
  }
}

/** Whether anything is kept there that somebody said or set. */
export async function isMemoryEmpty(memory: SpreadMemory): Promise<boolean> {
  const { isContent } = copiedKeys(memory.keys)
  for await (const { names } of scanServers(memory)) if (names.some(isContent)) return false
  return true
}

/** Takes all of a memory away, but for the list of what was forgotten. */
export async function removeMemory(memory: SpreadMemory): Promise<void> {
  const { keys } = memory
  for await (const { server, names } of scanServers(memory)) {
    const gone = names.filter(name => keyOfName(keys, name) !== keys.deletionList)
    for (const { items } of groupByCell(gone, name => name))
      await withMemoryErrors(server).unlink(items.map(name => Buffer.from(keyOfName(keys, name), 'latin1')))
  }
}

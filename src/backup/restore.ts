import { BackupError } from '../errors.ts'
import type { Logger } from '../observability/logger.ts'
import { compareKeys } from '../redis/copy/compare-keys.ts'
import { isMemoryEmpty, removeMemory } from '../redis/copy/copied-keys.ts'
import { type CopyMark, clearCopyMark, readCopyMark, setCopyMark, withMemoryLocked } from '../redis/copy/copy-mark.ts'
import type { KeyState } from '../redis/copy/read-keys.ts'
import { readLatestTime, type SpreadMemory } from '../redis/copy/spread-memory.ts'
import { writeKeys } from '../redis/copy/write-keys.ts'
import { DELETIONS_KEPT_MS } from '../redis/deletion-list/deletion-files.ts'
import {
  addDeletionLines,
  type DeletionLines,
  readDeletionList,
  readFolderLines,
  repeatDeletions,
} from '../redis/deletion-list/repeat-deletions.ts'
import { nameOfKey } from '../redis/keys.ts'
import { describeNewerSchema, migrateMemory, type Schema } from '../redis/migrations/migrate-memory.ts'
import { FIRST_SCHEMA_VERSION } from '../redis/migrations/migrations.ts'
import type { Progress } from './progress.ts'
import type { Backup, BackupContents } from './read-backup.ts'

/** Keys written at once: all of them, or none. */
const KEYS_AT_ONCE = 50
const DAY_MS = 86_400_000

export interface RestoreOptions {
  /** Whether what stands there goes. */
  readonly replaces: boolean
  /** Whether a backup is taken that is older than the list of what was forgotten. */
  readonly acceptsAge: boolean
  /** Where the list of what was forgotten lies. */
  readonly dataDir: string
  readonly historyDays: number
  /** In how many cells the bot wants the memory to stand: no fewer than there are in the backup, which keeps them. */
  readonly wantedCells: number
  readonly log: Logger
}

export interface RestoreReport {
  readonly keys: number
  /** Keys whose time was over. */
  readonly expired: number
  /** How many deletions since the backup were made again. */
  readonly deletions: number
  /** Whether any list of deletions was found but the backup's own. */
  readonly hasDeletionList: boolean
  /** In how many cells the memory stands, in the backup and so now. */
  readonly cells: number
}

/**
 * Puts a backup into an empty memory, or in the place of one, and forgets again what was forgotten since. The file is read
 * whole before anything changes. What was cut off goes on where it was when it is run again with the same file. Throws
 * BackupError or MemoryUnavailable.
 */
export async function restore(
  memory: SpreadMemory,
  backup: Backup,
  options: RestoreOptions,
  progress: Progress,
): Promise<RestoreReport> {
  const known = await readWhole(memory, backup, progress)
  refuseOld((await readLatestTime(memory)) - known.contents.start.at, options)
  refuseFewerCells(known.cells, options)
  const newer = describeNewerSchema(known.schema)
  if (newer !== undefined) throw new BackupError(`${newer} Nothing was changed.`)
  return await withMemoryLocked(memory, progress.tell, async () => {
    const mark = await beginCopy(memory, backup.header.id, options)
    const lines = await joinDeletionLists(memory, known, options.dataDir)
    if (mark.step === 'keys') await putKeys(memory, { backup, known, mark }, progress)
    progress.tell('Every key was compared with the backup. Forgetting again what was forgotten since…')
    const { redis, keys } = memory
    const { historyDays, log } = options
    await migrateMemory({ redis, keys, log, signal: new AbortController().signal })
    const since = { lines: known.deletions, at: known.contents.start.at }
    const deletions = await repeatDeletions({ ...memory, historyDays }, lines.all, since)
    await clearCopyMark(redis, keys)
    const expired = known.contents.digests.size - countStanding(known, await readLatestTime(memory))
    const keysPut = known.contents.sum.keys - expired
    return { keys: keysPut, expired, deletions, hasDeletionList: lines.hasOthers, cells: known.cells }
  })
}

/** What a backup holds, read from its first byte to its last. */
interface KnownBackup {
  readonly contents: BackupContents
  readonly expiries: ReadonlyMap<string, number>
  /** What was known to be forgotten when it was made. */
  readonly deletions: DeletionLines
  readonly schema: Schema
  readonly cells: number
}

async function readWhole({ keys }: SpreadMemory, backup: Backup, progress: Progress): Promise<KnownBackup> {
  const [listName, schemaName, cellsName] = [keys.deletionList, keys.schema, keys.cells].map(key =>
    nameOfKey(keys, key),
  )
  const expiries = new Map<string, number>()
  let deletions: DeletionLines = new Map()
  let schema = parseSchema([])
  let cells = 1
  let read = 0
  const contents = await backup.read(state => {
    expiries.delete(state.name)
    if ('isGone' in state) return
    if (state.expiresAt !== undefined) expiries.set(state.name, state.expiresAt)
    if (state.name === listName) deletions = linesOf(state.parts)
    if (state.name === schemaName) schema = parseSchema(state.parts)
    if (state.name === cellsName) cells = Number(fieldOf(state.parts, 'count')) || 1
    read += 1
    progress.count('Reading the backup', read)
  })
  return { contents, expiries, deletions, schema, cells }
}

/** The fields of a hash. */
function parseSchema(parts: readonly Buffer[]): Schema {
  const version = parts.length === 0 ? FIRST_SCHEMA_VERSION : Number(fieldOf(parts, 'version'))
  return { version, since: fieldOf(parts, 'since') }
}

function fieldOf(parts: readonly Buffer[], field: string): string | undefined {
  const at = parts.findIndex((part, i) => i % 2 === 0 && part.toString() === field)
  return at < 0 ? undefined : parts[at + 1]?.toString()
}

/** The members of a sorted set, with their scores. */
function linesOf(parts: readonly Buffer[]): DeletionLines {
  return new Map(
    parts.flatMap((part, i) => (i % 2 === 0 ? [[part.toString(), Number(parts[i + 1]?.toString())] as const] : [])),
  )
}

function refuseOld(ageMs: number, { acceptsAge }: RestoreOptions): void {
  if (acceptsAge || ageMs <= DELETIONS_KEPT_MS) return
  const days = Math.floor(DELETIONS_KEPT_MS / DAY_MS)
  throw new BackupError(
    `The backup is older than ${days} days, and so than the list of what was forgotten since: people would find again what they had ` +
      'forgotten. If that may be, run it again with --accept-age. Nothing was changed.',
  )
}

/** A bot that wants fewer would not start with it. */
function refuseFewerCells(cells: number, { wantedCells }: RestoreOptions): void {
  if (wantedCells >= cells) return
  throw new BackupError(
    `The memory in the backup stands in ${cells} cells, and keeps them wherever it is put; CELLS is ${wantedCells}. Set CELLS=${cells} ` +
      'or more, and run this again. Nothing was changed.',
  )
}

/** Where to go on, or to begin. */
async function beginCopy(memory: SpreadMemory, source: string, { replaces }: RestoreOptions): Promise<CopyMark> {
  const { redis, keys } = memory
  const standing = await readCopyMark(redis, keys)
  if (standing?.kind === 'restore' && standing.source === source) return standing
  const isFree = standing === undefined && (await isMemoryEmpty(memory))
  if (!isFree && !replaces)
    throw new BackupError(
      standing === undefined
        ? 'There is a memory already. To have the backup in its place, make a backup of it first, and run this again with --replace. Nothing was changed.'
        : `A ${standing.kind} was cut off there. Run that one again, or this with --replace. Nothing was changed.`,
    )
  const mark: CopyMark = { kind: 'restore', source, step: 'keys', done: 0 }
  await setCopyMark(redis, keys, mark)
  return mark
}

/** What was forgotten, by all who may know of it, in the list of this Redis from now on. */
async function joinDeletionLists(
  { redis, keys }: SpreadMemory,
  { deletions }: KnownBackup,
  dataDir: string,
): Promise<{ readonly all: DeletionLines; readonly hasOthers: boolean }> {
  const others = new Map([...readFolderLines(dataDir), ...(await readDeletionList(redis, keys))])
  const all = new Map([...others, ...deletions])
  await addDeletionLines(redis, keys, all)
  return { all, hasOthers: others.size > 0 }
}

interface KeyCopy {
  readonly backup: Backup
  readonly known: KnownBackup
  readonly mark: CopyMark
}

async function putKeys(memory: SpreadMemory, { backup, known, mark }: KeyCopy, progress: Progress): Promise<void> {
  const { redis, keys } = memory
  const { digests } = known.contents
  const listName = nameOfKey(keys, keys.deletionList) ?? ''
  // The first keys are written when nothing else is there any more.
  if (mark.done === 0) await removeMemory(memory)
  else progress.tell(`Going on behind the first ${mark.done.toLocaleString('en')} keys.`)
  await memory.place(known.cells)
  let passed = 0
  let waiting: KeyState[] = []
  const write = async () => {
    const some = waiting.filter(({ name }) => name !== listName)
    waiting = []
    await writeKeys(memory, some)
    // Behind what it tells of, so that it is never ahead of that.
    await setCopyMark(redis, keys, { ...mark, done: passed })
    progress.count('Restoring', Math.min(passed, digests.size), digests.size)
  }
  await backup.read(async state => {
    passed += 1
    if (passed <= mark.done) return
    waiting.push(state)
    if (waiting.length >= KEYS_AT_ONCE) await write()
  })
  await write()
  const { wrong, extra } = await compareKeys(memory, digests, {
    expiries: known.expiries,
    ignored: [listName],
    onProgress: done => progress.count('Comparing', done, digests.size),
  })
  if (wrong.length + extra.length > 0) {
    await setCopyMark(redis, keys, { ...mark, done: 0 })
    throw new BackupError(
      `${wrong.length} keys are not as in the backup, and ${extra.length} are not of it: somebody else writes there, or a server has ` +
        'lost what it was given last. Stop whoever writes, and run this again.',
    )
  }
  await setCopyMark(redis, keys, { ...mark, step: 'deletions', done: passed })
}

function countStanding({ contents, expiries }: KnownBackup, now: number): number {
  return [...contents.digests.keys()].filter(name => (expiries.get(name) ?? Number.POSITIVE_INFINITY) > now).length
}

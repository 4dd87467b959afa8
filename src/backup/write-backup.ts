import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { BackupError } from '../errors.ts'
import type { MemorySnapshot } from '../redis/copy/snapshot.ts'
import { type KeySum, sumOfKeys } from '../redis/copy/stored-key.ts'
import { version } from '../version.ts'
import { deriveKey, encryption } from './encryption.ts'
import { encodeHeader } from './header.ts'
import { openBackup } from './read-backup.ts'
import { type BackupStart, encodeRecord } from './records.ts'

const FOLDER_MODE = 0o700
const FILE_MODE = 0o600
const SALT_BYTES = 16
const PART_ENDING = '.part'
/** What nobody has written to for so long was left behind by a backup that was cut off. */
const LEFT_BEHIND_MS = 10 * 60_000

interface BackupWrite {
  readonly file: string
  readonly passphrase: string | undefined
  readonly start: BackupStart
  readonly snapshot: MemorySnapshot
  readonly onProgress: (keys: number) => void
}

/**
 * Writes a backup beside its place, reads it once more to compare it with what was read from the memory, and only then puts it
 * there: a file of that name is whole. Throws BackupError where the disk does not take it.
 */
export async function writeBackup({ file, passphrase, ...backup }: BackupWrite): Promise<KeySum & { bytes: number }> {
  const part = `${file}.${randomBytes(4).toString('hex')}${PART_ENDING}`
  try {
    await mkdir(dirname(file), { recursive: true, mode: FOLDER_MODE })
    await removeLeftBehind(dirname(file))
    await refuseToOverwrite(file)
    await writePart(part, passphrase, backup)
    const sum = sumOfKeys(backup.snapshot.digests)
    const written = await openBackup(part, async () => passphrase ?? '')
    const found = await written.read(() => undefined)
    if (found.sum.digest !== sum.digest || found.sum.keys !== sum.keys)
      throw new BackupError(`What was written is not what was read: is the disk of ${file} well? There is no backup.`)
    const { size } = await stat(part)
    await rename(part, file)
    await syncFolder(dirname(file))
    return { ...sum, bytes: size }
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    throw toWriteError(error, file)
  }
}

async function writePart(
  part: string,
  passphrase: string | undefined,
  { start, snapshot, onProgress }: Omit<BackupWrite, 'file' | 'passphrase'>,
): Promise<void> {
  const salt = passphrase === undefined ? undefined : randomBytes(SALT_BYTES)
  const header = encodeHeader({
    ...{ id: randomUUID(), createdAt: new Date(start.at).toISOString(), version },
    ...(salt !== undefined && { salt: salt.toString('base64') }),
  })
  const handle = await open(part, 'wx', FILE_MODE)
  try {
    await handle.writeFile(header)
    const stream = handle.createWriteStream({ start: header.length, flush: true })
    const records = encodeSnapshot(start, snapshot, onProgress)
    if (passphrase === undefined || salt === undefined) await pipeline(records, createGzip(), stream)
    else await pipeline(records, createGzip(), encryption(await deriveKey(passphrase, salt), header), stream)
  } finally {
    await handle.close().catch(() => undefined) // the stream has closed it
  }
}

async function* encodeSnapshot(
  start: BackupStart,
  { states, digests }: MemorySnapshot,
  onProgress: (keys: number) => void,
): AsyncGenerator<Buffer> {
  yield encodeRecord({ kind: 'start', start })
  for await (const some of states) {
    for (const state of some) yield encodeRecord(state)
    onProgress(digests.size)
  }
  yield encodeRecord({ kind: 'end', sum: sumOfKeys(digests) })
}

async function refuseToOverwrite(file: string): Promise<void> {
  const isThere = await stat(file).then(
    () => true,
    () => false,
  )
  if (isThere) throw new BackupError(`${file} is there already: name another file.`)
}

async function removeLeftBehind(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    if (!/\.[\da-f]{8}\.part$/u.test(basename(name))) continue
    const { mtimeMs } = await stat(path)
    if (Date.now() - mtimeMs > LEFT_BEHIND_MS) await rm(path, { force: true })
  }
}

/** So that the new name outlives a power cut; where folders can't be opened, as on Windows, the system sees to it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

const whatToDo: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: make room, or name a file elsewhere.',
  EDQUOT: 'The disk quota is used up: make room, or name a file elsewhere.',
  EFBIG: 'The file may not get that large there: name a file elsewhere.',
  EACCES: 'The bot’s user may not write there: name a file elsewhere, or give it the right.',
  EPERM: 'The bot’s user may not write there: name a file elsewhere, or give it the right.',
  EROFS: 'Nothing can be written there: name a file elsewhere.',
  ENOTDIR: 'A part of that path is a file and no folder.',
  EEXIST: 'A part of that path is a file and no folder.',
  EIO: 'The disk fails: name a file elsewhere.',
}

function toWriteError(error: unknown, file: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? ''
  const advice = whatToDo[code]
  return advice === undefined
    ? error
    : new BackupError(`${file} can’t be written (${code}). ${advice}`, { code }, { cause: error })
}

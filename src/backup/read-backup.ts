import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { BackupError } from '../errors.ts'
import type { KeyState } from '../redis/copy/read-keys.ts'
import { digestOf, type KeySum, sumOfKeys } from '../redis/copy/stored-key.ts'
import { DecryptionError, decryption, deriveKey } from './encryption.ts'
import { type BackupHeader, parseHeader } from './header.ts'
import { type BackupStart, BrokenRecord, decodeRecords } from './records.ts'

/** More than the longest header. */
const BEGINNING_BYTES = 8192

/** A backup that can be read as often as need be; each time anew from the file. */
export interface Backup {
  readonly header: BackupHeader
  /** All keys, in parts as they were read; throws BackupError, at the latest at the end, unless the file is whole. */
  read(onKey: (state: KeyState) => Promise<void> | void): Promise<BackupContents>
}

export interface BackupContents {
  readonly start: BackupStart
  /** What stands for each key in the end. */
  readonly digests: ReadonlyMap<string, string>
  readonly sum: KeySum
}

/**
 * Opens a backup.
 * @param askPassphrase called where it is encrypted
 * Throws BackupError where the file can't be read, is none, is of a newer Keepsake, or the passphrase is another.
 */
export async function openBackup(file: string, askPassphrase: () => Promise<string>): Promise<Backup> {
  const { header, line } = parseHeader(await readBeginning(file), file)
  const key =
    header.salt === undefined ? undefined : await deriveKey(await askPassphrase(), Buffer.from(header.salt, 'base64'))

  async function* body(): AsyncGenerator<Buffer> {
    const stored: AsyncIterable<Buffer> = createReadStream(file, { start: line.length })
    const compressed = key === undefined ? stored : decryption(key, line)(stored)
    const unpacked = createGunzip()
    // What goes wrong before it comes out of the last part, to whoever reads there.
    pipeline(Readable.from(compressed), unpacked, () => undefined)
    yield* unpacked as AsyncIterable<Buffer>
  }
  return {
    header,
    async read(onKey) {
      try {
        return await readAll(body(), onKey)
      } catch (error) {
        throw toBackupError(error, file)
      }
    },
  }
}

async function readAll(
  body: AsyncIterable<Buffer>,
  onKey: (state: KeyState) => Promise<void> | void,
): Promise<BackupContents> {
  const digests = new Map<string, string>()
  let start: BackupStart | undefined
  let sum: KeySum | undefined
  for await (const record of decodeRecords(body)) {
    if (sum !== undefined) throw new BrokenRecord('Something stands behind the end.')
    if ('kind' in record) {
      if (record.kind === 'start') start = record.start
      else sum = record.sum
      continue
    }
    if ('isGone' in record) digests.delete(record.name)
    else digests.set(record.name, digestOf(record))
    await onKey(record)
  }
  if (start === undefined || sum === undefined) throw new BrokenRecord('The end is missing.')
  const found = sumOfKeys(digests)
  if (found.keys !== sum.keys || found.digest !== sum.digest) throw new BrokenRecord('The keys are others.')
  return { start, digests, sum }
}

async function readBeginning(file: string): Promise<Buffer> {
  try {
    const handle = await open(file)
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING_BYTES), 0, BEGINNING_BYTES, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw toBackupError(error, file)
  }
}

/** What is wrong with a file, for whoever runs the command; other errors as they are. */
function toBackupError(error: unknown, file: string): unknown {
  const why = complaint(error)
  return why === undefined ? error : new BackupError(`${file} ${why} Nothing was changed.`, {}, { cause: error })
}

const DAMAGED = 'is damaged: take another copy of it.'
const CUT_OFF = 'is cut off: copy it anew, or take an earlier backup.'

function complaint(error: unknown): string | undefined {
  if (error instanceof DecryptionError) {
    if (error.reason === 'passphrase') return 'can’t be decrypted: the passphrase is another, or the file is damaged.'
    return error.reason === 'cutOff' ? CUT_OFF : DAMAGED
  }
  if (error instanceof BrokenRecord) return DAMAGED
  const code = (error as NodeJS.ErrnoException | null)?.code
  if (code === 'Z_BUF_ERROR') return CUT_OFF
  if (code?.startsWith('Z_') === true) return DAMAGED
  if (code === 'ENOENT') return 'is not there.'
  if (code === 'EISDIR') return 'is a folder: name the file in it.'
  return code === 'EACCES' || code === 'EPERM' || code === 'EIO' ? `can’t be read (${code}).` : undefined
}

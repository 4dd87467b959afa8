import { z } from 'zod'
import { BackupError } from '../errors.ts'
import { version } from '../version.ts'

/** Grows with every change that an older Keepsake can't read. */
const FORMAT = 1
const SALT_BYTES = 16
/** The first line of a file, with much room. */
const MAX_HEADER_BYTES = 4096
const BEGINNING = '{"keepsakeBackup":'

/** What a backup tells in the clear: whether it can be read, and with what. */
export interface BackupHeader {
  /** Of this backup alone. */
  readonly id: string
  /** When it was made, as an ISO date. */
  readonly createdAt: string
  /** Of the Keepsake that made it. */
  readonly version: string
  /** Of the passphrase, if the rest is encrypted: 16 bytes in base64. */
  readonly salt?: string
}

const headerSchema = z.object({
  keepsakeBackup: z.literal(FORMAT),
  id: z.string().regex(/^[\w-]{1,64}$/u),
  createdAt: z.iso.datetime(),
  version: z.string().max(64),
  salt: z
    .base64()
    .refine(text => Buffer.from(text, 'base64').length === SALT_BYTES)
    .exactOptional(),
})

/** The first line of a backup. */
export function encodeHeader(header: BackupHeader): Buffer {
  return Buffer.from(`${JSON.stringify({ keepsakeBackup: FORMAT, ...header })}\n`)
}

/** Takes the first line off the beginning of a file. Throws BackupError where that is no backup which this version can read. */
export function parseHeader(beginning: Buffer, file: string): { readonly header: BackupHeader; readonly line: Buffer } {
  const end = beginning.subarray(0, MAX_HEADER_BYTES).indexOf('\n')
  const line = beginning.subarray(0, end + 1)
  if (!line.toString().startsWith(BEGINNING)) {
    const isCut =
      beginning.length < MAX_HEADER_BYTES && BEGINNING.startsWith(beginning.toString().slice(0, BEGINNING.length))
    throw new BackupError(`${file} is ${isCut ? 'empty or cut off' : 'no backup of Keepsake’s'}. Nothing was changed.`)
  }
  const told = readJson(line)
  const format = z.object({ keepsakeBackup: z.int() }).safeParse(told).data?.keepsakeBackup
  if (format !== undefined && format > FORMAT)
    throw new BackupError(
      `${file} was made by a newer Keepsake, ${z.object({ version: z.string() }).safeParse(told).data?.version ?? 'of a version that it does not name'}, ` +
        `and this is ${version}. Update it first. Nothing was changed.`,
    )
  const parsed = headerSchema.safeParse(told)
  if (!parsed.success)
    throw new BackupError(`${file} is damaged at its beginning: take another copy. Nothing was changed.`)
  const { keepsakeBackup: _, ...header } = parsed.data
  return { header, line }
}

function readJson(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString())
  } catch {
    return undefined
  }
}

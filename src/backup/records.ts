import { z } from 'zod'
import type { KeyState } from '../redis/copy/read-keys.ts'
import { decodeKey, encodeKey, type KeySum } from '../redis/copy/stored-key.ts'

/**
 * What stands in a backup behind its header, compressed: records, each behind its length in four bytes. The first byte of a
 * record tells what it is: below 10 a key as `encodeKey` writes it, else one of these.
 */
const KINDS = { gone: 10, end: 11, start: 12 } as const
const FIRST_KIND = KINDS.gone
const LENGTH_BYTES = 4
/** Far more than a conversation of 100,000 turns. */
const MAX_RECORD_BYTES = 1024 ** 3

/** Said once, at the beginning. */
const startSchema = z.object({
  /** Redis' clock when reading began, in ms since 1970. */
  at: z.number(),
})
export type BackupStart = Readonly<z.infer<typeof startSchema>>

/** Said once, at the end: what all keys came to. */
const endSchema = z.object({ keys: z.int(), digest: z.string() })

export type BackupRecord =
  | KeyState
  | { readonly kind: 'start'; readonly start: BackupStart }
  | { readonly kind: 'end'; readonly sum: KeySum }

/** A record with its length. */
export function encodeRecord(record: BackupRecord): Buffer {
  const bytes = bodyOf(record)
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

function bodyOf(record: BackupRecord): Buffer {
  if ('kind' in record) {
    const [kind, told] = record.kind === 'start' ? [KINDS.start, record.start] : [KINDS.end, record.sum]
    return Buffer.concat([Buffer.of(kind), Buffer.from(JSON.stringify(told))])
  }
  if ('isGone' in record) return Buffer.concat([Buffer.of(KINDS.gone), Buffer.from(record.name, 'latin1')])
  return encodeKey(record)
}

/** What is no record, or only the beginning of one. */
export class BrokenRecord extends Error {}

/** The records of a stream. Throws BrokenRecord. */
export async function* decodeRecords(stream: AsyncIterable<Buffer>): AsyncGenerator<BackupRecord> {
  let parts: Buffer[] = []
  let [held, wanted] = [0, LENGTH_BYTES]
  let isLength = true
  for await (const bytes of stream) {
    parts.push(bytes)
    held += bytes.length
    if (held < wanted) continue
    let rest = Buffer.concat(parts)
    while (rest.length >= wanted) {
      const taken = rest.subarray(0, wanted)
      rest = rest.subarray(wanted)
      if (isLength) wanted = lengthOf(taken)
      else {
        yield decodeRecord(taken)
        wanted = LENGTH_BYTES
      }
      isLength = !isLength
    }
    parts = [rest]
    held = rest.length
  }
  if (held > 0 || !isLength) throw new BrokenRecord('The last record is cut off.')
}

function lengthOf(bytes: Buffer): number {
  const length = bytes.readUInt32BE()
  if (length === 0 || length > MAX_RECORD_BYTES) throw new BrokenRecord('A record has an impossible length.')
  return length
}

function decodeRecord(bytes: Buffer): BackupRecord {
  const kind = bytes.readUInt8(0)
  const record = kind < FIRST_KIND ? decodeKey(bytes) : decodeNote(kind, bytes.subarray(1))
  if (record === undefined) throw new BrokenRecord('A record is none.')
  return record
}

function decodeNote(kind: number, body: Buffer): BackupRecord | undefined {
  if (kind === KINDS.gone) return { name: body.toString('latin1'), isGone: true }
  const told = readJson(body)
  if (kind === KINDS.start) {
    const start = startSchema.safeParse(told).data
    return start && { kind: 'start', start }
  }
  const sum = kind === KINDS.end ? endSchema.safeParse(told).data : undefined
  return sum && { kind: 'end', sum }
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}

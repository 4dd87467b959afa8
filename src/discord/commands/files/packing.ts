import { Buffer } from 'node:buffer'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { ExportFile } from '../../../memory/own/export-file.ts'

/** A file of this size is sent as it is, so that everybody can read it; a larger one packed. */
const READABLE_BYTES = 8 * 1024 * 1024

const pack = promisify(gzip)

export interface Packed {
  readonly name: string
  readonly data: Buffer
  /** Unpacked. */
  readonly size: number
}

export async function packed(file: ExportFile): Promise<Packed> {
  const readable = Buffer.from(`${JSON.stringify(file, null, 1)}\n`)
  if (readable.length <= READABLE_BYTES) return { name: 'keepsake.json', data: readable, size: readable.length }
  const plain = Buffer.from(JSON.stringify(file))
  return { name: 'keepsake.json.gz', data: await pack(plain), size: plain.length }
}

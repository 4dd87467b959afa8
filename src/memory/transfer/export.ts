import { Buffer } from 'node:buffer'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { UserData, UserMemoryStore } from '../ports/user-memory-store.ts'
import type { UserId } from '../types.ts'
import { EXPORT_FORMAT, EXPORT_VERSION, type ExportFile } from './file-format.ts'

/** A file of this size is given as it is, so that everybody can read it; a larger one is compressed. */
const MAX_READABLE_BYTES = 8 * 1024 * 1024

const compress = promisify(gzip)

export interface PackedExport {
  readonly name: string
  readonly data: Buffer
  /** Bytes before compression. */
  readonly size: number
}

/** Everything that is kept of a user, as a file to be taken along. */
export async function exportMemory(
  user: UserId,
  userMemory: Pick<UserMemoryStore, 'readUserData'>,
  at: number,
): Promise<PackedExport> {
  const file = createExport(await userMemory.readUserData(user), at)
  const readable = Buffer.from(`${JSON.stringify(file, null, 1)}\n`)
  if (readable.length <= MAX_READABLE_BYTES) return { name: 'keepsake.json', data: readable, size: readable.length }
  const compact = Buffer.from(JSON.stringify(file))
  return { name: 'keepsake.json.gz', data: await compress(compact), size: compact.length }
}

/**
 * All that is kept of a user, as a file. Not what is made of it, and is made again: embeddings; nor what went into answers,
 * which is ids alone.
 */
export function createExport({ user, settings, known, conversations }: UserData, at: number): ExportFile {
  return {
    format: EXPORT_FORMAT,
    version: EXPORT_VERSION,
    user,
    exportedAt: new Date(at).toISOString(),
    settings,
    facts: known.facts.map(({ near, ...fact }) => (near === '' ? fact : { ...fact, near })),
    statements: known.statements,
    conversations,
  }
}

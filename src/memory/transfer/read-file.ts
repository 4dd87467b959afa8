import { setImmediate as turnOfOthers } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { z } from 'zod'
import type { UserId, UserSettings } from '../types.ts'
import { EXPORT_FORMAT, EXPORT_VERSION, exportedSettingsSchema } from './file-format.ts'

/** What a file may unpack to. */
export const MAX_UNPACKED_BYTES = 64 * 1024 * 1024
/** Lists and values in it: 64 MB of nothing but brackets would take gigabytes as objects. */
const MAX_VALUES = 6_000_000

/** A file of a user's own, whose parts are still to be looked at one by one. */
export interface OpenExportFile {
  readonly settings: UserSettings
  readonly facts: readonly unknown[]
  readonly statements: readonly unknown[]
  readonly conversations: readonly unknown[]
}

/** Where something is not as it must be, and how: zod's path and code, never what stands there. */
export interface InvalidPart {
  readonly at: string
  readonly code: string
}

export type UnreadableFile =
  | { readonly why: 'garbage' | 'tooMuch' | 'otherFormat' | 'otherVersion' | 'otherUser' }
  | { readonly why: 'broken'; readonly broken: InvalidPart }

const formatSchema = z.object({ format: z.literal(EXPORT_FORMAT) })
const versionSchema = z.object({ version: z.literal(EXPORT_VERSION) })
const ownerSchema = z.object({ user: z.string() })
const openFileSchema = z.object({
  settings: exportedSettingsSchema,
  facts: z.array(z.unknown()),
  statements: z.array(z.unknown()),
  conversations: z.array(z.unknown()),
})

const gunzipAsync = promisify(gunzip)

/** Opens what `/export` gave to this user, packed or not. */
export async function openExportFile(bytes: Uint8Array, user: UserId): Promise<OpenExportFile | UnreadableFile> {
  const plain = await unpackBytes(bytes)
  if (!(plain instanceof Uint8Array)) return plain
  if (plain.length > MAX_UNPACKED_BYTES || (await countValues(plain)) > MAX_VALUES) return { why: 'tooMuch' }
  const file = parseJsonBytes(plain)
  await turnOfOthers()
  if (!formatSchema.safeParse(file).success) return { why: file === undefined ? 'garbage' : 'otherFormat' }
  if (!versionSchema.safeParse(file).success) return { why: 'otherVersion' }
  const owner = ownerSchema.safeParse(file)
  if (!owner.success) return { why: 'broken', broken: invalidPartOf(owner.error) }
  if (owner.data.user !== user) return { why: 'otherUser' }
  const { data, error } = openFileSchema.safeParse(file)
  return data ?? { why: 'broken', broken: invalidPartOf(error) }
}

/** The first thing that is wrong. */
export function invalidPartOf(error: z.ZodError, within: readonly PropertyKey[] = []): InvalidPart {
  const [issue] = error.issues
  return { at: [...within, ...(issue?.path ?? [])].map(String).join('.'), code: issue?.code ?? 'custom' }
}

async function unpackBytes(bytes: Uint8Array): Promise<Uint8Array | UnreadableFile> {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
  if (!isPacked) return bytes
  try {
    return await gunzipAsync(bytes, { maxOutputLength: MAX_UNPACKED_BYTES })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return { why: code === 'ERR_BUFFER_TOO_LARGE' ? 'tooMuch' : 'garbage' }
  }
}

const [COMMA, LIST, OBJECT] = [0x2c, 0x5b, 0x7b]
const CHUNK_BYTES = 4 * 1024 * 1024

/** About: those in texts count, too. In pieces, so that nobody waits for it. */
async function countValues(bytes: Uint8Array): Promise<number> {
  let plan = 0
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    for (const byte of bytes.subarray(from, from + CHUNK_BYTES)) {
      if (byte === COMMA || byte === LIST || byte === OBJECT) plan += 1
    }
    await turnOfOthers()
  }
  return plan
}

/** Undefined for what is no JSON in UTF-8. The error stays here: it quotes what it could not read. */
function parseJsonBytes(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
  } catch {
    return undefined
  }
}

import { setImmediate as turnOfOthers } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { z } from 'zod'
import type { UserId, UserSettings } from '../types.ts'
import { FORMAT, settingsOfFile, VERSION } from './export-file.ts'

/** What a file may unpack to. */
export const MOST_UNPACKED_BYTES = 64 * 1024 * 1024
/** Lists and values in it: 64 MB of nothing but brackets would take gigabytes as objects. */
const MOST_PARTS = 6_000_000

/** A file of a user's own, whose parts are still to be looked at one by one. */
export interface OpenFile {
  readonly settings: UserSettings
  readonly facts: readonly unknown[]
  readonly statements: readonly unknown[]
  readonly conversations: readonly unknown[]
}

/** Where something is not as it must be, and how: zod's path and code, never what stands there. */
export interface Broken {
  readonly at: string
  readonly code: string
}

export type Unreadable =
  | { readonly why: 'garbage' | 'tooMuch' | 'otherFormat' | 'otherVersion' | 'otherUser' }
  | { readonly why: 'broken'; readonly broken: Broken }

const formatted = z.object({ format: z.literal(FORMAT) })
const versioned = z.object({ version: z.literal(VERSION) })
const owned = z.object({ user: z.string() })
const open = z.object({
  settings: settingsOfFile,
  facts: z.array(z.unknown()),
  statements: z.array(z.unknown()),
  conversations: z.array(z.unknown()),
})

const unpack = promisify(gunzip)

/** Opens what `/export` gave to this user, packed or not. */
export async function openFile(bytes: Uint8Array, user: UserId): Promise<OpenFile | Unreadable> {
  const plain = await unpacked(bytes)
  if (!(plain instanceof Uint8Array)) return plain
  if (plain.length > MOST_UNPACKED_BYTES || (await partsIn(plain)) > MOST_PARTS) return { why: 'tooMuch' }
  const file = parsed(plain)
  await turnOfOthers()
  if (!formatted.safeParse(file).success) return { why: file === undefined ? 'garbage' : 'otherFormat' }
  if (!versioned.safeParse(file).success) return { why: 'otherVersion' }
  const owner = owned.safeParse(file)
  if (!owner.success) return { why: 'broken', broken: brokenAt(owner.error) }
  if (owner.data.user !== user) return { why: 'otherUser' }
  const { data, error } = open.safeParse(file)
  return data ?? { why: 'broken', broken: brokenAt(error) }
}

/** The first thing that is wrong. */
export function brokenAt(error: z.ZodError, within: readonly PropertyKey[] = []): Broken {
  const [issue] = error.issues
  return { at: [...within, ...(issue?.path ?? [])].map(String).join('.'), code: issue?.code ?? 'custom' }
}

async function unpacked(bytes: Uint8Array): Promise<Uint8Array | Unreadable> {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
  if (!isPacked) return bytes
  try {
    return await unpack(bytes, { maxOutputLength: MOST_UNPACKED_BYTES })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return { why: code === 'ERR_BUFFER_TOO_LARGE' ? 'tooMuch' : 'garbage' }
  }
}

const [COMMA, LIST, OBJECT] = [0x2c, 0x5b, 0x7b]
const PIECE = 4 * 1024 * 1024

/** About: those in texts count, too. In pieces, so that nobody waits for it. */
async function partsIn(bytes: Uint8Array): Promise<number> {
  let parts = 0
  for (let from = 0; from < bytes.length; from += PIECE) {
    for (const byte of bytes.subarray(from, from + PIECE)) {
      if (byte === COMMA || byte === LIST || byte === OBJECT) parts += 1
    }
    await turnOfOthers()
  }
  return parts
}

/** Undefined for what is no JSON in UTF-8. The error stays here: it quotes what it could not read. */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
  } catch {
    return undefined
  }
}

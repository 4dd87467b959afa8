import { hash } from 'node:crypto'

/** The types of Redis that Keepsake uses, by the numbers that stand for them in a backup. */
const TYPE_CODES = { string: 1, hash: 2, set: 3, zset: 4, list: 5 } as const

export type KeyType = keyof typeof TYPE_CODES

/** One key of a memory, with all that it holds, byte by byte. */
export interface StoredKey {
  /** Without the prefix, each byte a character. */
  readonly name: string
  readonly type: KeyType
  /** Milliseconds since 1970; undefined if never. */
  readonly expiresAt: number | undefined
  /** Of a hash field and value, of a sorted set member and score, one after the other; the same for the same content. */
  readonly parts: readonly Buffer[]
}

/** How many parts belong together. */
const PART_SIZES: Readonly<Record<KeyType, number>> = { string: 1, hash: 2, set: 1, zset: 2, list: 1 }
const ORDERED_TYPES: readonly KeyType[] = ['string', 'list']

const NEVER = -1
const HEAD_BYTES = 1 + 8 + 4 + 4
const LENGTH_BYTES = 4
/** 128 bits: what changed is never taken for what did not. */
const DIGEST_HEX = 32

export function isKeyType(type: string): type is KeyType {
  return Object.hasOwn(TYPE_CODES, type)
}

/** Puts fields and members into one order: Redis gives them in any. */
export function sortParts(type: KeyType, parts: readonly Buffer[]): readonly Buffer[] {
  if (ORDERED_TYPES.includes(type)) return parts
  const size = PART_SIZES[type]
  const groups = Array.from({ length: parts.length / size }, (_, i) => parts.slice(i * size, i * size + size))
  return groups.sort(([a = Buffer.of()], [b = Buffer.of()]) => a.compare(b)).flat()
}

/** A key as bytes: type, expiry, name and number of parts, then each part behind its length. */
export function encodeKey({ name, type, expiresAt, parts }: StoredKey): Buffer {
  const size = parts.reduce((sum, part) => sum + LENGTH_BYTES + part.length, HEAD_BYTES + name.length)
  const bytes = Buffer.allocUnsafe(size)
  let at = bytes.writeUInt8(TYPE_CODES[type])
  at = bytes.writeDoubleBE(expiresAt ?? NEVER, at)
  at = bytes.writeUInt32BE(name.length, at)
  at += bytes.write(name, at, 'latin1')
  at = bytes.writeUInt32BE(parts.length, at)
  for (const part of parts) {
    at = bytes.writeUInt32BE(part.length, at)
    at += part.copy(bytes, at)
  }
  return bytes
}

/** Undefined if the bytes are no key. */
export function decodeKey(bytes: Buffer): StoredKey | undefined {
  try {
    return readKey(bytes)
  } catch (error) {
    if (error instanceof RangeError) return undefined // a length leads beyond the end
    throw error
  }
}

function readKey(bytes: Buffer): StoredKey | undefined {
  const code = bytes.readUInt8(0)
  const type = (Object.keys(TYPE_CODES) as KeyType[]).find(name => TYPE_CODES[name] === code)
  const expiresAt = bytes.readDoubleBE(1)
  let at = 1 + 8
  const take = () => {
    const length = bytes.readUInt32BE(at)
    at += LENGTH_BYTES + length
    if (at > bytes.length) throw new RangeError('A part leads beyond its record.')
    return bytes.subarray(at - length, at)
  }
  const name = take().toString('latin1')
  const count = bytes.readUInt32BE(at)
  at += LENGTH_BYTES
  const parts: Buffer[] = []
  for (let i = 0; i < count; i++) parts.push(take())
  if (type === undefined || at !== bytes.length || parts.length % PART_SIZES[type] !== 0) return undefined
  return { name, type, expiresAt: expiresAt === NEVER ? undefined : expiresAt, parts }
}

/** Stands for a key with all that it holds. */
export function digestOf(key: StoredKey): string {
  return hash('sha256', encodeKey(key), 'hex').slice(0, DIGEST_HEX)
}

/** What a whole memory came to: how many keys, and a sum of their digests that does not depend on their order. */
export interface KeySum {
  readonly keys: number
  readonly digest: string
}

const DIGEST_MODULUS = 2n ** 128n

export function sumOfKeys(digests: ReadonlyMap<string, string>): KeySum {
  let sum = 0n
  for (const digest of digests.values()) sum += BigInt(`0x${digest}`)
  return { keys: digests.size, digest: (sum % DIGEST_MODULUS).toString(16).padStart(DIGEST_HEX, '0') }
}

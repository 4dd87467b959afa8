import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto'

/**
 * How a backup is encrypted: AES-256-GCM in pieces of 64 KiB, each with its number and whether it is the last in its nonce,
 * so that none can be changed, left out, moved or cut off, and the file can be written and read as a stream: the STREAM
 * construction (Hoang, Reyhanitabar, Rogaway and Vizár, 2015), with the nonces of age (https://age-encryption.org/v1). The
 * key is scrypt's of the passphrase and a salt of the file's own, with the cost that OWASP names (2^17, 8, 1). The header
 * is authenticated with each piece.
 */
const CIPHER = 'aes-256-gcm'
const PIECE_BYTES = 65_536
const TAG_BYTES = 16
const NONCE_BYTES = 12
const KEY_BYTES = 32
const SCRYPT_COST = { N: 131_072, r: 8, p: 1, maxmem: 160 * 1024 * 1024 }

/** Why a file can't be decrypted. */
export class DecryptionError extends Error {
  readonly reason: 'passphrase' | 'damaged' | 'cutOff'

  constructor(reason: DecryptionError['reason']) {
    super(reason)
    this.reason = reason
  }
}

/** Takes half a second and 128 MB, so that passphrases can't be tried by the million. */
export async function deriveKey(passphrase: string, salt: Buffer): Promise<Buffer> {
  return await new Promise((resolve, reject) => {
    // The same words typed on another system may come in other code points.
    scrypt(passphrase.normalize('NFKC'), salt, KEY_BYTES, SCRYPT_COST, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

/** Encrypts a stream. @param header what is authenticated with it */
export function encryption(key: Buffer, header: Buffer) {
  return async function* encrypt(plain: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let number = 0
    for await (const { piece, isLast } of pieces(plain, PIECE_BYTES)) {
      const cipher = createCipheriv(CIPHER, key, nonce(number, isLast)).setAAD(header)
      yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
      number += 1
    }
  }
}

/** Decrypts a stream; yields nothing that was not proven to be whole. Throws DecryptionError. */
export function decryption(key: Buffer, header: Buffer) {
  return async function* decrypt(sealed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let number = 0
    for await (const { piece, isLast } of pieces(sealed, PIECE_BYTES + TAG_BYTES)) {
      const plain = open(piece, { key, header, number, isLast })
      if (plain !== undefined) yield plain
      // A piece that is whole and not the last one: the file ends too early.
      else if (isLast && open(piece, { key, header, number, isLast: false }) !== undefined)
        throw new DecryptionError('cutOff')
      else throw new DecryptionError(number > 0 ? 'damaged' : 'passphrase')
      number += 1
    }
  }
}

interface Piece {
  readonly key: Buffer
  readonly header: Buffer
  readonly number: number
  readonly isLast: boolean
}

function open(sealed: Buffer, { key, header, number, isLast }: Piece): Buffer | undefined {
  if (sealed.length < TAG_BYTES) return undefined
  const decipher = createDecipheriv(CIPHER, key, nonce(number, isLast), { authTagLength: TAG_BYTES })
  decipher.setAAD(header).setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()])
  } catch {
    return undefined // the tag is another's
  }
}

function nonce(number: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(NONCE_BYTES)
  bytes.writeUIntBE(number, NONCE_BYTES - 1 - 6, 6)
  bytes.writeUInt8(isLast ? 1 : 0, NONCE_BYTES - 1)
  return bytes
}

/** A stream in pieces of one size, the last of which may be smaller; one at least. */
async function* pieces(
  stream: AsyncIterable<Buffer>,
  size: number,
): AsyncGenerator<{ readonly piece: Buffer; readonly isLast: boolean }> {
  let held: Buffer = Buffer.of()
  for await (const bytes of stream) {
    held = held.length === 0 ? bytes : Buffer.concat([held, bytes])
    let from = 0
    // The last piece is held back until it is known to be the last.
    for (; held.length - from > size; from += size) yield { piece: held.subarray(from, from + size), isLast: false }
    held = held.subarray(from)
  }
  yield { piece: held, isLast: true }
}

import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { DecryptionError, decryption, deriveKey, encryption } from '../../src/backup/encryption.ts'
import { fc } from '../support/property.ts'

const header = Buffer.from('{"header":1}\n')
const key = randomBytes(32)

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

const seal = (plain: Buffer, size = 50_000) => buffer(encryption(key, header)(pieces(plain, size)))
const unseal = (sealed: Buffer, { by = key, under = header, size = 50_000 } = {}) =>
  buffer(decryption(by, under)(pieces(sealed, size)))

async function reasonOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  return error instanceof DecryptionError ? error.reason : 'none'
}

test.each([0, 1, 65_535, 65_536, 65_537, 131_072, 300_000])('%i bytes come back as they went', async size => {
  const plain = randomBytes(size)

  const sealed = await seal(plain)

  expect((await unseal(sealed)).equals(plain)).toBe(true)
  expect((await unseal(sealed, { size: 7777 })).equals(plain)).toBe(true)
  expect(sealed.length).toBe(size + 16 * Math.max(1, Math.ceil(size / 65_536)))
})

test('nothing comes out of what was changed, wherever', async () => {
  const plain = randomBytes(200_000)
  const sealed = await seal(plain)

  await fc.assert(
    fc.asyncProperty(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ change
      expect(await reasonOf(unseal(changed))).toBe(at < 65_552 ? 'passphrase' : 'damaged')
    }),
  )
})

test('what is cut off is told, wherever, and so are pieces that are left out, doubled or exchanged', async () => {
  const piece = 65_552
  const sealed = await seal(randomBytes(200_000))
  const [first, second, rest] = [
    sealed.subarray(0, piece),
    sealed.subarray(piece, 2 * piece),
    sealed.subarray(2 * piece),
  ]

  expect(await reasonOf(unseal(sealed.subarray(0, 2 * piece)))).toBe('cutOff')
  expect(await reasonOf(unseal(first))).toBe('cutOff')
  for (const cut of [0, 1, piece - 1]) expect(await reasonOf(unseal(sealed.subarray(0, cut)))).toBe('passphrase')
  for (const cut of [piece + 1, sealed.length - 1]) {
    expect(await reasonOf(unseal(sealed.subarray(0, cut)))).toBe('damaged')
  }
  for (const parts of [
    [first, rest],
    [first, second, second, rest],
    [second, first, rest],
    [sealed, Buffer.of(0)],
  ]) {
    expect(await reasonOf(unseal(Buffer.concat(parts)))).not.toBe('none')
  }
})

test('another key, and another header, open nothing', async () => {
  const sealed = await seal(Buffer.from('I live in Lisbon.'))

  expect(await reasonOf(unseal(sealed, { by: randomBytes(32) }))).toBe('passphrase')
  expect(await reasonOf(unseal(sealed, { under: Buffer.from('{"header":2}\n') }))).toBe('passphrase')
})

test('a key is the same for the same passphrase, however its accents are typed, and another for another salt', async () => {
  const [salt, other] = [randomBytes(16), randomBytes(16)]

  const composed = await deriveKey('caf\u00e9 \u{1f410} passphrase', salt)

  expect((await deriveKey('cafe\u0301 \u{1f410} passphrase', salt)).equals(composed)).toBe(true)
  expect((await deriveKey('caf\u00e9 \u{1f410} passphrase', other)).equals(composed)).toBe(false)
})

import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { backUp } from '../../src/backup/back-up.ts'
import { type Backup, openBackup } from '../../src/backup/read-backup.ts'
import { type RestoreOptions, restore } from '../../src/backup/restore.ts'
import { startLease } from '../../src/redis/connection/lease.ts'
import type { SpreadMemory } from '../../src/redis/copy/spread-memory.ts'
import { readSchema, SCHEMA_VERSION } from '../../src/redis/migrations/migrate-memory.ts'
import { runAdvanceSchema } from '../../src/redis/scripts/migration/migration.ts'
import { seedConversation } from '../contract/support/whole-memory.ts'
import { plainRedis } from '../redis/support/fixtures.ts'
import { testFolder } from '../redis/support/local-server.ts'
import { wholeMemory } from '../redis/support/whole-memory.ts'
import { silentLogger } from '../support/silent-logger.ts'
import { contentOf, emptyMemory, silentProgress } from './support/memory.ts'

const noPassphrase = async () => {
  throw new Error('no passphrase is needed')
}

/** A memory in which two people told something, and its backup. */
async function backedUp(passphrase?: string) {
  const whole = wholeMemory(plainRedis())
  await runAdvanceSchema({ redis: whole.redis, keys: whole.keys }, SCHEMA_VERSION)
  const conversations = [await seedConversation(whole, 'zanzibar'), await seedConversation(whole, 'bees')] as const
  const memory = await emptyMemory(undefined, whole.keys)
  await memory.redis.set(`${whole.keys.prefix}bytes`, randomBytes(100_000))
  const folder = testFolder()
  const file = join(folder, 'deep', 'memory.backup')
  const report = await backUp(memory, { file, passphrase }, silentProgress())
  return { whole, conversations, memory, folder, file, report }
}

const defaults: RestoreOptions = {
  ...{ replaces: false, acceptsAge: false, dataDir: '', historyDays: 30, wantedCells: 1, log: silentLogger },
}

async function restoreFile(
  memory: SpreadMemory,
  file: string,
  options: Partial<RestoreOptions> = {},
  passphrase?: string,
) {
  const backup = await openBackup(file, passphrase === undefined ? noPassphrase : async () => passphrase)
  return await restore(memory, backup, { ...defaults, dataDir: testFolder(), ...options }, silentProgress())
}

test.each([undefined, 'a long passphrase'])('a memory comes back key by key (passphrase: %s)', async passphrase => {
  const { memory, file, report } = await backedUp(passphrase)
  const before = await contentOf(memory)
  const target = await emptyMemory()

  const restored = await restoreFile(target, file, {}, passphrase)

  expect(before.length).toBeGreaterThan(20)
  expect(await contentOf(target)).toEqual(before)
  expect(report).toMatchObject({ file, keys: before.length })
  expect(restored).toMatchObject({ keys: before.length, expired: 0, deletions: 0, hasDeletionList: false })
  // One without a passphrase is compressed alone: a word may stand in it as it is, or not.
  expect(passphrase !== undefined && readFileSync(file).includes('zanzibar')).toBe(false)
})

test('what is there stays, unless it is to be replaced', async () => {
  const { memory, file } = await backedUp()
  const before = await contentOf(memory)
  const other = wholeMemory(plainRedis())
  await seedConversation(other, 'goats')
  const target = await emptyMemory(undefined, other.keys)
  const stood = await contentOf(target)

  await expect(restoreFile(target, file)).rejects.toThrow('There is a memory already.')
  const untouched = await contentOf(target)
  await restoreFile(target, file, { replaces: true })

  expect(untouched).toEqual(stood)
  expect(await contentOf(target)).toEqual(before)
})

test('a file that is broken, cut off, foreign, newer or wrongly decrypted changes nothing', async () => {
  const { file, folder } = await backedUp()
  const encrypted = await backedUp('a long passphrase')
  const bytes = readFileSync(file)
  const sealed = readFileSync(encrypted.file)
  const line = bytes.indexOf('\n') + 1
  const middle = Math.floor((line + bytes.length) / 2)
  const flipped = Buffer.from(bytes)
  flipped[middle] = (flipped[middle] ?? 0) ^ 1
  const newer = Buffer.concat([Buffer.from('{"keepsakeBackup":2,"version":"9.1.0"}\n'), bytes.subarray(line)])
  const cases: readonly (readonly [name: string, content: Buffer, says: RegExp])[] = [
    ['empty', Buffer.of(), /is empty or cut off/u],
    ['cut header', bytes.subarray(0, 10), /is empty or cut off/u],
    ['header alone', bytes.subarray(0, line), /is cut off/u],
    ['half', bytes.subarray(0, middle), /is cut off/u],
    ['but for a byte', bytes.subarray(0, -1), /is cut off/u],
    ['changed', flipped, /is damaged|is cut off/u],
    ['text', Buffer.from('I live in Lisbon.\n'), /is no backup of Keepsake’s/u],
    ['a picture', randomBytes(10_000), /is no backup of Keepsake’s/u],
    ['newer', newer, /made by a newer Keepsake, 9\.1\.0, and this is .*Update it first/u],
    ['odd', Buffer.concat([Buffer.from('{"keepsakeBackup":1}\n'), bytes.subarray(line)]), /damaged at its beginning/u],
    ['sealed and cut', sealed.subarray(0, -5), /can’t be decrypted|is damaged/u],
    [
      'of another sealed',
      Buffer.concat([sealed.subarray(0, line), bytes.subarray(line)]),
      /can’t be decrypted|damaged/u,
    ],
  ]
  const target = await emptyMemory()

  for (const [name, content, says] of cases) {
    const path = join(folder, name)
    writeFileSync(path, content)
    await expect(restoreFile(target, path, { replaces: true }, 'a long passphrase'), name).rejects.toThrow(says)
  }
  await expect(restoreFile(target, encrypted.file, {}, 'another passphrase')).rejects.toThrow(
    'the passphrase is another',
  )
  await expect(restoreFile(target, join(folder, 'nowhere'))).rejects.toThrow('is not there')
  await expect(restoreFile(target, folder)).rejects.toThrow('is a folder')

  expect(await contentOf(target)).toEqual([])
  expect(await target.redis.keys(`${target.keys.prefix}*`)).toEqual([])
})

test('what has expired since stays away, and what has not expires at its own time', async () => {
  const { memory, folder } = await backedUp()
  const { redis, keys } = memory
  for (const name of ['soon', 'gone']) await redis.set(`${keys.prefix}${name}`, 'x', 'EX', 600)
  const expiresAt = await redis.pexpiretime(`${keys.prefix}soon`)
  const file = join(folder, 'later')
  await backUp(memory, { file, passphrase: undefined }, silentProgress())
  const backup = await openBackup(file, noPassphrase)
  const later: Backup = {
    ...backup,
    read: onKey => backup.read(state => onKey(state.name === 'gone' ? { ...state, expiresAt: 1 } : state)),
  }
  const target = await emptyMemory()

  const { expired } = await restore(target, later, { ...defaults, dataDir: folder }, silentProgress())

  expect(expired).toBe(1)
  expect(await target.redis.exists(`${target.keys.prefix}gone`)).toBe(0)
  expect(await target.redis.pexpiretime(`${target.keys.prefix}soon`)).toBe(expiresAt)
})

test('wherever it is cut off, it goes on when it is run again, and no bot uses the half of it meanwhile', async () => {
  const { memory, file } = await backedUp()
  const { redis, keys } = memory
  for (let n = 0; n < 600; n++) await redis.set(`${keys.prefix}more:${n}`, `${n}`)
  const larger = join(testFolder(), 'larger.backup')
  await backUp(memory, { file: larger, passphrase: undefined }, silentProgress())
  const before = await contentOf(memory)

  for (const stage of ['Restoring', 'Comparing'] as const) {
    for (const count of [1, 5]) {
      const target = await emptyMemory()
      let calls = 0
      const cutOff = silentProgress(what => {
        if (what === stage) calls += 1
        if (calls === count) throw new Error('the process ends here')
      })
      const backup = await openBackup(larger, noPassphrase)
      await expect(restore(target, backup, { ...defaults, dataDir: testFolder() }, cutOff)).rejects.toThrow('ends here')
      expect(JSON.parse((await target.redis.get(target.keys.copyMark)) ?? '')).toMatchObject({ kind: 'restore' })
      await expect(restoreFile(target, file), `${stage} ${count}`).rejects.toThrow('A restore was cut off there.')

      await restoreFile(target, larger)

      expect(await contentOf(target)).toEqual(before)
      expect(await target.redis.exists(target.keys.copyMark)).toBe(0)
    }
  }
})

test('a backup of an older schema is migrated, and one of a newer schema refused before anything changes', async () => {
  const [older, newer] = [await backedUp(), await backedUp()]
  await older.memory.redis.unlink(older.memory.keys.schema)
  const oldFile = join(older.folder, 'old')
  await backUp(older.memory, { file: oldFile, passphrase: undefined }, silentProgress())
  await newer.memory.redis.hset(newer.memory.keys.schema, 'version', '99', 'since', '9.1.0')
  const file = join(newer.folder, 'newer')
  await backUp(newer.memory, { file, passphrase: undefined }, silentProgress())
  const target = await emptyMemory()

  await expect(restoreFile(target, file)).rejects.toThrow('Start Keepsake 9.1.0 or newer')
  const untouched = await target.redis.keys(`${target.keys.prefix}*`)
  await restoreFile(target, oldFile)

  expect(untouched).toEqual([])
  expect(await readSchema(target.redis, target.keys)).toMatchObject({ version: SCHEMA_VERSION })
})

test('two at once do not mix', async () => {
  const [one, other] = [await backedUp(), await backedUp()]
  const [expected, target] = [await contentOf(one.memory), await emptyMemory()]
  const second = await emptyMemory(undefined, target.keys)

  const results = await Promise.allSettled([restoreFile(target, one.file), restoreFile(second, other.file)])

  const told = results.map(({ status }) => status)
  expect(told.toSorted()).toEqual(['fulfilled', 'rejected'])
  const whole = told[0] === 'fulfilled' ? expected : await contentOf(other.memory)
  expect(await contentOf(target)).toEqual(whole)
})

test('a backup that is older than the list of what was forgotten is taken at the operator’s word alone', async () => {
  const { file, folder } = await backedUp()
  const backup = await openBackup(file, noPassphrase)
  const old = {
    ...backup,
    async read(onKey: Parameters<typeof backup.read>[0]) {
      const contents = await backup.read(onKey)
      return { ...contents, start: { at: Date.now() - 366 * 86_400_000 } }
    },
  }
  const target = await emptyMemory()
  const run = (acceptsAge: boolean) =>
    restore(target, old, { ...defaults, dataDir: folder, acceptsAge }, silentProgress())

  await expect(run(false)).rejects.toThrow('older than 365 days')
  expect(await contentOf(target)).toEqual([])
  await run(true)

  expect((await contentOf(target)).length).toBeGreaterThan(20)
})

test('nothing is restored into a memory that a bot uses', async () => {
  const { file } = await backedUp()
  const target = await emptyMemory()
  const lease = await startLease(target.redis, target.keys)
  onTestFinished(lease.stop)

  await expect(restoreFile(target, file)).rejects.toThrow('The bot runs with that memory. Stop it')

  expect(await contentOf(target)).toEqual([])
})

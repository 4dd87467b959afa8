import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from 'node:process'
import { expect, test } from 'vitest'
import { ConfigError } from '../../../src/errors.ts'
import { appendDeletionLine } from '../../../src/redis/deletion-list/deletion-files.ts'
import { deletionLine } from '../../../src/redis/deletion-list/recorded-deletion.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { repairFiles } from '../../../src/redis/local-server/repair.ts'
import { startLocalRedis } from '../../../src/redis/local-server/start.ts'
import { runCommand } from '../../e2e/support/process-fixtures.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import { plainRedis } from '../support/fixtures.ts'
import { recordingLog, startLocalServer, testFolder } from '../support/local-server.ts'

const VALUES = 200

/** A memory that does not run; the newest and the first of its files. */
async function memory() {
  const base = testFolder()
  const folder = join(base, 'data')
  const server = await startLocalServer(folder)
  const redis = plainRedis(server.url)
  for (let n = 0; n < VALUES; n += 1) await redis.set(`key${n}`, 'said by somebody '.repeat(5))
  await server.stop()
  const files = join(folder, 'appendonlydir')
  const fileOf = (kind: string) => join(files, readdirSync(files).find(name => name.includes(kind)) ?? '')
  return {
    base,
    folder,
    files,
    newest: fileOf('.incr.'),
    first: fileOf('.base.'),
    start: (log = silentLogger) => startLocalRedis({ dataDir: folder, log, env }),
  }
}

/** Writes over the beginning of a command in the middle of the file. */
function damage(file: string): void {
  const bytes = readFileSync(file)
  const at = bytes.indexOf('*3\r\n', bytes.length / 2)
  bytes.write('##', at)
  writeFileSync(file, bytes)
}

test('a memory that is damaged in the middle is not touched, and what to do is said', async () => {
  const { folder, newest, start } = await memory()
  damage(newest)
  const before = readFileSync(newest)

  const failure = await start().catch((error: unknown) => error)

  expect(failure).toBeInstanceOf(ConfigError)
  expect(String(failure)).toMatch(/Bad file format.*npm run repair.*npm run restore/su)
  expect(readFileSync(newest)).toEqual(before)
  expect(readdirSync(folder).filter(name => name.startsWith('damaged'))).toEqual([])
})

test('repaired, it holds all that was said before the damage, and lies beside as it was', async () => {
  const { folder, newest, start } = await memory()
  damage(newest)
  const before = readFileSync(newest)

  const report = await repairFiles({ dataDir: folder, log: silentLogger, env })
  const server = await start()
  const kept = await plainRedis(server.url).dbsize()
  await server.stop()

  expect(report.lostBytes).toBeGreaterThan(report.bytes / 3)
  expect(report.lostBytes).toBeLessThan((report.bytes * 2) / 3)
  expect(kept).toBeGreaterThan(VALUES / 3)
  expect(kept).toBeLessThan((VALUES * 2) / 3)
  expect(readFileSync(join(report.copy, newest.slice(newest.lastIndexOf('/'))))).toEqual(before)
})

test('where the beginning is damaged, nothing is changed, and a backup is named', async () => {
  const { folder, files, first, start } = await memory()
  const bytes = readFileSync(first)
  bytes.fill(0xff, 10, 20)
  writeFileSync(first, bytes)
  const names = readdirSync(files)

  const [failure, refusal] = [
    await start().catch((error: unknown) => error),
    await repairFiles({ dataDir: folder, log: silentLogger, env }).catch((error: unknown) => error),
  ]

  expect(String(failure)).toMatch(/error in RDB.*npm run repair/su)
  expect(refusal).toBeInstanceOf(ConfigError)
  expect(String(refusal)).toContain('npm run restore')
  expect(readdirSync(files)).toEqual(names)
  expect(readFileSync(first)).toEqual(bytes)
  expect(readdirSync(folder).filter(name => name.startsWith('damaged'))).toEqual([])
})

test.each([
  ['a list of files that is none', 'manifest', (file: string) => writeFileSync(file, 'nothing\n')],
  ['an end that is cut off within a file', '.base.', (file: string) => truncateSync(file, 40)],
])('%s is told as damage', async (_, kind, harm) => {
  const { files, start } = await memory()
  harm(join(files, readdirSync(files).find(name => name.includes(kind)) ?? ''))

  await expect(start()).rejects.toThrow('npm run repair')
})

test('an end that a power cut left half written is left out, and told', async () => {
  const { newest, start } = await memory()
  truncateSync(newest, readFileSync(newest).length - 40)
  const log = recordingLog()
  const server = await start(log as never)
  const kept = await plainRedis(server.url).dbsize()
  await server.stop()

  expect(kept).toBeGreaterThan(VALUES - 3)
  expect(log.lines).toContainEqual(
    expect.objectContaining({ level: 'warn', message: expect.stringContaining('what was written last is lost') }),
  )
})

test('a memory in use is not repaired', async () => {
  const { folder, start } = await memory()
  const server = await start()

  await expect(repairFiles({ dataDir: folder, log: silentLogger, env })).rejects.toThrow('Stop it first')
  await server.stop()
  expect(existsSync(join(folder, 'appendonlydir'))).toBe(true)
})

test('the command says what is lost, and forgets again what the lost end may have said was forgotten', async () => {
  const { base, folder, newest, start } = await memory()
  const [keys, user] = [createKeys(), '4711']
  const first = await start()
  await plainRedis(first.url).hset(keys.user(user), { epoch: 'before', version: '1' })
  await plainRedis(first.url).set('ballast', 'x'.repeat(40_000))
  await first.stop()
  appendDeletionLine(folder, deletionLine({ kind: 'everything', user, epoch: 'after' }, Date.now()), Date.now())
  const bytes = readFileSync(newest)
  bytes.write('##', bytes.lastIndexOf('*'))
  writeFileSync(newest, bytes)

  const { code, stdout } = await runCommand('repair', { folder: base })
  const second = await start()
  const epoch = await plainRedis(second.url).hget(keys.user(user), 'epoch')
  await second.stop()

  expect(stdout).toMatch(/bytes [\d,]+ are lost.*Forgotten again.*: 1\..*damaged-/su)
  expect(code).toBe(0)
  expect(epoch).not.toBe('before')
})

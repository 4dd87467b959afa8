import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { expect, inject, onTestFinished } from 'vitest'
import { startLease } from '../../../src/redis/connection/lease.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { startLocalServer, testFolder } from '../../redis/support/local-server.ts'
import { takeFreeDatabase } from '../support/free-database.ts'
import { PROCESS_PATIENCE, runCommand, runCommandsInTurn, startCommand, test } from '../support/process-fixtures.ts'
import { readRedis } from '../support/redis-content.ts'
import { RedisProxy } from '../support/redis-proxy.ts'

/** Several processes, one after the other: longer than they take on a busy machine. */
const SLOW = { timeout: 120_000 }
/** So many that a command reads and writes them in ten parts. */
const MANY = 500
const keys = createKeys()
/** What belongs to processes, not to the memory: they write it whenever they run. */
const ofProcesses = new Set(
  [
    keys.processes,
    keys.writeCheck,
    keys.serverOwner,
    keys.migration,
    keys.schema,
    keys.attendance,
    keys.contextsExpired,
  ].map(key => key.slice(keys.prefix.length)),
)

/** All that is remembered there, but for what processes say of themselves. */
async function memoryAt(url: string) {
  const found = await readRedis(keys.prefix, url)
  const content = [...found].filter(([name]) => !ofProcesses.has(name))
  return new Map(content.map(([name, { value }]) => [name, Array.isArray(value) ? value.toSorted() : value]))
}

/** The same without what was spent: a bot that runs writes that at its own times. */
async function rememberedAt(url: string) {
  return new Map([...(await memoryAt(url))].filter(([name]) => !name.startsWith('usage:')))
}

function connect(url: string): Redis {
  const redis = new Redis(url)
  redis.on('error', () => undefined)
  onTestFinished(() => redis.disconnect())
  return redis
}

async function emptyDatabase(): Promise<string> {
  const database = await takeFreeDatabase(inject('redisUrl'))
  onTestFinished(() => database.free())
  return database.url
}

async function seedFacts(url: string, count = MANY): Promise<void> {
  const some = connect(url).pipeline()
  for (let n = 0; n < count; n += 1) {
    const text = `fact ${n} ${randomBytes(150).toString('base64')}`
    some.hset(`${keys.prefix}fact:{1}:${String(n).padStart(4, '0')}`, 'json', text)
  }
  await some.exec()
}

/** The names of all keys, in the order in which a command comes to them. */
async function scannedNames(url: string): Promise<string[]> {
  const [, names] = await connect(url).scan('0', 'COUNT', 10 * MANY)
  return names
}

/** Starts one of the commands, which does not outlive the test. */
function start(...command: Parameters<typeof startCommand>) {
  const started = startCommand(...command)
  onTestFinished(() => void started.child.kill('SIGKILL'))
  return started
}

/** A gate before a Redis, at which a command can be caught in the middle: it waits for an answer that does not come. */
async function startGate(url: string): Promise<RedisProxy> {
  const gate = await new RedisProxy(url).listen()
  onTestFinished(() => gate.close())
  return gate
}

/** Ends a command as a power cut does, when it asks Redis for something with these words: fails if it comes to its end before. */
async function killAt(gate: RedisProxy, words: string, begin: () => ReturnType<typeof start>): Promise<void> {
  const shut = gate.shutAt(words, 'hang')
  const { child, ended } = begin()
  const early = ended.then(result => {
    throw new Error(`It came to its end before: ${JSON.stringify(result)}`)
  })
  await Promise.race([shut, early])
  child.kill('SIGKILL')
  await early.catch(() => undefined)
  gate.open()
}

test(
  'an operator backs up a running bot, loses its Redis, and goes on from the backup',
  SLOW,
  async ({ discord, program, memoryUrl, ada, bob }) => {
    const folder = testFolder()
    await program.start()
    for (const person of [ada, bob]) await discord.reply(await person.dm('I keep zanzibar bees.'), PROCESS_PATIENCE)

    const backup = await runCommand('backup', { settings: { REDIS_URL: memoryUrl }, folder })
    await program.kill()
    const before = await rememberedAt(memoryUrl)
    const [name = ''] = readdirSync(join(folder, 'data/backups'))
    const file = join('data/backups', name)
    const fresh = await emptyDatabase()
    const restored = await runCommand('restore', { args: [file], settings: { REDIS_URL: fresh }, folder })

    expect(backup).toMatchObject({ code: 0, stderr: '' })
    expect(backup.stdout).toContain(`${file}: `)
    expect(backup.stdout).toContain('read again and compared')
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
    expect(restored).toMatchObject({ code: 0, stderr: '' })
    expect(restored.stdout).toMatch(/Restored \d+ keys/u)
    expect(restored.stdout).toContain('has a list of what was forgotten')
    expect(await rememberedAt(fresh)).toEqual(before)

    await program.start({ REDIS_URL: fresh })
    await discord.reply(await ada.dm('Who am I?'), PROCESS_PATIENCE)
    expect([...(await memoryAt(fresh)).keys()].filter(key => key.startsWith(`log:{${ada.id}}`))).toHaveLength(1)
  },
)

test('a passphrase is asked for, or taken from the environment, and nothing is read without it', SLOW, async () => {
  const [folder, from, to] = [testFolder(), await emptyDatabase(), await emptyDatabase()]
  await seedFacts(from, 50)
  const at = (url: string, more = {}) => ({ folder, settings: { REDIS_URL: url, ...more } })

  const typed = await runCommand('backup', {
    args: ['typed', '--encrypt'],
    input: 'zanzibar bees\nzanzibar bees\n',
    ...at(from),
  })
  const differing = await runCommand('backup', {
    args: ['other', '--encrypt'],
    input: 'zanzibar bees\nzanzibar wasps\n',
    ...at(from),
  })
  const short = await runCommand('backup', { args: ['other'], ...at(from, { BACKUP_PASSPHRASE: 'short' }) })
  const wrong = await runCommand('restore', { args: ['typed'], input: 'zanzibar wasps\n', ...at(to) })
  const none = await runCommand('restore', { args: ['typed'], ...at(to) })
  const empty = (await memoryAt(to)).size
  const right = await runCommand('restore', { args: ['typed'], ...at(to, { BACKUP_PASSPHRASE: 'zanzibar bees' }) })

  expect(typed).toMatchObject({ code: 0, stderr: '' })
  expect(typed.stdout).not.toContain('zanzibar bees')
  expect([differing.stderr, short.stderr]).toEqual([
    'The two are not the same. There is no backup.\n',
    'A passphrase has 8 characters at least. There is no backup.\n',
  ])
  expect(existsSync(join(folder, 'other'))).toBe(false)
  expect(wrong.stderr).toBe(
    'typed can’t be decrypted: the passphrase is another, or the file is damaged. Nothing was changed.\n',
  )
  expect(none.stderr).toContain('There was no passphrase')
  expect([wrong.code, none.code, empty, right.code]).toEqual([1, 1, 0, 0])
  expect(await memoryAt(to)).toEqual(await memoryAt(from))
})

test('the commands say what is wrong in a line', SLOW, async () => {
  const [folder, url] = [testFolder(), await emptyDatabase()]
  writeFileSync(join(folder, 'file'), 'I live in Lisbon.')
  const turn = (name: string, args: readonly string[] = [], settings: Record<string, string> = { REDIS_URL: url }) => ({
    ...{ name, args, settings },
  })

  const said = await runCommandsInTurn(
    [
      turn('backup'),
      turn('backup', [], {}),
      turn('backup', ['one', 'two']),
      turn('backup', ['--encrpyt']),
      turn('restore'),
      turn('restore', ['file']),
      turn('restore', ['nowhere']),
      turn('move'),
      turn('move', ['--to', url], {}),
      turn('move', ['--to', 'redis://127.0.0.1:1']),
      turn('backup', [], { REDIS_URL: 'redis://127.0.0.1:1' }),
    ],
    folder,
  )
  await seedFacts(url, 1)
  const [there] = await runCommandsInTurn([turn('backup', ['file'])], folder)
  const unwritable = await runCommand('backup', { args: ['file/backup'], settings: { REDIS_URL: url }, folder })

  expect(said.map(({ code }) => code)).toEqual([1, 1, 2, 2, 2, 1, 1, 2, 1, 1, 1])
  for (const [i, words] of [
    ...[
      'Nothing is remembered there yet',
      'There is no memory here',
      'npm run backup',
      'npm run backup',
      'npm run restore',
    ],
    ...['is no backup of Keepsake’s', 'nowhere is not there', 'npm run move', 'There is no memory to move'],
    ...['npm run backup, then npm run restore', 'can’t be reached (ECONNREFUSED). Nothing listens there'],
  ].entries()) {
    expect(said[i]?.stderr).toContain(words)
    expect(said[i]?.stderr.trimEnd()).not.toContain('\n')
  }
  expect(unwritable).toMatchObject({ code: 1 })
  expect(unwritable.stderr).toMatch(
    /^file\/backup can’t be written \((?:ENOTDIR|EEXIST)\)\. A part of that path is a file/u,
  )
  expect(there?.stderr).toBe('file is there already: name another file.\n')
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('I live in Lisbon.')
})

test('a disk that takes no more leaves no backup, and no part of one', SLOW, async () => {
  const [folder, url] = [testFolder(), await emptyDatabase()]
  await seedFacts(url)
  mkdirSync(join(folder, 'backups'))

  // Files above 8 kB are refused, as they are on a disk that is full.
  const { code, stderr } = await runCommand('backup', {
    ...{ args: ['backups/full'], folder, settings: { REDIS_URL: url }, limit: 'ulimit -f 8' },
  })

  expect(code).toBe(1)
  expect(stderr).toMatch(/^backups\/full can’t be written \(EFBIG\)/u)
  expect(readdirSync(join(folder, 'backups'))).toEqual([])
})

test('a backup that is killed in the middle leaves no file, and the next one is whole', SLOW, async () => {
  const [folder, from, to] = [testFolder(), await emptyDatabase(), await emptyDatabase()]
  await seedFacts(from)
  const gate = await startGate(from)
  const run = { folder, args: ['backups/it'], settings: { REDIS_URL: gate.url } }

  const names = await scannedNames(from)
  for (const name of [names[1], names[MANY - 1]]) {
    await killAt(gate, name ?? '', () => start('backup', run))
    expect(existsSync(join(folder, 'backups/it'))).toBe(false)
  }
  const { code } = await runCommand('backup', run)
  const restored = await runCommand('restore', { ...run, settings: { REDIS_URL: to } })

  expect([code, restored.code]).toEqual([0, 0])
  expect(await memoryAt(to)).toEqual(await memoryAt(from))
})

test(
  'a restore that is killed goes on when it is run again; until then no bot starts there',
  SLOW,
  async ({ program }) => {
    const [folder, from, to] = [testFolder(), await emptyDatabase(), await emptyDatabase()]
    await seedFacts(from)
    await runCommand('backup', { folder, args: ['it'], settings: { REDIS_URL: from } })
    const redis = connect(to)
    const gate = await startGate(to)
    const run = { folder, args: ['it', '--replace'], settings: { REDIS_URL: gate.url } }
    await redis.set(`${keys.prefix}in-the-way`, 'x')

    for (const done of [50, 150, 400]) {
      await killAt(gate, `"done":${done}`, () => start('restore', run))
      // The last time it is waited until the dead one's lock runs out.
      if (done < 400) await redis.del(keys.copyLock)
    }
    const started = await program.run({
      DISCORD_TOKEN: 'wrong.token.here',
      OPENAI_API_KEY: 'sk-proj-abc',
      REDIS_URL: to,
    })
    const { code, stdout } = await runCommand('restore', run)

    expect(started.code).toBe(78)
    expect(started.stderr).toContain('A backup is being restored into this Redis, or that was cut off.')
    expect(code).toBe(0)
    expect(stdout).toContain('Another one was at work here just now')
    expect(stdout).toMatch(/Going on behind the first \d/u)
    expect(await memoryAt(to)).toEqual(await memoryAt(from))
  },
)

test(
  'a memory moves from a bot that runs to a Redis, whatever is said meanwhile, and wherever it is killed',
  SLOW,
  async () => {
    const [folder, to] = [testFolder(), await emptyDatabase()]
    const data = join(folder, 'data')
    const own = await startLocalServer(data)
    const bot = connect(own.url)
    const lease = await startLease(bot, keys)
    await seedFacts(own.url)
    const redis = connect(to)
    const gate = await startGate(to)
    const run = { folder, args: ['--to', gate.url] }

    const facts = (await scannedNames(own.url)).filter(name => name.includes('fact:'))
    for (const name of [facts[60], facts[MANY - 60]]) {
      await killAt(gate, name ?? '', () => start('move', run))
      await redis.del(keys.copyLock) // as when the dead one's has run out
    }
    const moving = start('move', run)
    let told = ''
    moving.child.stdout.on('data', (piece: Buffer) => {
      told += piece.toString()
    })
    await expect.poll(() => told, PROCESS_PATIENCE).toContain('Now stop it')
    await bot.set(`${keys.prefix}message:7`, 'said meanwhile')
    await bot.unlink(facts[7] ?? '')
    await lease.stop()
    const before = await memoryAt(own.url)
    await own.stop()
    const { code, stdout, stderr } = await moving.ended

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('Now set REDIS_URL in .env')
    expect(before.get('message:7')).toBe('said meanwhile')
    expect(await memoryAt(to)).toEqual(before)
    const again = await runCommand('move', run)
    expect(again.stderr).toContain('was moved to the Redis at')
  },
)

import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { expect, inject, onTestFinished } from 'vitest'
import { startLease } from '../../../src/redis/connection/lease.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { startLocalServer, testFolder } from '../../redis/support/local-server.ts'
import { takeFreeDatabase } from '../support/free-database.ts'
import { PROCESS_PATIENCE, runCommand, startCommand, test } from '../support/process-fixtures.ts'
import { readRedis } from '../support/redis-content.ts'

/** Longer than any takes on a busy machine; one that was killed is taken for dead after ten seconds. */
const SLOW = { timeout: 180_000 }
const keys = createKeys()
/** What belongs to processes, not to the memory. */
const ofProcesses = new Set(
  [keys.processes, keys.writeCheck, keys.serverOwner, keys.migration, keys.schema].map(key =>
    key.slice(keys.prefix.length),
  ),
)

/** All that is remembered there, but for what processes say of themselves. */
async function memoryAt(url: string) {
  const found = await readRedis(keys.prefix, url)
  const content = [...found].filter(([name]) => !ofProcesses.has(name))
  return new Map(content.map(([name, { value }]) => [name, Array.isArray(value) ? value.toSorted() : value]))
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

/** So many keys that a command can be caught in the middle. */
async function seedMany(url: string, count = 20_000): Promise<void> {
  const redis = connect(url)
  for (let from = 0; from < count; from += 1000) {
    const some = redis.pipeline()
    for (let n = from; n < from + 1000; n++)
      some.hset(`${keys.prefix}fact:{1}:${n}`, 'json', `fact ${n} ${randomBytes(150).toString('base64')}`)
    await some.exec()
  }
}

/** Ends a command as a power cut does, in the middle: fails if it comes to its end before. */
async function killWhen(
  { child, ended }: ReturnType<typeof startCommand>,
  isThere: () => boolean | Promise<boolean>,
): Promise<void> {
  let early: unknown
  void ended.then(result => {
    early = result
  })
  while (!(await isThere())) {
    if (early !== undefined) throw new Error(`It came to its end before: ${JSON.stringify(early)}`)
    await sleep(1)
  }
  child.kill('SIGKILL')
  await ended
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
    const before = await memoryAt(memoryUrl)
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
    expect(await memoryAt(fresh)).toEqual(before)

    await program.start({ REDIS_URL: fresh })
    await discord.reply(await ada.dm('Who am I?'), PROCESS_PATIENCE)
    expect([...(await memoryAt(fresh)).keys()].filter(key => key.startsWith(`log:{${ada.id}}`))).toHaveLength(1)
  },
)

test('a passphrase is asked for, or taken from the environment, and nothing is read without it', SLOW, async () => {
  const [folder, from, to] = [testFolder(), await emptyDatabase(), await emptyDatabase()]
  await seedMany(from, 1000)
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
  const run = (name: string, args: readonly string[], settings: Record<string, string> = { REDIS_URL: url }) =>
    runCommand(name, { args, settings, folder })

  const said = [
    await run('backup', []),
    await run('backup', [], {}),
    await run('backup', ['one', 'two']),
    await run('backup', ['--encrpyt']),
    await run('restore', []),
    await run('restore', ['file']),
    await run('restore', ['nowhere']),
    await run('move', []),
    await run('move', ['--to', url], {}),
    await run('move', ['--to', 'redis://127.0.0.1:1']),
    await run('backup', [], { REDIS_URL: 'redis://127.0.0.1:1' }),
  ]
  await seedMany(url, 1000)
  const [unwritable, there] = [await run('backup', ['file/backup']), await run('backup', ['file'])]

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
  expect(there.stderr).toBe('file is there already: name another file.\n')
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('I live in Lisbon.')
})

test('a disk that takes no more leaves no backup, and no part of one', SLOW, async () => {
  const [folder, url] = [testFolder(), await emptyDatabase()]
  await seedMany(url, 2000)
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
  await seedMany(from)
  const run = { folder, args: ['backups/it'], settings: { REDIS_URL: from } }
  const parts = () => (existsSync(join(folder, 'backups')) ? readdirSync(join(folder, 'backups')) : [])
  const partSize = () => Math.max(0, ...parts().map(name => statSync(join(folder, 'backups', name)).size))

  for (const size of [1, 1_000_000]) {
    await killWhen(startCommand('backup', run), () => partSize() > size)
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
    await seedMany(from)
    await runCommand('backup', { folder, args: ['it'], settings: { REDIS_URL: from } })
    const redis = connect(to)
    const done = async () => Number(JSON.parse((await redis.get(keys.copyMark)) ?? '{}').done ?? -1)
    const run = { folder, args: ['it', '--replace'], settings: { REDIS_URL: to } }
    await redis.set(`${keys.prefix}in-the-way`, 'x')

    for (const least of [-0.5, 5000, 15_000]) {
      await killWhen(startCommand('restore', run), async () => (await done()) > least)
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
    await seedMany(own.url, 6000)
    const redis = connect(to)
    const run = { folder, args: ['--to', to] }

    for (const least of [0, 3000]) {
      await killWhen(startCommand('move', run), async () => (await redis.dbsize()) > least + 5)
    }
    const moving = startCommand('move', run)
    let told = ''
    moving.child.stdout.on('data', (piece: Buffer) => {
      told += piece.toString()
    })
    await expect.poll(() => told, { timeout: 60_000 }).toContain('Now stop it')
    await bot.set(`${keys.prefix}message:7`, 'said meanwhile')
    await bot.unlink(`${keys.prefix}fact:{1}:7`)
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

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PermissionFlagsBits } from 'discord-api-types/v10'
import { Redis } from 'ioredis'
import { describe, expect, onTestFinished } from 'vitest'
import { examine } from '../../../src/doctor/examine.ts'
import { type Finding, hasProblem } from '../../../src/doctor/finding.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { redisAttendance } from '../../../src/redis/stores/attendance.ts'
import { startLocalServer, testFolder } from '../../redis/support/local-server.ts'
import { openedMemory } from '../../redis/support/opened-memory.ts'
import { freePort } from '../../support/free-port.ts'
import { simulate } from '../servers/support/simulated-server.ts'
import { environment, runCommand, test as story } from '../support/process-fixtures.ts'

interface Diagnosis {
  readonly isWell: boolean
  /** By what was looked at. */
  readonly findings: Readonly<Record<string, Finding>>
}

type Examination = (changes?: Readonly<Record<string, string>>) => Promise<Diagnosis>

const byCheck = (findings: readonly Finding[]) => Object.fromEntries(findings.map(one => [one.check, one]))

const test = story
  .extend('settings', ({ discord, model, memoryUrl }) => environment(discord, model, memoryUrl))
  /** All that the command does but to read the environment and to print. */
  .extend(
    'examine',
    ({ settings }): Examination =>
      async (changes = {}) => {
        const findings = await examine({ ...settings, ...changes }, { ownNames: [], dataDir: testFolder() })
        return { isWell: !hasProblem(findings), findings: byCheck(findings) }
      },
  )
  .extend('run', ({ settings }) => async (changes: Readonly<Record<string, string>> = {}) => {
    const { code, stdout } = await runCommand('doctor', { args: ['--json'], settings: { ...settings, ...changes } })
    const { isWell, findings } = JSON.parse(stdout) as { isWell: boolean; findings: readonly Finding[] }
    return { code, isWell, findings: byCheck(findings) }
  })

/** A Redis that keeps everything, until a test says otherwise. */
async function ownRedis() {
  const server = await startLocalServer(testFolder())
  const admin = new Redis(server.url)
  onTestFinished(() => admin.disconnect())
  return { url: server.url, admin }
}

describe('npm run doctor', { timeout: 60_000 }, () => {
  test('tells in a line each that all is well, and exits 0', async ({ settings, discord, model }) => {
    const { url } = await ownRedis()
    const { code, stdout, stderr } = await runCommand('doctor', { settings: { ...settings, REDIS_URL: url } })

    expect(stderr).toBe('')
    expect(stdout.split('\n').filter(line => /^[✗!]/u.test(line))).toEqual([])
    for (const check of [
      'settings',
      'Discord',
      'intents',
      'Redis writes',
      'chat',
      'learning',
      'embeddings',
      'disk',
      'clock',
    ])
      expect(stdout).toMatch(new RegExp(`^✓ ${check} `, 'mu'))
    expect(stdout).toContain(discord.guild.name)
    expect(model.probes).toHaveLength(3)
    expect(code).toBe(0)
  })

  test('tells of each of several servers, and where one has cells that REDIS_URL does not name', async ({
    examine,
  }) => {
    const [{ url }, other] = [await ownRedis(), await ownRedis()]
    const both = `${url}, ${other.url}`
    const few = await examine({ REDIS_URL: both, CELLS: '1' })
    await (await openedMemory('keepsake:', 2, { url: both })).cellGrowth.run()
    const [name, otherName] = [url, other.url].map(address => new URL(address).host)

    const well = await examine({ REDIS_URL: both, CELLS: '2' })
    const alone = await examine({ REDIS_URL: url, CELLS: '2' })
    await other.admin.config('SET', 'appendonly', 'no')
    const careless = await examine({ REDIS_URL: both, CELLS: '2' })

    expect(few.findings['CELLS']?.said).toContain('is 1, and REDIS_URL names 2 servers: set it to 2 at least')
    expect(well.findings['Redis servers']).toMatchObject({ state: 'ok', said: `cells at ${name} 1, ${otherName} 1` })
    expect(well.findings[`Redis at ${otherName}`]).toMatchObject({ state: 'ok' })
    expect(alone.findings['Redis servers']).toMatchObject({
      state: 'problem',
      whatToDo: expect.stringContaining(`stand at ${otherName}, which REDIS_URL does not name`),
    })
    expect(careless.findings[`Redis at ${otherName}`]).toMatchObject({ state: 'problem' })
  })

  test('names ids in the lists of who may use it that are of something else', async ({ examine, discord, ada }) => {
    const { isWell, findings } = await examine({ ALLOWED_SERVERS: discord.guild.id, DENIED_ROLES: discord.guild.id })
    const { ALLOWED_USERS: wrong } = (await examine({ ALLOWED_USERS: `${ada.id},${discord.channel('general').id}` }))
      .findings

    // The role of everybody has the id of its server.
    expect(findings).not.toHaveProperty('DENIED_ROLES')
    expect(findings).not.toHaveProperty('ALLOWED_SERVERS')
    expect(wrong).toMatchObject({ state: 'warning', said: expect.stringContaining('(channel)') })
    expect(isWell).toBe(true)
  })

  test('tells which shards nobody serves, and knows that others may know what it does not', async ({
    examine,
    memoryUrl,
  }) => {
    const settings = { SHARDS: '0/4', DENIED_ROLES: String(1n << 60n) }
    const alone = (await examine(settings)).findings
    const redis = new Redis(memoryUrl)
    onTestFinished(() => redis.disconnect())
    const { noteHeard } = redisAttendance(redis, createKeys())
    await noteHeard(Date.now(), { ids: [1, 2], count: 4 })
    await noteHeard(Date.now() - 3_600_000, { ids: [3], count: 4 })
    const among = (await examine(settings)).findings

    expect(alone['SHARDS']).toMatchObject({ state: 'ok', said: expect.stringContaining('0/4') })
    expect(alone).not.toHaveProperty('DENIED_ROLES')
    expect(alone['other shards']).toMatchObject({ state: 'warning', said: 'nobody serves 1-3/4' })
    expect(among['other shards']).toMatchObject({ state: 'warning', said: 'nobody serves 3/4' })
  })

  test('tells which servers would be left', async ({ examine, discord }) => {
    const other = discord.createGuild({ name: 'Elsewhere' })
    const unlisted = (await examine({ ALLOWED_SERVERS: other.id })).findings
    const denied = (await examine({ DENIED_SERVERS: other.id })).findings

    expect(unlisted[`server ${discord.guild.name}`]).toMatchObject({
      state: 'warning',
      said: 'is not on ALLOWED_SERVERS: the bot leaves it',
    })
    expect(unlisted['server Elsewhere']).toMatchObject({ state: 'ok' })
    expect(denied['server Elsewhere']).toMatchObject({ said: 'is on DENIED_SERVERS: the bot leaves it' })
    expect(denied[`server ${discord.guild.name}`]).toMatchObject({ state: 'ok' })
  })

  test('names each setting that is wrong, for programs as well, and exits 1', async ({ run }) => {
    const { code, isWell, findings } = await run({ DISCORD_TOKEN: '', WINDOW_MESSAGES: 'many' })

    expect([code, isWell]).toEqual([1, false])
    expect(findings['DISCORD_TOKEN']).toMatchObject({ state: 'problem', said: expect.stringContaining('is missing') })
    expect(findings['WINDOW_MESSAGES']).toMatchObject({
      state: 'problem',
      said: expect.stringContaining('whole number'),
    })
  })

  test('finds a wrong token', async ({ examine }) => {
    const { isWell, findings } = await examine({ DISCORD_TOKEN: 'wrong.token.here' })

    expect(isWell).toBe(false)
    expect(findings['Discord']).toMatchObject({ state: 'problem', said: expect.stringContaining('DISCORD_TOKEN') })
  })

  test('finds channels that the bot sees and may not write in, and servers in which it may write nowhere', async ({
    discord,
    examine,
  }) => {
    const lobby = discord.createChannel({ name: 'lobby' })
    discord.denyBot(lobby, PermissionFlagsBits.SendMessages | PermissionFlagsBits.AttachFiles)
    discord.denyBot(discord.createChannel({ name: 'vault' }), PermissionFlagsBits.ViewChannel)
    const elsewhere = discord.createGuild({ name: 'Elsewhere' })
    for (const channel of elsewhere.channels.values())
      discord.denyBot(channel as typeof lobby, PermissionFlagsBits.ViewChannel)
    const { isWell, findings } = await examine()

    expect(findings[`server ${discord.guild.name}`]).toMatchObject({
      state: 'warning',
      said: expect.stringMatching(/can answer in \d+ of \d+ channels, and does not see #vault$/u),
      whatToDo: expect.stringContaining('#lobby: Send Messages, Attach Files'),
    })
    expect(findings['server Elsewhere']).toMatchObject({
      state: 'problem',
      said: 'can answer in 0 of 1 channels, and does not see #general',
    })
    expect(isWell).toBe(false)
  })

  test('finds models that do not work, and quotes their servers', async ({ model, examine }) => {
    simulate(model, {
      name: 'no memory model, no embeddings',
      refuses: [
        {
          when: ({ isStudy }) => isStudy,
          status: 404,
          body: { error: { message: 'The model `gpt-5.4-nano` does not exist' } },
        },
        { when: ({ isEmbedding }) => isEmbedding, status: 404, body: { error: { message: 'Unknown request URL' } } },
      ],
      tells: { '/v1/models': { data: [{ id: 'gpt-5.4-mini' }, { id: 'gpt-5.4-pico' }] } },
    })
    const { isWell, findings } = await examine()

    expect(isWell).toBe(false)
    expect(findings['chat']).toMatchObject({ state: 'ok' })
    expect(findings['learning']).toMatchObject({
      state: 'problem',
      said: expect.stringContaining('The model `gpt-5.4-nano` does not exist'),
      whatToDo: expect.stringContaining('gpt-5.4-pico'),
    })
    expect(findings['embeddings']).toMatchObject({
      state: 'warning',
      whatToDo: expect.stringContaining('EMBEDDING_BASE_URL'),
    })
  })

  test('finds a Redis that is not there', async ({ examine }) => {
    const { isWell, findings } = await examine({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` })

    expect(isWell).toBe(false)
    expect(findings['Redis']).toMatchObject({
      said: expect.stringContaining('ECONNREFUSED'),
      whatToDo: expect.stringContaining('does Redis run'),
    })
  })

  test('finds a Redis that keeps nothing over a restart, evicts, and is full', async ({ examine }) => {
    const { url, admin } = await ownRedis()
    await admin.config('SET', 'appendonly', 'no')
    await admin.config('SET', 'maxmemory-policy', 'allkeys-lru')
    await admin.config('SET', 'maxmemory', '100mb')
    const careless = await examine({ REDIS_URL: url })
    await admin.config('SET', 'maxmemory-policy', 'noeviction')
    await admin.config('SET', 'maxmemory', '1')
    const full = await examine({ REDIS_URL: url })
    await admin.config('SET', 'maxmemory', '0')

    expect(careless.findings['Redis keeps']).toMatchObject({
      state: 'problem',
      said: 'a restart loses everything that is remembered; memories are evicted when it is full',
      whatToDo: 'In redis.conf: appendonly yes, maxmemory-policy noeviction',
    })
    expect(full.findings['Redis writes']).toMatchObject({
      state: 'problem',
      whatToDo: expect.stringContaining('Raise maxmemory'),
    })
    expect([careless.isWell, full.isWell]).toEqual([false, false])
  })

  test('finds a memory that a newer Keepsake has written, and says what becomes of an older one', async ({
    examine,
  }) => {
    const { url, admin } = await ownRedis()
    const untold = await examine({ REDIS_URL: url })
    await admin.hset('keepsake:schema', { version: '99', since: '9.9.9' })
    const newer = await examine({ REDIS_URL: url })
    await admin.hset('keepsake:schema', { version: '2', since: '0.1.5' })
    const older = await examine({ REDIS_URL: url })

    expect(untold.findings['memory schema']).toMatchObject({ state: 'ok', said: expect.stringContaining('not told') })
    expect(newer.findings['memory schema']).toMatchObject({
      state: 'problem',
      whatToDo: expect.stringContaining('Start Keepsake 9.9.9 or newer'),
    })
    expect(older.findings['memory schema']?.said).toMatch(/^version 2: the next start migrates it to version \d+$/u)
  })

  test('finds a Redis whose user lacks a right', async ({ examine }) => {
    const { url, admin } = await ownRedis()
    await admin.call('ACL', 'SETUSER', 'timid', 'on', '>secret', '~other:*', '+@all')
    const timid = new URL(url)
    timid.username = 'timid'
    timid.password = 'secret'
    const { findings } = await examine({ REDIS_URL: timid.href })

    expect(findings['Redis writes']).toMatchObject({
      said: 'refused (NOPERM)',
      whatToDo: expect.stringContaining('~keepsake:*'),
    })
  })

  test('finds a port that another program has, and the bot on its own', async ({ examine, program }) => {
    const other = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1')
    await once(other, 'listening')
    onTestFinished(() => void other.close())
    const port = String(await freePort())
    await program.start({ METRICS_PORT: port })
    const taken = await examine({ METRICS_PORT: String((other.address() as AddressInfo).port) })
    const own = await examine({ METRICS_PORT: port })
    const left = createServer((_, response) => response.end('{"gateway":true,"version":"0.0.1"}')).listen(0, '::1')
    await once(left, 'listening')
    onTestFinished(() => void left.close())
    const before = await examine({ METRICS_PORT: String((left.address() as AddressInfo).port), METRICS_ADDRESS: '::1' })

    expect(taken.findings['METRICS_PORT']).toMatchObject({
      state: 'problem',
      said: expect.stringContaining('another program'),
    })
    expect(own.findings['METRICS_PORT']).toMatchObject({ state: 'ok', said: expect.stringContaining('the bot runs') })
    expect(before.findings['METRICS_PORT']).toMatchObject({
      state: 'warning',
      said: expect.stringContaining('the bot that runs is Keepsake 0.0.1'),
      whatToDo: 'Start the bot again.',
    })
  })

  test('finds a clock that is an hour off', async ({ run }) => {
    const late = 'const { now } = Date; Date.now = () => now() - 3_600_000'
    const { code, findings } = await run({
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(late)}`,
    })

    expect(code).toBe(1)
    expect(findings['clock']).toMatchObject({
      said: expect.stringMatching(/3\d{3} s behind/u),
      whatToDo: expect.stringContaining('set-ntp'),
    })
  })

  test('finds a model in reach that is asked through a proxy', async ({ run }) => {
    const { findings } = await run({ HTTPS_PROXY: `http://127.0.0.1:${await freePort()}` })

    expect(findings['proxy']).toMatchObject({ state: 'warning', whatToDo: 'NO_PROXY=127.0.0.1' })
  })
})

describe('npm run doctor, without the message-content intent', () => {
  test.override({ loopback: { privilegedIntents: false } })

  test('says what is missing without it, and that the bot works', async ({ examine }) => {
    const { findings } = await examine()

    expect(findings['intents']).toMatchObject({
      state: 'warning',
      whatToDo: expect.stringContaining('Message Content Intent'),
    })
    expect(findings['Discord']).toMatchObject({ state: 'ok' })
  })
})

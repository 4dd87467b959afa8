import { expect, onTestFinished, test } from 'vitest'
import { ConfigError } from '../../../src/errors.ts'
import type { Keys } from '../../../src/redis/keys.ts'
import { migrateMemory, readSchema, SCHEMA_VERSION } from '../../../src/redis/migrations/migrate-memory.ts'
import type { Migration } from '../../../src/redis/migrations/migration.ts'
import { migrations as knownMigrations } from '../../../src/redis/migrations/migrations.ts'
import { interceptScripts, plainRedis, snowflake, testKeys } from '../support/fixtures.ts'
import { recordingLog } from '../support/local-server.ts'

/** A process of the bot that migrates a memory. */
function startProcess(keys: Keys, migrations: readonly Migration[] = knownMigrations) {
  const ending = new AbortController()
  onTestFinished(() => ending.abort())
  const log = recordingLog()
  const redis = plainRedis()
  const begin = () => migrateMemory({ redis, keys, log, signal: ending.signal, migrations })
  return { begin, redis, log, end: () => ending.abort() }
}

/** A migration that goes on when it is let. */
function slowMigration(to: number) {
  const [begun, going] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const runs: number[] = []
  const run = async () => {
    runs.push(to)
    begun.resolve()
    await going.promise
    return 1
  }
  return { migration: { to, purpose: 'take its time', run }, runs, begun: begun.promise, finish: going.resolve }
}

async function rememberUsers(keys: Keys, count: number): Promise<readonly string[]> {
  const redis = plainRedis()
  const users = Array.from({ length: count }, () => snowflake())
  for (const user of users) {
    await redis.zadd(keys.facts(user), 1, 'fact')
    await redis.hset(keys.fact(user, 'fact'), { json: '{}', near: 'words around it' })
  }
  return users
}

const contextsOf = async (keys: Keys, users: readonly string[]) => {
  const redis = plainRedis()
  return await Promise.all(users.map(user => redis.hget(keys.fact(user, 'fact'), 'near')))
}

test('a memory that says nothing of its schema is of the first version, and has the present one afterwards', async () => {
  const keys = testKeys()
  const { begin, redis, log } = startProcess(keys)
  const before = await readSchema(redis, keys)

  await begin()

  expect(before).toEqual({ version: 1, since: undefined })
  expect(await readSchema(redis, keys)).toEqual({
    version: SCHEMA_VERSION,
    since: expect.stringMatching(/^\d+\.\d+\.\d+/),
  })
  expect(await redis.exists(keys.migration)).toBe(0)
  expect(log.lines.filter(({ level }) => level !== 'debug')).toEqual([]) // nothing was there to be told of
})

test('migrations run from the version that is there, in their order', async () => {
  const keys = testKeys()
  const { redis } = startProcess(keys)
  await redis.hset(keys.schema, { version: '3', since: '0.2.0' })
  const ran: number[] = []
  const all = [2, 3, 4, 5].map(to => ({ to, purpose: '', run: async () => ran.push(to) }))

  await startProcess(keys, all).begin()

  expect(ran).toEqual([4, 5])
})

test('of two processes that start at once one migrates, and the other waits until it is through', async () => {
  const keys = testKeys()
  const slow = slowMigration(2)
  const [first, second] = [startProcess(keys, [slow.migration]), startProcess(keys, [slow.migration])]
  const [one, other] = [first.begin(), slow.begun.then(() => second.begin())]
  let through = 0
  other.then(() => {
    through += 1
  })

  await second.log.said('waiting')
  const throughBefore = through
  slow.finish()
  await Promise.all([one, other])

  expect(throughBefore).toBe(0)
  expect(slow.runs).toEqual([2])
})

test('a process that dies in the middle leaves what another brings to its end', async () => {
  const keys = testKeys()
  const users = await rememberUsers(keys, 60)
  const dying = startProcess(keys)
  let scripts = 0
  const dead = Promise.withResolvers<void>()
  interceptScripts(dying.redis, run => {
    scripts += 1
    if (scripts < 30) return run()
    dead.resolve()
    dying.redis.disconnect() // nothing of what it still sends arrives
    return run()
  })
  dying.begin().catch(() => undefined)
  await dead.promise
  dying.end()
  const halfway = await contextsOf(keys, users)
  const next = startProcess(keys)

  const end = next.begin()
  await next.log.said('waiting')
  await next.redis.pexpire(keys.migration, 1) // as it does by itself, ten seconds after the last word of who holds it
  await end

  expect(new Set(halfway)).toEqual(new Set(['', 'words around it']))
  expect(new Set(await contextsOf(keys, users))).toEqual(new Set(['']))
  expect(await readSchema(next.redis, keys)).toMatchObject({ version: SCHEMA_VERSION })
})

test('a migration that Redis cuts off is tried again', async () => {
  const keys = testKeys()
  const users = await rememberUsers(keys, 20)
  const { begin, redis, log } = startProcess(keys)
  let scripts = 0
  interceptScripts(redis, run => {
    scripts += 1
    return scripts === 10 ? Promise.reject(new Error('Connection is closed.')) : run()
  })

  await begin()

  await log.said('not migrated yet')
  expect(new Set(await contextsOf(keys, users))).toEqual(new Set(['']))
})

test('a memory of a newer Keepsake is refused, and stays as it is', async () => {
  const keys = testKeys()
  const { begin, redis } = startProcess(keys)
  await redis.hset(keys.schema, { version: String(SCHEMA_VERSION + 1), since: '9.9.9' })

  const error = await begin().catch((reason: unknown) => reason)

  expect(error).toBeInstanceOf(ConfigError)
  expect((error as ConfigError).message).toMatch(
    /newer Keepsake has written this memory.*Start Keepsake 9\.9\.9 or newer/u,
  )
  expect(await readSchema(redis, keys)).toEqual({ version: SCHEMA_VERSION + 1, since: '9.9.9' })
})

import { expect, test } from 'vitest'
import { startLease } from '../../src/redis/connection/lease.ts'
import { redisDepartures } from '../../src/redis/stores/departures.ts'
import { wholeBot } from '../support/whole-bot.ts'
import { logCommands } from './support/command-log.ts'
import { plainRedis, snowflake, testKeys, testStore } from './support/fixtures.ts'

const FEW = 10
const MANY = 1000

/** What a process does every few seconds, or when it starts, may not grow with how many people and servers there are. */
async function memoryWith(
  count: number,
  fill: (memory: ReturnType<typeof openMemory>, count: number) => Promise<unknown>,
) {
  const memory = openMemory()
  await fill(memory, count)
  return { ...memory, log: await logCommands(memory.redis, memory.keys) }
}

function openMemory() {
  const [redis, keys] = [plainRedis(), testKeys()]
  return { redis, keys, departures: redisDepartures(redis, keys) }
}

test('while everybody lives, no look for claims that were left behind passes over those of others', async () => {
  async function costOf(count: number) {
    const { redis, keys, log } = await memoryWith(count, async memory => {
      const answering = await startLease(memory.redis, memory.keys)
      const claims = Array.from({ length: count }, () => [`${snowflake()}:1:1`, `${answering.processId}:1`])
      await memory.redis.hset(memory.keys.claims, ...claims.flat())
    })
    const { processId } = await startLease(redis, keys)
    const { store } = testStore(redis, { keys, processId })
    await store.takeOverClaims(wholeBot)
    return await log(() => store.takeOverClaims(wholeBot))
  }

  const [few, many] = [await costOf(FEW), await costOf(MANY)]

  expect(many).toEqual(few)
  expect(many.map(({ name }) => name)).not.toContain('hgetall')
})

test('claims of a process that ended are taken at the next look', async () => {
  const { redis, keys } = openMemory()
  const [ending, staying] = [await startLease(redis, keys), await startLease(redis, keys)]
  const { store } = testStore(redis, { keys, processId: staying.processId })
  await store.takeOverClaims(wholeBot)
  await redis.hset(keys.claims, '1:2:3', `${ending.processId}:1`)
  const before = await store.takeOverClaims(wholeBot)

  await ending.stop()

  expect(before).toEqual([])
  expect(await store.takeOverClaims(wholeBot)).toEqual([{ user: '1', channel: '2', id: '3' }])
  expect(await redis.zscore(keys.processes, ending.processId)).toBeNull()
})

test('a claim whose process was not known to live is found within a minute of looks', async () => {
  const { redis, keys } = openMemory()
  const { processId } = await startLease(redis, keys)
  const { store } = testStore(redis, { keys, processId })
  await store.takeOverClaims(wholeBot)
  await redis.hset(keys.claims, '1:2:3', 'unknown:1')

  const looks: unknown[] = []
  for (let i = 0; i < 12; i += 1) looks.push(...(await store.takeOverClaims(wholeBot)))

  expect(looks).toEqual([{ user: '1', channel: '2', id: '3' }])
})

test('all servers that the bot is in are told at once', async () => {
  async function costOf(count: number) {
    const { departures, log } = await memoryWith(count, async () => undefined)
    return await log(() => departures.cancel(Array.from({ length: count }, () => snowflake())))
  }

  const [few, many] = [await costOf(FEW), await costOf(MANY)]

  expect([few.length, many.length]).toEqual([1, 1])
})

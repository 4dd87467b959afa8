import { afterAll, describe, expect, inject, test } from 'vitest'
import { keyPrefixAt } from '../../../src/redis/connection/address.ts'
import { connectRedis, type RedisEvent } from '../../../src/redis/connection/client.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { seedConversation } from '../../contract/support/whole-memory.ts'
import { fc, runs } from '../../support/property.ts'
import { type OpenedMemory, openedMemory } from '../support/opened-memory.ts'
import { startRedisCluster } from '../support/redis-cluster.ts'
import { playAndCheck } from './checks.ts'
import { lives } from './lives.ts'
import { anySteps, type Step } from './steps.ts'

const cluster = await startRedisCluster()
afterAll(() => cluster?.stop())

async function playInCluster(steps: readonly Step[], check: Parameters<typeof playAndCheck>[1]): Promise<void> {
  const url = cluster?.url ?? ''
  const redis = await connectRedis({ url, onEvent: () => undefined })
  redis.setMaxListeners(100) // each start adds some
  const keys = createKeys(keyPrefixAt(url, `${Math.random().toString(36).slice(2)}:`))
  await playAndCheck(steps, check, { redis, keys })
}

describe.skipIf(cluster === undefined)('in a Redis Cluster', () => {
  test('what was taken away is nowhere, and the rest is known to whoever may hear it', async () => {
    const anyLife = fc.asyncProperty(anySteps, steps =>
      playInCluster(steps, (is, hasToBe) => expect(is).toEqual(hasToBe)),
    )
    await fc.assert(anyLife, runs(3))
  })

  test('a memory grows over the nodes, and everybody is found in their new cell', async () => {
    const url = cluster?.url ?? ''
    const keyPrefix = `${Math.random().toString(36).slice(2)}:`
    const former = await openedMemory(keyPrefix, 1, { url })
    const seeded = await Promise.all(
      ['tea', 'bees', 'rain', 'boats', 'kites'].map(thing => seedConversation(former, thing)),
    )
    const dataIn = async (memory: OpenedMemory) =>
      await Promise.all(seeded.map(({ questions }) => memory.own.readUserData(questions[0].user)))
    const before = await dataIn(former)

    const growing = await openedMemory(keyPrefix, 4, { url })
    let isOver = false
    const run = growing.cellGrowth.run().finally(() => {
      isOver = true
    })
    while (!isOver) await dataIn(former) // which so sees that the memory grows, and follows
    expect(await run).toBe('done')

    expect(await dataIn(growing)).toEqual(before)
    expect(await dataIn(former)).toEqual(before)
  })

  test('one that is named as a single server is refused, with what to write instead', async () => {
    const oneNode = (cluster?.url ?? '').replace('redis-cluster', 'redis').split(',')[0] ?? ''

    await expect(connectRedis({ url: oneNode, onEvent: () => undefined })).rejects.toThrow('redis-cluster://')
  })

  test('a single server that is named as one is told as such', async () => {
    const events: RedisEvent[] = []
    const single = inject('redisUrl').replace('redis://', 'redis-cluster://')

    const redis = await connectRedis({ url: single, onEvent: event => events.push(event) })
    redis.disconnect()

    expect(events).toEqual([{ kind: 'lost', code: 'NOCLUSTER' }])
  })

  test.each(Object.entries(lives))('%s', async (_, steps) => {
    await playInCluster(steps, (is, hasToBe) => expect(is).toEqual(hasToBe))
  })
})

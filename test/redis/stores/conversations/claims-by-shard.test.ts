import { describe, expect, test } from 'vitest'
import { startLease } from '../../../../src/redis/connection/lease.ts'
import { questionOf, receiveQuestion } from '../../../contract/support/conversations.ts'
import { plainRedis, testKeys, testStore } from '../../support/fixtures.ts'

/** In the third of four shards. */
const guild = String(6n << 22n)
const inServer = () => questionOf({ guild, scope: `guild:${guild}` })

/** Two processes of which each serves half of four shards, and one that ends over a question of each half. */
async function openHalves() {
  const [redis, keys] = [plainRedis(), testKeys()]
  const leases = [await startLease(redis, keys), await startLease(redis, keys)] as const
  const [first, second] = leases.map(({ processId }) => testStore(redis, { keys, processId }).store)
  if (first === undefined || second === undefined) throw new Error('There are two.')
  async function takeFirst() {
    return (await first?.takeOverClaims({ ids: [0, 1], count: 4 }))?.map(({ id }) => id)
  }
  async function takeSecond() {
    return (await second?.takeOverClaims({ ids: [2, 3], count: 4 }))?.map(({ id }) => id)
  }
  await takeFirst()
  await takeSecond()
  const ending = await startLease(redis, keys)
  const dying = testStore(redis, { keys, processId: ending.processId }).store
  return { redis, keys, ending, dying, takeFirst, takeSecond, stop: () => Promise.all(leases.map(one => one.stop())) }
}

describe('claims of a dead process', () => {
  test('are left to whoever serves the shard in which it was asked, however often others look', async () => {
    const { redis, keys, ending, dying, takeFirst, takeSecond, stop } = await openHalves()
    const [direct, inPublic] = [questionOf(), inServer()]
    await receiveQuestion(dying, direct)
    await receiveQuestion(dying, inPublic)
    await ending.stop()

    expect([await takeFirst(), await takeFirst()]).toEqual([[direct.id], []])
    expect(await redis.zscore(keys.processes, ending.processId)).not.toBeNull()
    expect([await takeSecond(), await takeSecond()]).toEqual([[inPublic.id], []])
    expect(await redis.zscore(keys.processes, ending.processId)).toBeNull()
    await stop()
  })

  test('keep their server where they are taken over by a process that dies, too', async () => {
    const { redis, keys, ending, dying, takeFirst, takeSecond, stop } = await openHalves()
    const question = inServer()
    await receiveQuestion(dying, question)
    await ending.stop()
    const next = await startLease(redis, keys)
    await testStore(redis, { keys, processId: next.processId }).store.takeOverClaims({ ids: [2], count: 4 })
    await next.stop()

    expect([await takeFirst(), await takeSecond()]).toEqual([[], [question.id]])
    await stop()
  })

  test('of a version that knew of no shards go by the server of their conversation', async () => {
    const { redis, keys, ending, dying, takeFirst, takeSecond, stop } = await openHalves()
    const question = inServer()
    await receiveQuestion(dying, question)
    const field = `${question.user}:${question.channel}:${question.id}`
    await redis.hset(keys.claims, field, `${ending.processId}:1`)
    await ending.stop()

    expect([await takeFirst(), await takeSecond()]).toEqual([[], [question.id]])
    await stop()
  })
})

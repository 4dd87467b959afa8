import type { Redis } from 'ioredis'
import { expect, inject, onTestFinished, test } from 'vitest'
import { connectForCopy } from '../../../src/redis/copy/connect.ts'
import { type KeyState, readKeys } from '../../../src/redis/copy/read-keys.ts'
import { readSnapshot } from '../../../src/redis/copy/snapshot.ts'
import { onOneServer } from '../../../src/redis/copy/spread-memory.ts'
import { digestOf, sumOfKeys } from '../../../src/redis/copy/stored-key.ts'
import { writeKeys } from '../../../src/redis/copy/write-keys.ts'
import { createKeys, type Keys } from '../../../src/redis/keys.ts'
import { plainRedis, testKeys } from '../support/fixtures.ts'
import { startLocalServer, testFolder } from '../support/local-server.ts'

async function copyConnection(url = inject('redisUrl')): Promise<Redis> {
  const redis = await connectForCopy(url)
  onTestFinished(() => redis.disconnect())
  return redis
}

/** What a reader of the parts holds in the end. */
async function collect(
  states: AsyncIterable<readonly KeyState[]>,
  meanwhile: () => Promise<unknown> = async () => undefined,
) {
  const found = new Map<string, KeyState>()
  for await (const some of states) {
    for (const state of some) {
      if ('isGone' in state) found.delete(state.name)
      else found.set(state.name, state)
    }
    await meanwhile()
  }
  return found
}

const bytes = Buffer.from([0, 255, 13, 10, 0xc3, 0x28, 1])

async function seed(redis: Redis, { prefix }: Keys): Promise<void> {
  const many = Array.from({ length: 2500 }, (_, i) => [`member ${i}`, bytes]).flat()
  await redis.set(`${prefix}text`, bytes)
  await redis.set(`${prefix}empty`, '')
  await redis.hset(`${prefix}hash`, ...many)
  await redis.sadd(`${prefix}set`, bytes, 'two', 'three')
  await redis.zadd(
    `${prefix}zset`,
    0.1,
    bytes,
    '-inf',
    'least',
    1e300,
    'large',
    1_700_000_000_000,
    'now',
    '1.0000000000000002',
    'precise',
  )
  await redis.rpush(`${prefix}list`, 'b', 'a', bytes, 'b')
  await redis.pexpireat(`${prefix}hash`, 4_000_000_000_123)
}

test('keys are written as they were read, byte by byte, with the moment at which they expire', async () => {
  const [redis, from, to] = [await copyConnection(), testKeys(), testKeys()]
  await seed(redis, from)
  await redis.set(`${to.prefix}text`, 'in the way')

  const snapshot = readSnapshot(onOneServer(redis, from))
  for await (const states of snapshot.states) await writeKeys(onOneServer(redis, to), states)

  const names = ['text', 'empty', 'hash', 'set', 'zset', 'list']
  expect(await readKeys(redis, to, names)).toEqual(await readKeys(redis, from, names))
  expect(await redis.pexpiretime(`${to.prefix}hash`)).toBe(4_000_000_000_123)
  expect(await redis.getBuffer(`${to.prefix}text`)).toEqual(bytes)
  expect(await redis.zrange(`${to.prefix}zset`, '0', '-1', 'WITHSCORES')).toEqual(
    await redis.zrange(`${from.prefix}zset`, '0', '-1', 'WITHSCORES'),
  )
  expect([...snapshot.digests.keys()].toSorted()).toEqual(names.toSorted())
})

test('what is read is one moment, though others write, remove and let expire all the while', async () => {
  const [redis, writer, keys] = [await copyConnection(), plainRedis(), testKeys()]
  // Two keys are changed together, always: a reader of one moment finds them equal.
  const pair = (n: number) => [`${keys.prefix}left:${n}`, `${keys.prefix}right:${n}`] as const
  const change = async (n: number, value: string) => {
    const [left, right] = pair(n)
    await writer.multi().set(left, value).set(right, value).exec()
  }
  for (let n = 0; n < 400; n++) await change(n, 'first')
  let written = 0
  const snapshot = readSnapshot(onOneServer(redis, keys))

  const found = await collect(snapshot.states, async () => {
    written += 1
    if (written > 60) return
    for (let n = 0; n < 20; n++) await change((n * 37 + written * 13) % 400, `again ${written}`)
    await writer.unlink(...pair(written))
    await writer.set(`${keys.prefix}left:${1000 + written}`, 'new', 'PX', 1)
  })

  expect(written).toBeGreaterThan(10)
  for (let n = 0; n < 400; n++) {
    const [left, right] = [found.get(`left:${n}`), found.get(`right:${n}`)]
    expect(left && 'parts' in left && left.parts).toEqual(right && 'parts' in right && right.parts)
  }
  const held = [...found.values()].flatMap(state => ('isGone' in state ? [] : [state]))
  expect(sumOfKeys(snapshot.digests)).toEqual(sumOfKeys(new Map(held.map(key => [key.name, digestOf(key)]))))
  const now = await readKeys(redis, keys, [...found.keys()])
  expect(now).toEqual([...found.values()])
})

test('a memory that is emptied while it is read is empty then', async () => {
  const keys = createKeys()
  const { url } = await startLocalServer(testFolder())
  const [redis, writer] = [await copyConnection(url), plainRedis(url)]
  for (let n = 0; n < 200; n++) await writer.set(`${keys.prefix}key:${n}`, 'x')
  const snapshot = readSnapshot(onOneServer(redis, keys))

  const found = await collect(snapshot.states, () => writer.flushall())

  expect([...found]).toEqual([])
  expect(snapshot.digests.size).toBe(0)
})

test('a user who may not hear of changes reads a memory that nobody writes, and no other', async () => {
  const { url } = await startLocalServer(testFolder())
  const [keys, owner] = [createKeys(), plainRedis(url)]
  await owner.set(`${keys.prefix}key`, 'x')
  await owner.acl('SETUSER', 'limited', 'on', '>password', '~keepsake:*', '+@all', '-@dangerous')
  const { port } = new URL(url)
  const redis = await copyConnection(`redis://limited:password@127.0.0.1:${port}`)

  const alone = await collect(readSnapshot(onOneServer(redis, keys)).states)
  await owner.zadd(keys.processes, Date.now() + 60_000, 'a bot')
  const beside = collect(readSnapshot(onOneServer(redis, keys)).states)

  expect([...alone.keys()]).toEqual(['key'])
  await expect(beside).rejects.toThrow('&__redis__:invalidate')
  await owner.acl('SETUSER', 'limited', '&__redis__:invalidate')
  const permitted = await copyConnection(`redis://limited:password@127.0.0.1:${port}`)
  expect([...(await collect(readSnapshot(onOneServer(permitted, keys)).states)).keys()]).toEqual(['key'])
})

import { expect, test } from 'vitest'
import { redisLearnedContentStore } from '../../../src/redis/stores/learned-content.ts'
import { plainRedis, testKeys } from '../support/fixtures.ts'

const record = Uint8Array.from({ length: 2000 }, (_, at) => at % 256)

test('a record is read as it was kept, and a version that was not kept is not there', async () => {
  const store = redisLearnedContentStore(plainRedis(), testKeys(), { model: 'e5', dimensions: 384 })
  await store.keepLearnedContent('one', record)
  expect(Uint8Array.from((await store.readLearnedContent('one')) ?? [])).toEqual(record)
  expect(await store.readLearnedContent('on')).toBeUndefined()
  expect(await store.readLearnedContent('two')).toBeUndefined()
})

test('there is one record for a model: the newest', async () => {
  const [redis, keys] = [plainRedis(), testKeys()]
  const store = redisLearnedContentStore(redis, keys, { model: 'e5' })
  await store.keepLearnedContent('one', record)
  await store.keepLearnedContent('two', record.slice(1))
  expect(await store.readLearnedContent('one')).toBeUndefined()
  expect((await store.readLearnedContent('two'))?.length).toBe(1999)
})

test('models share no record, nor does one of other dimensions', async () => {
  const [redis, keys] = [plainRedis(), testKeys()]
  await redisLearnedContentStore(redis, keys, { model: 'e5' }).keepLearnedContent('one', record)
  for (const embedding of [{ model: 'other' }, { model: 'e5', dimensions: 384 }]) {
    expect(await redisLearnedContentStore(redis, keys, embedding).readLearnedContent('one')).toBeUndefined()
  }
})

test('what nobody reads for a month goes', async () => {
  const [redis, keys] = [plainRedis(), testKeys()]
  const store = redisLearnedContentStore(redis, keys, { model: 'e5' })
  await store.keepLearnedContent('one', record)
  const [key = ''] = await redis.keys(`${keys.learnedContent('x').slice(0, -1)}*`)
  expect(await redis.ttl(key)).toBeGreaterThan(2_500_000)
})

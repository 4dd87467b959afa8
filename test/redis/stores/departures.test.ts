import { expect, test } from 'vitest'
import { MemoryUnavailable } from '../../../src/errors.ts'
import { InvalidIdError } from '../../../src/redis/keys.ts'
import { redisDepartures } from '../../../src/redis/stores/departures.ts'
import { departuresContract } from '../../contract/departures.ts'
import { wholeBot } from '../../support/whole-bot.ts'
import { plainRedis, testKeys, testStore } from '../support/fixtures.ts'

departuresContract(() => {
  const redis = plainRedis()
  const { store, keys } = testStore(redis)
  return { store, departures: redisDepartures(redis, keys) }
})

test('what is no place keeps none waiting', async () => {
  const redis = plainRedis()
  const keys = testKeys()
  const departures = redisDepartures(redis, keys)
  const junk = Array.from({ length: 100 }, (_, i) => `no place ${i}`)
  await redis.zadd(keys.departures, ...[...junk, '1:2:3', '1:', ':'].flatMap(name => [1, name]), 2, '7')
  await redis.sadd(keys.guild('7'), 'nobody', '8')

  expect(await departures.listDue(wholeBot)).toEqual([{ guild: '7' }])
  expect(await redis.zcard(keys.departures)).toBe(1)
  expect(await departures.listSpeakers('7')).toEqual(['8'])
})

test('places are named by ids alone, and a Redis that is out of reach is told as such', async () => {
  const redis = plainRedis()
  const departures = redisDepartures(redis, testKeys())

  await expect(departures.schedule({ guild: '1:2' }, 1)).rejects.toThrow(InvalidIdError)
  await expect(departures.complete({ guild: '1', channel: '' })).rejects.toThrow(InvalidIdError)
  redis.disconnect()
  await expect(departures.schedule({ guild: '1' }, 1)).rejects.toThrow(MemoryUnavailable)
  await expect(departures.listDue(wholeBot)).rejects.toThrow(MemoryUnavailable)
})

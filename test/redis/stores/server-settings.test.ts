import { expect, test } from 'vitest'
import { InvalidIdError } from '../../../src/redis/keys.ts'
import { redisServerSettings } from '../../../src/redis/stores/server-settings.ts'
import { serverSettingsContract } from '../../contract/server-settings.ts'
import { plainRedis, testKeys } from '../support/fixtures.ts'

serverSettingsContract(() => redisServerSettings(plainRedis(), testKeys()))

test('channels and servers are named by ids alone', async () => {
  const settings = redisServerSettings(plainRedis(), testKeys())
  await expect(settings.setListeningMode('all', 'everything')).rejects.toThrow(InvalidIdError)
  await expect(settings.setMemoryOff('all', true)).rejects.toThrow(InvalidIdError)
  await expect(settings.isMemoryOff('all')).rejects.toThrow(InvalidIdError)
  await expect(settings.readPlaceSettings('all', [])).rejects.toThrow(InvalidIdError)
  await expect(settings.readPlaceSettings('1', ['server'])).rejects.toThrow(InvalidIdError)
  await expect(settings.changePlaceSetting({ guild: '1', channel: 'server' }, 'persona', 'x')).rejects.toThrow(
    InvalidIdError,
  )
})

test('a channel that an earlier version listened to is answered in everything, and what is not known is passed over', async () => {
  const [redis, keys] = [plainRedis(), testKeys()]
  await redis.sadd(keys.listeningChannels, '1', '2', '2:worthwhile', '3:worthwhile', '4:of-a-later-version', '')

  const settings = redisServerSettings(redis, keys)
  expect(await settings.listeningModes()).toEqual(
    new Map([
      ['1', 'everything'],
      ['2', 'everything'],
      ['3', 'worthwhile'],
    ]),
  )
  await settings.setListeningMode('2', 'mentions')
  expect((await settings.listeningModes()).has('2')).toBe(false)
})

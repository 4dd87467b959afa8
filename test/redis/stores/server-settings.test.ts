import { describe, expect, test } from 'vitest'
import { InvalidIdError } from '../../../src/redis/keys.ts'
import { redisServerSettings } from '../../../src/redis/stores/server-settings.ts'
import { plainRedis, testKeys } from '../support/fixtures.ts'

describe('channels in which everything is answered', () => {
  test('are switched on and off, each as often as one likes', async () => {
    const settings = redisServerSettings(plainRedis(), testKeys())
    await settings.setListened('1', true)
    await settings.setListened('1', true)
    await settings.setListened('2', true)
    await settings.setListened('2', false)
    await settings.setListened('3', false)

    expect(await settings.listenedChannels()).toEqual(new Set(['1']))
  })

  test('are named by ids alone', async () => {
    await expect(redisServerSettings(plainRedis(), testKeys()).setListened('all', true)).rejects.toThrow(InvalidIdError)
  })
})

describe('servers in which nothing is kept', () => {
  test('are switched off and on, each as often as one likes', async () => {
    const settings = redisServerSettings(plainRedis(), testKeys())
    for (const guild of ['1', '1', '2']) await settings.setMemoryOff(guild, true)
    for (const guild of ['2', '3']) await settings.setMemoryOff(guild, false)

    const off = await Promise.all(['1', '2', '3'].map(guild => settings.isMemoryOff(guild)))
    expect(off).toEqual([true, false, false])
  })

  test('are named by ids alone', async () => {
    const settings = redisServerSettings(plainRedis(), testKeys())
    await expect(settings.setMemoryOff('all', true)).rejects.toThrow(InvalidIdError)
    await expect(settings.isMemoryOff('all')).rejects.toThrow(InvalidIdError)
  })
})

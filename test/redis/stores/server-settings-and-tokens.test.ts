import { describe, expect, test } from 'vitest'
import { InvalidIdError } from '../../../src/redis/keys.ts'
import { redisServerSettings } from '../../../src/redis/stores/server-settings.ts'
import { redisTokenLedger } from '../../../src/redis/stores/token-ledger.ts'
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

describe('tokens spent', () => {
  test('are counted by user, server and bot', async () => {
    const ledger = redisTokenLedger(plainRedis(), testKeys())
    await ledger.add({ user: '1', guild: '7' }, 100)
    await ledger.add({ user: '1' }, 10)
    await ledger.add({ user: '2', guild: '7' }, 1)

    expect(await ledger.spent({ user: '1', guild: '7' })).toEqual({ user: 110, guild: 101, bot: 111 })
    expect(await ledger.spent({ user: '2' })).toEqual({ user: 1, guild: 0, bot: 111 })
    expect(await ledger.spent({ user: '3', guild: '8' })).toEqual({ user: 0, guild: 0, bot: 111 })
  })

  test('begin anew at midnight UTC, and are kept for two days', async () => {
    const redis = plainRedis()
    const keys = testKeys()
    let now = Date.parse('2026-03-01T23:59:59Z')
    const ledger = redisTokenLedger(redis, keys, () => now)
    await ledger.add({ user: '1' }, 100)
    now += 1000

    expect(await ledger.spent({ user: '1' })).toEqual({ user: 0, guild: 0, bot: 0 })
    expect(await redis.ttl(keys.tokenUsage('2026-03-01'))).toBeGreaterThan(86_400)
  })
})

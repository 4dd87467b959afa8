import { afterAll, describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { keyPrefixAt } from '../../../src/redis/connection/address.ts'
import { connectRedis } from '../../../src/redis/connection/client.ts'
import { startRedisCluster } from '../../redis/support/redis-cluster.ts'
import { homeFacts } from '../support/extraction-call.ts'
import { messageOf } from '../support/panels.ts'
import { test as story } from '../support/running-bot.ts'

const cluster = await startRedisCluster()
afterAll(() => cluster?.stop())
const url = cluster?.url ?? ''
const test = story.extend('settings', { REDIS_URL: url, LEARN_BATCH: '1' })

describe.skipIf(cluster === undefined)('a bot whose memory stands in a Redis Cluster', () => {
  test('remembers, also when the node that has its keys is gone, and forgets', { timeout: 120_000 }, async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    model.otherwiseExtracts = extraction => extraction.gives({ facts: homeFacts('Lisbon', extraction) })
    await discord.reply(await ada.dm('I live in Lisbon.'))
    await bot.learned(ada)

    await cluster?.killPrimary()
    await bot.logged('Redis is back')
    await discord.reply(await ada.dm('Where do I live?'))
    const everything = await ada.command('forget', { what: 'everything' })
    const form = await ada.clicks(messageOf(everything), en.forget.everythingButton, { until: 'acknowledged' })
    const receipt = await ada.submits(form, { phrase: en.forget.phrase }, { until: 'updated' })

    expect(model.calls.at(-1)?.notes.join()).toContain('Lisbon')
    expect(receipt.text).toContain(en.forget.lookedAgain)
    expect(receipt.text).toContain(en.forget.goneFacts(1))
    const redis = await connectRedis({ url, onEvent: () => undefined })
    expect((await redis.keys(`${keyPrefixAt(url, bot.keyPrefix)}fact*`)).length).toBe(0)
    redis.disconnect()
  })
})

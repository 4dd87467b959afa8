import { afterAll, describe, expect } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import { en } from '../../../src/locales/en.ts'
import { cellOf } from '../../../src/redis/cells/cell-of.ts'
import { keyPrefixAt } from '../../../src/redis/connection/address.ts'
import { connectRedis } from '../../../src/redis/connection/client.ts'
import { createKeys, keysOfCell } from '../../../src/redis/keys.ts'
import { startRedisCluster } from '../../redis/support/redis-cluster.ts'
import { homeFacts } from '../support/extraction-call.ts'
import { messageOf } from '../support/panels.ts'
import { test as story } from '../support/running-bot.ts'

const cluster = await startRedisCluster()
afterAll(() => cluster?.stop())
const url = cluster?.url ?? ''
const CELLS = 4
const cells = Array.from({ length: CELLS }, (_, cell) => cell)
const test = story.extend('settings', { REDIS_URL: url, CELLS: String(CELLS), LEARN_BATCH: '1' })

/** Somebody whose memory stands in that cell. */
function personIn(discord: Loopback, cell: number) {
  for (let i = 0; ; i += 1) {
    const person = discord.user(`Ada ${i} of cell ${cell}`)
    if (cellOf(person.id, CELLS) === cell) return person
  }
}

/** The node that has a cell's keys, and how many facts stand there under a prefix. */
async function lookInto(cell: number, keyPrefix: string): Promise<{ node: string; facts: number }> {
  const redis = await connectRedis({ url, cell, onEvent: () => undefined })
  const { prefix } = keysOfCell(createKeys(keyPrefixAt(url, keyPrefix)), cell)
  const [node, facts] = [await redis.call('CLUSTER', 'MYID'), await redis.keys(`${prefix}fact:*`)]
  redis.disconnect()
  return { node: String(node), facts: facts.length }
}

describe.skipIf(cluster === undefined)('a bot whose memory stands in four cells of a Redis Cluster', () => {
  test('remembers, also when a node that has keys is gone, and forgets', { timeout: 120_000 }, async ({
    discord,
    bot,
    model,
  }) => {
    await bot.logged('the memory has grown')
    model.otherwiseExtracts = extraction => extraction.gives({ facts: homeFacts('Lisbon', extraction) })
    const people = cells.map(cell => personIn(discord, cell))
    for (const person of people) {
      await discord.reply(await person.dm('I live in Lisbon.'))
      await bot.learned(person)
    }
    const before = await Promise.all(cells.map(cell => lookInto(cell, bot.keyPrefix)))

    await cluster?.killPrimary()
    await bot.logged('Redis is back')
    const [ofFirstCell] = people as [(typeof people)[0]]
    await discord.reply(await ofFirstCell.dm('Where do I live?'))
    const everything = await ofFirstCell.command('forget', { what: 'everything' })
    const form = await ofFirstCell.clicks(messageOf(everything), en.forget.everythingButton, { until: 'acknowledged' })
    const receipt = await ofFirstCell.submits(form, { phrase: en.forget.phrase }, { until: 'updated' })

    expect(model.calls.at(-1)?.notes.join()).toContain('Lisbon')
    expect(receipt.text).toContain(en.forget.lookedAgain)
    expect(receipt.text).toContain(en.forget.goneFacts(1))
    const after = await Promise.all(cells.map(cell => lookInto(cell, bot.keyPrefix)))
    expect(new Set(before.map(({ node }) => node)).size).toBe(3)
    expect([before, after].map(found => found.map(({ facts }) => facts))).toEqual([
      [1, 1, 1, 1],
      [0, 1, 1, 1],
    ])
  })
})

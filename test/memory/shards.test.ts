import { describe, expect, test } from 'vitest'
import { formatShards, heardUntil, isServedBy, isWholeBot, shardOf } from '../../src/memory/shards.ts'

/** The id of a server that was made so many milliseconds after Discord's epoch; the lower bits tell nothing of its shard. */
const guildMadeAt = (ms: bigint) => String((ms << 22n) | 4_194_303n)

const guild = guildMadeAt(41_944_705_796n)

test('a server belongs to a shard by the time of its id; direct messages belong to the first', () => {
  expect([1, 10, 1000].map(count => shardOf(guild, count))).toEqual([0, 6, 796])
  expect(shardOf(undefined, 1000)).toBe(0)
})

test('whoever serves the shard serves the server', () => {
  expect(isServedBy({ ids: [6, 7], count: 10 }, guild)).toBe(true)
  expect(isServedBy({ ids: [0, 1], count: 10 }, guild)).toBe(false)
  expect(isServedBy({ ids: [0, 1], count: 10 }, undefined)).toBe(true)
  expect([isWholeBot({ ids: [0, 1], count: 2 }), isWholeBot({ ids: [0], count: 2 })]).toEqual([true, false])
})

test.each([
  ['0/1', [0], 1],
  ['0-7/16', [0, 1, 2, 3, 4, 5, 6, 7], 16],
  ['0,3,5-6/16', [0, 3, 5, 6], 16],
])('shards are written as operators set them: %s', (text, ids, count) => {
  expect(formatShards({ ids, count })).toBe(text)
})

describe('until when a server was heard', () => {
  test('is what its shard noted, and not another one', () => {
    const heard = [
      { shard: 6, count: 10, until: 5 },
      { shard: 0, count: 10, until: 9 },
    ]

    expect([heardUntil(heard, guild), heardUntil(heard, undefined)]).toEqual([5, 9])
  })

  test('is the latest note, where the bot was in another number of shards before', () => {
    const heard = [
      { shard: 0, count: 1, until: 7 },
      { shard: 6, count: 10, until: 5 },
    ]

    expect(heardUntil(heard, guild)).toBe(7)
  })

  test('is not known where nobody ever served its shard', () => {
    expect(heardUntil([{ shard: 0, count: 10, until: 9 }], guild)).toBeUndefined()
  })
})

import { Redis } from 'ioredis'
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { MemoryUnavailable } from '../../../src/errors.ts'
import type { Scope } from '../../../src/memory/scope.ts'
import { connectRedis } from '../../../src/redis/connection/client.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { embeddingBackfill } from '../../../src/redis/vector-index/backfill.ts'
import { exactSearch } from '../../../src/redis/vector-index/exact.ts'
import { openFactIndex } from '../../../src/redis/vector-index/fact-index.ts'
import { embeddingField } from '../../../src/redis/vector-index/vectors.ts'
import { factIndexContract } from '../../contract/fact-index.ts'
import { scoreIsolationContract } from '../../contract/score-isolation.ts'
import { fc, runs } from '../../support/property.ts'
import { plainRedis, snowflake, testKeys } from '../support/fixtures.ts'
import { recordingLog } from '../support/local-server.ts'
import { startRediSearchServer } from '../support/redisearch-server.ts'
import { newFactId, point, removeFact, seedFacts } from '../support/seed-facts.ts'

/** RediSearch builds an index when nothing else wants the processor. */
const SLOW = { timeout: 120_000 }

const BY_SEARCH = 'vector index: RediSearch'
const embedding = { model: 'test', dimensions: 3 }
const east = point(1, 0, 0)

const server = await startRediSearchServer()

function bySpelling(a: string, b: string): number {
  return a < b ? -1 : 1
}

describe.skipIf(server === undefined)('facts found by RediSearch', () => {
  const url = server?.url ?? ''
  // RediSearch builds indexes anew one after the other when it starts, and reads every key for each.
  beforeEach(async () => {
    await plainRedis(url).flushall()
  })
  afterAll(() => server?.stop())

  async function opened(redis = plainRedis(url), keys = testKeys()) {
    const log = recordingLog()
    const index = openFactIndex({ redis, keys, embedding, log })
    await log.said(BY_SEARCH)
    return { redis, keys, log, index }
  }

  factIndexContract(async () => {
    const { redis, keys, index } = await opened()
    return {
      index,
      keep: facts => seedFacts(redis, keys, facts),
      drop: (user, id) => removeFact(redis, keys, user, id),
    }
  })

  scoreIsolationContract(() => opened())

  test('both ways find the same neighbours in the same facts', async () => {
    const dimensions = 64
    const { redis, keys, log } = { redis: plainRedis(url), keys: testKeys(), log: recordingLog() }
    const index = openFactIndex({ redis, keys, embedding: { model: 'test', dimensions }, log })
    const exact = exactSearch(redis, keys)
    await log.said(BY_SEARCH)
    const number = fc.integer({ min: -1000, max: 1000 })
    const direction = fc
      .array(number, { minLength: dimensions, maxLength: dimensions })
      .filter(all => all.some(Boolean))
    await fc.assert(
      fc.asyncProperty(fc.array(direction, { minLength: 1, maxLength: 30 }), direction, async (directions, to) => {
        const user = snowflake()
        await seedFacts(
          redis,
          keys,
          directions.map(said => ({ user, id: newFactId(), point: point(...said) })),
        )
        const query = { user, visibleScopes: 'all', point: point(...to), limit: 30 } as const

        const bySearch = await index.nearest(query)
        const byHand = await exact.nearest(query, embeddingField('test', dimensions))

        expect(bySearch).toHaveLength(directions.length)
        const similarities = new Map(byHand.map(({ fact, similarity }) => [fact, similarity]))
        for (const [place, { fact, similarity }] of bySearch.entries()) {
          expect(Math.abs(similarity - (similarities.get(fact) ?? Number.NaN))).toBeLessThan(0.005)
          expect(Math.abs(similarity - (byHand[place]?.similarity ?? Number.NaN))).toBeLessThan(0.005)
        }
      }),
      runs(30),
    )
    expect(index.kind).toBe('redisearch')
  })

  test('a connection that speaks the older protocol reads the same', async () => {
    const redis = new Redis(url, { protocol: 2 })
    onTestFinished(() => redis.disconnect())
    const { keys, index } = await opened(redis)
    const ada = snowflake()
    const id = newFactId()
    await seedFacts(redis, keys, [{ user: ada, id, point: east }])

    const found = await index.nearest({ user: ada, visibleScopes: ['dm'], point: east, limit: 1 })

    expect(found).toEqual([{ fact: id, similarity: expect.closeTo(1, 2) }])
  })

  test('nothing in a scope becomes part of the question to RediSearch', async () => {
    const { redis, keys, index } = await opened()
    const [ada, ben] = [snowflake(), snowflake()]
    await seedFacts(redis, keys, [{ user: ben, id: newFactId(), point: east }])
    const heard = [
      'is',
      '*',
      '',
      `dm} | @user:{${ben}`,
      'dm|everywhere',
      '(is | it | likely)',
      '\\',
      '"',
    ] as string[] as Scope[]

    for (const scope of heard) {
      expect(await index.nearest({ user: ada, visibleScopes: [scope], point: east, limit: 9 })).toEqual([])
    }
    expect(index.kind).toBe('redisearch')
  })

  test('the first embedding tells how many dimensions there are', async () => {
    const [redis, keys, log] = [plainRedis(url), testKeys(), recordingLog()]
    const index = openFactIndex({ redis, keys, embedding: { model: 'test' }, log })
    const ada = snowflake()
    const id = newFactId()
    await seedFacts(redis, keys, [{ user: ada, id, point: east }])
    await log.said('until an embedding tells')
    const query = { user: ada, visibleScopes: 'all', point: east, limit: 9 } as const

    const first = await index.nearest(query)
    const line = await log.said(BY_SEARCH)
    const second = await index.nearest(query)

    expect(first).toMatchObject([{ fact: id }])
    expect(line.facts).toMatchObject({ dimensions: 3 })
    expect(second).toMatchObject([{ fact: id }])
  })

  test('while an index is built the facts are found in the process', SLOW, async () => {
    const [redis, keys, log] = [plainRedis(url), testKeys(), recordingLog()]
    const ada = snowflake()
    const id = newFactId()
    await seedFacts(redis, keys, [{ user: ada, id, point: east }])
    await redis.eval(
      `for i = 1, 20000 do redis.call('HSET', KEYS[1] .. '{1}:' .. i, 'user', '1', 'scope', 'dm') end`,
      1,
      keys.allFactsPrefix,
    )
    const query = { user: ada, visibleScopes: 'all', point: east, limit: 9 } as const

    const index = openFactIndex({ redis, keys, embedding, log })
    await log.said('while RediSearch builds its index')
    const [kind, found] = [index.kind, await index.nearest(query)]
    await log.said(BY_SEARCH)

    expect(kind).toBe('exact')
    expect(found).toMatchObject([{ fact: id }])
    expect(index.kind).toBe('redisearch')
    expect(await index.nearest(query)).toMatchObject([{ fact: id }])
    await redis.call('FT.DROPINDEX', keys.vectorIndex('e:test:3'), 'DD')
  })

  test('an index of the same name that is not ours stays as it is, and facts are found in the process', async () => {
    const [redis, keys, log] = [plainRedis(url), testKeys(), recordingLog()]
    const name = keys.vectorIndex('e:test:3')
    const vector = [
      'e:test:3',
      'AS',
      'point',
      'VECTOR',
      'FLAT',
      6,
      'TYPE',
      'FLOAT32',
      'DIM',
      8,
      'DISTANCE_METRIC',
      'L2',
    ]
    await redis.call('FT.CREATE', name, 'ON', 'HASH', 'PREFIX', 1, keys.allFactsPrefix, 'SCHEMA', ...vector)
    const ada = snowflake()
    const id = newFactId()
    await seedFacts(redis, keys, [{ user: ada, id, point: east }])

    const index = openFactIndex({ redis, keys, embedding, log })
    await log.said('another definition')

    expect(index.kind).toBe('exact')
    expect(await index.nearest({ user: ada, visibleScopes: 'all', point: east, limit: 9 })).toMatchObject([
      { fact: id },
    ])
    expect(JSON.stringify(await redis.call('FT.INFO', name))).toContain('FLOAT32')
  })

  test('an index that is dropped under us is made anew, and nothing is missed meanwhile', async () => {
    const { redis, keys, log, index } = await opened()
    const ada = snowflake()
    const id = newFactId()
    await seedFacts(redis, keys, [{ user: ada, id, point: east }])
    const query = { user: ada, visibleScopes: 'all', point: east, limit: 9 } as const

    await redis.call('FT.DROPINDEX', keys.vectorIndex('e:test:3'))
    const found = await index.nearest(query)
    await log.said('vector index missing in RediSearch')

    expect(found).toMatchObject([{ fact: id }])
    await expect.poll(() => index.kind, { timeout: 20_000 }).toBe('redisearch')
    expect(await index.nearest(query)).toMatchObject([{ fact: id }])
  })

  test('after a change of the model the facts are embedded anew, and the old index goes after that', async () => {
    const { redis, keys } = await opened()
    const ada = snowflake()
    const id = newFactId()
    await seedFacts(redis, keys, [{ user: ada, id, point: east }])
    const log = recordingLog()
    const changed = { model: 'new', dimensions: 2 }
    const index = openFactIndex({ redis, keys, embedding: changed, log })
    await log.said(BY_SEARCH)
    const during: unknown[] = []
    const north = point(0, 1)
    const query = { user: ada, visibleScopes: 'all', point: north, limit: 9 } as const
    const embedder = {
      async embed(texts: readonly string[]) {
        during.push(await index.nearest(query), ours(await redis.call('FT._LIST')))
        return texts.map(() => north)
      },
    }
    function ours(names: unknown) {
      return (names as string[]).filter(name => name.startsWith(keys.vectorIndex(''))).toSorted(bySpelling)
    }

    const outcome = await embeddingBackfill({ redis, keys, embedding: changed, embedder, index, log }).run()

    expect(outcome).toBe('done')
    expect(during).toEqual([[], [keys.vectorIndex('e:new:2'), keys.vectorIndex('e:test:3')]])
    expect(ours(await redis.call('FT._LIST'))).toEqual([keys.vectorIndex('e:new:2')])
    expect(index.kind).toBe('redisearch')
    expect(await index.nearest(query)).toMatchObject([{ fact: id }])
  })

  test('a database other than 0 has no RediSearch', async () => {
    const redis = new Redis(url, { db: 1 })
    onTestFinished(() => redis.disconnect())
    const log = recordingLog()
    const index = openFactIndex({ redis, keys: testKeys(), embedding, log })

    await log.said('RediSearch works in database 0 alone')

    expect(index.kind).toBe('exact')
  })

  test('a restart after a kill -9 empties nothing', SLOW, async () => {
    const redis = await connectRedis({ url, onEvent: () => undefined })
    onTestFinished(() => redis.disconnect())
    const { keys, log, index } = await opened(redis)
    const ada = snowflake()
    const facts = Array.from({ length: 100 }, (_, i) => ({ user: ada, id: newFactId(), point: point(1, i / 100, 0) }))
    await seedFacts(redis, keys, facts)
    await redis.call('WAITAOF', 1, 0, 5000)

    await server?.end('SIGKILL')
    await expect(index.nearest({ user: ada, visibleScopes: 'all', point: east, limit: 9 })).rejects.toThrow(
      MemoryUnavailable,
    )
    const isBack = new Promise(resolve => void redis.once('ready', resolve))
    await server?.start()
    await isBack // until then the index is taken to be as it was
    await expect.poll(() => index.kind, { timeout: 20_000 }).toBe('redisearch')

    const found = await index.nearest({ user: ada, visibleScopes: 'all', point: east, limit: 1000 })
    expect(found.map(({ fact }) => fact)).toHaveLength(facts.length)
    expect(log.lines.filter(({ level }) => level !== 'info')).toEqual([])
  })

  test('a start without Redis is made good when it is there', SLOW, async () => {
    await server?.end()
    const redis = await connectRedis({ url, onEvent: () => undefined })
    onTestFinished(() => redis.disconnect())
    const log = recordingLog()
    const index = openFactIndex({ redis, keys: createKeys('late:'), embedding, log })
    const query = { user: snowflake(), visibleScopes: 'all', point: east, limit: 9 } as const
    await expect(index.nearest(query)).rejects.toThrow(MemoryUnavailable)

    await server?.start()
    await log.said(BY_SEARCH)

    expect(await index.nearest(query)).toEqual([])
  })
})

import { Redis } from 'ioredis'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { exactSearch } from '../../../src/redis/vector-index/exact.ts'
import { openFactIndex } from '../../../src/redis/vector-index/fact-index.ts'
import { factIndexContract } from '../../contract/fact-index.ts'
import { scoreIsolationContract } from '../../contract/score-isolation.ts'
import { interceptScripts, plainRedis, snowflake, testKeys } from '../support/fixtures.ts'
import { recordingLog } from '../support/local-server.ts'
import { newFactId, point, removeFact, seedFacts } from '../support/seed-facts.ts'

const embedding = { model: 'test', dimensions: 3 }

/** RediSearch works in database 0 alone, so that this one is without on every server. */
function withoutSearch(): Redis {
  const redis = new Redis(inject('redisUrl'), { db: 1 })
  redis.on('error', () => undefined)
  onTestFinished(() => redis.disconnect())
  return redis
}

describe('facts found in the process', () => {
  factIndexContract(async () => {
    const [redis, keys] = [withoutSearch(), testKeys()]
    const index = openFactIndex({ redis, keys, embedding, log: recordingLog() })
    return {
      index,
      keep: facts => seedFacts(redis, keys, facts),
      drop: (user, id) => removeFact(redis, keys, user, id),
    }
  })

  scoreIsolationContract(async () => {
    const [redis, keys] = [withoutSearch(), testKeys()]
    return { redis, keys, index: openFactIndex({ redis, keys, embedding, log: recordingLog() }) }
  })

  test('the choice is told once, with its reason', async () => {
    const log = recordingLog()
    const redis = withoutSearch()
    const index = openFactIndex({ redis, keys: testKeys(), embedding, log })

    const line = await log.said('vector index: exact (in-process)')
    await index.nearest({ user: snowflake(), visibleScopes: 'all', point: point(1, 0, 0), limit: 1 })

    expect(line).toMatchObject({ level: 'info', facts: { model: 'test', dimensions: 3, reason: expect.any(String) } })
    expect(log.lines).toHaveLength(1)
    expect(index.kind).toBe('exact')
  })

  test('facts for which the process has no room are found all the same', async () => {
    const [redis, keys] = [plainRedis(), testKeys()]
    const roomForOne = 300
    const search = exactSearch(redis, keys, undefined, roomForOne)
    const facts = [snowflake(), snowflake()].map(user => ({ user, id: newFactId(), point: point(1, 0, 0) }))
    await seedFacts(redis, keys, facts)

    for (const { user, id } of [...facts, ...facts]) {
      const query = { user, visibleScopes: 'all', point: point(1, 0, 0), limit: 1 } as const
      expect(await search.nearest(query, 'e:test:3')).toMatchObject([{ fact: id }])
    }
  })

  test('a fact that lost its embedding is not found by it any more, and one that was embedded anew by the new one', async () => {
    const [redis, keys] = [withoutSearch(), testKeys()]
    const index = openFactIndex({ redis, keys, embedding, log: recordingLog() })
    const ada = snowflake()
    const [same, lost, anew] = [newFactId(), newFactId(), newFactId()]
    const facts = [same, lost, anew].map(id => ({ user: ada, id, point: point(1, 0, 0) }))
    await seedFacts(redis, keys, facts)
    const query = { user: ada, visibleScopes: 'all', point: point(1, 0, 0), limit: 9 } as const
    await index.nearest(query)

    await redis.hdel(keys.fact(ada, lost), 'e:test:3')
    await seedFacts(redis, keys, [{ user: ada, id: anew, point: point(0, 1, 0) }])

    expect(await index.nearest(query)).toEqual([
      { fact: same, similarity: 1 },
      { fact: anew, similarity: 0 },
    ])
  })

  test('embeddings are handed over once, as long as they are the same', async () => {
    const [redis, keys] = [withoutSearch(), testKeys()]
    const index = openFactIndex({ redis, keys, embedding, log: recordingLog() })
    const ada = snowflake()
    await seedFacts(redis, keys, [{ user: ada, id: newFactId(), point: point(1, 0, 0) }])
    const query = { user: ada, visibleScopes: 'all', point: point(1, 0, 0), limit: 9 } as const
    await index.nearest(query)
    await seedFacts(redis, keys, [{ user: ada, id: newFactId(), point: point(0, 1, 0) }])
    const replies: unknown[] = []
    interceptScripts(redis, async run => {
      const reply = await run()
      replies.push(reply)
      return reply
    })

    expect(await index.nearest(query)).toHaveLength(2)

    const embeddings = (replies[0] as Buffer[]).filter((_, i) => i > 0 && i % 3 === 0)
    expect(embeddings.map(({ length }) => length).toSorted((a, b) => a - b)).toEqual([0, 6])
  })

  test('what is kept under an old epoch is not found after everything was forgotten', async () => {
    const [redis, keys] = [withoutSearch(), testKeys()]
    const index = openFactIndex({ redis, keys, embedding, log: recordingLog() })
    const ada = snowflake()
    const [before, after] = [newFactId(), newFactId()]
    const query = { user: ada, visibleScopes: 'all', point: point(1, 0, 0), limit: 9 } as const
    await redis.hset(keys.user(ada), 'epoch', 'one')
    await seedFacts(redis, keys, [{ user: ada, id: before, point: point(1, 0, 0) }])
    await index.nearest(query)

    await redis.del(keys.user(ada), keys.facts(ada), keys.fact(ada, before))
    await redis.hset(keys.user(ada), 'epoch', 'two')
    await seedFacts(redis, keys, [{ user: ada, id: after, point: point(1, 0, 0) }])

    expect(await index.nearest(query)).toMatchObject([{ fact: after }])
  })

  test('the first embedding tells how many dimensions there are', async () => {
    const [redis, keys] = [withoutSearch(), testKeys()]
    const index = openFactIndex({ redis, keys, embedding: { model: 'test' }, log: recordingLog() })
    const ada = snowflake()
    const id = newFactId()
    await seedFacts(redis, keys, [{ user: ada, id, point: point(1, 0) }])

    expect(await index.nearest({ user: ada, visibleScopes: 'all', point: point(1, 0), limit: 9 })).toMatchObject([
      { fact: id },
    ])
  })
})

import type { Redis } from 'ioredis'
import { describe, expect, test } from 'vitest'
import type { Embedder, Embedding } from '../../../src/memory/ports/embedder.ts'
import type { Keys } from '../../../src/redis/keys.ts'
import { embeddingBackfill } from '../../../src/redis/vector-index/backfill.ts'
import { openFactIndex } from '../../../src/redis/vector-index/fact-index.ts'
import { logCommands } from '../support/command-log.ts'
import { plainRedis, snowflake, testKeys } from '../support/fixtures.ts'
import { recordingLog } from '../support/local-server.ts'
import { newFactId, point, removeFact, type SeededFact, seedFacts } from '../support/seed-facts.ts'

const east = point(1, 0, 0)
const model = { model: 'new', dimensions: 3 }

/** Embeds everything as one point, unless told otherwise; notes what it was asked for. */
function scripted(
  answer: (texts: readonly string[]) => Promise<Embedding[] | undefined> | undefined = () => undefined,
) {
  const asked: string[][] = []
  const embedder: Embedder = {
    async embed(texts) {
      asked.push([...texts])
      const scripted = answer(texts)
      return scripted === undefined ? texts.map(() => east) : scripted
    },
  }
  return { asked, embedder }
}

function setup(embedder: Embedder, redis: Redis = plainRedis(), keys: Keys = testKeys()) {
  const log = recordingLog()
  const index = openFactIndex({ redis, keys, embedding: model, log })
  return { redis, keys, log, index, again: embeddingBackfill({ redis, keys, embedding: model, embedder, index, log }) }
}

function old(user: string, more: Partial<SeededFact> = {}): SeededFact {
  return { user, id: newFactId(), model: 'old', point: point(0, 1, 0), ...more }
}

function everything(user: string) {
  return { user, visibleScopes: 'all', point: east, limit: 1000 } as const
}

describe('after a change of the embedding model', () => {
  test('every fact of every user is embedded anew, with the turn before it, once', async () => {
    const { asked, embedder } = scripted()
    const { redis, keys, index, again } = setup(embedder)
    const [ada, ben] = [snowflake(), snowflake()]
    const facts = [
      old(ada, { text: 'Ada lives in Oslo.', near: 'Where do you live?\nHow cold!' }),
      ...Array.from({ length: 150 }, () => old(ben)),
    ]
    await seedFacts(redis, keys, facts)
    const before = await index.nearest(everything(ada))

    const outcomes = [await again.run(), await again.run()]

    expect(before).toEqual([])
    expect(outcomes).toEqual(['done', 'done'])
    expect(asked.flat()).toHaveLength(facts.length)
    expect(asked.flat()).toContain('Where do you live?\nAda lives in Oslo.')
    expect(await index.nearest(everything(ada))).toHaveLength(1)
    expect(await index.nearest(everything(ben))).toHaveLength(150)
  })

  test('the embeddings of the old model go', async () => {
    const { redis, keys, again } = setup(scripted().embedder)
    const fact = old(snowflake())
    await seedFacts(redis, keys, [fact])

    await again.run()

    const fields = await redis.hkeys(keys.fact(fact.user, fact.id))
    expect(fields.filter(field => field.startsWith('e:'))).toEqual(['e:new:3'])
  })

  test('a fact that is deleted, or loses its neighbourhood, while it is embedded is not written over', async () => {
    const ada = snowflake()
    const [deleted, changed, kept] = [old(ada), old(ada, { near: 'a secret\n' }), old(ada)]
    const [redis, keys] = [plainRedis(), testKeys()]
    let calls = 0
    const { asked, embedder } = scripted(texts => {
      calls += 1
      if (calls > 1) return undefined
      return (async () => {
        await removeFact(redis, keys, ada, deleted.id)
        await redis.hset(keys.fact(ada, changed.id), 'near', '')
        return texts.map(() => east)
      })()
    })
    const { index, again } = setup(embedder, redis, keys)
    await seedFacts(redis, keys, [deleted, changed, kept])

    const outcome = await again.run()

    expect(outcome).toBe('done')
    expect(asked.map(texts => texts.length)).toEqual([3, 1])
    expect(asked[1]).toEqual([`Ada knows ${changed.id}.`])
    expect(await redis.exists(keys.fact(ada, deleted.id))).toBe(0)
    const found = await index.nearest(everything(ada))
    expect(new Set(found.map(({ fact }) => fact))).toEqual(new Set([changed.id, kept.id]))
  })

  test('an outage ends the run, and the next goes on where it ended', async () => {
    let isDown = false
    const { asked, embedder } = scripted(() => (isDown ? Promise.resolve(undefined) : undefined))
    const { redis, keys, again, index } = setup(embedder)
    const users = Array.from({ length: 10 }, () => snowflake())
    await seedFacts(
      redis,
      keys,
      users.map(user => old(user)),
    )
    isDown = true
    const first = await again.run()
    const triesDown = asked.length
    isDown = false
    const second = await again.run()

    expect([first, second]).toEqual(['later', 'done'])
    expect(triesDown).toBeLessThan(users.length)
    for (const user of users) expect(await index.nearest(everything(user))).toHaveLength(1)
  })

  test('one text that can’t be embedded keeps nobody else from it', async () => {
    const { embedder } = scripted(texts =>
      texts.some(text => text.includes('poison')) ? Promise.resolve(undefined) : undefined,
    )
    const { redis, keys, again, index } = setup(embedder)
    const others = Array.from({ length: 10 }, () => snowflake())
    await seedFacts(redis, keys, [old(snowflake(), { text: 'poison' }), ...others.map(user => old(user))])

    expect(await again.run()).toBe('later')

    for (const user of others) expect(await index.nearest(everything(user))).toHaveLength(1)
  })

  test('embeddings that make no sense are not kept', async () => {
    for (const senseless of [Float32Array.of(Number.NaN, 0, 0), point(1, 0)]) {
      const { redis, keys, again } = setup(scripted(texts => Promise.resolve(texts.map(() => senseless))).embedder)
      const fact = old(snowflake())
      await seedFacts(redis, keys, [fact])

      expect(await again.run()).toBe('later')
      expect(await redis.hkeys(keys.fact(fact.user, fact.id))).not.toContain('e:new:3')
    }
  })

  test('a broken fact is passed over', async () => {
    const { redis, keys, again, index } = setup(scripted().embedder)
    const ada = snowflake()
    const [broken, whole] = [old(ada), old(ada)]
    await seedFacts(redis, keys, [broken, whole])
    await redis.hset(keys.fact(ada, broken.id), 'json', '{"text":')

    expect(await again.run()).toBe('done')
    expect(await index.nearest(everything(ada))).toMatchObject([{ fact: whole.id }])
  })

  test('the first embedding tells how many dimensions there are', async () => {
    const [redis, keys, log] = [plainRedis(), testKeys(), recordingLog()]
    const embedding = { model: 'new' }
    const index = openFactIndex({ redis, keys, embedding, log })
    const again = embeddingBackfill({ redis, keys, embedding, embedder: scripted().embedder, index, log })
    const fact = old(snowflake())
    await seedFacts(redis, keys, [fact])

    expect(await again.run()).toBe('done')
    expect(await index.nearest(everything(fact.user))).toHaveLength(1)
  })
})

test('of two processes one embeds everything anew, and what one has done the next does not look at again', async () => {
  const [redis, keys] = [plainRedis(), testKeys()]
  const other = setup(scripted().embedder, redis, keys)
  let beside: Promise<string> | undefined
  const { asked, embedder } = scripted(texts => {
    beside ??= other.again.run()
    return beside.then(() => texts.map(() => east))
  })
  const { again } = setup(embedder, redis, keys)
  const users = Array.from({ length: 20 }, () => snowflake())
  await seedFacts(
    redis,
    keys,
    users.map(user => old(user)),
  )

  const outcomes = [await again.run(), await beside]
  const log = await logCommands(redis, keys)
  const afterwards = await log(() => other.again.run())

  expect(outcomes).toEqual(['done', 'later'])
  expect(asked.flat()).toHaveLength(users.length)
  expect(afterwards.map(({ name }) => name)).toEqual(['get', 'exists'])
})

test('a text that can’t be embedded makes nobody pass over everybody again', async () => {
  const { embedder } = scripted(texts =>
    texts.some(text => text.includes('poison')) ? Promise.resolve(undefined) : undefined,
  )
  const { redis, keys, again } = setup(embedder)
  const [ada, ben] = [snowflake(), snowflake()]
  await seedFacts(redis, keys, [old(ada, { text: 'poison' }), old(ben)])
  await again.run()
  const log = await logCommands(redis, keys)

  const commands = await log(() => again.run())

  expect(commands.map(({ name }) => name)).not.toContain('scan')
  expect(await redis.smembers(keys.unembedded)).toEqual([ada])
})

test('facts learned while there was no embedding to be had get theirs later', async () => {
  const { asked, embedder } = scripted()
  const { redis, keys, again, index } = setup(embedder)
  await again.run()
  const [ada, ben] = [snowflake(), snowflake()]
  await seedFacts(redis, keys, [
    { user: ada, id: newFactId(), text: 'Ada has a cat.' },
    { user: ben, id: newFactId() },
  ])
  await redis.sadd(keys.unembedded, ada)

  const outcome = await again.run()

  expect(outcome).toBe('done')
  expect(asked).toEqual([['Ada has a cat.']])
  expect(await index.nearest(everything(ada))).toHaveLength(1)
  expect(await redis.exists(keys.unembedded)).toBe(0)
})

test('while Redis is away it is put off', async () => {
  const redis = plainRedis()
  const { again } = setup(scripted().embedder, redis)
  redis.disconnect()

  expect(await again.run()).toBe('later')
})

test('a run that is asked to stop stops, and the next goes on', async () => {
  const stop = new AbortController()
  const { embedder } = scripted(() => {
    stop.abort()
    return undefined
  })
  const { redis, keys, again, index } = setup(embedder)
  const users = [snowflake(), snowflake()]
  await seedFacts(
    redis,
    keys,
    users.map(user => old(user)),
  )

  expect(await again.run(stop.signal)).toBe('later')
  expect(await again.run()).toBe('done')
  for (const user of users) expect(await index.nearest(everything(user))).toHaveLength(1)
})

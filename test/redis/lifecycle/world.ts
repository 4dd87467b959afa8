import { Redis } from 'ioredis'
import { inject } from 'vitest'
import { wordJudge } from '../../../src/memory/content/judge.ts'
import { createLearner } from '../../../src/memory/learning/learner.ts'
import type { Embedder } from '../../../src/memory/ports/embedder.ts'
import type { Keys } from '../../../src/redis/keys.ts'
import { KnowledgeCache } from '../../../src/redis/knowledge-cache.ts'
import { redisLearningStore } from '../../../src/redis/stores/learning.ts'
import { redisUserMemoryStore } from '../../../src/redis/stores/user-memory/user-memory.ts'
import { openFactIndex } from '../../../src/redis/vector-index/fact-index.ts'
import { defaults, quarterTokenCounter } from '../../memory/support/learning.ts'
import { testKeys, testStore } from '../support/fixtures.ts'
import { recordingLog } from '../support/local-server.ts'
import { emptyModel, type Model } from './model.ts'
import { literalModel } from './vocabulary.ts'

/** So little that talks are folded and leave their log. */
const LITTLE = { learnDelayMs: 300_000, learnBatch: 2, windowMessages: 4 }
const settings = { ...defaults, ...LITTLE, summaryKeep: 2, summaryTokens: 60 }

/** One user's memory as it is, and as it has to be. */
export interface World {
  readonly redis: Redis
  readonly keys: Keys
  readonly user: string
  readonly model: Model
  /** Everything that a process holds; another one after a restart. */
  process: ReturnType<typeof startProcess>
  /** Happens when the learner's model is asked next. */
  meanwhile: (() => Promise<void>) | undefined
}

/** Where a world's memory stands; its connection ends with the world. */
export interface Place {
  readonly redis: Redis
  readonly keys: Keys
}

export function newWorld({ redis, keys }: Place = { redis: ownDatabase(), keys: testKeys() }): World {
  const world: World = {
    ...{ redis, keys, user: newId(), model: emptyModel(), meanwhile: undefined },
    process: undefined as never,
  }
  world.process = startProcess(world)
  return world
}

/** The stores and the learner, as the bot opens them. */
export function startProcess(world: Omit<World, 'process'>) {
  const { redis, keys } = world
  const knowledgeCache: KnowledgeCache = new KnowledgeCache((user, kind) => problems.push({ kind, user }))
  const { store, problems } = testStore(redis, { keys, knowledgeCache, ...LITTLE })
  const index = openFactIndex({ redis, keys, embedding: { model: 'test', dimensions: 2 }, log: recordingLog() })
  const onCorruptRecord = (record: (typeof problems)[number]) => void problems.push(record)
  const options = { redis, keys, index, knowledgeCache, historyDays: 30, onCorruptRecord, onDeletion: () => undefined }
  const lessons = redisLearningStore({
    processId: 'test',
    ...options,
    embeddingModel: 'test',
    windowMessages: LITTLE.windowMessages,
  })
  const { learn } = createLearner({
    content: wordJudge,
    ...{ store: lessons, index, embedder, settings, now: Date.now },
    model: literalModel(async () => {
      const { meanwhile } = world
      world.meanwhile = undefined
      await meanwhile?.()
    }),
    counter: async () => quarterTokenCounter,
  })
  return { store, lessons, own: redisUserMemoryStore(options), index, known: knowledgeCache, problems, learn }
}

const embedder: Embedder = {
  embed: async texts => texts.map(text => Float32Array.of(Math.cos(text.length), Math.sin(text.length))),
}

let lastMs = 0

/** Larger than all before it; its time is about the present one, as Discord's are. */
export function newId(): string {
  lastMs = Math.max(Date.now(), lastMs + 1)
  return (BigInt(lastMs - 1_420_070_400_000) << 22n).toString()
}

/** Where there are fewer keys of other tests: all are passed over after every step. */
function ownDatabase(): Redis {
  const redis = new Redis(inject('redisUrl'), { db: 1 })
  redis.setMaxListeners(100) // each start adds some
  return redis
}

/** Every key and value of a world, by the key without its prefix. */
export async function readAllContent({ redis, keys }: World): Promise<ReadonlyMap<string, unknown>> {
  const prefix = keys.pending.slice(0, -'pending'.length)
  const names: string[] = []
  for await (const found of redis.scanStream({ match: `${prefix}*`, count: 1000 })) names.push(...(found as string[]))
  const types = await all(
    redis,
    names.map(name => ['TYPE', name]),
  )
  const values = await all(
    redis,
    names.map((name, at) => {
      const read = { hash: 'HGETALL', set: 'SMEMBERS', zset: 'ZRANGE' }[String(types[at])] ?? 'GET'
      return read === 'ZRANGE' ? [read, name, '0', '-1'] : [read, name]
    }),
  )
  return new Map(names.map((name, at) => [name.slice(prefix.length), values[at]]))
}

/** Leaves nothing behind. */
export async function endWorld(world: World): Promise<void> {
  const prefix = world.keys.pending.slice(0, -'pending'.length)
  const names = [...(await readAllContent(world)).keys()].map(name => prefix + name)
  if (names.length > 0) await world.redis.unlink(...names)
  world.redis.disconnect()
}

async function all(redis: Redis, commands: readonly string[][]): Promise<readonly unknown[]> {
  const batch = redis.pipeline()
  for (const [name = '', ...args] of commands) batch.call(name, ...args)
  const replies = (await batch.exec()) ?? []
  return replies.map(([error, reply]) => {
    if (error) throw error
    return reply
  })
}

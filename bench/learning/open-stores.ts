import { Redis } from 'ioredis'
import { embeddingOf } from '../../demo/model/embedding.ts'
import { readConfig } from '../../src/config.ts'
import type { Embedder, FactIndex, LearningStore, MemoryStore } from '../../src/memory/ports.ts'
import { learnSettings, memorySettings } from '../../src/part-settings.ts'
import { embeddingField } from '../../src/redis/index/embedding-field.ts'
import { exactSearch } from '../../src/redis/index/exact.ts'
import { keysUnder } from '../../src/redis/keys.ts'
import { redisLearningStore } from '../../src/redis/learning.ts'
import { redisMemoryStore } from '../../src/redis/store.ts'

const DIMENSIONS = 512
const config = readConfig({ DISCORD_TOKEN: 'none', OPENAI_API_KEY: 'none' })

/** What somebody gets who sets nothing. */
export const settings = learnSettings(config)

/** Instant: words in common are all it knows. */
export const embedder: Embedder = {
  embed: async texts => texts.map(text => Float32Array.from(embeddingOf(text, DIMENSIONS))),
}

/** The bot's own stores on one Redis, under keys of a talk's own. */
export interface Stores {
  readonly store: MemoryStore
  readonly learning: LearningStore
  readonly index: FactIndex
  readonly redis: Redis
  /** The key under which the store keeps who is due when. */
  readonly pending: string
}

export function openStores(url: string, talk: string): Stores {
  const redis = new Redis(url)
  const keys = keysUnder(`learning-bench:${talk}:`)
  const { embedding, ...limits } = memorySettings(config)
  const onProblem = (problem: object) => {
    throw new Error(`Something that was kept could not be read: ${JSON.stringify(problem)}`)
  }
  const exact = exactSearch(redis, keys)
  const field = embeddingField(embedding.model, DIMENSIONS)
  const { historyDays } = limits
  return {
    ...{ redis, pending: keys.pending },
    store: redisMemoryStore({ ...limits, redis, keys, process: 'bench', onProblem }),
    learning: redisLearningStore({
      redis,
      keys,
      embeddingModel: embedding.model,
      historyDays,
      windowMessages: 20,
      onProblem,
    }),
    index: { nearest: query => exact.nearest(query, field) },
  }
}

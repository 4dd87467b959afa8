import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Embedding } from '../../../src/memory/ports/embedder.ts'
import type { Scope } from '../../../src/memory/scope.ts'
import type { Fact, UserId } from '../../../src/memory/types.ts'
import type { Keys } from '../../../src/redis/keys.ts'
import { factFields } from '../../../src/redis/records/facts.ts'
import { embeddingField, toFloat16 } from '../../../src/redis/vector-index/vectors.ts'

/** A fact as the learner keeps it, for tests that begin behind the learner. */
export interface SeededFact {
  readonly user: UserId
  readonly id: string
  readonly scope?: Scope
  readonly text?: string
  readonly near?: string
  readonly point?: Embedding
  /** Default `test`. */
  readonly model?: string
}

export function newFactId(): string {
  return randomBytes(6).toString('hex')
}

/** A point in some direction, of length one. */
export function point(...numbers: number[]): Embedding {
  const length = Math.hypot(...numbers)
  return Float32Array.from(numbers, number => number / length)
}

/** Keeps facts, as one lesson for each user would. */
export async function seedFacts(redis: Redis, keys: Keys, facts: readonly SeededFact[]): Promise<void> {
  const pipeline = redis.pipeline()
  for (const { user, id, near = '', point: embedding, model = 'test', ...said } of facts) {
    const fact: Fact = {
      ...{ id, text: said.text ?? `Ada knows ${id}.`, quote: 'I know', kind: 'topic', subject: 'user' },
      ...{ scope: said.scope ?? 'dm', saidAt: 1_763_731_508_123, replaces: [], sources: ['42'], channel: '4242' },
      ...{ confirmations: 0, near },
    }
    pipeline.hset(keys.fact(user, id), { ...factFields(user, fact, []) })
    if (embedding) pipeline.hset(keys.fact(user, id), embeddingField(model, embedding.length), toFloat16(embedding))
    pipeline.zadd(keys.facts(user), fact.saidAt, id)
    pipeline.hincrby(keys.user(user), 'facts', 1)
  }
  for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error
}

/** Deletes a fact, as taking back its message does. */
export async function removeFact(redis: Redis, keys: Keys, user: UserId, id: string): Promise<void> {
  await redis.multi().del(keys.fact(user, id)).zrem(keys.facts(user), id).hincrby(keys.user(user), 'facts', 1).exec()
}

import type { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import type { FactIndex } from '../../src/memory/ports/fact-index.ts'
import { bm25 } from '../../src/memory/retrieval/bm25.ts'
import { prepareCandidates } from '../../src/memory/retrieval/candidates.ts'
import { recallFacts } from '../../src/memory/retrieval/recall.ts'
import { keywordsIn, wordsOf } from '../../src/memory/text/words.ts'
import type { UserId } from '../../src/memory/types.ts'
import type { Keys } from '../../src/redis/keys.ts'
import { snowflake, testStore } from '../redis/support/fixtures.ts'
import { newFactId, point, seedFacts } from '../redis/support/seed-facts.ts'
import { questionOf, receiveQuestion } from './support/conversations.ts'

const QUESTION = 'Which tea did I drink in Lisbon?'
const towards = point(1, 1, 1)
const things = ['tea', 'coffee', 'green tea in Lisbon', 'tea with Sarah in Porto', 'wine in Lisbon']

/** What a FactIndex and the ranking beside it must do: what one user is told depends on nobody else. */
export function scoreIsolationContract(open: () => Promise<{ redis: Redis; keys: Keys; index: FactIndex }>): void {
  test('another user’s 1,000 facts move no score of a user, neither by words nor by meaning', async () => {
    const { redis, keys, index } = await open()
    const [ada, bob] = [snowflake(), snowflake()]
    await seedFacts(
      redis,
      keys,
      Array.from({ length: 40 }, (_, i) => ({
        user: ada,
        id: newFactId(),
        text: `On day ${i} Ada drank ${things[i % things.length]}.`,
        point: point(1, Math.cos(i), Math.sin(i)),
      })),
    )
    const before = await scoresOf(ada, redis, keys, index)

    await seedFacts(
      redis,
      keys,
      Array.from({ length: 1000 }, () => ({ user: bob, id: newFactId(), text: QUESTION, point: towards })),
    )

    expect(await scoresOf(ada, redis, keys, index)).toEqual(before)
    expect(before.ranked).toHaveLength(10)
    expect(before.words.filter(score => score > 0).length).toBeGreaterThan(10)
    expect(before.nearest).toHaveLength(40)
    expect(before.nearest[0]?.similarity).toBeLessThan(0.99)
    const [nearest] = (await scoresOf(bob, redis, keys, index)).nearest
    expect(nearest?.similarity).toBeGreaterThan(0.99)
  })
}

/** How a question ranks a user's facts, as a process sees it that knows nothing from before. */
async function scoresOf(user: UserId, redis: Redis, keys: Keys, index: FactIndex) {
  const { known } = await receiveQuestion(testStore(redis, { keys }).store, questionOf({ user, text: QUESTION }))
  const wanted = { question: QUESTION, known, visibleScopes: 'all', room: 10, cost: () => 1 } as const
  const embedder = { embed: async () => [towards] }
  const { ranked } = await recallFacts(wanted, { index, embedder, now: () => 1_763_731_508_123 })
  return {
    ranked: ranked.map(({ id }) => id),
    words: [...bm25(prepareCandidates(known.facts).words, keywordsIn(wordsOf(QUESTION)))],
    nearest: await index.nearest({ user, visibleScopes: 'all', point: towards, limit: 40 }),
  }
}

import { Redis } from 'ioredis'
import { inject } from 'vitest'
import { embeddingOf } from '../../../demo/stand-in-model/embedding.ts'
import type { Person } from '../../../fake-discord/person.ts'
import type { Channel } from '../../../fake-discord/stored.ts'
import type { NewFact } from '../../../src/memory/ports/learning-store.ts'
import type { Fact, Question, Statement } from '../../../src/memory/types.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { redisLearningStore } from '../../../src/redis/stores/learning.ts'
import {
  factFrom,
  learningInputOf,
  memoryUpdateOfWindow,
  statementFrom,
  summaryOf,
} from '../../contract/support/memory-updates.ts'

const MODEL = 'text-embedding-3-small'
const DIMENSIONS = 512

/** What is learned from the last words of somebody in a channel: in its scope, unless it says otherwise. */
export interface SeededMemory {
  readonly facts?: readonly (Partial<Fact> & Pick<Fact, 'text'>)[]
  readonly statements?: readonly Partial<Statement>[]
  /** Of everything that was said there. */
  readonly summary?: string
  /** The embedding of a fact by the model of the story; of its words if not given. */
  readonly embeds?: (text: string) => ArrayLike<number>
}

/** Lets a bot know something as if it had learned it, by the commit that the learner uses, but without a model. */
export async function seedMemory(
  bot: { keyPrefix: string },
  person: Person,
  channel: Channel,
  learned: SeededMemory,
): Promise<void> {
  const redis = new Redis(inject('redisUrl'))
  try {
    await commit(redis, bot.keyPrefix, { user: person.id, channel: channel.id }, learned)
  } finally {
    redis.disconnect()
  }
}

async function commit(
  redis: Redis,
  keyPrefix: string,
  conversation: Pick<Question, 'user' | 'channel'>,
  { facts = [], statements = [], summary, embeds = text => embeddingOf(text, DIMENSIONS) }: SeededMemory,
): Promise<void> {
  const onCorruptRecord = (problem: object) => {
    throw new Error(JSON.stringify(problem))
  }
  const keys = createKeys(keyPrefix)
  const learning = redisLearningStore({
    processId: 'test',
    redis,
    keys,
    embeddingModel: MODEL,
    historyDays: 30,
    windowMessages: 20,
    onCorruptRecord,
  })
  const input = await learningInputOf(learning, conversation)
  const turn = input.turns.findLast(({ role }) => role === 'user')
  const last = input.turns.at(-1)
  if (turn === undefined || last === undefined) throw new Error('nothing was said')
  const { guild } = input
  const question: Question = { ...turn, ...conversation, ...(guild === undefined ? {} : { guild }) }
  const segment = summaryOf(input.turns, summary)
  const fold = { summarizedTo: `${last.role === 'user' ? 'q' : 'a'}:${last.id}` as const, segment }
  const kept = await learning.commit(
    input,
    memoryUpdateOfWindow(input, {
      facts: facts.map(fact => ({ ...newFact(question, fact), embedding: Float32Array.from(embeds(fact.text)) })),
      statements: statements.map(statement => statementFrom(question, statement)),
      ...(summary === undefined ? {} : { summary: fold }),
    }),
  )
  if (kept !== 'kept') throw new Error('the lesson was not kept')
}

function newFact(question: Question, fact: Partial<Fact> & Pick<Fact, 'text'>): Omit<NewFact, 'embedding'> {
  const { facet: _, ...plain } = factFrom(question)
  return { ...plain, ...fact }
}

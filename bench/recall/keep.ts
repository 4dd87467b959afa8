import { embeddingText } from '../../src/memory/knowledge/fact-context.ts'
import type { ConversationStore } from '../../src/memory/ports/conversation-store.ts'
import type { Embedder } from '../../src/memory/ports/embedder.ts'
import type { LearningStore } from '../../src/memory/ports/learning-store.ts'
import type { Conversation, Knowledge, UserId } from '../../src/memory/types.ts'
import { snowflake } from '../snowflake.ts'
import { factsOf, statementsOf } from './facts.ts'
import type { Talk } from './locomo.ts'

export interface Stores {
  readonly store: ConversationStore
  readonly learning: LearningStore
}

/** A lesson keeps at most so many facts here: one script must not hold Redis up for long. */
const LESSON = 100

/** Keeps a talk as the learner keeps what it learned: embedded, in lessons. */
export async function keep(user: UserId, talk: Talk, { store, learning }: Stores, embedder: Embedder): Promise<void> {
  const conversation = { user, channel: user }
  await asked({ store, learning }, conversation, 'Hello')
  const facts = factsOf(talk)
  const embeddings = await embedder.embed(facts.map(embeddingText), 'passage')
  if (embeddings === undefined) throw new Error('The embedding server failed.')
  const kept = facts.map((fact, at) => ({ ...fact, embedding: embeddings[at] ?? new Float32Array() }))
  for (let at = 0; at < kept.length; at += LESSON) {
    const input = await learning.readInput(conversation)
    if (input === undefined) throw new Error('The conversation is gone.')
    const verdict = await learning.commit(input, {
      shownTurns: [],
      facts: kept.slice(at, at + LESSON),
      confirmed: [],
      statements: at === 0 ? statementsOf(talk) : [],
      evictedFacts: [],
      relearnedTurns: [],
      setAside: [],
    })
    if (verdict !== 'kept') throw new Error('Something else wrote to the memory.')
  }
}

let messages = 0

/** Asks a question as a message, and returns what the memory hands over with it. */
export async function asked({ store }: Stores, conversation: Conversation, text: string): Promise<Knowledge> {
  messages += 1
  const saidAt = Date.now()
  const question = { ...conversation, id: snowflake(saidAt, messages), scope: 'dm', text, saidAt } as const
  const snapshot = await store.keepQuestion(question, { kind: 'user' })
  if (snapshot === 'claimed') throw new Error('This message was kept before.')
  await store.releaseClaim(question)
  return snapshot.known
}

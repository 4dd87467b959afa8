import type { ConversationStore } from '../../../src/memory/ports/conversation-store.ts'
import type { MemoryChange, UserMemoryStore } from '../../../src/memory/ports/user-memory-store.ts'
import type { Fact, Knowledge, Question, UserId } from '../../../src/memory/types.ts'
import { dm, questionOf, receiveQuestion } from './conversations.ts'
import { type BothStores, factFrom, learningInputOf, memoryUpdate, talk, withoutEmbedding } from './memory-updates.ts'

/** Both sides of a memory, and what users do to it by themselves. */
export type ChangedStores = BothStores & {
  readonly own: Pick<
    UserMemoryStore,
    | 'applyChange'
    | 'restoreConversation'
    | 'updateSettings'
    | 'findPausedUsers'
    | 'setIncognito'
    | 'keepChoice'
    | 'readChoice'
    | 'replaceChoice'
  >
}

/** A change that changes nothing, unless the test says otherwise. */
export function change(epoch: string, parts: Partial<MemoryChange> = {}): MemoryChange {
  return {
    epoch,
    requiredFacts: [],
    facts: [],
    statements: [],
    confirmed: [],
    removed: { facts: [], statements: [] },
    evictedFacts: [],
    ...parts,
  }
}

/** A fact that the user asked for, in the words of a message. */
export function factFromQuestion(question: Question, parts: Partial<Fact> = {}): Fact {
  return withoutEmbedding(factFrom(question, { asked: 'message', ...parts }))
}

/** All that is known of a user, as it stands, and their epoch. */
export async function knownOf(store: ConversationStore, user: UserId): Promise<Knowledge & { readonly epoch: string }> {
  const { known, epoch } = await receiveQuestion(store, questionOf({ user, text: 'What do you know?' }))
  return { ...known, epoch }
}

/** One question with its answer, of which one fact was learned. */
export async function seedLisbonFact(stores: ChangedStores) {
  const [question = questionOf()] = await talk(stores.store, ['I live in Lisbon.', 'I like it.'])
  const input = await learningInputOf(stores.learning, question)
  const fact = factFrom(question, { near: 'I see.\n' })
  await stores.learning.commit(input, memoryUpdate(input, { facts: [fact] }))
  const learned = (await learningInputOf(stores.learning, question)).knowledgeFor(dm).facts[0] ?? withoutEmbedding(fact)
  return { ...stores, question, user: question.user, epoch: input.epoch, fact: learned }
}

import { randomBytes } from 'node:crypto'
import type { ConversationStore } from '../../../src/memory/ports/conversation-store.ts'
import type { LearningInput, LearningStore, MemoryUpdate, NewFact } from '../../../src/memory/ports/learning-store.ts'
import { turnNameOf } from '../../../src/memory/turns.ts'
import {
  type Conversation,
  type CoveringSummary,
  type Question,
  type Statement,
  type Summary,
  type Turn,
  USER_ENTITY,
  type UserId,
} from '../../../src/memory/types.ts'
import { snowflake } from '../../redis/support/fixtures.ts'
import { serverAudience } from '../../support/audiences.ts'
import { questionOf, receiveAndAnswer } from './conversations.ts'

/** Both sides of one memory. */
export interface BothStores {
  readonly store: ConversationStore
  readonly learning: LearningStore
}

/** Says one thing after another in one conversation; each is answered with `I see.` */
export async function talk(
  store: ConversationStore,
  texts: readonly string[],
  parts: Partial<Question> = {},
): Promise<readonly Question[]> {
  const first = questionOf(parts)
  const questions = texts.map(text => ({ ...first, id: snowflake(), text }))
  for (const question of questions) {
    const { guild, scope } = question
    await receiveAndAnswer(
      store,
      question,
      'I see.',
      scope === 'dm' || guild === undefined ? undefined : serverAudience(guild),
    )
  }
  return questions
}

/** Makes a user due for learning. */
export async function makeDue(learning: LearningStore, user: UserId): Promise<void> {
  await learning.setNextDue(await learning.readBacklog(user), 0)
}

/** The material of a conversation that is there. */
export async function learningInputOf(learning: LearningStore, conversation: Conversation): Promise<LearningInput> {
  const { user, channel } = conversation
  const input = await learning.readInput({ user, channel })
  if (!input) throw new Error('the conversation is gone')
  return input
}

/** A lesson of all turns of a material, which learns nothing and passes them all, unless the test says otherwise. */
export function memoryUpdate(input: LearningInput, parts: Partial<MemoryUpdate> = {}): MemoryUpdate {
  const last = input.turns.at(-1)
  return {
    shownTurns: input.turns.map(turn => ({ turn: turnNameOf(turn), rev: turn.role === 'user' ? turn.rev : 0 })),
    facts: [],
    confirmed: [],
    statements: [],
    evictedFacts: [],
    ...(last === undefined ? {} : { learnedTo: turnNameOf(last) }),
    relearnedTurns: [],
    setAside: [],
    ...parts,
  }
}

/** The same, but the learner's cursor stays where it is. */
export function memoryUpdateOfWindow(input: LearningInput, parts: Partial<MemoryUpdate> = {}): MemoryUpdate {
  const { learnedTo: _, ...standing } = memoryUpdate(input)
  return { ...standing, ...parts }
}

/** A fact that rests on a question. */
export function factFrom(question: Question, parts: Partial<NewFact> = {}): NewFact {
  return {
    id: newId(),
    text: 'Alex lives in Lisbon.',
    quote: question.text,
    kind: 'personal',
    subject: USER_ENTITY,
    facet: 'home',
    scope: question.scope,
    saidAt: question.saidAt,
    replaces: [],
    sources: [question.id],
    channel: question.channel,
    ...(question.guild === undefined ? {} : { guild: question.guild }),
    confirmations: 0,
    near: '',
    embedding: Float32Array.of(0.6, 0.8),
    ...parts,
  }
}

export function statementFrom(question: Question, parts: Partial<Statement> = {}): Statement {
  return {
    entity: USER_ENTITY,
    field: 'attr:home',
    value: 'Lisbon',
    scope: question.scope,
    saidAt: question.saidAt,
    sources: [question.id],
    ...parts,
  }
}

/** A segment that stands for some turns. */
export function summaryOf(turns: readonly Turn[], text = 'They talked about Lisbon.'): CoveringSummary {
  const [first, last] = [turns[0], turns.at(-1)]
  if (!(first && last)) throw new Error('a segment stands for something')
  return { id: newId(), text, scope: first.scope, covers: turns.map(turnNameOf), from: first.saidAt, to: last.saidAt }
}

/** A segment as a reply draws on it: without the turns it covers. */
export function withoutCoverage({ covers: _, ...segment }: CoveringSummary): Summary {
  return segment
}

export function newId(): string {
  return randomBytes(8).toString('hex')
}

/** A fact as it is known: without its embedding. */
export function withoutEmbedding({ embedding: _, ...fact }: NewFact) {
  return fact
}

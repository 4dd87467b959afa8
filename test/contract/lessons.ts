import { randomBytes } from 'node:crypto'
import type { LearningStore, Lesson, Material, MemoryStore, NewFact } from '../../src/memory/ports.ts'
import { nameOf } from '../../src/memory/turn-names.ts'
import {
  type Conversation,
  type CoveringSegment,
  type Question,
  type Segment,
  type Statement,
  type Turn,
  USER_ENTITY,
} from '../../src/memory/types.ts'
import { snowflake } from '../redis/fixtures.ts'
import { asked, told } from './talk.ts'

/** Both sides of one memory. */
export interface BothStores {
  readonly store: MemoryStore
  readonly learning: LearningStore
}

/** Says one thing after another in one conversation; each is answered with `I see.` */
export async function talk(
  store: MemoryStore,
  texts: readonly string[],
  parts: Partial<Question> = {},
): Promise<readonly Question[]> {
  const first = asked(parts)
  const questions = texts.map(text => ({ ...first, id: snowflake(), text }))
  for (const question of questions) {
    const { guild, scope } = question
    await told(store, question, 'I see.', scope === 'dm' || guild === undefined ? undefined : { kind: 'server', guild })
  }
  return questions
}

/** The material of a conversation that is there. */
export async function materialOf(learning: LearningStore, conversation: Conversation): Promise<Material> {
  const { user, channel } = conversation
  const material = await learning.material({ user, channel })
  if (!material) throw new Error('the conversation is gone')
  return material
}

/** A lesson of all turns of a material, which learns nothing and passes them all, unless the test says otherwise. */
export function lesson(material: Material, parts: Partial<Lesson> = {}): Lesson {
  const last = material.turns.at(-1)
  return {
    shown: material.turns.map(turn => ({ turn: nameOf(turn), rev: turn.role === 'user' ? turn.rev : 0 })),
    facts: [],
    confirmed: [],
    statements: [],
    evicted: [],
    ...(last === undefined ? {} : { learnedTo: nameOf(last) }),
    relearned: [],
    setAside: [],
    ...parts,
  }
}

/** The same, but the learner's cursor stays where it is. */
export function standingLesson(material: Material, parts: Partial<Lesson> = {}): Lesson {
  const { learnedTo: _, ...standing } = lesson(material)
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
export function segmentOf(turns: readonly Turn[], text = 'They talked about Lisbon.'): CoveringSegment {
  const [first, last] = [turns[0], turns.at(-1)]
  if (!(first && last)) throw new Error('a segment stands for something')
  return { id: newId(), text, scope: first.scope, covers: turns.map(nameOf), from: first.saidAt, to: last.saidAt }
}

/** A segment as a reply draws on it: without the turns it covers. */
export function asDrawn({ covers: _, ...segment }: CoveringSegment): Segment {
  return segment
}

export function newId(): string {
  return randomBytes(8).toString('hex')
}

/** A fact as it is known: without its embedding. */
export function asKnown({ embedding: _, ...fact }: NewFact) {
  return fact
}

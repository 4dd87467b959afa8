import type { ExtractionContext } from '../../../src/memory/extraction/evidence.ts'
import { type VerifiedExtraction, verifyExtraction } from '../../../src/memory/extraction/verify.ts'
import type {
  ExtractedEntity,
  ExtractedFact,
  ExtractedName,
  Extraction,
} from '../../../src/memory/ports/extraction-model.ts'
import type { Scope } from '../../../src/memory/scope.ts'
import { type Fact, type Knowledge, type Statement, type Turn, USER_ENTITY } from '../../../src/memory/types.ts'

/** Monday, 16 November 2026, half past nine in Berlin. */
export const MONDAY = Date.parse('2026-11-16T08:30:00Z')
export const MINUTE = 60_000

/** Turns told as `user: …` or `bot: …`, a minute apart, the last one on Monday; the user's are to be learned from. */
export function talk(lines: readonly string[], scope: Scope = 'dm'): Turn[] {
  return lines.map((line, at) => {
    const text = line.replace(/^(?:user|bot): /u, '')
    const kept = { id: String(1000 + at), text, saidAt: MONDAY - (lines.length - 1 - at) * MINUTE, scope }
    return line.startsWith('bot: ')
      ? { ...kept, role: 'assistant' as const, messages: [`9${kept.id}`] }
      : { ...kept, role: 'user' as const, rev: 0 }
  })
}

export interface ExtractionCase {
  readonly turns: readonly Turn[]
  readonly known?: Partial<Knowledge>
  readonly learnFrom?: readonly number[]
  readonly numbered?: readonly Fact[]
  readonly guild?: string
}

export function evidenceOf({ turns, known = {}, learnFrom, numbered, guild }: ExtractionCase): ExtractionContext {
  let ids = 0
  return {
    turns: turns.map((turn, at) => ({ number: at + 1, turn })),
    learnFrom: learnFrom ?? turns.flatMap((turn, at) => (turn.role === 'user' ? [at + 1] : [])),
    known: { user: '1', facts: known.facts ?? [], statements: known.statements ?? [] },
    facts: numbered ?? known.facts ?? [],
    timeZone: 'Europe/Berlin',
    conversation: { channel: '7', ...(guild !== undefined && { guild }) },
    newId: () => `new-${++ids}`,
  }
}

/** What is left of facts that a model says of some turns. */
export function verifiedFrom(
  told: ExtractionCase,
  facts: readonly ToldFact[],
  entities: readonly Partial<ExtractedEntity>[] = [],
): VerifiedExtraction {
  return verifyExtraction(study(told.turns, facts, entities), evidenceOf(told))
}

/** What a test says of a fact; names alone, or with the user's spelling. */
export interface ToldFact extends Partial<Omit<ExtractedFact, 'names'>> {
  readonly names?: readonly (string | ExtractedName)[]
}

function study(
  turns: readonly Turn[],
  facts: readonly ToldFact[],
  entities: readonly Partial<ExtractedEntity>[] = [],
): Extraction {
  const last = turns.findLastIndex(({ role }) => role === 'user') + 1
  const quoteOf = (turn: number) => turns[turn - 1]?.text ?? ''
  return {
    facts: facts.map(({ names = [], ...fact }) => ({
      turn: last,
      quote: quoteOf(fact.turn ?? last),
      text: '',
      names: names.map(name => (typeof name === 'string' ? { name } : name)),
      subject: 'user',
      kind: 'personal',
      replaces: [],
      isSensitive: false,
      ...fact,
    })),
    entities: entities.map(entity => ({
      turn: last,
      quote: quoteOf(entity.turn ?? last),
      name: 'user',
      type: 'person',
      aliases: [],
      attributes: [],
      ...entity,
    })),
  }
}

/** A fact that is known, said a day before Monday. */
export function knownFact(id: string, text: string, more: Partial<Fact> = {}): Fact {
  return {
    id,
    text,
    quote: text,
    kind: 'personal',
    subject: USER_ENTITY,
    scope: 'dm',
    saidAt: MONDAY - 24 * 60 * MINUTE,
    replaces: [],
    sources: [`1${id.replace(/\D/gu, '')}`],
    channel: '7',
    confirmations: 0,
    near: '',
    ...more,
  }
}

export function knownOf(entity: string, field: string, value: string, more: Partial<Statement> = {}): Statement {
  return { entity, field, value, scope: 'dm', saidAt: MONDAY - 24 * 60 * MINUTE, sources: ['500'], ...more }
}

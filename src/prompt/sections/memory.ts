import type { Entity } from '../../memory/knowledge/entities.ts'
import type { TokenCounter } from '../../memory/ports/token-counter.ts'
import type { SignalScores } from '../../memory/retrieval/rank.ts'
import type { Fact, Summary } from '../../memory/types.ts'
import { type FactNote, fitNotes } from './notes.ts'
import { fitPeople, fitProfile } from './people.ts'
import { fitSummaries } from './summaries.ts'

/** What memory adds to a prompt: only what the audience of the answer may see. */
export interface SelectedMemory {
  /** The entity that is the user. */
  readonly user?: Entity | undefined
  /** Oldest first. */
  readonly summaries: readonly Summary[]
  /** The other entities, the most relevant first. */
  readonly entities: readonly Entity[]
  /** The most relevant first. */
  readonly notes: readonly FactNote[]
  /** Whether the notes are all that is known, so that none of them was chosen for a question. */
  readonly isWhole?: boolean
  /** Why a fact was chosen, where facts were ranked. */
  readonly scoresOf?: (fact: Fact) => SignalScores
  /** The zone that days are given in. */
  readonly timeZone: string
}

/** MEMORY_TOKENS (facts and entities), PROFILE_TOKENS, SUMMARY_TOKENS. */
export interface MemoryBudget {
  readonly memoryTokens: number
  readonly profileTokens: number
  readonly summaryTokens: number
}

/** Other entities keep this part of MEMORY_TOKENS where facts could fill it all: some fifteen people and things by default. */
const ENTITY_SHARE = 1 / 5

/** Summaries may be over SUMMARY_TOKENS by this: models count badly, and two summaries are merged only when the next one is made. */
const SUMMARY_SLACK = 1.5

/** What facts may take, title included, beside the entities. */
export function roomForFacts(entities: readonly Entity[], memoryTokens: number, counter: TokenCounter): number {
  return memoryTokens - fitPeople(entities, Math.floor(memoryTokens * ENTITY_SHARE), counter).tokens
}

/** Fits what memory adds into `room` tokens: profile before summary, before entities, before facts. */
export function fitMemory(memory: SelectedMemory, room: number, budget: MemoryBudget, counter: TokenCounter) {
  const { user, notes, timeZone, isWhole = false } = memory
  const entities = isWhole ? memory.entities.toSorted(byLastTold) : memory.entities
  const profile = fitProfile(user, Math.min(budget.profileTokens, room), counter)
  const afterProfile = room - profile.tokens
  const summaryRoom = Math.min(Math.floor(budget.summaryTokens * SUMMARY_SLACK), afterProfile)
  const summaries = fitSummaries(memory.summaries, summaryRoom, timeZone, counter)

  const memoryRoom = Math.min(budget.memoryTokens, afterProfile - summaries.tokens)
  const keptForEntities = Math.min(Math.floor(budget.memoryTokens * ENTITY_SHARE), memoryRoom)
  const reserved = fitPeople(entities, keptForEntities, counter).tokens
  const facts = fitNotes(notes, memoryRoom - reserved, counter)
  const people = fitPeople(entities, memoryRoom - facts.tokens, counter)

  // What is the same for every question belongs to what a provider can reuse; the order of the whole is no matter of rank.
  const isStable = isWhole && facts.cut === 0 && people.cut === 0
  const told = `${facts.text}${people.text}`
  return {
    /** The end of the system text. */
    stable: `${profile.text}${isStable && told !== '' ? `\n\n${told.trimEnd()}` : ''}${summaries.text}`,
    /** The beginning of the last message. */
    changing: isStable ? '' : told,
    tokens: profile.tokens + summaries.tokens + facts.tokens + people.tokens,
    cut: { facts: facts.cut, entities: people.cut, summary: summaries.cut, profile: profile.cut },
    parts: { profile: profile.text, summary: summaries.text, facts: facts.text, people: people.text },
    included: contentsOf({ notes: facts.kept, summaries: summaries.kept.toReversed() }),
  }
}

function byLastTold(a: Entity, b: Entity): number {
  return b.saidAt - a.saidAt || (a.name < b.name ? -1 : 1)
}

/** The facts and summaries of selected memory. */
export function contentsOf(memory: Pick<SelectedMemory, 'notes' | 'summaries'> = { notes: [], summaries: [] }) {
  return {
    facts: memory.notes.flatMap(({ factIds }) => factIds),
    summaries: memory.summaries.map(({ id }) => id),
  }
}

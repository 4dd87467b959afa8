import type { Entity } from '../../memory/knowledge/entities.ts'
import type { TokenCounter } from '../../memory/ports/token-counter.ts'
import type { FactId, Summary } from '../../memory/types.ts'
import { fitItems } from '../format/budget.ts'
import { countNoteTokens, type FactNote, NOTES_TITLE } from './notes.ts'
import { fitPeople, fitProfile } from './people.ts'
import { fitSummaries } from './summaries.ts'

/** What memory adds to a prompt, as far as its audience may hear it. */
export interface SelectedMemory {
  /** The entity that is the user. */
  readonly user?: Entity | undefined
  /** Oldest first. */
  readonly summary: readonly Summary[]
  /** The others, those that matter most first. */
  readonly entities: readonly Entity[]
  /** Those that matter most first. */
  readonly notes: readonly FactNote[]
  /** In which days are told. */
  readonly timeZone: string
}

/** MEMORY_TOKENS (facts and entities), PROFILE_TOKENS, SUMMARY_TOKENS. */
export interface MemoryBudget {
  readonly memoryTokens: number
  readonly profileTokens: number
  readonly summaryTokens: number
}

export interface FittedMemory {
  /** What ends the system text: profile and summary. */
  readonly stable: string
  /** What begins the last message: notes and entities. */
  readonly changing: string
  readonly tokens: number
  readonly cut: {
    readonly facts: number
    readonly entities: number
    readonly summary: number
    readonly profile: number
  }
  readonly included: { readonly facts: readonly FactId[]; readonly segments: readonly string[] }
}

/** Other entities keep this part of MEMORY_TOKENS where facts could fill it all: some fifteen people and things by default. */
const ENTITY_SHARE = 1 / 5

/** A summary may be over SUMMARY_TOKENS by this: models count badly, and two segments become one only with the next fold. */
const SUMMARY_SLACK = 1.5

/** What facts may take, title included, beside the entities. */
export function roomForFacts(entities: readonly Entity[], memoryTokens: number, counter: TokenCounter): number {
  return memoryTokens - fitPeople(entities, Math.floor(memoryTokens * ENTITY_SHARE), counter).tokens
}

/** Fits what memory adds into `room` tokens: profile before summary, before entities, before facts. */
export function fitMemory(
  memory: SelectedMemory,
  room: number,
  budget: MemoryBudget,
  counter: TokenCounter,
): FittedMemory {
  const profile = fitProfile(memory.user, Math.min(budget.profileTokens, room), counter)
  const afterProfile = room - profile.tokens
  const summaryRoom = Math.min(Math.floor(budget.summaryTokens * SUMMARY_SLACK), afterProfile)
  const summary = fitSummaries(memory.summary, summaryRoom, memory.timeZone, counter)

  const memoryRoom = Math.min(budget.memoryTokens, afterProfile - summary.tokens)
  const keptForEntities = Math.min(Math.floor(budget.memoryTokens * ENTITY_SHARE), memoryRoom)
  const reserved = fitPeople(memory.entities, keptForEntities, counter).tokens
  const title = counter.count(NOTES_TITLE)
  const costs = { title, tokens: (note: FactNote) => countNoteTokens(note, counter) }
  const notes = fitItems(memory.notes, memoryRoom - reserved, costs)
  const people = fitPeople(memory.entities, memoryRoom - notes.tokens, counter)

  return {
    stable: `${profile.text}${summary.text}`,
    changing: `${formatNotes(notes.kept)}${people.text}`,
    tokens: profile.tokens + summary.tokens + notes.tokens + people.tokens,
    cut: { facts: notes.cut, entities: people.cut, summary: summary.cut, profile: profile.cut },
    included: { facts: notes.kept.flatMap(({ factIds }) => factIds), segments: summary.included },
  }
}

/** Notes under their title, oldest first. */
export function formatNotes(notes: readonly FactNote[]): string {
  if (notes.length === 0) return ''
  const byDate = notes.toSorted((a, b) => a.fact.saidAt - b.fact.saidAt)
  return `${NOTES_TITLE}${byDate.map(({ text }) => text).join('')}`
}

import type { FactStatus } from '../types.ts'
import type { KnownFact, ShownTurn } from './request-parts.ts'

/**
 * What the cheap model is asked to look at a second time, before it is kept: prompt/review/messages.ts puts it into words.
 * Numbers begin with 1; those of turns are the ones of the extraction, which showed more of them.
 */
export interface ReviewRequest {
  readonly timeZone: string
  readonly turns: readonly ShownTurn[]
  readonly facts: readonly ReviewedFact[]
  /** Known facts that one of those in question may replace, or repeat. */
  readonly known: readonly KnownFact[]
}

/** A fact of an extraction that is in question. */
export interface ReviewedFact {
  readonly number: number
  /** The turn that is quoted. */
  readonly turn: number
  readonly quote: string
  readonly text: string
  /** `user`, or the name of an entity. */
  readonly subject: string
  readonly status?: FactStatus
  readonly eventAt?: string
  /** The numbers of known facts that it may replace or repeat: the verdict is asked for which of them. */
  readonly candidates: readonly number[]
}

/** What the model says of a fact in question. What it leaves out it is silent about. */
export interface FactVerdict {
  /** The number of the fact. */
  readonly fact: number
  /** Whether the user says this, of whom the fact says it. */
  readonly isTrue?: boolean | undefined
  /** Whether it holds, held, or is planned. */
  readonly status?: 'present' | FactStatus | undefined
  /** It tells the bot how to behave, or is about the bot. */
  readonly isAboutBot?: boolean | undefined
  readonly isSensitive?: boolean | undefined
  /** Numbers of known facts that are no longer true because of it. */
  readonly replaces?: readonly number[] | undefined
  /** The number of the known fact that says the same. */
  readonly repeats?: number | undefined
}

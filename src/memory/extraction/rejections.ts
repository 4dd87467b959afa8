import type { FactId } from '../types.ts'

/** Why something that the model said is not kept, or not as it was said: codes for counting, never a text. */
export type RejectionReason =
  | 'turn' // not a turn of the user's that was to be learned from
  | 'quote' // nothing, or not what the user wrote there
  | 'name' // of somebody or something the user did not name
  | 'number'
  | 'secret'
  | 'sensitive'
  | 'instruction' // tells the bot, or everyone, what to do
  | 'botWords' // rests on what the bot said
  | 'denied' // the model, or the second look, says that the user does not say so
  | 'text' // empty, or too long
  | 'kind'
  | 'tooMany'
  | 'replaces' // an edge to a fact that was not shown, or is about somebody else: the fact is kept without it
  | 'dateMended' // the fact is kept with the date that the user's own words give
  | 'dateDropped' // the fact is kept without a date

/** What became of one fact that the model told: the fact that tells it now, new or known before, or none and why. */
export type FactOutcome =
  | { readonly fact: FactId; readonly reason?: 'dateMended' | 'dateDropped' }
  | { readonly fact?: undefined; readonly reason: RejectionReason }

/** Counts rejections by reason. */
export interface RejectionTally {
  readonly counts: Partial<Record<RejectionReason, number>>
  add(reason: RejectionReason, count?: number): void
}

export function createRejectionTally(): RejectionTally {
  const counts: Partial<Record<RejectionReason, number>> = {}
  return {
    counts,
    add(reason, count = 1) {
      if (count > 0) counts[reason] = (counts[reason] ?? 0) + count
    },
  }
}

import type { FactStatus } from '../types.ts'

/** A turn as a request of the cheap model shows it. */
export interface ShownTurn {
  readonly number: number
  readonly role: 'user' | 'assistant'
  readonly saidAt: number
  readonly text: string
}

/** A fact that is known already, as a request shows it. */
export interface KnownFact {
  readonly number: number
  readonly saidAt: number
  readonly text: string
  /** `user`, or the name of an entity. */
  readonly subject: string
  readonly status?: FactStatus
  readonly eventAt?: string
}

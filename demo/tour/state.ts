/**
 * How far the tour is. `held`: somebody does something else, and it waits until it is told to go on; `over`: it came to its end,
 * was ended, or could not go on, as its line says.
 */
export interface TourState {
  readonly is: 'running' | 'held' | 'over'
  /** From 1. */
  readonly step: number
  readonly steps: number
  /** What to look at, or why it does not go on, in a sentence. */
  readonly line: string
}

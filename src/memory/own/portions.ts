import { setImmediate as turnOfOthers } from 'node:timers/promises'

/** About 5 ms of work. */
const PORTION = 500

/** Goes through something long without keeping everybody else waiting. */
export async function* inPortions<T>(all: readonly T[]): AsyncGenerator<T> {
  for (const [at, one] of all.entries()) {
    if (at % PORTION === PORTION - 1) await turnOfOthers()
    yield one
  }
}

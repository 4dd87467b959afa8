import { setTimeout as sleep } from 'node:timers/promises'

/** In one piece, and between two: an answer comes in some ten steps, several of which go on in each gap. */
const MAX_PIECE_MS = 5

/** Lets others go first once a piece took as long as one may. */
export type Pause = () => Promise<void>

/** For work that may take long: called between its steps. */
export function createPacer(): Pause {
  let begun = performance.now()
  return async () => {
    if (performance.now() - begun < MAX_PIECE_MS) return
    await sleep(MAX_PIECE_MS)
    begun = performance.now()
  }
}

/** Goes through a list of any length, with others in between. */
export async function* withPauses<T>(items: readonly T[]): AsyncGenerator<T> {
  const pause = createPacer()
  for (const item of items) {
    await pause()
    yield item
  }
}

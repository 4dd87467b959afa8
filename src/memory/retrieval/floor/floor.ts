import type { Embedder } from '../../ports/embedder.ts'
import { learnFloor, type MeaningFloor } from './learn-floor.ts'

/** How long a search waits for a floor that is being learned: longer, and it goes by words alone. */
const PATIENCE_MS = 5000

/** By the embedder, which is one model for as long as the process runs. */
const floors = new WeakMap<Embedder, Promise<MeaningFloor | 'unfit' | undefined>>()

/**
 * From how near on facts are about a question by the model of an embedder; undefined where that decides nothing: it can't
 * tell, or the examples are not embedded yet. Learned at the first search, once for all.
 */
export async function floorOf(embedder: Embedder): Promise<MeaningFloor | undefined> {
  const learning = floors.get(embedder) ?? learnAnew(embedder)
  const { promise: patience, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => resolve(undefined), PATIENCE_MS)
  try {
    const floor = await Promise.race([learning, patience])
    return floor === 'unfit' ? undefined : floor
  } finally {
    clearTimeout(timer)
  }
}

/** Where it could not be learned the next search tries again: an embedder reports its own failures. */
function learnAnew(embedder: Embedder): Promise<MeaningFloor | 'unfit' | undefined> {
  const learning = learnFloor(embedder)
  floors.set(embedder, learning)
  const retry = () => void floors.delete(embedder)
  learning.then(floor => floor ?? retry(), retry)
  return learning
}

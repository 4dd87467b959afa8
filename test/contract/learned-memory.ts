import type { BothStores } from './lessons.ts'
import { drawnContract } from './memory-store-drawn.ts'
import { dueContract } from './memory-store-due.ts'
import { relearningContract } from './memory-store-relearning.ts'
import { unlearningContract } from './memory-store-unlearning.ts'
import type { StoreLimits } from './talk.ts'

/** What a MemoryStore must do with what the LearningStore beside it has learned. */
export function learnedMemoryContract(make: (limits?: StoreLimits) => BothStores): void {
  drawnContract(make)
  dueContract(make)
  unlearningContract(make)
  relearningContract(make)
}

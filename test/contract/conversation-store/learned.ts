import type { StoreLimits } from '../support/conversations.ts'
import type { BothStores } from '../support/memory-updates.ts'
import { dueContract } from './due.ts'
import { relearningContract } from './relearning.ts'
import { snapshotContract } from './snapshot.ts'
import { unlearningContract } from './unlearning.ts'

/** What a MemoryStore must do with what the LearningStore beside it has learned. */
export function learnedMemoryContract(make: (limits?: StoreLimits) => BothStores): void {
  snapshotContract(make)
  dueContract(make)
  unlearningContract(make)
  relearningContract(make)
}

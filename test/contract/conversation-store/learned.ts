import { dueContract } from '../conversation-store-due.ts'
import { relearningContract } from '../conversation-store-relearning.ts'
import { snapshotContract } from '../conversation-store-snapshot.ts'
import { unlearningContract } from '../conversation-store-unlearning.ts'
import type { StoreLimits } from '../support/conversations.ts'
import type { BothStores } from '../support/memory-updates.ts'

/** What a MemoryStore must do with what the LearningStore beside it has learned. */
export function learnedMemoryContract(make: (limits?: StoreLimits) => BothStores): void {
  snapshotContract(make)
  dueContract(make)
  unlearningContract(make)
  relearningContract(make)
}

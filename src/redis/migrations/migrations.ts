import type { Migration } from './migration.ts'
import { removeOldQueue } from './remove-old-queue.ts'
import { removeUnfilteredContexts } from './remove-unfiltered-contexts.ts'

/** A memory that says nothing of its schema. */
export const FIRST_SCHEMA_VERSION = 1

/**
 * All of them, in their order. What is here stays: a memory may come from any version. To version 4 no migration led: a memory had it once it
 * stood in several cells.
 */
export const migrations: readonly Migration[] = [
  { to: 2, purpose: 'remove the keys of the old queue', run: removeOldQueue },
  { to: 3, purpose: 'remove words around facts that were kept unfiltered', run: removeUnfilteredContexts },
  // Records of before are read as they are until they expire or change. Versions before could not read those of now, nor forget them.
  { to: 5, purpose: 'keep whose each message is in fewer bytes', run: async () => 0 },
]

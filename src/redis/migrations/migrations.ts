import type { Migration } from './migration.ts'
import { removeOldQueue } from './remove-old-queue.ts'
import { removeUnfilteredContexts } from './remove-unfiltered-contexts.ts'

/** A memory that says nothing of its schema. */
export const FIRST_SCHEMA_VERSION = 1

/**
 * What a memory has that stands in several cells. No migration leads there, and the next one leads beyond: versions before, which
 * know of one cell alone, would take everybody in another one for somebody new.
 */
export const CELLS_SCHEMA_VERSION = 4

/** All of them, in their order. What is here stays: a memory may come from any version. */
export const migrations: readonly Migration[] = [
  { to: 2, purpose: 'remove the keys of the old queue', run: removeOldQueue },
  { to: 3, purpose: 'remove words around facts that were kept unfiltered', run: removeUnfilteredContexts },
]

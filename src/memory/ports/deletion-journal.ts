import type { MessageId } from '../types.ts'

/** Notes which messages were deleted while the store could not be told, so that it is told after a stop as well. Never throws. */
export interface DeletionJournal {
  read(): readonly MessageId[]
  add(message: MessageId): void
  /** The store knows of all of them. */
  clear(): void
}

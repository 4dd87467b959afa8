import type { Logger } from 'pino'
import type { OwnMemory } from '../../../memory/own-memory.ts'
import type { MemoryStore } from '../../../memory/ports.ts'
import type { RecallMeans } from '../../../memory/recall.ts'

/** What forgetting works with. */
export interface ForgetParts {
  readonly own: OwnMemory
  readonly store: Pick<MemoryStore, 'deleteMessage'>
  readonly means: RecallMeans
  readonly settings: { readonly timeZone: string }
  readonly log: Logger
}

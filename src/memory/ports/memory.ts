import type { UserId } from '../types.ts'
import type { Attendance } from './attendance.ts'
import type { CapabilityStore } from './capability-store.ts'
import type { ConversationStore } from './conversation-store.ts'
import type { Departures } from './departures.ts'
import type { Embedder } from './embedder.ts'
import type { EmbeddingBackfill, FactIndex } from './fact-index.ts'
import type { LearnedContentStore } from './learned-content-store.ts'
import type { LearningStore } from './learning-store.ts'
import type { SessionStarts } from './session-starts.ts'
import type { OwnerSettings } from './settings/owner-settings.ts'
import type { ServerSettings } from './settings/server-settings.ts'
import type { CellGrowth } from './upkeep/cell-growth.ts'
import type { ContextExpiry } from './upkeep/context-expiry.ts'
import type { UsageLedger } from './usage-ledger.ts'
import type { UserMemoryStore } from './user-memory-store.ts'

/** Everything a store adapter has to offer: one port for each concern, and what tells how the store is doing. */
export interface Memory {
  readonly conversations: ConversationStore
  readonly learning: LearningStore
  readonly factIndex: FactIndex
  readonly serverSettings: ServerSettings
  readonly ownerSettings: OwnerSettings
  readonly departures: Departures
  readonly attendance: Attendance
  readonly sessionStarts: SessionStarts
  /** What users see, add, correct and take away by themselves. */
  readonly userMemory: UserMemoryStore
  readonly usageLedger: UsageLedger
  readonly capabilities: CapabilityStore
  readonly learnedContent: LearnedContentStore
  readonly contextExpiry: ContextExpiry
  readonly cellGrowth: CellGrowth
  /** Embeds the facts that have no embedding by the present model. */
  embeddingBackfill(embedder: Embedder): EmbeddingBackfill
  /** What time it is, in milliseconds since 1970: what the store keeps goes by no other clock, in whichever process. */
  now(): number
  /** Whether the store can be reached now, and lets something be taken away or ended at least. */
  isReady(): boolean
  /** The same of what belongs to no user: the words of some people may be out of reach, where they stand elsewhere. */
  isPartlyReady(): boolean
  /** Whether the store kept what it was given last: one that can be reached may be full, or a copy that is only read. */
  takesWrites(): boolean
  /** Why it keeps nothing now, in words for operators; undefined while it does. */
  trouble(): string | undefined
  /** Calls the listener whenever the store can be reached, or keeps what it is given, again. */
  onReconnect(listener: () => void): void
  /**
   * Calls the listener whenever anything of a user was deleted: no process may keep words any longer that they said before. Of what
   * another process has deleted this one hears later, by so many ms.
   */
  onDeletion(listener: (user: UserId, agoMs: number) => void): void
  /** Calls the listener whenever a message was deleted or edited on Discord: no process may keep single words of it. */
  onWordsGone(listener: () => void): void
  /** Looks for deletions by other processes and tells the listeners of `onDeletion`. Throws MemoryUnavailable. */
  readDeletions(): Promise<void>
  /** What all data takes, in bytes, and of how many people anything is kept; undefined where the store does not tell. Throws MemoryUnavailable. */
  readSize(): Promise<{ readonly bytes: number; readonly users: number } | undefined>
  /** Ends every connection, and the store itself where this process started it. */
  close(): Promise<void>
}

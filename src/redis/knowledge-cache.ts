import { LRUCache } from 'lru-cache'
import type { UserId } from '../memory/types.ts'
import {
  type CorruptKnowledgeKind,
  type KnowledgeReply,
  type KnowledgeTable,
  parseKnowledge,
} from './records/knowledge.ts'

/** What the process remembers of all users together. */
const MAX_BYTES = 64 * 1024 * 1024
/** A JavaScript character takes two bytes at most: once as read, once as parsed, and once in what memory/ prepares of it. */
const BYTES_PER_CHARACTER = 6
/** An object with its fields, in a list and in a view or two. */
const BYTES_PER_VALUE = 64

/** A user's knowledge at one version: an epoch and a count of changes. */
interface CachedKnowledge {
  readonly version: string
  readonly table: KnowledgeTable
  readonly bytes: number
}

/** What the cache held of a user before a script was run. */
export interface CacheState {
  readonly cached: CachedKnowledge | undefined
  /** How often anybody's knowledge had been invalidated by then. */
  readonly invalidations: number
}

/** The knowledge of the users who spoke last, so that a script need not return it again; bounded in bytes. */
export class KnowledgeCache {
  readonly #tables: LRUCache<UserId, CachedKnowledge>
  readonly #onCorrupt: (user: UserId, kind: CorruptKnowledgeKind) => void
  #invalidations = 0

  constructor(onCorrupt: (user: UserId, kind: CorruptKnowledgeKind) => void, maxBytes = MAX_BYTES) {
    this.#onCorrupt = onCorrupt
    this.#tables = new LRUCache({ maxSize: maxBytes, sizeCalculation: ({ bytes }) => bytes })
  }

  get bytes(): number {
    return this.#tables.calculatedSize
  }

  /** The version of a user's knowledge, if it is cached. */
  versionOf(user: UserId): string | undefined {
    return this.#tables.peek(user)?.version
  }

  /** What there is before a script is run, for `resolve` afterwards. */
  stateFor(user: UserId): CacheState {
    return { cached: this.#tables.peek(user), invalidations: this.#invalidations }
  }

  /**
   * The knowledge at the version that a script returned: with that version, or the process had it when the script was run
   * (`state`: another one may have been cached since). What was read before anything was forgotten, by any user, is used
   * but not cached.
   */
  resolve(user: UserId, state: CacheState, [version, facts = [], statements = []]: KnowledgeReply): KnowledgeTable {
    const { cached } = state
    const latest = this.#tables.peek(user)
    let entry = [latest, cached].find(found => found?.version === version)
    if (entry === undefined) {
      const before = (latest ?? cached)?.table
      const table = parseKnowledge(user, [version, facts, statements], kind => this.#onCorrupt(user, kind), before)
      entry = { version, table, bytes: bytesOf(facts) + bytesOf(statements) + BYTES_PER_VALUE }
    }
    if (entry === latest || state.invalidations === this.#invalidations) this.#tables.set(user, entry)
    return entry.table
  }

  /** Removes a user's knowledge, also what is being read. */
  forget(user: UserId): void {
    this.#invalidations += 1
    this.#tables.delete(user)
  }

  /** Removes the knowledge of all users. */
  clear(): void {
    this.#invalidations += 1
    this.#tables.clear()
  }
}

function bytesOf(values: readonly string[]): number {
  return values.reduce((bytes, value) => bytes + BYTES_PER_VALUE + BYTES_PER_CHARACTER * value.length, 0)
}

import type { UserId } from '../memory/types.ts'
import {
  type CorruptKnowledgeKind,
  type KnowledgeLists,
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

/** A user's table at one version: an epoch and a count of changes. */
export interface CachedKnowledge {
  readonly version: string
  readonly table: KnowledgeTable
  readonly bytes: number
}

/** What the cache held of a user when a script was told of it. */
export interface CacheState {
  readonly table?: CachedKnowledge
  /** How often the cache had let go of anybody's table by then. */
  readonly invalidations: number
}

/** The tables of those who spoke last, so that a script need not hand them over again; bounded in bytes. */
export class KnowledgeCache {
  readonly #tables = new Map<UserId, CachedKnowledge>()
  readonly #mostBytes: number
  readonly #onProblem: (user: UserId, problem: CorruptKnowledgeKind) => void
  #bytes = 0
  #forgettings = 0

  constructor(onProblem: (user: UserId, problem: CorruptKnowledgeKind) => void, mostBytes = MAX_BYTES) {
    this.#onProblem = onProblem
    this.#mostBytes = mostBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  /** The version of a user's table, if there is one. */
  versionOf(user: UserId): string | undefined {
    return this.#tables.get(user)?.version
  }

  /** What there is before a script is run, for `take` afterwards. */
  stateFor(user: UserId): CacheState {
    const table = this.#tables.get(user)
    return { ...(table && { table }), invalidations: this.#forgettings }
  }

  /**
   * The table at the version that a script tells of: it was handed over, or is the one that the script was told of
   * (`had`: another may have come into the cache meanwhile). What was read before something was forgotten, of anybody, is
   * used and not put back.
   */
  resolve(user: UserId, had: CacheState, { version, lists }: KnowledgeReply): KnowledgeTable {
    const now = this.#tables.get(user)
    if (now?.version === version) return this.#put(user, now)
    const entry = had.table?.version === version ? had.table : this.#read(user, version, lists, now ?? had.table)
    return had.invalidations === this.#forgettings ? this.#put(user, entry) : entry.table
  }

  /** Lets go of a user's table, also of one that is being read. */
  forget(user: UserId): void {
    this.#forgettings += 1
    this.#drop(user)
  }

  /** Lets go of all tables. */
  clear(): void {
    this.#forgettings += 1
    this.#tables.clear()
    this.#bytes = 0
  }

  #read(
    user: UserId,
    version: string,
    lists: KnowledgeLists = { facts: [], statements: [] },
    before?: CachedKnowledge,
  ): CachedKnowledge {
    const table = parseKnowledge(user, lists, problem => this.#onProblem(user, problem), before?.table)
    return { version, table, bytes: bytesOf(lists) }
  }

  #put(user: UserId, entry: CachedKnowledge): KnowledgeTable {
    this.#drop(user)
    this.#tables.set(user, entry)
    this.#bytes += entry.bytes
    for (const oldest of this.#tables.keys()) {
      if (this.#bytes <= this.#mostBytes) break
      this.#drop(oldest)
    }
    return entry.table
  }

  #drop(user: UserId): void {
    const entry = this.#tables.get(user)
    if (entry === undefined) return
    this.#tables.delete(user)
    this.#bytes -= entry.bytes
  }
}

function bytesOf({ facts, statements }: KnowledgeLists): number {
  let bytes = BYTES_PER_VALUE
  for (const value of facts) bytes += BYTES_PER_VALUE + BYTES_PER_CHARACTER * value.length
  for (const value of statements) bytes += BYTES_PER_VALUE + BYTES_PER_CHARACTER * value.length
  return bytes
}

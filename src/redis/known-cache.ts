import type { UserId } from '../memory/types.ts'
import { type KnownLists, type KnownProblem, type KnownReply, type KnownTable, readKnown } from './known.ts'

/** What the process remembers of all users together. */
const MOST_BYTES = 64 * 1024 * 1024
/** A JavaScript character takes two bytes at most: once as read, once as parsed, and once in what memory/ prepares of it. */
const BYTES_PER_CHARACTER = 6
/** An object with its fields, in a list and in a view or two. */
const BYTES_PER_VALUE = 64

/** A user's table at one version: an epoch and a count of changes. */
export interface CachedTable {
  readonly version: string
  readonly table: KnownTable
  readonly bytes: number
}

/** The tables of those who spoke last, so that a script need not hand them over again; bounded in bytes. */
export class KnownCache {
  readonly #tables = new Map<UserId, CachedTable>()
  readonly #mostBytes: number
  readonly #onProblem: (user: UserId, problem: KnownProblem) => void
  #bytes = 0

  constructor(onProblem: (user: UserId, problem: KnownProblem) => void, mostBytes = MOST_BYTES) {
    this.#onProblem = onProblem
    this.#mostBytes = mostBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  of(user: UserId): CachedTable | undefined {
    return this.#tables.get(user)
  }

  /**
   * The table at the version that a script tells of: it was handed over, or is the one that the script was told of
   * (`had`: another may have come into the cache meanwhile).
   */
  take(user: UserId, had: CachedTable | undefined, { version, lists }: KnownReply): KnownTable {
    const now = this.#tables.get(user)
    if (now?.version === version) return this.#put(user, now)
    if (had?.version === version) return this.#put(user, had)
    const read = lists ?? { facts: [], statements: [] }
    const table = readKnown(user, read, problem => this.#onProblem(user, problem), (now ?? had)?.table)
    return this.#put(user, { version, table, bytes: bytesOf(read) })
  }

  /** Lets go of all tables. */
  clear(): void {
    this.#tables.clear()
    this.#bytes = 0
  }

  #put(user: UserId, entry: CachedTable): KnownTable {
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

function bytesOf({ facts, statements }: KnownLists): number {
  let bytes = BYTES_PER_VALUE
  for (const value of facts) bytes += BYTES_PER_VALUE + BYTES_PER_CHARACTER * value.length
  for (const value of statements) bytes += BYTES_PER_VALUE + BYTES_PER_CHARACTER * value.length
  return bytes
}

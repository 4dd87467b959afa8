import type { Redis } from 'ioredis'
import type { Embedding } from '../../memory/ports/embedder.ts'
import type { FactId, UserId } from '../../memory/types.ts'
import type { Keys } from '../keys.ts'
import { runReadEmbeddings } from '../scripts/vector-index/embeddings.ts'
import { dotProduct, fromFloat16, isUsableVector, type Neighbours, type VectorQuery, vectorLength } from './vectors.ts'

/** What embeddings may take in the process: some 30 users of 1,000 facts with 512 dimensions. */
const CACHE_BYTES = 67_108_864

/**
 * Finds the nearest facts by comparing with each, in this process. The embeddings come from Redis once and stay, while
 * there is room; whether they are still those is asked each time, unless `justRead` tells the version of a user's facts
 * that this process has just read.
 */
export function exactSearch(
  redis: Redis,
  keys: Keys,
  justRead: (user: UserId) => string | undefined = () => undefined,
  cacheBytes: number = CACHE_BYTES,
) {
  const cache = vectorTableCache(cacheBytes)

  async function pointsOf(user: UserId, field: string, dimensions: number): Promise<VectorTable> {
    const name = `${user} ${field}`
    const known = cache.get(name)
    if (known !== undefined && known.version === justRead(user)) return known
    const { version, rowOf, prefixes } = known ?? emptyVectorTable
    const reply = await runReadEmbeddings({ redis, keys }, user, field, {
      ...{ version, ids: [...rowOf.keys()], prefixes, prefixBytes: prefixes[0]?.length ?? PREFIX_BYTES },
    })
    if (reply === null) return known ?? emptyVectorTable
    const points = parseVectorTable(reply, known, dimensions)
    cache.set(name, points)
    return points
  }

  return {
    /** Lets go of what was read: the server may have lost its last second, and count up to a version anew. */
    clear: cache.clear,
    /** Lets go of what was read of one user. */
    forget: (user: UserId) => cache.forget(`${user} `),
    /** How many facts of a user are held here, or of some of them. */
    countCached(user: UserId, among?: ReadonlySet<FactId>): number {
      const rows = cache.beginningWith(`${user} `).flatMap(({ rowOf }) => [...rowOf.keys()])
      return new Set(rows.filter(fact => among?.has(fact) ?? true)).size
    },
    /** @param field the embedding field; its dimensions are those of the query's point */
    async nearest({ user, visibleScopes, point, limit }: VectorQuery, field: string): Promise<Neighbours> {
      const { rowOf, scopes, table } = await pointsOf(user, field, point.length)
      const length = vectorLength(point)
      const found: { fact: string; similarity: number }[] = []
      for (const [fact, row] of rowOf) {
        if (visibleScopes === 'all' || visibleScopes.some(scope => scope === scopes[row])) {
          found.push({ fact, similarity: dotProduct(table, row * point.length, point) / length })
        }
      }
      return found.sort((a, b) => b.similarity - a.similarity).slice(0, limit)
    },
  }
}

const emptyVectorTable: VectorTable = {
  version: '',
  rowOf: new Map(),
  scopes: [],
  prefixes: [],
  table: new Float32Array(),
}

/** The version, then id, scope and embedding of each fact; where the embedding is empty it is one that we have. */
function parseVectorTable(reply: readonly Buffer[], known: VectorTable | undefined, dimensions: number): VectorTable {
  const rowOf = new Map<string, number>()
  const scopes: string[] = []
  const begins: Buffer[] = []
  const table = new Float32Array(Math.floor(reply.length / 3) * dimensions)
  for (let i = 1; i + 2 < reply.length; i += 3) {
    const [id, scope, bytes] = [String(reply[i]), String(reply[i + 1]), reply[i + 2] as Buffer]
    const row = bytes.length === 0 ? known?.rowOf.get(id) : undefined
    const point =
      row === undefined ? unitVector(bytes) : known?.table.subarray(row * dimensions, (row + 1) * dimensions)
    if (point?.length !== dimensions) continue
    // A copy: a slice of a reply would keep all of it.
    begins.push((row === undefined ? undefined : known?.prefixes[row]) ?? Buffer.from(bytes.subarray(0, PREFIX_BYTES)))
    table.set(point, scopes.length * dimensions)
    rowOf.set(id, scopes.length)
    scopes.push(scope)
  }
  return { version: String(reply[0]), rowOf, scopes, prefixes: begins, table }
}

/** An embedding of length one again, which half precision is not quite; undefined if it makes no sense. */
function unitVector(bytes: Buffer): Embedding | undefined {
  const embedding = fromFloat16(bytes)
  if (!isUsableVector(embedding)) return undefined
  const scale = 1 / vectorLength(embedding)
  for (let i = 0; i < embedding.length; i += 1) embedding[i] = (embedding[i] as number) * scale
  return embedding
}

/** The embeddings of one user's facts, as they were at one version: row by row in one table, each of length one. */
export interface VectorTable {
  readonly version: string
  readonly rowOf: ReadonlyMap<string, number>
  readonly scopes: readonly string[]
  readonly table: Float32Array
  /** The first bytes of each embedding as Redis has it: see `BEGIN_BYTES`. */
  readonly prefixes: readonly Buffer[]
}

/**
 * By so many bytes an embedding is known again, or by all if it has fewer: of two texts, no two embeddings are the same
 * in their first 16 dimensions.
 */
const PREFIX_BYTES = 32

/** What an id, its scope, the first bytes and their places in maps and lists take, about. */
const BYTES_PER_FACT = 350

/** Keeps points by name, within a limit of bytes: those that were not used for longest go first. */
export function vectorTableCache(limit: number) {
  const kept = new Map<string, VectorTable>()
  let bytes = 0

  function remove(name: string): void {
    const points = kept.get(name)
    if (points) bytes -= bytesOf(points)
    kept.delete(name)
  }

  return {
    get(name: string): VectorTable | undefined {
      const points = kept.get(name)
      if (points) {
        kept.delete(name)
        kept.set(name, points)
      }
      return points
    },

    /** Those whose names begin so. */
    beginningWith(begin: string): readonly VectorTable[] {
      return [...kept].filter(([name]) => name.startsWith(begin)).map(([, points]) => points)
    },

    forget(begin: string): void {
      for (const name of [...kept.keys()].filter(name => name.startsWith(begin))) remove(name)
    },

    clear(): void {
      kept.clear()
      bytes = 0
    },

    set(name: string, points: VectorTable): void {
      remove(name)
      kept.set(name, points)
      bytes += bytesOf(points)
      for (const oldest of kept.keys()) {
        if (bytes <= limit) break
        remove(oldest)
      }
    },
  }
}

function bytesOf({ table, scopes }: VectorTable): number {
  return table.byteLength + scopes.length * BYTES_PER_FACT
}

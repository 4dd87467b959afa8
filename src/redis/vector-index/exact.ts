import type { Redis } from 'ioredis'
import { LRUCache } from 'lru-cache'
import type { Embedding } from '../../memory/ports/embedder.ts'
import type { FactId, UserId } from '../../memory/types.ts'
import type { Keys } from '../keys.ts'
import { runReadEmbeddings } from '../scripts/vector-index/embeddings.ts'
import { dotProduct, fromFloat16, isUsableVector, type Neighbours, type VectorQuery, vectorLength } from './vectors.ts'

/** What embeddings may take in the process: some 30 users of 1,000 facts with 512 dimensions. */
const CACHE_BYTES = 67_108_864

/**
 * Finds the nearest facts by comparing with each, in this process. The embeddings come from Redis once and stay, while
 * there is room; whether they are still those is asked each time, unless `cachedVersion` tells the version of a user's facts
 * that this process has just read.
 */
export function exactSearch(
  redis: Redis,
  keys: Keys,
  cachedVersion: (user: UserId) => string | undefined = () => undefined,
  cacheBytes: number = CACHE_BYTES,
) {
  const cache = vectorTableCache(cacheBytes)

  async function vectorsOf(user: UserId, field: string, dimensions: number): Promise<VectorTable> {
    const known = cache.get(user)
    if (known !== undefined && known.version === cachedVersion(user)) return known
    const { version, rowOf, prefixes } = known ?? emptyVectorTable
    const reply = await runReadEmbeddings({ redis, keys }, user, field, {
      ...{ version, ids: [...rowOf.keys()], prefixes, prefixBytes: prefixes[0]?.length ?? PREFIX_BYTES },
    })
    if (reply === null) return known ?? emptyVectorTable
    const vectors = parseVectorTable(reply, known, dimensions)
    cache.set(user, vectors)
    return vectors
  }

  return {
    /** Lets go of what was read: the server may have lost its last second, and count up to a version anew. */
    clear: () => cache.clear(),
    /** Lets go of what was read of one user. */
    forget: (user: UserId) => void cache.delete(user),
    /** How many facts of a user are held here, or of some of them. */
    countCached(user: UserId, among?: ReadonlySet<FactId>): number {
      const facts = new Set(cache.get(user)?.rowOf.keys())
      return (among === undefined ? facts : facts.intersection(among)).size
    },
    /** @param field the embedding field, always the same one; its dimensions are those of the query's point */
    async nearest({ user, visibleScopes, point, limit }: VectorQuery, field: string): Promise<Neighbours> {
      const { rowOf, scopes, table } = await vectorsOf(user, field, point.length)
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
  const prefixes: Buffer[] = []
  const table = new Float32Array(Math.floor(reply.length / 3) * dimensions)
  for (let i = 1; i + 2 < reply.length; i += 3) {
    const [id, scope, bytes] = [String(reply[i]), String(reply[i + 1]), reply[i + 2] as Buffer]
    const row = bytes.length === 0 ? known?.rowOf.get(id) : undefined
    const point =
      row === undefined ? unitVector(bytes) : known?.table.subarray(row * dimensions, (row + 1) * dimensions)
    if (point?.length !== dimensions) continue
    // A copy: a slice of a reply would keep all of it.
    prefixes.push(
      (row === undefined ? undefined : known?.prefixes[row]) ?? Buffer.from(bytes.subarray(0, PREFIX_BYTES)),
    )
    table.set(point, scopes.length * dimensions)
    rowOf.set(id, scopes.length)
    scopes.push(scope)
  }
  return { version: String(reply[0]), rowOf, scopes, prefixes, table }
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
  /** The first bytes of each embedding as Redis has it: see `PREFIX_BYTES`. */
  readonly prefixes: readonly Buffer[]
}

/**
 * By so many bytes an embedding is known again, or by all if it has fewer: of two texts, no two embeddings are the same
 * in their first 16 dimensions.
 */
const PREFIX_BYTES = 32

/** What an id, its scope, the first bytes and their places in maps and lists take, about. */
const BYTES_PER_FACT = 350

/** The vectors of users within a limit of bytes: those that were not used for longest go first. */
export function vectorTableCache(maxSize: number): LRUCache<UserId, VectorTable> {
  return new LRUCache({ maxSize, sizeCalculation: bytesOf })
}

function bytesOf({ table, scopes }: VectorTable): number {
  return Math.max(1, table.byteLength + scopes.length * BYTES_PER_FACT)
}

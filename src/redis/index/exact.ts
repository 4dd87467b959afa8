import type { Redis } from 'ioredis'
import type { Embedding } from '../../memory/ports.ts'
import type { FactId, UserId } from '../../memory/types.ts'
import type { Keys } from '../keys.ts'
import { runScriptForBytes } from '../scripts.ts'
import { fromFloat16 } from './embedding-field.ts'
import { BEGIN_BYTES, type Points, pointsCache } from './points-cache.ts'
import { dot, isPoint, lengthOf, type Neighbours, type Query } from './query.ts'

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
  const cache = pointsCache(cacheBytes)

  async function pointsOf(user: UserId, field: string, dimensions: number): Promise<Points> {
    const name = `${user} ${field}`
    const known = cache.get(name)
    if (known !== undefined && known.version === justRead(user)) return known
    const { version, rowOf, begins } = known ?? noPoints
    const reply = await runScriptForBytes(
      redis,
      'fact-points',
      [keys.user(user), keys.facts(user)],
      [
        ...[keys.factPrefix(user), field, version],
        ...[[...rowOf.keys()].join(','), Buffer.concat(begins), begins[0]?.length ?? BEGIN_BYTES],
      ],
    )
    if (!Array.isArray(reply)) return known ?? noPoints
    const points = readPoints(reply, known, dimensions)
    cache.set(name, points)
    return points
  }

  return {
    /** Lets go of what was read: the server may have lost its last second, and count up to a version anew. */
    clear: cache.clear,
    /** Lets go of what was read of one user. */
    forget: (user: UserId) => cache.forget(`${user} `),
    /** How many facts of a user are held here, or of some of them. */
    held(user: UserId, among?: ReadonlySet<FactId>): number {
      const rows = cache.beginningWith(`${user} `).flatMap(({ rowOf }) => [...rowOf.keys()])
      return new Set(rows.filter(fact => among?.has(fact) ?? true)).size
    },
    /** @param field the embedding field; its dimensions are those of the query's point */
    async nearest({ user, heard, point, limit }: Query, field: string): Promise<Neighbours> {
      const { rowOf, scopes, table } = await pointsOf(user, field, point.length)
      const length = lengthOf(point)
      const found: { fact: string; similarity: number }[] = []
      for (const [fact, row] of rowOf) {
        if (heard === 'all' || heard.some(scope => scope === scopes[row])) {
          found.push({ fact, similarity: dot(table, row * point.length, point) / length })
        }
      }
      return found.sort((a, b) => b.similarity - a.similarity).slice(0, limit)
    },
  }
}

const noPoints: Points = { version: '', rowOf: new Map(), scopes: [], begins: [], table: new Float32Array() }

/** The version, then id, scope and embedding of each fact; where the embedding is empty it is one that we have. */
function readPoints(reply: readonly Buffer[], known: Points | undefined, dimensions: number): Points {
  const rowOf = new Map<string, number>()
  const scopes: string[] = []
  const begins: Buffer[] = []
  const table = new Float32Array(Math.floor(reply.length / 3) * dimensions)
  for (let i = 1; i + 2 < reply.length; i += 3) {
    const [id, scope, bytes] = [String(reply[i]), String(reply[i + 1]), reply[i + 2] as Buffer]
    const row = bytes.length === 0 ? known?.rowOf.get(id) : undefined
    const point = row === undefined ? unit(bytes) : known?.table.subarray(row * dimensions, (row + 1) * dimensions)
    if (point?.length !== dimensions) continue
    // A copy: a slice of a reply would keep all of it.
    begins.push((row === undefined ? undefined : known?.begins[row]) ?? Buffer.from(bytes.subarray(0, BEGIN_BYTES)))
    table.set(point, scopes.length * dimensions)
    rowOf.set(id, scopes.length)
    scopes.push(scope)
  }
  return { version: String(reply[0]), rowOf, scopes, begins, table }
}

/** An embedding of length one again, which half precision is not quite; undefined if it makes no sense. */
function unit(bytes: Buffer): Embedding | undefined {
  const embedding = fromFloat16(bytes)
  if (!isPoint(embedding)) return undefined
  const scale = 1 / lengthOf(embedding)
  for (let i = 0; i < embedding.length; i += 1) embedding[i] = (embedding[i] as number) * scale
  return embedding
}

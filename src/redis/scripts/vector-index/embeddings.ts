import type { Redis } from 'ioredis'
import type { UserId } from '../../../memory/types.ts'
import { defineScript } from '../../run-script.ts'
import type { ScriptBase } from '../script-context.ts'

/** Key and distance of the nearest facts: 'key #0.25 key #0.5'; null if RediSearch refuses. */
export const runNearestFacts = defineScript<string | null>('vector-index/nearest-facts-0').calledWith(
  (_: { redis: Redis }, query: { index: string; filter: string; limit: number; point: Buffer }) => [
    [],
    [query.index, query.filter, query.limit, query.point],
  ],
)

/** How many facts an index holds, or how many of some keys; 0 if RediSearch refuses. */
export const runCountIndexed = defineScript<number>('vector-index/count-indexed-0').calledWith(
  (_: { redis: Redis }, query: { index: string; filter: string; among: readonly string[] }) => [
    [],
    [query.index, query.filter, ...query.among],
  ],
)

/** The embeddings that the process has. */
interface CachedEmbeddings {
  readonly version: string
  readonly ids: readonly string[]
  /** The first bytes of each, and how many. */
  readonly prefixes: readonly Buffer[]
  readonly prefixBytes: number
}

/** The version, then id, scope and embedding of each fact; null if the version is that of `cached`. */
export const runReadEmbeddings = defineScript<Buffer[] | null>('vector-index/read-embeddings-2', 'buffers').ofUser(
  ({ keys }: ScriptBase, user: UserId, field: string, cached: CachedEmbeddings) => [
    [keys.user(user), keys.facts(user)],
    [
      ...[keys.factPrefix(user), field, cached.version, cached.ids.join(',')],
      ...[Buffer.concat(cached.prefixes), cached.prefixBytes],
    ],
  ],
)

/** Id, text and context of facts that lack an embedding, `limit` at most. */
export const runListUnembedded = defineScript<string[]>('vector-index/list-unembedded-2').calledWith(
  ({ keys }: ScriptBase, user: UserId, { field, limit }: { field: string; limit: number }) => [
    [keys.facts(user), keys.unembedded],
    [keys.factPrefix(user), field, limit, user],
  ],
)

interface EmbeddedFact {
  readonly id: string
  readonly text: string
  readonly near: string
  readonly embedding: Buffer
}

/** Stores embeddings, each only if its fact still says what was embedded. Returns how many were stored. */
export const runStoreEmbeddings = defineScript<number>('vector-index/store-embeddings-2').calledWith(
  ({ keys }: ScriptBase, user: UserId, field: string, facts: readonly EmbeddedFact[]) => [
    [keys.user(user), keys.facts(user)],
    [
      ...[keys.factPrefix(user), field],
      ...facts.flatMap(({ id, text, near, embedding }) => [id, text, near, embedding]),
    ],
  ],
)

import type { UserId } from '../../../memory/types.ts'
import { defineScript } from '../../run-script.ts'
import type { ScriptContext } from '../script-context.ts'

type Context = Pick<ScriptContext, 'redis' | 'keys'>

const nearestFacts = defineScript<string | null>('vector-index/nearest-facts-0')
const countIndexed = defineScript<number>('vector-index/count-indexed-0')
const readEmbeddings = defineScript<Buffer[] | null>('vector-index/read-embeddings-2', 'bytes')
const listUnembedded = defineScript<string[]>('vector-index/list-unembedded-2')
const storeEmbeddings = defineScript<number>('vector-index/store-embeddings-2')

/** Key and distance of the nearest facts: 'key #0.25 key #0.5'; null if RediSearch refuses. */
export async function runNearestFacts(
  { redis }: Pick<Context, 'redis'>,
  query: { index: string; filter: string; limit: number; point: Buffer },
): Promise<string | null> {
  return await nearestFacts.run(redis, [], [query.index, query.filter, query.limit, query.point])
}

/** How many facts an index holds, or how many of some keys; 0 if RediSearch refuses. */
export async function runCountIndexed(
  { redis }: Pick<Context, 'redis'>,
  query: { index: string; filter: string; among: readonly string[] },
): Promise<number> {
  return await countIndexed.run(redis, [], [query.index, query.filter, ...query.among])
}

/**
 * The version, then id, scope and embedding of each fact; null if the version is that of `cached`.
 * @param cached what the process has: its version, the ids of the facts and the first bytes of each embedding
 */
export async function runReadEmbeddings(
  { redis, keys }: Context,
  user: UserId,
  field: string,
  cached: { version: string; ids: readonly string[]; prefixes: readonly Buffer[]; prefixBytes: number },
): Promise<Buffer[] | null> {
  return await readEmbeddings.run(
    redis,
    [keys.user(user), keys.facts(user)],
    [
      ...[keys.factPrefix(user), field, cached.version, cached.ids.join(',')],
      ...[Buffer.concat(cached.prefixes), cached.prefixBytes],
    ],
  )
}

/** Id, text and context of facts that lack an embedding, `limit` at most. */
export async function runListUnembedded(
  { redis, keys }: Context,
  user: UserId,
  { field, limit }: { field: string; limit: number },
): Promise<string[]> {
  return await listUnembedded.run(
    redis,
    [keys.facts(user), keys.unembedded],
    [keys.factPrefix(user), field, limit, user],
  )
}

/** Stores embeddings, each only if its fact still says what was embedded. Returns how many were stored. */
export async function runStoreEmbeddings(
  { redis, keys }: Context,
  user: UserId,
  field: string,
  embedded: readonly { id: string; text: string; near: string; embedding: Buffer }[],
): Promise<number> {
  const args = embedded.flatMap(({ id, text, near, embedding }) => [id, text, near, embedding])
  return await storeEmbeddings.run(redis, [keys.user(user), keys.facts(user)], [keys.factPrefix(user), field, ...args])
}

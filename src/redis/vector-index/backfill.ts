import type { Redis } from 'ioredis'
import { MemoryUnavailable } from '../../errors.ts'
import { chunks } from '../../memory/chunks.ts'
import { embeddingText } from '../../memory/knowledge/fact-context.ts'
import type { Embedder } from '../../memory/ports/embedder.ts'
import type { EmbeddingBackfill } from '../../memory/ports/fact-index.ts'
import type { UserId } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
import { toMemoryUnavailable, withMemoryErrors } from '../connection/errors.ts'
import { type Keys, snowflakeSchema } from '../keys.ts'
import { runListUnembedded, runStoreEmbeddings } from '../scripts/vector-index/embeddings.ts'
import { usersWithFacts, usersWithUnembeddedFacts } from '../users-with-facts.ts'
import { embeddingField, isUsableVector, toFloat16 } from './vectors.ts'

export interface EmbeddingBackfillDependencies {
  readonly redis: Redis
  readonly keys: Keys
  /** Without dimensions the first embedding tells them. */
  readonly embedding: { readonly model: string; readonly dimensions?: number | undefined }
  readonly embedder: Embedder
  /** Is told how many dimensions there are. */
  readonly index: { setDimensions(dimensions: number): void }
  readonly log: Logger
}

interface EmbeddingField {
  readonly name: string
  readonly dimensions: number
}

/** One text that can't be embedded must not keep all others from it; so many users in a row are an outage. */
const MAX_CONSECUTIVE_FAILURES = 3

/** Embeds facts anew after a change of model, and those that were learned while there was no embedding to be had. */
export function embeddingBackfill(dependencies: EmbeddingBackfillDependencies): EmbeddingBackfill {
  const { keys, embedding, embedder, index, log } = dependencies
  const redis = withMemoryErrors(dependencies.redis)
  const { model } = embedding
  let { dimensions } = embedding

  async function presentField(): Promise<EmbeddingField | undefined> {
    dimensions ??= (await embedder.embed(['dimensions'], 'passage'))?.[0]?.length
    if (dimensions === undefined) return undefined
    index.setDimensions(dimensions)
    return { name: embeddingField(model, dimensions), dimensions }
  }

  async function embedAll(users: AsyncIterable<UserId>, field: EmbeddingField, signal?: AbortSignal) {
    const done = { facts: 0, failed: 0 }
    let failedInARow = 0
    for await (const user of users) {
      if (!snowflakeSchema.safeParse(user).success) continue
      const { kept, isWhole } = await embedFactsOfUser(user, field, dependencies, signal)
      done.facts += kept
      done.failed += isWhole ? 0 : 1
      failedInARow = isWhole ? 0 : failedInARow + 1
      if (failedInARow === MAX_CONSECUTIVE_FAILURES || signal?.aborted) break
    }
    return done
  }

  async function run(signal?: AbortSignal): Promise<'done' | 'later'> {
    const field = await presentField()
    if (field === undefined) return 'later'
    const details = { model, dimensions: field.dimensions }
    const isNew = (await redis.get(keys.embedding)) !== field.name
    const { facts, failed } = await embedAll(
      isNew ? usersWithFacts(redis, keys) : usersWithUnembeddedFacts(redis, keys),
      field,
      signal,
    )
    if (facts > 0) log.info({ ...details, facts, usersLeft: failed }, 'embedding backfill stored embeddings')
    if (failed > 0 || signal?.aborted) return 'later'
    if (isNew) {
      const dropped = await dropStaleIndexes(dependencies.redis, keys, field.name)
      await redis.set(keys.embedding, field.name)
      if (dropped > 0) log.info({ ...details, dropped }, 'vector index of another embedding model dropped')
    }
    return 'done'
  }

  return {
    run(signal) {
      return run(signal).catch((error: unknown) => {
        if (error instanceof MemoryUnavailable) return 'later'
        throw error
      })
    },
  }
}

/** Facts embedded in one call: some thousands of tokens, and 64 kB to write with 512 dimensions. */
const BATCH_SIZE = 64

/**
 * Embeds the facts of a user that lack the present embedding, batch by batch. A fact that is deleted or changed
 * meanwhile is passed over. Not whole if an embedding could not be had, or the signal came. Throws MemoryUnavailable.
 */
async function embedFactsOfUser(
  user: UserId,
  field: EmbeddingField,
  { redis, keys, embedder }: EmbeddingBackfillDependencies,
  signal: AbortSignal | undefined,
): Promise<{ kept: number; isWhole: boolean }> {
  let kept = 0
  while (!signal?.aborted) {
    const found = await runListUnembedded({ redis, keys }, user, { field: field.name, limit: BATCH_SIZE })
    const lacking = chunks(found, 3).map(([id = '', text = '', near = '']) => ({ id, text, near }))
    if (lacking.length === 0) return { kept, isWhole: true }
    const embeddings = await embedder.embed(lacking.map(embeddingText), 'passage')
    if (!embeddings?.every(embedding => embedding.length === field.dimensions && isUsableVector(embedding))) break
    const embedded = lacking.map((fact, i) => ({ ...fact, embedding: toFloat16(embeddings[i] as Float32Array) }))
    kept += await runStoreEmbeddings({ redis, keys }, user, field.name, embedded)
  }
  return { kept, isWhole: false }
}

/** Drops the vector indexes of ours over other embedding fields than this; how many there were. The facts stay. */
async function dropStaleIndexes(redis: Redis, keys: Keys, field: string): Promise<number> {
  if ((redis.options.db ?? 0) !== 0) return 0 // indexes belong to database 0, and there to somebody else
  const names = await redis.call('FT._LIST').catch((error: unknown) => {
    if (error instanceof Error && error.name === 'ReplyError') return [] // a server without RediSearch
    throw toMemoryUnavailable('ft._list', error)
  })
  const ours = (Array.isArray(names) ? names : []).map(String).filter(name => name.startsWith(keys.vectorIndex('e:')))
  const stale = ours.filter(name => name !== keys.vectorIndex(field))
  for (const name of stale) await withMemoryErrors(redis).call('FT.DROPINDEX', name)
  return stale.length
}

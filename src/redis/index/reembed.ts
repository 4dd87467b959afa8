import type { Redis } from 'ioredis'
import { MemoryUnavailable } from '../../errors.ts'
import type { Embedder } from '../../memory/ports.ts'
import type { UserId } from '../../memory/types.ts'
import type { Keys } from '../keys.ts'
import type { Log } from '../local/launch.ts'
import { unavailable } from '../unavailable.ts'
import { embedFactsOf } from './embed-facts-of.ts'
import { embeddingField } from './embedding-field.ts'
import { dropOtherIndexes } from './other-indexes.ts'
import { usersListed, usersWithFacts } from './users.ts'

export interface ReembedderOptions {
  readonly redis: Redis
  readonly keys: Keys
  /** Without dimensions the first embedding tells them. */
  readonly embedding: { readonly model: string; readonly dimensions?: number | undefined }
  readonly embedder: Embedder
  /** Is told how many dimensions there are. */
  readonly index: { prepare(dimensions: number): void }
  readonly log: Log
}

export interface Reembedder {
  /**
   * Gives every fact an embedding by the present model that lacks one. `later` if something was out of reach, or the
   * signal came: what was done stays done, and the next run goes on from there. Costs two round trips where nothing lacks.
   */
  run(signal?: AbortSignal): Promise<'done' | 'later'>
}

/** One text that can't be embedded must not keep all others from it; so many users in a row are an outage. */
const FAILED_IN_A_ROW = 3

/** Embeds facts anew after a change of model, and those that were learned while there was no embedding to be had. */
export function reembedder({ redis, keys, embedding, embedder, index, log }: ReembedderOptions): Reembedder {
  const { model } = embedding
  let { dimensions } = embedding

  async function presentField(): Promise<{ name: string; dimensions: number } | undefined> {
    dimensions ??= (await embedder.embed(['dimensions'], 'passage'))?.[0]?.length
    if (dimensions === undefined) return undefined
    index.prepare(dimensions)
    return { name: embeddingField(model, dimensions), dimensions }
  }

  function embeddedBy(): Promise<string | null> {
    return redis.get(keys.embedding).catch((error: unknown) => {
      throw unavailable('get', error)
    })
  }

  async function embedAll(
    users: AsyncIterable<UserId>,
    field: { name: string; dimensions: number },
    signal?: AbortSignal,
  ) {
    const done = { facts: 0, failed: 0 }
    let failedInARow = 0
    for await (const user of users) {
      const { kept, isWhole } = await embedFactsOf(user, { redis, keys, field, embedder, signal })
      done.facts += kept
      done.failed += isWhole ? 0 : 1
      failedInARow = isWhole ? 0 : failedInARow + 1
      if (failedInARow === FAILED_IN_A_ROW || signal?.aborted) break
    }
    return done
  }

  async function run(signal?: AbortSignal): Promise<'done' | 'later'> {
    const field = await presentField()
    if (field === undefined) return 'later'
    const about = { model, dimensions: field.dimensions }
    const isNew = (await embeddedBy()) !== field.name
    const { facts, failed } = await embedAll(
      isNew ? usersWithFacts(redis, keys) : usersListed(redis, keys),
      field,
      signal,
    )
    if (facts > 0)
      log.info({ ...about, facts, usersLeft: failed }, 'facts were embedded that had no embedding by this model')
    if (failed > 0 || signal?.aborted) return 'later'
    if (isNew) {
      const dropped = await dropOtherIndexes(redis, keys, field.name)
      await redis.set(keys.embedding, field.name).catch((error: unknown) => {
        throw unavailable('set', error)
      })
      if (dropped > 0) log.info({ ...about, dropped }, 'the index of another embedding model was dropped')
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

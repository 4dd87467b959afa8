import type { Redis } from 'ioredis'
import { MemoryUnavailable } from '../../errors.ts'
import { chunks } from '../../memory/chunks.ts'
import { embeddingText } from '../../memory/knowledge/fact-context.ts'
import type { Embedder } from '../../memory/ports/embedder.ts'
import type { EmbeddingBackfill } from '../../memory/ports/fact-index.ts'
import type { UserId } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
import { toMemoryUnavailable, withMemoryErrors } from '../connection/errors.ts'
import { withLock } from '../connection/lock.ts'
import { passOverUsers } from '../everybody/pass.ts'
import { usersWithUnembeddedFacts } from '../everybody/unembedded-users.ts'
import type { Keys } from '../keys.ts'
import { runListUnembedded, runStoreEmbeddings } from '../scripts/vector-index/embeddings.ts'
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

  /** Of each user in turn; ends early where something is out of reach, in the middle of a step then. */
  async function embedInSteps(
    steps: AsyncIterable<readonly UserId[]>,
    field: EmbeddingField,
    signal: AbortSignal,
  ): Promise<'done' | 'later'> {
    const done = { facts: 0, failed: 0, failedInARow: 0 }
    for await (const users of steps) {
      const failed = await embedStep(users, done, field, { ...dependencies, signal })
      if (isBrokenOff(done, signal)) break
      // They have their turn again with those who were learned from without an embedding, and keep nobody else from it.
      if (failed.length > 0) await redis.sadd(keys.unembedded, ...failed)
    }
    const details = { model, dimensions: field.dimensions, facts: done.facts, usersLeft: done.failed }
    if (done.facts > 0) log.info(details, 'embedding backfill stored embeddings')
    return done.failed > 0 || signal.aborted ? 'later' : 'done'
  }

  /** Of everybody, once for all processes. What stays without an embedding then is in the list of those that lack one. */
  async function embedAnew(field: EmbeddingField, signal: AbortSignal): Promise<'done' | 'later'> {
    let isPassed = false
    async function* steps() {
      yield* passOverUsers(dependencies, { name: 'embeddings', subject: field.name })
      isPassed = true
    }
    await embedInSteps(steps(), field, signal)
    if (!isPassed) return 'later'
    const dropped = await dropStaleIndexes(dependencies.redis, keys, field.name)
    await redis.set(keys.embedding, field.name)
    const details = { model, dimensions: field.dimensions, dropped }
    if (dropped > 0) log.info(details, 'vector index of another embedding model dropped')
    return await embedInSteps(usersWithUnembeddedFacts(redis, keys), field, signal)
  }

  async function run(signal = new AbortController().signal): Promise<'done' | 'later'> {
    const field = await presentField()
    if (field === undefined) return 'later'
    const isNew = async () => (await redis.get(keys.embedding)) !== field.name
    if (!(await isNew()) && (await redis.exists(keys.unembedded)) === 0) return 'done'
    const outcome = await withLock(dependencies.redis, keys.passLock('embeddings'), async overtaken => {
      const either = AbortSignal.any([signal, overtaken])
      // Another may have been through with it in between.
      if (await isNew()) return await embedAnew(field, either)
      return await embedInSteps(usersWithUnembeddedFacts(redis, keys), field, either)
    })
    return outcome === 'held' ? 'later' : outcome
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

/** What a run has come to so far. */
interface Progress {
  facts: number
  failed: number
  failedInARow: number
}

function isBrokenOff({ failedInARow }: Progress, signal: AbortSignal): boolean {
  return failedInARow === MAX_CONSECUTIVE_FAILURES || signal.aborted
}

type EmbeddingRun = EmbeddingBackfillDependencies & { readonly signal: AbortSignal }

/** Embeds the facts of one user after the other. Returns those of whom some could not be; ends early in an outage. */
async function embedStep(
  users: readonly UserId[],
  done: Progress,
  field: EmbeddingField,
  run: EmbeddingRun,
): Promise<readonly UserId[]> {
  const failed: UserId[] = []
  for (const user of users) {
    const { kept, isWhole } = await embedFactsOfUser(user, field, run)
    done.facts += kept
    done.failedInARow = isWhole ? 0 : done.failedInARow + 1
    if (!isWhole) failed.push(user)
    if (isBrokenOff(done, run.signal)) break
  }
  done.failed += failed.length
  return failed
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
  { redis, keys, embedder, signal }: EmbeddingRun,
): Promise<{ kept: number; isWhole: boolean }> {
  let kept = 0
  while (!signal.aborted) {
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

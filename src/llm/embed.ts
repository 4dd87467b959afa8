import type { Embedder, Embedding } from '../memory/ports.ts'
import type { OnCall } from './calls.ts'
import { isOpenAi, openClient, type ServerSettings } from './client.ts'
import { type EmbeddingServer, embedBatch, type NoEmbeddings } from './embed-batch.ts'
import { batches, embeddable, type Wanted } from './embedding-batches.ts'
import { EmbeddingCache, keyOf } from './embedding-cache.ts'
import { createEmbeddingParams, type Purpose } from './embedding-params.ts'
import type { ModelLog } from './model-log.ts'

export interface EmbedderSettings extends ServerSettings {
  readonly model: string
  /** Asked for, and held to. Undefined: the server is not asked, and its first answer tells. */
  readonly dimensions?: number
  /** Milliseconds for one request in the background. */
  readonly timeoutMs: number
  /** Milliseconds for one request while somebody waits for an answer; 1,500 if not given. */
  readonly queryTimeoutMs?: number
  readonly onCall?: OnCall
}

const QUERY_TIMEOUT_MS = 1500

/** How long questions go without when one has waited in vain: else each answer would come later by the whole timeout. */
const PAUSE_MS = 5000

const WARN_EVERY_MS = 60_000

/**
 * Embeddings from any server that speaks OpenAI's API. What was embedded lately is remembered, by a hash of its text;
 * what is being embedded for one is not asked for again by another. Failures are logged, once a minute at most.
 */
export function createEmbedder(settings: EmbedderSettings, log: ModelLog): Embedder {
  const { model, dimensions, timeoutMs, queryTimeoutMs = QUERY_TIMEOUT_MS, onCall } = settings
  const server: EmbeddingServer = {
    client: openClient(settings),
    params: createEmbeddingParams(model, dimensions, isOpenAi(settings)),
    dimensions,
    timeoutMs: { query: queryTimeoutMs, passage: timeoutMs },
    log,
    onCall,
  }
  const cache = new EmbeddingCache()
  const underWay = new Map<string, Promise<Embedding | undefined>>()
  let pausedUntil = 0
  let warnedAt = Number.NEGATIVE_INFINITY

  function warn(facts: NoEmbeddings): void {
    const now = Date.now()
    if (now - warnedAt < WARN_EVERY_MS) return
    warnedAt = now
    log.warn({ ...facts }, 'embeddings can’t be had, memory is searched by words alone')
  }

  function failed(facts: NoEmbeddings, purpose: Purpose): void {
    if (purpose === 'query' && facts.reason === 'slow') pausedUntil = Date.now() + PAUSE_MS
    warn(facts)
  }

  /** Asks for one batch after the other; those after one that failed are not asked for. */
  async function request(wanted: readonly Wanted[], purpose: Purpose): Promise<Map<string, Embedding>> {
    const found = new Map<string, Embedding>()
    for (const batch of batches(wanted)) {
      const texts = batch.map(({ text }) => text)
      const embeddings = await embedBatch(server, texts, purpose)
      if ('reason' in embeddings) {
        failed(embeddings, purpose)
        break
      }
      for (const [index, embedding] of embeddings.entries()) found.set(batch[index]?.key ?? '', embedding)
    }
    for (const [key, embedding] of found) cache.set(key, embedding)
    return found
  }

  function start(wanted: readonly Wanted[], purpose: Purpose): void {
    const all = request(wanted, purpose)
    for (const { key } of wanted) {
      const one = all.then(found => found.get(key)).finally(() => underWay.delete(key))
      underWay.set(key, one)
    }
  }

  return {
    async embed(texts, purpose) {
      const wanted = texts.map(text => ({ key: keyOf(text, purpose), text: embeddable(text) }))
      const known = new Map(wanted.map(({ key }) => [key, cache.get(key)]))
      const isNew = ({ key }: Wanted) => known.get(key) === undefined && !underWay.has(key)
      const missing = [...new Map(wanted.filter(isNew).map(one => [one.key, one])).values()]
      if (missing.length > 0) {
        if (purpose === 'query' && Date.now() < pausedUntil) return undefined
        start(missing, purpose)
      }
      const embeddings = await Promise.all(wanted.map(({ key }) => known.get(key) ?? underWay.get(key)))
      return embeddings.every(embedding => embedding !== undefined) ? embeddings : undefined
    },
  }
}

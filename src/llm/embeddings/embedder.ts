import type { Embedder, Embedding } from '../../memory/ports/embedder.ts'
import { createOpenAiClient, isOpenAi, type OpenAiServerSettings } from '../openai/client.ts'
import { type EmbeddingFailure, type EmbeddingServer, embedBatch } from '../openai/embeddings/embed-batch.ts'
import { createEmbeddingCapabilities, type EmbeddingPurpose } from '../openai/embeddings/request.ts'
import type { ModelLog, OnModelCall } from '../telemetry.ts'
import { EmbeddingCache, embeddingKey } from './cache.ts'

export interface OpenAiEmbedderSettings extends OpenAiServerSettings {
  readonly model: string
  /** Asked for, and held to. Undefined: the server is not asked, and its first answer tells. */
  readonly dimensions?: number
  /** Milliseconds for one request in the background. */
  readonly timeoutMs: number
  /** Milliseconds for one request while somebody waits for an answer; 1,500 if not given. */
  readonly queryTimeoutMs?: number
  readonly onCall?: OnModelCall
}

const QUERY_TIMEOUT_MS = 1500

/** How long questions go without when one has waited in vain: else each answer would come later by the whole timeout. */
const PAUSE_MS = 5000

const WARN_EVERY_MS = 60_000

/**
 * Embeddings from any server that speaks OpenAI's API. What was embedded lately is remembered, by a hash of its text;
 * what is being embedded for one is not asked for again by another. Failures are logged, once a minute at most.
 */
export function createOpenAiEmbedder(settings: OpenAiEmbedderSettings, log: ModelLog): Embedder {
  const { model, dimensions, timeoutMs, queryTimeoutMs = QUERY_TIMEOUT_MS, onCall } = settings
  const server: EmbeddingServer = {
    client: createOpenAiClient(settings),
    params: createEmbeddingCapabilities(model, dimensions, isOpenAi(settings)),
    dimensions,
    timeoutMs: { query: queryTimeoutMs, passage: timeoutMs },
    log,
    onCall,
  }
  const cache = new EmbeddingCache()
  const underWay = new Map<string, Promise<Embedding | undefined>>()
  let pausedUntil = 0
  let warnedAt = Number.NEGATIVE_INFINITY

  function warn(facts: EmbeddingFailure): void {
    const now = Date.now()
    if (now - warnedAt < WARN_EVERY_MS) return
    warnedAt = now
    log.warn({ ...facts }, 'embeddings can’t be had, memory is searched by words alone')
  }

  function failed(facts: EmbeddingFailure, purpose: EmbeddingPurpose): void {
    if (purpose === 'query' && facts.reason === 'slow') pausedUntil = Date.now() + PAUSE_MS
    warn(facts)
  }

  /** Asks for one batch after the other; those after one that failed are not asked for. */
  async function request(
    wanted: readonly EmbeddingInput[],
    purpose: EmbeddingPurpose,
  ): Promise<Map<string, Embedding>> {
    const found = new Map<string, Embedding>()
    for (const batch of splitIntoBatches(wanted)) {
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

  function start(wanted: readonly EmbeddingInput[], purpose: EmbeddingPurpose): void {
    const all = request(wanted, purpose)
    for (const { key } of wanted) {
      const one = all.then(found => found.get(key)).finally(() => underWay.delete(key))
      underWay.set(key, one)
    }
  }

  return {
    async embed(texts, purpose) {
      const wanted = texts.map(text => ({ key: embeddingKey(text, purpose), text: embeddableText(text) }))
      const known = new Map(wanted.map(({ key }) => [key, cache.get(key)]))
      const isNew = ({ key }: EmbeddingInput) => known.get(key) === undefined && !underWay.has(key)
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

/** A text to embed, and the key it is remembered by. */
interface EmbeddingInput {
  readonly key: string
  readonly text: string
}

/** In one request: 64 texts are quick everywhere, and OpenAI takes 300,000 tokens. */
const BATCH_TEXTS = 64
const BATCH_CHARACTERS = 64_000

/** What a text is cut to: OpenAI refuses more than 8,191 tokens, and the models for oneself read the first 512. */
const LONGEST_TEXT = 6000

/** No server embeds nothing, and each refuses what is too long in its own way. */
function embeddableText(text: string): string {
  return text.trim() === '' ? '-' : text.slice(0, LONGEST_TEXT).toWellFormed()
}

/** In their order, each small enough for one request. */
function splitIntoBatches(wanted: readonly EmbeddingInput[]): EmbeddingInput[][] {
  const all: EmbeddingInput[][] = []
  let batch: EmbeddingInput[] = []
  let characters = 0
  for (const one of wanted) {
    if (batch.length === BATCH_TEXTS || (batch.length > 0 && characters + one.text.length > BATCH_CHARACTERS)) {
      all.push(batch)
      batch = []
      characters = 0
    }
    batch.push(one)
    characters += one.text.length
  }
  return batch.length === 0 ? all : [...all, batch]
}

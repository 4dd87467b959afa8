import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Embedder, Embedding } from '../../memory/ports/embedder.ts'
import type { Logger } from '../../observability/logger.ts'
import { type OnModelCall, reportWithServer } from '../../observability/model-call.ts'
import type { HostOccupancy } from '../host-occupancy.ts'
import { type RetryOptions, requestWithRetries } from '../retry.ts'
import type { ServerCapabilities } from '../server/capabilities.ts'
import { Descent } from '../server/descent.ts'
import type { RequestFailure } from '../server/failure.ts'
import type { Feature } from '../server/features.ts'
import type { TroubleReport } from '../server/trouble.ts'
import { type EmbeddingFailure, toEmbeddings } from './vectors.ts'

export type EmbeddingPurpose = 'query' | 'passage'

/** What the adapter of a provider does itself; batches, cache, retries and checks are the same for all providers. */
export interface EmbeddingBackend<Request, Answer> extends Pick<RetryOptions<Request, Answer>, 'send' | 'toFailure'> {
  readonly capabilities: ServerCapabilities
  readonly trouble: TroubleReport
  /** Who else is at work where it runs. */
  readonly occupancy: Pick<HostOccupancy, 'pause'>
  toRequest(texts: readonly string[], purpose: EmbeddingPurpose, omitted: ReadonlySet<Feature>): Request
  featuresOf(request: Request): ReadonlySet<Feature>
  /** The vectors of an answer in the order of the texts, whatever they are. */
  toVectors(answer: Answer): readonly unknown[]
}

export interface EmbedderSettings {
  /** Requested from the server, and required of its vectors. Undefined: not requested, and those of the first answer are required. */
  readonly dimensions?: number
  /** Milliseconds for one request in the background. */
  readonly timeoutMs: number
  /** Milliseconds for one request while somebody waits for an answer; 1,500 if not given. */
  readonly queryTimeoutMs?: number
  readonly onCall?: OnModelCall
}

/** A text to embed, and the key it is cached by. */
interface EmbeddingInput {
  readonly key: string
  readonly text: string
}

const QUERY_TIMEOUT_MS = 1500

/** What failed at once, as a connection that the server had closed does, is tried anew, once. */
const TRIES = 2

/** How long questions get no embedding after one timed out: else each answer would be late by the whole timeout. */
const PAUSE_MS = 5000

const WARN_EVERY_MS = 60_000

/** 16 MB: 8,000 texts of 512 dimensions. */
const CACHE_BYTES = 16_000_000

/** In one request: 64 texts are quick everywhere, and OpenAI takes 300,000 tokens. */
const BATCH_TEXTS = 64
const BATCH_CHARACTERS = 64_000

/** So many texts at once are nothing that somebody waits for: they give way to answers at the same host. */
const BULK_TEXTS = 16

/** Refused batches are halved down to this, and then asked for text by text. */
const LEAST_BATCH = 8

/** What a text is cut to: OpenAI refuses more than 8,191 tokens, and the models for oneself read the first 512. */
const LONGEST_TEXT = 6000

/**
 * Embeddings from a provider. They are cached by a hash of the text; two callers who want the same text at the same time
 * share a request. Failures are logged, once a minute at most.
 */
export function createEmbedder<Request, Answer>(
  backend: EmbeddingBackend<Request, Answer>,
  { timeoutMs, queryTimeoutMs = QUERY_TIMEOUT_MS, ...settings }: EmbedderSettings,
  log: Logger,
): Embedder {
  const onCall = reportWithServer(backend.capabilities.server, settings.onCall)
  const timeouts = { query: queryTimeoutMs, passage: timeoutMs }
  const cache = new LRUCache<string, Embedding>({
    maxSize: CACHE_BYTES,
    sizeCalculation: ({ byteLength }) => byteLength,
  })
  const underWay = new Map<string, Promise<Embedding | undefined>>()
  const { capabilities, trouble, occupancy } = backend
  let { dimensions } = settings
  /** Characters. */
  let longestText = LONGEST_TEXT
  let pausedUntil = 0
  let warnedAt = Number.NEGATIVE_INFINITY

  function failed(failure: EmbeddingFailure & { smaller?: unknown }, purpose: EmbeddingPurpose): void {
    const now = performance.now()
    if (purpose === 'query' && failure.reason === 'slow') pausedUntil = now + PAUSE_MS
    if (now - warnedAt < WARN_EVERY_MS) return
    warnedAt = now
    const { reason, status, code, requestId, expected, got } = failure
    log.warn(
      { reason, status, code, requestId, expected, got },
      'embeddings unavailable, memory is searched by keywords alone',
    )
  }

  /** The embeddings of a few texts by one request, or why there are none. Never throws. */
  async function embedBatch(texts: readonly string[], purpose: EmbeddingPurpose, descent: Descent<Request>) {
    const retries = { tries: TRIES, timeoutMs: timeouts[purpose], retryMs: timeouts[purpose] / 3 }
    const result = await requestWithRetries({
      ...{ ...backend, ...retries, purpose: 'embed', log, onCall },
      descent,
      toRequest: omitted => backend.toRequest(texts, purpose, omitted),
    })
    if ('failure' in result) {
      const { failure: reason, status, code, requestId } = result
      const smaller = smallerSize(result, texts)
      if (smaller !== undefined) return { reason, smaller }
      trouble.note(result)
      return { reason, status, code, requestId, smaller, ...trouble.details(reason) }
    }
    trouble.worked()
    const { answer, requestId, tokens, statedCost, ms } = result
    const embeddings = toEmbeddings(backend.toVectors(answer), texts.length, dimensions)
    const isUsable = !('reason' in embeddings)
    onCall?.({ purpose: 'embed', outcome: isUsable ? 'ok' : 'malformed', tokens, statedCost, ms })
    if (!isUsable) return { ...embeddings, requestId, smaller: undefined }
    dimensions ??= embeddings[0]?.length
    return embeddings
  }

  /** The first of the inputs, as many as the server takes at once: fewer where it refuses so many. */
  async function embedFirst(inputs: readonly EmbeddingInput[], purpose: EmbeddingPurpose) {
    const known = capabilities.limits.batchTexts ?? BATCH_TEXTS
    const descent = new Descent(backend)
    for (let size = known; ; ) {
      const batch = firstBatch(inputs, size)
      const texts = batch.map(({ text }) => text.slice(0, longestText).toWellFormed())
      const embeddings = await embedBatch(texts, purpose, descent)
      if (!('reason' in embeddings)) {
        if (size < known) capabilities.setLimit('batchTexts', size)
        return { batch, embeddings }
      }
      if (embeddings.smaller === undefined) return { batch, failure: embeddings }
      size = embeddings.smaller.texts
      longestText = embeddings.smaller.characters ?? longestText
      descent.restore()
    }
  }

  /** One batch after the other; a batch that fails ends it. */
  async function embedAll(inputs: readonly EmbeddingInput[], purpose: EmbeddingPurpose) {
    await capabilities.load()
    const found = new Map<string, Embedding>()
    for (let left = inputs; left.length > 0; ) {
      if (purpose === 'passage' && left.length >= BULK_TEXTS) await occupancy.pause()
      const { batch, embeddings, failure } = await embedFirst(left, purpose)
      if (embeddings === undefined) {
        failed(failure, purpose)
        break
      }
      for (const [index, { key }] of batch.entries()) found.set(key, embeddings[index] as Embedding)
      left = left.slice(batch.length)
    }
    for (const [key, embedding] of found) cache.set(key, embedding)
    return found
  }

  function start(inputs: readonly EmbeddingInput[], purpose: EmbeddingPurpose): void {
    const all = embedAll(inputs, purpose)
    for (const { key } of inputs) {
      const embedding = all.then(found => found.get(key)).finally(() => underWay.delete(key))
      underWay.set(key, embedding)
    }
  }

  return {
    async embed(texts, purpose) {
      const inputs = texts.map(text => ({ key: hash('sha256', `${purpose}:${text}`), text: embeddableText(text) }))
      const known = new Map(inputs.map(({ key }) => [key, cache.get(key)]))
      const isNew = ({ key }: EmbeddingInput) => known.get(key) === undefined && !underWay.has(key)
      const missing = [...new Map(inputs.filter(isNew).map(input => [input.key, input])).values()]
      if (missing.length > 0) {
        if (purpose === 'query' && performance.now() < pausedUntil) return undefined
        start(missing, purpose)
      }
      const embeddings = await Promise.all(inputs.map(({ key }) => known.get(key) ?? underWay.get(key)))
      return embeddings.every(embedding => embedding !== undefined) ? embeddings : undefined
    },
  }
}

/** Servers refuse empty texts and texts that are too long, each in its own way. */
function embeddableText(text: string): string {
  return text.trim() === '' ? '-' : text.slice(0, LONGEST_TEXT).toWellFormed()
}

/** As many of the first as go into one request, one at least. */
function firstBatch(inputs: readonly EmbeddingInput[], size: number): readonly EmbeddingInput[] {
  let characters = 0
  const tooMany = inputs.findIndex(({ text }, at) => {
    characters += text.length
    return at === size || (at > 0 && characters > BATCH_CHARACTERS)
  })
  return tooMany < 0 ? inputs : inputs.slice(0, tooMany)
}

/** Every model reads so much, in characters. */
const SHORTEST_TEXT = 200

/** What to ask for after so much was refused; undefined where less would not help. */
function smallerSize(
  { failure, limits }: RequestFailure,
  texts: readonly string[],
): { readonly texts: number; readonly characters?: number } | undefined {
  if (failure !== 'refused' && failure !== 'tooLong') return undefined
  const { length } = texts
  if (length === 1) {
    const characters = texts[0]?.length ?? 0
    if (failure !== 'tooLong' || characters <= SHORTEST_TEXT) return undefined
    return { texts: 1, characters: Math.max(SHORTEST_TEXT, Math.floor(characters / 2)) }
  }
  const stated = limits?.batchTexts
  if (stated !== undefined && stated < length) return { texts: stated }
  return { texts: length > LEAST_BATCH ? Math.max(LEAST_BATCH, Math.floor(length / 2)) : 1 }
}

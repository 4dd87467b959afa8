import type { OpenAI } from 'openai'
import type { Embedding } from '../../../memory/ports/embedder.ts'
import { requestWithRetries } from '../../retry.ts'
import type { ModelLog, OnModelCall } from '../../telemetry.ts'
import type { EmbeddingCapabilities, EmbeddingPurpose } from './request.ts'
import { parseEmbeddings } from './request.ts'

export interface EmbeddingServer {
  readonly client: OpenAI
  readonly params: EmbeddingCapabilities
  /** What was set, or else what the first answer told. */
  dimensions: number | undefined
  readonly timeoutMs: Readonly<Record<EmbeddingPurpose, number>>
  readonly log: ModelLog
  readonly onCall: OnModelCall | undefined
}

/** Why there are no embeddings: codes and numbers alone. */
export interface EmbeddingFailure {
  readonly reason: string
  readonly status?: number | undefined
  readonly code?: string | undefined
  readonly requestId?: string | undefined
  readonly expected?: number | undefined
  readonly got?: number | undefined
}

/** What failed at once, as a connection that the server had closed does, is tried anew, once. */
const TRIES = 2

/** The embeddings of a few texts by one request, or why there are none. Never throws. */
export async function embedBatch(
  server: EmbeddingServer,
  texts: readonly string[],
  purpose: EmbeddingPurpose,
): Promise<readonly Embedding[] | EmbeddingFailure> {
  const { client, params, log, onCall } = server
  const timeoutMs = server.timeoutMs[purpose]
  const asked = await requestWithRetries({
    ...{ purpose: 'embed', tries: TRIES, timeoutMs, retryMs: timeoutMs / 3, log, onCall },
    request: () => params.toRequest(texts, purpose),
    send: (request, signal) => client.embeddings.create(request, { signal }),
    learn: (failure, sent) => params.learn(failure, sent),
  })
  if (asked.failure !== undefined) {
    const { failure: reason, status, code, requestId } = asked.failure
    return { reason, status, code, requestId }
  }

  const { answer, requestId, tokens, ms } = asked
  const read = parseEmbeddings(answer, texts.length, server.dimensions)
  onCall?.({ purpose: 'embed', outcome: read.fault === undefined ? 'ok' : 'malformed', tokens, ms })
  if (read.fault !== undefined) {
    return { reason: read.fault, requestId, expected: expected(read.fault, texts, server), got: read.got }
  }
  server.dimensions ??= read.embeddings[0]?.length
  return read.embeddings
}

function expected(fault: string, texts: readonly string[], { dimensions }: EmbeddingServer): number | undefined {
  if (fault === 'wrongCount') return texts.length
  return fault === 'wrongDimensions' ? dimensions : undefined
}

import type { CreateEmbeddingResponse, EmbeddingCreateParams } from 'openai/resources/embeddings'
import type { Embedder } from '../../memory/ports/embedder.ts'
import type { Logger } from '../../observability/logger.ts'
import {
  createEmbedder,
  type EmbedderSettings,
  type EmbeddingBackend,
  type EmbeddingPurpose,
} from '../embeddings/embedder.ts'
import type { Feature } from '../server/features.ts'
import { createOpenAiClient, describeServer, isOpenAi, type OpenAiServerSettings, readResponse } from './client.ts'
import { toRequestFailure } from './errors/request-failure.ts'

export interface OpenAiEmbedderSettings extends OpenAiServerSettings, EmbedderSettings {
  readonly model: string
}

interface EmbeddingRequest extends EmbeddingCreateParams {
  input_type?: EmbeddingPurpose
}

const OPTIONAL = ['input_type', 'dimensions', 'encoding_format'] as const satisfies readonly Feature[]

/**
 * Embeddings from any server that speaks OpenAI's API. `dimensions` goes along only where it is set. `input_type`, which
 * tells models like e5 a question from what may answer it, goes to everybody but OpenAI, who refuses what they don't
 * know. As floats: not every server knows base64.
 */
export function createOpenAiEmbedder(
  settings: OpenAiEmbedderSettings,
  log: Logger,
): Embedder & { readonly backend: EmbeddingBackend<EmbeddingRequest, CreateEmbeddingResponse> } {
  const { model, dimensions } = settings
  const client = createOpenAiClient(settings)
  const isForeign = !isOpenAi(settings)
  const backend: EmbeddingBackend<EmbeddingRequest, CreateEmbeddingResponse> = {
    ...describeServer(settings, log, [dimensions]),
    send: (request, signal) => readResponse(client.embeddings.create(request, { signal })),
    toFailure: toRequestFailure,
    featuresOf: request => new Set(OPTIONAL.filter(param => request[param] !== undefined)),

    toRequest(texts, purpose, omitted) {
      return {
        ...{ model, input: [...texts] },
        ...(!omitted.has('encoding_format') && { encoding_format: 'float' }),
        ...(dimensions !== undefined && !omitted.has('dimensions') && { dimensions }),
        ...(isForeign && !omitted.has('input_type') && { input_type: purpose }),
      }
    },

    /**
     * By their index, where each has one of its own; some servers leave it out, or give 0 to all, or have the vectors alone.
     */
    toVectors(answer) {
      const { data, embeddings = data }: { data?: unknown; embeddings?: unknown } = Object(answer)
      const list = [answer, embeddings].find(Array.isArray) ?? []
      const items = list.map(item => (Array.isArray(item) ? { embedding: item } : Object(item))) as Item[]
      const byIndex = new Map(items.map(item => [item.index, item]))
      const ordered = items.flatMap((_, index) => byIndex.get(index) ?? [])
      return (ordered.length === items.length ? ordered : items).map(({ embedding }) => decode(embedding))
    },
  }
  return { ...createEmbedder(backend, settings, log), backend }
}

interface Item {
  readonly index?: unknown
  readonly embedding?: unknown
}

/** Some servers send base64, whatever they are asked for. */
function decode(embedding: unknown): unknown {
  if (typeof embedding !== 'string') return embedding
  const bytes = Buffer.from(embedding, 'base64')
  if (bytes.length === 0 || bytes.length % 4 > 0) return undefined
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, at) => bytes.readFloatLE(at * 4))
}

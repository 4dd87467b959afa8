import type { CreateEmbeddingResponse, EmbeddingCreateParams } from 'openai/resources/embeddings'
import type { Embedder } from '../../memory/ports/embedder.ts'
import type { Logger } from '../../observability/logger.ts'
import {
  createEmbedder,
  type EmbedderSettings,
  type EmbeddingBackend,
  type EmbeddingPurpose,
} from '../embeddings/embedder.ts'
import { createOpenAiClient, isOpenAi, type OpenAiServerSettings, readResponse } from './client.ts'
import { isParamRefusal, toRequestFailure } from './errors.ts'

export interface OpenAiEmbedderSettings extends OpenAiServerSettings, EmbedderSettings {
  readonly model: string
}

interface EmbeddingRequest extends EmbeddingCreateParams {
  input_type?: EmbeddingPurpose
}

type OptionalParam = 'input_type' | 'dimensions'

/**
 * Embeddings from any server that speaks OpenAI's API. `dimensions` goes along only where it is set. `input_type`, which
 * tells models like e5 a question from what may answer it, goes to everybody but OpenAI, who refuses what they don't
 * know. As floats: not every server knows base64.
 */
export function createOpenAiEmbedder(settings: OpenAiEmbedderSettings, log: Logger): Embedder {
  const { model, dimensions } = settings
  const client = createOpenAiClient(settings)
  const refused = new Set<OptionalParam>(isOpenAi(settings) ? ['input_type'] : [])
  const backend: EmbeddingBackend<EmbeddingRequest, CreateEmbeddingResponse> = {
    send: (request, signal) => readResponse(client.embeddings.create(request, { signal })),
    toFailure: toRequestFailure,

    toRequest(texts, purpose) {
      return {
        ...{ model, input: [...texts], encoding_format: 'float' },
        ...(dimensions !== undefined && !refused.has('dimensions') && { dimensions }),
        ...(!refused.has('input_type') && { input_type: purpose }),
      }
    },

    learn(failure, sent) {
      const param = isParamRefusal(failure) ? refusedIn(failure.wording) : undefined
      if (param === undefined || sent[param] === undefined) return undefined
      refused.add(param)
      return param
    },

    /** By their index, where each has one of its own; some servers leave it out, or give 0 to all. */
    toVectors(answer) {
      const { data }: { data?: unknown } = Object(answer)
      const items: { index?: unknown; embedding?: unknown }[] = Array.isArray(data) ? data.map(Object) : []
      const byIndex = new Map(items.map(item => [item.index, item]))
      const ordered = items.flatMap((_, index) => byIndex.get(index) ?? [])
      return (ordered.length === items.length ? ordered : items).map(({ embedding }) => embedding)
    },
  }
  return createEmbedder(backend, settings, log)
}

function refusedIn(wording: string): OptionalParam | undefined {
  if (/dimension|matryoshka/.test(wording)) return 'dimensions'
  // a refusal without a word is most likely for what is not OpenAI's
  return wording.includes('input_type') || wording.endsWith('(no body)') ? 'input_type' : undefined
}

import type { EmbeddingCreateParams } from 'openai/resources/embeddings'
import type { Embedding } from '../../../memory/ports/embedder.ts'
import type { RequestFailure } from '../errors.ts'

export type EmbeddingPurpose = 'query' | 'passage'

export interface EmbeddingCapabilities {
  toRequest(texts: readonly string[], purpose: EmbeddingPurpose): EmbeddingRequest
  /** What of a request a failure says the server does not take; left out for good. */
  learn(failure: RequestFailure, sent: EmbeddingRequest): string | undefined
}

interface EmbeddingRequest extends EmbeddingCreateParams {
  input_type?: EmbeddingPurpose
}

type OptionalParam = 'input_type' | 'dimensions'

/**
 * How to ask one server for embeddings. `dimensions` goes along only where it is set. `input_type`, which tells models
 * like e5 a question from what may answer it, goes to everybody but OpenAI, who refuses what they don't know. As floats:
 * not every server knows base64.
 */
export function createEmbeddingCapabilities(
  model: string,
  dimensions: number | undefined,
  isOpenAi: boolean,
): EmbeddingCapabilities {
  const refused = new Set<OptionalParam>(isOpenAi ? ['input_type'] : [])

  return {
    learn({ failure, status = 0, wording }, sent) {
      if (failure !== 'refused' || ![400, 422].includes(status)) return undefined
      const name = refusedIn(wording)
      if (name === undefined || sent[name] === undefined) return undefined
      refused.add(name)
      return name
    },

    toRequest(texts, purpose) {
      return {
        ...{ model, input: [...texts], encoding_format: 'float' },
        ...(dimensions !== undefined && !refused.has('dimensions') && { dimensions }),
        ...(!refused.has('input_type') && { input_type: purpose }),
      }
    },
  }
}

function refusedIn(wording: string): OptionalParam | undefined {
  if (/dimension|matryoshka/.test(wording)) return 'dimensions'
  // a refusal without a word is most likely for what is not OpenAI's
  return wording.includes('input_type') || wording.endsWith('(no body)') ? 'input_type' : undefined
}

/** Embeddings that came and make no sense. */
type EmbeddingFault = 'wrongCount' | 'wrongDimensions' | 'notFinite' | 'zero'

/** `got`: how many there were, or of what length. */
export type ParsedEmbeddings =
  | { readonly embeddings: readonly Embedding[]; readonly fault?: undefined }
  | { readonly fault: EmbeddingFault; readonly got?: number }

/**
 * The vectors of a server's answer in the order of the texts, each brought to length one. `dimensions`: what they must
 * have; where that is not known yet they must be alike. Nothing about the answer is taken for granted.
 */
export function parseEmbeddings(answer: unknown, count: number, dimensions: number | undefined): ParsedEmbeddings {
  const { data } = Object(answer) as { data?: unknown }
  const items = Array.isArray(data) ? inOrder(data) : []
  if (items.length !== count) return { fault: 'wrongCount', got: items.length }
  const embeddings: Embedding[] = []
  for (const { embedding } of items) {
    if (!(Array.isArray(embedding) && embedding.every(Number.isFinite))) return { fault: 'notFinite' }
    const expected = dimensions ?? embeddings[0]?.length ?? embedding.length
    if (embedding.length !== expected) return { fault: 'wrongDimensions', got: embedding.length }
    const length = Math.sqrt(embedding.reduce((sum: number, value: number) => sum + value * value, 0))
    if (!Number.isFinite(length)) return { fault: 'notFinite' }
    if (length === 0) return { fault: 'zero' }
    embeddings.push(Float32Array.from(embedding, value => value / length))
  }
  return { embeddings }
}

interface Item {
  readonly index?: unknown
  readonly embedding?: unknown
}

/** By their index, where each has one of its own; some servers leave it out, or give 0 to all. */
function inOrder(data: readonly unknown[]): readonly Item[] {
  const items = data.map(item => Object(item) as Item)
  const byIndex = new Map(items.map(item => [item.index, item]))
  const ordered = items.flatMap((_, index) => byIndex.get(index) ?? [])
  return ordered.length === items.length ? ordered : items
}

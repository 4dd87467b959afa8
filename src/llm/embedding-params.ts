import type { EmbeddingCreateParams } from 'openai/resources/embeddings'
import type { Failure } from './failure.ts'

export type Purpose = 'query' | 'passage'

export interface EmbeddingParams {
  toRequest(texts: readonly string[], purpose: Purpose): EmbeddingRequest
  /** What of a request a failure says the server does not take; left out for good. */
  learn(failure: Failure, sent: EmbeddingRequest): string | undefined
}

interface EmbeddingRequest extends EmbeddingCreateParams {
  input_type?: Purpose
}

type Optional = 'input_type' | 'dimensions'

/**
 * How to ask one server for embeddings. `dimensions` goes along only where it is set. `input_type`, which tells models
 * like e5 a question from what may answer it, goes to everybody but OpenAI, who refuses what they don't know. As floats:
 * not every server knows base64.
 */
export function createEmbeddingParams(
  model: string,
  dimensions: number | undefined,
  isOpenAi: boolean,
): EmbeddingParams {
  const refused = new Set<Optional>(isOpenAi ? ['input_type'] : [])

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

function refusedIn(wording: string): Optional | undefined {
  if (/dimension|matryoshka/.test(wording)) return 'dimensions'
  // a refusal without a word is most likely for what is not OpenAI's
  return wording.includes('input_type') || wording.endsWith('(no body)') ? 'input_type' : undefined
}

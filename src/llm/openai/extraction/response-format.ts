import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions'
import type { ChatMessage } from '../../../prompt/chat-model.ts'
import { extractionShape } from '../../../prompt/extraction/instructions.ts'
import { extractionJsonSchema } from '../../../prompt/extraction/schema.ts'
import type { RequestFailure } from '../errors.ts'
import { createTokenLimit } from '../token-limit.ts'

/** The ways to have an answer in JSON, best first: a schema that binds the model, any JSON, and just asking for it. */
const formats = ['json_schema', 'json_object', 'text'] as const

export interface ResponseFormat {
  toRequest(messages: readonly ChatMessage[]): ChatCompletionCreateParamsNonStreaming
  /** What of a request a failure says the server does not take, if there is a next best; gone for good. */
  learn(failure: RequestFailure, sent: ChatCompletionCreateParamsNonStreaming): string | undefined
  /** The model answered without JSON, as where a server passes over `response_format` in silence: from now on it is told. */
  tellShape(): void
}

/** How to ask one server for a study: as OpenAI has it, until something is refused. */
export function createResponseFormat(model: string, maxTokens: number, isOpenAi: boolean): ResponseFormat {
  const limit = createTokenLimit(maxTokens, isOpenAi)
  let level = 0
  let isShapeTold = false

  return {
    tellShape() {
      isShapeTold = true
    },

    learn(failure, sent) {
      const format = sent.response_format?.type
      if (format === undefined || !refusesFormat(failure)) return limit.learn(failure, sent)
      // another request may have told it meanwhile
      if (format === formats[level]) level += 1
      isShapeTold = true
      return format
    },

    toRequest(messages) {
      const params = messages.map(message => toExtractionParam(message, isShapeTold))
      return { model, messages: params, ...limit.params(), ...responseFormat(formats[level]) }
    },
  }
}

/**
 * 404: OpenRouter, where none of its providers takes it. 5xx: llama.cpp and vLLM, where the schema makes no grammar.
 * Wordings: OpenAI, DeepSeek, Groq, LM Studio, Mistral, Together, vLLM, llama.cpp, OpenRouter.
 */
function refusesFormat({ failure, status = 0, wording }: RequestFailure): boolean {
  if (failure !== 'refused' && failure !== 'overloaded') return false
  if ([400, 422].includes(status) && wording.endsWith('(no body)')) return true
  return [400, 404, 422, 500, 501].includes(status) && ABOUT_FORMAT.test(wording)
}

const ABOUT_FORMAT =
  /response_?format|json_schema|json_object|json mode|structured|schema|grammar|guided|requested parameters/

function responseFormat(
  format: (typeof formats)[number] | undefined,
): Pick<ChatCompletionCreateParamsNonStreaming, 'response_format'> {
  if (format === 'json_object') return { response_format: { type: 'json_object' } }
  if (format !== 'json_schema') return {}
  const schema = { name: 'study', strict: true, schema: extractionJsonSchema }
  return { response_format: { type: 'json_schema', json_schema: schema } }
}

function toExtractionParam({ role, content }: ChatMessage, isShapeTold: boolean): ChatCompletionMessageParam {
  const text = typeof content === 'string' ? content : ''
  if (role !== 'system' || !isShapeTold) return { role, content: text }
  return {
    role,
    content: `${text}\n\nThe JSON object has this shape, and nothing stands around it:\n${extractionShape}`,
  }
}

import type {
  ChatCompletion,
  ChatCompletionMessageParam,
  ChatCompletionCreateParamsNonStreaming as Request,
} from 'openai/resources/chat/completions'
import type { ModelFailure } from '../../errors.ts'
import type { ExtractionModel } from '../../memory/ports/extraction-model.ts'
import type { Logger } from '../../observability/logger.ts'
import type { ChatMessage } from '../../prompt/chat-model.ts'
import type { AnswerFormat } from '../extraction/answer-format.ts'
import {
  createExtractionModel,
  type ExtractionBackend,
  type ExtractionSettings,
} from '../extraction/extraction-model.ts'
import type { RequestFailure } from '../failure.ts'
import { createOpenAiClient, isOpenAi, type OpenAiServerSettings, readResponse } from './client.ts'
import { isParamRefusal, toRequestFailure } from './errors.ts'
import { createTokenLimit } from './token-limit.ts'

export interface OpenAiExtractionSettings extends OpenAiServerSettings, ExtractionSettings {
  readonly model: string
  /** The most an answer may take; 4,000 if not given. */
  readonly maxTokens?: number
}

/** A batch of ten turns gives some 1,500 tokens of facts and a summary; a local model of 8,000 has room for both. */
const MAX_TOKENS = 4000

/** The ways to have an answer in JSON, best first: a schema that binds the model, any JSON, and just asking for it. */
const responseFormats = ['json_schema', 'json_object', undefined] as const

function toResponseFormat(
  type: (typeof responseFormats)[number],
  { purpose, schema }: AnswerFormat,
): Pick<Request, 'response_format'> {
  if (type === undefined) return {}
  if (type === 'json_object') return { response_format: { type } }
  return { response_format: { type, json_schema: { name: purpose, strict: true, schema: { ...schema } } } }
}

/**
 * An extraction model at any server that speaks Chat Completions. Asks for a strict JSON schema; where a server refuses
 * that, for good, for any JSON, and then in words alone.
 */
export function createOpenAiExtractionModel(settings: OpenAiExtractionSettings, log: Logger): ExtractionModel {
  const { model, maxTokens = MAX_TOKENS } = settings
  const client = createOpenAiClient(settings)
  const limit = createTokenLimit(maxTokens, isOpenAi(settings))
  let level = 0
  let isShapeDescribed = false

  const backend: ExtractionBackend<Request, ChatCompletion> = {
    send: (request, signal) => readResponse(client.chat.completions.create(request, { signal })),
    toFailure: toRequestFailure,
    readAnswer,

    toRequest(messages, format) {
      const params = messages.map(message => toMessageParam(message, isShapeDescribed ? format.shape : undefined))
      return { model, messages: params, ...limit.params(), ...toResponseFormat(responseFormats[level], format) }
    },

    learn(failure, sent) {
      const format = sent.response_format?.type
      if (format === undefined || !refusesFormat(failure)) return limit.learn(failure, sent)
      // Another request may have found that meanwhile.
      if (format === responseFormats[level]) level += 1
      isShapeDescribed = true
      return format
    },

    describeShape() {
      isShapeDescribed = true
    },
  }
  return createExtractionModel(backend, settings, log)
}

/** Nothing is sure to be there: only OpenAI's own server keeps to OpenAI's types, and a proxy may answer as it likes. */
function readAnswer(answer: ChatCompletion): { text: string; failure?: ModelFailure; finish?: string } {
  const choice = Object(answer).choices?.[0] as Partial<ChatCompletion.Choice> | undefined
  if (choice === undefined) return { text: '', failure: 'unreachable' }
  const { message, finish_reason: finish } = choice
  const said = { text: contentText(message?.content), ...(finish && { finish }) }
  if (finish === 'content_filter' || message?.refusal) return { ...said, failure: 'filtered' }
  return finish === 'length' ? { ...said, failure: 'cut' } : said
}

/** Mistral's reasoning models answer in a list of parts, the thoughts among them. */
function contentText(content: unknown): string {
  if (typeof content === 'string') return content
  const parts: unknown[] = Array.isArray(content) ? content : []
  return parts
    .map(part => Object(part).text)
    .filter(text => typeof text === 'string')
    .join('')
}

/**
 * 404: OpenRouter, where none of its providers takes it. 5xx: llama.cpp and vLLM, where the schema makes no grammar.
 * Wordings: OpenAI, DeepSeek, Groq, LM Studio, Mistral, Together, vLLM, llama.cpp, OpenRouter.
 */
function refusesFormat(failure: RequestFailure): boolean {
  const { status = 0, wording } = failure
  if (isParamRefusal(failure) && wording.endsWith('(no body)')) return true
  const isRefusal = ['refused', 'overloaded'].includes(failure.failure) && [400, 404, 422, 500, 501].includes(status)
  return isRefusal && ABOUT_FORMAT.test(wording)
}

const ABOUT_FORMAT =
  /response_?format|json_schema|json_object|json mode|structured|schema|grammar|guided|requested parameters/

function toMessageParam({ role, content }: ChatMessage, shape: string | undefined): ChatCompletionMessageParam {
  const text = typeof content === 'string' ? content : ''
  if (role !== 'system' || shape === undefined) return { role, content: text }
  return {
    role,
    content: `${text}\n\nThe JSON object has this shape, and nothing stands around it:\n${shape}`,
  }
}

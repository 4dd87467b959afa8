import type {
  ChatCompletion,
  ChatCompletionMessageParam,
  ChatCompletionCreateParamsNonStreaming as Request,
} from 'openai/resources/chat/completions'
import type { ModelFailure } from '../../errors.ts'
import type { ExtractionModel } from '../../memory/ports/extraction-model.ts'
import type { Logger } from '../../observability/logger.ts'
import { reportWithServer } from '../../observability/model-call.ts'
import type { ChatMessage } from '../../prompt/chat-model.ts'
import { findJsonObject } from '../../prompt/format/find-json-object.ts'
import { findThoughtEnd } from '../answer-filter/thoughts.ts'
import type { AnswerFormat } from '../extraction/answer-format.ts'
import {
  createExtractionModel,
  type ExtractionBackend,
  type ExtractionSettings,
} from '../extraction/extraction-model.ts'
import type { Feature } from '../server/features.ts'
import { featuresOfRequest, withoutSystemRole } from './chat-request.ts'
import { ChunkedPrefill } from './chunked-prefill.ts'
import { createOpenAiClient, describeServer, isOpenAi, type OpenAiServerSettings } from './client.ts'
import { toRequestFailure } from './errors/request-failure.ts'
import { tokenLimitParams } from './token-limit.ts'
import { BrokenAnswer, readStreamed, readWhole } from './whole-answer.ts'

export interface OpenAiExtractionSettings extends OpenAiServerSettings, ExtractionSettings {
  readonly model: string
  /** The most an answer may take; 4,000 if not given. */
  readonly maxTokens?: number
  /** What an operator wants added to each request. */
  readonly options?: Readonly<Record<string, unknown>>
}

/** A batch of ten turns gives some 1,500 tokens of facts and a summary; a local model of 8,000 has room for both. */
const MAX_TOKENS = 4000

/** The most that an answer may take that comes in pieces. */
const MAX_STREAMED_MS = 900_000

/** The ways to have an answer in JSON, best first: a schema that binds the model, any JSON, and just asking for it. */
function toResponseFormat(
  { purpose, schema }: AnswerFormat,
  omitted: ReadonlySet<Feature>,
): Pick<Request, 'response_format'> {
  if (!omitted.has('json_schema')) {
    return {
      response_format: { type: 'json_schema', json_schema: { name: purpose, strict: true, schema: { ...schema } } },
    }
  }
  return omitted.has('json_object') ? {} : { response_format: { type: 'json_object' } }
}

/**
 * An extraction model at any server that speaks Chat Completions. Asks for a strict JSON schema; where a server refuses
 * that, for any JSON, and then in words alone.
 */
export function createOpenAiExtractionModel(
  settings: OpenAiExtractionSettings,
  log: Logger,
): ExtractionModel &
  Required<Pick<ExtractionModel, 'whenFree'>> & { readonly backend: ExtractionBackend<Request, ChatCompletion> } {
  const { model, options, maxTokens = MAX_TOKENS } = settings
  const client = createOpenAiClient(settings)
  let isShapeDescribed = false
  /** Weak models write on and on, also where they are quick. */
  const isWeak = () => isLate() || server.capabilities.isSmall
  /** How much more than it should take an answer may take. */
  let slack = 1

  const { occupancy, ...server } = describeServer(settings, log, [maxTokens, JSON.stringify(options)])
  const prefill = new ChunkedPrefill(client, occupancy, reportWithServer(server.capabilities.server, settings.onCall))
  /**
   * Whether an answer came too late. From then on they come in pieces, and may take as long as they go on, but are no longer
   * than their turns can give, and of the likeliest words: weak models write on and on. A machine is as slow after a restart.
   */
  const isLate = () => server.capabilities.limits.wholeAnswerMs !== undefined
  const backend: ExtractionBackend<Request, ChatCompletion> = {
    ...server,
    async send(request, signal) {
      const ask = () =>
        isLate() ? readStreamed(client, request, settings.timeoutMs, signal) : readWhole(client, request, signal)
      return occupancy.doesOneThing && isWeak() ? await prefill.ask(request, signal, ask) : await ask()
    },
    toFailure: (error, sent) => (error instanceof BrokenAnswer ? error.failure : toRequestFailure(error, sent)),
    featuresOf: request => featuresOfRequest(request, options),
    readAnswer,

    toRequest(messages, format, omitted) {
      const shape = isShapeDescribed || omitted.has('json_schema') ? format.shape : undefined
      const params = messages.map(message => toMessageParam(message, shape))
      return {
        // OpenAI's reasoning models take no temperature.
        ...(isWeak() && !isOpenAi(settings) && !omitted.has('temperature') && { temperature: 0 }),
        ...(!omitted.has('options') && options),
        model,
        messages: omitted.has('system_role') ? withoutSystemRole(params) : params,
        ...tokenLimitParams(
          isWeak() ? Math.min(maxTokens, format.tokens * slack) : maxTokens,
          omitted,
          isOpenAi(settings),
        ),
        ...toResponseFormat(format, omitted),
      }
    },

    describeShape() {
      isShapeDescribed = true
    },

    timeoutMs: () => (isLate() ? MAX_STREAMED_MS : settings.timeoutMs),

    giveMoreTime() {
      server.capabilities.setLimit('wholeAnswerMs', settings.timeoutMs)
    },

    giveMoreRoom({ tokens }) {
      if (!isWeak() || tokens * slack >= maxTokens) return false
      slack *= 2
      return true
    },
  }
  return {
    ...createExtractionModel(backend, settings, log),
    whenFree: (work, signal) => occupancy.study(work, signal),
    backend,
  }
}

/** Some servers put all that a model says where its thoughts belong: what has no text says what it thinks. */
function readAnswer(answer: ChatCompletion): { text: string; failure?: ModelFailure; finish?: string } {
  const [choice] = answer.choices
  if (choice === undefined) return { text: '', failure: 'unreachable' }
  const { message, finish_reason: finish } = choice
  const { content, refusal, reasoning_content: thoughts }: Readonly<Record<string, unknown>> = { ...message }
  const said = { text: answerIn(String(content).trim() === '' ? String(thoughts) : String(content)), finish }
  if (finish === 'content_filter' || refusal) return { ...said, failure: 'filtered' }
  return finish === 'length' ? { ...said, failure: 'cut' } : said
}

/** What follows thoughts, where that holds JSON: thoughts may hold some, too, and a quote a mark of thoughts. */
function answerIn(said: string): string {
  if (said.trimStart().startsWith('{')) return said
  for (let end = findThoughtEnd(said); end !== undefined; ) {
    const rest = said.slice(end)
    if (findJsonObject(rest) !== undefined) return rest
    const next = findThoughtEnd(rest)
    end = next && end + next
  }
  return said
}

function toMessageParam({ role, content }: ChatMessage, shape: string | undefined): ChatCompletionMessageParam {
  const text = typeof content === 'string' ? content : ''
  if (role !== 'system' || shape === undefined) return { role, content: text }
  return {
    role,
    content: `${text}\n\nThe JSON object has this shape, and nothing stands around it:\n${shape}`,
  }
}

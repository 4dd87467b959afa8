import type { OpenAI } from 'openai'
import type { ChatCompletion } from 'openai/resources/chat/completions'
import { type LogDetails, ModelError, type ModelFailure } from '../../../errors.ts'
import type { ExtractionModel, ExtractionRequest } from '../../../memory/ports/extraction-model.ts'
import type { ChatMessage } from '../../../prompt/chat-model.ts'
import { extractionShape } from '../../../prompt/extraction/instructions.ts'
import { extractionMessages } from '../../../prompt/extraction/messages.ts'
import {
  type ExtractionProblem,
  extractionProblems,
  type ParsedExtraction,
  parseExtraction,
} from '../../../prompt/extraction/parse.ts'
import { requestWithRetries } from '../../retry.ts'
import type { ModelLog, OnModelCall } from '../../telemetry.ts'
import { createOpenAiClient, isOpenAi, type OpenAiServerSettings } from '../client.ts'
import { createResponseFormat, type ResponseFormat } from './response-format.ts'

export interface OpenAiExtractionSettings extends OpenAiServerSettings {
  readonly model: string
  /** Milliseconds for one request. */
  readonly timeoutMs: number
  /** Milliseconds in which the last retry has to start; 10,000 if not given. */
  readonly retryMs?: number
  /** The most an answer may take; 4,000 if not given. */
  readonly maxTokens?: number
  readonly onCall?: OnModelCall
}

/** A batch of ten turns gives some 1,500 tokens of facts and a summary; a local model of 8,000 has room for both. */
const MAX_TOKENS = 4000
const RETRY_MS = 10_000

/** How much of an answer that can't be read is shown to the model again. */
const MAX_SHOWN = 8000

/**
 * A model that studies, at any server that speaks Chat Completions. Asks for a strict JSON schema; where a server
 * refuses that, for good, for any JSON, and then in words alone. An answer that can't be read is asked for once more.
 *
 * Throws ModelError: `malformed` if the second answer can't be read either, `cut` if it reached the limit of tokens,
 * `tooLong` if the request is more than the model takes (a smaller one may do for both), else what the server said; and
 * the signal's reason. Errors and log lines carry codes and counts alone.
 */
export function createOpenAiExtractionModel(settings: OpenAiExtractionSettings, log: ModelLog): ExtractionModel {
  const { model, timeoutMs, retryMs = RETRY_MS, maxTokens = MAX_TOKENS, onCall } = settings
  const format = createResponseFormat(model, maxTokens, isOpenAi(settings))
  const server: ExtractionServer = { client: createOpenAiClient(settings), format, timeoutMs, retryMs, log, onCall }

  /** One answer, read and told to the metrics. */
  async function attempt(messages: readonly ChatMessage[], request: ExtractionRequest, signal: AbortSignal) {
    const answered = await requestAnswer(server, messages, signal)
    const parsed = parseExtraction(answered.text, request)
    answered.tell(parsed.problem === undefined ? 'ok' : 'malformed')
    return { answered, parsed }
  }

  return {
    async extract(request, signal) {
      const messages = extractionMessages(request)
      const first = await attempt(messages, request, signal)
      const { problem } = first.parsed
      if (problem === undefined) return extractionOf(first, log)

      if (problem === 'noJson') format.tellShape()
      log.warn(detailsOf(first), 'the memory model’s answer can’t be read whole, it is asked again')
      const second = await attempt([...messages, ...repairMessages(first.answered.text, problem)], request, signal)
      return extractionOf(second.parsed.extraction === undefined && first.parsed.extraction ? first : second, log)
    },
  }
}

interface ExtractionAttempt {
  readonly answered: ModelAnswer
  readonly parsed: ParsedExtraction
}

function extractionOf(attempt: ExtractionAttempt, log: ModelLog) {
  const { extraction, dropped } = attempt.parsed
  if (extraction === undefined) throw new ModelError('malformed', detailsOf(attempt))
  if (dropped > 0) log.warn(detailsOf(attempt), 'parts of the memory model’s answer had no usable shape')
  return extraction
}

function detailsOf({ answered, parsed }: ExtractionAttempt): LogDetails & { requestId?: string } {
  const { text, requestId } = answered
  const { problem, dropped } = parsed
  return { problem, dropped, characters: text.length, ...(requestId !== undefined && { requestId }) }
}

function repairMessages(said: string, problem: ExtractionProblem): ChatMessage[] {
  const shown = said.slice(0, MAX_SHOWN).toWellFormed().trim()
  const text = `That can't be read: ${extractionProblems[problem]}. Answer again, whole, with one JSON object of this shape and nothing around it:\n${extractionShape}`
  return [...(shown === '' ? [] : [{ role: 'assistant' as const, content: shown }]), { role: 'user', content: text }]
}

interface ExtractionServer {
  readonly client: OpenAI
  readonly format: ResponseFormat
  readonly timeoutMs: number
  readonly retryMs: number
  readonly log: ModelLog
  readonly onCall: OnModelCall | undefined
}

interface ModelAnswer {
  readonly text: string
  readonly requestId: string | undefined
  /** What came of it, for the metrics. */
  tell(outcome: 'ok' | ModelFailure): void
}

/** In the background a request is soon made anew anyway: one that fails is not insisted on for long. */
const TRIES = 3

/** The text of one whole answer, whatever it says. Throws ModelError, and the signal's reason. */
async function requestAnswer(
  { client, format, onCall, ...server }: ExtractionServer,
  messages: readonly ChatMessage[],
  signal: AbortSignal,
): Promise<ModelAnswer> {
  const begun = Date.now()
  const asked = await requestWithRetries({
    ...server,
    purpose: 'study',
    tries: TRIES,
    signal,
    onCall,
    request: () => format.toRequest(messages),
    send: (request, within) => client.chat.completions.create(request, { signal: within }),
    learn: (failure, sent) => format.learn(failure, sent),
  })
  const waitedMs = Date.now() - begun
  if (asked.failure !== undefined) {
    const { failure, status, code, requestId, retryAfterMs } = asked.failure
    throw modelError(failure, { status, code, requestId, retryAfterMs, waitedMs })
  }

  const { answer, requestId, tokens, ms } = asked
  const { text, failure, finish } = readCompletion(answer)
  const tell = (outcome: 'ok' | ModelFailure) => onCall?.({ purpose: 'study', outcome, tokens, ms })
  if (failure === undefined) return { text, requestId, tell }
  tell(failure)
  throw modelError(failure, { finish, requestId, waitedMs })
}

/** Nothing is sure to be there: only OpenAI's own server keeps to OpenAI's types, and a proxy may answer as it likes. */
function readCompletion(answer: ChatCompletion): { text: string; failure?: ModelFailure; finish?: string } {
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

/** Without a cause, which would quote the provider, and without what is not known. */
function modelError(failure: ModelFailure, facts: Record<string, string | number | undefined>): ModelError {
  return new ModelError(failure, facts as ConstructorParameters<typeof ModelError>[1])
}

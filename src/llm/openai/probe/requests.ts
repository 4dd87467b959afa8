import type {
  ChatCompletion,
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionCreateParamsStreaming as ChatRequest,
} from 'openai/resources/chat/completions'
import type { CreateEmbeddingResponse } from 'openai/resources/embeddings'
import type { ModelFailure } from '../../../errors.ts'
import type { Logger } from '../../../observability/logger.ts'
import { type OnModelCall, reportWithServer } from '../../../observability/model-call.ts'
import type { ChatMessage } from '../../../prompt/chat-model.ts'
import { extractionSchemaFor } from '../../../prompt/extraction/schema.ts'
import type { EmbeddingBackend } from '../../embeddings/embedder.ts'
import { toEmbeddings } from '../../embeddings/vectors.ts'
import type { AnswerFormat } from '../../extraction/answer-format.ts'
import type { ExtractionBackend } from '../../extraction/extraction-model.ts'
import { type ModelResponse, requestWithRetries } from '../../retry.ts'
import type { ServerCapabilities } from '../../server/capabilities.ts'
import { Descent } from '../../server/descent.ts'
import type { RequestFailure } from '../../server/failure.ts'
import type { Feature } from '../../server/features.ts'
import type { OpenAiChatServer } from '../chat-model.ts'
import type { StreamedChunk } from '../chat-stream.ts'
import { quoteServer } from './quote-server.ts'

/** What a model is asked for nobody: whoever plays one knows by it that no person asks. */
export const PROBE_TEXT = 'This is a test of the connection.'

const chatMessages: readonly ChatMessage[] = [
  { role: 'system', content: PROBE_TEXT },
  { role: 'user', content: `${PROBE_TEXT} Say OK.` },
]

const extractionMessages: readonly ChatMessage[] = [
  { role: 'system', content: `${PROBE_TEXT} Answer with {"facts":[],"entities":[]}.` },
  { role: 'user', content: `${PROBE_TEXT} There is nothing to learn.` },
]

const extractionFormat: AnswerFormat = {
  purpose: 'study',
  schema: extractionSchemaFor({ learnFrom: [1] }),
  shape: '{"facts":[],"entities":[]}',
  // Room for thoughts: some servers refuse what has none.
  tokens: 1000,
}

/** Why a probe failed; `said`: the server's own words, as nobody's are in the request. */
export interface ProbeFailure extends RequestFailure {
  readonly said?: string | undefined
  /** An embedding has another length than the settings say. */
  readonly dimensions?: { readonly expected: number; readonly got: number }
}

export interface ProbeOptions {
  readonly timeoutMs: number
  readonly signal: AbortSignal
  readonly log: Logger
  readonly onCall: OnModelCall | undefined
  /** What must not be quoted. */
  readonly secrets: readonly string[]
}

/** Asks for an answer, and for no more of it than its first word. Throws the signal's reason. */
export function probeChat(
  { backend, capabilities }: OpenAiChatServer,
  options: ProbeOptions,
): Promise<ProbeFailure | undefined> {
  const sizes = { omittedPictures: new Set<never>(), responseTokens: capabilities.limits.responseTokens }
  return ask<ChatRequest, ProbeFailure | undefined>(
    {
      ...{ capabilities, featuresOf: backend.featuresOf, toFailure: backend.toFailure },
      toRequest: omitted => backend.toRequest({ messages: chatMessages, toolLoop: undefined, omitted, ...sizes }),
      async send(request, signal) {
        const { chunks, requestId } = await backend.open(request, signal)
        return { answer: await firstSign(chunks, backend.toPiece), requestId, tokens: {} }
      },
      problemIn: answer => answer,
    },
    options,
  )
}

/** Reads until the model is seen to be at work, or to have ended; what is wrong, if that is how it ended. */
async function firstSign(
  chunks: AsyncIterable<StreamedChunk>,
  toPiece: OpenAiChatServer['backend']['toPiece'],
): Promise<ProbeFailure | undefined> {
  for await (const chunk of chunks) {
    const { isToken, ending, isLast } = toPiece(chunk)
    if (ending === 'failed') return FAILED
    if (ending === 'filtered') return FILTERED
    if (isToken || ending !== undefined) return undefined
    if (isLast === true) break
  }
  return NO_MODEL
}

/** Asks to learn from nothing, in the form in which learning asks. Throws the signal's reason. */
export function probeExtraction(
  backend: ExtractionBackend<ChatCompletionCreateParamsNonStreaming, ChatCompletion>,
  options: ProbeOptions,
): Promise<ProbeFailure | undefined> {
  return ask(
    {
      ...backend,
      toRequest: omitted => backend.toRequest(extractionMessages, extractionFormat, omitted),
      problemIn(answer) {
        const { failure } = backend.readAnswer(answer)
        if (failure === 'unreachable') return NO_MODEL
        return failure === 'filtered' ? FILTERED : undefined
      },
    },
    options,
  )
}

/** Asks for one embedding. `dimensions`: what it must have. Throws the signal's reason. */
export function probeEmbeddings<Request>(
  backend: EmbeddingBackend<Request, CreateEmbeddingResponse>,
  dimensions: number | undefined,
  options: ProbeOptions,
): Promise<ProbeFailure | undefined> {
  return ask(
    {
      ...backend,
      toRequest: omitted => backend.toRequest([PROBE_TEXT], 'passage', omitted),
      problemIn(answer) {
        const found = toEmbeddings(backend.toVectors(answer), 1, dimensions)
        if (!('reason' in found)) return undefined
        const { reason, expected = 0, got = 0 } = found
        if (reason !== 'wrongDimensions') return reason === 'wrongCount' ? NO_MODEL : problem('malformed', reason)
        return { ...problem('malformed', reason), dimensions: { expected, got } }
      },
    },
    options,
  )
}

const problem = (failure: ModelFailure, code: string): ProbeFailure => ({ failure, code, wording: '' })

/** Something answered, and not as a model's server does. */
const NO_MODEL = problem('unreachable', 'NO_MODEL_SERVER')
const FAILED = problem('overloaded', 'ENDED_IN_ERROR')
const FILTERED = problem('filtered', 'FILTERED')

interface Question<Request, Answer> {
  readonly capabilities: ServerCapabilities
  toRequest(omitted: ReadonlySet<Feature>): Request
  featuresOf(request: Request): ReadonlySet<Feature>
  send(request: Request, signal: AbortSignal): Promise<ModelResponse<Answer>>
  toFailure(error: unknown, sent: Request): RequestFailure
  /** What is wrong with an answer that came. */
  problemIn(answer: Answer): ProbeFailure | undefined
}

/** One request, and others only where the server refuses something of it: what it takes is known then, before people ask. */
async function ask<Request, Answer>(
  { problemIn, ...question }: Question<Request, Answer>,
  { secrets, ...options }: ProbeOptions,
): Promise<ProbeFailure | undefined> {
  let said: string | undefined
  const { capabilities } = question
  const onCall = reportWithServer(capabilities.server, options.onCall)
  await capabilities.load()
  const result = await requestWithRetries({
    ...{ ...question, ...options, onCall, purpose: 'probe', tries: 1, retryMs: 0 },
    descent: new Descent(question),
    toFailure(error, sent: Request) {
      said = quoteServer(error, secrets)
      return question.toFailure(error, sent)
    },
  })
  if ('failure' in result) return { ...result, said }
  const { tokens, statedCost, ms, answer } = result
  const found = problemIn(answer)
  onCall?.({ purpose: 'probe', outcome: found?.failure ?? 'ok', tokens, statedCost, ms })
  return found
}

import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions'
import type { Logger } from '../../observability/logger.ts'
import type { OnModelCall } from '../../observability/model-call.ts'
import type { ChatModel } from '../../prompt/chat-model.ts'
import { Completion } from '../chat/completion.ts'
import type { ChatServer } from '../chat/server.ts'
import type { StreamTimeouts } from '../chat/stream.ts'
import { RETRY_MS } from '../retry.ts'
import { toPiece } from './chat-chunk.ts'
import { featuresOfRequest, SMALL_MODEL_TEMPERATURE, toChatRequest } from './chat-request.ts'
import { openChatStream, type StreamedChunk } from './chat-stream.ts'
import { createOpenAiClient, describeServer, isOpenAi, type OpenAiServerSettings } from './client.ts'
import { toRequestFailure } from './errors/request-failure.ts'

export interface OpenAiChatSettings extends OpenAiServerSettings, StreamTimeouts {
  readonly model: string
  /** How the settings call it. */
  readonly name?: string
  readonly responseTokens: number
  /** Milliseconds from the first request in which the last retry has to start; 30,000 if not given. */
  readonly retryMs?: number
  readonly onCall?: OnModelCall
  /** What an operator wants added to each request: temperature, effort of thinking, choice of providers. */
  readonly options?: Readonly<Record<string, unknown>>
  /** Models that are asked, in this order, where those before can't answer: each is another one, perhaps elsewhere. */
  readonly fallbacks?: readonly (OpenAiServerSettings &
    Partial<StreamTimeouts> &
    Pick<OpenAiChatSettings, 'model' | 'name'>)[]
}

/** What is logged of a word that a server made up. */
const MAX_ENDING_LENGTH = 40

/**
 * A chat model at any server that speaks Chat Completions, and others that answer where it can't.
 *
 * Tried again, with backoff and as the server asks: 408, 409, 429, 5xx, no connection, and streams that break off
 * while `mayRestart()`. Not tried again: what the same request can't change, and timeouts, which have taken the
 * user's patience already. What a server refuses is left out: `QuestionRequests` tells how.
 */
export function createOpenAiChatModel(
  { fallbacks = [], ...settings }: OpenAiChatSettings,
  log: Logger,
): ChatModel & {
  readonly servers: readonly OpenAiChatServer[]
  /** The one that is asked first where that model is wished for. */
  serverFor(model: string | undefined): OpenAiChatServer | undefined
} {
  const each = [settings, ...fallbacks.map(fallback => ({ ...settings, ...fallback }))]
  const servers = each.map(one => createChatServer(one, log))
  const serverFor = (model: string | undefined) =>
    servers[Math.max(0, model === undefined ? 0 : each.findIndex(({ name }) => name === model))]
  return {
    servers,
    serverFor,
    reserve: model => serverFor(model)?.occupancy.beginAnswer() ?? (() => undefined),
    async *stream(messages, options) {
      await Promise.all(servers.map(({ capabilities }) => capabilities.load()))
      const first = serverFor(options.model)
      const inOrder = servers.toSorted((one, other) => Number(other === first) - Number(one === first))
      return yield* new Completion(inOrder, messages, options).run()
    },
  }
}

export type OpenAiChatServer = ChatServer<ChatCompletionCreateParamsStreaming, StreamedChunk>

function createChatServer(settings: Omit<OpenAiChatSettings, 'fallbacks'>, log: Logger): OpenAiChatServer {
  const { model, responseTokens, options, retryMs = RETRY_MS, onCall } = settings
  const client = createOpenAiClient(settings)
  const unknownEndings = new Set<string>()
  const warnOfEnding = (word: string) => {
    const ending = word.replaceAll(/[^\w-]+/gu, '_').slice(0, MAX_ENDING_LENGTH)
    if (!unknownEndings.has(ending))
      log.warn({ ending }, 'the model server ends answers with an unknown word, taken for whole')
    unknownEndings.add(ending)
  }
  const described = describeServer(settings, log, [responseTokens, JSON.stringify(options)])
  const requestSettings = { model, responseTokens, options, isOpenAi: isOpenAi(settings) }
  const backend: OpenAiChatServer['backend'] = {
    toRequest: input => {
      const temperature = described.capabilities.isSmall ? SMALL_MODEL_TEMPERATURE : undefined
      return toChatRequest(input, { ...requestSettings, temperature })
    },
    featuresOf: request => featuresOfRequest(request, options),
    toPiece: chunk => toPiece(chunk, warnOfEnding),
    toFailure: toRequestFailure,
    open: (request, signal) => openChatStream(client, request, signal),
  }
  return {
    backend,
    ...described,
    timeouts: settings,
    retryMs,
    log,
    onCall,
  }
}

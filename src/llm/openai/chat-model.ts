import type { ChatCompletionChunk, ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions'
import type { Logger } from '../../observability/logger.ts'
import type { OnModelCall } from '../../observability/model-call.ts'
import type { ChatModel } from '../../prompt/chat-model.ts'
import { Completion } from '../chat/completion.ts'
import type { ChatServer } from '../chat/server.ts'
import type { StreamPiece, StreamTimeouts } from '../chat/stream.ts'
import type { ToolCallDelta } from '../chat/tool-loop.ts'
import { RETRY_MS } from '../retry.ts'
import { featuresOfRequest, toChatRequest } from './chat-request.ts'
import { createOpenAiClient, describeServer, isOpenAi, type OpenAiServerSettings } from './client.ts'
import { toRequestFailure } from './errors/request-failure.ts'

export interface OpenAiChatSettings extends OpenAiServerSettings, StreamTimeouts {
  readonly model: string
  readonly responseTokens: number
  /** Milliseconds from the first request in which the last retry has to start; 30,000 if not given. */
  readonly retryMs?: number
  readonly onCall?: OnModelCall
  /** Models that are asked, in this order, where those before can't answer: each is another one, perhaps elsewhere. */
  readonly fallbacks?: readonly (OpenAiServerSettings & { readonly model: string })[]
}

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
): ChatModel & { readonly servers: readonly OpenAiChatServer[] } {
  const servers = [settings, ...fallbacks.map(fallback => ({ ...settings, ...fallback }))].map(one =>
    createChatServer(one, log),
  )
  return {
    servers,
    async *stream(messages, options) {
      await Promise.all(servers.map(({ capabilities }) => capabilities.load()))
      return yield* new Completion(servers, messages, options).run()
    },
  }
}

export type OpenAiChatServer = ChatServer<ChatCompletionCreateParamsStreaming, ChatCompletionChunk>

function createChatServer(settings: Omit<OpenAiChatSettings, 'fallbacks'>, log: Logger): OpenAiChatServer {
  const { model, responseTokens, retryMs = RETRY_MS, onCall } = settings
  const client = createOpenAiClient(settings)
  const requestSettings = { model, responseTokens, isOpenAi: isOpenAi(settings) }
  const backend: OpenAiChatServer['backend'] = {
    toRequest: input => toChatRequest(input, requestSettings),
    featuresOf: featuresOfRequest,
    toPiece,
    toFailure: toRequestFailure,
    async open(request, signal) {
      const { data, request_id } = await client.chat.completions.create(request, { signal }).withResponse()
      return { chunks: data, requestId: request_id ?? undefined }
    },
  }
  return { backend, ...describeServer(settings, log, [responseTokens]), timeouts: settings, retryMs, log, onCall }
}

/**
 * Reasoning is not shown, but the model is at work. It is `reasoning_content` at DeepSeek, llama.cpp and older vLLM,
 * `reasoning` at Ollama, OpenRouter and vLLM, and a list in `content` at Mistral.
 */
type Delta = ChatCompletionChunk.Choice.Delta & { reasoning?: unknown; reasoning_content?: unknown }

/** Nothing is sure to be there: only OpenAI's own server keeps to OpenAI's types. */
function toPiece({ choices, usage }: ChatCompletionChunk): StreamPiece {
  const choice = choices?.[0]
  const { content, refusal, reasoning, reasoning_content, tool_calls }: Delta = choice?.delta ?? {}
  const said: unknown = content || refusal // a refusal is the model's own words
  return {
    text: typeof said === 'string' ? said : '',
    isToken: Boolean(said || reasoning || reasoning_content || tool_calls?.length),
    toolCalls: toCallDeltas(tool_calls),
    finish: choice?.finish_reason,
    usage: usage && {
      ...{ prompt: usage.prompt_tokens, completion: usage.completion_tokens, total: usage.total_tokens },
    },
  }
}

function toCallDeltas(deltas: unknown): readonly ToolCallDelta[] {
  if (!Array.isArray(deltas)) return []
  return deltas.map(delta => {
    const { index, id, function: called } = Object(delta) as Partial<ChatCompletionChunk.Choice.Delta.ToolCall>
    return { index, id, name: called?.name, args: textOf(called?.arguments) }
  })
}

/** Some servers give the arguments as an object. */
function textOf(args: unknown): string {
  if (typeof args === 'string') return args
  return args === undefined || args === null ? '' : JSON.stringify(args)
}

import type { OpenAI } from 'openai'
import type { ChatCompletionChunk, ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions'
import type { ChatMessage } from '../../../prompt/chat-model.ts'
import type { ToolRound } from '../../chat/tool-loop.ts'
import type { ModelCall } from '../../telemetry.ts'
import { type RequestFailure, toRequestFailure } from '../errors.ts'
import { addCallDeltas, type ToolCall } from './tool-calls.ts'

export interface StreamTimeouts {
  /** Milliseconds from the request to its first token, connecting included. */
  readonly firstTokenMs: number
  /** Milliseconds from one token to the next. */
  readonly tokenGapMs: number
}

/** What has come of one request so far. */
export interface Attempt {
  /** What it was asked with. */
  readonly sent: { readonly messages: readonly ChatMessage[]; readonly lookUps: readonly ToolRound[] }
  /** What stands before the text: what the model said before it looked something up. */
  readonly before: string
  text: string
  /** Whether there is more than white space, which alone can't be shown. */
  hasWords: boolean
  /** False if the server refused it or was not reached. */
  mayCost: boolean
  /** What the model wants to look up. */
  calls: readonly ToolCall[]
  requestId?: string | undefined
  finish?: string
  totalTokens?: number
  tokens: ModelCall['tokens']
}

export function newAttempt(sent: Attempt['sent'], before: string): Attempt {
  return { sent, before, text: '', hasWords: false, mayCost: true, calls: [], tokens: {} }
}

interface StreamOptions {
  readonly client: OpenAI
  readonly timeouts: StreamTimeouts
  readonly params: ChatCompletionCreateParamsStreaming
  readonly signal: AbortSignal
}

/**
 * Sends one request and yields the whole text each time it grows. Returns why it failed, or nothing if it came to its
 * end or was aborted. The request is closed when the reader leaves. A reader must not dawdle: the timers run on.
 */
export async function* readStream(
  attempt: Attempt,
  asking: StreamOptions,
): AsyncGenerator<string, RequestFailure | undefined, void> {
  const { client, params, signal } = asking
  const watch = watchTokens(asking.timeouts)
  let isAnswered = false
  let thrown: unknown
  try {
    const options = { signal: AbortSignal.any([signal, watch.signal]) }
    const { data: chunks, request_id } = await client.chat.completions.create(params, options).withResponse()
    isAnswered = true
    attempt.requestId = request_id ?? undefined
    for await (const chunk of chunks) {
      const { words, isToken } = takeChunk(chunk, attempt)
      if (isToken) watch.sawToken()
      if (words !== '' && attempt.hasWords) yield attempt.before + attempt.text
    }
  } catch (error) {
    thrown = error
  } finally {
    watch.end()
  }
  if (signal.aborted || attempt.finish !== undefined) return undefined
  if (watch.signal.aborted) {
    return { failure: 'slow', isTransient: false, code: watch.signal.reason, requestId: attempt.requestId, wording: '' }
  }
  attempt.mayCost = isAnswered
  return toRequestFailure(thrown, attempt)
}

/** Nothing is sure to be there: only OpenAI's own server keeps to OpenAI's types. */
function takeChunk({ choices, usage }: ChatCompletionChunk, attempt: Attempt): { words: string; isToken: boolean } {
  const choice = choices?.[0]
  const { content, refusal, reasoning, reasoning_content, tool_calls }: Delta = choice?.delta ?? {}
  const said: unknown = content || refusal // a refusal is the model's own words
  const words = typeof said === 'string' ? said : ''
  attempt.text += words
  attempt.hasWords ||= words.trim() !== ''
  attempt.calls = addCallDeltas(attempt.calls, tool_calls)
  if (choice?.finish_reason) attempt.finish = choice.finish_reason
  if (usage) {
    attempt.totalTokens = usage.total_tokens
    attempt.tokens = { prompt: usage.prompt_tokens, completion: usage.completion_tokens }
  }
  return { words, isToken: Boolean(said || reasoning || reasoning_content || tool_calls?.length) }
}

/**
 * Reasoning is not shown, but the model is at work. It is `reasoning_content` at DeepSeek, llama.cpp and older vLLM,
 * `reasoning` at Ollama, OpenRouter and vLLM, and a list in `content` at Mistral.
 */
type Delta = ChatCompletionChunk.Choice.Delta & { reasoning?: unknown; reasoning_content?: unknown }

/**
 * Aborts its signal, with a code as the reason, when tokens are late. Comments, keep-alives and empty deltas are no
 * tokens: a server that hangs may well send them.
 */
function watchTokens({ firstTokenMs, tokenGapMs }: StreamTimeouts) {
  const late = new AbortController()
  const first = setTimeout(() => late.abort('FIRST_TOKEN_TIMEOUT'), firstTokenMs)
  let gap: NodeJS.Timeout | undefined
  return {
    signal: late.signal,
    sawToken() {
      clearTimeout(first)
      gap = gap?.refresh() ?? setTimeout(() => late.abort('TOKEN_GAP_TIMEOUT'), tokenGapMs)
    },
    end() {
      clearTimeout(first)
      clearTimeout(gap)
    },
  }
}

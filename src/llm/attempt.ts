import type { OpenAI } from 'openai'
import type { ChatCompletionChunk, ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions'
import { type Failure, failureOf } from './failure.ts'

export interface Timeouts {
  /** Milliseconds from the request to its first token, connecting included. */
  readonly firstTokenMs: number
  /** Milliseconds from one token to the next. */
  readonly tokenGapMs: number
}

/** What has come of one request so far. */
export interface Attempt {
  text: string
  /** Whether there is more than white space, which alone can't be shown. */
  hasWords: boolean
  /** False if the server refused it or was not reached. */
  mayCost: boolean
  requestId?: string | undefined
  finish?: string
  totalTokens?: number
}

export interface Request {
  readonly client: OpenAI
  readonly timeouts: Timeouts
  readonly params: ChatCompletionCreateParamsStreaming
  readonly signal: AbortSignal
}

/**
 * Sends one request and yields the whole text each time it grows. Returns why it failed, or nothing if it came to its
 * end or was aborted. The request is closed when the reader leaves.
 */
export async function* read(attempt: Attempt, request: Request): AsyncGenerator<string, Failure | undefined, void> {
  const { client, params, signal } = request
  const watch = startWatch(request.timeouts)
  let isAnswered = false
  let thrown: unknown
  try {
    const options = { signal: AbortSignal.any([signal, watch.signal]) }
    const { data: chunks, request_id } = await client.chat.completions.create(params, options).withResponse()
    isAnswered = true
    attempt.requestId = request_id ?? undefined
    for await (const chunk of chunks) {
      if (chunk.usage) attempt.totalTokens = chunk.usage.total_tokens
      const choice = chunk.choices?.[0]
      if (choice?.finish_reason) attempt.finish = choice.finish_reason
      const { content, refusal, reasoning, reasoning_content }: Delta = choice?.delta ?? {}
      const words = content || refusal || ''
      if (words || reasoning || reasoning_content) watch.sawToken()
      attempt.text += words
      attempt.hasWords ||= words.trim() !== ''
      if (words && attempt.hasWords) yield attempt.text
    }
  } catch (error) {
    thrown = error
  } finally {
    watch.end()
  }
  if (signal.aborted || attempt.finish !== undefined) return undefined
  if (watch.signal.aborted) {
    return { failure: 'slow', isPassing: false, code: watch.signal.reason, requestId: attempt.requestId, wording: '' }
  }
  attempt.mayCost = isAnswered
  return failureOf(thrown, attempt)
}

/**
 * A refusal is the model's own words. Reasoning (`reasoning_content` at DeepSeek, llama.cpp and older vLLM,
 * `reasoning` at Ollama, OpenRouter and vLLM) is not shown, but the model is at work.
 */
type Delta = ChatCompletionChunk.Choice.Delta & { reasoning?: unknown; reasoning_content?: unknown }

/**
 * Aborts its signal, with a code as the reason, when tokens are late. Comments, keep-alives and empty deltas are no
 * tokens: a server that hangs may well send them.
 */
function startWatch({ firstTokenMs, tokenGapMs }: Timeouts) {
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

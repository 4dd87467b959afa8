import { OpenAI } from 'openai'
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions'
import type { ChatModel } from '../prompt/chat-model.ts'
import { Attempt } from './attempt.ts'
import { RETRY_MS } from './backoff.ts'
import { type ChatLog, complete } from './complete.ts'
import { createDialect } from './dialect.ts'
import { nodeFetch } from './node-fetch.ts'

export interface ChatSettings {
  /** None where the server wants none. */
  readonly apiKey?: string
  /** Ends in /v1; OpenAI's if there is none. */
  readonly baseUrl?: string
  readonly model: string
  readonly responseTokens: number
  /** Milliseconds from the request to its first token, connecting included. */
  readonly firstTokenMs: number
  /** Milliseconds from one token to the next. */
  readonly tokenGapMs: number
  /** Milliseconds from the first request in which the last retry has to start; 30,000 if not given. */
  readonly retryMs?: number
}

const OPENAI_URL = 'https://api.openai.com/v1'

/**
 * A chat model at any server that speaks Chat Completions.
 *
 * Tried again, with backoff and as the server asks: 408, 409, 429, 5xx, no connection, and streams that break off
 * while `mayRestart()`. Not tried again: what the same request can't change, and timeouts, which have taken the
 * user's patience already. Token limits, usage and images are left out, for good, where the server refuses them.
 */
export function createChatModel(settings: ChatSettings, log: ChatLog): ChatModel {
  const { model, responseTokens, retryMs = RETRY_MS, baseUrl = OPENAI_URL } = settings
  const isOpenAi = new URL(baseUrl).hostname.endsWith('.openai.com')
  const dialect = createDialect(model, responseTokens, isOpenAi)
  const client = new OpenAI({
    apiKey: settings.apiKey ?? 'none',
    baseURL: baseUrl,
    fetch: nodeFetch,
    maxRetries: 0,
    // what it would else take from the environment; its log shows requests
    organization: null,
    project: null,
    logLevel: 'off',
  })

  function start(request: ChatCompletionCreateParamsStreaming): Attempt {
    const attempt = new Attempt(settings)
    const fetchOptions: object = { held: attempt }
    client.chat.completions
      .create(request, { fetchOptions })
      .asResponse()
      .then(response => attempt.read(response))
      .catch((error: unknown) => attempt.end({ kind: 'refused', error }))
    return attempt
  }

  return { stream: (messages, options) => complete({ start, dialect, retryMs, log }, messages, options) }
}

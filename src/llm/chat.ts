import { OpenAI } from 'openai'
import type { ChatModel } from '../prompt/chat-model.ts'
import type { Timeouts } from './attempt.ts'
import { RETRY_MS } from './backoff.ts'
import { type ChatLog, complete } from './complete.ts'
import { createDialect } from './dialect.ts'

export interface ChatSettings extends Timeouts {
  /** None where the server wants none. */
  readonly apiKey?: string
  /** Ends in /v1; OpenAI's if there is none. */
  readonly baseUrl?: string
  readonly model: string
  readonly responseTokens: number
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
  const { apiKey = 'none', baseUrl = OPENAI_URL, model, responseTokens, retryMs = RETRY_MS } = settings
  const client = new OpenAI({
    apiKey,
    baseURL: baseUrl,
    maxRetries: 0, // complete.ts retries, since a stream that broke off may begin anew too
    // what it would else take from the environment; its log shows requests
    organization: null,
    project: null,
    logLevel: 'off',
  })
  const isOpenAi = new URL(baseUrl).hostname.endsWith('.openai.com')
  const server = { client, dialect: createDialect(model, responseTokens, isOpenAi), timeouts: settings, retryMs, log }
  return { stream: (messages, options) => complete(server, messages, options) }
}

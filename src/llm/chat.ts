import type { ChatModel } from '../prompt/chat-model.ts'
import type { Timeouts } from './attempt.ts'
import { RETRY_MS } from './backoff.ts'
import type { OnCall } from './calls.ts'
import { isOpenAi, openClient, type ServerSettings } from './client.ts'
import { complete } from './complete.ts'
import { createDialect } from './dialect.ts'
import type { ModelLog } from './model-log.ts'

export interface ChatSettings extends ServerSettings, Timeouts {
  readonly model: string
  readonly responseTokens: number
  /** Milliseconds from the first request in which the last retry has to start; 30,000 if not given. */
  readonly retryMs?: number
  readonly onCall?: OnCall
}

/**
 * A chat model at any server that speaks Chat Completions.
 *
 * Tried again, with backoff and as the server asks: 408, 409, 429, 5xx, no connection, and streams that break off
 * while `mayRestart()`. Not tried again: what the same request can't change, and timeouts, which have taken the
 * user's patience already. Token limits, usage, images and tools are left out, for good, where the server refuses them.
 */
export function createChatModel(settings: ChatSettings, log: ModelLog): ChatModel {
  const { model, responseTokens, retryMs = RETRY_MS, onCall } = settings
  const dialect = createDialect(model, responseTokens, isOpenAi(settings))
  const server = { client: openClient(settings), dialect, timeouts: settings, retryMs, log, onCall }
  return { stream: (messages, options) => complete(server, messages, options) }
}

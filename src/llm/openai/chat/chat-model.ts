import type { ChatModel } from '../../../prompt/chat-model.ts'
import { completeChat } from '../../chat/complete.ts'
import { RETRY_MS } from '../../retry.ts'
import type { ModelLog, OnModelCall } from '../../telemetry.ts'
import { createOpenAiClient, isOpenAi, type OpenAiServerSettings } from '../client.ts'
import { createServerCapabilities } from './capabilities.ts'
import type { StreamTimeouts } from './stream.ts'

export interface OpenAiChatSettings extends OpenAiServerSettings, StreamTimeouts {
  readonly model: string
  readonly responseTokens: number
  /** Milliseconds from the first request in which the last retry has to start; 30,000 if not given. */
  readonly retryMs?: number
  readonly onCall?: OnModelCall
}

/**
 * A chat model at any server that speaks Chat Completions.
 *
 * Tried again, with backoff and as the server asks: 408, 409, 429, 5xx, no connection, and streams that break off
 * while `mayRestart()`. Not tried again: what the same request can't change, and timeouts, which have taken the
 * user's patience already. Token limits, usage, images and tools are left out, for good, where the server refuses them.
 */
export function createOpenAiChatModel(settings: OpenAiChatSettings, log: ModelLog): ChatModel {
  const { model, responseTokens, retryMs = RETRY_MS, onCall } = settings
  const dialect = createServerCapabilities(model, responseTokens, isOpenAi(settings))
  const server = { client: createOpenAiClient(settings), dialect, timeouts: settings, retryMs, log, onCall }
  return { stream: (messages, options) => completeChat(server, messages, options) }
}

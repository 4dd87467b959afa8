import { ModelError } from '../../../src/errors.ts'
import { createOpenAiChatModel, type OpenAiChatSettings } from '../../../src/llm/openai/chat-model.ts'
import type { Logger } from '../../../src/observability/logger.ts'
import type { ChatMessage, ChatModel, ChatOptions, FinishReason, TokenUsage } from '../../../src/prompt/chat-model.ts'
import { silentLogger } from '../../support/silent-logger.ts'

/** Time enough for a second try, also on a busy machine. */
export const patientSettings = { retryMs: 20_000 }

export const KEY = 'sk-secret-4711'

export function chatModelFor(
  baseUrl: string,
  settings: Partial<OpenAiChatSettings> = {},
  log: Partial<Logger> = {},
): ChatModel {
  const usual = {
    apiKey: KEY,
    model: 'gpt-5.4-mini',
    responseTokens: 100,
    firstTokenMs: 5000,
    tokenGapMs: 5000,
    retryMs: 600,
  }
  return createOpenAiChatModel({ ...usual, baseUrl, ...settings }, { ...silentLogger, ...log })
}

export interface StreamResult {
  readonly texts: string[]
  ending?: FinishReason
  error?: ModelError
  usage: TokenUsage[]
}

/** Runs one completion to its end and returns all that came of it. */
export async function streamAnswer(
  chat: ChatModel,
  messages: readonly ChatMessage[] = [{ role: 'user', content: 'Hello, who are you?' }],
  options: Partial<ChatOptions> = {},
): Promise<StreamResult> {
  const result: StreamResult = { texts: [], usage: [] }
  const stream = chat.stream(messages, {
    signal: new AbortController().signal,
    mayRestart: () => true,
    onUsage: usage => result.usage.push(usage),
    ...options,
  })
  try {
    for (;;) {
      const next = await stream.next()
      if (next.done === true) return { ...result, ending: next.value }
      result.texts.push(next.value)
    }
  } catch (error) {
    if (error instanceof ModelError) return { ...result, error }
    throw error
  }
}

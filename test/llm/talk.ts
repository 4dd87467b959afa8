import { vi } from 'vitest'
import { ModelError } from '../../src/errors.ts'
import { type ChatSettings, createChatModel } from '../../src/llm/chat.ts'
import type { ModelLog } from '../../src/llm/model-log.ts'
import type { ChatMessage, ChatModel, ChatOptions, Ending, Usage } from '../../src/prompt/chat-model.ts'

/** Time enough for a second try, also on a busy machine. */
export const patient = { retryMs: 20_000 }

export const KEY = 'sk-secret-4711'

export function model(
  baseUrl: string,
  settings: Partial<ChatSettings> = {},
  log: ModelLog = { warn: vi.fn() },
): ChatModel {
  const usual = {
    apiKey: KEY,
    model: 'gpt-5.4-mini',
    responseTokens: 100,
    firstTokenMs: 5000,
    tokenGapMs: 5000,
    retryMs: 600,
  }
  return createChatModel({ ...usual, baseUrl, ...settings }, log)
}

export interface Talk {
  readonly texts: string[]
  ending?: Ending
  error?: ModelError
  usage: Usage[]
}

/** Runs one completion to its end and returns all that came of it. */
export async function talk(
  chat: ChatModel,
  messages: readonly ChatMessage[] = [{ role: 'user', content: 'Hello, who are you?' }],
  options: Partial<ChatOptions> = {},
): Promise<Talk> {
  const result: Talk = { texts: [], usage: [] }
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

import type { ChatMessage, Usage } from '../prompt/chat-model.ts'
import { IMAGE_TOKENS } from '../prompt/costs.ts'
import type { Attempt } from './attempt.ts'

/** The usual rule of thumb for English; other languages take more tokens for their bytes, or fewer. */
const BYTES_PER_TOKEN = 4

/** What a completion may have cost: its attempts together, those that broke off too. */
export function usageOf(messages: readonly ChatMessage[], attempts: readonly Attempt[]): Usage {
  let tokens = 0
  for (const { mayCost, totalTokens, text } of attempts) {
    if (mayCost) tokens += totalTokens ?? estimate(messages, text)
  }
  return { tokens }
}

/** What a prompt and the text that came of it may have cost, where the server did not say. */
function estimate(messages: readonly ChatMessage[], text: string): number {
  let bytes = Buffer.byteLength(text)
  let images = 0
  for (const { content } of messages) {
    for (const part of typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content) {
      if (part.type === 'text') bytes += Buffer.byteLength(part.text)
      else images += 1
    }
  }
  return Math.ceil(bytes / BYTES_PER_TOKEN) + images * IMAGE_TOKENS
}

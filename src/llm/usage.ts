import type { ChatMessage, Usage } from '../prompt/chat-model.ts'
import { IMAGE_TOKENS } from '../prompt/costs.ts'

/** The usual rule of thumb for English; other languages take more tokens for their bytes, or fewer. */
const BYTES_PER_TOKEN = 4

/** What a prompt and the text that came of it may have cost, where the server did not say. */
export function estimate(messages: readonly ChatMessage[], text: string): Usage {
  let bytes = Buffer.byteLength(text)
  let images = 0
  for (const { content } of messages) {
    for (const part of typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content) {
      if (part.type === 'text') bytes += Buffer.byteLength(part.text)
      else images += 1
    }
  }
  return { tokens: Math.ceil(bytes / BYTES_PER_TOKEN) + images * IMAGE_TOKENS }
}

import type { TokenUsage } from '../../prompt/chat-model.ts'
import { IMAGE_TOKENS } from '../../prompt/format/budget.ts'
import type { Attempt } from '../openai/chat/stream.ts'
import type { ToolCall } from '../openai/chat/tool-calls.ts'

/** The usual rule of thumb for English; other languages take more tokens for their bytes, or fewer. */
const BYTES_PER_TOKEN = 4

/** What a completion may have cost: its attempts together, those that broke off too. */
export function totalUsage(attempts: readonly Attempt[]): TokenUsage {
  let tokens = 0
  for (const attempt of attempts) {
    if (attempt.mayCost) tokens += attempt.totalTokens ?? estimate(attempt)
  }
  return { tokens }
}

/** What a prompt and the text that came of it may have cost, where the server did not say. */
function estimate({ sent, text, calls }: Attempt): number {
  let bytes = Buffer.byteLength(text) + bytesOf(calls)
  let images = 0
  for (const lookUp of sent.lookUps) {
    bytes += bytesOf(lookUp.calls)
    for (const said of [lookUp.text, ...lookUp.results]) bytes += Buffer.byteLength(said)
  }
  for (const { content } of sent.messages) {
    for (const part of typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content) {
      if (part.type === 'text') bytes += Buffer.byteLength(part.text)
      else images += 1
    }
  }
  return Math.ceil(bytes / BYTES_PER_TOKEN) + images * IMAGE_TOKENS
}

function bytesOf(calls: readonly ToolCall[]): number {
  return calls.reduce((bytes, { name, args }) => bytes + Buffer.byteLength(name) + Buffer.byteLength(args), 0)
}

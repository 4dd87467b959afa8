import type { ModelCall } from '../../observability/model-call.ts'
import type { ChatMessage, TokenUsage } from '../../prompt/chat-model.ts'
import { IMAGE_TOKENS } from '../../prompt/format/budget.ts'
import { bytesToTokens } from '../estimate-tokens.ts'
import type { Attempt } from './stream.ts'
import type { ToolCall } from './tool-calls.ts'

/** What a completion may have cost: its attempts together, those that broke off too. */
export function totalUsage(messages: readonly ChatMessage[], attempts: readonly Attempt[]): TokenUsage {
  const costly = attempts.filter(({ mayCost }) => mayCost)
  const counts = costly.map(attempt => countTokens(messages, attempt))
  const tokens = counts.reduce((sum, { prompt, completion }) => sum + prompt + completion, 0)
  return { tokens, ...statedSums(costly) }
}

/** What one request took: as the server counted, else by its words; nothing where it was refused, or the server not reached. */
export function countTokens(
  messages: readonly ChatMessage[],
  attempt: Attempt,
): ModelCall['tokens'] & { readonly prompt: number; readonly completion: number } {
  if (!attempt.mayCost) return { prompt: 0, completion: 0 }
  const { prompt, completion, cached, total } = attempt.usage ?? {}
  const written = completion ?? estimateCompletion(attempt)
  if (prompt !== undefined) return { prompt, completion: written, cached }
  if (total === undefined) return { prompt: estimatePrompt(messages, attempt), completion: written }
  return { prompt: Math.max(0, total - written), completion: Math.min(total, written) }
}

const STATED = ['prompt', 'cached', 'completion'] as const

/** Sums of what the server counted, where it counted. */
function statedSums(attempts: readonly Attempt[]): Partial<Record<(typeof STATED)[number], number>> {
  const sums = STATED.map(name => {
    const counts = attempts.flatMap(({ usage }) => usage?.[name] ?? [])
    return [name, counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0)] as const
  })
  return Object.fromEntries(sums.filter(([, sum]) => sum !== undefined))
}

function estimatePrompt(messages: readonly ChatMessage[], { toolRounds }: Attempt): number {
  const parts = messages.flatMap(({ content }) =>
    typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content,
  )
  const texts = [
    ...parts.map(part => (part.type === 'text' ? part.text : '')),
    ...toolRounds.flatMap(round => [round.text, ...round.results]),
    ...callTexts(toolRounds.flatMap(({ calls }) => calls)),
  ]
  const images = parts.filter(({ type }) => type === 'image').length
  return tokensOfTexts(texts) + images * IMAGE_TOKENS
}

function estimateCompletion({ written, toolCalls }: Attempt): number {
  return tokensOfTexts([written, ...callTexts(toolCalls)])
}

const callTexts = (calls: readonly ToolCall[]) => calls.flatMap(({ name, args }) => [name, args])

function tokensOfTexts(texts: readonly string[]): number {
  return bytesToTokens(texts.reduce((sum, one) => sum + Buffer.byteLength(one), 0))
}

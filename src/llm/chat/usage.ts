import type { ChatMessage, TokenUsage } from '../../prompt/chat-model.ts'
import { IMAGE_TOKENS } from '../../prompt/format/budget.ts'
import type { Attempt } from './stream.ts'

/** The usual rule of thumb for English; other languages take more tokens for their bytes, or fewer. */
const BYTES_PER_TOKEN = 4

/** What a completion may have cost: its attempts together, those that broke off too. */
export function totalUsage(messages: readonly ChatMessage[], attempts: readonly Attempt[]): TokenUsage {
  const costly = attempts.filter(({ mayCost }) => mayCost)
  const tokens = costly.reduce((sum, attempt) => sum + (attempt.usage?.total ?? estimate(messages, attempt)), 0)
  return { tokens, ...statedSums(costly) }
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

/** What a prompt and the text that came of it may have cost, where the server did not say. */
function estimate(messages: readonly ChatMessage[], attempt: Attempt): number {
  const { toolRounds, toolCalls } = attempt
  const parts = messages.flatMap(({ content }) =>
    typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content,
  )
  const calls = [...toolRounds.flatMap(round => round.calls), ...toolCalls]
  const texts = [
    attempt.written,
    ...parts.map(part => (part.type === 'text' ? part.text : '')),
    ...calls.flatMap(({ name, args }) => [name, args]),
    ...toolRounds.flatMap(round => [round.text, ...round.results]),
  ]
  const bytes = texts.reduce((sum, one) => sum + Buffer.byteLength(one), 0)
  const images = parts.filter(({ type }) => type === 'image').length
  return Math.ceil(bytes / BYTES_PER_TOKEN) + images * IMAGE_TOKENS
}

import type { TokenCounter } from '../../memory/ports/token-counter.ts'
import type { Turn } from '../../memory/types.ts'
import { MESSAGE_TOKENS } from '../format/budget.ts'

/** The oldest turns go in steps of this part of a prompt. */
const STEP_SHARE = 1 / 4

/**
 * The newest turns that fit `room` tokens. Where not all do, the oldest go in steps, each as large as a part of what a prompt may
 * take: so the window begins with the same turn for several answers, and a provider can reuse what it has read of it. A step
 * is at most half of the room, or little would be left.
 */
export function fitNewestTurns(
  turns: readonly Turn[],
  room: number,
  promptTokens: number,
  counter: TokenCounter,
): { readonly kept: readonly Turn[]; readonly tokens: number } {
  const costs = turns.map(({ text }) => MESSAGE_TOKENS + counter.count(text))
  const total = costs.reduce((sum, cost) => sum + cost, 0)
  if (total <= room) return { kept: turns, tokens: total }
  let step = promptTokens * STEP_SHARE
  while (step > room / 2 && step > 1) step /= 2
  let gone = 0
  let first = 0
  for (let bound = step; total - gone > room && first < turns.length; bound += step) {
    while (first < turns.length && gone < bound) gone += costs[first++] ?? 0
  }
  return { kept: turns.slice(first), tokens: total - gone }
}

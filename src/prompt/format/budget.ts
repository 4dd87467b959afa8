import type { TokenCounter } from '../../memory/ports/token-counter.ts'

export interface FittedItems<T> {
  /** What was kept, the best first. */
  readonly kept: readonly T[]
  readonly cut: number
  /** What the title and all that was kept take, counted one by one. */
  readonly tokens: number
}

/** As much of a list, the best first, as fits `room` tokens under its title: nothing at all if not even the first does. */
export function fitItems<T>(
  items: readonly T[],
  room: number,
  { title, tokens }: { title: number; tokens(item: T): number },
): FittedItems<T> {
  let used = title
  let count = 0
  for (const item of items) {
    const size = tokens(item)
    if (used + size > room) break
    used += size
    count += 1
  }
  if (count === 0) return { kept: [], cut: items.length, tokens: 0 }
  return { kept: items.slice(0, count), cut: items.length - count, tokens: used }
}

const counts = new WeakMap<TokenCounter, WeakMap<object, number>>()

/** What the text of something takes, counted once for as long as that lives. */
export function countTokensOnce(counter: TokenCounter, owner: object, text: string): number {
  const known = counts.get(counter) ?? new WeakMap<object, number>()
  counts.set(counter, known)
  const count = known.get(owner) ?? counter.count(text)
  known.set(owner, count)
  return count
}

/**
 * What a message costs beside its text, and the start of the answer: 3 tokens each and 1 for the role, as OpenAI's
 * cookbook counts them ("How to count tokens with tiktoken"). Other chat templates are of the same order.
 */
export const MESSAGE_TOKENS = 4
export const ANSWER_START_TOKENS = 3

/**
 * One image, whatever its size: the most that gpt-4o takes (85 + 6 tiles · 170, OpenAI's "Images and vision").
 * Models that count patches take up to twice that; what is planned for is the budget, not the model's own limit.
 */
export const IMAGE_TOKENS = 1105

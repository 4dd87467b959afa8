import { memoizeByObject } from '../../memory/memoize.ts'
import type { TokenCounter } from '../../memory/ports/token-counter.ts'

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

/** An answer takes at most this part of what a small model takes in all: the question is to have room, too. */
const RESPONSE_SHARE = 1 / 4

/** The longest answer within a context: what is wished for, or a part of it. */
export function responseTokensWithin(contextTokens: number | undefined, wished: number): number {
  return contextTokens === undefined
    ? wished
    : Math.min(wished, Math.max(1, Math.floor(contextTokens * RESPONSE_SHARE)))
}

interface FittedItems<T> {
  /** Those that fit, in the order given. */
  readonly kept: readonly T[]
  /** How many do not. */
  readonly cut: number
  readonly tokens: number
}

/** As much of a list as fits `room` tokens: it ends before the first item that does not. */
function fitItems<T>(items: readonly T[], room: number, tokensOf: (item: T) => number): FittedItems<T> {
  let tokens = 0
  let count = 0
  for (const item of items) {
    const size = tokensOf(item)
    if (tokens + size > room) break
    tokens += size
    count += 1
  }
  return { kept: items.slice(0, count), cut: items.length - count, tokens }
}

export interface FittedSection<T = unknown> extends FittedItems<T> {
  /** The title, and under it what was kept; empty, and without cost, if nothing was. */
  readonly text: string
}

interface SectionOptions<T> {
  readonly title: string
  readonly room: number
  readonly counter: TokenCounter
  toText(item: T): string
  /** What the text of an item takes, where it need not be counted each time. */
  tokensOf?(item: T): number
  /** How the kept ones are written; the best first if not given. */
  sort?(kept: readonly T[]): readonly T[]
}

/** A section of a prompt: as much of a list, the best first, as fits `room` tokens under a title. */
export function fitSection<T>(items: readonly T[], options: SectionOptions<T>): FittedSection<T> {
  const { title, room, counter, toText, sort = kept => kept } = options
  const { tokensOf = item => counter.count(toText(item)) } = options
  const titleTokens = counter.count(title)
  const fitted = fitItems(items, room - titleTokens, tokensOf)
  if (fitted.kept.length === 0) return { ...fitted, text: '' }
  const text = `${title}${sort(fitted.kept).map(toText).join('')}`
  return { ...fitted, tokens: titleTokens + fitted.tokens, text }
}

const countsBy = memoizeByObject((_counter: TokenCounter) => new WeakMap<object, number>())

/** What the text of something takes, counted once for as long as that lives. */
export function countTokensOnce(counter: TokenCounter, owner: object, text: string): number {
  const counts = countsBy(counter)
  const count = counts.get(owner) ?? counter.count(text)
  counts.set(owner, count)
  return count
}

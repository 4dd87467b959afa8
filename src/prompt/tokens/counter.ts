import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { TokenCounter } from '../../memory/ports/token-counter.ts'
import { createMerger } from './byte-pair.ts'

/**
 * UTF-8 bytes: never fewer than the tokens of any byte-level tokenizer, since each token stands for one byte or more.
 * What fits in bytes fits, and needs no ranks.
 */
export const byteCounter: TokenCounter = { count: text => Buffer.byteLength(text) }

/** The windows of some hundred conversations: 2 MB. */
const MAX_COUNTS = 10_000

let loading: Promise<TokenCounter> | undefined

/**
 * The exact counter of o200k_base, the encoding of OpenAI's models since gpt-4o; other models differ by some percent.
 * Loaded once, on the first call (bench/tokens.ts measures time and memory): a bot that never cuts never loads it.
 * Special tokens in a text, like <|endoftext|>, are the plain characters they are.
 */
export function loadTokenCounter(): Promise<TokenCounter> {
  loading ??= load()
  return loading
}

async function load(): Promise<TokenCounter> {
  const { default: encoding } = await import('js-tiktoken/ranks/o200k_base')
  const tokensIn = createMerger(readRanks(encoding.bpe_ranks))
  const words = new RegExp(encoding.pat_str, 'gu')
  return cacheCounts({ count: text => countWords(text, words, tokensIn) }, MAX_COUNTS)
}

function countWords(text: string, words: RegExp, tokensIn: (word: string) => number): number {
  let tokens = 0
  words.lastIndex = 0
  for (let match = words.exec(text); match !== null; match = words.exec(text)) tokens += tokensIn(match[0])
  return tokens
}

/**
 * js-tiktoken's rank file, lines of `<mark> <first rank> <base64> <base64> …`, as bytes (a character each) → rank.
 * Its own encoder reads it into 200 MB of byte arrays and joined numbers, and is quadratic in the length of a word.
 */
function readRanks(file: string): Map<string, number> {
  const ranks = new Map<string, number>()
  for (const line of file.split('\n')) {
    const [, first, ...tokens] = line.split(' ')
    let rank = Number(first)
    for (const token of tokens) {
      ranks.set(atob(token), rank)
      rank += 1
    }
  }
  return ranks
}

/** Shorter texts are counted about as fast as they are hashed. */
const WORTH_KEEPING = 64

/**
 * Caches `max` counts: a window is counted with every message, and all but its last turns are as they were. Texts are
 * known by a hash alone, so that none is held on to after it was forgotten; hashing 2,000 characters takes 3 µs.
 */
export function cacheCounts(counter: TokenCounter, max: number): TokenCounter {
  const counts = new LRUCache<string, number>({ max })
  return {
    count(text) {
      if (text.length < WORTH_KEEPING) return counter.count(text)
      const key = hash('sha256', text, 'base64')
      const count = counts.get(key) ?? counter.count(text)
      counts.set(key, count)
      return count
    },
  }
}

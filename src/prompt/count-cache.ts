import { hash } from 'node:crypto'
import type { TokenCounter } from '../memory/ports.ts'

/** Shorter texts are counted about as fast as they are looked up. */
const WORTH_KEEPING = 64

/**
 * Remembers counts: a window is counted with every message, and all but its last turns are as they were. The least
 * recently used go first, where there are more than `most`. Texts are known by a hash alone, so that none is held on to
 * after it was forgotten; 2,000 characters take 3 µs.
 */
export function cached(counter: TokenCounter, most: number): TokenCounter {
  const counts = new Map<string, number>()

  function keep(key: string, count: number): void {
    counts.delete(key)
    counts.set(key, count)
    const [oldest] = counts.keys()
    if (counts.size > most && oldest !== undefined) counts.delete(oldest)
  }

  return {
    count(text) {
      if (text.length < WORTH_KEEPING) return counter.count(text)
      const key = hash('sha256', text, 'base64')
      const count = counts.get(key) ?? counter.count(text)
      keep(key, count)
      return count
    },
  }
}

import type { TokenCounter } from '../memory/ports.ts'

/** Shorter texts are counted about as fast as they are looked up. */
const WORTH_KEEPING = 64

/** What a Map entry and a string cost beside the characters. */
const ENTRY_BYTES = 80

/**
 * Remembers counts: a window is counted with every message, and all but its last turns are as they were.
 * The least recently used go first. `maxBytes` bounds the texts it holds on to, at two bytes a character.
 */
export function cached(counter: TokenCounter, maxBytes: number): TokenCounter {
  const counts = new Map<string, number>()
  let bytes = 0

  function keep(text: string, count: number): void {
    const size = sizeOf(text)
    if (size > maxBytes / 4) return
    for (const oldest of counts.keys()) {
      if (bytes + size <= maxBytes) break
      counts.delete(oldest)
      bytes -= sizeOf(oldest)
    }
    counts.set(text, count)
    bytes += size
  }

  return {
    count(text) {
      if (text.length < WORTH_KEEPING) return counter.count(text)
      const known = counts.get(text)
      if (known !== undefined) {
        counts.delete(text)
        counts.set(text, known)
        return known
      }
      const count = counter.count(text)
      keep(text, count)
      return count
    },
  }
}

function sizeOf(text: string): number {
  return 2 * text.length + ENTRY_BYTES
}

/**
 * Counts the tokens of one word (a match of the encoding's pattern) by byte pair merging: of all neighbours that
 * together are a token, the pair of the lowest rank is joined first, the leftmost of equals.
 * The priority queue makes it n log n: 100 kB without a space are one word, and a scan for each merge would take seconds.
 * `ranks`: bytes, a character each (latin1), to rank; it holds every single byte.
 */
export function createMerger(ranks: ReadonlyMap<string, number>): (word: string) => number {
  let longest = 0
  for (const token of ranks.keys()) longest = Math.max(longest, token.length)

  return word => {
    const bytes = asBytes(word)
    return ranks.has(bytes) ? 1 : countMerged(bytes, ranks, longest)
  }
}

function asBytes(word: string): string {
  const bytes = Buffer.from(word)
  return bytes.length === word.length ? word : bytes.toString('latin1')
}

/** Parts are known by their first byte; `next` and `before` link them. A heap entry is stale once its pair has changed. */
function countMerged(bytes: string, ranks: ReadonlyMap<string, number>, longest: number): number {
  const { length } = bytes
  const next = Int32Array.from({ length: length + 1 }, (_, at) => at + 1)
  const before = Int32Array.from({ length: length + 1 }, (_, at) => at - 1)
  const pairRank = new Int32Array(length).fill(-1)
  const heap: number[] = []
  let parts = length

  function consider(at: number): void {
    const middle = next[at] ?? length
    const end = middle < length ? (next[middle] ?? length) : -1
    const rank = end < 0 || end - at > longest ? -1 : (ranks.get(bytes.slice(at, end)) ?? -1)
    pairRank[at] = rank
    if (rank >= 0) push(heap, rank * PLACES + at)
  }

  for (let at = 0; at + 1 < length; at += 1) consider(at)
  while (heap.length > 0) {
    const entry = pop(heap)
    const at = entry % PLACES
    if (pairRank[at] !== (entry - at) / PLACES) continue
    const middle = next[at] ?? length
    const end = next[middle] ?? length
    next[at] = end
    before[end] = at
    pairRank[middle] = -1
    parts -= 1
    consider(at)
    const left = before[at] ?? -1
    if (left >= 0) consider(left)
  }
  return parts
}

/** Rank and place in one exact number: 200,000 ranks · 2^32 places are below 2^53. */
const PLACES = 2 ** 32

function push(heap: number[], value: number): void {
  let at = heap.push(value) - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    const above = heap[parent] ?? 0
    if (above <= value) break
    heap[at] = above
    at = parent
  }
  heap[at] = value
}

function pop(heap: number[]): number {
  const top = heap[0] ?? 0
  const value = heap.pop() ?? 0
  const { length } = heap
  if (length === 0) return top
  let at = 0
  for (let child = 1; child < length; child = 2 * at + 1) {
    const right = heap[child + 1] ?? Number.POSITIVE_INFINITY
    const smaller = (heap[child] ?? 0) <= right ? child : child + 1
    const below = heap[smaller] ?? 0
    if (below >= value) break
    heap[at] = below
    at = smaller
  }
  heap[at] = value
  return top
}

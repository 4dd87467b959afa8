/** What all words that wait may take, in bytes: some ten thousand questions with their answers. */
export const MAX_BYTES = 16_000_000
/** What was said longer ago is not kept any more: much may have been settled since that nobody here knows of. */
export const MAX_AGE_MS = 86_400_000
/** Answers to questions that the store has, or that wait here. */
export const MAX_ANSWERS = 20_000
/** More, because every deletion in every channel is told, and nobody knows which of them matter. */
const MAX_CHANGES = 100_000

/** What the words take in the process, about: two bytes a character, and what stands around them. */
export function bytesOf(said: { readonly text: string } | undefined): number {
  return said === undefined ? 0 : 2 * said.text.length + 500
}

/** Sets an entry, for which the oldest goes where there are too many. Returns how many went. */
export function setBounded<T>(all: Map<string, T>, id: string, waiting: T): number {
  const before = all.size
  if (before >= MAX_CHANGES && !all.has(id)) for (const oldest of all.keys().take(1)) all.delete(oldest)
  const gone = before - all.size
  all.set(id, waiting)
  return gone
}

/** One of each id. */
export function distinct<T extends { readonly id: string }>(all: readonly T[]): readonly T[] {
  return [...new Map(all.map(one => [one.id, one])).values()]
}

/** What was let go, as it took too much room or waited too long. */
export interface OutboxLosses {
  /** Questions, or answers alone: they are not remembered. */
  readonly messages: number
  /** Deletions and edits: what was taken back is still remembered, if it was. */
  readonly changes: number
}

export const NO_LOSSES: OutboxLosses = { messages: 0, changes: 0 }

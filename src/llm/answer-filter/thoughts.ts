import { CLOSING_THOUGHTS } from './marks.ts'

/** More than any mark that ends thoughts takes: so much of them is kept, as a mark may be cut. */
export const LONGEST_THOUGHT_END = 200

/** Where what follows thoughts begins, if they end within a text: after a mark that closes them, or after `closesAt`. */
export function findThoughtEnd(text: string, closesAt?: RegExp): number | undefined {
  const found = [CLOSING_THOUGHTS.exec(text), closesAt?.exec(text)].flatMap(match => (match ? [match] : []))
  const first = found.toSorted((a, b) => a.index - b.index)[0]
  return first && first.index + first[0].length
}

import type { Fact } from '../types.ts'

/** What parts whom a sentence tells of from the sentence. */
const MARK = ': '

/** A sentence in the user's own words that names nobody, with whom it tells of before it: `My friend Sarah: She works there.` */
export function withSubject(subject: string, sentence: string): string {
  return `${subject}${MARK}${sentence}`
}

/** Whether a fact is told as the user said it: then it says "I" of them. */
export function isInOwnWords({ text, quote }: Pick<Fact, 'text' | 'quote'>): boolean {
  return text === quote || text.endsWith(`${MARK}${quote}`)
}

import { ownTextOf } from '../../../memory/text/quotes.ts'
import { ANYWHERE, LEADING } from './memory-request-words.ts'

export type MemoryRequest = 'remember' | 'forget'

/** Words that may stand before the verb: a greeting, a name, "please". */
const MAX_WORDS_BEFORE = 3

const patterns = {
  remember: patternOf('remember'),
  forget: patternOf('forget'),
}

/** What a user plainly tells the bot to do in words of their own, in a sentence that is no question; the first of it. */
export function findMemoryRequest(text: string): MemoryRequest | undefined {
  for (const sentence of sentencesOf(ownTextOf(text))) {
    if (/[?？؟]$/u.test(sentence)) continue
    for (const clause of sentence.split(/[,;:、，；：،]|\s[-–—]\s/u)) {
      const words = clause.trim().toLowerCase().normalize('NFC')
      // "Don't forget" holds "forget".
      if (patterns.remember.test(words)) return 'remember'
      if (patterns.forget.test(words)) return 'forget'
    }
  }
  return undefined
}

function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?…])\s+|(?<=[。！？؟۔।])|\n+/u)
    .map(sentence => sentence.trim())
    .filter(Boolean)
}

function patternOf(request: MemoryRequest): RegExp {
  const leading = `^(?:\\S+\\s+){0,${MAX_WORDS_BEFORE}}?[^\\p{L}\\p{N}]*(?:${sourceOf(LEADING[request])})(?!\\p{L})`
  return new RegExp(`${leading}|${sourceOf(ANYWHERE[request])}`, 'u')
}

function sourceOf(patterns: readonly RegExp[]): string {
  return patterns.map(({ source }) => source).join('|')
}

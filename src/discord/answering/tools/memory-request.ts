import { ownTextOf } from '../../../memory/text/quotes.ts'
import { ANYWHERE, LEADING } from './memory-request-words.ts'

export type MemoryRequest = 'remember' | 'forget'

/** Words that may stand before the verb: a greeting, a name, "please". */
const MAX_WORDS_BEFORE = 3

/** How a question ends: in Chinese also without its mark. */
const QUESTION = /(?:[?？؟]|[吗嗎])$/u

/** At a word, and in whole words. */
const leading = {
  remember: new RegExp(`(?:${sourceOf(LEADING.remember)})(?!\\p{L})`, 'uy'),
  forget: new RegExp(`(?:${sourceOf(LEADING.forget)})(?!\\p{L})`, 'uy'),
}
const anywhere = {
  remember: new RegExp(sourceOf(ANYWHERE.remember), 'u'),
  forget: new RegExp(sourceOf(ANYWHERE.forget), 'u'),
}

/** What a user plainly tells the bot to do in words of their own, in a sentence that is no question; the first of it. */
export function findMemoryRequest(text: string): MemoryRequest | undefined {
  for (const sentence of sentencesOf(ownTextOf(text))) {
    if (QUESTION.test(sentence)) continue
    for (const clause of sentence.split(/[,;:、，；：،]| [-–—] /u)) {
      const words = clause.trim().toLowerCase().normalize('NFC')
      // "Don't forget" holds "forget".
      if (asksFor('remember', words)) return 'remember'
      if (asksFor('forget', words)) return 'forget'
    }
  }
  return undefined
}

function asksFor(request: MemoryRequest, words: string): boolean {
  if (anywhere[request].test(words)) return true
  const starts = [...words.matchAll(/(?<![^\s"“”«»'‘’(*_¡¿])[\p{L}]/gu)].slice(0, MAX_WORDS_BEFORE + 1)
  return starts.some(({ index }) => {
    leading[request].lastIndex = index
    return leading[request].test(words)
  })
}

function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?…])\s|(?<=[。！？؟۔।])|\n/u)
    .map(sentence => sentence.trim())
    .filter(Boolean)
}

function sourceOf(patterns: readonly RegExp[]): string {
  return patterns.map(({ source }) => source).join('|')
}

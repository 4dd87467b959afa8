import { wordlist as czech } from '@scure/bip39/wordlists/czech.js'
import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import { wordlist as french } from '@scure/bip39/wordlists/french.js'
import { wordlist as italian } from '@scure/bip39/wordlists/italian.js'
import { wordlist as japanese } from '@scure/bip39/wordlists/japanese.js'
import { wordlist as korean } from '@scure/bip39/wordlists/korean.js'
import { wordlist as portuguese } from '@scure/bip39/wordlists/portuguese.js'
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js'
import { cleanText } from '../clean.ts'
import { foldText } from '../fold.ts'
import type { Span } from './numbers.ts'

/**
 * The words of which the recovery phrases of wallets are made, 2048 in each language (BIP-39). No language writes twelve of
 * them in a row otherwise: articles, pronouns and most verbs are not among them.
 */
const LISTS = [english, spanish, french, italian, portuguese, czech, japanese, korean].map(
  words => new Set(words.map(word => foldText(cleanText(word)).text.normalize('NFKC').toLowerCase())),
)
const MIN_WORDS = 12
/** One word again and again is no phrase. */
const MIN_DIFFERENT_WORDS = 6
/** What may stand between two of them: spaces, commas, line ends, and the number of the next. */
const GAP = /^[\s,;:.|\-–/]{0,4}(?:\d{1,2}[.):]?\s{0,2})?$/u
const WORD = /[\p{L}\p{M}]+/gu

/** Recovery phrases: twelve words of one list or more in a row. */
export function findSeedPhrases(text: string): readonly Span[] {
  if ((text.match(WORD)?.length ?? 0) < MIN_WORDS) return []
  return LISTS.flatMap(words => runsOf(text, words))
}

function runsOf(text: string, words: ReadonlySet<string>): readonly Span[] {
  const found: Span[] = []
  let [start, end, count] = [0, 0, 0]
  const different = new Set<string>()
  const close = () => {
    if (count >= MIN_WORDS && different.size >= MIN_DIFFERENT_WORDS) found.push([start, end])
    count = 0
    different.clear()
  }
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!words.has(word.toLowerCase())) {
      close()
      continue
    }
    if (count > 0 && !GAP.test(text.slice(end, Math.min(index, end + 12)))) close()
    if (count === 0) start = index
    end = index + word.length
    count += 1
    different.add(word)
  }
  close()
  return found
}

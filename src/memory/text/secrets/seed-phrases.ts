import { wordlist as czech } from '@scure/bip39/wordlists/czech.js'
import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import { wordlist as french } from '@scure/bip39/wordlists/french.js'
import { wordlist as italian } from '@scure/bip39/wordlists/italian.js'
import { wordlist as japanese } from '@scure/bip39/wordlists/japanese.js'
import { wordlist as korean } from '@scure/bip39/wordlists/korean.js'
import { wordlist as portuguese } from '@scure/bip39/wordlists/portuguese.js'
import { wordlist as spanish } from '@scure/bip39/wordlists/spanish.js'
import type { Span } from './numbers.ts'

/**
 * The words of which the recovery phrases of wallets are made, 2048 in each language (BIP-39). No language writes twelve of
 * them in a row otherwise: articles, pronouns and most verbs are not among them.
 */
const LISTS = [english, spanish, french, italian, portuguese, czech, japanese, korean]

/** For each word the lists that have it, a bit for each of them. Made when it is first needed. */
let listsByWord: ReadonlyMap<string, number> | undefined

function listsOf(word: string): number {
  listsByWord ??= indexWords()
  return listsByWord.get(word.toLowerCase()) ?? 0
}

function indexWords(): ReadonlyMap<string, number> {
  const lists = new Map<string, number>()
  for (const [at, words] of LISTS.entries()) {
    for (const word of foldedForms(words)) lists.set(word, (lists.get(word) ?? 0) | (1 << at))
  }
  return lists
}

/** As `foldText` has them, all at once: without accents, but for the marks of kana. */
function foldedForms(words: readonly string[]): readonly string[] {
  const all = words.join(' ').normalize('NFKC')
  return (/\p{Script=Latin}/u.test(all) ? all.normalize('NFD').replace(/\p{M}/gu, '') : all).split(' ')
}

const MIN_WORDS = 12
/** One word again and again is no phrase. */
const MIN_DIFFERENT_WORDS = 6
/** What may stand between two of them: spaces, commas, line ends, and the number of the next. */
const GAP = /^[\s,;:.|\-–/]{0,4}(?:\d{1,2}[.):]?\s{0,2})?$/u
const WORD = /[\p{L}\p{M}]+/gu

/** Recovery phrases: twelve words of one list or more in a row. */
export function findSeedPhrases(text: string): readonly Span[] {
  const words = [...text.matchAll(WORD)].map(
    ({ 0: word, index }): PlacedWord => ({ word, start: index, end: index + word.length }),
  )
  if (words.length < MIN_WORDS) return []
  const lists = words.map(({ word }) => listsOf(word))
  return LISTS.flatMap((_, list) => runsOf(text, words, at => ((lists[at] ?? 0) & (1 << list)) !== 0))
}

interface PlacedWord {
  readonly word: string
  readonly start: number
  readonly end: number
}

function runsOf(text: string, words: readonly PlacedWord[], isListed: (at: number) => boolean): readonly Span[] {
  const found: Span[] = []
  let run: PlacedWord[] = []
  const close = () => {
    const [first, last] = [run[0], run.at(-1)]
    const different = new Set(run.map(({ word }) => word)).size
    if (first !== undefined && last !== undefined && run.length >= MIN_WORDS && different >= MIN_DIFFERENT_WORDS)
      found.push([first.start, last.end])
    run = []
  }
  for (const [at, word] of words.entries()) {
    if (!isListed(at)) {
      close()
      continue
    }
    const end = run.at(-1)?.end
    if (end !== undefined && !GAP.test(text.slice(end, Math.min(word.start, end + 12)))) close()
    run.push(word)
  }
  close()
  return found
}

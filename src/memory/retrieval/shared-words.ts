import { memoizeByObject } from '../memoize.ts'
import { GRAMMAR_WORDS, NAMING_WORDS } from '../text/common-words.ts'
import { isSameWord } from '../text/same-word.ts'
import { keywordsIn, wordsOf } from '../text/words.ts'
import type { Fact } from '../types.ts'

/**
 * A word that so many facts have, and this part of all, tells nothing of what is asked for beside a rarer one: in “el gato”
 * every Spanish fact has the first, and one that has nothing else of it is about no cat. Rarity is that among the user's own
 * facts, so that languages of which no list has words are served as well.
 */
const COMMON = { facts: 6, share: 0.3 }

/** The facts that share a word with a question that tells what it is about, in whatever form. */
export function factsSharingWords(question: string, facts: readonly Fact[]): ReadonlySet<Fact> {
  const asked = [...new Set(tellingWords(wordsOf(question)))]
  const having = asked.map(word => facts.filter(fact => hasWord(wordsOfFact(fact), word)))
  const rarest = Math.min(...having.map(({ length }) => length))
  const isTelling = ({ length }: readonly Fact[]) =>
    length === rarest || length < COMMON.facts || length < facts.length * COMMON.share
  return new Set(having.filter(isTelling).flat())
}

const grammarWords = new Set(wordsOf(`${NAMING_WORDS} ${GRAMMAR_WORDS}`))

/** The words of a question without those of grammar, unless there is nothing else. */
export function tellingWords(words: readonly string[]): readonly string[] {
  const keywords = keywordsIn(words)
  const telling = keywords.filter(word => !grammarWords.has(word))
  return telling.length > 0 ? telling : keywords
}

/** Whether a word, as it is written, is one of those that a question is about. */
export function isAskedWord(question: string): (word: string) => boolean {
  const asked = tellingWords(wordsOf(question))
  return word => asked.length > 0 && wordsOf(word).some(one => asked.some(wanted => isSameWord(one, wanted)))
}

const wordsOfFact = memoizeByObject(({ text, quote }: Fact) => new Set(wordsOf(`${text}\n${quote}`)))

function hasWord(words: ReadonlySet<string>, wanted: string): boolean {
  return words.has(wanted) || words.values().some(word => isSameWord(word, wanted))
}

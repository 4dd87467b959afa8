import type { Segment } from '../segments.ts'
import { Unclear } from '../unclear.ts'
import { type Word, wordsOfSentence } from '../words.ts'
import { plainWord } from './english-clauses.ts'
import { EnglishSentence } from './english-sentence.ts'
import { FOREIGN } from './english-words.ts'

/**
 * An English sentence about “the user” as one to them, piece by piece; undefined where it is not about them, or where a form
 * can't be told for sure: a verb behind “and” that can be a noun, a “their” that can be somebody else's.
 */
export function addressInEnglish(text: string): readonly Segment[] | undefined {
  if (!/\buser\b/iu.test(text)) return undefined
  const words = joinUser(wordsOfSentence(text))
  if (!words.some(isUser) || words.some(({ text: word, isQuoted }) => !isQuoted && FOREIGN.has(word))) return undefined
  try {
    const shown = new EnglishSentence(words).rewrite()
    const segments = words.map((word, at) => ({ stored: word.text + word.space, shown: shown[at] ?? '' }))
    return segments.some(({ stored, shown }) => stored !== shown) ? segments : undefined
  } catch (error) {
    if (error instanceof Unclear) return undefined
    throw error
  }
}

/** “The user” and “the user's” as one word each, and “User” at the beginning as well. */
function joinUser(words: readonly Word[]): readonly Word[] {
  return words.flatMap((word, at) => {
    const [before, next] = [words[at - 1], words[at + 1]]
    if (isArticle(word) && isNoun(next)) return []
    if (isNoun(word) && isArticle(before)) {
      return [{ ...word, text: before.text + before.space + word.text, lower: plainWord(`the ${word.lower}`) }]
    }
    return at === 0 && /^User(?:['’]s)?$/u.test(word.text)
      ? [{ ...word, lower: plainWord(`the ${word.lower}`) }]
      : [word]
  })
}

function isArticle(word: Word | undefined): word is Word {
  return word !== undefined && (word.text === 'the' || word.text === 'The') && word.space === ' '
}

function isNoun(word: Word | undefined): boolean {
  return word !== undefined && /^[Uu]ser(?:['’]s)?$/u.test(word.text)
}

const isUser = ({ lower }: Word) => lower === 'the user' || lower === "the user's"

import type { Segment } from '../segments.ts'
import { Unclear } from '../unclear.ts'
import { type Word, wordsOfSentence } from '../words.ts'
import { GermanSentence } from './german-sentence.ts'
import { isGermanUser } from './german-words.ts'

/** A German sentence about “der Nutzer” as one to them; undefined where it is none, or where a form can't be told for sure. */
export function addressInGerman(text: string): readonly Segment[] | undefined {
  if (!/\b(?:Be)?nutzer|\bAnwender|\bUser/iu.test(text)) return undefined
  const words = joinGermanUser(wordsOfSentence(text))
  if (!words.some(isGermanUser)) return undefined
  try {
    const shown = new GermanSentence(words).rewrite()
    const segments = words.map((word, at) => ({ stored: word.text + word.space, shown: shown[at] ?? '' }))
    return segments.some(({ stored, shown: now }) => stored !== now) ? segments : undefined
  } catch (error) {
    if (error instanceof Unclear) return undefined
    throw error
  }
}

/** The user with the article, as one word: `der nutzer`, `dem nutzer`, `der nutzerin`. */
function joinGermanUser(words: readonly Word[]): readonly Word[] {
  return words.flatMap((word, at) => {
    const [before, next] = [words[at - 1], words[at + 1]]
    if (articleOf(word, next) !== undefined) return []
    const article = articleOf(before, word)
    if (article === undefined || before === undefined) return [word]
    const noun = word.lower.includes('in') && /in$/u.test(word.lower) ? 'nutzerin' : 'nutzer'
    return [{ ...word, text: before.text + before.space + word.text, lower: `${article} ${noun}` }]
  })
}

function articleOf(word: Word | undefined, noun: Word | undefined): string | undefined {
  if (word === undefined || noun === undefined || word.space !== ' ') return undefined
  if (!/^(?:Der|Die|Des|Dem|Den|der|die|des|dem|den|vom|zum|beim|Vom|Zum|Beim)$/u.test(word.text)) return undefined
  if (/^(?:(?:Be)?nutzers?|Anwenders?|Users?)$/iu.test(noun.text)) return word.lower === 'die' ? undefined : word.lower
  return /^(?:(?:Be)?nutzerin|Anwenderin|Userin)$/iu.test(noun.text) && /^d/u.test(word.lower) ? word.lower : undefined
}

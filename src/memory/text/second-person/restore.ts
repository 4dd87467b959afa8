import { restoreEastAsian } from './east-asian.ts'
import { isEnglishYou, restoreEnglishWord } from './english/restore-english.ts'
import { isGermanYou, restoreGermanWord } from './german/restore-german.ts'
import { french, type RomanceLanguage, spanish } from './romance/restore-romance.ts'
import { addressUser } from './second-person.ts'
import { bySingleWords, type Segment } from './segments.ts'
import { type Word, wordsOfSentence } from './words.ts'

/** Characters; a form takes no more. */
const MAX_EDITED_LENGTH = 1000

/** Who speaks of themselves. Word list: languages in which sentences are put back. */
const FIRST_PERSON =
  /^(?:i(?:['’](?:m|ve|d|ll))?|me|my|mine|myself|ich|mich|mir|mein(?:e[mnrs]?)?|yo|mi|mis|mí|conmigo|soy|je|moi|mon|mes|[jm]['’].*)$/u

function isFirstPerson({ lower, isQuoted }: Word): boolean {
  return !isQuoted && FIRST_PERSON.test(lower)
}

/** Puts one word of a sentence to the user back; `isNamed`: the user was named in it before. */
type RestoreWord = (at: number, isNamed: boolean) => string

const USER = /\buser\b|\bnutzer|\busuari|utilisat/iu
/** Named as themselves, not as somebody's brother. */
const NAMED = /\bthe user\b(?!['’]s)|\bnutzer(?:in)?\b/iu

/**
 * What somebody wrote in the place of a sentence that they were shown, as it is to be stored: where they write to “you”, as
 * they were written to, it tells of the user, in the form of the sentence that is stored. Words that stayed are stored as
 * they were. Undefined where it is in their own words: without a “you”, or with an “I”, who says “you” to the bot.
 */
export function toStoredSentence(edited: string, stored: string): string | undefined {
  const words = edited.length > MAX_EDITED_LENGTH ? [] : wordsOfSentence(edited)
  if (words.length === 0 || words.some(isFirstPerson) || /[私僕俺我]|나는|내가|저는|제가/u.test(edited))
    return undefined
  const eastAsian = restoreEastAsian(edited, stored)
  if (eastAsian !== undefined) return eastAsian
  const romance = /\busuari/iu.test(stored) ? spanish : /utilisat/iu.test(stored) ? french : undefined
  const restore = romance === undefined ? restoreGermanic(words, stored) : restoreRomance(words, romance)
  if (restore === undefined) return undefined
  const kept = alignSegments(bySingleWords(addressUser(stored) ?? []), words)
  const told = restoreWords(words, kept, restore)
  if (USER.test(told)) return told
  // What told whose it is went with a word that was changed.
  const anew = restoreWords(words, new Map(), restore)
  return USER.test(anew) ? anew : `${romance?.prefix ?? ''}${anew}`
}

function restoreGermanic(words: readonly Word[], stored: string): RestoreWord | undefined {
  if (words.some(isGermanYou)) {
    const isFemale = /nutzerin/iu.test(stored)
    return (at, isNamed) => restoreGermanWord(words, at, isNamed, isFemale)
  }
  return words.some(isEnglishYou) ? (at, isNamed) => restoreEnglishWord(words, at, isNamed) : undefined
}

function restoreRomance(words: readonly Word[], language: RomanceLanguage): RestoreWord | undefined {
  return words.some((_, at) => language.isYou(words, at)) ? at => language.restore(words, at) : undefined
}

function restoreWords(words: readonly Word[], kept: ReadonlyMap<number, Segment>, restore: RestoreWord): string {
  let isNamed = false
  return words
    .map((word, at) => {
      const segment = keptSegment(kept, at)
      const text = segment === undefined ? restore(at, isNamed) : segment.stored.trimEnd()
      isNamed ||= NAMED.test(text)
      return text === '' ? '' : text + word.space
    })
    .join('')
}

/** What another word before it may have changed is put back anew: “likes” behind “doesn't”. */
function keptSegment(kept: ReadonlyMap<number, Segment>, at: number): Segment | undefined {
  const segment = kept.get(at)
  return at === 0 || kept.has(at - 1) || segment?.stored === segment?.shown ? segment : undefined
}

/** The words that stayed as they were shown, with what is stored for each: a longest common subsequence. */
function alignSegments(segments: readonly Segment[], words: readonly Word[]): ReadonlyMap<number, Segment> {
  const shown = segments.map(segment => segment.shown.trimEnd())
  const isSame = (one: number, other: number) => shown[one] === words[other]?.text
  const lengths = Array.from({ length: shown.length + 1 }, () => new Array<number>(words.length + 1).fill(0))
  const length = (one: number, other: number) => lengths[one]?.[other] ?? 0
  for (let one = shown.length - 1; one >= 0; one -= 1) {
    const row = lengths[one] ?? []
    for (let other = words.length - 1; other >= 0; other -= 1) {
      row[other] = isSame(one, other)
        ? length(one + 1, other + 1) + 1
        : Math.max(length(one + 1, other), length(one, other + 1))
    }
  }
  const kept = new Map<number, Segment>()
  for (let one = 0, other = 0; one < shown.length && other < words.length; ) {
    const segment = segments[one]
    if (segment !== undefined && isSame(one, other)) {
      kept.set(other, segment)
      one += 1
      other += 1
    } else if (length(one + 1, other) >= length(one, other + 1)) one += 1
    else other += 1
  }
  return kept
}

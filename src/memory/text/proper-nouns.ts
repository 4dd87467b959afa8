import { holidayWords } from './dates/holidays.ts'
import { likelyLanguages } from './detect-language.ts'
import { compatibilityForm } from './normalize.ts'
import { isStopWord } from './words.ts'

/** A word with a capital at its beginning, with what belongs to it: `Sarah's`, `O'Brien`, `GitHub`, `GPT-4`. */
const CAPITALIZED = /(?<![\p{L}\p{M}\p{N}'’_.-])\p{Lu}[\p{L}\p{M}\p{N}]*(?:['’&.+-]+[\p{L}\p{N}]+)*\+*/gu
const POSSESSIVE = /['’]s?$|(?<=s)['’]$/u
/** What stands before the first word of a sentence. */
const BEGINNING = /(?:^|[.!?:;…。！？]["'”’»)]*\s)["'“‘«„(¿¡]*$/u
/** Characters between two sentences, with the last of the one before. */
const LONGEST_GAP = 20

function isBeginning(text: string, at: number): boolean {
  const gap = text.slice(Math.max(0, at - LONGEST_GAP), at)
  return BEGINNING.test(at > LONGEST_GAP ? `_${gap}` : gap)
}

/** The languages that write every noun with a capital: a capital names nobody there. */
const CAPITALIZING_NOUNS: ReadonlySet<string | undefined> = new Set(['de', 'lb'])
/** Abbreviations and units, as `PC` and `GB`, are no names that somebody could be mistaken about. */
const ABBREVIATION = /^(?:[\p{Lu}\p{N}]{1,4}|\p{Lu}\p{Ll})$/u

/**
 * The words within a sentence that its capitals mark as names, so that one that a model leaves out of its list is found,
 * too: in languages with capitals that mark names alone, and without the names of days, months, holidays and languages.
 */
export function findCapitalizedNames(text: string): readonly string[] {
  const plain = compatibilityForm(text)
  const found = [...plain.matchAll(CAPITALIZED)].filter(({ index }) => !isBeginning(plain, index))
  if (found.length === 0 || mayCapitalizeNouns(text)) return []
  return found
    .map(([word]) => word)
    .filter(isRatherName)
    .map(withoutPossessive)
}

/** A short German sentence is often taken for another language beside it, but hardly for English, nor English for German. */
function mayCapitalizeNouns(text: string): boolean {
  const [first, ...others] = likelyLanguages(text)
  return CAPITALIZING_NOUNS.has(first) || (first !== 'en' && others.some(language => CAPITALIZING_NOUNS.has(language)))
}

/** The same of what is no sentence, as the value of an attribute: there the first word may be a name as well. */
export function findNamesInValue(value: string): readonly string[] {
  const found = compatibilityForm(value).match(CAPITALIZED) ?? []
  return found.filter(isRatherName).map(withoutPossessive)
}

function isRatherName(word: string): boolean {
  return !ABBREVIATION.test(withoutPossessive(word)) && !isCommon(withoutPossessive(word))
}

function withoutPossessive(word: string): string {
  return word.replace(POSSESSIVE, '')
}

/**
 * The words with which sentences begin, in their capitals, in languages with capitals: a name, or any other word. Where a
 * user writes it with a capital, too, it is told as a name. English words that stand in every text are left out.
 */
export function findBeginnings(text: string): readonly string[] {
  const plain = compatibilityForm(text)
  return [...plain.matchAll(CAPITALIZED)]
    .filter(({ index }) => isBeginning(plain, index))
    .map(([word]) => withoutPossessive(word))
    .filter(word => !isStopWord(word))
}

/** A word that is written with a capital in some languages, and names nobody. */
function isCommon(word: string): boolean {
  const plain = word.toLowerCase()
  return (
    plain === 'user' ||
    holidayWords.has(plain) ||
    languageNames().has(plain) ||
    calendarNames().has(plain) ||
    calendarNames().has(plain.replace(/s$/u, ''))
  )
}

let knownCalendarNames: ReadonlySet<string> | undefined

/** What days of the week and months are called, whole and short. Not from the vocabulary of dates, which takes long to make. */
function calendarNames(): ReadonlySet<string> {
  knownCalendarNames ??= new Set(
    LANGUAGES.flatMap(language =>
      (['long', 'short'] as const).flatMap(style => [
        ...namesOf(language, { weekday: style }, 7, day => Date.UTC(2026, 0, 4 + day)),
        ...namesOf(language, { month: style }, 12, month => Date.UTC(2026, month, 1)),
        ...namesOf(language, { month: style, day: 'numeric' }, 12, month => Date.UTC(2026, month, 1)),
      ]),
    ),
  )
  return knownCalendarNames
}

function namesOf(
  language: string,
  options: Intl.DateTimeFormatOptions,
  count: number,
  timeOf: (at: number) => number,
): readonly string[] {
  const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
  return Array.from({ length: count }, (_, at) =>
    format
      .formatToParts(timeOf(at))
      .filter(({ type }) => type === 'weekday' || type === 'month')
      .map(({ value }) => value.toLowerCase().replace(/\.$/u, '')),
  ).flat()
}

/** Languages whose own names people tell most, and in which those names have capitals. */
const LANGUAGES = 'en nl fr es pt it de pl ru uk cs sv da nb fi tr el ro hu ar he hi bn ja ko zh th vi id'.split(' ')
/** With the countries that lend their name to a way to speak: `Brazilian`, `British`, `Swiss`. */
const REGIONAL = 'en-GB en-US en-AU en-CA es-MX pt-BR fr-CA fr-CH de-AT de-CH nl-BE'.split(' ')

let knownLanguageNames: ReadonlySet<string> | undefined

/** The words of the names of languages, which are those of what comes from there as well: `French`, `Mexican`. */
function languageNames(): ReadonlySet<string> {
  knownLanguageNames ??= new Set(
    ['en', 'nl', 'id', 'tr', 'hi'].flatMap(locale => {
      const names = new Intl.DisplayNames(locale, { type: 'language' })
      return [...LANGUAGES, ...REGIONAL].flatMap(language => (names.of(language) ?? '').toLowerCase().split(/[\s()]+/u))
    }),
  )
  return knownLanguageNames
}

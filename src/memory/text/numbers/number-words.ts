import { createRequire } from 'node:module'
import type * as russian from 'n2words/ru-RU'

/** The modules for languages without genders take the options of the others, and leave them aside. */
type NumberSpeller = Readonly<Record<'toCardinal' | 'toOrdinal', typeof russian.toCardinal>>

const LANGUAGES =
  'en-US de-DE es-ES fr-FR it-IT pt-PT nl-NL pl-PL ru-RU uk-UA cs-CZ hr-HR sr-Cyrl-RS ro-RO hu-HU fi-FI sv-SE da-DK nb-NO lt-LT lv-LV el-GR tr-TR ar-SA he-IL fa-IR hi-IN bn-BD th-TH vi-VN id-ID fil-PH sw-KE ja-JP ko-KR'

/** A number as words of some language tell it: `twenty-one`, `zwei`, `пятый`. */
export interface NumberPhrase {
  readonly words: string
  readonly value: number
  readonly isOrdinal: boolean
  /** ISO 639-1. */
  readonly language: string
}

/**
 * The whole numbers from 0 up to a value, and others, in words of 35 languages, masculine and feminine; one language after the
 * other, as each takes some milliseconds.
 */
export function* numberPhrases(upTo: number, others: readonly number[] = []): Generator<readonly NumberPhrase[], void> {
  const values = [...Array.from({ length: upTo + 1 }, (_, value) => value), ...others]
  for (const language of LANGUAGES.split(' ')) yield spell(values, language)
}

/** What numbers are built with in one word, in each language: `hundert` of `zweihundert`, `mila` of `duemila`. */
export function gluedMagnitudes(): readonly (readonly [word: string, magnitude: number, language: string])[] {
  return LANGUAGES.split(' ').flatMap(locale => {
    const [two] = spell([2], locale)
    return [100, 1000].flatMap(magnitude =>
      spell([magnitude, 2 * magnitude], locale).flatMap(({ words, value, isOrdinal, language }) => {
        const word = value === magnitude ? words : words.replace(two?.words ?? '', '').trim()
        return isOrdinal || /\s/u.test(word) || word.length < 3 ? [] : [[word, magnitude, language] as const]
      }),
    )
  })
}

const COMPACT_LOCALES = [...LANGUAGES.split(' '), 'en-IN', 'pt-BR']
const COMPACT_POWERS = [1e3, 1e4, 1e5, 1e6, 1e7, 1e9]
/** Enough for each plural form of a language. */
const COUNTS = [1, 1.5, 2, 5]

/** A word that multiplies the number before it. */
export type Magnitude = readonly [word: string, magnitude: number]

/** What numbers are built with behind smaller ones, in all forms: `hundred`, `тысяч`, `Millionen`, `लाख`; a language at a time. */
export function* magnitudeWords(): Generator<readonly Magnitude[], void> {
  for (const locale of LANGUAGES.split(' ')) {
    const hundreds = spell([100, 200, 500], locale)
      .filter(({ words, isOrdinal }) => !isOrdinal && /\s/u.test(words))
      .map(({ words }): Magnitude => [words.split(/\s/u).at(-1) ?? '', 100])
    yield hundreds.filter(([word]) => word.length > 2)
  }
  for (const locale of COMPACT_LOCALES) yield compactWords(locale, 'long')
}

/** What people put behind digits for them, as Intl does in charts: `k`, `Mio`, `тыс`, `jt`, `L`; a language at a time. */
export function* shortMagnitudes(): Generator<readonly Magnitude[], void> {
  for (const locale of COMPACT_LOCALES) yield compactWords(locale, 'short')
}

function compactWords(locale: string, compactDisplay: 'short' | 'long'): readonly Magnitude[] {
  const format = new Intl.NumberFormat(`${locale}-u-nu-latn`, { notation: 'compact', compactDisplay })
  return COMPACT_POWERS.flatMap(power =>
    COUNTS.flatMap((count): readonly Magnitude[] => {
      const parts = format.formatToParts(count * power)
      const partOf = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? ''
      const word = partOf('compact').replace(/\.$/u, '')
      if (word === '' || /\s|\p{sc=Han}/u.test(word)) return []
      return [[word, (count * power) / (Number(`${partOf('integer')}.${partOf('fraction')}`) || count)]]
    }),
  )
}

function spell(values: readonly number[], locale: string): readonly NumberPhrase[] {
  const require = createRequire(import.meta.url)
  const speller: NumberSpeller = require(`n2words/${locale}`)
  const language = locale.replace(/-.*/u, '')
  return values.flatMap(value => [
    ...inBothGenders(speller.toCardinal, value).map(words => ({ words, value, isOrdinal: false, language })),
    ...(value === 0 ? [] : inBothGenders(speller.toOrdinal, value)).map(words => ({
      ...{ words, value, language },
      isOrdinal: true,
    })),
  ])
}

function inBothGenders(spell: NumberSpeller['toCardinal'], value: number): readonly string[] {
  return [...new Set([spell(value), spell(value, { gender: 'feminine' })])]
}

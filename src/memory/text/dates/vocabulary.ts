import { memoizeByString } from '../../memoize.ts'
import { numberPhrases } from '../numbers/number-words.ts'
import { everydayWords } from './everyday-words.ts'
import { type DateUnit, dateUnits, type Sense } from './senses.ts'
import { tokensOf } from './tokens.ts'

/** A way to say something in dates, with the languages that say so. */
export interface Form {
  /** Folded, as in `Token.text`. */
  readonly words: readonly string[]
  readonly sense: Sense
  /** `short` forms are abbreviations, and many of them words of other languages as well. */
  readonly style: 'long' | 'short'
  readonly languages: Set<string>
}

/** Intl knows how these tell dates: https://cldr.unicode.org. Each takes a millisecond or two, once. */
const LANGUAGES =
  'en en-GB de de-AT es fr it pt pt-PT nl pl ru uk cs sk hu ro bg sr sr-Latn hr sl lt lv et fi sv da nb is el tr az ar he fa ur hi bn ta te mr gu pa th vi id ms fil sw ja zh zh-Hant ko ca gl eu af sq ka hy kk mk cy'.split(
    ' ',
  )

const STYLES = ['long', 'short', 'narrow'] as const
/** Enough for each plural form of a language. */
const COUNTS = [1, 1.5, 2, 5, 11]
const MAX_SPELLED_NUMBER = 60

/**
 * All ways to say something in dates, from the names and phrases that Intl has for a language. Stops after each language, as
 * all of them take some tenths of a second.
 */
export function* collectForms(): Generator<void, readonly Form[]> {
  const forms = new Map<string, Form>()
  const add = (text: string | readonly string[], sense: Sense, style: Form['style'], language: string) => {
    const words = typeof text === 'string' ? wordsOf(text) : text
    if (words.length === 0) return
    const key = `${words.join(' ')}|${JSON.stringify(sense)}`
    const form = forms.get(key) ?? { words, sense, style, languages: new Set() }
    form.languages.add(language)
    forms.set(key, style === 'long' && form.style === 'short' ? { ...form, style } : form)
    // People leave hyphens out: `avant hier`.
    if (words.includes('-'))
      add(
        words.filter(word => word !== '-'),
        sense,
        style,
        language,
      )
  }
  for (const language of LANGUAGES) {
    for (const [text, sense, style] of namesIn(language)) add(text, sense, style, language)
    for (const [text, sense, style] of relativePhrasesIn(language)) add(text, sense, style, language)
    for (const [text, sense, style] of countedPhrasesIn(language)) add(text, sense, style, language)
    yield
  }
  for (const [text, sense] of everydayWords) add(text, sense, 'long', '')
  for (const phrases of numberPhrases(MAX_SPELLED_NUMBER)) {
    // One syllable of Korean is a part of words more often than a number.
    const telling = phrases.filter(({ words }) => !/^\p{sc=Hangul}$/u.test(words))
    for (const { words, value, isOrdinal } of telling) add(words, { kind: 'number', value, isOrdinal }, 'long', '')
    yield
  }
  return withoutAmbiguousUnits([...forms.values()])
}

/** What stands beside every unit is none: `de` of `dentro de 3 a`, `d` of `d'ici 3 j`. */
function withoutAmbiguousUnits(forms: readonly Form[]): readonly Form[] {
  const units = new Map<string, Set<unknown>>()
  for (const { words, sense } of forms) {
    if (sense.kind === 'unit') units.set(words.join(' '), (units.get(words.join(' ')) ?? new Set()).add(sense.unit))
  }
  return forms.filter(({ words, sense }) => sense.kind !== 'unit' || units.get(words.join(' '))?.size === 1)
}

type Entry = readonly [text: string | readonly string[], sense: Sense, style: Form['style']]

/** Months, alone and in a date (`marzec`, `5 marca`), and weekdays. */
function namesIn(language: string): readonly Entry[] {
  const locale = `${language}-u-ca-gregory-nu-latn`
  return (['long', 'short'] as const).flatMap(style => {
    const alone = new Intl.DateTimeFormat(locale, { month: style, timeZone: 'UTC' })
    const inDate = new Intl.DateTimeFormat(locale, { weekday: style, month: style, day: 'numeric', timeZone: 'UTC' })
    const partOf = (day: number, wanted: string) =>
      inDate.formatToParts(day).find(({ type }) => type === wanted)?.value ?? ''
    const months = Array.from({ length: 12 }, (_, month): readonly Entry[] => {
      const day = Date.UTC(2026, month, 15)
      const names = new Set([alone.format(day), partOf(day, 'month')])
      return [...names].filter(name => !/^\d+$/u.test(name)).map(name => [name, { kind: 'month', month }, style])
    })
    const week = Array.from({ length: 7 }, (_, weekday): readonly Entry[] => {
      const name = partOf(Date.UTC(2026, 5, 1 + weekday), 'weekday')
      // People leave out the word for day, where it is behind a dash or a sign of its own: `segunda-feira`, `月曜日`.
      const names = new Set([name, name.replace(/-.*|(?<=曜)日$/su, ''), ...otherWeekdays(name)])
      return [...names].map(text => [text, { kind: 'weekday', weekday }, style])
    })
    return [...months.flat(), ...week.flat()]
  })
}

/** What Chinese calls the days of the week besides. */
function otherWeekdays(name: string): readonly string[] {
  if (!name.startsWith('星期')) return []
  const last = name.slice(2)
  const lasts = last === '日' ? ['日', '天'] : [last]
  return ['星期', '礼拜', '禮拜'].flatMap(week => lasts.map(day => week + day))
}

/** `tomorrow`, `nächste Woche`, `来月`; and what is left of those without the word for the unit: `next`, `nächste`, `来`. */
function relativePhrasesIn(language: string): readonly Entry[] {
  const phrases = STYLES.flatMap(style => {
    const format = new Intl.RelativeTimeFormat(`${language}-u-nu-latn`, { style, numeric: 'auto' })
    const counts = style === 'long' ? [-3, -2, -1, 0, 1, 2, 3] : [-1, 0, 1]
    return dateUnits.flatMap(unit => counts.map(count => ({ style, unit, count, text: format.format(count, unit) })))
  }).filter(({ text }) => !/\d/u.test(text))
  const modified = phrases.filter(({ unit, count }) => unit !== 'day' && Math.abs(count) <= 1)
  const wordsOfSign = (sign: number) => modified.filter(({ count }) => count === sign).map(({ text }) => wordsOf(text))
  const modifiers = ([-1, 0, 1] as const).flatMap(sign => {
    const others = new Set([-1, 0, 1].filter(other => other !== sign).flatMap(other => wordsOfSign(other).flat()))
    return wordsOfSign(sign)
      .flatMap(words => runsOf(words, word => !others.has(word)))
      .map((words): Entry => [words, { kind: 'modifier', sign }, 'long'])
  })
  const always = new Intl.RelativeTimeFormat(`${language}-u-nu-latn`, { numeric: 'always' })
  const isCountable = (text: string, unit: DateUnit, count: number) =>
    Math.abs(count) === 1 && always.format(count * 2, unit).endsWith(text)
  return [
    ...phrases.map(({ style, unit, count, text }): Entry => {
      const sense = { kind: 'relative', unit, count } as const
      return [text, isCountable(text, unit, count) ? { ...sense, isCountable: true } : sense, styleOf(style)]
    }),
    ...modifiers,
  ]
}

/** `weeks` and `ago` of `3 weeks ago`: what all units have in common tells the direction, the rest the unit. */
function countedPhrasesIn(language: string): readonly Entry[] {
  const phrases = STYLES.flatMap(style => {
    const format = new Intl.RelativeTimeFormat(`${language}-u-nu-latn`, { style, numeric: 'always' })
    return dateUnits.flatMap(unit =>
      ([-1, 1] as const).flatMap(sign =>
        COUNTS.map(count => ({ style, unit, sign, count, parts: partsOf(format, sign * count, unit) })),
      ),
    )
  })
  const directions = directionsIn(phrases)
  const plurals = new Set(phrases.filter(({ count }) => count > 1).flatMap(({ parts }) => parts.flat()))
  const ofUnits = phrases.flatMap(({ style, unit, sign, count, parts }): readonly Entry[] => {
    // Where there is a dual, the number is in the word: `قبل أسبوعين`.
    const [whole = [], ...others] = parts
    if (others.length === 0) {
      const [unitWord] = count === 1 ? whole.filter(word => !directions.has(word)) : []
      return [
        [whole, { kind: 'relative', unit, count: sign * count }, styleOf(style)],
        [unitWord ?? [], { kind: 'unit', unit, isSingular: true }, styleOf(style)],
      ]
    }
    return parts
      .flatMap(part => runsOf(part, word => !directions.has(word)))
      .map(words => [
        words,
        { kind: 'unit', unit, isSingular: words.every(word => !plurals.has(word)) },
        styleOf(style),
      ])
  })
  const ofDirections = [...directions].map(([word, sign]): Entry => [[word], { kind: 'direction', sign }, 'long'])
  return [...ofUnits, ...ofDirections]
}

interface CountedPhrase {
  readonly unit: DateUnit
  readonly sign: -1 | 1
  readonly parts: readonly (readonly string[])[]
}

/** The words that stand beside several units on their way to the past or the future, and not as much on the other. */
function directionsIn(phrases: readonly CountedPhrase[]): ReadonlyMap<string, -1 | 1> {
  const units = { [-1]: new Map<string, Set<DateUnit>>(), 1: new Map<string, Set<DateUnit>>() }
  for (const { unit, sign, parts } of phrases) {
    if (unit === 'quarter') continue // Arabic says `a fourth of a year`
    for (const word of parts.flat().filter(isWord)) {
      const known = units[sign].get(word) ?? new Set()
      units[sign].set(word, known.add(unit))
    }
  }
  return new Map(
    ([-1, 1] as const).flatMap(sign => {
      const other = units[sign === 1 ? -1 : 1]
      const common = [...units[sign]].filter(([word, { size }]) => size > 1 && size > 2 * (other.get(word)?.size ?? 0))
      const long = common.filter(([word]) => word.length > 2) // of `dentro de` the first tells enough
      return (long.length > 0 ? long : common).map(([word]) => [word, sign] as const)
    }),
  )
}

/** The words before and behind the number. */
function partsOf(format: Intl.RelativeTimeFormat, count: number, unit: DateUnit): readonly (readonly string[])[] {
  const parts = format.formatToParts(count, unit)
  const isBeside = parts[0]?.value.endsWith('(') // `לפני שבועיים (2)`
  if (parts.length === 1 || isBeside) return [wordsOf(parts[0]?.value ?? '')]
  return [[], ...parts.filter(({ type }) => type === 'literal').map(({ value }) => wordsOf(value))]
}

/** The words in a row of which something is true, without signs around them. */
function runsOf(words: readonly string[], isPart: (word: string) => boolean): readonly (readonly string[])[] {
  const runs: string[][] = [[]]
  for (const word of words) {
    if (isPart(word)) runs.at(-1)?.push(word)
    else runs.push([])
  }
  return runs.map(trimSigns).filter(run => run.length > 0)
}

function isWord(word: string): boolean {
  return /[\p{L}\p{N}]/u.test(word)
}

function trimSigns(words: readonly string[]): readonly string[] {
  return words.slice(words.findIndex(isWord), words.findLastIndex(isWord) + 1)
}

/** The same words come again with each number. */
const wordsOf = memoizeByString(text => trimSigns(tokensOf(text.replace(/[()]/gu, ' ')).map(token => token.text)), 1000)

function styleOf(style: (typeof STYLES)[number]): Form['style'] {
  return style === 'long' ? 'long' : 'short'
}

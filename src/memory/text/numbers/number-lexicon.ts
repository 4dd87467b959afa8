import { setImmediate } from 'node:timers/promises'
import { normalizeText } from '../normalize.ts'
import { gluedMagnitudes, magnitudeWords, type NumberPhrase, numberPhrases, shortMagnitudes } from './number-words.ts'

/** Numbers up to this, and whole hundreds, are found in words; greater ones are put together of these. */
const MAX_SPELLED = 100
const HUNDREDS = [200, 300, 400, 500, 600, 700, 800, 900]
/** A number word that counts, or one that multiplies what stands before it. */
export type GluedPart = { readonly count: number } | { readonly magnitude: number }

const conjunctionLocales = 'en de es fr it pt nl pl ru uk cs hr ro hu fi sv da lt lv el tr ar he hi vi id fil'.split(
  ' ',
)

let knownConjunctions: ReadonlySet<string> | undefined

interface NumberLexicon {
  readonly phrases: Map<string, NumberPhrase[]>
  readonly magnitudes: Map<string, number>
  readonly abbreviated: Map<string, number[]>
  readonly gluedParts: Map<string, GluedPart>[]
  readonly gluedEndings: Map<string, number>
  /** Single words for small and round numbers, by their beginning: see `beginningOfForms`. */
  readonly forms: Map<string, NumberForm[]>
  /** By the first word of phrases how many words the longest of them has. */
  readonly lengths: Map<string, number>
}

/** A word for a number, as it is spelled. */
export type NumberForm = readonly [word: string, value: number]

let lexicon: NumberLexicon | undefined
let loading: Promise<void> | undefined

/** Makes the lexicon before it is needed, a language at a time, so that nothing else has to wait for it. */
export function loadNumberLexicon(): Promise<void> {
  loading ??= loadInSteps()
  return loading
}

async function loadInSteps(): Promise<void> {
  const steps = collectWords()
  for (let step = steps.next(); lexicon === undefined; step = steps.next()) {
    if (step.done === true) lexicon = step.value
    await setImmediate()
  }
  conjunctions()
}

function loadAtOnce(): NumberLexicon {
  const steps = collectWords()
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value
}

function known(): NumberLexicon {
  lexicon ??= loadAtOnce()
  return lexicon
}

/** Stops after each language: all of them take some tenths of a second. */
function* collectWords(): Generator<void, NumberLexicon> {
  const found: NumberLexicon = {
    ...{ phrases: new Map(), magnitudes: new Map(), abbreviated: new Map(), forms: new Map(), lengths: new Map() },
    ...{ gluedParts: [], gluedEndings: new Map() },
  }
  const counts = new Map<string, readonly NumberPhrase[]>()
  for (const phrases of numberPhrases(MAX_SPELLED, HUNDREDS)) {
    for (const phrase of phrases) addPhrase(phrase, found)
    if (phrases[0] !== undefined)
      counts.set(
        phrases[0].language,
        phrases.filter(({ isOrdinal }) => !isOrdinal),
      )
    yield
  }
  for (const words of magnitudeWords()) {
    for (const [word, value] of words) found.magnitudes.set(normalizeText(word), value)
    yield
  }
  addAbbreviations(
    SPOKEN.flatMap(([words, magnitude]) => words.split(' ').map(word => [word, magnitude] as const)),
    found,
  )
  for (const words of shortMagnitudes()) {
    addAbbreviations(words, found)
    yield
  }
  for (const [language, glued] of Map.groupBy(gluedMagnitudes(), ([, , language]) => language)) {
    found.gluedParts.push(
      new Map<string, GluedPart>([
        ...(counts.get(language) ?? []).map(({ words, value }) => [normalizeText(words), { count: value }] as const),
        ...glued.map(([word, magnitude]) => [normalizeText(word), { magnitude }] as const),
      ]),
    )
    for (const [word, magnitude] of glued) found.gluedEndings.set(normalizeText(word), magnitude)
    yield
  }
  return found
}

function addPhrase(phrase: NumberPhrase, { phrases, lengths, forms }: NumberLexicon): void {
  const words = wordsOfPhrase(phrase.words)
  const [key, first = ''] = [words.join(' '), words[0]]
  const same = phrases.get(key)
  if (same === undefined) phrases.set(key, [phrase])
  else same.push(phrase)
  lengths.set(first, Math.max(lengths.get(first) ?? 0, words.length))
  const word = normalizeText(phrase.words)
  const hasForms = phrase.value <= 10 || phrase.value % 10 === 0
  if (hasForms && word.length > 2 && !/[\s-]/u.test(word)) addForm([word, phrase.value], forms)
}

function addForm(form: NumberForm, forms: Map<string, NumberForm[]>): void {
  const beginning = beginningOfForms(form[0])
  const same = forms.get(beginning)
  if (same === undefined) forms.set(beginning, [form])
  else same.push(form)
}

const LATIN = /^\p{sc=Latin}/u

/** The letters in which all forms of a number word agree: in Latin letters more of them, as there are more languages. */
export function beginningOfForms(word: string): string {
  return word.slice(0, LATIN.test(word) ? 5 : 2)
}

/** The number words of which a word with this beginning may be another form. */
export function formsWith(beginning: string): readonly NumberForm[] {
  return known().forms.get(beginning) ?? []
}

function addAbbreviations(words: readonly (readonly [string, number])[], { abbreviated }: NumberLexicon): void {
  for (const [written, magnitude] of words) {
    const word = normalizeText(written)
    const others = abbreviated.get(word) ?? []
    if (!others.includes(magnitude)) abbreviated.set(word, [...others, magnitude])
  }
}

/** By their words as tokens, `twenty one` for `twenty-one`. */
export function phrases(): ReadonlyMap<string, readonly NumberPhrase[]> {
  return known().phrases
}

export function magnitudes(): ReadonlyMap<string, number> {
  return known().magnitudes
}

/** What people say for magnitudes, and no kept source has. */
const SPOKEN: readonly (readonly [words: string, magnitude: number])[] = [
  ['dozen dz', 12],
  ['к тыщ тыща тыщи тыщу tsd grand ngàn luca lucas', 1000],
  ['w', 10_000],
  ['lac lpa', 100_000],
  ['mil лям ляма лямов củ', 1_000_000],
  ['bn', 1e9],
]

/** By the abbreviation, all that it can stand for: `B` is a thousand in Turkish, and a billion in English. */
export function abbreviatedMagnitudes(): ReadonlyMap<string, readonly number[]> {
  return known().abbreviated
}

/** All that a word can multiply a number by. */
export function magnitudesOf(word: string): readonly number[] {
  const magnitude = magnitudes().get(word)
  const abbreviated = word.length > 1 ? (abbreviatedMagnitudes().get(word) ?? []) : []
  return magnitude === undefined || abbreviated.includes(magnitude) ? abbreviated : [magnitude, ...abbreviated]
}

/** `and`, `und`, `e`: what may stand between the parts of one number. */
export function conjunctions(): ReadonlySet<string> {
  knownConjunctions ??= new Set(
    conjunctionLocales.map(locale => {
      const parts = new Intl.ListFormat(locale).formatToParts(['1', '2'])
      return normalizeText(parts.find(({ type }) => type === 'literal')?.value ?? '')
    }),
  )
  return knownConjunctions
}

/** By language, of those that write a number as one word. */
export function gluedParts(): readonly ReadonlyMap<string, GluedPart>[] {
  return known().gluedParts
}

/** What long words may end with that multiplies what they begin with: `tausend`, `mila`. */
export function gluedEndings(): ReadonlyMap<string, number> {
  return known().gluedEndings
}

/** How many words the longest phrase has that begins with a word; 0 if none does. */
export function longestPhrase(word: string): number {
  return known().lengths.get(word) ?? 0
}

export function isNumberWord(word: string): boolean {
  return longestPhrase(word) > 0
}

function wordsOfPhrase(words: string): readonly string[] {
  return normalizeText(words).match(/[\p{L}\p{M}]+/gu) ?? []
}

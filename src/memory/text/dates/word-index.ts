import type { Sense } from './senses.ts'
import type { Token } from './tokens.ts'
import { collectForms, type Form } from './vocabulary.ts'

/** What stands in a text at some place, and how many tokens it takes. */
export interface WordMatch {
  readonly length: number
  readonly forms: readonly Form[]
  /** Whether it stands there as the vocabulary has it, not in another case, misspelt or in short. */
  readonly isExact: boolean
}

/** Characters. Shorter words resemble too many others. */
const MIN_STEM = 4
const MIN_MISSPELT = 6
const MAX_ENDING = 3
/** The vocabulary has no longer phrases. */
const MAX_WORDS = 8

interface WordIndex {
  /** By the first word, the longest first. */
  readonly phrases: ReadonlyMap<string, readonly Form[]>
  /** Single words by their first characters, by their consonants, and by what is left of them without one character. */
  readonly stems: ReadonlyMap<string, readonly Form[]>
  readonly skeletons: ReadonlyMap<string, readonly Form[]>
  readonly deletions: ReadonlyMap<string, readonly Form[]>
}

let index: WordIndex | undefined

/** The longest phrase of the vocabulary that begins at a token; if none does, a word that it has in another form. */
export function matchWords(tokens: readonly Token[], at: number): WordMatch | undefined {
  index ??= createIndex()
  const [{ text = '', kind } = {}] = tokens.slice(at, at + 1)
  const exact = exactForms(tokens, at, index)
  if (exact !== undefined) return exact
  if (kind !== 'word') return undefined
  const forms = withoutPrefix(text, index) ?? formsLike(text, index)
  return forms.length === 0 ? undefined : { length: 1, forms, isExact: false }
}

function exactForms(tokens: readonly Token[], at: number, { phrases }: WordIndex): WordMatch | undefined {
  const candidates = phrases.get(tokens[at]?.text ?? '') ?? []
  const fitting = candidates.filter(
    ({ words }) => words.length <= MAX_WORDS && words.every((word, offset) => tokens[at + offset]?.text === word),
  )
  const length = fitting[0]?.words.length
  if (length === undefined) return undefined
  return { length, forms: fitting.filter(({ words }) => words.length === length), isExact: true }
}

/** Arabic and Hebrew write `and`, `in`, `the` as one word with what follows. */
function withoutPrefix(word: string, { phrases }: WordIndex): readonly Form[] | undefined {
  if (!/^[\p{sc=Arabic}\p{sc=Hebrew}]/u.test(word)) return undefined
  return [1, 2, 3]
    .map(length => word.slice(length))
    .filter(rest => rest.length > 2)
    .map(rest => (phrases.get(rest) ?? []).filter(({ words }) => words.length === 1))
    .find(forms => forms.length > 0)
}

function formsLike(word: string, { stems, skeletons, deletions }: WordIndex): readonly Form[] {
  const inflected = (stems.get(word.slice(0, MIN_STEM)) ?? []).filter(form => isInflected(word, form.words[0] ?? ''))
  if (inflected.length > 0) return inflected
  const short = /^[b-df-hj-np-tv-xz]{2,6}y?$/u.test(word) ? skeletons.get(skeletonOf(word)) : undefined
  if (short !== undefined) return short
  const abbreviated = (stems.get(word.slice(0, 3)) ?? []).filter(
    ({ words: [known = ''], sense }) => isAbbreviable(sense) && isAbbreviated(word, known),
  )
  if (abbreviated.length > 0) return abbreviated
  if (word.length < MIN_MISSPELT) return []
  const near = deletionsOf(word).flatMap(rest => deletions.get(rest) ?? [])
  return [...new Set(near)].filter(({ words: [known = ''] }) => known[0] === word[0] && hasOneMistake(word, known))
}

/** Another ending: `понедельника`, `środę`, `nächster`, `joulukuussa`. */
function isInflected(word: string, known: string): boolean {
  let same = 0
  while (same < known.length && word[same] === known[same]) same += 1
  return same >= MIN_STEM && known.length - same <= 2 && word.length - same <= MAX_ENDING
}

function isAbbreviable({ kind }: Sense): boolean {
  return kind === 'month' || kind === 'weekday' || kind === 'unit'
}

/** `tues`, `thurs`, `weds`, `mitt`. */
function isAbbreviated(word: string, known: string): boolean {
  if (word.length < 3 || known.length < word.length) return false
  return known.startsWith(word) || (word.endsWith('s') && word.length === 4 && known.startsWith(word.slice(0, 3)))
}

/** Consonants, each once in a row: `tmrw` is tomorrow, `yr` year, `wks` weeks. */
function skeletonOf(word: string): string {
  return word.replace(/(?!^)[aeiouy]/gu, '').replace(/(.)\1+/gu, '$1')
}

/** Whether one letter is wrong, missing or too much, or two have changed places. */
function hasOneMistake(word: string, known: string): boolean {
  let at = 0
  while (at < word.length && word[at] === known[at]) at += 1
  const [left, right] = [word.slice(at), known.slice(at)]
  const swapped = `${left[1] ?? ''}${left[0] ?? ''}${left.slice(2)}`
  return left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1) || swapped === right
}

/** The word itself, and what is left where one letter is missing: two of them meet where one mistake was made. */
function deletionsOf(word: string): readonly string[] {
  const letters = [...word].slice(0, 16)
  return [word, ...letters.map((_, at) => letters.toSpliced(at, 1).join(''))]
}

function createIndex(): WordIndex {
  const forms = collectForms().filter(isTelling)
  const single = forms.filter(({ words }) => words.length === 1)
  const long = single.filter(({ style }) => style === 'long')
  const dates = long.filter(({ sense }) => ['month', 'weekday', 'relative'].includes(sense.kind))
  const word = ({ words: [first = ''] }: Form) => first
  return {
    phrases: groupBy(
      forms.toSorted((a, b) => b.words.length - a.words.length),
      form => [word(form)],
    ),
    stems: groupBy(
      long.filter(form => word(form).length >= MIN_STEM - 1),
      form => new Set([word(form).slice(0, 3), word(form).slice(0, MIN_STEM)]),
    ),
    skeletons: groupBy(
      long.filter(form => /^[a-z]{3,}$/u.test(word(form))),
      form => [skeletonOf(word(form))],
    ),
    deletions: groupBy(
      dates.filter(form => word(form).length >= MIN_MISSPELT),
      form => deletionsOf(word(form)),
    ),
  }
}

/** A letter or two of the alphabet say too little, but for units (`3y`), as they are words of many languages. */
function isTelling({ words, sense, style }: Form): boolean {
  if (sense.kind === 'unit' && style === 'short') return true
  if (sense.kind === 'number') return !/^[a-z]{1,2}$/u.test(words.join(' '))
  return (
    !words.some(word => /^[a-z]$/u.test(word)) && (style === 'long' || words.length > 1 || (words[0]?.length ?? 0) > 1)
  )
}

function groupBy(
  forms: readonly Form[],
  keysOf: (form: Form) => Iterable<string>,
): ReadonlyMap<string, readonly Form[]> {
  const groups = new Map<string, Form[]>()
  for (const form of forms) {
    for (const key of keysOf(form)) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [form])
      else group.push(form)
    }
  }
  return groups
}

import { setImmediate } from 'node:timers/promises'
import type { Sense } from './senses.ts'
import type { Token } from './tokens.ts'
import { collectForms, type Form } from './vocabulary.ts'

/** What stands in a text at some place, and how many tokens it takes. */
export interface WordMatch {
  readonly length: number
  readonly forms: readonly Form[]
  readonly likeness: Likeness
}

/** How a word stands in a text: as the vocabulary has it, with another ending or one before it, or misspelt or in short. */
export type Likeness = 'exact' | 'inflected' | 'guessed'

/** Characters. Shorter words resemble too many others. */
const MIN_STEM = 4
const MIN_MISSPELT = 6
const MAX_MISSPELT = 16
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
let loading: Promise<void> | undefined

/** Makes the vocabulary before it is needed, a language at a time, so that nothing else has to wait for it. */
export function loadDateVocabulary(): Promise<void> {
  loading ??= loadInSteps()
  return loading
}

async function loadInSteps(): Promise<void> {
  const steps = collectForms()
  for (let step = steps.next(); index === undefined; step = steps.next()) {
    if (step.done === true) index = createIndex(step.value)
    else await setImmediate()
  }
}

function loadAtOnce(): WordIndex {
  const steps = collectForms()
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return createIndex(step.value)
}

/** The longest phrase of the vocabulary that begins at a token; if none does, a word that it has in another form. */
export function matchWords(tokens: readonly Token[], at: number): WordMatch | undefined {
  index ??= loadAtOnce()
  const [{ text = '', kind } = {}] = tokens.slice(at, at + 1)
  const exact = exactForms(tokens, at, index)
  if (exact !== undefined) return exact
  if (kind !== 'word') return undefined
  const rest = matchWithoutPrefix(tokens, at, index)
  if (rest !== undefined) return { ...rest, likeness: 'inflected' }
  const inflected = inflectedForms(text, index)
  if (inflected.length > 0) return { length: 1, forms: inflected, likeness: likenessOf(text, inflected) }
  const guessed = guessedForms(text, index)
  return guessed.length === 0 ? undefined : { length: 1, forms: guessed, likeness: 'guessed' }
}

function exactForms(tokens: readonly Token[], at: number, { phrases }: WordIndex): WordMatch | undefined {
  const candidates = phrases.get(tokens[at]?.text ?? '') ?? []
  const fitting = candidates.filter(
    ({ words }) => words.length <= MAX_WORDS && words.every((word, offset) => tokens[at + offset]?.text === word),
  )
  const length = fitting[0]?.words.length
  if (length === undefined) return undefined
  return { length, forms: fitting.filter(({ words }) => words.length === length), likeness: 'exact' }
}

function inflectedForms(word: string, { stems }: WordIndex): readonly Form[] {
  const forms = stems.get(word.slice(0, MIN_STEM)) ?? []
  const inflected = forms.filter(({ words: [known = ''] }) => isInflected(word, known, MIN_STEM))
  if (inflected.length > 0 || /^[a-z]/u.test(word)) return inflected
  const ordinals = (stems.get(word.slice(0, MIN_STEM - 1)) ?? []).filter(({ sense }) => sense.kind === 'number')
  return ordinals.filter(({ words: [known = ''] }) => isInflected(word, known, MIN_STEM - 1)) // `пятого`
}

/** Arabic and Hebrew write `and`, `in`, `the` as one word with what follows. */
function matchWithoutPrefix(tokens: readonly Token[], at: number, words: WordIndex): WordMatch | undefined {
  const token = tokens[at]
  if (token === undefined || !/^[\p{sc=Arabic}\p{sc=Hebrew}]/u.test(token.text)) return undefined
  return [1, 2, 3]
    .map(length => token.text.slice(length))
    .filter(rest => rest.length > 2)
    .map(text => exactForms([{ ...token, text }, ...tokens.slice(at + 1, at + MAX_WORDS)], 0, words))
    .find(match => match !== undefined)
}

function guessedForms(word: string, { stems, skeletons, deletions }: WordIndex): readonly Form[] {
  const short = /^[b-df-hj-np-tv-z]{2,7}$/u.test(word) ? skeletons.get(skeletonOf(word)) : undefined
  if (short !== undefined) return short
  const abbreviated = (stems.get(word.slice(0, 3)) ?? []).filter(({ words: [known = ''], sense }) =>
    isAbbreviable(sense) ? isAbbreviated(word, known) : isCutShort(word, known),
  )
  if (abbreviated.length > 0) return abbreviated
  if (word.length < MIN_MISSPELT) return []
  const near = deletionsOf(word).flatMap(rest => deletions.get(rest) ?? [])
  return [...new Set(near)].filter(
    ({ words: [known = ''] }) => known[0] === word[0] && hasOneMistake(lettersOnce(word), lettersOnce(known)),
  )
}

/** A longer word is rather the same than one with letters of its own: `après` is no case of `aprel`. */
function likenessOf(word: string, forms: readonly Form[]): Likeness {
  const isLonger = forms.some(({ words: [known = ''], sense }) => sense.kind === 'number' || word.startsWith(known))
  return isLonger ? 'inflected' : 'guessed'
}

/** Another ending: `понедельника`, `środę`, `nächster`, `joulukuussa`. */
function isInflected(word: string, known: string, least: number): boolean {
  let same = 0
  while (same < known.length && word[same] === known[same]) same += 1
  const [lost, added] = [known.length - same, word.length - same]
  return same >= least && lost <= 2 && added > 0 && added <= MAX_ENDING
}

function isAbbreviable({ kind }: Sense): boolean {
  return kind === 'month' || kind === 'weekday' || kind === 'unit'
}

function isName({ kind }: Sense): boolean {
  return kind !== 'number' && kind !== 'direction'
}

/** `tues`, `thurs`, `weds`, `mitt`. */
function isAbbreviated(word: string, known: string): boolean {
  if (word.length < 3 || known.length < word.length) return false
  return (
    (known.startsWith(word) && (word.length > 3 || known.length > word.length)) ||
    (word.endsWith('s') && word.length === 4 && known.startsWith(word.slice(0, 3)))
  )
}

/** `heut`, `gester`. */
function isCutShort(word: string, known: string): boolean {
  return word.length >= MIN_STEM && known.length === word.length + 1 && known.startsWith(word)
}

/** Consonants, each once in a row: `tmrw` is tomorrow, `yr` year, `wks` weeks. */
function skeletonOf(word: string): string {
  return lettersOnce(word.replace(/(?!^)[aeiouy]/gu, ''))
}

function lettersOnce(word: string): string {
  return word.replace(/(.)\1+/gu, '$1')
}

/** Whether one letter is wrong, missing or too much, or two have changed places. */
function hasOneMistake(word: string, known: string): boolean {
  let at = 0
  while (at < word.length && word[at] === known[at]) at += 1
  const [left, right] = [word.slice(at), known.slice(at)]
  const swapped = `${left[1] ?? ''}${left[0] ?? ''}${left.slice(2)}`
  return left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1) || swapped === right
}

/** The word with each letter once in a row, and what is left where one is missing: two of them meet where one mistake was made. */
function deletionsOf(word: string): readonly string[] {
  const letters = [...lettersOnce(word)].slice(0, MAX_MISSPELT)
  return [letters.join(''), ...letters.map((_, at) => letters.toSpliced(at, 1).join(''))]
}

function createIndex(collected: readonly Form[]): WordIndex {
  const forms = collected.filter(isTelling)
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
      long.filter(form => /^[a-z]{3,}$/u.test(word(form)) && skeletonOf(word(form)).length > 1 && isName(form.sense)),
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
  if (sense.kind === 'unit' && style === 'short') return words.join(' ') !== 'h' // of hours, mostly
  if (sense.kind === 'number') return !/^[a-z]{1,2}$/u.test(words.join(' '))
  if (style === 'long') return !/^[a-z]$/u.test(words.join(' '))
  return words.join('').length > 1 && !words.some(word => /^[a-z]$/u.test(word))
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

import { normalizeText } from './normalize.ts'
import { UNSPACED_SCRIPT } from './words.ts'

/** Accents, the short vowels of Arabic and Hebrew, the dot of Devanagari: people leave them out. */
const MARKS =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u093c]/gu
/** Letters that Unicode does not take apart, as people write them on a keyboard that has none of them. */
const PLAIN_LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i', ى: 'ي', ة: 'ه' }),
)
const WORD = /[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}\p{N}]+)*/gu
/** Scripts whose articles and prepositions are written as the beginning of the word behind them. */
const WITH_PREFIXES = /[\p{sc=Arabic}\p{sc=Hebrew}]/u
const LATIN = /\p{sc=Latin}/u
const VOWELS = /^[aeiouy]+$/u

/** A text as names are looked for in it: without accents, case and marks, word by word. */
export interface FoldedWords {
  readonly words: readonly string[]
  /** The words, and the parts of those that an apostrophe joins: of `l'ambev` both `lambev` and `ambev`. */
  readonly forms: ReadonlySet<string>
  /** The words without anything between them. */
  readonly compact: string
}

export function foldWords(text: string): FoldedWords {
  const plain = normalizeText(text)
    .normalize('NFD')
    .replace(MARKS, '')
    .normalize('NFC')
    .replace(/[ßæœøđðþłıىة]/gu, letter => PLAIN_LETTERS.get(letter) ?? letter)
  const found = plain.match(WORD) ?? []
  const words = found.map(word => word.replaceAll("'", ''))
  const forms = new Set([...words, ...found.flatMap(word => word.split("'"))])
  return { words, forms, compact: words.join('') }
}

/**
 * Whether a name stands in a text, in whatever case, accents, spaces and endings: `VS Code` in "vscode", `Japón` in "japon",
 * `Казань` in "из казани", `St. Mary's` in "st marys", `New York City` in "nyc". All its words have to stand there.
 */
export function isNameIn(name: string, text: FoldedWords): boolean {
  const { words, compact } = foldWords(name)
  if (compact === '') return true
  if (UNSPACED_SCRIPT.test(compact))
    return text.compact.includes(withoutDoubling(compact)) || hasContraction(compact, text)
  return (
    words.every(word => isWordIn(word, text)) ||
    isJoinedIn(compact, text.words) ||
    (words.length > 1 && text.words.some(word => isShortForm(word, words)))
  )
}

/** Chinese doubles what somebody is called tenderly: `妈妈` is `妈` of `我妈`. */
function withoutDoubling(name: string): string {
  return name.replace(/^(\p{sc=Han})\1$/u, '$1')
}

/** Letters of one script in a row, which Japanese puts between letters of another: `スタバ` of `駅前のスタバ`. */
const SAME_SCRIPT = /[\p{sc=Katakana}ー]+|\p{sc=Han}+/gu

/**
 * Whether a text has a contraction of a name: some of its letters in their order, from the first on, but no part of it as it
 * stands, which would rather be a word of its own. `スタバ` is one of `スターバックス`, `横浜国大` of `横浜国立大学`.
 */
function hasContraction(name: string, { words }: FoldedWords): boolean {
  const rows = words.flatMap(word => word.match(SAME_SCRIPT) ?? [])
  return rows.some(row => row.length > 2 && row[0] === name[0] && !name.includes(row) && isShortFormOf(row, name))
}

/** A short form of some letters from the beginning of each word, small ones aside: `nyc`, `umich` of University of Michigan. */
function isShortForm(short: string, words: readonly string[]): boolean {
  return short.length > 2 && short.length < words.join('').length / 2 && isBuiltOf(short, words)
}

function isBuiltOf(letters: string, words: readonly string[]): boolean {
  const [word, ...others] = words
  if (word === undefined) return letters === ''
  if (word.length <= 3 && isBuiltOf(letters, others)) return true
  for (let length = 1; length <= letters.length && word.startsWith(letters.slice(0, length)); length += 1) {
    if (isBuiltOf(letters.slice(length), others)) return true
  }
  return false
}

/** Whether a word stands in a text, in one of its forms. */
function isWordIn(word: string, { forms }: FoldedWords): boolean {
  if (forms.has(word)) return true
  for (const form of forms) if (isFormOf(word, form)) return true
  return false
}

/** Letters of a word that abbreviate it, and of the word beside it that shows which one is meant. */
const MIN_ABBREVIATION = 3
const CAPITALIZED = /\p{Lu}[\p{L}\p{M}]*/gu

/**
 * Whether a name of a sentence stands in a text with some of its words cut short, each beside another word of a name that
 * stands beside it in the sentence, too: `Computer Engineering` in "computer eng at metu". A beginning alone could be that of
 * any word.
 */
export function isAbbreviatedIn(name: string, sentence: string, text: FoldedWords): boolean {
  const { words } = foldWords(name)
  const beside = new Set([...words, ...foldWords((sentence.match(CAPITALIZED) ?? []).join(' ')).words])
  const told = foldWords(sentence).words
  return words.every(word => isWordIn(word, text) || hasAbbreviation(word, { told, beside, said: text.words }))
}

function hasAbbreviation(
  word: string,
  { told, beside, said }: { told: readonly string[]; beside: ReadonlySet<string>; said: readonly string[] },
): boolean {
  const place = told.indexOf(word)
  const isBeside = (at: number, by: -1 | 1) => {
    const [neighbour = '', own = ''] = [said[at + by], told[place + by]]
    return own.length >= MIN_ABBREVIATION && beside.has(own) && isFormOf(own, neighbour)
  }
  return said.some(
    (short, at) =>
      place >= 0 && short.length >= MIN_ABBREVIATION && word.startsWith(short) && (isBeside(at, -1) || isBeside(at, 1)),
  )
}

/** Whether what a user wrote can be their way to write a name: a short form of it, or the name in another script. */
export function canBeSpellingOf(said: string, name: string): boolean {
  const [short, long] = [foldWords(said), foldWords(name)]
  if (short.compact === '' || long.compact === '') return false
  if (
    LATIN.test(short.compact) !== LATIN.test(long.compact) ||
    UNSPACED_SCRIPT.test(said) !== UNSPACED_SCRIPT.test(name)
  )
    return true
  if (isNameIn(name, short) || isNameIn(said, long) || short.compact === initialsOf(long.words)) return true
  return short.compact[0] === long.compact[0] && isShortFormOf(short.compact, long.compact)
}

/** All letters of the short form stand in the long one in their order, as of `umich` in `universityofmichigan`. */
function isShortFormOf(short: string, long: string): boolean {
  let at = 0
  for (const letter of long) if (letter === short[at]) at += 1
  return short.length > 1 && at === short.length
}

function initialsOf(words: readonly string[]): string {
  return words.map(word => word[0] ?? '').join('')
}

/** Words that stand one behind the other, as the user may write them in one or apart. */
function isJoinedIn(name: string, words: readonly string[]): boolean {
  return words.some((_, from) => {
    let joined = ''
    for (let at = from; at < words.length && joined.length < name.length; at += 1) joined += words[at]
    return joined === name || (name.length >= 5 && isFormOf(name, joined))
  })
}

/**
 * Whether two words are forms of one name: one beginning with other endings, as names have in most languages, or a letter
 * written otherwise. The longer the word, the more of it may differ.
 */
function isFormOf(name: string, word: string): boolean {
  if (name === word) return true
  if (Math.min(name.length, word.length) < 2 || /\p{N}/u.test(name)) return false
  if (WITH_PREFIXES.test(name)) return isFormOfPrefixed(name.replace(/^ال/u, ''), word)
  let common = 0
  while (common < name.length && name[common] === word[common]) common += 1
  const [ofName, ofWord] = [name.length - common, word.length - common]
  if (Math.min(name.length, word.length) >= 5 && isOneSlip(name, word)) return true
  if (common < 2) return false
  if (common === 2) return areShortForms(name, word)
  if ((common >= 5 && ofName <= 2 && ofWord <= 5) || (ofName <= 2 && ofWord <= 3 && ofName + ofWord <= common + 1))
    return true
  return !LATIN.test(name) && haveSameConsonants(name, word)
}

/** Short names with other vowels at the end (`Аня`, `ани`; `Ewa`, `Ewy`), or with another one among the same consonants (`Київ`, `києві`). */
function areShortForms(name: string, word: string): boolean {
  const [a, b] = [name.slice(2), word.slice(2)]
  if (LATIN.test(name)) return a.length === 1 && b.length === 1 && VOWELS.test(a + b)
  return (a.length <= 1 && b.length <= 2) || haveSameConsonants(name, word)
}

function haveSameConsonants(name: string, word: string): boolean {
  const consonants = consonantsOf(name)
  return consonants.length > 1 && consonants === consonantsOf(word) && Math.abs(name.length - word.length) <= 1
}

function consonantsOf(word: string): string {
  return word.replace(/[аеиіоуыэюяєё]/gu, '')
}

/** Articles and prepositions before it, endings behind it, or what comes from it: who is for `الأهلي` is `أهلاوي`. */
function isFormOfPrefixed(name: string, word: string): boolean {
  return isWithin(name, word) || isDerivedFrom(name, word.replace(/^[وبل]?ال/u, ''))
}

/** The letters that Arabic and Hebrew write vowels with. */
const LONG_VOWELS = /[اويהוי]/gu
/** What ends in it comes from something, or is for it. */
const NISBA = /يه?$/u
/** Letters of a root from which on it is known again without its vowels. */
const MIN_ROOT = 4

/** Whether a word is an adjective of a name: that with long vowels put in, or its consonants in a longer word. */
function isDerivedFrom(name: string, word: string): boolean {
  if (name.length < MIN_ROOT || word[0] !== name[0] || word.length <= name.length || !NISBA.test(word)) return false
  const [root, ofWord] = [name.replace(LONG_VOWELS, ''), word.replace(LONG_VOWELS, '')]
  return root === ofWord && (root.length >= MIN_ROOT || isShortFormOf(name, word))
}

/** Up to three letters before a name, and three behind it, are words and endings of their own. */
function isWithin(name: string, word: string): boolean {
  const at = word.indexOf(name)
  return name.length >= 2 && at >= 0 && at <= 3 && word.length - at - name.length <= 3
}

/** Whether one letter makes the difference: one more, another one, or two that are swapped. */
function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false
  let from = 0
  while (from < one.length && one[from] === other[from]) from += 1
  const rest = (text: string, skipped: number) => text.slice(from + skipped)
  const [a, b] = [rest(one, 0), rest(other, 0)]
  return (
    rest(one, 1) === rest(other, 1) ||
    rest(one, 1) === b ||
    a === rest(other, 1) ||
    (a[0] === b[1] && a[1] === b[0] && rest(one, 2) === rest(other, 2))
  )
}

import { type GluedPart, gluedParts, longestPhrase, magnitudes, phrases } from './number-lexicon.ts'
import type { NumberPhrase } from './number-words.ts'

/*
 * Numbers that several words tell together, or one long word: `two hundred ten thousand`, `zweihundertfünfzig`, `fourteen fifty`.
 */

/** A word or phrase that counts, with what it can mean in each language, or that multiplies what stands before it. */
type NumberPart =
  | { readonly kind: 'count'; readonly phrases: readonly NumberPhrase[] }
  | { readonly kind: 'magnitude'; readonly magnitude: number }

/** Characters. Shorter words are not made of several numbers, and longer ones are no words (`neunhundertneunundneunzigtausend…`: 60). */
const MIN_GLUED = 7
/** Parts that tell one number together. */
const MAX_PARTS = 12
const MAX_GLUED = 80

/** The numbers that several words in a row tell together, or one long word. Undefined stands for what is no word. */
export function compoundsIn(words: readonly (string | undefined)[]): readonly number[] {
  const rows: NumberPart[][] = [[]]
  for (let at = 0; at < words.length; ) {
    const { part, length } = partAt(words, at)
    const row = rows.at(-1) ?? []
    if (part !== undefined && row.length < MAX_PARTS && (row.length === 0 || languagesOf([...row, part]).length > 0))
      row.push(part)
    else if (part !== undefined) rows.push([part])
    else if (!isConjunction(words, at)) rows.push([])
    at += Math.max(1, length)
  }
  const long = words.filter(word => word !== undefined && word.length >= MIN_GLUED && word.length <= MAX_GLUED)
  return [...rows.flatMap(valuesOfParts), ...long.flatMap(word => valuesOfWord(word ?? ''))]
}

/** The languages in which all parts count: `to` is two in Danish, and not before `fourteen`. */
function languagesOf(parts: readonly NumberPart[]): readonly string[] {
  const counts = parts.flatMap(part => (part.kind === 'count' ? [part.phrases] : []))
  const [first = [], ...others] = counts.map(phrases =>
    phrases.filter(({ isOrdinal }) => !isOrdinal).map(({ language }) => language),
  )
  return [...new Set(first)].filter(language => others.every(other => other.includes(language)))
}

function partAt(
  words: readonly (string | undefined)[],
  at: number,
): { readonly part?: NumberPart; readonly length: number } {
  const first = words[at]
  if (first === undefined) return { length: 0 }
  for (let length = longestPhrase(first); length > 0; length -= 1) {
    const found = phrases().get(words.slice(at, at + length).join(' '))
    if (found !== undefined) return { part: { kind: 'count', phrases: found }, length }
  }
  const magnitude = magnitudes().get(first)
  return magnitude === undefined ? { length: 0 } : { part: { kind: 'magnitude', magnitude }, length: 1 }
}

/** `two hundred and ten`, `tohundrede og ti`: whatever short word stands there, if a number goes on behind it. */
function isConjunction(words: readonly (string | undefined)[], at: number): boolean {
  const word = words[at]
  return word !== undefined && word.length <= 3 && partAt(words, at + 1).length > 0
}

/** All that parts in a row can mean as one number; nothing where they are fewer than two. */
function valuesOfParts(parts: readonly NumberPart[]): readonly number[] {
  return parts.length < 2 ? [] : languagesOf(parts).flatMap(language => readIn(language, parts))
}

function readIn(language: string, parts: readonly NumberPart[]): readonly number[] {
  const plain = parts.flatMap((part): readonly GluedPart[] => {
    if (part.kind === 'magnitude') return [{ magnitude: part.magnitude }]
    const phrase = part.phrases.find(known => known.language === language && !known.isOrdinal)
    return phrase === undefined ? [] : [{ count: phrase.value }]
  })
  if (plain.length < parts.length) return []
  const pair = pairOf(plain)
  return pair.length > 0 ? pair : [sumOf(plain)]
}

function sumOf(parts: readonly GluedPart[]): number {
  let [sum, section] = [0, 0]
  for (const part of parts) {
    if ('count' in part) section = part.count === 100 ? (section || 1) * 100 : section + part.count
    else if (part.magnitude === 100) section = (section || 1) * 100
    else [sum, section] = [sum + (section || 1) * part.magnitude, 0]
  }
  return sum + section
}

/** Prices and years are told as two numbers of two digits: `fourteen fifty`, `nineteen eighty-seven`. */
function pairOf(parts: readonly GluedPart[]): readonly number[] {
  const [first, second, ...others] = parts.map(part => ('count' in part ? part.count : 0))
  const isPair = first !== undefined && second !== undefined && others.length === 0
  return isPair && first > 0 && first < 100 && second > 9 && second < 100 ? [first * 100 + second] : []
}

/** What a long word can mean of which a language's number words are the parts: `tweehonderdvijftig`, `millecinquecento`. */
function valuesOfWord(word: string): readonly number[] {
  return gluedParts().flatMap(parts => {
    const split = splitInto(word, parts)
    return split === undefined || split.length < 2 ? [] : [sumOf(split), ...shortenedOf(split)]
  })
}

/** The longest parts first; how each rest of the word is split is found once, from its end on. */
function splitInto(word: string, parts: ReadonlyMap<string, GluedPart>): readonly GluedPart[] | undefined {
  const splits: (readonly GluedPart[] | undefined)[] = []
  splits[word.length] = []
  for (let from = word.length - 1; from >= 0; from -= 1) {
    for (let end = word.length; end > from + 1 && splits[from] === undefined; end -= 1) {
      const rest = splits[end]
      const part = rest && parts.get(word.slice(from, end))
      if (rest !== undefined && part !== undefined) splits[from] = [part, ...rest]
    }
  }
  return splits[0]
}

/** A digit behind thousands may stand for hundreds: `millecinque` is 1500 as well. */
function shortenedOf(parts: readonly GluedPart[]): readonly number[] {
  const [last, before] = [parts.at(-1), parts.at(-2)]
  const isShort = last !== undefined && 'count' in last && last.count > 0 && last.count < 10
  const isBehindThousand = before !== undefined && 'magnitude' in before && before.magnitude === 1000
  return isShort && isBehindThousand ? [sumOf(parts.slice(0, -1)) + last.count * 100] : []
}

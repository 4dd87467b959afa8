import type { Pause } from '../pacer.ts'

/** The words, neighbouring words and parts of words of a text, as bits of a table, each with its weight; of length one. */
export interface WordFeatures {
  readonly places: Uint32Array
  readonly weights: Float32Array
}

/** Places in the table: rare enough that two features share one, so few that a row of weights takes 1 MB. */
export const TABLE_SIZE = 2 ** 18

const PARTS = [3, 4, 5] as const
const PARTS_WITHOUT_SPACES = [1, 2, 3, 4] as const
const WORD = /[\p{L}\p{M}\p{N}]+/gu
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u
const DIGITS = /\p{Nd}+/gu
/** As many features of usual weight as two short words have: `I run` alone tells next to nothing. */
const LEAST_LENGTH = 15
/** Characters: what is longer says no more of what it is about. */
const MAX_LENGTH = 600

/**
 * Weighs what texts consist of by how few of the examples have it (tf-idf); what stands in one example alone, or in none,
 * tells nothing. Numbers count as such, whatever their value.
 */
export async function weighExamples(
  examples: readonly string[],
  pause: Pause,
): Promise<{ readonly words: readonly WordFeatures[]; weigh(text: string): WordFeatures }> {
  const counts = new Uint16Array(TABLE_SIZE)
  const places: (readonly number[])[] = []
  for (const example of examples) {
    const ofExample = [...placesIn(example)]
    for (const place of ofExample) counts[place] = (counts[place] ?? 0) + 1
    places.push(ofExample)
    await pause()
  }
  const weighPlaces = (all: readonly number[]): WordFeatures => {
    const weightOf = (place: number) => Math.log(examples.length / Math.max(1, counts[place] ?? 0))
    // Of a text that is short, or mostly unknown, little is known: so what is known counts less.
    const length = Math.hypot(LEAST_LENGTH, ...all.map(weightOf))
    const known = Uint32Array.from(all.filter(place => (counts[place] ?? 0) > 1))
    return { places: known, weights: Float32Array.from(known, place => weightOf(place) / length) }
  }
  return { words: places.map(weighPlaces), weigh: text => weighPlaces([...placesIn(text)]) }
}

function placesIn(text: string): ReadonlySet<number> {
  const form = text.slice(0, MAX_LENGTH).toLowerCase().replace(DIGITS, '0')
  const words = form.match(WORD) ?? []
  const features = UNSPACED.test(form)
    ? partsOf(words.join(''), PARTS_WITHOUT_SPACES)
    : [...neighboursIn(words), ...words.flatMap(word => [`w ${word}`, ...partsOf(word, PARTS)])]
  return new Set(features.map(placeOf))
}

/** Each word with the next one, and with the one after that. */
function neighboursIn(words: readonly string[]): readonly string[] {
  const line = ['^', ...words, '$']
  return line.flatMap((word, at) => [
    ...(at + 1 < line.length ? [`n ${word} ${line[at + 1]}`] : []),
    ...(at + 2 < line.length && words.length > 1 ? [`s ${word} ${line[at + 2]}`] : []),
  ])
}

function partsOf(word: string, lengths: readonly number[]): readonly string[] {
  const edged = `^${word}$`
  return lengths.flatMap(length =>
    Array.from({ length: Math.max(0, edged.length - length + 1) }, (_, at) => edged.slice(at, at + length)),
  )
}

/** FNV-1a over UTF-16 units, folded to the size of the table. */
function placeOf(feature: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < feature.length; at += 1) hash = Math.imul(hash ^ feature.charCodeAt(at), 0x01000193)
  return ((hash >>> 18) ^ hash) & (TABLE_SIZE - 1)
}

import type { ExtractionRequest } from '../../memory/ports/extraction-model.ts'
import { blankInsertedNames } from '../../memory/text/inserted-names.ts'
import { blankForeignPieces } from '../../memory/text/quotes.ts'

/** A sentence of a turn that is to be learned from. */
export interface SaidSentence {
  readonly turn: number
  /** Its place in the turn's text, in UTF-16 code units; `to` is behind the last one. */
  readonly from: number
  readonly to: number
  readonly text: string
}

/** Characters. A talk without punctuation is cut at a space. */
const MAX_LENGTH = 300
/** Nobody understands less without the question that it answers. */
const MIN_WORDS = 2

/** A question mark of any script, and what stands behind it: closing marks and pictures. */
const QUESTION =
  /(?:[?？؟⸮՞\u037e]|(?<=\p{sc=Greek}[\p{M}"'”’»)]{0,3});)(?:[\s"'”’»)\]!\p{Extended_Pictographic}]|\ufe0f)*$/u

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })
const words = new Intl.Segmenter('en', { granularity: 'word' })

/** So much of the end of a sentence tells whether it goes on. Characters. */
const LOOK_BACK = 60

/** An ordinal, an initial or an abbreviation at the end of what looks like a sentence: "on 5." and "in St." go on. */
const OPEN_END = /(?:^|[\s.])(?:\p{N}{1,4}|\p{Lu}\p{L}?)\.\s*$/u

/** The Greek question mark, as keyboards have it: a semicolon. */
const GREEK_END = /(?<=\p{sc=Greek}[\p{M}"'”’»)]{0,3});["'”’»)]{0,3}\s/gu

/** The sentences that the user says in the turns to learn from, in order, without questions, single words and what they only quote. */
export function findSaidSentences({
  turns,
  learnFrom,
}: Pick<ExtractionRequest, 'turns' | 'learnFrom'>): SaidSentence[] {
  return turns
    .filter(({ number }) => learnFrom.includes(number))
    .flatMap(({ number, text }) =>
      placesOfSentences(blankInsertedNames(blankForeignPieces(text)))
        .map(([from, to]) => ({ turn: number, from, to, text: text.slice(from, to) }))
        .filter(sentence => hasWords(sentence.text) && !QUESTION.test(sentence.text)),
    )
}

/** From where to where each sentence of a text stands, without the space around it. */
function placesOfSentences(text: string): (readonly [from: number, to: number])[] {
  const whole: { from: number; to: number }[] = []
  for (const { segment, index } of sentences.segment(text)) {
    const last = whole.at(-1)
    const before = last === undefined ? '\n' : text.slice(Math.max(last.from, last.to - LOOK_BACK), last.to)
    const isSameLine = !/[\n\r\u2028\u2029]/u.test(before.slice(before.trimEnd().length))
    if (last !== undefined && isSameLine && (OPEN_END.test(before) || !hasWords(segment)))
      last.to = index + segment.length
    else whole.push({ from: index, to: index + segment.length })
  }
  return whole.flatMap(({ from, to }) =>
    partAtGreekEnds(text.slice(from, to)).flatMap(part => piecesOf(part.text, from + part.at)),
  )
}

function partAtGreekEnds(segment: string): { readonly text: string; readonly at: number }[] {
  const ends = [0, ...[...segment.matchAll(GREEK_END)].map(({ 0: end, index }) => index + end.length), segment.length]
  return ends.slice(1).map((to, part) => ({ text: segment.slice(ends[part], to), at: ends[part] ?? 0 }))
}

function piecesOf(segment: string, at: number): (readonly [number, number])[] {
  const pieces: (readonly [number, number])[] = []
  for (let begin = 0; begin < segment.length; ) {
    const end = endOfPiece(segment, begin)
    const piece = segment.slice(begin, end)
    const from = at + begin + (piece.length - piece.trimStart().length)
    pieces.push([from, from + piece.trim().length])
    begin = end
  }
  return pieces
}

function endOfPiece(segment: string, begin: number): number {
  const most = begin + MAX_LENGTH
  if (segment.length <= most) return segment.length
  const space = segment.lastIndexOf(' ', most)
  if (space > begin) return space
  // No character is cut in two.
  return /[\udc00-\udfff]/.test(segment[most] ?? '') ? most - 1 : most
}

function hasWords(text: string): boolean {
  let count = 0
  for (const { isWordLike } of words.segment(text)) {
    count += isWordLike ? 1 : 0
    if (count === MIN_WORDS) return true
  }
  return false
}

import type { ExtractionRequest } from '../../memory/ports/extraction-model.ts'
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

/** What stands behind a question mark of any script: closing marks and pictures. */
const QUESTION = /[?？؟⸮՞;](?:[\s"'”’»)\]!\p{Extended_Pictographic}]|\ufe0f)*$/u

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })
const words = new Intl.Segmenter('en', { granularity: 'word' })

/** The sentences that the user says in the turns to learn from, in order, without questions, single words and what they only quote. */
export function findSaidSentences({
  turns,
  learnFrom,
}: Pick<ExtractionRequest, 'turns' | 'learnFrom'>): SaidSentence[] {
  return turns
    .filter(({ number }) => learnFrom.includes(number))
    .flatMap(({ number, text }) =>
      [...sentences.segment(blankForeignPieces(text))]
        .flatMap(({ segment, index }) => piecesOf(segment, index))
        .map(piece => ({ turn: number, ...piece }))
        .filter(sentence => hasWords(sentence.text) && !QUESTION.test(sentence.text)),
    )
}

function piecesOf(segment: string, at: number): Omit<SaidSentence, 'turn'>[] {
  const pieces: Omit<SaidSentence, 'turn'>[] = []
  for (let begin = 0; begin < segment.length; ) {
    const space = segment.lastIndexOf(' ', begin + MAX_LENGTH)
    const isRest = segment.length - begin <= MAX_LENGTH
    const end = isRest ? segment.length : space > begin ? space : begin + MAX_LENGTH
    const piece = segment.slice(begin, end)
    const from = at + begin + (piece.length - piece.trimStart().length)
    const text = piece.trim()
    pieces.push({ from, to: from + text.length, text })
    begin = end
  }
  return pieces
}

function hasWords(text: string): boolean {
  let count = 0
  for (const { isWordLike } of words.segment(text)) {
    count += isWordLike ? 1 : 0
    if (count === MIN_WORDS) return true
  }
  return false
}

/** Sentences that follow one another in a turn make one note of at most so many characters, so that "she" has whom it means beside it. */
const MAX_NOTE_LENGTH = 300

/** The places of notes in the turns: each of a sentence, or of several with nothing else between them. */
export function joinNotes(
  sentences: readonly SaidSentence[],
  turns: ExtractionRequest['turns'],
  isNote: (sentence: SaidSentence) => boolean,
): SaidSentence[] {
  const texts = new Map(turns.map(({ number, text }) => [number, text]))
  const spans: SaidSentence[] = []
  for (const sentence of sentences.filter(isNote)) {
    const last = spans.at(-1)
    const text = texts.get(sentence.turn) ?? ''
    const follows = last?.turn === sentence.turn && text.slice(last.to, sentence.from).trim() === ''
    if (last !== undefined && follows && sentence.to - last.from <= MAX_NOTE_LENGTH)
      spans[spans.length - 1] = { ...last, to: sentence.to, text: text.slice(last.from, sentence.to) }
    else spans.push(sentence)
  }
  return spans
}

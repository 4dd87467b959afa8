import { normalizeText } from './normalize.ts'

/** A part of a text: UTF-16 code units, `to` behind the last one. */
export interface TextRange {
  readonly from: number
  readonly to: number
}

/**
 * Where a quote stands in the text it was taken from, whatever became of case, marks and spaces on the way. The first place
 * of several; undefined where it stands nowhere.
 */
export function locateQuote(quote: string, text: string): TextRange | undefined {
  const wanted = lettersOf(quote)
    .map(({ letter }) => letter)
    .join('')
  if (wanted === '') return undefined
  const letters = lettersOf(text)
  const begin = letters
    .map(({ letter }) => letter)
    .join('')
    .indexOf(wanted)
  if (begin < 0) return undefined
  let at = 0
  const covered = letters.filter(({ letter }) => {
    const isCovered = at + letter.length > begin && at < begin + wanted.length
    at += letter.length
    return isCovered
  })
  return { from: covered[0]?.from ?? 0, to: covered.at(-1)?.to ?? 0 }
}

/** The letters, digits and signs that count, each with its place; one character can be several letters (`ß`, `㎡`). */
function lettersOf(text: string): readonly (TextRange & { readonly letter: string })[] {
  const letters: (TextRange & { letter: string })[] = []
  let from = 0
  for (const character of text) {
    const to = from + character.length
    // Taken apart, as an accent can be a character of its own in one of the two.
    const letter = normalizeText(character)
      .normalize('NFD')
      .replace(/[^\p{L}\p{M}\p{N}\p{S}]+/gu, '')
    if (letter !== '') letters.push({ letter, from, to })
    from = to
  }
  return letters
}

/** Two letters that begin no other word that is said, and three syllables: a name for a message that no filter takes for a secret. */
const MARKED = /\bzu(?:[bdfgklmnprstvz][aeiou]){3}\b/gu
const CONSONANTS = 'bdfgklmnprstvz'
const VOWELS = 'aeiou'
const SYLLABLES = CONSONANTS.length * VOWELS.length
const WORDS = SYLLABLES ** 3
/** Has no factor in common with their number: every word comes once before one comes again, and neighbours look nothing alike. */
const STRIDE = 99_991

/** What a message asks for, when its answer is to be longer than one message of Discord's. */
const AT_LENGTH = 'at length'
const [SHORT, LONG] = [3, 70]

/** The word by which a message is known wherever it turns up, by its number. */
export function markedWord(number: number): string {
  const code = (number * STRIDE) % WORDS
  const syllables = [code, Math.floor(code / SYLLABLES), Math.floor(code / SYLLABLES ** 2)].map(rest => {
    const syllable = rest % SYLLABLES
    return `${CONSONANTS[syllable % CONSONANTS.length]}${VOWELS[Math.floor(syllable / CONSONANTS.length)]}`
  })
  return `zu${syllables.join('')}`
}

/** Every marked word in a text, once, in the order in which they stand there. */
export function markedWordsIn(text: string): string[] {
  return [...new Set(text.match(MARKED))]
}

/** What somebody says who tells something that is to be learned, and asks for an answer. */
export function questionOf(word: string, isLong: boolean): string {
  return `${tellingOf('I', word)} What do you think of it${isLong ? `, ${AT_LENGTH}` : ''}?`
}

/** What the scripted model learns from a text with a marked word. */
export function factOf(word: string): { quote: string; text: string } {
  return { quote: tellingOf('I', word), text: tellingOf('The user', word) }
}

const tellingOf = (who: 'I' | 'The user', word: string) => `${who} often ${who === 'I' ? 'visit' : 'visits'} ${word}.`

/** What the scripted model answers to a text: each line says what it tells of and how many there are, so a part of it is known as one. */
export function answerTo(text: string): string {
  const words = markedWordsIn(text).join(' and ')
  const lines = text.includes(AT_LENGTH) ? LONG : SHORT
  return Array.from({ length: lines }, (_, at) => `Line ${at + 1} of ${lines} tells of ${words}.`).join('\n')
}

/** One line of an answer. */
export interface AnswerLine {
  readonly number: number
  readonly of: number
  /** The words that it tells of. */
  readonly words: readonly string[]
}

/** The whole lines of an answer in a message. */
export function answerLinesIn(text: string): AnswerLine[] {
  return [...text.matchAll(/Line (\d+) of (\d+) tells of ([a-z]+(?: and [a-z]+){0,30})\./gu)].map(
    ([, number, of, words = '']) => ({ number: Number(number), of: Number(of), words: words.split(' and ') }),
  )
}

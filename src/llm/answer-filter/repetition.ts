import { hasSeveralWords } from '../../memory/text/sentences/echo.ts'

/** Characters: nothing longer is kept as one statement. */
const MAX_LENGTH = 400
/** Marks behind it, and what decides. */
const MAX_BEHIND = 10

/**
 * How long the sentence is with which an answer begins, where it is one that the person said of themselves, word for word: of
 * their "I" the bot would say it of itself. `open` where what follows decides. Undefined where the sentence goes on in other words.
 * @param said what the person said, as the prompt shows it
 */
export function findRepetition(text: string, said: readonly string[], isEnd: boolean): number | 'open' | undefined {
  const begun = comparable(text.slice(0, MAX_LENGTH + MAX_BEHIND))
  let isOpen = false
  for (const statement of said.filter(({ length }) => length <= MAX_LENGTH)) {
    const sentence = comparable(statement.trim()).replace(/[.!。！]{1,9}$/u, '')
    if (!(begun.startsWith(sentence) || sentence.startsWith(begun)) || !hasSeveralWords(sentence)) continue
    const behind = /^[.!。！]{0,9}/u.exec(begun.slice(sentence.length))?.[0] ?? ''
    const length = sentence.length + behind.length
    const next = begun[length]
    if (next === undefined && !isEnd) isOpen = true
    else if (
      begun.length >= sentence.length &&
      (next === undefined || next === '\n' || (behind !== '' && next === ' '))
    )
      return length
  }
  return isOpen ? 'open' : undefined
}

/** As long as the text. */
function comparable(text: string): string {
  return text
    .replace(/[‘’]/gu, "'")
    .replace(/\p{Lu}/gu, letter => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter))
}

/** What the model writes where it has nothing to say. In capitals and with an underscore, as no language writes words. */
export const SILENT_MARK = 'NO_REPLY'

/** Ends the system text where nobody spoke to the bot. */
export const silenceRules = `Nobody has spoken to you now: the newest message was said to everybody in the channel, and you read along. Speak only where people would be glad of it: a question that nobody there has answered and that you can, a mistake that matters, something you alone know and they need, or where they go on with what you said to them. Small talk, what is said to others, and what needs no answer are none of your business. When in doubt, be silent: then your whole answer is ${SILENT_MARK}, without another word, and nothing is sent.`

/** What an answer is as far as it has come: the silent mark, something that is said, or too short to tell. */
export type Speech = 'silent' | 'speech' | 'undecided'

/** What models put before a mark, or around it: white space, quotes, brackets, emphasis, headings, list and code marks. Emoji are said. */
const BEFORE_MARK = /^[\s\p{P}\p{Sk}\p{Sm}\p{M}]*/u

/** The mark, or the beginning of one, with what divides its two words, and what follows. */
const MARK = /^no(?<between>[\s\\_-]{0,4})(?:reply(?<rest>.*)$)/isu
const BEGINNING = /^(?:n|no[\s\\_-]{0,4}(?:r|re|rep|repl)?)?$/iu

/**
 * Tells whether an answer that is still being written is the silent mark, in whatever case and dress; both other answers
 * than `undecided` hold however it goes on. Written as the mark is, it counts whatever follows; as plain words ("no reply")
 * it is the mark only where nothing follows, so that stays undecided to the end.
 */
export function readSpeech(text: string): Speech {
  const core = coreOf(text)
  const { between = '', rest } = MARK.exec(core)?.groups ?? {}
  if (rest === undefined) return BEGINNING.test(core) ? 'undecided' : 'speech'
  if (/^[\p{L}\p{N}]/u.test(rest)) return 'speech'
  const isMark = between.includes('_') || core.startsWith('NO') // the words of a sentence are not in capitals
  if (isMark) return rest === '' ? 'undecided' : 'silent'
  return /[\p{L}\p{N}\p{So}]/u.test(rest) ? 'speech' : 'undecided'
}

/**
 * Whether an answer that has come to its end is the silent mark, or nothing at all; or ends in the mark, on a line of its
 * own: what stands before it are the thoughts of a model that writes them into its answer.
 */
export function isSilent(text: string): boolean {
  if (text.trim() === '') return true
  const speech = readSpeech(text)
  if (speech !== 'speech') return speech === 'silent' || MARK.test(coreOf(text))
  const lastLine = text.trimEnd().split('\n').at(-1) ?? ''
  return SILENT_ENDING.test(lastLine.normalize('NFKC').replaceAll(/[\p{Cf}\\]/gu, ''))
}

const SILENT_ENDING = new RegExp(`^[^\\p{L}\\p{N}]{0,12}${SILENT_MARK}[^\\p{L}\\p{N}]{0,12}$`, 'iu')

/** The text from its first word on, in plain characters. */
function coreOf(text: string): string {
  const start = text
    .slice(0, MOST_BEFORE_WORDS)
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
  return start.replace(BEFORE_MARK, '')
}

/** Characters that are looked at: an answer that has no word in them is said. */
const MOST_BEFORE_WORDS = 200

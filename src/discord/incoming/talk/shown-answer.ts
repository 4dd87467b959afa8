import { catalogues } from '../../../locales/locales.ts'

const answerTexts = Object.values(catalogues).map(({ answers }) => answers)
const CUT_OFF = new Set(answerTexts.map(({ cutOff }) => cutOff))
/** What the bot says in the place of an answer, or under one, in any language. */
const NOTICES = new Set(answerTexts.flatMap(({ stop: _, ...notices }) => Object.values(notices)))

/** What stands under an answer is small print, as no answer ends. */
const SMALL_PRINT = '-# '

/**
 * What the bot said in some messages, without the notices under it. Undefined where that is no answer but a notice, or one
 * that an error has cut.
 */
export function readShownAnswer(contents: readonly string[]): string | undefined {
  const lines = contents.join('\n').trimEnd().split('\n')
  while (lines.length > 0) {
    const last = lines.at(-1)?.trim() ?? ''
    if (CUT_OFF.has(last)) return undefined
    if (last !== '' && !last.startsWith(SMALL_PRINT) && !NOTICES.has(last)) break
    lines.pop()
  }
  const text = lines.join('\n').trim()
  return text === '' ? undefined : text
}

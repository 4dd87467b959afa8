import { BEGINNINGS_OF_FACTS } from '../text/common-words.ts'
import { foldText, withoutLeet, withoutSpacing } from '../text/fold.ts'

/** Who else is told of in a fact, and what the user is to them. */
const USER_OF_FACT = /(?<!\p{L})the user(?<owner>['’]s)?(?!\p{L})/giu

const SPACES = /\s+/gu
const MARKS = /\p{M}/gu
const MARKED_LETTER = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{M}/u

/** A text as it is compared with examples: read as people read it, and told as its user tells it. */
export function readableForm(text: string): string {
  const form = withoutSpacing(withoutLeet(withoutDisguise(text)))
    .replace(SPACES, ' ')
    .trim()
  const person = BEGINNINGS_OF_FACTS.find(([fact]) => fact.test(form))
  const said = person === undefined ? form : form.replace(...person)
  return said.replace(USER_OF_FACT, (_, owner?: string) => (owner === undefined ? 'me' : 'my'))
}

/** Accents are no disguise, and tell words apart: they stay where nothing else of a text has to be folded. */
function withoutDisguise(text: string): string {
  const { clean, text: folded } = foldText(text)
  const composed = clean.normalize('NFC')
  const differsInAccents = withoutMarks(composed) === withoutMarks(folded) && !MARKED_LETTER.test(composed)
  return differsInAccents ? composed : folded
}

function withoutMarks(text: string): string {
  return text.normalize('NFD').replace(MARKS, '')
}

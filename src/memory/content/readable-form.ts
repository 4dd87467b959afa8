import { foldText, withoutLeet, withoutSpacing } from '../text/fold.ts'

/**
 * Word list: how a fact begins in the third person, and what the user says instead. Examples stand in the first person, so
 * facts are compared in it as well. A list is right here as examples in both persons would be twice as many; where a language
 * is missing, a fact is only a little less like them.
 */
const FIRST_PERSON: readonly (readonly [fact: RegExp, said: string])[] = [
  [/^the user (?:is|are) /iu, 'I am '],
  [/^the user has /iu, 'I have '],
  [/^the user(?:'s|’s) /iu, 'My '],
  [/^the user (?<verb>\p{L}+?)(?:(?<=[sxoh])es|s)?(?!\p{L})/iu, 'I $<verb>'],
  [/^(?:der nutzer|die nutzerin) ist /iu, 'Ich bin '],
  [/^(?:der nutzer|die nutzerin) hat /iu, 'Ich habe '],
  [/^(?:der nutzer|die nutzerin) /iu, 'Ich '],
  [/^l['’]utilisa(?:teur|trice) est /iu, 'Je suis '],
  [/^l['’]utilisa(?:teur|trice) a /iu, "J'ai "],
  [/^l['’]utilisa(?:teur|trice) /iu, 'Je '],
  [/^(?:el usuario|la usuaria) es /iu, 'Soy '],
  [/^(?:el usuario|la usuaria) está /iu, 'Estoy '],
  [/^(?:el usuario|la usuaria) tiene /iu, 'Tengo '],
  [/^(?:el usuario|la usuaria) /iu, ''],
  [/^(?:o usuário|a usuária) é /iu, 'Sou '],
  [/^(?:o usuário|a usuária) tem /iu, 'Tenho '],
  [/^(?:o usuário|a usuária) /iu, ''],
  [/^l['’]utente è /iu, 'Sono '],
  [/^l['’]utente ha /iu, 'Ho '],
  [/^l['’]utente /iu, ''],
  [/^у пользователя /iu, 'У меня '],
  [/^пользователь(?: —)? /iu, 'Я '],
  [/^ユーザーは/u, ''],
  [/^用户/u, '我'],
  [/^사용자는 /u, '저는 '],
]

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
  const person = FIRST_PERSON.find(([fact]) => fact.test(form))
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

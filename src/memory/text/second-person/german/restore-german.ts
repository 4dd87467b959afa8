import { type Word, withCapitalOf } from '../words.ts'
import { germanSecondPerson, germanThirdPerson } from './german-verbs.ts'

const YOU = /^(?:du|dich|dir|dein(?:e[mnrs]?)?)$/u

export function isGermanYou({ lower, isQuoted }: Word): boolean {
  return !isQuoted && YOU.test(lower)
}

/** A word of a German sentence to the user as it stands in one about them; `isNamed`: the user was named in it before. */
export function restoreGermanWord(words: readonly Word[], at: number, isNamed: boolean, isFemale: boolean): string {
  const word = words[at]
  if (word === undefined || word.isQuoted) return word?.text ?? ''
  if (isGermanYou(word)) return withCapitalOf(word.text, userForm(word.lower, isNamed, isFemale))
  const isBesideYou = words[at - 1]?.lower === 'du' || words[at + 1]?.lower === 'du'
  const third = germanThirdPerson(word.lower)
  if (!isBesideYou && !(isNamed && words[at - 1]?.lower === 'und')) return word.text
  return germanSecondPerson(third) === word.lower ? withCapitalOf(word.text, third) : word.text
}

function userForm(lower: string, isNamed: boolean, isFemale: boolean): string {
  const noun = isFemale ? 'Nutzerin' : 'Nutzer'
  if (lower === 'du') return `${isFemale ? 'die' : 'der'} ${noun}`
  if (lower === 'dich') return `${isFemale ? 'die' : 'den'} ${noun}`
  if (lower === 'dir') return `${isFemale ? 'der' : 'dem'} ${noun}`
  if (!isNamed) return isFemale ? `der ${noun}` : `des ${noun}s`
  return `${isFemale ? 'ihr' : 'sein'}${lower.slice('dein'.length)}`
}

import { type Word, withCapitalOf } from '../words.ts'
import { frenchThirdPerson } from './french-verbs.ts'
import { spanishSecondPerson, spanishThirdPerson } from './spanish-verbs.ts'

const SPANISH: Readonly<Record<string, string>> = {
  ...{ tú: 'el usuario', ti: 'el usuario', contigo: 'con el usuario', te: 'se', tu: 'su', tus: 'sus', tuyo: 'suyo' },
  ...{ tuya: 'suya' },
}
const FRENCH: Readonly<Record<string, string>> = {
  ...{ tu: "l'utilisateur", toi: "l'utilisateur", te: 'se', ton: 'son', ta: 'sa', tes: 'ses' },
}

/** How one of these languages is put back into the third person. */
export interface RomanceLanguage {
  readonly isYou: (words: readonly Word[], at: number) => boolean
  readonly restore: (words: readonly Word[], at: number) => string
  /** Before a sentence in which nothing else tells whose it is. */
  readonly prefix: string
}

/** In Spanish the verb alone tells the subject. */
export const spanish: RomanceLanguage = {
  prefix: 'El usuario: ',
  isYou: (words, at) =>
    words[at]?.isQuoted === false && (Object.hasOwn(SPANISH, words[at].lower) || isSpanishVerb(words, at)),
  restore: (words, at) => {
    const { text, lower } = words[at] ?? { text: '', lower: '' }
    // “Te gusta”, but “te llamas”.
    if (lower === 'te' && !/(?:s|ste)$/u.test(words[at + 1]?.lower ?? '')) return withCapitalOf(text, 'le')
    const form = SPANISH[lower]
    if (form !== undefined) return withCapitalOf(text, form)
    const isAfterSubject = words[at - 1]?.lower === 'tú'
    if (!isAfterSubject && !isSpanishVerb(words, at)) return text
    return at === 0 ? `El usuario ${spanishThirdPerson(lower)}` : spanishThirdPerson(lower)
  },
}

function isSpanishVerb(words: readonly Word[], at: number): boolean {
  const { lower } = words[at] ?? { lower: '' }
  if (at > 0 && words[at - 1]?.lower !== 'y' && !(at === 1 && words[0]?.lower === 'no')) return false
  const third = spanishThirdPerson(lower)
  return third !== lower && spanishSecondPerson(third) === lower
}

export const french: RomanceLanguage = {
  prefix: "L'utilisateur : ",
  isYou: (words, at) =>
    words[at]?.isQuoted === false && (Object.hasOwn(FRENCH, words[at].lower) || /^t['’]/u.test(words[at].lower)),
  restore: (words, at) => {
    const { text, lower } = words[at] ?? { text: '', lower: '' }
    const form = FRENCH[lower]
    if (form !== undefined) return withCapitalOf(text, form)
    if (/^t['’]/u.test(lower)) return withCapitalOf(text, `s'${frenchThirdPerson(lower.slice(2))}`)
    const before = words[at - 1]?.lower ?? ''
    const isVerb = before === 'tu' || (/^(?:ne|te)$/u.test(before) && words[at - 2]?.lower === 'tu')
    return isVerb ? frenchThirdPerson(lower) : text
  },
}

import type { Segment } from '../segments.ts'
import { type Word, wordsOfSentence } from '../words.ts'
import { spanishSecondPerson } from './spanish-verbs.ts'

const USER = /^(?:usuario|usuaria)$/u
const ARTICLES: Readonly<Record<string, string>> = {
  el: 'tu',
  la: 'tu',
  los: 'tus',
  las: 'tus',
  del: 'de tu',
  al: 'a tu',
}
const OWN: Readonly<Record<string, string>> = { su: 'tu', sus: 'tus' }
const SUBORDINATORS = new Set('que porque si cuando aunque mientras donde quien quienes pues cuyo cuya'.split(' '))
const COORDINATORS = new Set(['y', 'e', 'pero', 'o', 'ni'])
const ADVERBS = new Set('no nunca ya también siempre todavía aún solo actualmente a veces casi'.split(' '))
/** What tells of the user, or of somebody else: with one of them a sentence is not clear. */
const UNCLEAR = new Set('le les lo consigo él ella suyo suya suyos suyas mismo misma'.split(' '))

/** A Spanish sentence about “el usuario” as one to them; undefined where it is none, or where a form can't be told for sure. */
export function addressInSpanish(text: string): readonly Segment[] | undefined {
  if (!/\busuari[oa]\b/iu.test(text)) return undefined
  const words = wordsOfSentence(text)
  const users = words.flatMap((word, at) => (USER.test(word.lower) && isArticle(words[at - 1]) ? [at] : []))
  const [user] = users
  if (user === undefined || users.length > 1) return undefined
  const shown = words.map(word => word.text + word.space)
  const before = words[user - 2]
  const article = words[user - 1]?.lower
  const isDone =
    article === 'el' || article === 'la'
      ? before?.lower === 'de' || before?.lower === 'a'
        ? rewriteOblique(words, shown, user, before.lower === 'de' ? 'del' : 'al')
        : user === 1 && rewriteSubject(words, shown)
      : rewriteOblique(words, shown, user, article ?? '')
  return isDone ? toSegments(words, shown) : undefined
}

function isArticle(word: Word | undefined): boolean {
  return word !== undefined && !word.isQuoted && /^(?:el|la|del|al)$/u.test(word.lower)
}

function toSegments(words: readonly Word[], shown: readonly string[]): readonly Segment[] {
  return words.map((word, at) => ({ stored: word.text + word.space, shown: shown[at] ?? '' }))
}

/** “El usuario vive en Lisboa y trabaja en Acme”: the subject goes, as the verb tells it. */
function rewriteSubject(words: readonly Word[], shown: string[]): boolean {
  let verb = 2
  while (ADVERBS.has(words[verb]?.lower ?? '')) verb += 1
  const isReflexive = words[verb]?.lower === 'se'
  if (isReflexive) {
    shown[verb] = `te${words[verb]?.space ?? ''}`
    verb += 1
  }
  if (!(rewriteVerb(words, shown, verb) || rewritePresent(words, shown, verb))) return false
  shown[0] = ''
  shown[1] = ''
  const first = shown[2] ?? ''
  shown[2] = first.charAt(0).toUpperCase() + first.slice(1)
  return rewriteRest(words, shown, verb + 1)
}

function rewriteVerb(words: readonly Word[], shown: string[], at: number): boolean {
  const word = words[at]
  const form = word === undefined || word.text !== word.lower ? undefined : spanishSecondPerson(word.lower)
  if (word === undefined || form === undefined) return false
  shown[at] = form + word.space
  return true
}

/** Right behind its subject a word in -a or -e is the verb, known or not, unless it has the ending of an adjective. */
function rewritePresent(words: readonly Word[], shown: string[], at: number): boolean {
  const { text = '', space = '' } = words[at] ?? {}
  if (!/^[a-zñáéíóú]{2,}[aeáé]$/u.test(text) || /(?:ble|nte|ista|aria|era|ora)$/u.test(text)) return false
  shown[at] = `${text}s${space}`
  return true
}

/**
 * What stands behind the verb: other verbs of theirs behind “y”, what is theirs, and infinitives in -se. As a subject can be
 * left out, the verb of a clause behind “porque” and the like can be anybody's: none of these is clear.
 */
function rewriteRest(words: readonly Word[], shown: string[], from: number): boolean {
  for (let at = from; at < words.length; at += 1) {
    const word = words[at]
    if (word === undefined || word.isQuoted) continue
    if (isUnclear(word, at === words.length - 1)) return false
    const isClear = isCoordinated(words, at)
      ? rewriteCoordinated(words, shown, at, from)
      : rewriteWord(words, shown, at)
    if (!isClear) return false
  }
  return true
}

function isUnclear({ text, lower }: Word, isLast: boolean): boolean {
  return UNCLEAR.has(lower) || SUBORDINATORS.has(lower) || text === ';' || (text === '.' && !isLast)
}

/** A word that is no verb of theirs: false where somebody else does something. */
function rewriteWord(words: readonly Word[], shown: string[], at: number): boolean {
  const { text = '', lower = '', space = '' } = words[at] ?? {}
  const own = OWN[lower]
  if (lower === 'se') return isCoordinated(words, at)
  if (own !== undefined) shown[at] = own + space
  else if (/[aeií]rse$/u.test(lower)) shown[at] = text.replace(/se$/u, 'te') + space
  else if (text === lower && spanishSecondPerson(lower) !== undefined) return isNounHere(words[at - 1]?.lower ?? '')
  return true
}

function isCoordinated(words: readonly Word[], at: number): boolean {
  let before = at - 1
  while (ADVERBS.has(words[before]?.lower ?? '')) before -= 1
  const isFirst = words[before]?.lower === 'se' ? isCoordinated(words, before) : false
  return isFirst || COORDINATORS.has(words[before]?.lower ?? '')
}

/** Behind “y”: a verb, or something of a list; false where that can't be told. */
function rewriteCoordinated(words: readonly Word[], shown: string[], at: number, from: number): boolean {
  const word = words[at]
  if (word === undefined || ADVERBS.has(word.lower)) return true
  if (word.lower === 'se') {
    shown[at] = `te${word.space}`
    return rewriteVerb(words, shown, at + 1) || rewritePresent(words, shown, at + 1)
  }
  if (words[at - 1]?.lower === 'se' || rewriteVerb(words, shown, at)) return true
  if (at - 2 === from - 1) return rewritePresent(words, shown, at) || !/^[a-zñ]{2,}[aeó]$/u.test(word.text)
  return rewriteWord(words, shown, at) && !/^[a-zñáéíóú]{3,}[aeó]$/u.test(word.text)
}

/** “Una toca”, “de compra”: a noun that looks like a verb. */
function isNounHere(before: string): boolean {
  return /^(?:el|la|los|las|un|una|de|del|al|su|sus|en|con|por|para|a|como|tu)$/u.test(before)
}

/** “Del usuario” and “al usuario”. */
function rewriteOblique(words: readonly Word[], shown: string[], user: number, preposition: string): boolean {
  const others = words.filter((_, at) => at !== user)
  if (others.some(({ lower }) => UNCLEAR.has(lower) && lower !== 'le') || others.some(({ lower }) => OWN[lower]))
    return false
  const first = words[user - 1]?.lower === 'del' || words[user - 1]?.lower === 'al' ? user - 1 : user - 2
  if (preposition === 'al') return rewriteExperiencer(words, shown, user, first)
  return preposition === 'del' && rewriteOwner(words, shown, user, first)
}

/** “Al usuario le gusta el jazz” is “te gusta el jazz”. */
function rewriteExperiencer(words: readonly Word[], shown: string[], user: number, first: number): boolean {
  if (first !== 0) return false
  const le = words.findIndex(({ lower }) => lower === 'le')
  if (le === -1 || words.slice(user + 1, le).some(({ lower }) => !ADVERBS.has(lower))) return false
  if (words.slice(le + 1).some(({ lower }) => lower === 'le' || lower === 'y')) return false
  for (let at = 0; at <= user; at += 1) shown[at] = ''
  shown[le] = `te${words[le]?.space ?? ''}`
  const begin = shown[user + 1] ?? ''
  shown[user + 1] = begin.charAt(0).toUpperCase() + begin.slice(1)
  return true
}

/** “La hermana del usuario” is “tu hermana”, “un amigo del usuario” is “un amigo tuyo”. */
function rewriteOwner(words: readonly Word[], shown: string[], user: number, first: number): boolean {
  for (let at = first - 1; at >= Math.max(0, first - 5); at -= 1) {
    const { text = '', lower = '', space = '' } = words[at] ?? {}
    const own = ARTICLES[lower]
    if (/^[,;.]$/u.test(text)) return false
    if (own !== undefined) {
      shown[at] = (text === lower ? own : own.charAt(0).toUpperCase() + own.slice(1)) + space
      drop(words, shown, first, user)
      return true
    }
    if (/^una?$/u.test(lower)) return at === first - 2 && rewriteFriend(words, shown, first, user)
  }
  return false
}

function rewriteFriend(words: readonly Word[], shown: string[], first: number, user: number): boolean {
  for (let index = first; index < user; index += 1) shown[index] = ''
  shown[user] = (words[first - 2]?.lower === 'un' ? 'tuyo' : 'tuya') + (words[user]?.space ?? '')
  return true
}

function drop(words: readonly Word[], shown: string[], first: number, last: number): void {
  if (words[last]?.space === '') shown[first - 1] = (shown[first - 1] ?? '').trimEnd()
  for (let at = first; at <= last; at += 1) shown[at] = ''
}

import { Unclear } from '../unclear.ts'
import { type Word, withCapitalOf } from '../words.ts'

/** Nouns that are feminine though their ending does not tell. Word list: German only. */
const FEMININE = new Set(
  'mutter schwester oma tante frau tochter nichte mama mutti firma wohnung stadt hand arbeit band uni katze note schule familie wg stelle adresse straße küche gruppe klasse reise hochzeit'.split(
    ' ',
  ),
)
const PLURALS = new Set('eltern kinder geschwister großeltern freunde kollegen nachbarn leute katzen hunde'.split(' '))

const CONTRACTED: Readonly<Record<string, string>> = {
  ...{ zum: 'zu deinem', zur: 'zu deiner', beim: 'bei deinem', vom: 'von deinem', im: 'in deinem', am: 'an deinem' },
  ...{ ins: 'in dein' },
}
const PREPOSITIONS = new Set(
  'mit von zu bei aus nach seit in an auf über unter vor hinter neben zwischen gegenüber'.split(' '),
)

/**
 * “Die Schwester des Nutzers” is “deine Schwester”: the article before the noun becomes the possessive, in its case, and the
 * owner goes. Tells whether what is owned begins its clause. Throws where it has no article whose form is clear.
 */
export function rewriteOwner(words: readonly Word[], shown: string[], at: number): { readonly isSubject: boolean } {
  const article = findArticle(words, at)
  if (article === undefined) {
    replace(words, shown, at, 'von dir')
    return { isSubject: false }
  }
  const { lower, text, space } = words[article] ?? { lower: '', text: '', space: '' }
  if (/^(?:ein|kein|manch|jed)/u.test(lower)) {
    replace(words, shown, at, 'von dir')
    return { isSubject: article === 0 }
  }
  const noun = words[at - 1]?.lower ?? ''
  const own = possessiveFor(lower, noun, words[article - 1]?.lower ?? '')
  shown[article] = withCapitalOf(text, own) + space
  if (own === 'dein') {
    const head = words.findIndex((word, index) => index > article && /^\p{Lu}/u.test(word.text))
    for (let index = article + 1; index < head; index += 1) strengthen(words, shown, index, lower === 'das' ? 's' : 'r')
  }
  drop(words, shown, at)
  return { isSubject: article === 0 || /^[,;:.]$/u.test(words[article - 1]?.text ?? '') }
}

/** The article of the noun before the owner: adjectives, a name and nothing else may stand between. */
function findArticle(words: readonly Word[], at: number): number | undefined {
  for (let index = at - 1; index >= Math.max(0, at - 4); index -= 1) {
    const { lower = '', text = '' } = words[index] ?? {}
    if (/^(?:der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|kein|keine|keinen)$/u.test(lower)) return index
    if (Object.hasOwn(CONTRACTED, lower)) return index
    const isInside = /^\p{Lu}/u.test(text) || /e[nrsm]?$/u.test(lower)
    if (!isInside || words[index]?.isQuoted === true) return undefined
  }
  return undefined
}

function possessiveFor(article: string, noun: string, before: string): string {
  const contracted = CONTRACTED[article]
  if (contracted !== undefined) return contracted
  if (article !== 'der')
    return { die: 'deine', das: 'dein', den: 'deinen', dem: 'deinem', des: 'deines' }[article] ?? fail()
  const isFeminine = FEMININE.has(noun) || /(?:in|ung|heit|keit|schaft|tion|tät|ei)$/u.test(noun)
  if (isFeminine || PLURALS.has(noun)) return 'deiner'
  return PREPOSITIONS.has(before) ? fail() : 'dein'
}

function fail(): never {
  throw new Unclear()
}

/** “Der beste Freund”, but “dein bester Freund”. */
function strengthen(words: readonly Word[], shown: string[], at: number, ending: 'r' | 's'): void {
  const { text = '', lower = '', space = '' } = words[at] ?? {}
  if (text === lower && /[a-zäöü]e$/u.test(lower)) shown[at] = `${text}${ending}${space}`
}

function replace(words: readonly Word[], shown: string[], at: number, text: string): void {
  shown[at] = text + (words[at]?.space ?? '')
}

function drop(words: readonly Word[], shown: string[], at: number): void {
  const before = shown[at - 1] ?? ''
  if (words[at]?.space === '') shown[at - 1] = before.trimEnd()
  shown[at] = ''
}

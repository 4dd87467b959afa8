import type { Segment } from '../segments.ts'
import { type Word, wordsOfSentence } from '../words.ts'
import { frenchSecondPerson, isFrenchVerb } from './french-verbs.ts'

const USER = /^l['’]utilisat(?:eur|rice)$/u
const OWN: Readonly<Record<string, string>> = { son: 'ton', sa: 'ta', ses: 'tes' }
const ARTICLES: Readonly<Record<string, string>> = {
  ...{ le: 'ton', la: 'ta', les: 'tes', du: 'de ton', des: 'de tes', au: 'à ton', aux: 'à tes' },
}
const COORDINATORS = new Set(['et', 'mais', 'ou', 'puis'])
const ADVERBS = new Set(
  'ne pas plus jamais souvent toujours aussi encore déjà parfois maintenant actuellement puis'.split(' '),
)
/** What begins a clause of its own, and what tells of the user or of somebody else: with one of them nothing is clear. */
const UNCLEAR =
  /^(?:que|qui|dont|où|si|quand|lorsque|parce|car|puisque|tandis|alors|comment|pourquoi|il|elle|lui|leur|eux|le-même|lui-même|elle-même|(?:qu|lorsqu|puisqu|c|j)['’].*)$/u

/** A French sentence about “l'utilisateur” as one to them; undefined where it is none, or where a form can't be told for sure. */
export function addressInFrench(text: string): readonly Segment[] | undefined {
  if (!/utilisat(?:eur|rice)/iu.test(text)) return undefined
  const words = wordsOfSentence(text)
  const users = words.flatMap(({ lower, isQuoted }, at) => (USER.test(lower) && !isQuoted ? [at] : []))
  const [user] = users
  if (user === undefined || users.length > 1) return undefined
  const shown = words.map(word => word.text + word.space)
  const isDone = words[user - 1]?.lower === 'de' ? rewriteOwner(words, shown, user) : rewriteSubject(words, shown, user)
  return isDone ? words.map((word, at) => ({ stored: word.text + word.space, shown: shown[at] ?? '' })) : undefined
}

/** At the beginning, or behind a time or a place and a comma: “Depuis mai, l'utilisateur suit un régime”. */
function rewriteSubject(words: readonly Word[], shown: string[], user: number): boolean {
  const isFirst = user === 0
  if (!isFirst && !(words[user - 1]?.text === ',' && !words.slice(0, user).some(isOthers))) return false
  shown[user] = (isFirst ? 'Tu' : 'tu') + (words[user]?.space ?? '')
  let at = user + 1
  if (words[at]?.lower === 'ne') at += 1
  const isReflexive = words[at]?.lower === 'se'
  if (isReflexive) {
    shown[at] = `te${words[at]?.space ?? ''}`
    at += 1
  }
  return rewriteVerb(words, shown, at) && rewriteRest(words, shown, at + 1)
}

function isOthers({ lower, isQuoted }: Word): boolean {
  return !isQuoted && (UNCLEAR.test(lower) || isFrenchVerb(lower) || lower in OWN)
}

/** A verb, with “n'” or “s'” before it in the same word. */
function rewriteVerb(words: readonly Word[], shown: string[], at: number): boolean {
  const { text = '', lower = '', space = '' } = words[at] ?? {}
  const [, elided = '', verb = ''] = /^((?:n['’]|s['’]|y['’])?)(.*)$/u.exec(text) ?? []
  const form = text === lower ? frenchSecondPerson(verb) : undefined
  if (form === undefined) return false
  shown[at] = elided.replace(/^s/u, 't') + form + space
  return true
}

/** What stands behind the verb: other verbs of theirs behind “et”, what is theirs, and infinitives with “se”. */
function rewriteRest(words: readonly Word[], shown: string[], from: number): boolean {
  for (let at = from; at < words.length; at += 1) {
    const word = words[at]
    if (word === undefined || word.isQuoted) continue
    const isEnd = at === words.length - 1 && word.text === '.'
    if (UNCLEAR.test(word.lower) || (/^[.;:]$/u.test(word.text) && !isEnd)) return false
    if (!rewriteWord(words, shown, at)) return false
  }
  return true
}

/** False where somebody else does something, or where that can't be told. */
function rewriteWord(words: readonly Word[], shown: string[], at: number): boolean {
  const { text = '', lower = '', space = '' } = words[at] ?? {}
  const before = words[at - 1]?.lower ?? ''
  const own = OWN[lower]
  if (own !== undefined) shown[at] = own + space
  if (/^s(?:e$|['’])/u.test(lower)) return rewriteReflexive(words, shown, at)
  if (own !== undefined) return true
  const isCoordinated = ADVERBS.has(before) ? COORDINATORS.has(words[at - 2]?.lower ?? '') : COORDINATORS.has(before)
  if (isCoordinated) return rewriteCoordinated(words, shown, at)
  return text !== lower || !isFrenchVerb(withoutNe(lower)) || isNounHere(before) || isBeforeParticiple(before)
}

/** “Se remettre”, “s'installer”: before an infinitive, where a verb of theirs stands before. */
function rewriteReflexive(words: readonly Word[], shown: string[], at: number): boolean {
  const { text = '', space = '' } = words[at] ?? {}
  const isElided = text.length > 2
  const verb = isElided ? text : (words[at + 1]?.text ?? '')
  shown[at] = `t${text.slice(1)}${space}`
  return /(?:er|ir|re)$/u.test(verb)
}

const withoutNe = (word: string) => word.replace(/^n['’]/u, '')

function rewriteCoordinated(words: readonly Word[], shown: string[], at: number): boolean {
  const { text = '', lower = '' } = words[at] ?? {}
  if (isFrenchVerb(withoutNe(lower))) return rewriteVerb(words, shown, at)
  if (ADVERBS.has(lower) || text !== lower) return true
  // A noun has an article in French, a verb has none.
  return (
    !/^[a-zà-ÿœ]{3,}[etd]$/u.test(lower) ||
    /^(?:cette|cet|une|quatre|sept|huit|sept|vingt|trente|cent|contre|entre|notre|toute|quelque|outre)$/u.test(lower)
  )
}

/** “A écrit”, “n'a pas fait” */
function isBeforeParticiple(before: string): boolean {
  return /^(?:n['’])?(?:a|est|avait|était|aura|sera)$|^(?:pas|plus|jamais|déjà|toujours|bien|tout)$/u.test(before)
}

/** “Une danse”, “de marche”: a noun that looks like a verb. */
function isNounHere(before: string): boolean {
  return /^(?:le|la|les|un|une|de|du|des|son|sa|ses|au|aux|en|à|par|pour|avec|sans|comme|ce|cette|[ld]['’].*)$/u.test(
    before,
  )
}

/** “La sœur de l'utilisateur” is “ta sœur”: only where nothing else is theirs, or nobody knows whose. */
function rewriteOwner(words: readonly Word[], shown: string[], user: number): boolean {
  if (words.some((word, at) => at !== user && isPerhapsTheirs(word, words[at + 1]))) return false
  for (let at = user - 2; at >= Math.max(0, user - 5); at -= 1) {
    const { text = '', lower = '', space = '' } = words[at] ?? {}
    if (/^[,;.]$/u.test(text)) return false
    const elided = /^l['’](.+)$/u.exec(lower)?.[1]
    const own = elided === undefined ? possessive(lower, words[at + 1]?.lower ?? '') : `ton ${elided}`
    if (own === undefined) continue
    shown[at] = (text === lower ? own : own.charAt(0).toUpperCase() + own.slice(1)) + space
    if (words[user]?.space === '') shown[user - 2] = (shown[user - 2] ?? '').trimEnd()
    shown[user - 1] = ''
    shown[user] = ''
    return true
  }
  return false
}

/** “Son”, “elle”, or “la” before an infinitive. */
function isPerhapsTheirs({ lower, isQuoted }: Word, next: Word | undefined): boolean {
  if (isQuoted) return false
  if (Object.hasOwn(OWN, lower) || /^(?:il|elle|lui|leur)$/u.test(lower)) return true
  return /^(?:la|le|les)$/u.test(lower) && /(?:er|ir|[^è]re)$/u.test(next?.lower ?? '') && next?.text === next?.lower
}

function possessive(article: string, noun: string): string | undefined {
  const own = ARTICLES[article]
  return own === 'ta' && /^[aeiouyâàéèêëîïôûœ]/u.test(noun) ? 'ton' : own
}

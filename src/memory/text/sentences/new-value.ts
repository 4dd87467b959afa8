// biome-ignore-all lint/security/noSecrets: words of languages that are written without spaces
import { possibleNumbers } from '../numbers/numbers.ts'
import { compareDates, compareNumbers, difference, isSameFacet, isSameFunction } from './compare-sentences.ts'
import { tellsOfMove } from './facet-words.ts'
import type { SentenceParts, TellingWord } from './sentence-parts.ts'

/**
 * Whether of two sentences that contradict each other the new one so surely tells the value of now that it takes the place of
 * the old one without anybody being asked. Strict, as nobody is told any more what is replaced by mistake: both tell the same
 * facets, of the user or of one of theirs, and differ in the value alone, which is such a value. Whatever else contradicts is
 * for the user to settle, or for a model that is told of both.
 *
 * @param facet what one of them is known to tell, where its words need not tell it
 */
export function tellsNewValue(fresh: SentenceParts, old: SentenceParts, facet?: string): boolean {
  const facets = new Set(facet === undefined ? [] : [facet]).union(new Set(fresh.facets.keys()))
  const isSame = facet !== undefined && old.facets.size === 0 ? facets.size === 1 : hasSameFacets(fresh, old)
  const [values, past] = [difference(fresh.words, old.words), difference(old.words, fresh.words)]
  const common = fresh.words.filter(word => !values.includes(word))
  return (
    isSame &&
    facets.size > 0 &&
    [...facets].every(one => canDiffer(one, { fresh, old, values, past, common, isKnown: one === facet }))
  )
}

interface Differing {
  readonly fresh: SentenceParts
  readonly old: SentenceParts
  readonly values: readonly TellingWord[]
  readonly past: readonly TellingWord[]
  /** What both are about. */
  readonly common: readonly TellingWord[]
  /** One of them tells the facet for sure, whatever the words. */
  readonly isKnown: boolean
}

function hasSameFacets(fresh: SentenceParts, old: SentenceParts): boolean {
  return (
    fresh.facets.size === old.facets.size && [...fresh.facets.keys()].every(facet => isSameFacet(facet, fresh, old))
  )
}

/** The facets whose value is a day, and those whose value is, or can be, a number. */
const DATES = new Set(['birthday'])
const NUMBERS = new Set(['age', 'birthday', 'quality', 'favourite'])
/** What is told where something holds as well that is no value of the facet: "live alone", "work at night". */
const PLACES = new Set(['home', 'employer'])

function canDiffer(facet: string, differing: Differing): boolean {
  const { fresh, old, values, past, common } = differing
  if (common.length > 0 && !isOnlyOne(common, facet, fresh)) return false
  if (fresh.isDenial !== old.isDenial) return true
  const [dates, numbers] = [compareDates(fresh.dates, old.dates), compareNumbers(fresh.numbers, old.numbers)]
  if (values.length + past.length === 0) {
    if (dates === 'differ') return DATES.has(facet) && numbers === 'same'
    return numbers === 'differ' ? NUMBERS.has(facet) && dates === 'same' : facet === 'pronouns'
  }
  if (!isSameFunction(smallWords(fresh, old), smallWords(old, fresh))) return false
  if (numbers !== 'same' || isOfAnotherTime(fresh, old, facet)) return false
  return isOneValue(values) && isOneValue(past) && canBeValueOf(facet, differing)
}

/** "A brother", "one of my sons", "a friend of mine": there may be more of them. What a number or a colour is of is one thing. */
function isOnlyOne(words: readonly TellingWord[], facet: string, sentence: SentenceParts): boolean {
  if (words.some(({ stem }) => possibleNumbers(stem).size > 0)) return false
  const [first] = words
  if (first === undefined || first.isPossessed || facet === 'quality' || facet === 'favourite') return true
  if (hasArticle(sentence)) return false
  return (first.isName && !isGerman(sentence)) || (first.canBeSubject && (first.at === 0 || first.before === 'の'))
}

function canBeValueOf(facet: string, differing: Differing): boolean {
  // Of cats and sons there are several, each with a name.
  if (facet === 'name') return differing.common.length === 0 && !hasArticle(differing.fresh)
  return PLACES.has(facet) ? isPlace(differing, facet) : !(DATES.has(facet) || facet === 'age')
}

/** One word, or several with nothing between them. */
function isOneValue(words: readonly TellingWord[]): boolean {
  return words.length > 0 && words.every((word, place) => place === 0 || word.at - (words[place - 1]?.at ?? 0) === 1)
}

/**
 * Whether two places are told of which one is that of now: both are names; or a move is told. In German, where every noun has
 * a capital, and in scripts without capitals it is not seen which word is a name.
 */
function isPlace({ fresh, old, values, past, isKnown }: Differing, facet: string): boolean {
  if (fresh.isWish || old.isWish) return false
  const words = [...values, ...past]
  if (words.every(({ stem }) => /^[\p{sc=Katakana}ー]+$/u.test(stem))) return true
  const hasNames = !(isGerman(fresh) || isGerman(old))
  if (hasNames && words.every(({ isName }) => isName)) return true
  if (values.length > 1 || hasArticle(fresh) || hasArticle(old)) return false
  return tellsChange(fresh, old, facet) || (isKnown && words.every(({ stem }) => stem.length > 1))
}

/** With a day it is mostly told of another time: "in summer I live in Oslo". */
function isOfAnotherTime(fresh: SentenceParts, old: SentenceParts, facet: string): boolean {
  return old.dates.length > 0 || (fresh.dates.length > 0 && !movedLately(fresh, facet))
}

/** Days: of a move that is longer ago somebody may have gone on to where they said that they live. */
const LATELY = 120

/** "Last week I moved to Oslo": the day tells since when it holds. */
function movedLately({ dates, facets, saidOn }: SentenceParts, facet: string): boolean {
  return (
    tellsOfMove(facets.get(facet) ?? '') &&
    dates.every(({ ranges: [range] }) => range !== undefined && range.from <= saidOn && range.to >= saidOn - LATELY)
  )
}

function hasArticle({ functionWords }: SentenceParts): boolean {
  return functionWords.some(word => WITH_ARTICLE.has(word))
}

function isGerman({ functionWords }: SentenceParts): boolean {
  return functionWords.some(word => GERMAN.has(word))
}

function tellsChange({ facets, functionWords }: SentenceParts, old: SentenceParts, facet: string): boolean {
  const [word, other] = [facets.get(facet), old.facets.get(facet)]
  const isOtherWord = word !== undefined && other !== undefined && word !== other
  return isOtherWord || functionWords.some(small => NOW.has(small))
}

/** The small words of a sentence in which it may not differ from another: not those that tell when, or of a way to a place. */
function smallWords({ functionWords, facets }: SentenceParts, other: SentenceParts): readonly string[] {
  const isMove = [...facets].some(([facet, word]) => PLACES.has(facet) && other.facets.get(facet) !== word)
  const isOrigin = (word: string) => ORIGINS.has(word) && !other.functionWords.includes(word)
  return functionWords
    .filter(word => !(NOW.has(word) || (isMove && ON_THE_WAY.has(word))))
    .map(word => (isMove && isOrigin(word) ? `${word} there` : word))
}

/*
 * Word lists of small words, which are few in a language: where one is missing nothing is replaced, and both stay.
 */
const NOW =
  setOf(`now currently presently just jetzt nun nu nå maintenant désormais actuellement ahora actualmente agora
  atualmente ora adesso attualmente teraz obecnie nyní teď теперь сейчас тепер зараз şimdi artık sekarang τώρα 今 现在 現在 지금`)
const ON_THE_WAY =
  setOf(`to nach naar till til a na na sur do się się ben to на до είς に へ し しま しました した まし た んで で
  てい い ます る 到 在 了 에 으로`)
const ORIGINS = setOf('from out de del du da des aus von vom van från fra z ze из с από から')
const GERMAN = setOf('ich wir er sie mein meine meiner nutzer nutzerin der die das ist bin im bei seit und')
/** Articles, alone or within another word: what follows is no name, mostly. */
const WITH_ARTICLE = setOf('a an im am zum zur beim ein eine einem einer un une uno una um uma')

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/u).filter(word => word !== ''))
}

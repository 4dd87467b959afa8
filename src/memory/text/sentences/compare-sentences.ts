import type { DateMention } from '../dates/find-dates.ts'
import { type NumberClaim, possibleNumbers } from '../numbers/numbers.ts'
import { wordsOf } from '../words.ts'
import { COMPANIONS, COPULAS, DETERMINERS, POSSESSIVES } from './function-words.ts'
import { PLACEHOLDER, type SentenceParts, type TellingWord } from './sentence-parts.ts'

/**
 * What a new sentence is to an old one. `repeats`: it says nothing that the old one does not. `contradicts`: the same of the
 * same, with another value where there is one at a time. `restates`: the same in other words, or with more of it.
 */
export type SentenceRelation = 'repeats' | 'contradicts' | 'restates'

/**
 * Compares what two sentences say by their words alone: in any language where they are put alike, and in those of the word
 * lists where they are put otherwise. Undefined where they merely resemble each other, as `my sister's birthday` and
 * `my brother's birthday` do.
 *
 * @param isSingleValued the old one is known to tell a facet of which there is one value at a time
 */
export function compareSentences(
  fresh: SentenceParts,
  old: SentenceParts,
  isSingleValued = false,
): SentenceRelation | undefined {
  const [onlyFresh, onlyOld] = [difference(fresh.words, old.words), difference(old.words, fresh.words)]
  if (isOneNumber(onlyFresh) && isOneNumber(onlyOld)) return 'contradicts'
  const isSameFrame = onlyFresh.length === 0 && onlyOld.length === 0
  if (isSameFrame) return compareValues(fresh, old)
  // Who lives neither in Rome nor in Bern says so twice.
  if (fresh.isDenial || old.isDenial) return undefined
  if (!(canBeValue(onlyFresh) && canBeValue(onlyOld))) return undefined
  return tellsSameFacet(fresh, old, { isSingleValued, onlyFresh, onlyOld }) ? 'contradicts' : undefined
}

/** In words: "two cats" and "three cats". */
function isOneNumber([word, ...others]: readonly TellingWord[]): boolean {
  return word !== undefined && others.length === 0 && possibleNumbers(word.stem).size > 0
}

/** The same words: what they differ in is days, numbers, a denial, or small words. */
function compareValues(fresh: SentenceParts, old: SentenceParts): SentenceRelation | undefined {
  const isEmpty = fresh.words.length + fresh.facets.size === 0
  if (isEmpty || !isSameOrder(fresh.words, old.words) || !canBeOfSameFacet(fresh, old)) return undefined
  if (fresh.isDenial !== old.isDenial) return isSameAmount(fresh, old) ? 'contradicts' : undefined
  const [dates, numbers] = [compareDates(fresh.dates, old.dates), compareNumbers(fresh.numbers, old.numbers)]
  if (dates === 'differ' || numbers === 'differ') return isToldTwice(dates, numbers, fresh) ? undefined : 'contradicts'
  if (dates === 'more' || numbers === 'more') return 'restates'
  if (isSameFunction(fresh.functionWords, old.functionWords) && isSameDirection(fresh, old)) return 'repeats'
  // "They" and "she" tell nothing anywhere else.
  return fresh.facets.has('pronouns') ? 'contradicts' : 'restates'
}

/** Another day and another amount: it happened twice. What is denied of two is denied twice. */
function isToldTwice(dates: Amounts, numbers: Amounts, { facets, isDenial }: SentenceParts): boolean {
  return isDenial || (dates === numbers && facets.size === 0)
}

/** "He likes me" is not "I like him", nor "I live with my parents" "my parents live with me". */
function isSameDirection(fresh: SentenceParts, old: SentenceParts): boolean {
  const [some, others] = [fresh, old].map(({ functionWords }) => [...new Set(functionWords)])
  const inBoth = (others ?? []).filter(word => some?.includes(word))
  return (some ?? []).filter(word => inBoth.includes(word)).every((word, place) => word === inBoth[place])
}

function isSameAmount(fresh: SentenceParts, old: SentenceParts): boolean {
  return compareDates(fresh.dates, old.dates) !== 'differ' && compareNumbers(fresh.numbers, old.numbers) !== 'differ'
}

interface Differences {
  readonly isSingleValued: boolean
  readonly onlyFresh: readonly TellingWord[]
  readonly onlyOld: readonly TellingWord[]
}

/** Whether both tell one facet of the same, and in the same way: who lives *with* Tom tells nothing of where. */
function tellsSameFacet(fresh: SentenceParts, old: SentenceParts, differences: Differences): boolean {
  const { isSingleValued, onlyFresh, onlyOld } = differences
  const [freshValue, oldValue] = [onlyFresh[0], onlyOld[0]]
  if (freshValue === undefined || oldValue === undefined) return false
  const isSamePlace = isSameFunction([freshValue.before], [oldValue.before])
  if (isSingleValued && isSamePlace && fresh.words.length + fresh.facets.size > onlyFresh.length) return true
  const shared = [...fresh.facets].filter(([facet]) => isSameFacet(facet, fresh, old))
  if (shared.some(([facet, word]) => old.facets.get(facet) !== word || isSamePlace)) return true
  return isIdentity(fresh, onlyFresh) && isIdentity(old, onlyOld)
}

/** "My dentist is Dr. Weber": a name behind "is", at the end, of somebody or something of the user's. */
function isIdentity({ words, length }: SentenceParts, values: readonly TellingWord[]): boolean {
  const [value] = values
  return (
    value !== undefined &&
    values.length === 1 &&
    (value.isName || /^[\p{sc=Han}\p{sc=Katakana}]+$/u.test(value.stem)) &&
    COPULAS.has(value.before) &&
    value.at >= length - 2 &&
    words.some(word => word !== value && (word.isPossessed || word.canBeSubject))
  )
}

/** Words that can be one value: a few, side by side, none of which is what the sentence is about. */
const MAX_VALUE_WORDS = 3

function canBeValue(words: readonly TellingWord[]): boolean {
  if (words.length === 0 || words.length > MAX_VALUE_WORDS) return false
  const isTogether = words.every((word, place) => place === 0 || isBeside(words[place - 1], word))
  return isTogether && words.every(word => !(word.canBeSubject || COMPANIONS.has(word.before)))
}

/** With a small word between at most, which says nothing of one about the other: "band is Muse" are two. */
function isBeside(word: TellingWord | undefined, next: TellingWord): boolean {
  const distance = next.at - (word?.at ?? 0)
  return distance === 1 || (distance === 2 && !(COPULAS.has(next.before) || next.before === PLACEHOLDER))
}

export function difference(words: readonly TellingWord[], others: readonly TellingWord[]): readonly TellingWord[] {
  const left = others.map(({ stem }) => stem)
  return words.filter(({ stem }) => {
    const place = left.indexOf(stem)
    if (place >= 0) left.splice(place, 1)
    return place < 0
  })
}

/** "Anna loves Tom" is not "Tom loves Anna". */
function isSameOrder(words: readonly TellingWord[], others: readonly TellingWord[]): boolean {
  return words.every(({ stem }, place) => others[place]?.stem === stem)
}

/** A number and a birthday of somebody are two things; where one of the sentences names no facet, it may be either. */
function canBeOfSameFacet(fresh: SentenceParts, old: SentenceParts): boolean {
  const [one, other] = [fresh, old].map(({ facets }) => new Set(facets.keys()))
  if (one === undefined || other === undefined) return false
  if (!one.isDisjointFrom(other)) return [...one.intersection(other)].some(facet => isSameFacet(facet, fresh, old))
  return fresh.words.length > 0 && (one.size === 0 || other.size === 0)
}

/** The facets whose words tell which of several they are: `Schuhgröße` and `Hosengröße`, a favourite food and a favourite book. */
const SEVERAL = new Set(['quality', 'favourite'])

/** Whether both sentences tell a facet, and the same one of it. */
export function isSameFacet(facet: string, fresh: SentenceParts, old: SentenceParts): boolean {
  const [word, other] = [fresh.facets.get(facet), old.facets.get(facet)]
  if (word === undefined || other === undefined) return false
  return !SEVERAL.has(facet) || stemOfFacet(word) === stemOfFacet(other)
}

/** `colour` and `color` are one, as are `favorite` and `favourite`. */
function stemOfFacet(word: string): string {
  return wordsOf(word.replaceAll('ou', 'o')).join(' ')
}

export type Amounts = 'same' | 'less' | 'more' | 'differ'

export function compareDates(fresh: readonly DateMention[], old: readonly DateMention[]): Amounts {
  if (fresh.length === 0) return old.length === 0 ? 'same' : 'less'
  if (old.length === 0) return 'more'
  const isMet = (one: DateMention) => old.some(other => isAmong(one, other) || isAmong(other, one))
  if (!fresh.every(isMet)) return 'differ'
  return fresh.every(one => old.some(other => isAmong(other, one))) ? 'same' : 'more'
}

/** Whether a date can lie in another, whichever years they mean. */
function isAmong(one: DateMention, other: DateMention): boolean {
  return one.ranges.some(range => other.ranges.some(wide => range.from >= wide.from && range.to <= wide.to))
}

export function compareNumbers(fresh: readonly NumberClaim[], old: readonly NumberClaim[]): Amounts {
  if (fresh.length === 0) return old.length === 0 ? 'same' : 'less'
  if (old.length === 0) return 'more'
  const has = (claims: readonly NumberClaim[], claim: NumberClaim) =>
    claims.some(other => other.some(value => claim.includes(value)))
  if (fresh.every(claim => has(old, claim))) return 'same'
  return old.every(claim => has(fresh, claim)) ? 'more' : 'differ'
}

/** Small words that two sentences may differ in and say the same: of the user, articles, "is", "has". */
const LIGHT = new Set([
  ...[...DETERMINERS, ...POSSESSIVES, ...COPULAS],
  ...`i m me user users s have has on in at of am im does st nd rd th em no na nos nas en à au aux nel nella w we v ve в во
    ich nutzer nutzerin habe hat bin ik heb heeft jag har jeg je j ai utilisateur utilisatrice yo tengo tiene soy usuario usuaria
    eu tenho tem sou usuário io ho ha utente я у меня пользователь 私 僕 俺 ユーザー が は の です ます だ いる います ある あり 我 的 有 了 用户
    나 저 나는 저는 내 제 사용자 사용자는`.split(/\s+/u),
  '',
])

export function isSameFunction(words: readonly string[], others: readonly string[]): boolean {
  const [some, more] = [new Set(words), new Set(others)]
  return [...some.symmetricDifference(more)].every(word => LIGHT.has(word))
}

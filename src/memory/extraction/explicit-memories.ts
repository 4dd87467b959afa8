import { isDeepStrictEqual } from 'node:util'
import { isInOwnWords } from '../knowledge/own-words.ts'
import { foldWords, isNameIn } from '../text/compare-names.ts'
import { normalizeText, occursIn, trimEnding } from '../text/normalize.ts'
import { claimedNumbers, isClaimIn } from '../text/numbers/numbers.ts'
import { findCapitalizedNames } from '../text/proper-nouns.ts'
import { isDenial } from '../text/qualifiers.ts'
import { keywordsIn, wordsOf } from '../text/words.ts'
import { type Fact, type FactId, USER_ENTITY } from '../types.ts'
import type { VerifiedFact } from './check-fact.ts'

/**
 * The fact that the user asked to be kept, in words of the same message that this one rests on: what the extraction model
 * makes of these words is kept already. Of the message "remember that my sister's birthday is 3 May" that is `my sister's
 * birthday is 3 May`, however the model's sentence puts it.
 */
export function findExplicitMemory(
  { text, quote, scope, sources }: Pick<Fact, 'text' | 'quote' | 'scope' | 'sources'>,
  present: readonly Fact[],
): Fact | undefined {
  const words = trimQuote(quote)
  return present.find(explicit => {
    if (explicit.asked !== 'message' || explicit.scope !== scope || explicit.sources[0] !== sources[0]) return false
    const said = trimQuote(explicit.text)
    // A longer quote can stand for something else that the message says.
    // What is in the user's own words has the words that ask for it as well.
    const isWhole = isInOwnWords({ text, quote }) || isInWordsOfText(text, said)
    return occursIn(words, said) || (occursIn(said, words) && isWhole)
  })
}

/**
 * What was asked to be kept, still in the user's words, with what they lack and the model found out: whom and what they
 * tell of, when, and which facts they replace, so that a later fact can replace them. The same object where that is
 * nothing; undefined where the model's sentence tells only a part of them: a name, a number or a denial is not in it.
 */
export function completeExplicitMemory(explicit: Fact, draft: Fact): Fact | undefined {
  if (!coversExplicitMemory(explicit, draft)) return undefined
  const kind = explicit.kind === 'personal' ? draft.kind : explicit.kind
  const subject = explicit.subject === USER_ENTITY ? draft.subject : explicit.subject
  const facet = explicit.facet ?? (subject === draft.subject ? draft.facet : undefined)
  const { eventAt, dateWords } = explicit.eventAt === undefined ? draft : explicit
  const replaces = [...new Set([...explicit.replaces, ...draft.replaces])].filter(id => id !== explicit.id)
  const whole: Fact = {
    ...explicit,
    ...{ kind, subject, replaces },
    ...(facet !== undefined && { facet }),
    ...(eventAt !== undefined && { eventAt }),
    ...(dateWords !== undefined && { dateWords }),
  }
  return isDeepStrictEqual(whole, explicit) ? explicit : { ...whole, near: draft.near }
}

/** Whether a fact brings something that words alone do not: by its facet another can replace it, or it replaces others. */
export function addsDetails({ facet, eventAt, replaces }: Fact): boolean {
  return facet !== undefined || eventAt !== undefined || replaces.length > 0
}

/** How many sentences an extraction makes of each fact that the user asked to be kept. */
export function countSentencesOfExplicit(
  verified: readonly VerifiedFact[],
  present: readonly Fact[],
): ReadonlyMap<FactId, number> {
  const sentences = verified.flatMap(({ text, quote, source, sources }) => {
    const explicit = findExplicitMemory({ text, quote, sources, scope: source.turn.scope }, present)
    return explicit === undefined ? [] : [{ id: explicit.id, sentence: normalizeText(text) }]
  })
  const byMemory = Map.groupBy(sentences, ({ id }) => id)
  return new Map([...byMemory].map(([id, all]) => [id, new Set(all.map(({ sentence }) => sentence)).size]))
}

function coversExplicitMemory(explicit: Fact, draft: Fact): boolean {
  const words = normalizeText(`${draft.text} ${draft.eventAt ?? ''}`)
  const numbers = new Set(claimedNumbers(words).flat())
  return (
    findCapitalizedNames(explicit.text).every(name => isNameIn(name, foldWords(words))) &&
    (draft.eventAt !== undefined || claimedNumbers(explicit.text).every(claim => isClaimIn(claim, numbers))) &&
    isDenial(explicit.text) === isDenial(draft.text)
  )
}

function isInWordsOfText(text: string, said: string): boolean {
  const words = new Set([...wordsOf(said), 'user'])
  return keywordsIn(wordsOf(text)).every(word => words.has(word))
}

function trimQuote(text: string): string {
  return trimEnding(normalizeText(text).replace(/^["' ]+/u, ''), /["' .!。]/u)
}

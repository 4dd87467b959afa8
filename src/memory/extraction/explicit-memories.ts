import { isDeepStrictEqual } from 'node:util'
import { isNegated } from '../text/negation.ts'
import { normalizeText, occursIn } from '../text/normalize.ts'
import { claimedNumbers } from '../text/numbers.ts'
import { findProperNouns } from '../text/proper-nouns.ts'
import { keywordsIn, wordsOf } from '../text/words.ts'
import { type Fact, USER_ENTITY } from '../types.ts'

/**
 * The fact that the user asked to be kept, in words of the same message that this one rests on: what the learner makes of
 * them is told already. Of the example "remember that my sister's birthday is 3 May" that is `my sister's birthday is
 * 3 May`, however the learner's sentence puts it.
 */
export function findExplicitMemory(
  { text, quote, scope, sources }: Pick<Fact, 'text' | 'quote' | 'scope' | 'sources'>,
  present: readonly Fact[],
): Fact | undefined {
  const words = trimQuote(quote)
  return present.find(asked => {
    if (asked.asked !== 'message' || asked.scope !== scope || asked.sources[0] !== sources[0]) return false
    const said = trimQuote(asked.text)
    // A quote of more than that can be there for something else that the message says.
    return occursIn(words, said) || (occursIn(said, words) && isInWordsOfText(text, said))
  })
}

/**
 * What was asked to be kept, in the user's words still, and with what they lack and the learner found out: whom and what
 * they tell of, when, and what they take the place of, so that a later word can take theirs. The same object where that is
 * nothing; undefined where the learner's sentence tells only a part of them: a name, a number or a denial is not in it.
 */
export function completeExplicitMemory(asked: Fact, draft: Fact): Fact | undefined {
  if (!coversExplicitMemory(asked, draft)) return undefined
  const kind = asked.kind === 'personal' ? draft.kind : asked.kind
  const subject = asked.subject === USER_ENTITY ? draft.subject : asked.subject
  const facet = asked.facet ?? (subject === draft.subject ? draft.facet : undefined)
  const eventAt = asked.eventAt ?? draft.eventAt
  const replaces = [...new Set([...asked.replaces, ...draft.replaces])].filter(id => id !== asked.id)
  const whole: Fact = {
    ...asked,
    ...{ kind, subject, replaces },
    ...(facet !== undefined && { facet }),
    ...(eventAt !== undefined && { eventAt }),
  }
  return isDeepStrictEqual(whole, asked) ? asked : { ...whole, near: draft.near }
}

/** Whether a fact brings something that the words alone do not: another takes its place by its facet, or it takes one's. */
export function addsDetails({ facet, eventAt, replaces }: Fact): boolean {
  return facet !== undefined || eventAt !== undefined || replaces.length > 0
}

function coversExplicitMemory(asked: Fact, draft: Fact): boolean {
  const told = normalizeText(`${draft.text} ${draft.eventAt ?? ''}`)
  const numbers = new Set(claimedNumbers(told))
  return (
    findProperNouns(asked.text, []).every(name => occursIn(name, told)) &&
    (draft.eventAt !== undefined || claimedNumbers(asked.text).every(number => numbers.has(number))) &&
    isNegated(asked.text) === isNegated(draft.text)
  )
}

function isInWordsOfText(text: string, said: string): boolean {
  const words = new Set([...wordsOf(said), 'user'])
  return keywordsIn(wordsOf(text)).every(word => words.has(word))
}

function trimQuote(text: string): string {
  return normalizeText(text).replace(/^["' ]+|["' .!。]+$/gu, '')
}

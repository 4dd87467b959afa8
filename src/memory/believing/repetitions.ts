import { plain, standsIn } from '../plain.ts'
import { keywordsIn, wordsOf } from '../recalling/words.ts'
import type { Fact, FactId } from '../types.ts'
import { denies } from './denials.ts'
import { namesIn } from './names.ts'
import { claimedNumbers } from './numbers.ts'

/** A known fact that was said again, and when. */
export interface Confirmed {
  readonly fact: FactId
  readonly saidAt: number
}

/** Cosine similarity from which on a sentence in words of a known one about the same subject says the same. */
const NEAR = 0.9

/** Leaves out the facts that only say again what a near known one says, which they confirm. Past facts must not be among the near ones. */
export function settleRepetitions(
  facts: readonly Fact[],
  nearest: ReadonlyMap<FactId, readonly { readonly fact: Fact; readonly similarity: number }[]>,
): { readonly facts: readonly Fact[]; readonly confirmed: readonly Confirmed[] } {
  const confirmed: Confirmed[] = []
  const fresh = facts.filter(fact => {
    const same = nearest
      .get(fact.id)
      ?.find(near => near.similarity >= NEAR && repeats(fact, near.fact) && isInWordsOf(fact, near.fact))
    if (same !== undefined) confirmed.push({ fact: same.fact.id, saidAt: fact.saidAt })
    return same === undefined
  })
  return { facts: fresh, confirmed }
}

/** A fact's words and day as they are compared: two that are equal in them say the same. */
export function sentence(fact: Comparable): string {
  const found = sentences.get(fact)
  if (found !== undefined) return found
  const words = `${plain(fact.text).replace(/[.!。]+$/u, '')} ${fact.eventAt ?? ''}`
  sentences.set(fact, words)
  return words
}

/** Facts never change, and are compared for every reply. */
const sentences = new WeakMap<Comparable, string>()

/**
 * Whether a fact can be a repetition of another one: no name, number or day of it is new, and neither denies what the
 * other says. Somebody else's word, or nearness, has to say that it is.
 */
export function repeats(fact: Repeating, other: Repeating): boolean {
  const said = plain(`${other.text} ${other.quote}`)
  const numbers = new Set(claimedNumbers(other.text))
  return (
    fact.subject === other.subject &&
    fact.scope === other.scope &&
    !fact.replaces.includes(other.id) &&
    (fact.eventAt === undefined || fact.eventAt === other.eventAt) &&
    namesIn(fact.text, []).every(name => standsIn(name, said)) &&
    claimedNumbers(fact.text).every(number => numbers.has(number)) &&
    denies(fact.text) === denies(other.text)
  )
}

type Comparable = Pick<Fact, 'text' | 'eventAt'>
type Repeating = Pick<Fact, 'id' | 'text' | 'quote' | 'subject' | 'scope' | 'eventAt' | 'replaces'>

/** Near vectors are not enough: `likes green tea` and `likes black tea` are near, and two. */
function isInWordsOf(fact: Fact, other: Fact): boolean {
  const words = new Set(wordsOf(`${other.text} ${other.quote}`))
  return keywordsIn(wordsOf(fact.text)).every(word => words.has(word))
}

import { normalizeText } from '../text/normalize.ts'
import type { Fact, FactKind } from '../types.ts'

/**
 * The facets of which a person or thing has one value at a time, by the names that the extraction model is told to use. Few
 * on purpose: where one is missing both values stay until the second look settles them, which is better than losing one
 * that still holds.
 */
export const singleValuedFacets: readonly string[] =
  'name, age, birthday, pronouns, home, employer, job, relationship status, time zone'.split(', ')

/** A facet in lower case, without the user before it, and at most 40 characters; undefined if it is empty. */
export function normalizeFacet(facet: string | undefined): string | undefined {
  const words = normalizeText(facet ?? '')
    .replace(/^(?:the )?user'?s? /u, '')
    .replace(/^(?:current|present|attr:) ?/u, '')
    .replace(/[_:]+/gu, ' ')
    .replace(/\bfavorite\b/gu, 'favourite')
    .trim()
    .slice(0, 40)
  return words === '' ? undefined : words
}

/** Whether only one value can hold at a time: that of the facets above, and what is somebody's favourite. */
export function isSingleValued(facet: string): boolean {
  return singleValuedFacets.includes(facet) || facet.startsWith('favourite ')
}

/** Kinds of facts that tell no present value: who plans, decides or promises to move has not moved yet. */
const UNREALIZED_KINDS: ReadonlySet<FactKind> = new Set(['plan', 'decision', 'promise', 'topic'])

/** The single-valued facet whose present value a fact tells, if it tells one. */
export function singleValuedFacetOf(fact: Pick<Fact, 'facet' | 'kind' | 'status'>): string | undefined {
  const { facet } = fact
  if (facet === undefined || !isSingleValued(facet)) return undefined
  return tellsPresent(fact) ? facet : undefined
}

/** Whether a fact tells what holds now. */
export function tellsPresent({ kind, status }: Pick<Fact, 'kind' | 'status'>): boolean {
  return status === undefined && !UNREALIZED_KINDS.has(kind)
}

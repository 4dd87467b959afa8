import { normalizeText } from '../text/normalize.ts'
import type { Fact, FactKind } from '../types.ts'

/**
 * Word list: facets of which a person or thing has one value at a time, with other words that models use for them. Short
 * on purpose: where a facet is missing both values stay, which is better than losing one that still holds.
 */
const SINGLE_VALUED_FACETS: Readonly<Record<string, readonly string[]>> = {
  name: ['first name', 'full name', 'own name', 'called', 'preferred name'],
  age: ['years old', 'current age'],
  birthday: ['birth date', 'birthdate', 'date of birth', 'born'],
  pronouns: [],
  home: ['residence', 'location', 'city', 'home city', 'lives in', 'living in', 'place of residence', 'current city'],
  employer: ['company', 'workplace', 'works at', 'works for', 'employment', 'place of work'],
  job: ['occupation', 'profession', 'job title', 'role', 'position', 'works as'],
  'relationship status': ['marital status', 'civil status'],
  'time zone': ['timezone'],
}

const FACET_BY_SYNONYM = new Map(
  Object.entries(SINGLE_VALUED_FACETS).flatMap(([facet, words]) => words.map(word => [word, facet])),
)

/** A facet by its usual name, in lower case and at most 40 characters; undefined if it is empty. */
export function normalizeFacet(facet: string | undefined): string | undefined {
  const words = normalizeText(facet ?? '')
    .replace(/^(?:the )?user'?s? /u, '')
    .replace(/^(?:current|present|attr:) ?/u, '')
    .replace(/[_:]+/gu, ' ')
    .replace(/\bfavorite\b/gu, 'favourite')
    .trim()
    .slice(0, 40)
  return words === '' ? undefined : (FACET_BY_SYNONYM.get(words) ?? words)
}

/** Whether only one value can hold at a time: that of the facets above, and what is somebody's favourite. */
export function isSingleValued(facet: string): boolean {
  return Object.hasOwn(SINGLE_VALUED_FACETS, facet) || facet.startsWith('favourite ')
}

/** Kinds of facts that tell no present value: who plans, decides or promises to move has not moved yet. */
const UNREALIZED_KINDS: ReadonlySet<FactKind> = new Set(['plan', 'decision', 'promise', 'topic'])

/** The single-valued facet whose present value a fact tells, if it tells one. */
export function singleValuedFacetOf(fact: Pick<Fact, 'facet' | 'kind' | 'status'>): string | undefined {
  const { facet, kind, status } = fact
  if (facet === undefined || !isSingleValued(facet)) return undefined
  return status === undefined && !UNREALIZED_KINDS.has(kind) ? facet : undefined
}

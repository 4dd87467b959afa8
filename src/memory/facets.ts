import { plain } from './plain.ts'
import type { Fact, FactKind } from './types.ts'

/**
 * Facets of which a person or thing has one at a time, with other words that models use for them.
 * Kept short on purpose: where something is missing both values stay, which is better than losing one that still holds.
 */
const SINGLE: Readonly<Record<string, readonly string[]>> = {
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

const MEANT = new Map(Object.entries(SINGLE).flatMap(([facet, words]) => words.map(word => [word, facet])))

/** A facet by its usual name, in lower case; undefined if there is nothing in it. At most 40 characters. */
export function normalFacet(facet: string | undefined): string | undefined {
  const words = plain(facet ?? '')
    .replace(/^(?:the )?user'?s? /u, '')
    .replace(/^(?:current|present|attr:) ?/u, '')
    .replace(/[_:]+/gu, ' ')
    .replace(/\bfavorite\b/gu, 'favourite')
    .trim()
    .slice(0, 40)
  return words === '' ? undefined : (MEANT.get(words) ?? words)
}

/** Whether only one value can hold at a time: those above, and what is somebody's favourite. */
export function isSingleValued(facet: string): boolean {
  return Object.hasOwn(SINGLE, facet) || facet.startsWith('favourite ')
}

/** Who plans, decides or promises to move has not moved yet. */
const NOT_YET: ReadonlySet<FactKind> = new Set(['plan', 'decision', 'promise', 'topic'])

/** The single-valued facet whose present value a fact tells, if it does; facts keep facets by their usual names. */
export function valuedFacet(fact: Pick<Fact, 'facet' | 'kind'>): string | undefined {
  const { facet, kind } = fact
  return facet !== undefined && isSingleValued(facet) && !NOT_YET.has(kind) ? facet : undefined
}

import { canonicalEntityIds } from '../knowledge/entity-matching.ts'
import { createDuplicateKey, type DuplicateKey, replacementsOf } from '../knowledge/facts.ts'
import { normalizeText } from '../text/normalize.ts'
import { type Fact, type FactId, type Knowledge, USER_ENTITY } from '../types.ts'
import { containsQuote, createMentionIndex, type MentionIndex } from './mentions.ts'

/**
 * The facts that go with some: those that say the same, under whichever scope and in other words too, and what all of
 * these took the place of, from the first on: it would hold again. Not what took their place. Oldest first, as known.
 */
export function withRelatedFacts(known: Knowledge, wanted: Iterable<Fact>): readonly Fact[] {
  const relatives = createRelations(known)
  const going = new Set(wanted)
  const said = new Set(going)
  for (const fact of going) {
    // What is past says again only what is past too: "Lisbon" before "Oslo" is not the "Lisbon" after it.
    const isSaid = said.has(fact)
    for (const twin of relatives.twins(fact)) if (isSaid || relatives.isPast(twin)) add(twin, isSaid)
    for (const other of relatives.saying(fact)) if (isSaid || relatives.isPast(other)) add(other, isSaid)
    for (const older of relatives.before(fact)) add(older, false)
  }
  return known.facts.filter(fact => going.has(fact))

  function add(fact: Fact, isSaid: boolean): void {
    if (isSaid && !said.has(fact)) {
      said.add(fact)
      going.delete(fact) // so that it is looked at again: more goes with it
    }
    going.add(fact)
  }
}

/** Facts with those that say the same in the same words. */
export function withDuplicates(known: Knowledge, wanted: Iterable<Fact>): readonly Fact[] {
  const alike = createDuplicateKey(known)
  const said = new Set([...wanted].map(alike))
  return said.size === 0 ? [] : known.facts.filter(fact => said.has(alike(fact)))
}

function createRelations(known: Knowledge) {
  const { facts, statements } = known
  const past = replacementsOf(known)
  const alike: DuplicateKey = createDuplicateKey(known)
  const same = canonicalEntityIds(statements)
  const byWords = Map.groupBy(facts, alike)
  const byId = new Map(facts.map(fact => [fact.id, fact]))
  const byFollower = Map.groupBy(past.keys(), (id: FactId) => past.get(id)?.id)
  let texts: MentionIndex | undefined

  return {
    isPast: ({ id }: Fact) => past.has(id),
    twins: (fact: Fact) => byWords.get(alike(fact)) ?? [],
    /** What says a fact in other words: of the same subject, or word by word. */
    saying(fact: Fact): readonly Fact[] {
      texts ??= createMentionIndex(facts.map(({ text }) => text))
      const places = texts.findMentions(fact)
      return places.flatMap(place => {
        const other = facts[place]
        return other !== undefined && (isOfSame(fact, other) || containsQuote(normalizeText(other.text), fact))
          ? [other]
          : []
      })
    },
    /** What a fact took the place of. */
    before(fact: Fact): readonly Fact[] {
      const named = fact.replaces.filter(id => past.has(id) && (byId.get(id)?.saidAt ?? Infinity) <= fact.saidAt)
      return [...named, ...(byFollower.get(fact.id) ?? [])].flatMap(id => byId.get(id) ?? [])
    },
  }

  /** "The user's sister lives in Oslo" is not of the user, whoever its subject is. */
  function isOfSame(one: Fact, other: Fact): boolean {
    const [a, b] = [one, other].map(({ subject }) => same.get(subject) ?? subject)
    return (
      a === b &&
      (a !== USER_ENTITY || POSSESSIVE.test(normalizeText(one.text)) === POSSESSIVE.test(normalizeText(other.text)))
    )
  }
}

const POSSESSIVE = /^(?:the user's|my) /u

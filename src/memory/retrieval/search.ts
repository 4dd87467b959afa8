import { activeFacts } from '../knowledge/active-facts.ts'
import { type Entity, entitiesOf } from '../knowledge/entities.ts'
import { factsOfCalled } from '../knowledge/people.ts'
import type { Overview } from '../ports/user-memory-store.ts'
import { isSameWord } from '../text/same-word.ts'
import { redactSecrets } from '../text/secrets.ts'
import { wordsOf } from '../text/words.ts'
import { type EntityId, type Fact, type FactId, type Knowledge, USER_ENTITY } from '../types.ts'
import { floorOf } from './floor/floor.ts'
import { mentionedEntities } from './mentioned-entities.ts'
import { type RecallDependencies, recallFacts } from './recall.ts'
import { factsSharingWords, tellingWords } from './shared-words.ts'

/** Facts that are near in meaning and share no word are so many at most: the more of them there are, the more are none. */
const MOST_BY_MEANING = 5
/** How many facts the index is asked for by meaning: a few of them count. */
const MOST_NEIGHBOURS = 50

/** What a search comes to, the best first in both. */
export interface FoundFacts {
  /** About what is asked for: they share a word with it, are about somebody or something that it names, or are near in meaning. */
  readonly matches: readonly Fact[]
  /** All the others: what is asked for may be among them in other words. */
  readonly others: readonly Fact[]
}

/**
 * The facts that some words are about, by the same recall as in chat, under every scope. While they can't be searched by
 * meaning, by their words alone.
 */
export async function searchFacts(
  about: string,
  { known }: Pick<Overview, 'known'>,
  means: RecallDependencies,
): Promise<FoundFacts> {
  const facts = activeFacts(known)
  const isHeld = new Set(facts)
  // Where there is room for all, recall orders them by their words alone: the worst is left out, and put back.
  const room = known.facts.length - 1
  const wanted = { question: about, known, visibleScopes: 'all' as const, room, cost: () => 1, withPast: true }
  const [recalled, near] = await Promise.all([recallFacts(wanted, means), factsNearIn(about, known, means)])
  const ranked = new Set(recalled.ranked.filter(fact => isHeld.has(fact)))
  const sharing = factsSharingWords(about, facts)
  const subjects = subjectsNamedIn(about, known)
  // "My sister" stands for Mia, and Mia for her.
  const called = factsOfCalled(about, known)
  const isMatch = (fact: Fact) => sharing.has(fact) || subjects.has(fact.subject) || called.has(fact)
  const all = [...ranked, ...facts.filter(fact => !ranked.has(fact))]
  const byMeaning = new Set(all.filter(fact => near.has(fact.id) && !isMatch(fact)).slice(0, MOST_BY_MEANING))
  return {
    matches: all.filter(fact => isMatch(fact) || byMeaning.has(fact)),
    others: all.filter(fact => !(isMatch(fact) || byMeaning.has(fact))),
  }
}

/** People and things that are called so, or are such: Luna, for “cat”. The user is not meant: all is about them. */
function subjectsNamedIn(about: string, known: Knowledge): ReadonlySet<EntityId> {
  const words = wordsOf(about)
  const wanted = tellingWords(words)
  const such = entitiesOf(known).filter(({ type }) => type !== undefined && containsAll(wanted, wordsOf(type)))
  const ids = [...mentionedEntities(words, known), ...such.flatMap(entity => entity.ids)]
  return new Set(ids.filter(id => id !== USER_ENTITY))
}

/**
 * The facts that are near enough in meaning, where that can be told. Where it can't, nothing is lost: they are among the
 * others.
 */
async function factsNearIn(
  about: string,
  { user, facts }: Knowledge,
  { embedder, index }: RecallDependencies,
): Promise<ReadonlySet<FactId>> {
  if (facts.length === 0 || about.trim() === '') return new Set()
  const [question] = (await embedder.embed([redactSecrets(about).toLowerCase()], 'query')) ?? []
  const floor = question && (await floorOf(embedder))
  if (question === undefined || floor === undefined) return new Set()
  const { point, nearness } = floor.sightOf(question)
  const limit = Math.min(facts.length, MOST_NEIGHBOURS)
  // Where the index is out of reach recall goes by words as well.
  const nearest = await index.nearest({ user, visibleScopes: 'all', point, limit }).catch(() => [])
  return new Set(nearest.flatMap(({ fact, similarity }) => (nearness(similarity) >= floor.least ? [fact] : [])))
}

/** The entities that some words are about: that they call by name, or that have all telling words in a name, in what they are or in a value. */
export function entitiesAbout(about: string, known: Knowledge): readonly Entity[] {
  const words = wordsOf(about)
  const named = mentionedEntities(words, known)
  const wanted = tellingWords(words)
  return entitiesOf(known).filter(({ ids, name, aliases, type, relation, attributes }) => {
    if (ids.some(id => named.has(id))) return true
    const texts = [name, ...aliases, type ?? '', relation ?? '', ...attributes.map(({ value }) => value)]
    return texts.some(text => containsAll(wanted, wordsOf(text)))
  })
}

function containsAll(wanted: readonly string[], words: readonly string[]): boolean {
  return wanted.length > 0 && wanted.every(word => words.some(other => isSameWord(word, other)))
}

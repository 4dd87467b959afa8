import { activeFacts } from '../knowledge/active-facts.ts'
import { type Entity, entitiesOf } from '../knowledge/entities.ts'
import type { Overview } from '../ports/user-memory-store.ts'
import { keywordsIn, wordsOf } from '../text/words.ts'
import type { Fact, Knowledge } from '../types.ts'
import { mentionedEntities } from './mentioned-entities.ts'
import { type RecallDependencies, recallFacts } from './recall.ts'

/** Of those that share no word with what is asked for only the nearest in meaning are worth a look. */
const MAX_WITHOUT_SHARED_WORDS = 5

/**
 * The facts that some words are about, by the same recall as in chat: best first, `most` at most, under every scope. While
 * they can't be searched by meaning, by their words alone.
 */
export async function searchFacts(
  about: string,
  { known }: Pick<Overview, 'known'>,
  means: RecallDependencies,
  most: number,
): Promise<readonly Fact[]> {
  const facts = activeFacts(known)
  const isHeld = new Set(facts)
  // Where there is room for all, recall orders them by their words alone: the worst is left out, and put back.
  const room = known.facts.length - 1
  const wanted = { question: about, known, visibleScopes: 'all' as const, room, cost: () => 1, withPast: true }
  const ranked = (await recallFacts(wanted, means)).ranked.filter(fact => isHeld.has(fact))
  const left = facts.filter(fact => !ranked.includes(fact))
  return dropUnrelated([...ranked, ...left], about, known).slice(0, most)
}

function dropUnrelated(found: readonly Fact[], about: string, known: Knowledge): readonly Fact[] {
  const words = wordsOf(about)
  const [wanted, named] = [new Set(keywordsIn(words)), mentionedEntities(words, known)]
  if (wanted.size === 0) return found
  const shares = ({ subject, text, quote }: Fact) =>
    named.has(subject) || wordsOf(`${text}\n${quote}`).some(word => wanted.has(word))
  const others = found.filter(fact => !shares(fact)).slice(MAX_WITHOUT_SHARED_WORDS)
  const isOver = new Set(others)
  return found.filter(fact => !isOver.has(fact))
}

/** The entities that some words are about: that they call by name, or that have all telling words in a name or a value. */
export function entitiesAbout(about: string, known: Knowledge): readonly Entity[] {
  const words = wordsOf(about)
  const named = mentionedEntities(words, known)
  const wanted = keywordsIn(words)
  return entitiesOf(known).filter(({ ids, name, aliases, relation, attributes }) => {
    if (ids.some(id => named.has(id))) return true
    const texts = [name, ...aliases, relation ?? '', ...attributes.map(({ value }) => value)]
    return wanted.length > 0 && texts.some(text => containsAll(wanted, new Set(wordsOf(text))))
  })
}

function containsAll(wanted: readonly string[], words: ReadonlySet<string>): boolean {
  return wanted.every(word => words.has(word))
}

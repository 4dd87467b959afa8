import { memoizeByObject } from '../memoize.ts'
import { type SentenceParts, type TellingWord, tellingWordsOf } from '../text/sentences/sentence-parts.ts'
import type { EntityId, Fact, Knowledge } from '../types.ts'
import { entitiesOf } from './entities.ts'
import { currentFacts } from './facts.ts'

/**
 * Somebody by all that they are called: by name, and by what they are to the user. Those whom the learner knows, and those of
 * whom the user's own sentences tell both ("my sister Mia"), which no model has read.
 */
export interface CalledPerson {
  /** None where only a sentence tells of them. */
  readonly ids: readonly EntityId[]
  /** The words of each name, as `TellingWord` has them. */
  readonly names: ReadonlySet<string>
  readonly relations: ReadonlySet<string>
}

/** The telling words of a fact, once for each. */
const wordsOfFact = memoizeByObject(({ text }: Pick<Fact, 'text'>) => tellingWordsOf(text))

/** Everybody and everything that the user told of, as far as is known. */
export const calledPeople = memoizeByObject((known: Knowledge): readonly CalledPerson[] => {
  const people: CalledPerson[] = entitiesOf(known)
    .filter(({ isUser }) => !isUser)
    .map(({ ids, name, aliases, relation }) => {
      const relations = new Set(relation === undefined ? [] : [stemsOf(relation)])
      const names = new Set([name, ...aliases].map(stemsOf)).difference(relations)
      return { ids, names, relations: relations.difference(new Set([''])) }
    })
  for (const { name, relation } of currentFacts(known).flatMap(fact => introductions(wordsOfFact(fact)))) {
    const at = people.findIndex(({ names }) => names.has(name))
    const { ids, names, relations } = people[at] ?? { ids: [], names: new Set([name]), relations: new Set() }
    people[at < 0 ? people.length : at] = { ids, names, relations: new Set([...relations, relation]) }
  }
  return people
})

/** "My sister Mia": what is the user's own, with its name right behind. */
function introductions(words: readonly TellingWord[]): readonly { readonly name: string; readonly relation: string }[] {
  return words.flatMap((word, place) => {
    const next = words[place + 1]
    const isIntroduced = word.isPossessed && !word.isName && next?.isName === true && next.at - word.at <= 2
    return isIntroduced ? [{ name: next.stem, relation: word.stem }] : []
  })
}

function stemsOf(name: string): string {
  return tellingWordsOf(name)
    .map(({ stem }) => stem)
    .join(' ')
}

/** A sentence in which everybody is called the same, however it calls them: `my sister` and `Mia` are one. */
export function withOneNameEach(parts: SentenceParts, people: readonly CalledPerson[]): SentenceParts {
  let { words } = parts
  for (const [number, person] of people.entries()) {
    const isAlone = (relation: string) => people.every(other => other === person || !other.relations.has(relation))
    for (const called of [...person.names, ...[...person.relations].filter(isAlone)]) {
      words = replaceStems(words, called, `@${number}`)
    }
  }
  return { ...parts, words: words.filter((word, place) => word.stem !== words[place - 1]?.stem) }
}

/** The place at which the words of a name stand, one behind the other; a name within a sentence is one word. */
function findStems(words: readonly TellingWord[], name: string): number | undefined {
  if (name === '') return undefined
  const place = words.findIndex((_, at) => lengthOfStems(words, at, name) > 0)
  return place < 0 ? undefined : place
}

function lengthOfStems(words: readonly TellingWord[], from: number, name: string): number {
  let told = ''
  for (let at = from; at < words.length && told.length < name.length; at += 1) {
    told = told === '' ? (words[at]?.stem ?? '') : `${told} ${words[at]?.stem}`
    if (told === name) return at - from + 1
  }
  return 0
}

function replaceStems(words: readonly TellingWord[], name: string, mark: string): readonly TellingWord[] {
  const at = findStems(words, name)
  const word = at === undefined ? undefined : words[at]
  if (at === undefined || word === undefined) return words
  return words.toSpliced(at, lengthOfStems(words, at, name), { ...word, stem: mark })
}

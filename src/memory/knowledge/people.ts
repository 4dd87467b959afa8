import { memoizeByObject } from '../memoize.ts'
import { COPULAS } from '../text/sentences/function-words.ts'
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
const wordsOfFact = memoizeByObject(({ text }: Pick<Fact, 'text'>) => wordsIn(text))

/** A `sister-in-law` is no sister, and a `dog-walker` no dog. */
function wordsIn(text: string): readonly TellingWord[] {
  return tellingWordsOf(text.replace(/(?<![\p{L}-])\p{Ll}+(?:-\p{Ll}+)+/gu, compound => compound.replaceAll('-', '')))
}

/** Everybody and everything that the user told of, as far as is known. */
export const calledPeople = memoizeByObject((known: Knowledge): readonly CalledPerson[] => {
  const people: CalledPerson[] = entitiesOf(known)
    .filter(({ isUser }) => !isUser)
    .map(({ ids, name, aliases, relation }) => {
      const relations = new Set(relation === undefined ? [] : [stemsOf(relation)])
      const names = new Set([name, ...aliases].map(stemsOf)).difference(relations)
      return { ids, names: withoutEmpty(names), relations: withoutEmpty(relations) }
    })
  for (const introduction of currentFacts(known).flatMap(fact => introductions(wordsOfFact(fact)))) {
    const at = people.findIndex(person => canBeIntroduced(person, introduction))
    const { ids, names, relations } = people[at] ?? { ids: [], names: new Set(), relations: new Set() }
    people[at < 0 ? people.length : at] = {
      ids,
      names: new Set([...names, introduction.name]),
      relations: new Set([...relations, introduction.relation]),
    }
  }
  return people
})

interface Introduction {
  readonly name: string
  readonly relation: string
}

/** Of that name, unless they are something else to the user; or what is meant, without a name so far. */
function canBeIntroduced({ names, relations }: CalledPerson, { name, relation }: Introduction): boolean {
  return names.size === 0
    ? relations.has(relation)
    : names.has(name) && (relations.size === 0 || relations.has(relation))
}

function withoutEmpty(words: ReadonlySet<string>): ReadonlySet<string> {
  return words.difference(new Set(['']))
}

/** "My sister Mia": what is the user's own, with its name right behind. */
function introductions(words: readonly TellingWord[]): readonly Introduction[] {
  return words.flatMap((word, place) => {
    const next = words[place + 1]
    const isIntroduced = word.isPossessed && !word.isName && next?.isName === true && next.at - word.at === 1
    return isIntroduced ? [{ name: next.stem, relation: word.stem }] : []
  })
}

function stemsOf(name: string): string {
  return wordsIn(name)
    .map(({ stem }) => stem)
    .join(' ')
}

/** Facts that tell of somebody without their name, by how surely they do. */
export interface FactsOfRelation {
  readonly surely: readonly Fact[]
  readonly perhaps: readonly Fact[]
}

/** The facts that tell of some people by what they are to the user ("my sister"), whoever the facts count as being about. */
export function factsByRelation(known: Knowledge, isMeant: (person: CalledPerson) => boolean): FactsOfRelation {
  const people = calledPeople(known)
  const meant = people.filter(person => person.relations.size > 0 && isMeant(person))
  const found = Map.groupBy(meant.length === 0 ? [] : known.facts, fact => {
    const certainties = meant.map(person => tellsOfRelation(wordsOfFact(fact), person, people))
    return (
      certainties.find(certainty => certainty === 'surely') ?? certainties.find(certainty => certainty !== undefined)
    )
  })
  return { surely: found.get('surely') ?? [], perhaps: found.get('perhaps') ?? [] }
}

/** The facts that call somebody by name or by what they are to the user whom some words call so, in either way. */
export function factsOfCalled(about: string, known: Knowledge): ReadonlySet<Fact> {
  const words = wordsIn(about)
  const isMeant = ({ names, relations }: CalledPerson) =>
    [...names, ...relations].some(called => findStems(words, called) !== undefined)
  const people = calledPeople(known).filter(isMeant)
  if (people.length === 0) return new Set()
  const { surely, perhaps } = factsByRelation(known, isMeant)
  const byRelation = new Set([...surely, ...perhaps])
  const isNamed = (fact: Fact) =>
    people.some(({ names }) => [...names].some(name => findStems(wordsOfFact(fact), name) !== undefined))
  return new Set(known.facts.filter(fact => byRelation.has(fact) || isNamed(fact)))
}

function tellsOfRelation(
  words: readonly TellingWord[],
  person: CalledPerson,
  people: readonly CalledPerson[],
): 'surely' | 'perhaps' | undefined {
  const found = [...person.relations].flatMap(relation => {
    const place = findStems(words, relation)
    return place === undefined ? [] : [{ relation, place, word: words[place] as TellingWord }]
  })
  // "Tom's sister" is somebody else's.
  const own = found.find(({ word }) => word.isPossessed || word.before !== 's')
  if (own === undefined || isOfSomebody(words, own.place)) return undefined
  const alike = people.filter(other => other !== person && other.relations.has(own.relation))
  const isOther = alike.some(({ names }) => [...names].some(name => findStems(words, name) !== undefined))
  if (isOther || isNamedOtherwise(words, own.place, person)) return undefined
  const isOwn = own.word.isPossessed || (own.word.canBeSubject && !mayBeOfNamed(words, own.place, person))
  return alike.length === 0 && isOwn ? 'surely' : 'perhaps'
}

/** Written between whose somebody is and who they are, in languages without spaces. */
const LINKS = new Set(['の', '的'])

/** "友達の妹" is somebody else's. */
function isOfSomebody(words: readonly TellingWord[], place: number): boolean {
  const [owner, word] = [words[place - 1], words[place]]
  return owner !== undefined && word !== undefined && LINKS.has(word.before) && word.at - owner.at === 2
}

/** "Die Schwester von Tom": a name with one small word between. */
function mayBeOfNamed(words: readonly TellingWord[], place: number, { names }: CalledPerson): boolean {
  const [word, next] = [words[place], words[place + 1]]
  if (word === undefined || next?.isName !== true || names.has(next.stem)) return false
  return next.at - word.at === 2 && !COPULAS.has(next.before)
}

/** "My sister Zoe" is not Mia. */
function isNamedOtherwise(words: readonly TellingWord[], place: number, { names }: CalledPerson): boolean {
  const [word, next] = [words[place], words[place + 1]]
  return next?.isName === true && next.at - (word?.at ?? 0) === 1 && names.size > 0 && !names.has(next.stem)
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

import { type Audience, isVisibleTo, type Scope } from '../../../src/memory/scope.ts'
import type { Fact } from '../../../src/memory/types.ts'
import { type Facet, isOfServer, type PlaceName, wordsIn } from './vocabulary.ts'

/** A message of the user's, as they and Discord know it. */
export interface Message {
  readonly id: string
  readonly place: PlaceName
  readonly saidAt: number
  /** Under which its answer is to be kept, as long as it has none. */
  ground: string | undefined
  /** The message that shows it. */
  answer: string | undefined
  /** At the user's wish, or on Discord: nothing that it comes to say is kept. */
  isGone: boolean
  /** On Discord: nothing rests on it any more. */
  isDeleted: boolean
}

/** Something told with a word of its own. */
export interface Value {
  readonly word: string
  readonly facet?: Facet
  /** Where it was told: a correction can be told elsewhere than it is heard. */
  readonly place: PlaceName
  readonly scope: Scope
  readonly saidAt: number
  /** The message that says it; none if a command did. */
  readonly message?: Message
  /** Words in whose place it was put. */
  replaces: readonly string[]
  /** `loose`: its message was deleted or has other words, but an answer to another one says it still. */
  state: 'waiting' | 'known' | 'gone' | 'loose'
}

/** What has to be known, by simple rules. */
export interface Model {
  readonly messages: Message[]
  readonly values: Value[]
  /** Which answers say a word: the messages that they answer. */
  readonly echoes: Map<string, Set<Message>>
  /** So many words were said. */
  words: number
}

export function emptyModel(): Model {
  return { messages: [], values: [], echoes: new Map(), words: 0 }
}

export function knownIn({ values }: Model): readonly Value[] {
  return values.filter(({ state }) => state === 'known')
}

/** What an audience is told to hold: not what is past for it, whoever else knows. */
export function currentFor(model: Model, audience: Audience): readonly Value[] {
  const heard = knownIn(model).filter(({ scope }) => isVisibleTo(scope, audience))
  const past = followers(heard)
  return heard.filter(value => !past.has(value))
}

/** What took the place of each value that is past: what was put there, or the next of the facet where there is one at a time. */
function followers(values: readonly Value[]): ReadonlyMap<Value, Value> {
  const inOrder = values.toSorted((a, b) => a.saidAt - b.saidAt)
  const found = new Map<Value, Value>()
  for (const [at, value] of inOrder.entries()) {
    const later = inOrder.slice(at + 1)
    const next = value.facet === 'pet' ? undefined : later.find(other => value.facet && other.facet === value.facet)
    const follower = later.find(({ replaces }) => replaces.includes(value.word)) ?? next
    if (follower !== undefined) found.set(value, follower)
  }
  return found
}

/** A value with all that it took the place of, from the first on: it would hold again. */
export function chainOf(model: Model, value: Value): readonly Value[] {
  const known = knownIn(model)
  const past = followers(known)
  const going = new Set([value])
  for (const one of going) {
    for (const older of known) {
      const isNamed = one.replaces.includes(older.word) && older.saidAt < one.saidAt
      if (isNamed || past.get(older) === one) going.add(older)
    }
  }
  return [...going]
}

/** Facts went at the user's wish: with their messages goes what these say and nobody has learned yet. */
export function forgetValues(model: Model, going: readonly Value[]): void {
  for (const value of going) {
    value.state = 'gone'
    if (value.message) forgetMessage(model, value.message)
  }
}

/** What was learned from it stays; an edit of it brings nothing back. */
export function forgetMessage({ values }: Model, message: Message): void {
  message.isGone = true
  for (const value of values) if (value.message === message && value.state === 'waiting') value.state = 'gone'
}

/** It was deleted, or says something else now: what rested on it goes. */
export function loseWords({ values, echoes }: Model, message: Message): void {
  for (const value of values) {
    if (value.message !== message || value.state === 'gone' || value.state === 'loose') continue
    const others = [...(echoes.get(value.word) ?? [])].filter(other => other !== message)
    value.state = others.length > 0 ? 'loose' : 'gone'
  }
}

/** A conversation goes with all that was said in it. */
export function forgetPlace(model: Model, place: PlaceName, goes: (value: Value) => boolean): void {
  for (const message of model.messages) if (message.place === place) forgetMessage(model, message)
  forgetValues(
    model,
    model.values.filter(
      value => value.state !== 'waiting' && (value.state === 'loose' ? value.place === place : goes(value)),
    ),
  )
}

/** What is said in a server, or is for it alone; not what the user wants to be heard everywhere. */
export function isServers({ scope, place }: Value): boolean {
  return isOfServer(scope) || (scope !== 'everywhere' && place !== 'dm')
}

/** Notes what the learner has kept since: which of the waiting values, and in the place of what. */
export function learned({ values }: Model, facts: readonly Fact[]): void {
  const words = new Map(facts.map(fact => [fact.id, wordsIn(fact.text)[0] ?? '']))
  const byWord = new Map(facts.map(fact => [words.get(fact.id), fact]))
  for (const value of values) {
    const fact = byWord.get(value.word)
    if (value.state !== 'waiting' || fact === undefined) continue
    value.state = 'known'
    value.replaces = fact.replaces.flatMap(id => words.get(id) ?? [])
  }
}

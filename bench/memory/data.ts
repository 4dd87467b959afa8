// People, and what they say and are remembered by, for bench/memory.ts: made up, of ordinary length.
import { randomBytes } from 'node:crypto'
import type { Embedder, Embedding } from '../../src/memory/ports/embedder.ts'
import type { NewFact } from '../../src/memory/ports/learning-store.ts'
import type { Question } from '../../src/memory/types.ts'

const DISCORD_EPOCH = 1_420_070_400_000
const POOL = 4096

const people = ['Ada', 'Ben', 'Carla', 'Dinh', 'Elif', 'Farid', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Kemal', 'Lucia']
const verbs = ['likes', 'bought', 'plans', 'remembers', 'repaired', 'painted', 'lost', 'found', 'borrowed', 'dreams of']
const kinds = [
  'an old',
  'a small',
  'a blue',
  'a loud',
  'a wooden',
  'a cheap',
  'a heavy',
  'a broken',
  'a famous',
  'a new',
]
const things = [
  'bicycle',
  'piano',
  'garden',
  'boat',
  'camera',
  'recipe',
  'library',
  'lamp',
  'tent',
  'map',
  'radio',
  'kite',
]
const places = [
  'Lisbon',
  'Oslo',
  'Kyoto',
  'Porto',
  'Quito',
  'Riga',
  'Sofia',
  'Tunis',
  'Utrecht',
  'Vienna',
  'York',
  'Zagreb',
]
const times = [
  'last summer',
  'in March',
  'on a Monday',
  'every winter',
  'years ago',
  'this spring',
  'before school',
  'at night',
]

let counted = 0

function one(words: readonly string[]): string {
  return words[Math.floor(Math.random() * words.length)] ?? ''
}

/** A Discord id of now, larger than all before it. */
export function newId(): string {
  counted += 1
  return ((BigInt(Date.now() - DISCORD_EPOCH) << 22n) + BigInt(counted)).toString()
}

/** Some seventy characters. */
export function sentence(): string {
  return `${one(people)} ${one(verbs)} ${one(kinds)} ${one(things)} in ${one(places)} ${one(times)}, near the ${one(things)} shop.`
}

export function questionOf(user: string, channel: string): Question {
  return { user, channel, id: newId(), scope: 'dm', text: `What about ${sentence()}`, saidAt: Date.now() }
}

/** A fact that rests on a question, with the words around it. */
export function factFrom(question: Question, dimensions: number): NewFact {
  const { channel, id, scope, saidAt } = question
  return {
    ...{
      id: randomBytes(8).toString('base64url'),
      text: sentence(),
      quote: sentence(),
      near: `${sentence()}\n${sentence()}`,
    },
    ...{ kind: 'topic', subject: 'user', facet: one(things), scope, saidAt, replaces: [], sources: [id], channel },
    ...{ confirmations: 0, embedding: anyPoint(dimensions) },
  }
}

let pool: Embedding[] = []

/** A point in some direction, of length one. */
export function anyPoint(dimensions: number): Embedding {
  if (pool.length === 0) pool = Array.from({ length: POOL }, () => randomPoint(dimensions))
  counted += 1
  return pool[counted % POOL] as Embedding
}

function randomPoint(dimensions: number): Embedding {
  const point = Float32Array.from({ length: dimensions }, () => Math.random() - Math.random())
  const length = Math.sqrt(point.reduce((sum, number) => sum + number * number, 0))
  return point.map(number => number / length)
}

/** Answers at once, so that what is measured is the memory beside it. */
export function instantEmbedder(dimensions: number): Embedder {
  return { embed: async texts => texts.map(() => anyPoint(dimensions)) }
}

import { currentFacts } from '../../../src/memory/knowledge/facts.ts'
import { snowflakeTime } from '../../../src/memory/turns.ts'
import type { Question } from '../../../src/memory/types.ts'
import { knownIn, loseWords, type Message } from './model.ts'
import { type Facet, type FacetValue, type PlaceName, places, scopeIn, sentenceOf, wordsIn } from './vocabulary.ts'
import { newId, type World } from './world.ts'

/** A word that nobody has said. */
export function newWord({ model }: World): string {
  model.words += 1
  return `zq${model.words}x`
}

export function saidIn(place: PlaceName, user: string) {
  const { channel, ...more } = places[place]
  return { conversation: { user, channel }, ...('guild' in more && { guild: more.guild }), scope: scopeIn(place) }
}

export async function say(world: World, place: PlaceName, text: string): Promise<Message> {
  const { conversation, ...more } = saidIn(place, world.user)
  const id = newId()
  const question: Question = { ...conversation, ...more, id, text, saidAt: snowflakeTime(id) }
  const snapshot = await world.process.store.keepQuestion(question, places[place].audience)
  if (snapshot === 'claimed') throw new Error('a new message was claimed before')
  const message: Message = {
    id,
    place,
    saidAt: question.saidAt,
    ground: snapshot.snapshotToken,
    answer: undefined,
    isGone: false,
    isDeleted: false,
  }
  world.model.messages.push(message)
  return message
}

/** Says something of each facet; the learner has yet to come. */
export async function tell(world: World, place: PlaceName, facets: readonly Facet[]): Promise<Message> {
  const told = facets.map(facet => ({ facet, word: newWord(world) }))
  const message = await say(world, place, sentenceOf(told))
  note(world, message, told)
  return message
}

function note({ model }: World, message: Message, told: readonly FacetValue[]): void {
  const { place, saidAt, isGone } = message
  const state = isGone ? 'gone' : 'waiting'
  for (const one of told) {
    model.values.push({ ...one, place, scope: scopeIn(place), saidAt, message, replaces: [], state })
  }
}

/** Answers with the newest thing that was told there, if the question stands. */
export async function answer(world: World, message: Message): Promise<void> {
  const { store } = world.process
  const { ground, place } = message
  if (ground === undefined) return
  message.ground = undefined
  const { user, model } = world
  const { channel, audience } = places[place]
  const question = { user, channel, id: message.id }
  const snapshot = await store.readSnapshot(question, audience)
  const newest = model.values.findLast(value => value.place === place && value.message && isSaid(value.state))
  const text = newest?.facet === undefined ? 'Well.' : `So your ${newest.facet} is ${newest.word}.`
  const facts = snapshot === 'gone' ? [] : currentFacts(snapshot.known).map(({ id }) => id)
  const trace = { facts, segments: [], window: [], lookups: 0 }
  const shown = newId()
  const outcome = await store.keepAnswer(
    question,
    ground,
    { text, saidAt: snowflakeTime(shown), messages: [shown] },
    trace,
  )
  const hasToBe = snapshot === 'gone' ? 'gone' : snapshot.snapshotToken === ground ? 'kept' : 'unkept'
  if (outcome !== hasToBe) throw new Error(`an answer is ${outcome}, and not ${hasToBe}`)
  if (outcome !== 'kept') return
  message.answer = shown
  for (const word of wordsIn(text)) model.echoes.set(word, (model.echoes.get(word) ?? new Set()).add(message))
}

/** The chat model failed. */
export async function giveUp({ process, user }: World, message: Message): Promise<void> {
  message.ground = undefined
  await process.store.releaseClaim({ user, channel: places[message.place].channel, id: message.id })
}

function isSaid(state: string): boolean {
  return state === 'waiting' || state === 'known'
}

/** Gives a message other words; as the newest one it is answered anew. */
export async function edit(world: World, message: Message, facets: readonly Facet[], isAnew: boolean): Promise<void> {
  const { store } = world.process
  const { channel, audience } = places[message.place]
  const question = { user: world.user, channel, id: message.id }
  const told = facets.map(facet => ({ facet, word: newWord(world) }))
  const reopened = isAnew ? await store.reopenQuestion(question, audience, sentenceOf(told)) : 'gone'
  if (typeof reopened === 'string') await store.editQuestion(question, audience, sentenceOf(told))
  loseWords(world.model, message)
  note(world, message, told)
  if (typeof reopened === 'string') return
  message.ground = reopened.snapshot.snapshotToken
  await answer(world, message)
}

export async function deleteMessage(world: World, message: Message): Promise<void> {
  await world.process.store.deleteMessage(message.id)
  loseWords(world.model, message)
  message.isGone = true
  message.isDeleted = true
}

/** Learns until nothing waits. */
export async function learn(world: World): Promise<void> {
  for (let run = 0; run < 20; run++) {
    await world.process.learn(world.user, { force: true })
    const { conversations } = await world.process.lessons.readBacklog(world.user)
    if (conversations.every(({ unlearned }) => unlearned === 0)) return
  }
  throw new Error(`the learner comes to no end; known: ${knownIn(world.model).length}`)
}

import { correctFact } from '../../../src/memory/editing/correct.ts'
import { type ExplicitMemory, type RememberResult, rememberVerbatim } from '../../../src/memory/editing/remember.ts'
import { planDeletion } from '../../../src/memory/forgetting/plan.ts'
import type { ForgetRequest, Overview } from '../../../src/memory/ports/user-memory-store.ts'
import { snowflakeTime } from '../../../src/memory/turns.ts'
import { newWord, saidIn, say } from './conversation-steps.ts'
import { chainOf, forgetMessage, forgetPlace, forgetValues, isServers, type Message, type Value } from './model.ts'
import { guild, type PlaceName, places, wordsIn } from './vocabulary.ts'
import { newId, type World } from './world.ts'

const settings = { maxFacts: 1000, maxEntities: 200 }

interface Remembering {
  readonly place: PlaceName
  readonly isEverywhere: boolean
  readonly asked: ExplicitMemory['asked']
}

/** `/remember`, or "Remember this" on a message of theirs that the learner finds nothing in. */
export async function remember(world: World, { place, isEverywhere, asked }: Remembering): Promise<void> {
  const word = newWord(world)
  const text = `I always carry ${word} with me`
  const message = asked === 'message' ? await say(world, place, text) : undefined
  const id = message?.id ?? newId()
  const said = { ...saidIn(place, world.user), text, id, asked, saidAt: snowflakeTime(id) }
  const scope = isEverywhere ? 'everywhere' : said.scope
  await keep(world, place, overview => rememberVerbatim({ ...said, scope }, overview, settings))
  world.model.values.push({
    ...{ word, place, scope, saidAt: said.saidAt, replaces: [], state: 'known' },
    ...(message && { message }),
  })
}

/** Puts other words in the place of something known, past or not. */
export async function correct(world: World, old: Value, place: PlaceName): Promise<void> {
  const { facet, scope } = old
  const word = newWord(world)
  const id = newId()
  const text = facet === undefined ? `I always carry ${word} with me` : `my ${facet} is ${word}`
  const said: ExplicitMemory = { ...saidIn(place, world.user), text, id, asked: 'command', saidAt: snowflakeTime(id) }
  const fact = await keep(world, place, overview => {
    const told = overview.known.facts.find(({ text }) => wordsIn(text).includes(old.word))
    if (told === undefined) throw new Error(`${old.word} is not known`)
    return correctFact(told, said, overview, settings)
  })
  world.model.values.push({
    ...{ word, place, scope, saidAt: fact.saidAt, replaces: [old.word], state: 'known' },
    ...(facet !== undefined && { facet }),
  })
}

async function keep({ process, user }: World, place: PlaceName, made: (overview: Overview) => RememberResult) {
  const kept = made(await process.own.readOverview({ user, channel: places[place].channel }))
  if (kept.kind === 'refused' || (await process.own.applyChange(user, kept.change)) === 'moved') {
    throw new Error('what the user asked for was not kept')
  }
  return kept.fact
}

/** Forgets what goes with a wish; then nothing of it is to be found. */
async function forget({ process, user }: World, request: ForgetRequest): Promise<void> {
  const { plan } = planDeletion(await process.own.readUserData(user), request)
  await process.own.forget(user, plan)
  const left = await process.own.countRemaining(user, plan)
  const { isEmpty } = planDeletion(await process.own.readUserData(user), request)
  if (left > 0 || !isEmpty) throw new Error(`${left} are left of what was forgotten, or more than was looked for`)
}

export async function forgetThing(world: World, value: Value): Promise<void> {
  const { known } = await world.process.own.readUserData(world.user)
  const facts = known.facts.filter(({ text }) => wordsIn(text).includes(value.word)).map(({ id }) => id)
  const going = chainOf(world.model, value)
  await forget(world, { kind: 'things', facts, entities: [] })
  forgetValues(world.model, going)
}

export async function forgetConversation(world: World, place: PlaceName): Promise<void> {
  await forget(world, { kind: 'conversation', channel: places[place].channel })
  forgetPlace(world.model, place, value => value.place === place)
}

/** The private channel was deleted, or the bot left the server. */
export async function forgetDeleted(world: World, place: 'server' | 'private'): Promise<void> {
  await forget(world, { kind: 'place', guild, ...(place === 'private' && { channel: places.private.channel }) })
  if (place === 'private') {
    const isKept = ({ scope, message }: Value) => scope === 'everywhere' && message === undefined
    forgetPlace(world.model, place, value => value.place === place && !isKept(value))
  } else for (const one of ['server', 'private'] as const) forgetPlace(world.model, one, isServers)
}

/** What was said since a message, and that one. */
export async function forgetSince(world: World, { saidAt: at }: Message): Promise<void> {
  const { model } = world
  await forget(world, { kind: 'since', at })
  for (const message of model.messages.filter(({ saidAt }) => saidAt >= at)) forgetMessage(model, message)
  forgetValues(
    model,
    model.values.filter(({ saidAt, state }) => saidAt >= at && state === 'known'),
  )
}

export async function forgetEverything({ process, user, model }: World): Promise<void> {
  await process.own.forgetEverything(user, newId())
  const left = await process.own.countRemaining(user, 'everything')
  if (left > 0) throw new Error(`${left} are left of everything`)
  for (const message of model.messages) forgetMessage(model, message)
  for (const value of model.values) value.state = 'gone'
}

import { isDoubt } from '../../../src/memory/knowledge/doubts.ts'
import { entitiesOf } from '../../../src/memory/knowledge/entities.ts'
import { currentFacts } from '../../../src/memory/knowledge/facts.ts'
import { type Audience, isVisibleTo } from '../../../src/memory/scope.ts'
import type { Knowledge, QuestionRef } from '../../../src/memory/types.ts'
import { currentFor, knownIn, type Value } from './model.ts'
import { runStep } from './run-step.ts'
import type { Step } from './steps.ts'
import { audiences, places, wordsIn } from './vocabulary.ts'
import { endWorld, newWorld, type Place, readAllContent, type World } from './world.ts'

/** Compares what is with what has to be. */
type Check = (is: unknown, hasToBe: unknown) => void

/** Takes one step after another, and looks at everything after each. */
export async function playAndCheck(steps: readonly Step[], check: Check, place?: Place): Promise<void> {
  const world = newWorld(place)
  try {
    for (const step of steps) {
      await runStep(world, step, () => nothingGoneIsLeft(world, check))
      if (step.kind === 'forgetEverything') await nothingElseIsLeft(world, check)
      if (step.kind === 'learn' || step.kind === 'learnAmid') await nothingWaits(world, check)
      await nothingGoneIsLeft(world, check)
      await allTheRestIsKnown(world, check)
    }
  } finally {
    await endWorld(world)
  }
}

/** What was deleted or forgotten stands under no key, and is handed to nobody. */
async function nothingGoneIsLeft(world: World, check: Check): Promise<void> {
  const { process, user, model } = world
  const gone = wordsOf(model.values.filter(({ state }) => state === 'gone'))
  const kept = [
    ...(await readAllContent(world)),
    ['holdings', await process.own.readUserData(user)],
    ['rejected', await process.own.readRejectedQuotes(user)],
  ] as const
  const left = kept.map(([key, value]) => ({ key, words: wordsIn(`${key} ${JSON.stringify(value)}`) }))
  check(
    left.filter(({ words }) => words.some(word => gone.has(word))),
    [],
  )
}

/** After everything was forgotten: the epoch and since when, and that messages are gone. */
async function nothingElseIsLeft(world: World, check: Check): Promise<void> {
  const { redis, keys, user } = world
  const names = [...(await readAllContent(world))].filter(
    ([key, value]) => !(key.startsWith('message:') && value === ''),
  )
  check(
    names.map(([key]) => key),
    [`user:{${user}}`],
  )
  check(await redis.hkeys(keys.user(user)), ['epoch', 'forgottenTo'])
}

async function nothingWaits({ process, user, model }: World, check: Check): Promise<void> {
  const { unlearned } = await process.own.readOverview({ user, channel: places.dm.channel })
  check([unlearned, model.values.filter(({ state }) => state === 'waiting')], [0, []])
}

/** What was learned or kept and not taken away since is known, once each, to whoever may hear it and to nobody else. */
async function allTheRestIsKnown({ process, user, model }: World, check: Check): Promise<void> {
  const { known } = await process.own.readOverview({ user, channel: places.dm.channel })
  check(told(known.facts), [...wordsOf(knownIn(model))].sort())
  isToldTo({ kind: 'user' }, known)
  const facts = new Set(known.facts.map(({ id }) => id))
  const deleted = new Set(model.messages.flatMap(({ id, isDeleted }) => (isDeleted ? [id] : [])))
  const doubts = known.statements.filter(isDoubt)
  check(
    doubts.filter(({ fact = '', sources }) => !facts.has(fact) || sources.some(source => deleted.has(source))),
    [],
  )
  const question = await standingQuestion({ process, user })
  for (const audience of audiences) {
    const snapshot = question && (await process.store.readSnapshot(question, audience))
    if (snapshot === undefined || snapshot === 'gone') continue
    isToldTo(audience, snapshot.known)
    const secret = wordsOf(model.values.filter(({ scope }) => !isVisibleTo(scope, audience)))
    check(
      wordsIn(JSON.stringify(snapshot)).filter(word => secret.has(word)),
      [],
    )
  }
  check(process.problems, [])

  function isToldTo(audience: Audience, known: Knowledge): void {
    const current = wordsOf(currentFor(model, audience))
    check(told(currentFacts(known)), [...current].sort())
    const unheard = known.statements.filter(said => isDoubt(said) && !isVisibleTo(said.scope, audience))
    check(unheard, [])
    const profile = entitiesOf(known).flatMap(({ attributes }) => attributes.map(({ value }) => value))
    check(
      profile.filter(word => !current.has(word)),
      [],
    )
  }
}

/** Any question that is in its log still. */
async function standingQuestion({ process, user }: Pick<World, 'process' | 'user'>): Promise<QuestionRef | undefined> {
  const { conversations } = await process.own.readUserData(user)
  const turns = conversations.flatMap(({ channel, turns }) =>
    turns.map(({ role, id }) => ({ role, user, channel, id })),
  )
  return turns.find(({ role }) => role === 'user')
}

function told(facts: Knowledge['facts']): readonly string[] {
  return facts.flatMap(({ text }) => wordsIn(text)).sort()
}

function wordsOf(values: readonly Value[]): ReadonlySet<string> {
  return new Set(values.map(({ word }) => word))
}

import { describe, expect, test } from 'vitest'
import { nextLearningPlan } from '../../../src/memory/learning/plan.ts'
import { prepareExtraction } from '../../../src/memory/learning/request.ts'
import { recallFacts } from '../../../src/memory/retrieval/recall.ts'
import { type Audience, isVisibleTo, type Scope, scopeOfAudience, visibleScopes } from '../../../src/memory/scope.ts'
import type { CoveringSummary, Fact, Knowledge, Statement, Turn } from '../../../src/memory/types.ts'
import { byteCounter } from '../../../src/prompt/tokens/counter.ts'
import { KnowledgeTable } from '../../../src/redis/records/knowledge.ts'
import { parseSnapshot } from '../../../src/redis/records/snapshot.ts'
import { fc, runs } from '../../support/property.ts'
import {
  audienceAt,
  hasEverything,
  type Member,
  members,
  type PlaceRef,
  placesOf,
  readingsOf,
  type ServerState,
  type ServerWorld,
  serverWorld,
} from '../support/server-worlds.ts'

/** Something that was said: where, when, and under which scope it is kept. */
interface Said {
  readonly at: PlaceRef
  readonly state: ServerState
  readonly scope: Scope
  /** Its words, by which it is found again. */
  readonly word: string
}

const WORLDS = runs(400)

describe('whatever is told in a place', () => {
  test('was readable, when it was said, by everybody who can read that place now', async () => {
    await fc.assert(
      fc.asyncProperty(serverWorld, async world => {
        const { said, now } = live(world)
        const memory = memoryOf(said)
        for (const here of placesOf(world)) {
          for (const [reader, told] of Object.entries(await readAs(audienceAt(world, now, here), memory))) {
            for (const one of said.filter(({ word }) => told.includes(word))) {
              expect([reader, findOutsider(world, one, here, now)]).toEqual([reader, undefined])
            }
          }
        }
      }),
      WORLDS,
    )
  })

  test('to the learner was readable, when it was said, by everybody who can read what is learned', async () => {
    await fc.assert(
      fc.asyncProperty(serverWorld, async world => {
        const { said } = live(world)
        for (const [learnedFrom, told] of await learn(said)) {
          for (const learned of said.filter(({ word }) => learnedFrom.includes(word))) {
            for (const one of said.filter(({ word }) => told.includes(word))) {
              expect(findOutsider(world, one, learned.at, learned.state)).toBeUndefined()
            }
          }
        }
      }),
      WORLDS,
    )
  })
})

test('what everybody who can read one place could read in another is told there, as long as nothing changes', () => {
  fc.assert(
    fc.property(serverWorld, world => {
      const { begin } = world
      if (members.every(one => hasEverything(begin, one))) return
      for (const { there, here } of comparablePlaces(world)) {
        const scope = scopeOfAudience(audienceAt(world, begin, there)) ?? 'dm'
        const mayHear = findOutsider(world, { at: there, state: begin }, here, begin) === undefined
        expect(isVisibleTo(scope, audienceAt(world, begin, here))).toBe(mayHear)
      }
    }),
    WORLDS,
  )
})

/**
 * Places of which roles and overwrites tell all: not private threads, as nobody knows whom those let in, nor channels whose
 * history not all may read, and not whether administrators are adults.
 */
function comparablePlaces(world: ServerWorld): readonly { readonly there: PlaceRef; readonly here: PlaceRef }[] {
  const { begin } = world
  const places = placesOf(world).filter(place => isPublic(world, place))
  const told = places.filter(place => {
    const { now, later } = readingsOf(world, begin, place)
    return now.isSubsetOf(later)
  })
  return told
    .flatMap(there => places.map(here => ({ there, here })))
    .filter(({ there, here }) => !isAgeRestricted(begin, there) || isAgeRestricted(begin, here))
}

/** Lets everything happen, and keeps what is said under the scope of that moment. */
function live(world: ServerWorld): { readonly said: readonly Said[]; readonly now: ServerState } {
  const places = placesOf(world)
  const said: Said[] = []
  let now = world.begin
  for (const event of world.events) {
    if ('becomes' in event) now = event.becomes(now)
    else if (places.length > 0) {
      const at = places[event.says % places.length] as PlaceRef
      const scope = scopeOfAudience(audienceAt(world, now, at)) ?? 'dm'
      said.push({ at, state: now, scope, word: `word${said.length}x` })
    }
  }
  return { said, now }
}

/**
 * Somebody who can read `here` now and could not read what was said when it was said; undefined if there is nobody. Who has
 * everything never counts. In the very place where it was said it is enough to have been there.
 */
function findOutsider(
  world: ServerWorld,
  { at, state }: Pick<Said, 'at' | 'state'>,
  here: PlaceRef,
  now: ServerState,
): Member | undefined {
  const isSamePlace = at.channel === here.channel && isPublic(world, at) && isPublic(world, here)
  const isSame = isSamePlace || (at.channel === here.channel && at.thread === here.thread)
  const [reads, could] = [readingsOf(world, now, here), readingsOf(world, state, at)]
  const outsiders = isSame
    ? reads.now.difference(could.now).union(reads.later.difference(could.later))
    : reads.now.difference(could.later)
  return outsiders.values().find(member => !hasEverything(now, member))
}

function isAgeRestricted({ channels }: ServerState, { channel }: PlaceRef): boolean {
  return channels[channel]?.isAgeRestricted === true
}

/** A channel and its public threads are one place. */
function isPublic({ threads }: ServerWorld, { thread }: PlaceRef): boolean {
  return thread === undefined || threads[thread]?.isPrivate !== true
}

interface Memory {
  readonly turns: readonly Turn[]
  readonly summaries: readonly CoveringSummary[]
  readonly known: Knowledge
}

/** Each thing that was said as a turn, a summary, a fact and a statement. */
function memoryOf(said: readonly Said[]): Memory {
  const facts = said.map(
    ({ scope, word }, at): Fact => ({
      ...{ id: `f${at}`, text: `fact ${word}`, quote: '', kind: 'personal', subject: 'user', scope, saidAt: at },
      ...{ replaces: [], sources: [String(at + 1)], channel: '1', guild: '100', confirmations: 0, near: '' },
    }),
  )
  const statements = said.map(
    ({ scope, word }, at): Statement => ({
      ...{ entity: 'user', field: `attr:hobby:${word}`, value: word, scope, saidAt: at, sources: [String(at + 1)] },
    }),
  )
  return {
    turns: said.map(({ scope, word }, at) => ({
      ...{ role: 'user', id: String(at + 1), text: `turn ${word}`, saidAt: at, scope, rev: 0 },
    })),
    summaries: said.map(({ scope, word }, at) => ({
      ...{ id: `s${at}`, text: `summary ${word}`, scope, from: at, to: at, covers: [] },
    })),
    known: { user: '9', facts, statements },
  }
}

/** What each reader of memory gives to an answer, by its name. */
async function readAs(audience: Audience, { turns, summaries, known }: Memory): Promise<Record<string, string>> {
  const table = new KnowledgeTable(known, new Map())
  const pairs = <T>(list: readonly T[], name: (one: T) => string) =>
    list.flatMap(one => [name(one), JSON.stringify(one)])
  // As a store gives it that picks nothing out.
  const snapshot = parseSnapshot(
    [
      ...([
        'e',
        pairs(turns.toReversed(), ({ id }) => `q:${id}`),
        pairs(summaries, ({ id }) => `segment:${id.slice(1)}`),
      ] as const),
      ...([['1'], ['', '', '', ''], 'kept', 't', ''] as const),
    ] as never,
    { table, audience, windowSize: 40 },
    kind => {
      throw new Error(kind)
    },
  )
  const asked: string[] = []
  await recallFacts(
    {
      ...{ question: 'what', known, room: 1, cost: () => 2 },
      visibleScopes: visibleScopes(known.facts, audience),
    },
    {
      embedder: { embed: async () => [new Float32Array([1])] },
      index: {
        async nearest({ visibleScopes: scopes }) {
          const found = known.facts.filter(({ scope }) => scopes === 'all' || scopes.includes(scope))
          asked.push(...found.map(({ text }) => text))
          return []
        },
      },
      now: () => 0,
    },
  )
  return {
    facts: JSON.stringify(snapshot.known.facts),
    statements: JSON.stringify(snapshot.known.statements),
    window: JSON.stringify(snapshot.window),
    summaries: JSON.stringify(snapshot.summaries),
    index: asked.join(),
  }
}

/** What the learner is shown in its calls, with the words of what it learns from. */
async function learn(said: readonly Said[]): Promise<readonly (readonly [string, string])[]> {
  const { turns, known } = memoryOf(said)
  const table = new KnowledgeTable(known, new Map())
  const shown: (readonly [string, string])[] = []
  for (const at of said.keys()) {
    const input = {
      ...{ user: '9', channel: '1', guild: '100', epoch: 'e', factsVersion: '1', relearn: [], turns, summaries: [] },
      ...{ pendingAnswers: [], retryStates: {}, ...(at > 0 && { learnedTo: `q:${at}` as const }) },
      knowledgeFor: (audience: Audience) => table.visibleTo(audience),
    }
    const due = { now: 9, isForced: true, isLeft: false, lastSaidAt: 0, restingParts: new Set<never>() }
    const plan = nextLearningPlan(input, due, settings, byteCounter)
    if (plan === undefined) continue
    const dependencies = {
      index: { nearest: async () => [] },
      embedder: { embed: async () => undefined },
      now: () => 0,
    }
    const { request } = await prepareExtraction(input, plan, { ...dependencies, timeZone: 'UTC', counter: byteCounter })
    const learnedFrom = request.turns.filter(({ number }) => request.learnFrom.includes(number))
    const parts = [learnedFrom, [request.turns, request.facts, request.entities]].map(part => JSON.stringify(part))
    shown.push([parts[0] ?? '', parts[1] ?? ''])
  }
  return shown
}

const settings = {
  ...{ learnDelayMs: 0, learnBatch: 10, windowMessages: 40, summaryKeep: 10, summaryTokens: 500 },
  ...{ maxFacts: 100, maxEntities: 100 },
} as never

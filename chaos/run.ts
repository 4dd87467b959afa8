import { setTimeout as sleep } from 'node:timers/promises'
import { faults } from './faults/all.ts'
import type { HomeKind } from './home/home.ts'
import { isLearning, readRemembered } from './memory.ts'
import { judge } from './oracle/judge.ts'
import { PEOPLE, People, PLACES } from './people.ts'
import { type ChaosReport, makeReport } from './report.ts'
import { type FaultKind, faultKinds, faultKindsIn, makeSchedule, type PlannedFault } from './schedule.ts'
import { type ChaosWorld, openChaosWorld } from './world.ts'

export interface ChaosOptions {
  readonly seed: number
  /** How long people talk and things break, in milliseconds. */
  readonly ms: number
  /** How many of the bot. */
  readonly processes: number
  /** Into how many the bot is divided; each process serves some of them, or everything where there is one, as if not given. */
  readonly shards?: number
  /** How many learn apart; the bot learns itself if not given. */
  readonly learners?: number
  /** What the bot would run for itself here, if not given. */
  readonly home?: HomeKind
  /** If not given, some on each of several servers, and else one. */
  readonly cells?: number
  /** All that there can be if not given. */
  readonly kinds?: readonly FaultKind[]
}

/** On servers of which each is to have some. */
const usualCells: { readonly [kind in HomeKind]?: number } = { servers: 6, cluster: 4 }

/** What is not answered so long after the last fault never will be: a lease runs out, a sweep comes by, what was left is a minute old. */
const MOST_REST_MS = 160_000
/** What waits for Redis in a process is told at its next sweep: until then nobody sees that there is something to learn. */
const TELLING_MS = 6000
const LOOK_MS = 500

/** Lets people talk to real processes while things break, waits until all has come to rest, and looks whether all is as it must be. */
export async function runChaos(given: ChaosOptions): Promise<ChaosReport> {
  const { seed, ms, processes, shards = 1, learners = 0, home = 'own', cells = usualCells[home] ?? 1 } = given
  const { kinds = faultKindsIn(home) } = given
  const options = { seed, ms, processes, shards, learners, home, cells }
  const schedule = makeSchedule({ seed, ms, processes: processes + learners, people: PEOPLE, places: PLACES, kinds })
  const world = await openChaosWorld(options)
  try {
    const people = new People(world)
    const begun = performance.now()
    const at = async (ms: number) => void (await sleep(Math.max(0, begun + ms - performance.now())))
    const busy = new Set<string>()
    await Promise.all([
      ...schedule.deeds.map(async deed => {
        await at(deed.at)
        await people.perform(deed)
      }),
      ...schedule.faults.map(async fault => {
        await at(fault.at)
        await breakAndMend(world, fault, busy)
      }),
    ])
    await comeToRest(world)
    await Promise.all(world.seats.map(seat => seat.end()))
    return makeReport(options, world.history, await readRemembered(world.home))
  } finally {
    await world.close()
  }
}

/** A fault that finds its thing still broken by an earlier one is left out: to mend one takes as long as it takes. */
async function breakAndMend(world: ChaosWorld, planned: PlannedFault, busy: Set<string>): Promise<void> {
  const { kind, lastsMs } = planned
  const { subject } = faultKinds[kind]
  const isOfProcess = subject === 'process' || subject === 'clock'
  const thing = isOfProcess ? `process ${planned.process}` : subject
  if (busy.has(thing)) return
  busy.add(thing)
  const news = { kind: 'fault', fault: kind, process: isOfProcess ? planned.process : undefined } as const
  world.tell({ ...news, isOver: false })
  const mend = await faults[kind](world, planned)
  await sleep(lastsMs)
  await mend()
  world.tell({ ...news, isOver: true })
  busy.delete(thing)
}

async function comeToRest({ history, home }: ChaosWorld): Promise<void> {
  const end = performance.now() + MOST_REST_MS
  await sleep(TELLING_MS)
  const isOpen = () => judge(history).some(({ kind }) => kind === 'unanswered' || kind === 'torn')
  while ((isOpen() || (await isLearning(home))) && performance.now() < end) await sleep(LOOK_MS)
}

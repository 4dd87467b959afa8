import type { HomeKind } from './home/home.ts'
import { createRandom, type Random } from './random.ts'

interface FaultTerms {
  readonly subject: string
  /** How long it lasts at least and at most. */
  readonly seconds: readonly [number, number]
  /** Where alone there can be such a fault; everywhere if not given. */
  readonly home?: HomeKind
}

/** Every fault there is, and what it is done to. */
export const faultKinds = {
  'process ended in order': { subject: 'process', seconds: [0, 6] },
  'process killed': { subject: 'process', seconds: [0, 6] },
  'process frozen': { subject: 'process', seconds: [2, 20] },
  'gateway session lost, resumable': { subject: 'gateway', seconds: [0, 1] },
  'gateway session lost, invalid': { subject: 'gateway', seconds: [0, 1] },
  'gateway asks to reconnect': { subject: 'gateway', seconds: [0, 1] },
  'Redis killed': { subject: 'redis', seconds: [0, 6] },
  'Redis restarted': { subject: 'redis', seconds: [0, 6] },
  'Redis paused': { subject: 'redis', seconds: [1, 12] },
  'Redis full': { subject: 'redis', seconds: [2, 8] },
  'Redis answers lost': { subject: 'redis', seconds: [1, 3] },
  'Redis failed over': { subject: 'redis', seconds: [0, 1], home: 'cluster' },
  'REST 500': { subject: 'rest', seconds: [1, 6] },
  'REST 429': { subject: 'rest', seconds: [1, 4] },
  'REST slow': { subject: 'rest', seconds: [2, 6] },
  'REST timeout': { subject: 'rest', seconds: [4, 20] },
  'REST answer lost': { subject: 'rest', seconds: [1, 4] },
  'model slow': { subject: 'model', seconds: [2, 8] },
  'model torn': { subject: 'model', seconds: [2, 6] },
  'model failing': { subject: 'model', seconds: [2, 6] },
  'model silent': { subject: 'model', seconds: [2, 8] },
  'clock set forward': { subject: 'clock', seconds: [1, 8] },
  'clock set back': { subject: 'clock', seconds: [1, 8] },
} as const satisfies Record<string, FaultTerms>

export type FaultKind = keyof typeof faultKinds
const allKinds = Object.keys(faultKinds) as FaultKind[]

/** The faults that there can be in a home. */
export function faultKindsIn(home: HomeKind): FaultKind[] {
  const isPossible = ({ home: only }: FaultTerms) => only === undefined || only === home
  return allKinds.filter(kind => isPossible(faultKinds[kind]))
}

/** Milliseconds since the beginning, as everywhere in a schedule. */
export interface PlannedFault {
  readonly at: number
  readonly kind: FaultKind
  readonly lastsMs: number
  /** Which of the processes, where it is done to one. */
  readonly process: number
}

/** What somebody does, by their number and that of the place. */
export interface PlannedDeed {
  readonly at: number
  readonly person: number
  readonly place: number
  readonly kind: 'asks' | 'asks at length' | 'asks twice' | 'edits' | 'deletes' | 'forgets everything'
}

export interface Schedule {
  readonly faults: readonly PlannedFault[]
  readonly deeds: readonly PlannedDeed[]
}

export interface ScheduleOptions {
  readonly seed: number
  readonly ms: number
  readonly processes: number
  readonly people: number
  /** How many places each of them may talk in. */
  readonly places: number
  readonly kinds?: readonly FaultKind[]
}

/** Before the first fault, and between one and the next. */
const [SHORTEST_GAP_MS, LONGEST_GAP_MS] = [500, 3500]
/** Between two faults of the same thing: it comes to itself. */
const PAUSE_MS = 1500
const [SHORTEST_TALK_MS, LONGEST_TALK_MS] = [100, 1500]

/** Chooses everything that happens in a run; the same for the same seed. No two faults of one thing are there at the same time. */
export function makeSchedule(options: ScheduleOptions): Schedule {
  const random = createRandom(options.seed)
  return { faults: planFaults(random, options), deeds: planDeeds(random, options) }
}

function planFaults(random: Random, { ms, processes, kinds = allKinds }: ScheduleOptions): PlannedFault[] {
  const faults: PlannedFault[] = []
  const freeAt = new Map<string, number>()
  let deck: FaultKind[] = []
  for (
    let at = random.between(SHORTEST_GAP_MS, LONGEST_GAP_MS);
    at < ms;
    at += random.between(SHORTEST_GAP_MS, LONGEST_GAP_MS)
  ) {
    // All kinds come equally often, in an order that never repeats.
    if (deck.length === 0) deck = random.shuffle(kinds)
    const process = random.between(0, processes - 1)
    const isFree = (kind: FaultKind) => (freeAt.get(thingOf(kind, process)) ?? 0) <= at
    const kind = deck.find(isFree)
    if (kind === undefined) continue
    deck.splice(deck.indexOf(kind), 1)
    const [least, most] = faultKinds[kind].seconds
    const lastsMs = random.between(1000 * least, 1000 * Math.min(most, Math.max(least + 1, ms / 3000)))
    freeAt.set(thingOf(kind, process), at + lastsMs + PAUSE_MS)
    faults.push({ at, kind, lastsMs, process })
  }
  return faults
}

/** A clock is its process'. */
function thingOf(kind: FaultKind, process: number): string {
  const { subject } = faultKinds[kind]
  return subject === 'process' || subject === 'clock' ? `process ${process}` : subject
}

function planDeeds(random: Random, { ms, people, places }: ScheduleOptions): PlannedDeed[] {
  const deeds: PlannedDeed[] = []
  for (let at = 0; at < ms; at += random.between(SHORTEST_TALK_MS, LONGEST_TALK_MS)) {
    const percent = random.between(1, 100)
    const kind = (likelihoods.find(([, most]) => percent <= most) ?? likelihoods[0])[0]
    deeds.push({ at, person: random.between(0, people - 1), place: random.between(0, places - 1), kind })
  }
  return deeds
}

const likelihoods = [
  ['asks', 66],
  ['asks at length', 76],
  ['asks twice', 86],
  ['edits', 91],
  ['deletes', 97],
  ['forgets everything', 100],
] as const satisfies readonly (readonly [PlannedDeed['kind'], number])[]

import type { Entry, Remembered } from './history.ts'
import { countNotices, firstTextDelays } from './oracle/answers.ts'
import { judge } from './oracle/judge.ts'
import { readRun } from './oracle/run.ts'
import type { Violation } from './oracle/violation.ts'
import type { ChaosWorldOptions } from './world.ts'

/** What a run was. */
interface ChaosTerms extends ChaosWorldOptions {
  readonly seed: number
  readonly ms: number
}

/** What came of a run; all times in milliseconds. */
export interface ChaosReport extends ChaosTerms {
  readonly questions: number
  /** How often each fault was there. */
  readonly faults: Readonly<Record<string, number>>
  readonly faultsInAll: number
  /** From a question to the first message that answers it, of those that were answered. */
  readonly firstText: { readonly p50: number; readonly p95: number }
  /** Questions that have a notice in an answer's place. */
  readonly notices: number
  readonly violations: readonly (Violation & { readonly timeline: readonly Entry[] })[]
  /** All that was judged, so that whatever was found can be explained. */
  readonly history: readonly Entry[]
  readonly remembered: Remembered
}

/** How long before a question a fault that it may suffer from can have ended. */
const BEFORE_MS = 5000
/** How much of what happened after it is told. */
const AFTER_MS = 60_000

export function makeReport(terms: ChaosTerms, history: readonly Entry[], remembered: Remembered): ChaosReport {
  const violations = judge(history, remembered)
  const run = readRun(history)
  const begun = history.flatMap(entry => (entry.kind === 'fault' && !entry.isOver ? [entry.fault] : []))
  const counts = [...Map.groupBy(begun, fault => fault)].map(([fault, all]) => [fault, all.length] as const)
  const delays = firstTextDelays(run).sort((a, b) => a - b)
  return {
    ...terms,
    questions: run.questions.size,
    faults: Object.fromEntries(counts.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    faultsInAll: begun.length,
    firstText: { p50: atShare(delays, 0.5), p95: atShare(delays, 0.95) },
    notices: countNotices(run),
    violations: violations.map(violation => ({ ...violation, timeline: timelineOf(violation, history) })),
    history,
    remembered,
  }
}

const atShare = (sorted: readonly number[], share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0

/** What is to do with the message that a violation is about, and what broke meanwhile. */
function timelineOf({ message, answer, at }: Violation, history: readonly Entry[]): Entry[] {
  const said = history.find(entry => entry.kind === 'said' && entry.message === message)
  const person = said?.kind === 'said' ? said.person : undefined
  const words = new Set(
    history.flatMap(entry =>
      (entry.kind === 'said' || entry.kind === 'edited') && entry.message === message ? [entry.word] : [],
    ),
  )
  return history.filter(entry => {
    switch (entry.kind) {
      case 'fault':
      case 'process':
        return entry.at >= at - BEFORE_MS && entry.at <= at + AFTER_MS
      case 'logged':
        return false
      case 'prompted':
        return [...entry.asked, ...entry.shown].some(word => words.has(word))
      case 'forgetting':
      case 'forgotten':
        return entry.person === person
      case 'shown':
        return (
          [message, answer].includes(entry.message) ||
          entry.repliesTo === message ||
          [...words].some(word => entry.text.includes(word))
        )
      default:
        return entry.message === message || entry.message === answer
    }
  })
}

/** The report for people. */
export function describeReport(report: ChaosReport): string {
  const { seed, ms, questions, faults, faultsInAll, firstText, notices, violations } = report
  const kinds = [...Map.groupBy(violations, ({ kind }) => kind)].map(([kind, all]) => `${all.length} ${kind}`)
  return [
    `Seed ${seed}, ${(ms / 60_000).toFixed(1)} minutes, ${describeWorld(report)}: ${faultsInAll} faults, ${questions} questions.`,
    `First text: half within ${seconds(firstText.p50)}, 95 % within ${seconds(firstText.p95)}.`,
    `In the place of an answer ${notices} have a notice: the model failed, or it was too late.`,
    '',
    ...Object.entries(faults).map(([fault, times]) => `${String(times).padStart(5)} × ${fault}`),
    '',
    violations.length === 0 ? 'No violations.' : `Violations: ${kinds.join(', ')}.`,
    ...violations.flatMap(({ kind, what, timeline }) => ['', `${kind}: ${what}`, ...timeline.map(describeEntry)]),
  ].join('\n')
}

function describeWorld({ processes, shards, learners, home, cells }: ChaosWorldOptions): string {
  const parts = [
    `${processes} processes`,
    ...(shards > 1 ? [`${shards} shards`] : []),
    ...(learners > 0 ? [`${learners} learners`] : []),
    `Redis ${home}`,
    ...(cells > 1 ? [`${cells} cells`] : []),
  ]
  return parts.join(', ')
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

function describeEntry({ at, kind, ...rest }: Entry): string {
  const details = Object.entries(rest).map(([name, value]) => `${name} ${shorten(JSON.stringify(value))}`)
  return `  ${seconds(at).padStart(8)} ${kind}: ${details.join(', ')}`
}

const MOST_CHARACTERS = 150
const shorten = (text = '') => (text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text)

import type { Entry } from '../history.ts'
import type { FaultKind } from '../schedule.ts'
import { type AnswerLine, answerLinesIn } from '../words.ts'

/** So long a process has to live to have heard of something. */
const HEARING_MS = 2000
/** A session that is lost has another one after it, which Discord lets a bot begin every 5 s. */
const NEW_SESSION_MS = 6000

/** A message to the bot; times in milliseconds since the beginning, as everywhere here. */
export interface Question {
  readonly message: string
  readonly channel: string
  readonly person: string
  readonly isDirect: boolean
  readonly heardBy?: number | undefined
  readonly at: number
  /** The word that it had at first, then those that its author put in its place. */
  readonly words: readonly string[]
  readonly deletedAt: number | undefined
}

/** A message of the bot's that is there in the end. */
export interface StandingMessage {
  readonly message: string
  readonly repliesTo: string | undefined
  readonly text: string
  readonly lines: readonly AnswerLine[]
  /** When it came, and when it was changed last. */
  readonly at: number
  readonly changedAt: number
}

export interface FaultSpan {
  readonly kind: FaultKind
  readonly process: number | undefined
  readonly from: number
  readonly to: number
}

/** Somebody let everything be forgotten; `doneAt`: when the bot said that it is. */
interface Forgetting {
  readonly person: string
  readonly askedAt: number
  readonly doneAt: number | undefined
}

/** What a history tells, by what it is about. */
export interface Run {
  readonly history: readonly Entry[]
  readonly questions: ReadonlyMap<string, Question>
  readonly byWord: ReadonlyMap<string, Question>
  readonly standing: readonly StandingMessage[]
  readonly faults: readonly FaultSpan[]
  readonly forgettings: readonly Forgetting[]
}

export function readRun(history: readonly Entry[]): Run {
  const questions = questionsIn(history)
  return {
    ...{ history, questions },
    byWord: new Map([...questions.values()].flatMap(one => one.words.map(word => [word, one] as const))),
    standing: standingIn(history),
    faults: spansOf(history),
    forgettings: forgettingsIn(history),
  }
}

/** Whether something that happened to a question then was heard: by a process of the bot that was connected, and lived on. */
export function isHeard(question: Pick<Question, 'heardBy'>, at: number, run: Run): boolean {
  return listenersAt(question, at, run).length > 0
}

/** From when on all processes can know of it: who hears it tells Redis, as soon as it is there, or else after the next start. */
export function knownFrom(question: Pick<Question, 'heardBy'>, at: number, run: Run): number | undefined {
  const listeners = listenersAt(question, at, run)
  return listeners.length === 0 ? undefined : Math.min(...listeners.map(number => tellsAt(number, at, run)))
}

function listenersAt({ heardBy }: Pick<Question, 'heardBy'>, at: number, { history, faults }: Run): number[] {
  if (isDuring(faults, 'gateway', at - HEARING_MS, at + HEARING_MS)) return []
  if (isDuring(faults, 'gateway session lost, invalid', at - NEW_SESSION_MS, at)) return []
  const numbers = new Set(
    history.flatMap(entry => (entry.kind === 'process' && !entry.isLearner ? [entry.process] : [])),
  )
  return [...numbers].filter(number => {
    if (heardBy !== undefined && heardBy !== number) return false
    const states = history.filter(entry => entry.kind === 'process' && entry.process === number)
    const before = states.findLast(entry => entry.at <= at)
    const isReady = before?.kind === 'process' && before.state === 'ready'
    // One that goes on finds its connection gone.
    const frozen = faults.some(
      ({ kind, process, from, to }) =>
        kind === 'process frozen' && process === number && from <= at && to + HEARING_MS >= at,
    )
    return isReady && !frozen && !states.some(entry => entry.at > at && entry.at <= at + HEARING_MS)
  })
}

/** What is deleted a full Redis takes in as well. */
function tellsAt(number: number, at: number, run: Run): number {
  const outages = run.faults.filter(({ kind }) => kind.startsWith('Redis') && kind !== 'Redis full')
  const ends = outages.flatMap(({ from, to }) => (from <= at + HEARING_MS && to >= at - HEARING_MS ? [to] : []))
  const end = Math.max(at, ...ends) + HEARING_MS
  const states = run.history.filter(entry => entry.kind === 'process' && entry.process === number && entry.at > at)
  const gone = states.find(entry => entry.kind === 'process' && ['gone', 'crashed'].includes(entry.state))
  if (gone === undefined || gone.at > end) return end === at + HEARING_MS ? at : end
  const back = states.find(entry => entry.kind === 'process' && entry.state === 'ready' && entry.at > gone.at)
  return back === undefined ? Number.POSITIVE_INFINITY : tellsAt(number, back.at, run)
}

function questionsIn(history: readonly Entry[]): Map<string, Question> {
  const questions = new Map<string, Question>()
  for (const entry of history) {
    if (entry.kind === 'said') questions.set(entry.message, { ...entry, words: [entry.word], deletedAt: undefined })
    if (entry.kind !== 'edited' && entry.kind !== 'deleted') continue
    const question = questions.get(entry.message)
    if (question === undefined) continue
    if (entry.kind === 'deleted') questions.set(entry.message, { ...question, deletedAt: entry.at })
    else questions.set(entry.message, { ...question, words: [...question.words, entry.word] })
  }
  return questions
}

function standingIn(history: readonly Entry[]): StandingMessage[] {
  const standing = new Map<string, StandingMessage>()
  for (const entry of history) {
    if (entry.kind === 'removed') standing.delete(entry.message)
    if (entry.kind !== 'shown') continue
    const { message, repliesTo, text, at: changedAt } = entry
    const at = standing.get(message)?.at ?? changedAt
    standing.set(message, { message, repliesTo, text, lines: answerLinesIn(text), at, changedAt })
  }
  return [...standing.values()]
}

/** Whether a fault whose name begins so was there at any moment of a span. */
export function isDuring(faults: readonly FaultSpan[], begins: string, from: number, to: number): boolean {
  return faults.some(fault => fault.kind.startsWith(begins) && fault.from <= to && fault.to >= from)
}

function spansOf(history: readonly Entry[]): FaultSpan[] {
  const spans: FaultSpan[] = []
  for (const entry of history) {
    if (entry.kind !== 'fault' || entry.isOver) continue
    const { fault: kind, process, at: from } = entry
    const over = history.find(
      other =>
        other.kind === 'fault' && other.isOver && other.fault === kind && other.process === process && other.at >= from,
    )
    spans.push({ kind, process, from, to: over?.at ?? Number.POSITIVE_INFINITY })
  }
  return spans
}

function forgettingsIn(history: readonly Entry[]): Forgetting[] {
  const forgettings: Forgetting[] = []
  for (const entry of history) {
    if (entry.kind === 'forgetting') forgettings.push({ person: entry.person, askedAt: entry.at, doneAt: undefined })
    if (entry.kind !== 'forgotten') continue
    const last = forgettings.findLastIndex(({ person }) => person === entry.person)
    const asked = forgettings[last]
    if (asked !== undefined) forgettings[last] = { ...asked, doneAt: entry.at }
  }
  return forgettings
}

import type { Entry, Remembered } from '../history.ts'
import { knownFrom, type Question, type Run } from './run.ts'
import type { Violation } from './violation.ts'

/** What was being asked when something was taken back may still be on its way to the model. */
const ON_THE_WAY_MS = 5000
/** What waits for Redis in one process while another forgets goes with it, if it was said so soon after that no clock can tell. */
const FORGETTING_MS = 2000
/** So long around an answer a fault of Redis may keep it from being written, and so long a process has to live then to write it. */
const [NEARBY_MS, WRITING_MS] = [2000, 15_000]

/** What is wrong with what is remembered in the end, and with what the model was shown on the way. */
export function judgeMemory(run: Run, remembered: Remembered): Violation[] {
  return [...run.questions.values()].flatMap(question => {
    const goneAt = takenBackAt(question, run)
    if (goneAt !== undefined) return returns(question, goneAt, run, remembered)
    return missing(question, run, remembered)
  })
}

/** When a question was taken back, so that the bot knows it: deleted, or forgotten with everything. */
function takenBackAt(question: Question, run: Run): number | undefined {
  const { person, at, deletedAt } = question
  if (deletedAt !== undefined) return knownFrom(question, deletedAt, run)
  const forgetting = run.forgettings.find(one => one.person === person && one.doneAt !== undefined && one.askedAt > at)
  return forgetting?.doneAt
}

function returns({ message, words, at }: Question, goneAt: number, run: Run, remembered: Remembered): Violation[] {
  const stands = remembered.some(kept => words.some(word => kept.words.includes(word)))
  if (stands) return [{ kind: 'forgotten came back', at, message, what: 'it was taken back and is remembered' }]
  const prompt = run.history.find(
    entry =>
      entry.kind === 'prompted' && entry.at > goneAt + ON_THE_WAY_MS && words.some(word => entry.shown.includes(word)),
  )
  if (prompt === undefined) return []
  return [{ kind: 'forgotten came back', at, message, what: `the model was shown it at ${prompt.at} ms` }]
}

/** What of a question that stands is not kept as it should be. */
function missing(question: Question, run: Run, remembered: Remembered): Violation[] {
  const { person, words, at, message, deletedAt } = question
  const [word = ''] = words
  // Which of its words an edited message has in memory depends on who heard of the edit.
  if (deletedAt !== undefined || words.length > 1) return []
  const isForgotten = ({ doneAt = Number.POSITIVE_INFINITY }) => doneAt + FORGETTING_MS >= at
  if (run.forgettings.some(one => one.person === person && isForgotten(one))) return []
  const kept = remembered.filter(one => one.person === person && one.words.includes(word))
  if (kept.some(({ isFact }) => isFact)) return []
  if (kept.length > 0) return [{ kind: 'not learned', at, message, what: 'it is remembered and was never learned' }]
  const answer = run.standing.find(({ lines }) => lines.some(line => line.words.includes(word)))
  if (answer === undefined || isWithProcessGone(question, answer.changedAt, run)) return []
  return [{ kind: 'lost', at, message, what: 'it is answered and not remembered' }]
}

/**
 * Whether what could not be written, as Redis was away, went with the process that had answered: it was killed, or ended in order and
 * Redis was away for as long as it waited.
 */
function isWithProcessGone({ at, message }: Question, answeredAt: number, { history, faults }: Run): boolean {
  const ends = endsOf(answererOf(message, history), history).filter(end => end.at >= at)
  return faults.some(({ kind, from, to }) => {
    if (!kind.startsWith('Redis') || from > answeredAt + NEARBY_MS || to < at - NEARBY_MS) return false
    return ends.some(end => end.at <= (end.isKilled ? to + WRITING_MS : to + NEARBY_MS))
  })
}

/** The process that gave the answer in the end, by its log; undefined where none says so. */
function answererOf(message: string, history: readonly Entry[]): number | undefined {
  const answered = history.findLast(
    entry => entry.kind === 'logged' && entry.line['msg'] === 'answered' && isAbout(message, entry.line),
  )
  return answered?.kind === 'logged' ? answered.process : undefined
}

const isAbout = (message: string, line: { readonly [fact: string]: unknown }) =>
  line['question'] === message || (Array.isArray(line['with']) && line['with'].includes(message))

/** When a process ended, or each of those that answer if it is not known which. */
function endsOf(process: number | undefined, history: readonly Entry[]) {
  const states = history.filter(entry => entry.kind === 'process' && !entry.isLearner)
  return states.flatMap((entry, index) => {
    if (entry.kind !== 'process' || entry.state !== 'gone' || (process ?? entry.process) !== entry.process) return []
    const before = states.slice(0, index).findLast(one => one.kind === 'process' && one.process === entry.process)
    return { at: entry.at, isKilled: before?.kind !== 'process' || before.state !== 'ending' }
  })
}

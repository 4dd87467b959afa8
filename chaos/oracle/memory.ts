import type { Remembered } from '../history.ts'
import { knownFrom, type Question, type Run } from './run.ts'
import type { Violation } from './violation.ts'

/** What was being asked when something was taken back may still be on its way to the model. */
const ON_THE_WAY_MS = 5000
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
  if (run.forgettings.some(one => one.person === person && (one.doneAt ?? Number.POSITIVE_INFINITY) >= at)) return []
  const kept = remembered.filter(one => one.person === person && one.words.includes(word))
  if (kept.some(({ isFact }) => isFact)) return []
  if (kept.length > 0) return [{ kind: 'not learned', at, message, what: 'it is remembered and was never learned' }]
  const answer = run.standing.find(({ lines }) => lines.some(line => line.words.includes(word)))
  if (answer === undefined || isWithProcessGone(question, answer.changedAt, run)) return []
  return [{ kind: 'lost', at, message, what: 'it is answered and not remembered' }]
}

/** Whether what could not be written, as Redis was away, went with a process that did not live to write it. */
function isWithProcessGone({ at }: Question, answeredAt: number, { history, faults }: Run): boolean {
  return faults.some(({ kind, from, to }) => {
    if (!kind.startsWith('Redis') || from > answeredAt + NEARBY_MS || to < at - NEARBY_MS) return false
    return history.some(
      entry =>
        entry.kind === 'process' &&
        !entry.isLearner &&
        entry.state !== 'ready' &&
        entry.at >= at &&
        entry.at <= to + WRITING_MS,
    )
  })
}

import type { Entry, Remembered } from '../history.ts'
import { judgeAnswers } from './answers.ts'
import { judgeAudience } from './audience.ts'
import { judgeMemory } from './memory.ts'
import { readRun } from './run.ts'
import type { Violation } from './violation.ts'

/**
 * Looks through the history of a run that has come to rest for what must not happen, whatever breaks: each question has at most
 * one answer, to the right message and nobody else; none is without one that a process could have answered in time; none is torn;
 * what is said in direct messages is told nobody else; what is answered is remembered and learned, and what was taken back is not.
 * @param remembered undefined: nobody looked
 */
export function judge(history: readonly Entry[], remembered?: Remembered): Violation[] {
  const run = readRun(history)
  return [
    ...judgeAnswers(run),
    ...judgeAudience(run),
    ...(remembered === undefined ? [] : judgeMemory(run, remembered)),
    ...crashes(history),
  ]
}

function crashes(history: readonly Entry[]): Violation[] {
  return history.flatMap(entry =>
    entry.kind === 'process' && entry.state === 'crashed'
      ? [{ kind: 'crash' as const, at: entry.at, what: `process ${entry.process} ended by itself` }]
      : [],
  )
}

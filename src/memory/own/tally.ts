import type { Broken } from './import-file.ts'

/** Why something of a file is not taken. `noRoom`: more is not kept of a user. `later`: said in the future. */
export type NotTaken = 'broken' | 'secret' | 'later' | 'noRoom' | 'twice'

/** What became of the things of one kind. */
export interface Tally {
  kept: number
  /** They are known already. */
  here: number
  readonly refused: Map<NotTaken, number>
}

/** What became of a file. */
export interface ImportReport {
  readonly facts: Tally
  /** Details of people and things, and of the user. */
  readonly statements: Tally
  readonly conversations: Tally
  readonly turns: Tally
  readonly segments: Tally
  readonly settings: Tally
  /** The first of what is broken. */
  readonly broken: Broken[]
  /** Everything was forgotten meanwhile, and so the rest was left out. */
  isCutOff: boolean
}

/** So many places are named: who makes files of their own finds the others when these are mended. */
const MOST_NAMED = 5

export function emptyReport(): ImportReport {
  return {
    ...{ facts: tally(), statements: tally(), conversations: tally(), turns: tally(), segments: tally() },
    ...{ settings: tally(), broken: [], isCutOff: false },
  }
}

export function keep(tally: Tally, count: number): void {
  tally.kept += count
}

export function refuse({ refused }: Tally, why: NotTaken, count = 1): void {
  if (count > 0) refused.set(why, (refused.get(why) ?? 0) + count)
}

/** Refuses one thing that is not as it must be. */
export function refuseBroken(report: Pick<ImportReport, 'broken'>, tally: Tally, broken: Broken): void {
  refuse(tally, 'broken')
  if (report.broken.length < MOST_NAMED) report.broken.push(broken)
}

function tally(): Tally {
  return { kept: 0, here: 0, refused: new Map() }
}

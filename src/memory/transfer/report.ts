import type { InvalidPart } from './read-file.ts'

/** Why something of a file is not taken. `noRoom`: more is not kept of a user. `later`: said in the future. */
export type ImportRejection = 'broken' | 'secret' | 'instruction' | 'later' | 'noRoom' | 'twice'

/** What became of the things of one kind. */
export interface ImportTally {
  kept: number
  /** They are known already. */
  here: number
  readonly refused: Map<ImportRejection, number>
}

/** What became of a file. */
export interface ImportReport {
  readonly facts: ImportTally
  /** Details of people and things, and of the user. */
  readonly statements: ImportTally
  readonly conversations: ImportTally
  readonly turns: ImportTally
  readonly segments: ImportTally
  readonly settings: ImportTally
  /** The first of what is broken. */
  readonly broken: InvalidPart[]
  /** Everything was forgotten meanwhile, and so the rest was left out. */
  isCutOff: boolean
}

/** So many invalid parts are named: who makes files of their own finds the others when these are mended. */
const MAX_REPORTED_PARTS = 5

export function emptyImportReport(): ImportReport {
  const [facts, statements, settings] = [emptyTally(), emptyTally(), emptyTally()]
  const [conversations, turns, segments] = [emptyTally(), emptyTally(), emptyTally()]
  return { facts, statements, conversations, turns, segments, settings, broken: [], isCutOff: false }
}

/** Counts what is not taken. */
export function reject({ refused }: ImportTally, why: ImportRejection, count = 1): void {
  if (count > 0) refused.set(why, (refused.get(why) ?? 0) + count)
}

/** Counts one thing that is not as it must be, and names the first few of them. */
export function rejectInvalid(report: Pick<ImportReport, 'broken'>, tally: ImportTally, broken: InvalidPart): void {
  reject(tally, 'broken')
  if (report.broken.length < MAX_REPORTED_PARTS) report.broken.push(broken)
}

function emptyTally(): ImportTally {
  return { kept: 0, here: 0, refused: new Map() }
}

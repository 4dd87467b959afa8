import { MemoryUnavailable } from '../../errors.ts'
import type { UserId } from '../../memory/types.ts'
import { cellOf } from './cell-of.ts'

/** Leads to the cells of a memory, also while users are moved from one into another. */
export interface CellRouter<Cell> {
  /** Those in use, the first one first: it has what belongs to no user. */
  all(): Promise<readonly Cell[]>
  /** Does something in each cell, at once; in those that users leave before those they go to, so that nobody is missed. */
  inAll<T>(work: (cell: Cell) => Promise<T>): Promise<readonly T[]>
  /** The same in each that can be reached; rejects where none can. */
  inEach<T>(work: (cell: Cell) => Promise<T>): Promise<readonly T[]>
  /** Does something in the cell of a user that is one script. */
  of<T>(user: UserId, work: (cell: Cell) => Promise<T>): Promise<T>
  /** The same for what takes several steps, or none of a script: it is done anew where the user was moved in between. */
  inSteps<T>(user: UserId, work: (cell: Cell) => Promise<T>): Promise<T>
  /** Does something in each cell where something of a user may stand that is in no list of theirs; mostly that is one. */
  inEither<T>(user: UserId, work: (cell: Cell) => Promise<T>): Promise<readonly T[]>
  /** Takes away what a move that was cut off, or goes on, has left of a user in the cell where they do not stand yet; mostly nothing. */
  dropCopy(user: UserId): Promise<void>
}

/** What is taken back does not stand in a copy either, of whose move nobody may ever take care. */
export async function withoutCopy<T>(
  cells: Pick<CellRouter<unknown>, 'dropCopy'>,
  user: UserId,
  work: Promise<T>,
): Promise<T> {
  const done = await work
  await cells.dropCopy(user)
  return done
}

/**
 * The same of what is deleted or edited on Discord: what was done is told, or nobody would know which messages answered it. A copy that
 * is out of reach goes with the next pass of the move.
 */
export async function withoutCopyInReach<T>(...[cells, user, work]: Parameters<typeof withoutCopy<T>>): Promise<T> {
  const done = await work
  await cells.dropCopy(user).catch((error: unknown) => {
    if (!(error instanceof MemoryUnavailable)) throw error
  })
  return done
}

/** A way to cells whose number stays. */
export function fixedCells<Cell>(cells: readonly Cell[]): CellRouter<Cell> {
  const of = <T>(user: UserId, work: (cell: Cell) => Promise<T>) => work(cells[cellOf(user, cells.length)] as Cell)
  return {
    ...{ of, inSteps: of, all: async () => cells },
    inAll: work => Promise.all(cells.map(work)),
    inEach: work => fulfilledOf(cells.map(work)),
    inEither: async (user, work) => [await of(user, work)],
    dropCopy: async () => undefined,
  }
}

/** What came of those that did not fail; rejects where all did. */
export async function fulfilledOf<T>(works: readonly Promise<T>[]): Promise<readonly T[]> {
  const outcomes = await Promise.allSettled(works)
  const failures = outcomes.filter(outcome => outcome.status === 'rejected')
  if (failures.length === works.length) throw failures[0]?.reason
  return outcomes.flatMap(outcome => (outcome.status === 'fulfilled' ? [outcome.value] : []))
}

/** What a fence says: see includes/fence.lua. */
export type FenceCode = 'RELAID' | 'ELSEWHERE'

/** Whether a script was refused as the cells, or the user's place in them, are others by now. */
export function isRefusedAs(code: FenceCode, error: unknown): boolean {
  return error instanceof MemoryUnavailable && error.details['code'] === code
}

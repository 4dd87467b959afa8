import type { UserId } from '../../memory/types.ts'
import { cellOf } from './cell-of.ts'

/** Leads to the cells of a memory. */
export interface CellRouter<Cell> {
  /** Those in use, the first one first: it has what belongs to no user. */
  all(): Promise<readonly Cell[]>
  /** Does something in the cell of a user. */
  of<T>(user: UserId, work: (cell: Cell) => Promise<T>): Promise<T>
}

/** A way to cells whose number stays. */
export function fixedCells<Cell>(cells: readonly Cell[]): CellRouter<Cell> {
  return {
    all: async () => cells,
    of: (user, work) => work(cells[cellOf(user, cells.length)] as Cell),
  }
}

/** Does something in each cell, at once. Rejects as soon as one does. */
export async function inAllCells<Cell, T>(
  cells: Pick<CellRouter<Cell>, 'all'>,
  work: (cell: Cell) => Promise<T>,
): Promise<readonly T[]> {
  return await Promise.all((await cells.all()).map(work))
}

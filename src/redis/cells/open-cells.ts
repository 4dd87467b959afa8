import { cellOf } from './cell-of.ts'
import type { CellRouter } from './router.ts'

export interface OpenCells<Cell> extends CellRouter<Cell> {
  /** Those that were opened so far. */
  readonly opened: readonly Cell[]
  /** Goes on, in each, where forgetting everything was cut off. Never rejects. */
  resumePurges(): Promise<void>
}

interface OpenedCell {
  resumePurges(): Promise<void>
}

/**
 * Cells that are opened when they are used first, one after the other.
 * @param count in how many cells the memory stands now
 */
export function openCells<Cell extends OpenedCell>(
  first: Cell,
  count: () => number,
  open: (number: number) => Promise<Cell>,
): OpenCells<Cell> {
  const opened = [first]
  let opening: Promise<void> | undefined

  async function openMissing(): Promise<void> {
    while (opened.length < count()) opened.push(await open(opened.length))
  }

  async function all(): Promise<readonly Cell[]> {
    if (opened.length < count()) {
      opening ??= openMissing().finally(() => {
        opening = undefined
      })
      await opening
    }
    return opened
  }

  return {
    opened,
    all,
    async of(user, work) {
      const cells = await all()
      return await work(cells[cellOf(user, cells.length)] as Cell)
    },
    async resumePurges() {
      for (const cell of await all()) await cell.resumePurges()
    },
  }
}

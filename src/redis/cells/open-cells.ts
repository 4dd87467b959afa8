import type { ScriptBase } from '../scripts/script-context.ts'
import { cellOf } from './cell-of.ts'
import { dropCopy } from './growth/move-user.ts'
import type { KnownLayout, Layout } from './layout.ts'
import { type CellRouter, fulfilledOf, isRefusedAs } from './router.ts'

export interface OpenCells<Cell> extends CellRouter<Cell> {
  /** Those that were opened so far. */
  readonly opened: readonly Cell[]
  /** Opens so many, also where the memory does not stand in all of them yet. */
  openUpTo(count: number): Promise<readonly Cell[]>
  /** Goes on, in each, where forgetting everything was cut off. Never rejects. */
  resumePurges(): Promise<void>
}

interface OpenedCell extends ScriptBase {
  resumePurges(): Promise<void>
  /** Whether a user who leaves the cell stands there still. */
  has(user: string): Promise<boolean>
}

/** So often a memory may get another layout while one thing is done. */
const MAX_TRIES = 3

/**
 * Cells that are opened when they are used first, and the way to them by the layout that holds now.
 * @param placeOf names a cell where it stands: one that stands elsewhere by now is opened there
 */
export function openCells<Cell extends OpenedCell>(
  first: Cell,
  layout: KnownLayout,
  open: (number: number) => Promise<Cell>,
  placeOf: (number: number) => string = String,
): OpenCells<Cell> {
  const opened = [first]
  const cells = new Map<string, Promise<Cell>>([[placeOf(0), Promise.resolve(first) as Promise<Cell>]])

  function cellAt(number: number): Promise<Cell> {
    const place = placeOf(number)
    const known = cells.get(place)
    if (known !== undefined) return known
    const opening = open(number).then(cell => {
      opened.push(cell)
      return cell
    })
    cells.set(place, opening)
    opening.catch(() => cells.delete(place)) // whoever waits is told; the next one tries again
    return opening
  }

  const openUpTo = (count: number) => Promise.all(Array.from({ length: count }, (_, number) => cellAt(number)))
  const all = () => openUpTo(layout.current().cells)

  /** Does something by the layout that holds, however often that changes. */
  async function byLayout<T>(work: (layout: Layout) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await work(layout.current())
      } catch (error) {
        if (!isRefusedAs('RELAID', error) || tries === MAX_TRIES) throw error
        await layout.refresh()
      }
    }
  }

  /** Where a user stands when nobody is moved, and, while some are, where they stand until they were. */
  async function placesOf(user: string, { cells: count, from = count }: Layout) {
    const [present, former] = await Promise.all([cellAt(cellOf(user, count)), cellAt(cellOf(user, from))])
    return { present, former }
  }

  function of<T>(
    user: string,
    work: (cell: Cell) => Promise<T>,
    isDone: (former: Cell) => Promise<boolean>,
  ): Promise<T> {
    return byLayout(async now => {
      const { present, former } = await placesOf(user, now)
      if (former === present) return await work(present)
      try {
        const result = await work(former)
        if (await isDone(former)) return result
      } catch (error) {
        if (!isRefusedAs('ELSEWHERE', error)) throw error
      }
      return await work(present)
    })
  }

  return {
    opened,
    all,
    openUpTo,
    of: (user, work) => of(user, work, async () => true),
    inSteps: (user, work) => of(user, work, former => former.has(user)),
    inAll: work =>
      byLayout(async ({ cells: count, from = count }) => {
        const found = await openUpTo(count)
        const left = await Promise.all(found.slice(0, from).map(work))
        return [...left, ...(await Promise.all(found.slice(from).map(work)))]
      }),
    inEach: work =>
      byLayout(({ cells: count }) =>
        fulfilledOf(Array.from({ length: count }, async (_, number) => await work(await cellAt(number)))),
      ),
    inEither: (user, work) =>
      byLayout(async now => {
        const { present, former } = await placesOf(user, now)
        return former === present ? [await work(present)] : [await work(former), await work(present)]
      }),
    dropCopy: user =>
      byLayout(async now => {
        const { present, former } = await placesOf(user, now)
        if (former !== present) await dropCopy({ user, from: former, to: present })
      }),
    async resumePurges() {
      // Why one can't be opened is told where that is tried.
      for (const cell of await all().catch(() => opened)) await cell.resumePurges()
    },
  }
}

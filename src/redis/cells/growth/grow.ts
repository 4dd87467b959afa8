import type { CellGrowth } from '../../../memory/ports/upkeep/cell-growth.ts'
import type { Logger } from '../../../observability/logger.ts'
import { withMemoryErrors } from '../../connection/errors.ts'
import { withLock } from '../../connection/lock.ts'
import { runBeginGrowth, runEndGrowth } from '../../scripts/cells/growth.ts'
import type { ScriptBase } from '../../scripts/script-context.ts'
import type { VectorFactIndex } from '../../vector-index/fact-index.ts'
import { cellOf } from '../cell-of.ts'
import { isKnownToAll, type KnownLayout, type Layout, layoutName } from '../layout.ts'
import type { OpenCells } from '../open-cells.ts'
import { copyServersOff, copyTombstones, dropLeftUsers, moveClaimsOfUnknownUsers } from './cell-marks.ts'
import type { Move } from './move-user.ts'
import { type MovingOptions, moveUsers, pause } from './move-users.ts'
import { usersIn } from './users-in-cells.ts'

/** Longer than a process takes to see that the memory has another layout, or a schema that it does not know, and that it has to end: ten seconds. */
const NOTICE_MS = 15_000
/** So long the indexes of new cells are waited for: facts are compared in the process until they are there. */
const INDEX_LIMIT_MS = 300_000
/** How often it is looked whether that is so. */
const LOOK_MS = 100
/** So long those who were busy are left alone, each time twice as long: somebody who is being answered is so for seconds, who has forgotten something stays for ten minutes. */
const BUSY_PAUSE_MS = { first: 250, longest: 10_000 } as const
const LOG_INTERVAL_MS = 30_000

interface GrowthDependencies {
  /** The cells by the layout of the process: the first one has it. */
  readonly cells: Pick<OpenCells<GrowingCell>, 'all' | 'openUpTo'>
  readonly layout: KnownLayout
  /** In how many cells the memory is to stand. */
  readonly wanted: number
  /**
   * Chooses the servers on which new cells are to stand, and names that choice; undefined where the memory stands in others by now.
   * Throws MemoryUnavailable where one can't be reached.
   */
  place(used: number, cells: number): Promise<string | undefined>
  readonly log: Logger
}

interface GrowingCell extends ScriptBase {
  readonly index: Pick<VectorFactIndex, 'isBuilding'>
  resumePurges(): Promise<void>
}

/**
 * Lets a memory grow. It has one layout after the other: in so many cells; in more of them, some users in their former one still;
 * in those alone. Each is made known before the one before is closed in every cell, from when on nobody can ask by it any more.
 */
export function cellGrowth(dependencies: GrowthDependencies): CellGrowth {
  const { cells, layout, wanted } = dependencies
  return {
    async run(signal = new AbortController().signal) {
      const isDone = ({ cells: count, from }: Layout) => from === undefined && count >= wanted
      if (isDone(await layout.refresh())) return 'done'
      const [first] = (await cells.all()) as readonly [GrowingCell]
      const outcome = await withLock(first.redis, first.keys.growth, async overtaken => {
        const either = AbortSignal.any([signal, overtaken])
        while (!either.aborted && !isDone(await layout.refresh())) await takeNextStep(dependencies, either)
        return isDone(layout.current())
      })
      return outcome === true ? 'done' : 'later'
    },
  }
}

async function takeNextStep(dependencies: GrowthDependencies, signal: AbortSignal): Promise<void> {
  const { from } = dependencies.layout.current()
  if (from === undefined) await begin(dependencies, signal)
  else await moveAll(dependencies, from, signal)
}

async function begin({ cells, layout, wanted, place, log }: GrowthDependencies, signal: AbortSignal): Promise<void> {
  const former = layout.current()
  const placement = await place(former.cells, wanted)
  if (placement === undefined) return
  const all = await openOneByOne(cells, wanted, signal)
  if (signal.aborted) return
  const left = all.slice(0, former.cells)
  const [first] = all as readonly [GrowingCell]
  // Who is new may stand in a new cell from the next step on.
  await copyServersOff(all)
  await copyTombstones(left, all.slice(left.length))
  if ((await runBeginGrowth(first, former.cells, wanted, placement)) === 0) return
  log.info({ from: former.cells, cells: wanted }, 'the memory grows: users are moved into new cells')
  await layout.refresh()
  await close(all, former)
  // What was set or marked by the former layout until then.
  await copyServersOff(all)
  await copyTombstones(left, all.slice(left.length))
}

/** RediSearch looks through all keys for an index that is new: for one after the other, so that it has time for others, too. */
async function openOneByOne(cells: GrowthDependencies['cells'], wanted: number, signal: AbortSignal) {
  const deadline = performance.now() + INDEX_LIMIT_MS
  for (let count = 1; count <= wanted; count += 1) {
    const newest = (await cells.openUpTo(count)).at(-1)
    while (newest?.index.isBuilding === true && performance.now() < deadline && !signal.aborted)
      await pause(LOOK_MS, signal)
  }
  return await cells.openUpTo(wanted)
}

/** What is read without a script is read in time only by those who know the layout: nobody is moved before all that are alive do. */
async function waitForOthers(first: ScriptBase, layout: Layout, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + NOTICE_MS
  while (performance.now() < deadline && !signal.aborted && !(await isKnownToAll(first, layout)))
    await pause(LOOK_MS, signal)
}

/** From now on no script runs in any cell by that layout. */
async function close(cells: readonly ScriptBase[], layout: Layout): Promise<void> {
  for (const { redis, keys } of cells) await withMemoryErrors(redis).set(keys.closedLayout(layoutName(layout)), '1')
}

/** Moves everybody who has another cell now. What was cut off is taken up again by doing it anew: who was moved stands there no more. */
async function moveAll(dependencies: GrowthDependencies, from: number, signal: AbortSignal): Promise<void> {
  const { cells, layout, log } = dependencies
  const all = await cells.all()
  const growing = layout.current()
  // A growth that was cut off may have got no further.
  await close(all, { cells: from })
  const [first] = all as readonly [GrowingCell]
  await waitForOthers(first, growing, signal)
  const left = all.slice(0, from)
  await moveClaimsOfUnknownUsers(left, all)
  const progress = progressLog(log)
  const options = { signal, onMoved: progress.note }
  // Until a pass over everybody leaves nobody: what a server had lost, and another still has, may stand in a former cell again.
  for (let isOver = false; !isOver; ) {
    const staying = await moveFrom(left, movesOfAll(left, all), options)
    isOver = staying.length === 0
    await moveLater(left, staying, options)
    if (signal.aborted) return
  }
  if ((await runEndGrowth(first, growing.cells, from)) === 0) return
  await close(all, growing)
  await dropLeftUsers(left, growing.cells)
  await withMemoryErrors(first.redis).del(first.keys.layouts)
  log.info({ cells: growing.cells, users: progress.moved }, 'the memory has grown: everybody stands in their cell')
}

/** Those of whom everything is being forgotten stay until that is done, by whomever. */
async function moveFrom(left: readonly GrowingCell[], ...[moves, options]: Parameters<typeof moveUsers>) {
  for (const cell of left) await cell.resumePurges()
  return await moveUsers(moves, options)
}

/** Tries those again who stay for now, and them alone, until none of them does. */
async function moveLater(left: readonly GrowingCell[], moves: readonly Move[], options: MovingOptions): Promise<void> {
  let pauseMs: number = BUSY_PAUSE_MS.first
  for (let staying = moves; staying.length > 0 && !options.signal.aborted; ) {
    await pause(pauseMs, options.signal)
    pauseMs = Math.min(2 * pauseMs, BUSY_PAUSE_MS.longest)
    staying = await moveFrom(left, [staying], options)
  }
}

/** Of everybody who has another cell now, a step at a time. */
async function* movesOfAll(left: readonly GrowingCell[], all: readonly GrowingCell[]): AsyncGenerator<readonly Move[]> {
  for await (const users of usersIn(left))
    yield users.flatMap(({ user, number }) => {
      const target = cellOf(user, all.length)
      const [from, to] = [left[number], all[target]]
      return target === number || from === undefined || to === undefined ? [] : [{ user, from, to }]
    })
}

interface Progress {
  readonly moved: number
  note(): void
}

function progressLog(log: Logger): Progress {
  let moved = 0
  let loggedAt = performance.now()
  return {
    get moved() {
      return moved
    },
    note() {
      moved += 1
      if (performance.now() - loggedAt < LOG_INTERVAL_MS) return
      loggedAt = performance.now()
      log.info({ users: moved }, 'users are moved into new cells')
    },
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { chunks } from '../../../memory/chunks.ts'
import type { CellGrowth } from '../../../memory/ports/upkeep/cell-growth.ts'
import type { UserId } from '../../../memory/types.ts'
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
import { copyUser, isThere, leaveCell, type Move, stayInCell, type UserCopy } from './move-user.ts'
import { usersIn } from './users-in-cell.ts'

/** Longer than a process takes to see that the memory has another layout, or a schema that it does not know, and that it has to end: ten seconds. */
const NOTICE_MS = 15_000
/** So long the indexes of new cells are waited for: facts are compared in the process until they are there. */
const INDEX_LIMIT_MS = 300_000
/** How often it is looked whether that is so. */
const LOOK_MS = 100
/** So long those who were busy are left alone. */
const BUSY_PAUSE_MS = 1000
/** How often a user is copied anew at once because they changed meanwhile: after that it is others' turn. */
const MAX_COPIES = 3
/** On another server a copy has to outlive a crash before what was copied goes: appendfsync everysec writes within a second or two. */
const FLUSH_MS = 2500
/** Users copied to another server before that time is waited for. */
const USERS_AT_ONCE = 50
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
  await moveClaimsOfUnknownUsers(all.slice(0, from), all)
  const progress = progressLog(log)
  for (let busy = 1; busy > 0; ) {
    busy = 0
    for (const [number, cell] of all.slice(0, from).entries()) {
      await cell.resumePurges()
      for await (const users of usersIn(cell)) {
        const moves = users.flatMap(user => moveOf(user, number, all))
        busy += await moveUsers(moves, progress, signal)
        if (signal.aborted) return
      }
    }
    if (busy > 0) await pause(BUSY_PAUSE_MS, signal)
    if (signal.aborted) return
  }
  if ((await runEndGrowth(first, growing.cells, from)) === 0) return
  await close(all, growing)
  await dropLeftUsers(all.slice(0, from), growing.cells)
  await withMemoryErrors(first.redis).del(first.keys.layouts)
  log.info({ cells: growing.cells, users: progress.moved }, 'the memory has grown: everybody stands in their cell')
}

function moveOf(user: UserId, number: number, all: readonly ScriptBase[]): readonly Move[] {
  const target = cellOf(user, all.length)
  const [from, to] = [all[number], all[target]]
  return target === number || from === undefined || to === undefined ? [] : [{ user, from, to }]
}

/** Returns how many stay for now. */
async function moveUsers(moves: readonly Move[], progress: Progress, signal: AbortSignal): Promise<number> {
  let busy = 0
  for (const some of chunks(moves, USERS_AT_ONCE)) {
    const near = some.filter(({ from, to }) => from.redis === to.redis)
    for (const move of near) {
      if (signal.aborted) return busy
      busy += (await moveUser(move, progress)) === 'busy' ? 1 : 0
    }
    busy += await moveToOtherServers(
      some.filter(move => !near.includes(move)),
      progress,
      signal,
    )
  }
  return busy
}

async function moveUser(move: Move, progress: Progress): Promise<'moved' | 'busy'> {
  for (let copies = 1; copies <= MAX_COPIES; copies += 1) {
    const copy = await copyUser(move)
    if (copy === 'busy') return 'busy'
    if (copy === 'absent') return 'moved'
    if (!(await leaveCell(copy))) continue
    progress.note()
    return 'moved'
  }
  return 'busy'
}

async function moveToOtherServers(moves: readonly Move[], progress: Progress, signal: AbortSignal): Promise<number> {
  const copies = new Set<UserCopy>()
  let busy = 0
  try {
    for (const move of moves) {
      if (signal.aborted) return busy
      const copy = await copyUser(move)
      if (copy === 'busy') busy += 1
      else if (copy !== 'absent') copies.add(copy)
    }
    if (copies.size > 0) await pause(FLUSH_MS, signal)
    for (const copy of copies) {
      if (signal.aborted) return busy
      if (!(await leaveToOtherServer(copy))) continue
      copies.delete(copy)
      progress.note()
    }
    return busy + copies.size
  } finally {
    // Each, whatever becomes of the others: one that can't be taken away now is found by its mark in the next pass.
    await Promise.allSettled([...copies].map(stayInCell))
  }
}

/** That server may have lost the copy meanwhile, or another one have taken its place. */
async function leaveToOtherServer(copy: UserCopy): Promise<boolean> {
  return (await isThere(copy)) && (await leaveCell(copy))
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

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}

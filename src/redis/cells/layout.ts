import type { Redis } from 'ioredis'
import { ConfigError } from '../../errors.ts'
import type { UserId } from '../../memory/types.ts'
import { executePipeline, withMemoryErrors } from '../connection/errors.ts'
import { readRedisTime } from '../connection/server-info.ts'
import type { CellFence, Keys } from '../keys.ts'
import type { ScriptBase } from '../scripts/script-context.ts'
import { cellOf } from './cell-of.ts'

/** In how many cells a memory stands; while it grows also in how many it stood before: some users are there still. */
export interface Layout {
  readonly cells: number
  readonly from?: number
}

/** A memory that says nothing of cells has one, as all of them had once. */
const FIRST_LAYOUT: Layout = { cells: 1 }

/** A layout in a word, which no other one of the same memory ever has. */
export function layoutName({ cells, from }: Layout): string {
  return from === undefined ? String(cells) : `${from}-${cells}`
}

/** The layout of a memory. @param keys those of its first cell. Throws MemoryUnavailable. */
export async function readLayout(redis: Redis, keys: Keys): Promise<Layout> {
  const [count, from] = await withMemoryErrors(redis).hmget(keys.cells, 'count', 'from')
  const cells = Number(count) || FIRST_LAYOUT.cells
  return from === null || from === undefined ? { cells } : { cells, from: Number(from) }
}

/** The layout by which a process asks. */
export interface KnownLayout {
  current(): Layout
  /** Looks which one holds now, by a connection of its own if one is named. Throws MemoryUnavailable. */
  refresh(redis?: Redis): Promise<Layout>
  /** Calls the listener whenever that was looked. */
  onRefresh(listener: () => void): void
}

/** @param read the layout of the memory, as it is now */
export function knownLayout(read: (redis?: Redis) => Promise<Layout>): KnownLayout {
  let layout = FIRST_LAYOUT
  const listeners: (() => void)[] = []
  return {
    current: () => layout,
    async refresh(redis) {
      layout = await read(redis)
      for (const listener of listeners) listener()
      return layout
    },
    onRefresh: listener => void listeners.push(listener),
  }
}

/** So long it is told which layout a process knows: growing may take hours. */
const TOLD_SECONDS = 86_400

/**
 * Says in the first cell that a process asks by a layout, and has its lease in each cell: nobody is moved before all have said so. Throws
 * MemoryUnavailable.
 */
export async function tellKnownLayout({ redis, keys }: ScriptBase, processId: string, layout: Layout): Promise<void> {
  const commands = redis.multi().hset(keys.layouts, processId, layoutName(layout)).expire(keys.layouts, TOLD_SECONDS)
  await executePipeline(commands)
}

/** Whether every process that is alive knows a layout. Throws MemoryUnavailable. */
export async function isKnownToAll({ redis, keys }: ScriptBase, layout: Layout): Promise<boolean> {
  const commands = withMemoryErrors(redis)
  const processes = await commands.zrangebyscore(keys.processes, await readRedisTime(redis), '+inf')
  if (processes.length === 0) return true
  const known = await commands.hmget(keys.layouts, ...processes)
  return known.every(name => name === layoutName(layout))
}

/** What the scripts of a cell have to find in order. */
export function fenceOf(layout: KnownLayout, cell: number): CellFence {
  return {
    layout: () => layoutName(layout.current()),
    isLeaving(user) {
      const { cells, from } = layout.current()
      return from !== undefined && cellOf(user, cells) !== cell
    },
  }
}

/** Whether a user who leaves a cell, or has left it, stands there still. Throws MemoryUnavailable. */
export async function standsIn({ redis, keys }: ScriptBase, user: UserId): Promise<boolean> {
  return (await withMemoryErrors(redis).exists(keys.user(user), keys.moving(user))) > 0
}

/** Throws ConfigError where fewer cells are wanted than are in use. */
export function refuseFewerCells({ cells }: Layout, wanted: number): void {
  if (wanted < cells) throw new ConfigError(describeFewerCells(cells, wanted), { cells, wanted })
}

/** Why a memory can't be used with the number of cells that is set. */
export function describeFewerCells(cells: number, wanted: number): string {
  return (
    `The memory stands in ${cells} cells, and CELLS is ${wanted}: it grows, but does not shrink. Set CELLS=${cells}, or restore ` +
    'a backup from before it grew.'
  )
}

import type { Redis } from 'ioredis'
import { MemoryUnavailable } from '../../errors.ts'
import { MOST_CELLS } from '../cells/cell-of.ts'
import { clusterTag } from '../connection/cluster-connector.ts'
import { executePipeline } from '../connection/errors.ts'

/**
 * Connects to each node of a Cluster on which cells may stand, once. Throws what connecting does, or MemoryUnavailable.
 * @param connect to the node that has a cell
 */
export async function openClusterNodes(connect: (cell: number) => Promise<Redis>) {
  const first = await connect(0)
  const nodes = new Map<number, Redis>()
  for (const cells of await groupCellsByNode(first)) {
    const node = cells.includes(0) ? first : await connect(cells[0] ?? 0)
    for (const cell of cells) nodes.set(cell, node)
  }
  return { first, nodeOf: (cell: number) => nodes.get(cell) ?? first }
}

/** Of a range of slots: its first, its last, and its primary, with host and port at its beginning. */
type SlotRange = readonly [first: number, last: number, primary?: readonly unknown[]]

/**
 * All cells that there can be in a Cluster, those together that stand on one node just now. Where a slot moves to another node, that
 * one refuses it to whoever asks the former, and whatever was under way is to be run again.
 */
async function groupCellsByNode(redis: Redis): Promise<readonly (readonly number[])[]> {
  const cells = Array.from({ length: MOST_CELLS }, (_, cell) => cell)
  const asking = redis.pipeline().cluster('SLOTS')
  for (const cell of cells) asking.cluster('KEYSLOT', clusterTag(cell))
  const [ranges, ...slots] = (await executePipeline(asking)) as [readonly SlotRange[], ...number[]]
  const nodeOf = (cell: number) => {
    const slot = slots[cell] ?? 0
    const primary = ranges.find(([from, to]) => from <= slot && slot <= to)?.[2]
    if (primary !== undefined) return primary.slice(0, 2).join()
    throw new MemoryUnavailable('No node of the Cluster serves the keys.', { code: 'CLUSTERDOWN' })
  }
  return [...Map.groupBy(cells, nodeOf).values()]
}

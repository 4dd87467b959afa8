import type { Redis } from 'ioredis'
import { MemoryUnavailable } from '../../errors.ts'
import { MOST_CELLS } from '../cells/cell-of.ts'
import { isClusterAddress, keyPrefixAt } from '../connection/address.ts'
import { clusterTag } from '../connection/cluster-connector.ts'
import { executePipeline } from '../connection/errors.ts'
import { createKeys } from '../keys.ts'
import { connectForCopy } from './connect.ts'
import { onOneServer, type SpreadMemory } from './spread-memory.ts'

/** Connects to all servers on which the cells of a memory may stand. Throws BackupError, ConfigError or MemoryUnavailable. */
export async function openServers(url: string, keyPrefix?: string): Promise<SpreadMemory & { close(): void }> {
  const keys = createKeys(keyPrefixAt(url, keyPrefix))
  const opened = [await connectForCopy(url)]
  const close = () => {
    for (const redis of opened) redis.disconnect()
  }
  const [first] = opened as [Redis]
  if (!isClusterAddress(url)) return { ...onOneServer(first, keys), close }
  try {
    const servers = new Map<number, Redis>()
    for (const cells of await groupCellsByNode(first)) {
      const redis = cells.includes(0) ? first : await connectForCopy(url, cells[0])
      if (redis !== first) opened.push(redis)
      for (const cell of cells) servers.set(cell, redis)
    }
    return { redis: first, keys, servers: opened, serverOf: cell => servers.get(cell) ?? first, close }
  } catch (error) {
    close()
    throw error
  }
}

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

/** Of a range of slots: its first, its last, and its primary, with host and port at its beginning. */
type SlotRange = readonly [first: number, last: number, primary?: readonly unknown[]]

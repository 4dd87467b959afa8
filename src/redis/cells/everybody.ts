import type { EmbeddingBackfill, FactIndex } from '../../memory/ports/fact-index.ts'
import type { ContextExpiry } from '../../memory/ports/upkeep/context-expiry.ts'
import { readRunId } from '../connection/server-info.ts'
import { readStoreSize, type StoreSize } from '../everybody/store-size.ts'
import { prefixOfCells } from '../keys.ts'
import type { ScriptBase } from '../scripts/script-context.ts'
import type { CellRouter } from './router.ts'

/** Facts in the cells of their users. */
export function factIndexInCells(cells: CellRouter<{ readonly index: FactIndex }>): FactIndex {
  return { nearest: query => cells.inSteps(query.user, cell => cell.index.nearest(query)) }
}

/** The backfills of all cells, one after the other: they share the model that embeds. */
export function backfillInCells<Cell>(
  cells: Pick<CellRouter<Cell>, 'all'>,
  open: (cell: Cell) => EmbeddingBackfill,
): EmbeddingBackfill {
  const backfills = new Map<Cell, EmbeddingBackfill>()
  return {
    async run(signal) {
      let outcome: 'done' | 'later' = 'done'
      for (const cell of await cells.all()) {
        const backfill = backfills.get(cell) ?? open(cell)
        backfills.set(cell, backfill)
        if ((await backfill.run(signal)) === 'later') outcome = 'later'
      }
      return outcome
    },
  }
}

/** Lets contexts expire in all cells, one after the other. */
export function contextExpiryInCells(
  cells: Pick<CellRouter<{ readonly contextExpiry: ContextExpiry }>, 'all'>,
): ContextExpiry {
  return {
    async run(signal) {
      let contexts = 0
      for (const { contextExpiry } of await cells.all()) contexts += await contextExpiry.run(signal)
      return contexts
    },
  }
}

/**
 * What the servers of all cells hold, and of how many people: each server is asked once, however many cells stand there.
 * Undefined where one does not tell. Throws MemoryUnavailable.
 */
export async function readSizeInCells(cells: Pick<CellRouter<ScriptBase>, 'all'>): Promise<StoreSize | undefined> {
  const all = await cells.all()
  const [first, ...others] = all
  if (first !== undefined && others.length === 0) return await readStoreSize(first.redis, first.keys.userPattern)
  // A database beside another one on a server is asked by itself.
  const nameServer = async ({ redis }: ScriptBase) => {
    const id = await readRunId(redis)
    return id === undefined ? redis : `${id}/${redis.options.db ?? 0}`
  }
  const servers = await Promise.all(all.map(nameServer))
  const groups = [...Map.groupBy(all, (_, i) => servers[i]).values()]
  const sizes = await Promise.all(groups.map(readServerSize))
  return sizes.reduce((sum, size) => sum && size && { bytes: sum.bytes + size.bytes, users: sum.users + size.users })
}

/** Of some cells on one server. */
async function readServerSize(cells: readonly ScriptBase[]): Promise<StoreSize | undefined> {
  const [{ redis, keys }] = cells as readonly [ScriptBase]
  return await readStoreSize(redis, cells.length === 1 ? keys.userPattern : `${prefixOfCells(keys)}*user:{*}`)
}

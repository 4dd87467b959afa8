import type { Redis } from 'ioredis'
import { ConfigError } from '../../errors.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import { isMemoryEmpty } from '../copy/copied-keys.ts'
import type { Keys } from '../keys.ts'
import { CELLS_SCHEMA_VERSION } from '../migrations/migrations.ts'
import { runFixCells } from '../scripts/bookkeeping/bookkeeping.ts'
import { runAdvanceSchema } from '../scripts/migration/migration.ts'

/** A memory that says nothing of cells has one, as all of them had once. */
const FIRST_COUNT = 1

/** How many cells of a memory are in use. @param keys those of its first cell. Throws MemoryUnavailable. */
export async function readCellCount(redis: Redis, keys: Keys): Promise<number> {
  return Number(await withMemoryErrors(redis).hget(keys.cells, 'count')) || FIRST_COUNT
}

/**
 * How many cells are in use: as many as are wanted, where nothing was kept yet. Throws ConfigError where others are in use, or
 * MemoryUnavailable.
 */
export async function settleCellCount(redis: Redis, keys: Keys, wanted: number): Promise<number> {
  const count = await readCellCount(redis, keys)
  if (count === wanted) return count
  if (count === FIRST_COUNT && (await isMemoryEmpty(redis, keys))) {
    await runAdvanceSchema({ redis, keys }, CELLS_SCHEMA_VERSION)
    return await runFixCells({ redis, keys }, wanted)
  }
  throw new ConfigError(describeOtherCount(count, wanted), { cells: count, wanted })
}

/** Why a memory can't be used with a number of cells that is set. */
export function describeOtherCount(count: number, wanted: number): string {
  return (
    `CELLS is ${wanted}, and the memory stands in ${count}: set CELLS=${count}. A memory that has something keeps the number of ` +
    'cells with which it began.'
  )
}

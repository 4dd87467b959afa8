import type { UserId } from '../../../memory/types.ts'
import { withMemoryErrors } from '../../connection/errors.ts'
import { cellOfName, nameOfKey, prefixOfCells, snowflakeSchema } from '../../keys.ts'
import type { ScriptBase } from '../../scripts/script-context.ts'

const SCAN_COUNT = 500

/** A user with the number of a cell in which something of them stands. */
interface UserInCell {
  readonly user: UserId
  readonly number: number
}

/**
 * Users who stand in the first cells of a memory, a step at a time, some perhaps twice: on each server first those whose move was cut
 * off. Cells of one connection are looked through at once. Throws MemoryUnavailable.
 */
export async function* usersIn(cells: readonly ScriptBase[]): AsyncGenerator<readonly UserInCell[]> {
  for (const together of Map.groupBy(cells, ({ redis }) => redis).values())
    for (const pattern of patternsOf(together))
      for await (const keys of keysLike(pattern, together)) yield keys.flatMap(key => parseUser(key, cells))
}

/** As for the size of a server: see everybody.ts. */
function patternsOf(together: readonly ScriptBase[]): readonly string[] {
  const [{ keys }] = together as readonly [ScriptBase]
  if (together.length === 1) return [keys.movingPattern, keys.userPattern]
  return ['moving', 'user'].map(kind => `${prefixOfCells(keys)}*${kind}:{*}`)
}

async function* keysLike(pattern: string, together: readonly ScriptBase[]): AsyncGenerator<readonly string[]> {
  const [{ redis }] = together as readonly [ScriptBase]
  for (let cursor = ''; cursor !== '0'; ) {
    const [next, found] = await withMemoryErrors(redis).scan(cursor || '0', 'MATCH', pattern, 'COUNT', SCAN_COUNT)
    cursor = next
    yield found
  }
}

/** None where the key is of another memory, whose prefix begins like that of this one, or of no cell of these. */
function parseUser(key: string, cells: readonly ScriptBase[]): readonly UserInCell[] {
  const [{ keys }] = cells as readonly [ScriptBase]
  const name = nameOfKey(keys, key) ?? ''
  const user = /^(?:\{\d+\}:)?(?:moving|user):\{(?<user>\d+)\}$/u.exec(name)?.[1]
  const number = cellOfName(name)
  return user !== undefined && snowflakeSchema.safeParse(user).success && number < cells.length
    ? [{ user, number }]
    : []
}

import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import { withMemoryErrors } from '../connection/errors.ts'
import type { Keys } from '../keys.ts'
import { parseJson } from '../records/parse-json.ts'
import { runPlaceCells } from '../scripts/cells/growth.ts'
import type { ScriptBase } from '../scripts/script-context.ts'

/** The id of the first server: it has the first cell, and the table. */
export const FIRST_HOME = 'first'

const markSchema = z.object({
  /** Of which memory it has cells. */
  memory: z.string(),
  id: z.string(),
  /** How the memory's first server was called then, for people. */
  first: z.string(),
})

/** What stands on each server behind the first one that has had a cell. It is known by that, whatever its address is. */
type HomeMark = Readonly<z.infer<typeof markSchema>>

/** What the first cell tells of where all cells stand. */
export interface HomeTable {
  /** Names the memory; undefined as long as it has stood on one server alone. */
  readonly memory: string | undefined
  /** The server of each cell; those that are missing stand on the first one. */
  readonly homes: ReadonlyMap<number, string>
  /** How a server was called last, by its id. */
  readonly names: ReadonlyMap<string, string>
  /** What tells that the server is none to begin with. */
  readonly mark: HomeMark | undefined
}

/** A server behind the first one, as it was found. */
export interface FoundHome {
  /** Without a password. */
  readonly name: string
  readonly mark: HomeMark | undefined
  /** Whether the first cell of a memory stands there. */
  readonly hasFirstCell: boolean
}

export interface HomeServer {
  readonly redis: Redis
  readonly name: string
}

const [MEMORY, PLACEMENT, NAME] = ['memory', 'placement', 'at:'] as const
const ID_BYTES = 8
const newId = () => randomBytes(ID_BYTES).toString('hex')

/** Reads it from the server that REDIS_URL names first. Throws MemoryUnavailable. */
export async function readHomeTable({ redis, keys }: ScriptBase): Promise<HomeTable> {
  const commands = withMemoryErrors(redis)
  const [table, mark] = await Promise.all([commands.hgetall(keys.homes), readMark(redis, keys)])
  const fields = Object.entries(table)
  return {
    memory: table[MEMORY],
    homes: new Map(fields.flatMap(([field, id]) => (/^\d+$/u.test(field) ? [[Number(field), id]] : []))),
    names: new Map(
      fields.flatMap(([field, name]) => (field.startsWith(NAME) ? [[field.slice(NAME.length), name]] : [])),
    ),
    mark,
  }
}

/** Looks what a server behind the first one is. Throws MemoryUnavailable. */
export async function findHome({ redis, name }: HomeServer, keys: Keys): Promise<FoundHome> {
  const [mark, schemas] = await Promise.all([readMark(redis, keys), withMemoryErrors(redis).exists(keys.schema)])
  return { name, mark, hasFirstCell: schemas > 0 }
}

async function readMark(redis: Redis, keys: Keys): Promise<HomeMark | undefined> {
  return parseJson(markSchema, (await withMemoryErrors(redis).get(keys.home)) ?? '')
}

/** Where a cell stands. */
export function homeOf(table: HomeTable | undefined, cell: number): string {
  return table?.homes.get(cell) ?? FIRST_HOME
}

/** Whether a server is the one that has an id in the table. */
export function isHome(table: HomeTable, id: string, server: FoundHome | undefined): boolean {
  return server?.mark?.id === id && server.mark.memory === table.memory
}

interface Placement {
  /** So many cells are in use, and stay where they are. */
  readonly used: number
  /** So many there are to be. */
  readonly cells: number
  /** Servers by their ids, in the order of REDIS_URL. */
  readonly servers: readonly string[]
}

/** A server for each cell: for one that is new, or whose server is gone, the one that has the fewest. */
function choosePlaces(table: HomeTable, { used, cells, servers }: Placement): ReadonlyMap<number, string> {
  const places = new Map<number, string>()
  const counts = new Map(servers.map(id => [id, 0]))
  for (let cell = 0; cell < cells; cell += 1) {
    const known = cell < used || cell === 0 ? homeOf(table, cell) : table.homes.get(cell)
    const [fewest = FIRST_HOME] = [...servers].sort((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0))
    const id = known !== undefined && (cell < used || servers.includes(known)) ? known : fewest
    places.set(cell, id)
    counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return places
}

interface PlacementRequest {
  /** What the first cell stands on. */
  readonly first: ScriptBase & HomeServer
  /** The other servers. */
  readonly further: readonly HomeServer[]
  /** In how many cells the memory stands; undefined where nobody uses it, and all of them may be anywhere. */
  readonly used: number | undefined
  readonly cells: number
}

/**
 * Chooses a server for each cell that has none, and writes down in the first cell which that is, and on the server that it is one of the
 * memory's. What was cut off is done anew. Returns what names this choice, which the next one ends; undefined where the memory stands in
 * another number of cells by now. Throws MemoryUnavailable.
 */
export async function placeCells({ first, further, used, cells }: PlacementRequest): Promise<string | undefined> {
  const { redis, keys } = first
  await withMemoryErrors(redis).hsetnx(keys.homes, MEMORY, newId())
  const table = await readHomeTable(first)
  const marks = await Promise.all(
    further.map(async server => {
      const mark: HomeMark = { memory: table.memory ?? '', id: newId(), first: first.name }
      await withMemoryErrors(server.redis).set(keys.home, JSON.stringify(mark), 'NX')
      return (await readMark(server.redis, keys)) ?? mark
    }),
  )
  const places = choosePlaces(table, {
    ...{ used: used ?? 0, cells },
    servers: [FIRST_HOME, ...marks.map(({ id }) => id)],
  })
  const placement = newId()
  const names = [[FIRST_HOME, first.name] as const, ...marks.map(({ id }, i) => [id, further[i]?.name ?? ''] as const)]
  const fields = [
    ...[PLACEMENT, placement],
    ...[...places].flatMap(([cell, id]) => [String(cell), id]),
    ...names.flatMap(([id, name]) => [`${NAME}${id}`, name]),
  ]
  return (await runPlaceCells(first, used, fields)) === 1 ? placement : undefined
}

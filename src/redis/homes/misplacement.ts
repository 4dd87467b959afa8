import { FIRST_HOME, type FoundHome, type HomeTable, homeOf, isHome } from './home-table.ts'

/** The servers that REDIS_URL names, and what they say. */
export interface FoundHomes {
  readonly table: HomeTable
  /** In how many cells the memory stands. */
  readonly cells: number
  /** How the first server is called. */
  readonly firstName: string
  /** The others; undefined where one was not reached yet. */
  readonly further: readonly (FoundHome | undefined)[]
}

/** Why a memory can't be used by these servers, and what to do; undefined where it can, as far as they were reached. */
export function describeMisplacement(homes: FoundHomes): string | undefined {
  const { table, firstName } = homes
  if (table.mark !== undefined)
    return (
      `${firstName} has cells of a memory whose first server is ${table.mark.first}: REDIS_URL has to name that one first, and then ` +
      'all others that have cells of it.'
    )
  const found = homes.further.filter(server => server !== undefined)
  return describeStranger(found, homes) ?? describeTwin(found) ?? describeMissingCells(homes)
}

function describeStranger(
  found: readonly FoundHome[],
  { table, firstName }: Pick<FoundHomes, 'table' | 'firstName'>,
): string | undefined {
  for (const { name, mark, hasFirstCell } of found) {
    if (hasFirstCell)
      return (
        `A memory begins at ${name}, or it is the same server as ${firstName}: REDIS_URL has to name the server first at which the bot’s memory ` +
        'begins, each server once, and none that another bot has.'
      )
    if (mark !== undefined && mark.memory !== table.memory)
      return (
        `${name} has cells of another memory than ${firstName}: of one whose first server is ${mark.first}. Name the servers of one memory, ` +
        'or empty the one that is to begin anew.'
      )
  }
  return undefined
}

function describeTwin(found: readonly FoundHome[]): string | undefined {
  const byId = Map.groupBy(found, ({ name, mark }) => mark?.id ?? name)
  const [twins] = [...byId.values()].filter(servers => servers.length > 1)
  return twins && `${twins.map(({ name }) => name).join(' and ')} are one server: REDIS_URL has to name it once.`
}

function describeMissingCells({ table, cells, further }: FoundHomes): string | undefined {
  if (further.includes(undefined)) return undefined
  const missing = findMissingCells(table, cells, further)
  if (missing.length === 0) return undefined
  const names = new Set(missing.map(cell => table.names.get(homeOf(table, cell)) ?? 'a server that is not known'))
  return (
    `Of the memory’s ${cells} cells ${missing.length} (${missing.join(', ')}) stand at ${[...names].join(' and ')}, which REDIS_URL does not name, or ` +
    'which is empty now: whoever stands there would be taken for somebody new. Name it again, by whatever address. To do without it: ' +
    'npm run backup while all are named, then npm run restore -- <file> --replace with the REDIS_URL that is to be.'
  )
}

/** The cells in use whose server is none of these. */
function findMissingCells(
  table: HomeTable,
  cells: number,
  further: readonly (FoundHome | undefined)[],
): readonly number[] {
  const isMissing = (id: string) => id !== FIRST_HOME && !further.some(server => isHome(table, id, server))
  return Array.from({ length: cells }, (_, cell) => cell).filter(cell => isMissing(homeOf(table, cell)))
}

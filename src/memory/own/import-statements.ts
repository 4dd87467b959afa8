import { tellsSecret } from '../secrets.ts'
import { type EntityId, type Known, type Statement, USER_ENTITY } from '../types.ts'
import { statementOfFile } from './export-file.ts'
import type { ImportLimits } from './import-facts.ts'
import { brokenAt } from './import-file.ts'
import { inPortions } from './portions.ts'
import { laterThan } from './said-later.ts'
import { type ImportReport, refuse, refuseBroken } from './tally.ts'

/** Of one entity, about: what is told of anybody is a dozen. */
const MOST_OF_ONE = 100
const MOST_LOOKED_AT = 200_000

/**
 * The statements of a file that are to be kept: of as many people and things as there is room for, those told of last
 * first. Where something is known under the same entity, field and scope, that stays.
 */
export async function statementsToKeep(
  found: readonly unknown[],
  known: Known,
  limits: ImportLimits,
  report: ImportReport,
): Promise<readonly Statement[]> {
  const { statements: tally } = report
  const good = await readable(found, known, limits.now, report)
  const entities = new Set(known.statements.map(({ entity }) => entity))
  let room = Math.max(0, limits.maxEntities - entities.difference(new Set([USER_ENTITY])).size)
  const kept: Statement[] = []
  for (const [entity, statements] of lastToldFirst(good)) {
    const isNew = entity !== USER_ENTITY && !entities.has(entity)
    if (isNew && room === 0) {
      refuse(tally, 'noRoom', statements.length)
      continue
    }
    const latest = statements.toSorted((a, b) => b.saidAt - a.saidAt)
    const few = latest.slice(0, MOST_OF_ONE)
    refuse(tally, 'noRoom', latest.length - few.length)
    const fit = few.filter(({ field, value }) => ![field, value].some(tellsSecret))
    refuse(tally, 'secret', few.length - fit.length)
    if (isNew && fit.length > 0) room -= 1
    kept.push(...fit)
  }
  return kept
}

async function readable(
  found: readonly unknown[],
  known: Known,
  now: number,
  report: ImportReport,
): Promise<readonly Statement[]> {
  const { statements: tally } = report
  const isLater = laterThan(now)
  const had = new Set(known.statements.map(placeOf))
  const good = new Map<string, Statement>()
  let at = -1
  for await (const one of inPortions(found.slice(0, MOST_LOOKED_AT))) {
    at += 1
    const { data: statement, error } = statementOfFile.safeParse(one)
    const place = statement === undefined ? '' : placeOf(statement)
    if (statement === undefined) refuseBroken(report, tally, brokenAt(error, ['statements', at]))
    else if (had.has(place)) tally.here += 1
    else if (good.has(place)) refuse(tally, 'twice')
    else if (isLater(statement.sources, statement.saidAt)) refuse(tally, 'later')
    else good.set(place, statement)
  }
  refuse(tally, 'noRoom', found.length - MOST_LOOKED_AT)
  return [...good.values()]
}

function lastToldFirst(statements: readonly Statement[]): readonly (readonly [EntityId, readonly Statement[]])[] {
  const last = (said: readonly Statement[]) => said.reduce((latest, { saidAt }) => Math.max(latest, saidAt), 0)
  return [...Map.groupBy(statements, ({ entity }) => entity)].toSorted(([, a], [, b]) => last(b) - last(a))
}

function placeOf({ entity, field, scope }: Statement): string {
  return `${entity} ${scope} ${field}`
}

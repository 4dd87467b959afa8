import { sentenceKey } from '../knowledge/facts.ts'
import { leastUsefulFacts } from '../learning/eviction.ts'
import { mentionsSecretInUserText } from '../text/secrets.ts'
import { type EntityId, type Fact, type Knowledge, type Statement, USER_ENTITY } from '../types.ts'
import { type ExportedFact, exportedFactSchema, exportedStatementSchema } from './file-format.ts'
import { createFutureCheck, inChunks } from './limits.ts'
import { invalidPartOf } from './read-file.ts'
import { type ImportReport, reject, rejectInvalid } from './report.ts'

/** More than any bot keeps are not even looked at. */
const MAX_RECORDS_READ = 200_000
/** To compare 100,000 takes half a second in one piece: of so many at least, and of those said last, the most useful are kept. */
const MIN_COMPARED_FACTS = 20_000

export interface ImportLimits {
  readonly maxFacts: number
  readonly maxEntities: number
  readonly now: number
}

/**
 * The facts of a file that are to be kept, those of most use first: as many as there is room for. What is already known,
 * by its id or in the same words, stays as it is.
 */
export async function selectFacts(
  found: readonly unknown[],
  known: Knowledge,
  limits: ImportLimits,
  report: ImportReport,
): Promise<readonly Fact[]> {
  const { facts: tally } = report
  const room = Math.max(0, limits.maxFacts - known.facts.length)
  const all = await readableFacts(found, known, limits.now, report)
  const good = all.toSorted((a, b) => b.saidAt - a.saidAt).slice(0, Math.max(MIN_COMPARED_FACTS, 2 * room))
  reject(tally, 'noRoom', all.length - good.length)
  const useful = leastUsefulFacts(good, good.length, limits.now).toReversed()
  const byId = new Map(good.map(fact => [fact.id, fact]))
  const words = new Set(known.facts.map(sameFactKey))
  const kept: Fact[] = []
  for await (const id of inChunks(useful)) {
    const fact = byId.get(id)
    if (fact === undefined) continue
    if (kept.length >= room) reject(tally, 'noRoom')
    else if (words.has(sameFactKey(fact))) tally.here += 1
    else if (hasSecret(fact)) reject(tally, 'secret')
    else kept.push(fact)
  }
  return kept
}

async function readableFacts(
  found: readonly unknown[],
  known: Knowledge,
  now: number,
  report: ImportReport,
): Promise<readonly Fact[]> {
  const { facts: tally } = report
  const isLater = createFutureCheck(now)
  const had = new Set(known.facts.map(({ id }) => id))
  const good = new Map<string, Fact>()
  let at = -1
  for await (const one of inChunks(found.slice(0, MAX_RECORDS_READ))) {
    at += 1
    const { data: fact, error } = exportedFactSchema.safeParse(one)
    if (fact === undefined) rejectInvalid(report, tally, invalidPartOf(error, ['facts', at]))
    else if (had.has(fact.id)) tally.here += 1
    else if (good.has(fact.id)) reject(tally, 'twice')
    else if (isLater(fact.sources, fact.saidAt, fact.confirmedAt ?? 0)) reject(tally, 'later')
    else good.set(fact.id, withoutContext(fact))
  }
  reject(tally, 'noRoom', found.length - MAX_RECORDS_READ)
  return [...good.values()]
}

/** The words around it are not taken along: it is found by its own. */
function withoutContext(fact: ExportedFact): Fact {
  return { ...fact, near: '' }
}

function sameFactKey(fact: Fact): string {
  return `${fact.scope} ${fact.subject} ${sentenceKey(fact)}`
}

/** An ellipsis is none here: it is what the learner finds in a secret's place. */
function hasSecret({ text, quote }: Fact): boolean {
  return [text, quote].some(mentionsSecretInUserText)
}

/** Of one entity, about: what is told of anybody is a dozen. */
const MAX_STATEMENTS_OF_ENTITY = 100
const MAX_STATEMENTS_READ = 200_000

/**
 * The statements of a file that are to be kept: of as many people and things as there is room for, those told of last
 * first. Where something is known under the same entity, field and scope, that stays.
 */
export async function selectStatements(
  found: readonly unknown[],
  known: Knowledge,
  limits: ImportLimits,
  report: ImportReport,
): Promise<readonly Statement[]> {
  const { statements: tally } = report
  const good = await readableStatements(found, known, limits.now, report)
  const entities = new Set(known.statements.map(({ entity }) => entity))
  let room = Math.max(0, limits.maxEntities - entities.difference(new Set([USER_ENTITY])).size)
  const kept: Statement[] = []
  for (const [entity, statements] of newestEntitiesFirst(good)) {
    const isNew = entity !== USER_ENTITY && !entities.has(entity)
    if (isNew && room === 0) {
      reject(tally, 'noRoom', statements.length)
      continue
    }
    const latest = statements.toSorted((a, b) => b.saidAt - a.saidAt)
    const few = latest.slice(0, MAX_STATEMENTS_OF_ENTITY)
    reject(tally, 'noRoom', latest.length - few.length)
    const fit = few.filter(({ field, value }) => ![field, value].some(mentionsSecretInUserText))
    reject(tally, 'secret', few.length - fit.length)
    if (isNew && fit.length > 0) room -= 1
    kept.push(...fit)
  }
  return kept
}

async function readableStatements(
  found: readonly unknown[],
  known: Knowledge,
  now: number,
  report: ImportReport,
): Promise<readonly Statement[]> {
  const { statements: tally } = report
  const isLater = createFutureCheck(now)
  const had = new Set(known.statements.map(statementKey))
  const good = new Map<string, Statement>()
  let at = -1
  for await (const one of inChunks(found.slice(0, MAX_STATEMENTS_READ))) {
    at += 1
    const { data: statement, error } = exportedStatementSchema.safeParse(one)
    const place = statement === undefined ? '' : statementKey(statement)
    if (statement === undefined) rejectInvalid(report, tally, invalidPartOf(error, ['statements', at]))
    else if (had.has(place)) tally.here += 1
    else if (good.has(place)) reject(tally, 'twice')
    else if (isLater(statement.sources, statement.saidAt)) reject(tally, 'later')
    else good.set(place, statement)
  }
  reject(tally, 'noRoom', found.length - MAX_STATEMENTS_READ)
  return [...good.values()]
}

function newestEntitiesFirst(statements: readonly Statement[]): readonly (readonly [EntityId, readonly Statement[]])[] {
  const last = (said: readonly Statement[]) => said.reduce((latest, { saidAt }) => Math.max(latest, saidAt), 0)
  return [...Map.groupBy(statements, ({ entity }) => entity)].toSorted(([, a], [, b]) => last(b) - last(a))
}

function statementKey({ entity, field, scope }: Statement): string {
  return `${entity} ${scope} ${field}`
}

import { chunks } from '../chunks.ts'
import type { ContentJudge } from '../content/judge.ts'
import { sentenceKey } from '../knowledge/facts.ts'
import { leastUsefulFacts } from '../learning/eviction.ts'
import { withPauses } from '../pacer.ts'
import { toSingleLine } from '../text/normalize.ts'
import { tellsOfBot } from '../text/prompt-injection.ts'
import { mentionsSecretInUserText } from '../text/secrets.ts'
import { type EntityId, type Fact, type Knowledge, type Statement, USER_ENTITY } from '../types.ts'
import { type ExportedFact, exportedFactSchema, exportedStatementSchema } from './file-format.ts'
import { createFutureCheck } from './limits.ts'
import { readRecords } from './read-records.ts'
import { type ImportReport, type ImportTally, reject } from './report.ts'

/** More than any bot keeps are not even looked at. */
const MAX_RECORDS_READ = 200_000
/** To compare 100,000 takes half a second in one piece: of so many at least, and of those said last, the most useful are kept. */
const MIN_COMPARED_FACTS = 20_000
/** Of one entity, about: what is told of anybody is a dozen. */
const MAX_STATEMENTS_OF_ENTITY = 100

export interface ImportLimits {
  readonly maxFacts: number
  readonly maxEntities: number
  readonly now: number
  /** Tells what is a rule for the bot, and nothing of anybody's life. */
  readonly content: ContentJudge
}

/**
 * The facts of a file that are to be kept, those of most use first: as many as there is room for. What is already known,
 * by its id or in the same words, stays as it is. The words around a fact are not in a file: it is found by its own.
 */
export async function selectFacts(
  found: readonly unknown[],
  known: Knowledge,
  { maxFacts, now, content }: ImportLimits,
  report: ImportReport,
): Promise<readonly Fact[]> {
  const { facts: tally } = report
  const isInFuture = createFutureCheck(now)
  const read = await readRecords<ExportedFact>(found.slice(0, MAX_RECORDS_READ), report, {
    ...{ schema: exportedFactSchema, tally, path: ['facts'], keyOf: ({ id }) => id },
    existing: new Set(known.facts.map(({ id }) => id)),
    isInFuture: ({ sources, saidAt, confirmedAt = 0 }) => isInFuture(sources, saidAt, confirmedAt),
  })
  const room = Math.max(0, maxFacts - known.facts.length)
  const compared = read
    .toSorted((a, b) => b.saidAt - a.saidAt)
    .slice(0, Math.max(MIN_COMPARED_FACTS, 2 * room))
    .map((fact): Fact => ({ ...fact, near: '' }))
  reject(tally, 'noRoom', found.length - MAX_RECORDS_READ)
  reject(tally, 'noRoom', read.length - compared.length)
  const byId = new Map(compared.map(fact => [fact.id, fact]))
  const knownKeys = new Set<string>()
  for await (const fact of withPauses(known.facts)) knownKeys.add(sameFactKey(fact))
  const selected: Fact[] = []
  for await (const id of withPauses(leastUsefulFacts(compared, compared.length, now).toReversed())) {
    const fact = byId.get(id)
    if (fact === undefined) continue
    if (selected.length >= room) reject(tally, 'noRoom')
    else if (knownKeys.has(sameFactKey(fact))) tally.here += 1
    else if ([fact.text, fact.quote, fact.dateWords ?? ''].some(mentionsSecretInUserText)) reject(tally, 'secret')
    else selected.push(cleanFact(fact))
  }
  const textsOf = ({ text, quote, dateWords = '', facet = '' }: Fact) => [text, quote, dateWords, facet]
  return await withoutInstructions(selected, textsOf, content, tally)
}

/** In words without what can't be seen, as the learner keeps them. */
function cleanFact({ facet, dateWords, ...fact }: Fact): Fact {
  return {
    ...{ ...fact, text: toSingleLine(fact.text), quote: toSingleLine(fact.quote) },
    ...(facet !== undefined && { facet: toSingleLine(facet) }),
    ...(dateWords !== undefined && { dateWords: toSingleLine(dateWords) }),
  }
}

/** So many are judged at a time. */
const JUDGED_AT_ONCE = 50

/** The records none of whose texts is a rule for the bot. */
async function withoutInstructions<T>(
  records: readonly T[],
  textsOf: (record: T) => readonly string[],
  content: ContentJudge,
  tally: ImportTally,
): Promise<readonly T[]> {
  const fit: T[] = []
  for (const some of chunks(records, JUDGED_AT_ONCE)) {
    const verdicts = await content.judge(some.flatMap(textsOf))
    for await (const record of withPauses(some)) {
      if (textsOf(record).some(text => verdicts.isInstruction(text) || tellsOfBot(text))) reject(tally, 'instruction')
      else fit.push(record)
    }
  }
  return fit
}

function sameFactKey(fact: Fact): string {
  return `${fact.scope} ${fact.subject} ${sentenceKey(fact)}`
}

/**
 * The statements of a file that are to be kept: of as many people and things as there is room for, those told of last
 * first. Where something is known under the same entity, field and scope, that stays.
 */
export async function selectStatements(
  found: readonly unknown[],
  known: Knowledge,
  { maxEntities, now, content }: ImportLimits,
  report: ImportReport,
): Promise<readonly Statement[]> {
  const { statements: tally } = report
  const isInFuture = createFutureCheck(now)
  const keyOf = ({ entity, field, scope }: Statement) => `${entity} ${scope} ${field}`
  const read = await readRecords<Statement>(found.slice(0, MAX_RECORDS_READ), report, {
    ...{ schema: exportedStatementSchema, tally, path: ['statements'], keyOf },
    existing: new Set(known.statements.map(keyOf)),
    isInFuture: ({ sources, saidAt }) => isInFuture(sources, saidAt),
  })
  reject(tally, 'noRoom', found.length - MAX_RECORDS_READ)
  const entities = new Set(known.statements.map(({ entity }) => entity))
  let room = Math.max(0, maxEntities - entities.difference(new Set([USER_ENTITY])).size)
  const selected: Statement[] = []
  for await (const [entity, statements] of withPauses(newestEntitiesFirst(read))) {
    const isNew = entity !== USER_ENTITY && !entities.has(entity)
    if (isNew && room === 0) {
      reject(tally, 'noRoom', statements.length)
      continue
    }
    const latest = statements.toSorted((a, b) => b.saidAt - a.saidAt).slice(0, MAX_STATEMENTS_OF_ENTITY)
    reject(tally, 'noRoom', statements.length - latest.length)
    const fit = latest.filter(({ field, value }) => ![field, value].some(mentionsSecretInUserText))
    reject(tally, 'secret', latest.length - fit.length)
    if (isNew && fit.length > 0) room -= 1
    selected.push(...fit.map(statement => ({ ...statement, value: toSingleLine(statement.value) })))
  }
  const textsOf = ({ field, value }: Statement) => [value, `${field.split(':')[1] ?? field}: ${value}`]
  return await withoutInstructions(selected, textsOf, content, tally)
}

function newestEntitiesFirst(statements: readonly Statement[]): readonly (readonly [EntityId, readonly Statement[]])[] {
  const lastSaidAt = (of: readonly Statement[]) => of.reduce((latest, { saidAt }) => Math.max(latest, saidAt), 0)
  return [...Map.groupBy(statements, ({ entity }) => entity)].toSorted(([, a], [, b]) => lastSaidAt(b) - lastSaidAt(a))
}

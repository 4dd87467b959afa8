import { sentence } from '../believing/repetitions.ts'
import { leastUseful } from '../learning/usefulness.ts'
import { tellsSecret } from '../secrets.ts'
import type { Fact, Known } from '../types.ts'
import { type ExportedFact, factOfFile } from './export-file.ts'
import { brokenAt } from './import-file.ts'
import { inPortions } from './portions.ts'
import { laterThan } from './said-later.ts'
import { type ImportReport, refuse, refuseBroken } from './tally.ts'

/** More than any bot keeps are not even looked at. */
const MOST_LOOKED_AT = 200_000
/** To compare 100,000 takes half a second in one piece: of so many at least, and of those said last, the most useful are kept. */
const LEAST_COMPARED = 20_000

export interface ImportLimits {
  readonly maxFacts: number
  readonly maxEntities: number
  readonly now: number
}

/**
 * The facts of a file that are to be kept, those of most use first: as many as there is room for. What is already known,
 * by its id or in the same words, stays as it is.
 */
export async function factsToKeep(
  found: readonly unknown[],
  known: Known,
  limits: ImportLimits,
  report: ImportReport,
): Promise<readonly Fact[]> {
  const { facts: tally } = report
  const room = Math.max(0, limits.maxFacts - known.facts.length)
  const all = await readable(found, known, limits.now, report)
  const good = all.toSorted((a, b) => b.saidAt - a.saidAt).slice(0, Math.max(LEAST_COMPARED, 2 * room))
  refuse(tally, 'noRoom', all.length - good.length)
  const useful = leastUseful(good, good.length, limits.now).toReversed()
  const byId = new Map(good.map(fact => [fact.id, fact]))
  const words = new Set(known.facts.map(asSaid))
  const kept: Fact[] = []
  for await (const id of inPortions(useful)) {
    const fact = byId.get(id)
    if (fact === undefined) continue
    if (kept.length >= room) refuse(tally, 'noRoom')
    else if (words.has(asSaid(fact))) tally.here += 1
    else if (hasSecret(fact)) refuse(tally, 'secret')
    else kept.push(fact)
  }
  return kept
}

async function readable(
  found: readonly unknown[],
  known: Known,
  now: number,
  report: ImportReport,
): Promise<readonly Fact[]> {
  const { facts: tally } = report
  const isLater = laterThan(now)
  const had = new Set(known.facts.map(({ id }) => id))
  const good = new Map<string, Fact>()
  let at = -1
  for await (const one of inPortions(found.slice(0, MOST_LOOKED_AT))) {
    at += 1
    const { data: fact, error } = factOfFile.safeParse(one)
    if (fact === undefined) refuseBroken(report, tally, brokenAt(error, ['facts', at]))
    else if (had.has(fact.id)) tally.here += 1
    else if (good.has(fact.id)) refuse(tally, 'twice')
    else if (isLater(fact.sources, fact.saidAt, fact.confirmedAt ?? 0)) refuse(tally, 'later')
    else good.set(fact.id, withoutNear(fact))
  }
  refuse(tally, 'noRoom', found.length - MOST_LOOKED_AT)
  return [...good.values()]
}

/** The words around it are not taken along: it is found by its own. */
function withoutNear(fact: ExportedFact): Fact {
  return { ...fact, near: '' }
}

function asSaid(fact: Fact): string {
  return `${fact.scope} ${fact.subject} ${sentence(fact)}`
}

/** An ellipsis is none here: it is what the learner finds in a secret's place. */
function hasSecret({ text, quote }: Fact): boolean {
  return [text, quote].some(tellsSecret)
}

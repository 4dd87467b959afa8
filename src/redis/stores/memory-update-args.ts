import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { LearningInput, MemoryUpdate, NewFact } from '../../memory/ports/learning-store.ts'
import { redactSecrets } from '../../memory/text/secrets.ts'
import { turnNameOf } from '../../memory/turns.ts'
import type { Statement, Turn, TurnName } from '../../memory/types.ts'
import { assertSnowflake, claimPrefix, type Keys, ownIdSchema } from '../keys.ts'
import { factFields, statementJson, summaryJson } from '../records/facts.ts'
import { factLinks, statementField, statementLinks } from '../records/message-links.ts'
import { embeddingField, toFloat16 } from '../vector-index/vectors.ts'

/** Redis does not take back what a script did before an error: a number that is none is refused here. */
export const confirmationsSchema = z.array(z.object({ fact: ownIdSchema, saidAt: z.number() }))

/** What a lesson was made of: commit.lua refuses it if any of this has changed. Cursors are '' where there is none. */
interface CommitPreconditions {
  readonly epoch: string
  /** The version of what is known: see lua/known.lua. */
  readonly known: string
  readonly learnedTo: string
  readonly summarizedTo: string
  readonly shown: readonly { turn: TurnName; rev: number }[]
  /** No cursor may pass a turn that came in since and is not among these. */
  readonly seen: readonly string[]
  readonly covers: readonly TurnName[]
  /** Facts of before that must still be there. */
  readonly standing: readonly string[]
  /** Segments of before that must still be there: the model was shown them. */
  readonly segments: readonly string[]
  /** Those that the merged one takes the place of. */
  readonly merged: readonly string[]
}

/** What a lesson keeps. A cursor that stays is ''. */
interface CommitWrites {
  readonly facts: readonly { key: string; id: string; saidAt: number }[]
  /** What leads to the facts. */
  readonly sources: readonly string[]
  readonly confirmed: MemoryUpdate['confirmed']
  readonly statements: readonly (StatementWrite & { readonly sources: readonly string[] })[]
  readonly evicted: readonly string[]
  readonly evictedEntities: readonly string[]
  readonly learnedTo: string
  readonly summarizedTo: string
  readonly relearned: readonly TurnName[]
  readonly segment: string | undefined
  readonly covers: string | undefined
  readonly merged: string | undefined
  readonly mergedCovers: string | undefined
  readonly setAside: MemoryUpdate['setAside']
  readonly seconds: number
  /** What the fields of `claims` that stand for questions of the conversation begin with. */
  readonly claims: string
}

/**
 * The ARGV of commit.lua.
 * @param seen every turn of the log that the material was made of, also those that could not be read
 * @param seconds how long it is kept which turns were set aside
 */
export function memoryUpdateArgs(
  material: LearningInput,
  lesson: MemoryUpdate,
  seen: readonly string[],
  { keys, embeddingModel, seconds }: { keys: Keys; embeddingModel: string; seconds: number },
): (string | Buffer)[] {
  const lists = lesson.facts.map(fact => contextTurnsOf(fact, material, lesson))
  const args = [
    JSON.stringify(preconditionsOf(material, lesson, seen)),
    JSON.stringify(writesOf(material, lesson, lists, { keys, seconds })),
    ...lesson.facts.flatMap((fact, i) => factArgs(material.user, fact, lists[i] ?? [], embeddingModel)),
  ]
  return [assertSnowflake(material.user), fingerprintOf(args), ...args]
}

function preconditionsOf(material: LearningInput, lesson: MemoryUpdate, seen: readonly string[]): CommitPreconditions {
  const own = new Set(lesson.facts.map(fact => fact.id))
  const merged = lesson.summary?.merged?.from ?? []
  const named = [...lesson.facts.flatMap(fact => fact.replaces), ...lesson.confirmed.map(again => again.fact)]
  return {
    epoch: material.epoch,
    known: material.factsVersion,
    learnedTo: material.learnedTo ?? '',
    summarizedTo: material.summarizedTo ?? '',
    shown: lesson.shownTurns.map(({ turn, rev }) => ({ turn, rev })),
    seen,
    covers: lesson.summary?.segment?.covers ?? [],
    standing: [...new Set(named)].filter(id => !own.has(id)),
    segments: [...new Set([...(lesson.shownSummaries ?? []), ...merged])],
    merged,
  }
}

function writesOf(
  { user, channel }: LearningInput,
  lesson: MemoryUpdate,
  lists: readonly (readonly TurnName[])[],
  { keys, seconds }: { keys: Keys; seconds: number },
): CommitWrites {
  const segment = lesson.summary?.segment && summaryJson(lesson.summary.segment)
  const merged = lesson.summary?.merged && summaryJson(lesson.summary.merged.segment)
  return {
    facts: lesson.facts.map(({ id, saidAt }) => ({ key: keys.fact(user, id), id, saidAt })),
    sources: lesson.facts.flatMap((fact, i) => factLinks(fact, lists[i] ?? [])),
    confirmed: confirmationsSchema.parse(lesson.confirmed),
    statements: lesson.statements.map(statement => ({
      ...statementWrite(user, statement, keys),
      sources: statementLinks(statement),
    })),
    evicted: z.array(ownIdSchema).parse(lesson.evictedFacts),
    evictedEntities: z.array(ownIdSchema).parse(lesson.evictedEntities ?? []),
    learnedTo: lesson.learnedTo ?? '',
    summarizedTo: lesson.summary?.summarizedTo ?? '',
    relearned: lesson.relearnedTurns,
    segment: segment?.said,
    covers: segment?.covers,
    merged: merged?.said,
    mergedCovers: merged?.covers,
    setAside: lesson.setAside,
    seconds,
    claims: claimPrefix({ user, channel }),
  }
}

/** A statement as the scripts keep it. */
export interface StatementWrite {
  readonly key: string
  readonly entity: string
  readonly field: string
  readonly saidAt: number
  readonly json: string
}

export function statementWrite(user: string, statement: Statement, keys: Keys): StatementWrite {
  return {
    key: keys.entity(user, statement.entity),
    entity: statement.entity,
    field: statementField(statement),
    saidAt: statement.saidAt,
    json: statementJson(statement),
  }
}

function factArgs(user: string, fact: NewFact, around: readonly TurnName[], model: string): (string | Buffer)[] {
  const { embedding, ...said } = fact
  const fields = Object.entries(factFields(user, said, around)).flat()
  return embedding === undefined
    ? [...fields, '', '']
    : [...fields, embeddingField(model, embedding.length), toFloat16(embedding)]
}

/** The turns whose words are in `near` of a fact: the next ones that say something, on both sides, of those shown. */
function contextTurnsOf(fact: NewFact, material: LearningInput, lesson: MemoryUpdate): TurnName[] {
  if (fact.near === '') return []
  const names = new Set(lesson.shownTurns.map(({ turn }) => turn))
  const shown = material.turns.filter(turn => names.has(turnNameOf(turn)))
  const at = shown.findIndex(turn => turnNameOf(turn) === `q:${fact.sources[0]}`)
  if (at < 0) return []
  const beside = [shown.slice(0, at).findLast(hasText), shown.slice(at + 1).find(hasText)]
  return beside.flatMap(turn => (turn ? [turnNameOf(turn)] : []))
}

function hasText({ text }: Turn): boolean {
  return redactSecrets(text).trim() !== ''
}

/** The same for the same lesson on the same ground, so that applying it again is known as such. */
function fingerprintOf(args: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256')
  for (const arg of args) hash.update(arg).update('\n')
  return hash.digest('hex')
}

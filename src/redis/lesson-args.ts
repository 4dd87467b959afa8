import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Lesson, Material, NewFact } from '../memory/ports.ts'
import { withoutSecrets } from '../memory/secrets.ts'
import { nameOf } from '../memory/turn-names.ts'
import type { Statement, Turn, TurnName } from '../memory/types.ts'
import { factFields, segmentJson, statementJson } from './facts.ts'
import { embeddingField, toFloat16 } from './index/embedding-field.ts'
import { claimsOf, digits, type Keys, ownId } from './keys.ts'
import { factSources, statementField, statementSources } from './sources.ts'

/** Redis does not take back what a script did before an error: a number that is none is refused here. */
export const confirmations = z.array(z.object({ fact: ownId, saidAt: z.number() }))

/** What a lesson was made of: commit.lua refuses it if any of this has changed. Cursors are '' where there is none. */
interface Ground {
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
interface Kept {
  readonly facts: readonly { key: string; id: string; saidAt: number }[]
  /** What leads to the facts. */
  readonly sources: readonly string[]
  readonly confirmed: Lesson['confirmed']
  readonly statements: readonly (KeptStatement & { readonly sources: readonly string[] })[]
  readonly evicted: readonly string[]
  readonly evictedEntities: readonly string[]
  readonly learnedTo: string
  readonly summarizedTo: string
  readonly relearned: readonly TurnName[]
  readonly segment: string | undefined
  readonly covers: string | undefined
  readonly merged: string | undefined
  readonly mergedCovers: string | undefined
  readonly setAside: Lesson['setAside']
  readonly seconds: number
  /** What the fields of `claims` that stand for questions of the conversation begin with. */
  readonly claims: string
}

/**
 * The ARGV of commit.lua.
 * @param seen every turn of the log that the material was made of, also those that could not be read
 * @param seconds how long it is kept which turns were set aside
 */
export function lessonArgs(
  material: Material,
  lesson: Lesson,
  seen: readonly string[],
  { keys, embeddingModel, seconds }: { keys: Keys; embeddingModel: string; seconds: number },
): (string | Buffer)[] {
  const lists = lesson.facts.map(fact => turnsAround(fact, material, lesson))
  const args = [
    JSON.stringify(groundOf(material, lesson, seen)),
    JSON.stringify(keptOf(material, lesson, lists, { keys, seconds })),
    ...lesson.facts.flatMap((fact, i) => factArgs(material.user, fact, lists[i] ?? [], embeddingModel)),
  ]
  return [digits(material.user), markOf(args), ...args]
}

function groundOf(material: Material, lesson: Lesson, seen: readonly string[]): Ground {
  const own = new Set(lesson.facts.map(fact => fact.id))
  const merged = lesson.fold?.merged?.from ?? []
  const named = [...lesson.facts.flatMap(fact => fact.replaces), ...lesson.confirmed.map(again => again.fact)]
  return {
    epoch: material.epoch,
    known: material.factsVersion,
    learnedTo: material.learnedTo ?? '',
    summarizedTo: material.summarizedTo ?? '',
    shown: lesson.shown.map(({ turn, rev }) => ({ turn, rev })),
    seen,
    covers: lesson.fold?.segment?.covers ?? [],
    standing: [...new Set(named)].filter(id => !own.has(id)),
    segments: [...new Set([...(lesson.shownSegments ?? []), ...merged])],
    merged,
  }
}

function keptOf(
  { user, channel }: Material,
  lesson: Lesson,
  lists: readonly (readonly TurnName[])[],
  { keys, seconds }: { keys: Keys; seconds: number },
): Kept {
  const segment = lesson.fold?.segment && segmentJson(lesson.fold.segment)
  const merged = lesson.fold?.merged && segmentJson(lesson.fold.merged.segment)
  return {
    facts: lesson.facts.map(({ id, saidAt }) => ({ key: keys.fact(user, id), id, saidAt })),
    sources: lesson.facts.flatMap((fact, i) => factSources(fact, lists[i] ?? [])),
    confirmed: confirmations.parse(lesson.confirmed),
    statements: lesson.statements.map(statement => ({
      ...keptStatement(user, statement, keys),
      sources: statementSources(statement),
    })),
    evicted: z.array(ownId).parse(lesson.evicted),
    evictedEntities: z.array(ownId).parse(lesson.evictedEntities ?? []),
    learnedTo: lesson.learnedTo ?? '',
    summarizedTo: lesson.fold?.summarizedTo ?? '',
    relearned: lesson.relearned,
    segment: segment?.said,
    covers: segment?.covers,
    merged: merged?.said,
    mergedCovers: merged?.covers,
    setAside: lesson.setAside,
    seconds,
    claims: claimsOf({ user, channel }),
  }
}

/** A statement as the scripts keep it. */
export interface KeptStatement {
  readonly key: string
  readonly entity: string
  readonly field: string
  readonly saidAt: number
  readonly json: string
}

export function keptStatement(user: string, statement: Statement, keys: Keys): KeptStatement {
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
function turnsAround(fact: NewFact, material: Material, lesson: Lesson): TurnName[] {
  if (fact.near === '') return []
  const names = new Set(lesson.shown.map(({ turn }) => turn))
  const shown = material.turns.filter(turn => names.has(nameOf(turn)))
  const at = shown.findIndex(turn => nameOf(turn) === `q:${fact.sources[0]}`)
  if (at < 0) return []
  const beside = [shown.slice(0, at).findLast(saysSomething), shown.slice(at + 1).find(saysSomething)]
  return beside.flatMap(turn => (turn ? [nameOf(turn)] : []))
}

function saysSomething({ text }: Turn): boolean {
  return withoutSecrets(text).trim() !== ''
}

/** The same for the same lesson on the same ground, so that applying it again is known as such. */
function markOf(args: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256')
  for (const arg of args) hash.update(arg).update('\n')
  return hash.digest('hex')
}

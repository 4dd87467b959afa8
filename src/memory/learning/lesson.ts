import type { Refusal } from '../believing/refusals.ts'
import { settleRepetitions } from '../believing/repetitions.ts'
import { type Sifted, sift } from '../believing/sift.ts'
import type { Study } from '../memory-model.ts'
import type { Embedder, Embedding, FactIndex, Fold, Lesson, TokenCounter } from '../ports.ts'
import { nameOf } from '../turn-names.ts'
import type { Fact, Known, Turn } from '../types.ts'
import type { Asking } from './asking.ts'
import { foldOf } from './folded.ts'
import type { LearnSettings } from './learn-settings.ts'
import { embeddingsOf, linked, nearestTo } from './nearest-known.ts'
import { roomFor } from './room.ts'

export interface LessonMeans {
  readonly index: FactIndex
  readonly embedder: Embedder
  readonly counter: TokenCounter
  readonly settings: Pick<LearnSettings, 'maxFacts' | 'maxEntities' | 'timeZone'>
  readonly now: () => number
  readonly newId: () => string
}

export interface Drafted {
  readonly lesson: Lesson
  readonly refused: Readonly<Partial<Record<Refusal, number>>>
}

const NOTHING: Sifted = { facts: [], confirmed: [], statements: [], refused: {} }

/**
 * What of a study is to be kept: what stood the checks, embedded, without what only says a known fact again. Without
 * embeddings the facts are kept all the same. A fold that failed is left out: what was learned beside it is good.
 */
export async function lessonFrom(asking: Asking, study: Study, means: LessonMeans): Promise<Drafted> {
  const { material, parts } = asking
  const sifted = parts.batch === undefined ? NOTHING : siftOf(asking, study, means)
  const embeddings = await embeddingsOf(sifted.facts, means.embedder)
  const nearest = await nearestTo(sifted.facts, embeddings, asking.known, means.index)
  const settled = settleRepetitions(sifted.facts, nearest)
  const facts = settled.facts.slice(-means.settings.maxFacts)
  const confirmed = [...sifted.confirmed, ...settled.confirmed]
  const statements = sifted.statements.map(statement => linked(statement, facts, nearest, confirmed))
  const all = material.known({ kind: 'user' })
  const coming = { statements, ...comingOf(facts, all, confirmed) }
  const fold = foldFrom(asking, study, means)
  const lesson: Lesson = {
    shown: shownOf(asking).map(shownAs),
    shownSegments: parts.fold?.merge?.segments.map(({ id }) => id) ?? [],
    facts: facts.map(fact => withEmbedding(fact, embeddings.get(fact.id))),
    confirmed,
    statements,
    ...roomFor(coming, all, means.settings, means.now()),
    relearned: parts.batch?.relearned ?? [],
    setAside: [],
    ...(parts.batch?.learnedTo !== undefined && { learnedTo: parts.batch.learnedTo }),
    ...(fold !== undefined && { fold }),
  }
  return { lesson, refused: sifted.refused }
}

/** What is known already and kept with more takes no room, and stays as what is said again does. */
function comingOf(facts: readonly Fact[], { facts: known }: Known, confirmed: Lesson['confirmed']) {
  const ids = new Set(known.map(({ id }) => id))
  const again = facts.filter(({ id }) => ids.has(id)).map(({ id, saidAt }) => ({ fact: id, saidAt }))
  return { facts: facts.length - again.length, confirmed: [...confirmed, ...again] }
}

/** A turn as it was when it was shown; answers have no edits. */
export function shownAs(turn: Turn): Lesson['shown'][number] {
  return { turn: nameOf(turn), rev: turn.role === 'user' ? turn.rev : 0 }
}

/** The kept turns behind those that were shown, in that order; after them wordless ones, which are passed with them. */
function shownOf({ material, parts, turns }: Asking): readonly Turn[] {
  const names = new Set(turns.map(({ turn }) => nameOf(turn)))
  const shown = material.turns.filter(turn => names.has(nameOf(turn)))
  return [...new Set([...shown, ...(parts.batch?.questions ?? []), ...(parts.fold?.turns ?? [])])]
}

/** Turns without a word are passed without a segment. */
function foldFrom({ parts, request }: Asking, study: Study, { newId, counter }: LessonMeans): Fold | undefined {
  if (parts.fold === undefined) return undefined
  if (request.summarise === undefined) return { summarizedTo: parts.fold.summarizedTo }
  return foldOf(parts.fold, study, newId, counter)
}

function siftOf({ material, request, turns, known, facts }: Asking, study: Study, { newId }: LessonMeans): Sifted {
  const conversation = {
    channel: material.channel,
    ...(material.guild !== undefined && { guild: material.guild }),
  }
  const { learnFrom, timeZone } = request
  return sift(study, { turns, learnFrom, known, facts, timeZone, conversation, newId })
}

function withEmbedding(fact: Fact, embedding: Embedding | undefined): Lesson['facts'][number] {
  return embedding === undefined ? fact : { ...fact, embedding }
}

import { contextTurnsOf } from '../../memory/learning/context-turns.ts'
import type { LearningInput, MemoryUpdate, NewFact } from '../../memory/ports/learning-store.ts'
import type { TurnName } from '../../memory/types.ts'
import { claimPrefix, type Keys } from '../keys.ts'
import { factFields, summaryJson } from '../records/facts.ts'
import { factLinks, statementLinks } from '../records/message-links.ts'
import type { UpdateArgs } from '../scripts/learning/updates.ts'
import { embeddingField, toFloat16 } from '../vector-index/vectors.ts'
import {
  confirmationsSchema,
  fingerprintOf,
  ownIdsSchema,
  type StatementWrite,
  statementWrite,
} from './knowledge-writes.ts'

/** What an update was made of: commit-update refuses it if any of this has changed. Cursors are '' where there is none. */
interface CommitPreconditions {
  readonly epoch: string
  /** The version of the knowledge: see includes/knowledge.lua. */
  readonly factsVersion: string
  readonly learnedTo: string
  readonly summarizedTo: string
  readonly begunAfter: string
  readonly shown: readonly { turn: TurnName; rev: number }[]
  /** No cursor may pass a turn that came in since and is not among these. */
  readonly read: readonly string[]
  readonly covers: readonly TurnName[]
  /** Facts of before that must still be there. */
  readonly facts: readonly string[]
  /** Summaries of before that must still be there: the model was shown them. */
  readonly summaries: readonly string[]
  /** Those that the merged summary takes the place of. */
  readonly merged: readonly string[]
}

/** What an update stores. A cursor that stays is ''. */
interface CommitWrites {
  readonly facts: readonly { key: string; id: string; saidAt: number }[]
  /** What leads to the facts. */
  readonly links: readonly string[]
  readonly confirmed: MemoryUpdate['confirmed']
  readonly statements: readonly (StatementWrite & { readonly links: readonly string[] })[]
  readonly evicted: readonly string[]
  readonly evictedEntities: readonly string[]
  readonly learnedTo: string
  readonly summarizedTo: string
  readonly relearned: readonly TurnName[]
  readonly summary: string | undefined
  readonly covers: string | undefined
  readonly merged: string | undefined
  readonly mergedCovers: string | undefined
  readonly setAside: MemoryUpdate['setAside']
  readonly rejectedQuotes: NonNullable<MemoryUpdate['rejectedQuotes']>
  /** Prefix of the claims of the conversation. */
  readonly claims: string
}

/**
 * The arguments of commit-update.
 * @param read every turn of the log that the input was made of, also those that could not be read
 */
export function updateArgs(
  input: LearningInput,
  update: MemoryUpdate,
  read: readonly string[],
  { keys, embeddingModel }: { keys: Keys; embeddingModel: string },
): UpdateArgs {
  const contexts = update.facts.map(fact => contextTurnsOf(fact, input, update))
  const preconditions = JSON.stringify(preconditionsOf(input, update, read))
  const writes = JSON.stringify(writesOf(input, update, contexts, keys))
  const facts = update.facts.flatMap((fact, i) => factArgs(input.user, fact, contexts[i] ?? [], embeddingModel))
  return { fingerprint: fingerprintOf([preconditions, writes, ...facts], 'hex'), preconditions, writes, facts }
}

function preconditionsOf(input: LearningInput, update: MemoryUpdate, read: readonly string[]): CommitPreconditions {
  const own = new Set(update.facts.map(fact => fact.id))
  const merged = update.summary?.merged?.from ?? []
  const named = [...update.facts.flatMap(fact => fact.replaces), ...update.confirmed.map(again => again.fact)]
  return {
    epoch: input.epoch,
    factsVersion: input.factsVersion,
    learnedTo: input.learnedTo ?? '',
    summarizedTo: input.summarizedTo ?? '',
    begunAfter: input.begunAfter ?? '',
    shown: update.shownTurns.map(({ turn, rev }) => ({ turn, rev })),
    read,
    covers: update.summary?.segment?.covers ?? [],
    facts: [...new Set(named)].filter(id => !own.has(id)),
    summaries: [...new Set([...(update.shownSummaries ?? []), ...merged])],
    merged,
  }
}

function writesOf(
  { user, channel }: LearningInput,
  update: MemoryUpdate,
  contexts: readonly (readonly TurnName[])[],
  keys: Keys,
): CommitWrites {
  const summary = update.summary?.segment && summaryJson(update.summary.segment)
  const merged = update.summary?.merged && summaryJson(update.summary.merged.segment)
  return {
    facts: update.facts.map(({ id, saidAt }) => ({ key: keys.fact(user, id), id, saidAt })),
    links: update.facts.flatMap((fact, i) => factLinks(fact, contexts[i] ?? [])),
    confirmed: confirmationsSchema.parse(update.confirmed),
    statements: update.statements.map(statement => ({
      ...statementWrite(user, statement, keys),
      links: statementLinks(statement),
    })),
    evicted: ownIdsSchema.parse(update.evictedFacts),
    evictedEntities: ownIdsSchema.parse(update.evictedEntities ?? []),
    learnedTo: update.learnedTo ?? '',
    summarizedTo: update.summary?.summarizedTo ?? '',
    relearned: update.relearnedTurns,
    summary: summary?.said,
    covers: summary?.covers,
    merged: merged?.said,
    mergedCovers: merged?.covers,
    setAside: update.setAside,
    rejectedQuotes: update.rejectedQuotes ?? [],
    claims: claimPrefix({ user, channel }),
  }
}

function factArgs(user: string, fact: NewFact, context: readonly TurnName[], model: string): (string | Buffer)[] {
  const { embedding, ...stored } = fact
  const fields = Object.entries(factFields(user, stored, context)).flat()
  return embedding === undefined
    ? [...fields, '', '']
    : [...fields, embeddingField(model, embedding.length), toFloat16(embedding)]
}

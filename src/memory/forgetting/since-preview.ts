import { createHash } from 'node:crypto'
import type { DeletionPlan, PreviewedDeletion, StatementRef, UserData } from '../ports/user-memory-store.ts'
import type { Knowledge, Statement } from '../types.ts'
import type { DeletionTargets } from './targets.ts'

/** 72 bits: what a user has shown to them never has two of the same by chance. */
const MARK_LENGTH = 12

/** What a preview of a plan shows, to be told from what is added later. */
export function toPreviewedDeletion({ statements }: Knowledge, plan: DeletionPlan): PreviewedDeletion {
  const targets = new Set(plan.statements.map(statementKey))
  return {
    ...plan,
    statements: statements.filter(statement => targets.has(statementKey(statement))).map(statementMark),
  }
}

/** Targets with what was shown before, as far as it is still there: after a step that failed, a request alone finds less. */
export function withPreviewed(
  { known }: UserData,
  targets: DeletionTargets,
  shown: PreviewedDeletion,
): DeletionTargets {
  const [facts, statements] = [new Set(targets.facts), new Set(targets.statements)]
  const [ids, marks] = [new Set(shown.facts), new Set(shown.statements)]
  return {
    facts: known.facts.filter(fact => facts.has(fact) || ids.has(fact.id)),
    statements: known.statements.filter(statement => statements.has(statement) || marks.has(statementMark(statement))),
    unquoted: [...new Set([...shown.unquoted, ...targets.unquoted])],
    withoutNear: [...new Set([...shown.withoutNear, ...targets.withoutNear])],
    turns: mergeByKey(shown.turns, targets.turns, turnKey),
    segments: mergeByKey(shown.segments, targets.segments, summaryKey),
    channels: new Set([...shown.conversations, ...targets.channels]),
    ...(targets.messagesSince !== undefined && { messagesSince: targets.messagesSince }),
  }
}

/** How many facts and statements a plan deletes that were not shown. */
export function countAddedSincePreview(known: Knowledge, plan: DeletionPlan, shown: PreviewedDeletion): number {
  const now = toPreviewedDeletion(known, plan)
  const [facts, statements] = [new Set(shown.facts), new Set(shown.statements)]
  const added = [now.facts.filter(id => !facts.has(id)), now.statements.filter(mark => !statements.has(mark))]
  return added.reduce((sum, { length }) => sum + length, 0)
}

/** Tells a statement by what it says, without its words: another value under the same field is another. */
function statementMark({ entity, field, scope, value }: Statement): string {
  const words = JSON.stringify([entity, field, scope, value])
  return createHash('sha256').update(words).digest('base64url').slice(0, MARK_LENGTH)
}

const statementKey = ({ entity, field, scope }: StatementRef) => `${entity} ${scope} ${field}`
const turnKey = ({ channel, turn }: DeletionPlan['turns'][number]) => `${channel} ${turn}`
const summaryKey = ({ channel, id }: DeletionPlan['segments'][number]) => `${channel} ${id}`

function mergeByKey<T>(some: readonly T[], others: readonly T[], nameOf: (one: T) => string): readonly T[] {
  return [...new Map([...some, ...others].map(one => [nameOf(one), one])).values()]
}

/**
 * What is kept after a deletion, as if nothing had been taken of what was known before it: so that what was said
 * meanwhile can be searched for what went.
 */
export function withEarlierKnowledge(before: UserData, after: UserData): UserData {
  const { facts, statements } = after.known
  const still = new Map(facts.map(fact => [fact.id, fact]))
  const were = new Set(before.known.facts.map(({ id }) => id))
  const now = new Map(statements.map(statement => [statementKey(statement), statement]))
  const earlier = new Set(before.known.statements.map(statementKey))
  return {
    ...after,
    known: {
      ...after.known,
      facts: [
        ...before.known.facts.map(fact => still.get(fact.id) ?? fact),
        ...facts.filter(({ id }) => !were.has(id)),
      ],
      statements: [
        ...before.known.statements.map(statement => now.get(statementKey(statement)) ?? statement),
        ...statements.filter(statement => !earlier.has(statementKey(statement))),
      ],
    },
    messageChannels: new Map([...before.messageChannels, ...after.messageChannels]),
  }
}

/** What reveals what was deleted, and was not deleted with it: turns and summaries, and quotes and words around facts that stay. */
export function addedMeanwhile(plan: DeletionPlan, gone: DeletionPlan): DeletionPlan {
  const turns = new Set(gone.turns.map(turnKey))
  const summaries = new Set(gone.segments.map(summaryKey))
  return {
    facts: [],
    statements: [],
    unquoted: plan.unquoted.filter(id => !gone.unquoted.includes(id)),
    withoutNear: plan.withoutNear.filter(id => !gone.withoutNear.includes(id)),
    turns: plan.turns.filter(turn => !turns.has(turnKey(turn))),
    segments: plan.segments.filter(summary => !summaries.has(summaryKey(summary))),
    conversations: [],
  }
}

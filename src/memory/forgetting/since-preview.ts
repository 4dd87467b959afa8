import { createHash } from 'node:crypto'
import type { DeletionPlan, PreviewedDeletion, StatementRef, UserData } from '../ports/user-memory-store.ts'
import type { Knowledge, Statement } from '../types.ts'
import type { DeletionTargets } from './targets.ts'

/** 72 bits: what a user has shown to them never has two of the same by chance. */
const MARK_LENGTH = 12

/** What a preview of it shows, to be told from what is added later. */
export function toPreviewedDeletion({ statements }: Knowledge, forgetting: DeletionPlan): PreviewedDeletion {
  const going = new Set(forgetting.statements.map(statementKey))
  return { ...forgetting, statements: statements.filter(said => going.has(statementKey(said))).map(statementMark) }
}

/** With what was shown before, as far as it is still there: after a step that failed, a wish alone finds less of it. */
export function withPreviewed({ known }: UserData, going: DeletionTargets, shown: PreviewedDeletion): DeletionTargets {
  const [facts, statements] = [new Set(going.facts), new Set(going.statements)]
  const [ids, marks] = [new Set(shown.facts), new Set(shown.statements)]
  return {
    facts: known.facts.filter(fact => facts.has(fact) || ids.has(fact.id)),
    statements: known.statements.filter(said => statements.has(said) || marks.has(statementMark(said))),
    unquoted: [...new Set([...shown.unquoted, ...going.unquoted])],
    withoutNear: [...new Set([...shown.withoutNear, ...going.withoutNear])],
    turns: mergeByKey(shown.turns, going.turns, ({ channel, turn }) => `${channel} ${turn}`),
    segments: mergeByKey(shown.segments, going.segments, ({ channel, id }) => `${channel} ${id}`),
    channels: new Set([...shown.conversations, ...going.channels]),
  }
}

/** How many facts and statements go that were not shown. */
export function countAddedSincePreview(known: Knowledge, forgetting: DeletionPlan, shown: PreviewedDeletion): number {
  const now = toPreviewedDeletion(known, forgetting)
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

function mergeByKey<T>(some: readonly T[], others: readonly T[], nameOf: (one: T) => string): readonly T[] {
  return [...new Map([...some, ...others].map(one => [nameOf(one), one])).values()]
}

/**
 * What is held after a forgetting, as if nothing had been taken of what was known before it: so that what was said
 * meanwhile can be searched for what went.
 */
export function withEarlierKnowledge(before: UserData, after: UserData): UserData {
  const { facts, statements } = after.known
  const still = new Map(facts.map(fact => [fact.id, fact]))
  const were = new Set(before.known.facts.map(({ id }) => id))
  const named = (said: (typeof statements)[number]) => `${said.entity} ${said.scope} ${said.field}`
  const told = new Map(statements.map(said => [named(said), said]))
  const wereTold = new Set(before.known.statements.map(named))
  return {
    ...after,
    known: {
      ...after.known,
      facts: [
        ...before.known.facts.map(fact => still.get(fact.id) ?? fact),
        ...facts.filter(({ id }) => !were.has(id)),
      ],
      statements: [
        ...before.known.statements.map(said => told.get(named(said)) ?? said),
        ...statements.filter(said => !wereTold.has(named(said))),
      ],
    },
    messageChannels: new Map([...before.messageChannels, ...after.messageChannels]),
  }
}

/** What tells of what goes, and was not among what went: turns and summaries, and quotes and words around facts that stay. */
export function addedMeanwhile(forgetting: DeletionPlan, gone: DeletionPlan): DeletionPlan {
  const turns = new Set(gone.turns.map(({ channel, turn }) => `${channel} ${turn}`))
  const segments = new Set(gone.segments.map(({ channel, id }) => `${channel} ${id}`))
  return {
    facts: [],
    statements: [],
    unquoted: forgetting.unquoted.filter(id => !gone.unquoted.includes(id)),
    withoutNear: forgetting.withoutNear.filter(id => !gone.withoutNear.includes(id)),
    turns: forgetting.turns.filter(({ channel, turn }) => !turns.has(`${channel} ${turn}`)),
    segments: forgetting.segments.filter(({ channel, id }) => !segments.has(`${channel} ${id}`)),
    conversations: [],
  }
}

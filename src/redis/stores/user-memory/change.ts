import { MAX_CHANGED_RECORDS, MAX_NAMED_MESSAGES, type MemoryChange } from '../../../memory/ports/user-memory-store.ts'
import { TooLargeError } from '../../../memory/transfer/restorable.ts'
import type { Fact, GuildId, MessageId, UserId } from '../../../memory/types.ts'
import type { Deletion } from '../../deletion-list/recorded-deletion.ts'
import { statementHash } from '../../deletion-list/word-hashes.ts'
import { assertSnowflake, type Keys, ownIdSchema } from '../../keys.ts'
import { factFields } from '../../records/facts.ts'
import { statementField } from '../../records/message-links.ts'
import { runApplyChange, runReplaceKnowledge } from '../../scripts/user-memory/change.ts'
import {
  confirmationsSchema,
  fingerprintOf,
  ownIdsSchema,
  type StatementWrite,
  statementWrite,
} from '../knowledge-writes.ts'
import type { UserMemoryDependencies } from './dependencies.ts'

/** What apply-change is given. */
interface ChangePayload {
  readonly epoch: string
  /** Facts that must still be there. */
  readonly standing: readonly string[]
  /** The message that says it. */
  readonly told: MessageId | undefined
  /** All messages that it names. */
  readonly messages: readonly MessageId[]
  readonly isEmpty: boolean
  readonly goneFacts: readonly string[]
  readonly goneStatements: readonly { entity: string; field: string }[]
  readonly evicted: readonly string[]
  readonly facts: readonly (Pick<Fact, 'id' | 'saidAt' | 'scope' | 'channel'> & { sources: readonly MessageId[] })[]
  readonly statements: readonly (StatementWrite & { sources: readonly MessageId[] })[]
  readonly confirmed: MemoryChange['confirmed']
  readonly guilds: readonly GuildId[]
}

/** Stores what a user tells, moves or corrects by themselves. What is wrong, or told to too many, can be put right in a full store. */
export async function applyChange(
  dependencies: UserMemoryDependencies,
  user: UserId,
  change: MemoryChange,
): Promise<'kept' | 'moved'> {
  const size = change.facts.length + change.statements.length
  if (size > MAX_CHANGED_RECORDS) throw new TooLargeError('A change holds more than may be stored at once.', { size })
  const latest = {
    ...change,
    facts: lastByKey(change.facts, ({ id }) => id),
    statements: lastByKey(change.statements, statement => `${statement.entity} ${statementField(statement)}`),
  }
  const payload = JSON.stringify(payloadOf(user, latest, dependencies.keys))
  // Without context: whose words that would be is not told, and so it would not go with their messages.
  const facts = latest.facts.flatMap(fact => Object.entries(factFields(user, { ...fact, near: '' }, [])).flat())
  const fingerprint = fingerprintOf([payload, ...facts], 'base64url')
  const gone = replacedBy(user, latest)
  if (gone !== undefined) await dependencies.deletionList?.record(gone)
  const run = isReplacement(change) ? runReplaceKnowledge : runApplyChange
  const isStored = await run(dependencies, user, { fingerprint, payload, facts })
  return isStored === 1 ? 'kept' : 'moved'
}

/** What of an older memory is not to come back: facts under ids that have other content now, and statements that are gone. */
function replacedBy(user: UserId, { requiredFacts, facts, removed }: MemoryChange): Deletion | undefined {
  const standing = new Set(requiredFacts)
  const changed = facts.map(({ id }) => id).filter(id => standing.has(id))
  const ids = [...new Set([...changed, ...removed.facts])]
  if (ids.length === 0 && removed.statements.length === 0) return undefined
  return { kind: 'change', user, facts: ids, statements: removed.statements.map(statementHash) }
}

function payloadOf(user: UserId, change: MemoryChange, keys: Keys): ChangePayload {
  const own = new Set(change.facts.map(({ id }) => id))
  const again = change.confirmed.map(({ fact }) => fact).filter(id => !own.has(id))
  // The id of a command is that of no message.
  const commands = new Set(change.facts.flatMap(fact => (fact.asked === 'command' ? fact.sources : [])))
  const messagesOf = ({ sources }: { sources: readonly MessageId[] }) => sources.filter(id => !commands.has(id))
  const messages = [...new Set([...change.facts, ...change.statements].flatMap(messagesOf).map(assertSnowflake))]
  const size = messages.length
  if (size > MAX_NAMED_MESSAGES) throw new TooLargeError('A change names too many messages.', { size })
  return {
    epoch: change.epoch,
    standing: ownIdsSchema.parse([...new Set([...change.requiredFacts, ...again])]),
    told: change.sourceMessage && assertSnowflake(change.sourceMessage),
    messages,
    isEmpty: isEmpty(change),
    goneFacts: ownIdsSchema.parse(change.removed.facts),
    goneStatements: change.removed.statements.map(statement => ({
      entity: ownIdSchema.parse(statement.entity),
      field: statementField(statement),
    })),
    evicted: ownIdsSchema.parse(change.evictedFacts),
    facts: change.facts.map(fact => {
      const { id, saidAt, scope, channel } = fact
      return { id: ownIdSchema.parse(id), saidAt, scope, channel, sources: messagesOf(fact) }
    }),
    statements: change.statements.map(statement => ({
      ...statementWrite(user, statement, keys),
      sources: messagesOf(statement),
    })),
    confirmed: confirmationsSchema.parse(change.confirmed),
    guilds: [...new Set(change.facts.flatMap(({ guild }) => (guild === undefined ? [] : [assertSnowflake(guild)])))],
  }
}

/** What stands where several take one another's place. */
function lastByKey<T>(list: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return [...new Map(list.map(item => [keyOf(item), item])).values()]
}

const isReplacement = ({ requiredFacts, removed }: MemoryChange) =>
  requiredFacts.length > 0 || removed.facts.length > 0 || removed.statements.length > 0

function isEmpty({ facts, statements, confirmed, removed, evictedFacts }: MemoryChange): boolean {
  return [facts, statements, confirmed, removed.facts, removed.statements, evictedFacts].every(
    list => list.length === 0,
  )
}

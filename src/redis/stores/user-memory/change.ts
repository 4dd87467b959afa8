import { createHash } from 'node:crypto'
import { z } from 'zod'
import {
  MAX_CHANGED_RECORDS,
  MAX_NAMED_MESSAGES,
  type MemoryChange,
  type UserMemoryStore,
} from '../../../memory/ports/user-memory-store.ts'
import type { Fact, GuildId, MessageId, Statement, UserId } from '../../../memory/types.ts'
import { assertSnowflake, type Keys, ownIdSchema } from '../../keys.ts'
import { factFields } from '../../records/facts.ts'
import { statementField } from '../../records/message-links.ts'
import { runScript } from '../../run-script.ts'
import { newEpoch } from '../conversations.ts'
import { confirmationsSchema, type StatementWrite, statementWrite } from '../memory-update-args.ts'
import { retentionSeconds, TooLargeError, type UserMemoryDependencies } from './options.ts'

/** What users tell, move and correct by themselves. */
export function changeMethods(
  options: Pick<UserMemoryDependencies, 'redis' | 'keys' | 'historyDays'>,
): Pick<UserMemoryStore, 'applyChange'> {
  const { redis, keys } = options
  const seconds = retentionSeconds(options)

  return {
    async applyChange(user, change) {
      const size = change.facts.length + change.statements.length
      if (size > MAX_CHANGED_RECORDS) throw new TooLargeError('A change holds more than may be kept at once.', { size })
      const kept = await runScript(
        redis,
        'change',
        [
          ...[keys.user(user), keys.facts(user), keys.entities(user), keys.messageLinks(user), keys.unembedded],
          ...[keys.messages(user), keys.factPrefix(user), keys.entityPrefix(user), keys.messagePrefix],
          ...[keys.guilds(user), ...guildsOf(change).map(keys.guild)],
        ],
        changeArgs(user, change, { keys, epoch: newEpoch(), seconds }),
      )
      return kept === 1 ? 'kept' : 'moved'
    },
  }
}

/** What change.lua is told of a change. */
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
  readonly seconds: number
}

const ownIdsSchema = z.array(ownIdSchema)

/**
 * The ARGV of change.lua.
 * @param epoch for a user that has none
 * @param seconds how long a conversation is kept
 */
function changeArgs(
  user: UserId,
  change: MemoryChange,
  { keys, epoch, seconds }: { keys: Keys; epoch: string; seconds: number },
): string[] {
  const once = {
    ...change,
    facts: lastByKey(change.facts, ({ id }) => id),
    statements: lastByKey(change.statements, statementKey),
  }
  const args = [
    JSON.stringify(payloadOf(user, once, keys, seconds)),
    ...once.facts.flatMap(fact => factFieldArgs(user, fact)),
  ]
  return [assertSnowflake(user), fingerprintOf(args), epoch, ...args]
}

/** The servers in which facts of a change were told. */
function guildsOf({ facts }: MemoryChange): readonly GuildId[] {
  return [...new Set(facts.flatMap(({ guild }) => (guild === undefined ? [] : [guild])))]
}

function payloadOf(user: UserId, change: MemoryChange, keys: Keys, seconds: number): ChangePayload {
  const own = new Set(change.facts.map(({ id }) => id))
  const again = change.confirmed.map(({ fact }) => fact).filter(id => !own.has(id))
  // The id of a command is that of no message.
  const commands = new Set(change.facts.flatMap(fact => (fact.asked === 'command' ? fact.sources : [])))
  const messagesOf = ({ sources }: { sources: readonly MessageId[] }) => sources.filter(id => !commands.has(id))
  const messages = [...new Set([...change.facts, ...change.statements].flatMap(messagesOf).map(assertSnowflake))]
  if (messages.length > MAX_NAMED_MESSAGES)
    throw new TooLargeError('A change names too many messages.', { size: messages.length })
  return {
    epoch: change.epoch,
    standing: ownIdsSchema.parse([...new Set([...change.requiredFacts, ...again])]),
    told: change.sourceMessage && assertSnowflake(change.sourceMessage),
    messages,
    isEmpty: isEmptyChange(change),
    goneFacts: ownIdsSchema.parse(change.removed.facts),
    goneStatements: change.removed.statements.map(gone => ({
      entity: ownIdSchema.parse(gone.entity),
      field: statementField(gone),
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
    guilds: guildsOf(change),
    seconds,
  }
}

/** What stands where several take one another's place. */
function lastByKey<T>(all: readonly T[], placeIn: (one: T) => string): readonly T[] {
  return [...new Map(all.map(one => [placeIn(one), one])).values()]
}

function statementKey(statement: Statement): string {
  return `${statement.entity} ${statementField(statement)}`
}

function isEmptyChange({ facts, statements, confirmed, removed, evictedFacts }: MemoryChange): boolean {
  return [facts, statements, confirmed, removed.facts, removed.statements, evictedFacts].every(
    list => list.length === 0,
  )
}

/** Without the words around it: what they were taken from is not told, and so they would not go with it. */
function factFieldArgs(user: UserId, fact: Fact): string[] {
  return Object.entries(factFields(user, { ...fact, near: '' }, [])).flat()
}

/** The same for the same change, so that applying it again is known as such. */
function fingerprintOf(args: readonly string[]): string {
  const hash = createHash('sha256')
  for (const arg of args) hash.update(arg).update('\n')
  return hash.digest('base64url')
}

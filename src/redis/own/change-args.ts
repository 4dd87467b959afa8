import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Change, MOST_NAMED } from '../../memory/own-memory.ts'
import type { Fact, GuildId, MessageId, Statement, UserId } from '../../memory/types.ts'
import { factFields } from '../facts.ts'
import { digits, type Keys, ownId } from '../keys.ts'
import { confirmations, type KeptStatement, keptStatement } from '../lesson-args.ts'
import { statementField } from '../sources.ts'
import { TooMuch } from './refused.ts'

/** What change.lua is told of a change. */
interface KeptChange {
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
  readonly statements: readonly (KeptStatement & { sources: readonly MessageId[] })[]
  readonly confirmed: Change['confirmed']
  readonly guilds: readonly GuildId[]
  readonly seconds: number
}

const ownIds = z.array(ownId)

/**
 * The ARGV of change.lua.
 * @param epoch for a user that has none
 * @param seconds how long a conversation is kept
 */
export function changeArgs(
  user: UserId,
  change: Change,
  { keys, epoch, seconds }: { keys: Keys; epoch: string; seconds: number },
): string[] {
  const once = {
    ...change,
    facts: lastOf(change.facts, ({ id }) => id),
    statements: lastOf(change.statements, placeOf),
  }
  const args = [JSON.stringify(keptOf(user, once, keys, seconds)), ...once.facts.flatMap(fact => argsOf(user, fact))]
  return [digits(user), markOf(args), epoch, ...args]
}

/** The servers in which facts of a change were told. */
export function guildsOf({ facts }: Change): readonly GuildId[] {
  return [...new Set(facts.flatMap(({ guild }) => (guild === undefined ? [] : [guild])))]
}

function keptOf(user: UserId, change: Change, keys: Keys, seconds: number): KeptChange {
  const own = new Set(change.facts.map(({ id }) => id))
  const again = change.confirmed.map(({ fact }) => fact).filter(id => !own.has(id))
  // The id of a command is that of no message.
  const commands = new Set(change.facts.flatMap(fact => (fact.asked === 'command' ? fact.sources : [])))
  const messagesOf = ({ sources }: { sources: readonly MessageId[] }) => sources.filter(id => !commands.has(id))
  const messages = [...new Set([...change.facts, ...change.statements].flatMap(messagesOf).map(digits))]
  if (messages.length > MOST_NAMED) throw new TooMuch('A change names too many messages.', { size: messages.length })
  return {
    epoch: change.epoch,
    standing: ownIds.parse([...new Set([...change.standing, ...again])]),
    told: change.told && digits(change.told),
    messages,
    isEmpty: isEmpty(change),
    goneFacts: ownIds.parse(change.gone.facts),
    goneStatements: change.gone.statements.map(gone => ({
      entity: ownId.parse(gone.entity),
      field: statementField(gone),
    })),
    evicted: ownIds.parse(change.evicted),
    facts: change.facts.map(fact => {
      const { id, saidAt, scope, channel } = fact
      return { id: ownId.parse(id), saidAt, scope, channel, sources: messagesOf(fact) }
    }),
    statements: change.statements.map(statement => ({
      ...keptStatement(user, statement, keys),
      sources: messagesOf(statement),
    })),
    confirmed: confirmations.parse(change.confirmed),
    guilds: guildsOf(change),
    seconds,
  }
}

/** What stands where several take one another's place. */
function lastOf<T>(all: readonly T[], placeIn: (one: T) => string): readonly T[] {
  return [...new Map(all.map(one => [placeIn(one), one])).values()]
}

function placeOf(statement: Statement): string {
  return `${statement.entity} ${statementField(statement)}`
}

function isEmpty({ facts, statements, confirmed, gone, evicted }: Change): boolean {
  return [facts, statements, confirmed, gone.facts, gone.statements, evicted].every(list => list.length === 0)
}

/** Without the words around it: what they were taken from is not told, and so they would not go with it. */
function argsOf(user: UserId, fact: Fact): string[] {
  return Object.entries(factFields(user, { ...fact, near: '' }, [])).flat()
}

/** The same for the same change, so that applying it again is known as such. */
function markOf(args: readonly string[]): string {
  const hash = createHash('sha256')
  for (const arg of args) hash.update(arg).update('\n')
  return hash.digest('base64url')
}

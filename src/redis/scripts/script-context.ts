import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Conversation, UserId } from '../../memory/types.ts'
import { assertSnowflake, type Keys } from '../keys.ts'

/** What every script runs on. */
export interface ScriptBase {
  readonly redis: Redis
  readonly keys: Keys
}

/** All cells of a memory, for what may stand in any of them: see cells/. */
export type AllCells = () => Promise<readonly ScriptBase[]>

/** What scripts about a user's memory run on. */
export interface ScriptContext extends ScriptBase {
  /** Conversations expire so long after their last use. */
  readonly historyDays: number
}

/** How long a deletion is remembered: a message can be deleted before it is stored, and Discord repeats events after a gap. */
export const TOMBSTONE_SECONDS = 600

const DAY_SECONDS = 86_400

/** KEYS 1-9 of every script about a user's memory: see includes/user-keys.lua. */
export function userKeys({ keys }: ScriptBase, user: UserId): string[] {
  return [
    ...[keys.user(user), keys.facts(user), keys.entities(user), keys.messageLinks(user), keys.messages(user)],
    ...[keys.unembedded, keys.factPrefix(user), keys.entityPrefix(user), keys.messagePrefix],
  ]
}

/** ARGV 1-2 of every script about a user's memory. */
export function userArgs({ historyDays }: ScriptContext, user: UserId): [string, number] {
  return [assertSnowflake(user), Math.max(1, Math.round(historyDays * DAY_SECONDS))]
}

/** KEYS 1-17 of every script about one conversation: see includes/conversation-keys.lua. */
export function conversationKeys(context: ScriptBase, conversation: Conversation): string[] {
  const { keys } = context
  const { user } = conversation
  return [
    ...[...userKeys(context, user), keys.conversation(conversation), keys.log(conversation), keys.turns(conversation)],
    ...[keys.relearn(conversation), keys.conversations(user), keys.pending, keys.claims, keys.memoryOffGuilds],
  ]
}

/** The keys of includes/traces.lua, where a script has them. */
export function traceKeys({ keys }: ScriptBase, user: UserId): string[] {
  return [keys.traces(user), keys.formerTraces(user), keys.formerTracePrefix(user)]
}

/** ARGV 1-3 of every script about one conversation. */
export function conversationArgs(context: ScriptContext, { user, channel }: Conversation): [string, number, string] {
  return [...userArgs(context, user), assertSnowflake(channel)]
}

/** A user's epoch is random, so that an epoch that was swapped never comes back. */
export function newEpoch(): string {
  return randomBytes(12).toString('hex')
}

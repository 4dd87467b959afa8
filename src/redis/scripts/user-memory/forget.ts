import { type Conversation, USER_ENTITY, type UserId } from '../../../memory/types.ts'
import { assertSnowflake, claimPrefix } from '../../keys.ts'
import { defineScript } from '../../run-script.ts'
import {
  conversationArgs,
  conversationKeys,
  type ScriptContext,
  TOMBSTONE_SECONDS,
  userArgs,
  userKeys,
} from '../script-context.ts'

/** What one run of forget-turns removes. */
export interface TurnsToForget {
  readonly turns: readonly string[]
  /** Ids of summaries. */
  readonly segments: readonly string[]
}

/** What one run of forget-facts removes. */
export interface KnowledgeToForget {
  readonly facts: readonly string[]
  readonly statements: readonly { readonly entity: string; readonly field: string }[]
  readonly unquoted: readonly string[]
  readonly withoutNear: readonly string[]
}

/** So long a write under an old epoch can be in progress at most. */
const EPOCH_SECONDS = 86_400

type Counts = [number, number, number]

const forgetConversation = defineScript<Counts>('user-memory/forget-conversation-18')
const forgetMessages = defineScript<number>('user-memory/forget-messages-13')
const forgetTurns = defineScript<Counts>('user-memory/forget-turns-21')
const forgetFacts = defineScript<[number, string[], string[]]>('user-memory/forget-facts-11')
const forgetEverything = defineScript<[number, number, number, number, number]>('user-memory/forget-everything-25')
const purgeStep = defineScript<Counts>('user-memory/purge-step-17')
const releaseClaims = defineScript<number>('user-memory/release-claims-3')
const announceDeletion = defineScript<number>('user-memory/announce-deletion-1')

/** Removes log and summary of a conversation. Returns how many turns, summaries and conversations there were. */
export async function runForgetConversation(context: ScriptContext, conversation: Conversation): Promise<Counts> {
  const keys = [...conversationKeys(context, conversation), context.keys.setAsideTurns(conversation.user)]
  return await forgetConversation.run(context.redis, keys, [
    ...conversationArgs(context, conversation),
    claimPrefix(conversation),
  ])
}

/** Removes what messages of a conversation lead to whose turns are gone. Returns how many traces there were. */
export async function runForgetMessages(
  context: ScriptContext,
  conversation: Conversation,
  messages: readonly string[],
): Promise<number> {
  const { keys } = context
  const { user, channel } = conversation
  return await forgetMessages.run(
    context.redis,
    [...userKeys(context, user), keys.logPrefix(user), keys.traces(user), keys.tracePrefix(user), keys.claims],
    [
      ...[...userArgs(context, user), TOMBSTONE_SECONDS, assertSnowflake(channel), claimPrefix(conversation)],
      ...messages,
    ],
  )
}

/** Removes turns and summaries of a conversation. Returns how many turns, summaries and traces there were. */
export async function runForgetTurns(
  context: ScriptContext,
  conversation: Conversation,
  plan: TurnsToForget,
): Promise<Counts> {
  const { keys } = context
  const { user } = conversation
  return await forgetTurns.run(
    context.redis,
    [
      ...[...conversationKeys(context, conversation), keys.logPrefix(user), keys.traces(user), keys.tracePrefix(user)],
      keys.setAsideTurns(user),
    ],
    [
      ...[...conversationArgs(context, conversation), TOMBSTONE_SECONDS, claimPrefix(conversation)],
      JSON.stringify(plan),
    ],
  )
}

/** Returns how many facts there were, the entities of which nothing is left, and the entity of each statement there was. */
export async function runForgetFacts(
  context: ScriptContext,
  user: UserId,
  plan: KnowledgeToForget,
): Promise<[number, string[], string[]]> {
  const { keys } = context
  return await forgetFacts.run(
    context.redis,
    [...userKeys(context, user), keys.logPrefix(user), keys.conversationPrefix(user)],
    [...userArgs(context, user), TOMBSTONE_SECONDS, USER_ENTITY, JSON.stringify(plan)],
  )
}

/** Begins to forget everything. Returns how many entities, statements, turns, summaries and conversations there were. */
export async function runForgetEverything(
  context: ScriptContext,
  user: UserId,
  epoch: string,
): Promise<[number, number, number, number, number]> {
  const { keys } = context
  return await forgetEverything.run(
    context.redis,
    [
      ...[...userKeys(context, user), keys.conversations(user), keys.pending, keys.traces(user)],
      ...[keys.setAsideTurns(user), keys.pendingChoices(user), keys.guilds(user), keys.purges, keys.guildPrefix],
      ...[...keys.conversationPrefixes(user), ...keys.purgeLists(user, epoch)],
    ],
    [...userArgs(context, user), epoch, EPOCH_SECONDS, USER_ENTITY],
  )
}

/** Returns how many facts and traces were removed, and 1 if there may be more. */
export async function runPurgeStep(
  context: ScriptContext,
  { user, epoch }: { user: UserId; epoch: string },
  limits: { facts: number; others: number },
): Promise<Counts> {
  const { keys } = context
  return await purgeStep.run(
    context.redis,
    [
      ...[...userKeys(context, user), keys.traces(user), keys.purges, keys.tracePrefix(user), keys.logPrefix(user)],
      ...keys.purgeLists(user, epoch),
    ],
    [...userArgs(context, user), epoch, limits.facts, limits.others, TOMBSTONE_SECONDS],
  )
}

/** Ends claims of questions that are no longer stored. */
export async function runReleaseClaims(
  { redis, keys }: Pick<ScriptContext, 'redis' | 'keys'>,
  user: UserId,
  fields: readonly string[],
): Promise<void> {
  await releaseClaims.run(redis, [keys.claims, keys.messagePrefix, keys.logPrefix(user)], fields)
}

/** Tells other processes, for so long, that something of a user's was removed. */
export async function runAnnounceDeletion(
  { redis, keys }: Pick<ScriptContext, 'redis' | 'keys'>,
  { user, processId, ms }: { user: UserId; processId: string; ms: number },
): Promise<void> {
  await announceDeletion.run(redis, [keys.deletionFeed], [`${assertSnowflake(user)}:${processId}`, ms])
}

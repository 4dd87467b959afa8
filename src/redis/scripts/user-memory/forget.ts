import { type ChannelId, type Conversation, type MessageId, USER_ENTITY, type UserId } from '../../../memory/types.ts'
import { assertSnowflake, claimPrefix } from '../../keys.ts'
import { defineScript } from '../../run-script.ts'
import {
  conversationArgs,
  conversationKeys,
  type ScriptBase,
  type ScriptContext,
  TOMBSTONE_SECONDS,
  traceKeys,
  userArgs,
  userKeys,
} from '../script-context.ts'

/** So long a write under an old epoch can be in progress at most. */
const EPOCH_SECONDS = 86_400

/** Removes log and summary of a conversation. Returns how many turns, summaries and conversations there were. */
export const runForgetConversation = defineScript<[turns: number, summaries: number, conversations: number]>(
  'user-memory/forget-conversation-18',
).ofUser((context: ScriptContext, conversation: Conversation) => [
  [...conversationKeys(context, conversation), context.keys.setAsideTurns(conversation.user)],
  [...conversationArgs(context, conversation), claimPrefix(conversation)],
])

/** Where messages were said, if not anywhere, and which. */
export interface MessagesToForget {
  readonly channel?: ChannelId
  readonly messages: readonly MessageId[]
}

/** Removes what messages lead to whose turns are gone. Returns how many traces there were. */
export const runForgetMessages = defineScript<number>('user-memory/forget-messages-14').ofUser(
  (context: ScriptContext, user: UserId, { channel, messages }: MessagesToForget) => {
    const { keys } = context
    const place = channel === undefined ? '' : assertSnowflake(channel)
    return [
      [...userKeys(context, user), keys.logPrefix(user), ...traceKeys(context, user), keys.claims],
      [...userArgs(context, user), TOMBSTONE_SECONDS, place, ...messages],
    ]
  },
)

/** What one run of forget-turns removes. */
export interface TurnsToForget {
  readonly turns: readonly string[]
  /** Ids of summaries. */
  readonly segments: readonly string[]
}

/** Removes turns and summaries of a conversation. Returns how many turns, summaries and traces there were. */
export const runForgetTurns = defineScript<[turns: number, summaries: number, traces: number]>(
  'user-memory/forget-turns-22',
).ofUser((context: ScriptContext, conversation: Conversation, plan: TurnsToForget) => {
  const { keys } = context
  const { user } = conversation
  return [
    [
      ...[...conversationKeys(context, conversation), keys.logPrefix(user), ...traceKeys(context, user)],
      keys.setAsideTurns(user),
    ],
    [
      ...[...conversationArgs(context, conversation), TOMBSTONE_SECONDS, claimPrefix(conversation)],
      JSON.stringify(plan),
    ],
  ]
})

/** What one run of forget-facts removes. */
export interface KnowledgeToForget {
  readonly facts: readonly string[]
  readonly statements: readonly { readonly entity: string; readonly field: string }[]
  readonly unquoted: readonly string[]
  readonly withoutNear: readonly string[]
}

/** Returns how many facts there were, the entities of which nothing is left, and the entity of each statement there was. */
export const runForgetFacts = defineScript<[facts: number, entities: string[], statementsOf: string[]]>(
  'user-memory/forget-facts-11',
).ofUser((context: ScriptContext, user: UserId, plan: KnowledgeToForget) => [
  [...userKeys(context, user), context.keys.logPrefix(user), context.keys.conversationPrefix(user)],
  [...userArgs(context, user), TOMBSTONE_SECONDS, USER_ENTITY, JSON.stringify(plan)],
])

/** Begins to forget everything. Returns how many entities, statements, turns, summaries, conversations and traces there were. */
export const runForgetEverything = defineScript<[number, number, number, number, number, number]>(
  'user-memory/forget-everything-26',
).ofUser((context: ScriptContext, user: UserId, epoch: string, until: MessageId) => {
  const { keys } = context
  return [
    [
      ...[...userKeys(context, user), keys.conversations(user), keys.pending, keys.formerTraces(user)],
      ...[keys.setAsideTurns(user), keys.pendingChoices(user), keys.guilds(user), keys.purges, keys.guildPrefix],
      ...[...keys.conversationPrefixes(user), ...keys.purgeLists(user, epoch), keys.traces(user)],
    ],
    [...userArgs(context, user), epoch, EPOCH_SECONDS, USER_ENTITY, assertSnowflake(until)],
  ]
})

/** What is still to be removed of a user: the lists of one epoch. */
export interface Purge {
  readonly user: UserId
  readonly epoch: string
}

/** Removes some of it. Returns how many facts and traces that were, and 1 if there may be more. */
export const runPurgeStep = defineScript<[facts: number, traces: number, isMore: 0 | 1]>(
  'user-memory/purge-step-17',
).calledWith((context: ScriptContext, { user, epoch }: Purge, limits: { facts: number; others: number }) => {
  const { keys } = context
  return [
    [
      ...[...userKeys(context, user), keys.formerTraces(user), keys.purges, keys.formerTracePrefix(user)],
      keys.logPrefix(user),
      ...keys.purgeLists(user, epoch),
    ],
    [...userArgs(context, user), epoch, limits.facts, limits.others, TOMBSTONE_SECONDS],
  ]
})

/** Ends claims of questions that are no longer stored. */
export const runReleaseClaims = defineScript<number>('user-memory/release-claims-3').calledWith(
  ({ keys }: ScriptBase, user: UserId, fields: readonly string[]) => [
    [keys.claims, keys.messagePrefix, keys.logPrefix(user)],
    fields,
  ],
)

/** Empties the contexts of facts that were said before a time (ms since 1970). Returns how many there were. */
export const runExpireContexts = defineScript<number>('user-memory/expire-contexts-2').calledWith(
  ({ keys }: ScriptBase, user: UserId, before: number) => [
    [keys.user(user), keys.facts(user)],
    [keys.factPrefix(user), Math.floor(before)],
  ],
)

/** Tells other processes, for so long, that something of a user's was removed. */
export const runAnnounceDeletion = defineScript<number>('user-memory/announce-deletion-1').calledWith(
  ({ keys }: ScriptBase, user: UserId, { processId, ms }: { processId: string; ms: number }) => [
    [keys.deletionFeed],
    [`${assertSnowflake(user)}:${processId}`, ms],
  ],
)

/** What time it is for Redis; then of whom something was removed since a score, or if none was read yet within so many ms: names and scores by turns. */
export const runReadDeletions = defineScript<readonly [now: string, ...feed: string[]]>(
  'user-memory/read-deletions-1',
).calledWith(({ keys }: ScriptBase, { after, ms }: { after: string; ms: number }) => [
  [keys.deletionFeed],
  [after, Math.round(ms)],
])

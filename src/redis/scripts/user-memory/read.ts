import type { Conversation, UserId } from '../../../memory/types.ts'
import { assertSnowflake } from '../../keys.ts'
import type { KnowledgeReply } from '../../records/knowledge.ts'
import type { SettingsReply } from '../../records/user-settings.ts'
import { defineScript } from '../../run-script.ts'
import { type ScriptBase, type ScriptContext, userArgs, userKeys } from '../script-context.ts'

type OverviewReply = [
  epoch: string,
  settings: SettingsReply,
  incognitoUntil: string,
  evictedFacts: string,
  unlearned: number,
  summaries: string[],
  channels: string[],
  knowledge: KnowledgeReply,
]

/** What is known of a user, seen from one conversation. */
export const runReadOverview = defineScript<OverviewReply>('user-memory/read-overview-14').ofUser(
  (context: ScriptContext, { user, channel }: Conversation, cachedVersion: string | undefined) => [
    [...userKeys(context, user), context.keys.conversations(user), ...context.keys.conversationPrefixes(user)],
    [...userArgs(context, user), assertSnowflake(channel), cachedVersion ?? ''],
  ],
)

type UserDataReply = [
  epoch: string,
  settings: SettingsReply,
  /** Channel, when it was last used… */
  conversations: string[],
  questionsWithTraces: string[],
  knowledge: KnowledgeReply,
  contextLinks: string[],
]

/** What is kept of a user besides their conversations, and where those are. */
export const runReadUserData = defineScript<UserDataReply>('user-memory/read-user-data-12').ofUser(
  (context: ScriptContext, user: UserId, cachedVersion: string | undefined) => [
    [
      ...[...userKeys(context, user), context.keys.conversations(user), context.keys.traces(user)],
      context.keys.formerTraces(user),
    ],
    [...userArgs(context, user), cachedVersion ?? ''],
  ],
)

/** The fields of a conversation, and its turns: name, JSON… in their order. */
export const runReadConversation = defineScript<[fields: string[], turns: string[]]>(
  'user-memory/read-conversation-3',
).ofUser(({ keys }: ScriptBase, conversation: Conversation) => [
  [keys.conversation(conversation), keys.log(conversation), keys.turns(conversation)],
  [],
])

/** A version, the user's own messages each with the question of this conversation it belongs to, and others' messages. */
export const runFindMessageOwners = defineScript<
  'exists' | 'moved' | [version: string, own: string[], others: string[]]
>('user-memory/find-message-owners-11').ofUser(
  (context: ScriptContext, conversation: Conversation, epoch: string, messages: readonly string[]) => {
    const { keys } = context
    const { user, channel } = conversation
    return [
      [...userKeys(context, user), keys.conversation(conversation), keys.log(conversation)],
      [...userArgs(context, user), epoch, assertSnowflake(channel), ...messages],
    ]
  },
)

/** Of the questions of which something was not kept: channel, guild or '', JSON… */
export const runReadRejectedQuotes = defineScript<string[]>('user-memory/read-rejected-quotes-4').ofUser(
  ({ keys }: ScriptBase, user: UserId) => {
    const [conversations, log, turns] = keys.conversationPrefixes(user)
    return [[keys.conversations(user), conversations ?? '', log ?? '', turns ?? ''], []]
  },
)

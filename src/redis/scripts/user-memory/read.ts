import type { Conversation, UserId } from '../../../memory/types.ts'
import { assertSnowflake } from '../../keys.ts'
import type { KnowledgeReply } from '../../records/knowledge.ts'
import { defineScript } from '../../run-script.ts'
import { type ScriptContext, userArgs, userKeys } from '../script-context.ts'

/** Time zone, paused, locale: '' what is not set. */
export type SettingsReply = [string, string, string]

/** Epoch, settings, incognito until, evicted facts, unlearned questions, summaries, channels, knowledge. */
export type OverviewReply = [string, SettingsReply, string, string, number, string[], string[], KnowledgeReply]

/** Epoch, settings, channels with when each was last used, questions whose answers have traces, knowledge. */
export type UserDataReply = [string, SettingsReply, string[], string[], KnowledgeReply]

const readOverview = defineScript<OverviewReply>('user-memory/read-overview-14')
const readUserData = defineScript<UserDataReply>('user-memory/read-user-data-11')
const readConversation = defineScript<[string[], string[]]>('user-memory/read-conversation-3')
const findMessageOwners = defineScript<'exists' | 'moved' | [string, string[], string[]]>(
  'user-memory/find-message-owners-11',
)

/** What is known of a user, seen from one conversation. */
export async function runReadOverview(
  context: ScriptContext,
  { user, channel }: Conversation,
  cachedVersion: string | undefined,
): Promise<OverviewReply> {
  const { keys } = context
  return await readOverview.run(
    context.redis,
    [...userKeys(context, user), keys.conversations(user), ...keys.conversationPrefixes(user)],
    [...userArgs(context, user), assertSnowflake(channel), cachedVersion ?? ''],
  )
}

/** What is kept of a user besides their conversations, and where those are. */
export async function runReadUserData(
  context: ScriptContext,
  user: UserId,
  cachedVersion: string | undefined,
): Promise<UserDataReply> {
  const { keys } = context
  return await readUserData.run(
    context.redis,
    [...userKeys(context, user), keys.conversations(user), keys.traces(user)],
    [...userArgs(context, user), cachedVersion ?? ''],
  )
}

/** The fields of a conversation, and its turns: name, JSON… in their order. */
export async function runReadConversation(
  { redis, keys }: Pick<ScriptContext, 'redis' | 'keys'>,
  conversation: Conversation,
): Promise<[string[], string[]]> {
  return await readConversation.run(
    redis,
    [keys.conversation(conversation), keys.log(conversation), keys.turns(conversation)],
    [],
  )
}

/** A version, the user's own messages each with the question of this conversation it belongs to, and others' messages. */
export async function runFindMessageOwners(
  context: ScriptContext,
  conversation: Conversation,
  { epoch, messages }: { epoch: string; messages: readonly string[] },
): Promise<'exists' | 'moved' | [string, string[], string[]]> {
  const { keys } = context
  const { user, channel } = conversation
  return await findMessageOwners.run(
    context.redis,
    [...userKeys(context, user), keys.conversation(conversation), keys.log(conversation)],
    [...userArgs(context, user), epoch, assertSnowflake(channel), ...messages],
  )
}

import { type Audience, scopeFilterFor, scopeMoveTo, scopeOfAudience } from '../../../memory/scope.ts'
import { oldestRetainedSnowflake, snowflakeTime } from '../../../memory/turns.ts'
import type { Conversation, MessageId, Question, QuestionRef } from '../../../memory/types.ts'
import { assertSnowflake, claimField } from '../../keys.ts'
import type { SnapshotReply } from '../../records/snapshot.ts'
import { questionJson } from '../../records/turns.ts'
import { defineScript } from '../../run-script.ts'
import {
  conversationArgs,
  conversationKeys,
  newEpoch,
  type ScriptBase,
  type ScriptContext,
  TOMBSTONE_SECONDS,
} from '../script-context.ts'

/** What the scripts need to know of the settings and of this process. */
export interface ConversationContext extends ScriptContext {
  /** Names this process in its claims: the token of its lease. */
  readonly processId: string
  readonly windowMessages: number
  readonly logLimit: number
  /** How long the learner waits for more after a turn, and how many of the user's turns it learns at once. */
  readonly learnDelayMs: number
  readonly learnBatch: number
}

/** Who asks a question, where, and the version of the user's knowledge that the process has. */
interface Reading {
  readonly question: QuestionRef
  readonly audience: Audience
  readonly cachedVersion: string | undefined
}

/** Stores a question, which claims it; null if it was kept before, is claimed, or its message was deleted. */
export const runKeepQuestion = defineScript<SnapshotReply | null>('conversation/keep-question-19').ofUser(
  (context: ConversationContext, question: Question, reading: Reading) => {
    const { keys, processId, logLimit } = context
    const { user, scope, guild } = question
    return [
      [...conversationKeys(context, question), keys.guilds(user), keys.guildPrefix],
      [
        ...[...conversationArgs(context, question), ...snapshotArgs(context, reading), ...learningArgs(context)],
        ...[questionJson(question), scope, guild === undefined ? '' : assertSnowflake(guild), claimField(question)],
        ...[processId, newEpoch(), logLimit, TOMBSTONE_SECONDS],
      ],
    ]
  },
)

/** Reads what a reply may draw on; null if the question is neither kept nor being answered. */
export const runReadSnapshot = defineScript<SnapshotReply | null>('conversation/read-snapshot-17').ofUser(
  (context: ConversationContext, reading: Reading) => [
    conversationKeys(context, reading.question),
    [...[...conversationArgs(context, reading.question), ...snapshotArgs(context, reading)], guildOf(reading.audience)],
  ],
)

/** Claims a kept question again, with new words if there are any. Returns the question and its answer as JSON; or null. */
export const runReopenQuestion = defineScript<[string, string, SnapshotReply, MessageId[]] | 'claimed' | null>(
  'conversation/reopen-question-18',
).ofUser((context: ConversationContext, reading: Reading, text: string | undefined) => {
  const { question, audience } = reading
  return [
    [...conversationKeys(context, question), context.keys.processes],
    [
      ...[...conversationArgs(context, question), ...snapshotArgs(context, reading)],
      ...editArgs(context, question, audience, text ?? ''),
      ...[claimField(question), context.processId, text === undefined ? '0' : '1', TOMBSTONE_SECONDS],
    ],
  ]
})

/** Gives a kept question new words. */
export const runEditQuestion = defineScript<number>('conversation/edit-question-17').ofUser(
  (context: ConversationContext, question: QuestionRef, audience: Audience, text: string) => [
    conversationKeys(context, question),
    [
      ...[...conversationArgs(context, question), ...editArgs(context, question, audience, text)],
      ...[claimField(question), context.processId],
    ],
  ],
)

/** Lets what was said before an id of Discord's go into no prompt; 0 if nothing is kept of the conversation. */
export const runBeginAnew = defineScript<number>('conversation/begin-anew-2').ofUser(
  ({ keys }: ScriptBase, conversation: Conversation, after: MessageId) => [
    [keys.conversation(conversation), keys.user(conversation.user)],
    [assertSnowflake(after)],
  ],
)

/** The arguments of schedule_learning in change-log.lua. */
export function learningArgs({ learnDelayMs, learnBatch, windowMessages }: ConversationContext): number[] {
  return [learnDelayMs, learnBatch, windowMessages]
}

/** Turns of a window: it is up to twice as long while summarizing is behind. */
export function longestWindow({ windowMessages }: Pick<ConversationContext, 'windowMessages'>): number {
  return 2 * windowMessages
}

/** The arguments of read_snapshot in snapshot.lua. */
function snapshotArgs(
  context: ConversationContext,
  { question: { id }, audience, cachedVersion }: Reading,
): (string | number)[] {
  const filter = scopeFilterFor(audience)
  const scopes = filter === 'all' ? '*' : JSON.stringify(filter)
  return [
    ...[assertSnowflake(id), scopes, longestWindow(context), oldestRetainedSnowflake(id, context.historyDays)],
    cachedVersion ?? '',
  ]
}

/** The arguments of edit_of in edit.lua. */
function editArgs(
  context: ConversationContext,
  { id }: QuestionRef,
  audience: Audience,
  text: string,
): (string | number)[] {
  const [scope, move] = [scopeOfAudience(audience) ?? '', JSON.stringify(scopeMoveTo(audience))]
  return [
    ...[assertSnowflake(id), text.toWellFormed(), scope, move, guildOf(audience), snowflakeTime(id)],
    ...learningArgs(context),
  ]
}

function guildOf(audience: Audience): string {
  return audience.kind === 'server' ? audience.guild : ''
}

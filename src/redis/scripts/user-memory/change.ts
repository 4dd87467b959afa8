import type { Conversation, UserId, UserSettings } from '../../../memory/types.ts'
import { assertSnowflake } from '../../keys.ts'
import { defineScript } from '../../run-script.ts'
import {
  conversationArgs,
  conversationKeys,
  newEpoch,
  type ScriptBase,
  type ScriptContext,
  userArgs,
  userKeys,
} from '../script-context.ts'

interface ChangeArgs {
  readonly fingerprint: string
  readonly payload: string
  /** The fields of each fact's hash. */
  readonly facts: readonly string[]
}

function changeCall(
  context: ScriptContext,
  user: UserId,
  { fingerprint, payload, facts }: ChangeArgs,
): readonly [string[], (string | number)[]] {
  return [
    [...userKeys(context, user), context.keys.guilds(user), context.keys.guildPrefix],
    [...userArgs(context, user), fingerprint, newEpoch(), payload, ...facts],
  ]
}

/** Stores what a user changes by themselves, or nothing: 0 if anything it was made of has changed. */
export const runApplyChange = defineScript<0 | 1>('user-memory/apply-change-11').ofUser(changeCall)

/** The same for what takes the place of something: a full Redis takes it, too. */
export const runReplaceKnowledge = defineScript<0 | 1>('user-memory/replace-knowledge-11').ofUser(changeCall)

interface RestoredConversation {
  readonly epoch: string
  readonly version: string
  readonly guild: string | undefined
  readonly lastUsedAt: number
  /** The turns as members of the order of the log, all of the same length, one after the other. */
  readonly order: string
  readonly fields: readonly (readonly [string, string])[]
  /** Name and JSON of each. */
  readonly turns: readonly (readonly [string, string])[]
}

export const runRestoreConversation = defineScript<'kept' | 'exists' | 'moved' | 'again'>(
  'user-memory/restore-conversation-19',
).ofUser((context: ScriptContext, conversation: Conversation, restored: RestoredConversation) => {
  const { epoch, version, guild, lastUsedAt, order, fields, turns } = restored
  return [
    [...conversationKeys(context, conversation), context.keys.guilds(conversation.user), context.keys.guildPrefix],
    [
      ...[...conversationArgs(context, conversation), epoch, version, newEpoch()],
      ...[guild === undefined ? '' : assertSnowflake(guild), Math.round(lastUsedAt), fields.length, order],
      ...[...fields.flat(), ...turns.flat()],
    ],
  ]
})

export const runUpdateSettings = defineScript<number>('user-memory/update-settings-2').ofUser(
  ({ keys }: ScriptBase, user: UserId, { timeZone, isPaused, locale }: Partial<UserSettings>) => [
    [keys.user(user), keys.pending],
    [
      ...[assertSnowflake(user), newEpoch()],
      // An empty value removes a field.
      ...(timeZone === undefined ? [] : ['timeZone', timeZone]),
      ...(isPaused === undefined ? [] : ['paused', isPaused ? '1' : '']),
      ...(locale === undefined ? [] : ['locale', locale]),
    ],
  ],
)

export const runSetIncognito = defineScript<number>('user-memory/set-incognito-1').ofUser(
  ({ keys }: ScriptBase, { user, channel }: Conversation, isOn: boolean) => [
    [keys.user(user)],
    [assertSnowflake(channel), isOn ? '1' : '0', newEpoch()],
  ],
)

/** Stores what a user is shown to choose or confirm; `isReplacement` if only as long as one of this id is stored. */
export const runKeepChoice = defineScript<number>('user-memory/keep-choice-1').ofUser(
  ({ keys }: ScriptBase, user: UserId, choice: { id: string; json: string; isReplacement: boolean }) => [
    [keys.pendingChoices(user)],
    [choice.id, choice.json, choice.isReplacement ? '1' : '0'],
  ],
)

export const runReadChoice = defineScript<string | null>('user-memory/read-choice-1').ofUser(
  ({ keys }: ScriptBase, user: UserId, id: string) => [[keys.pendingChoices(user)], [id]],
)

import type { Conversation, UserId, UserSettings } from '../../../memory/types.ts'
import { assertSnowflake } from '../../keys.ts'
import { defineScript } from '../../run-script.ts'
import {
  conversationArgs,
  conversationKeys,
  newEpoch,
  type ScriptContext,
  userArgs,
  userKeys,
} from '../script-context.ts'

const applyChange = defineScript<number>('user-memory/apply-change-11')
const restoreConversation = defineScript<'kept' | 'exists' | 'moved' | 'again'>('user-memory/restore-conversation-19')
const updateSettings = defineScript<number>('user-memory/update-settings-2')
const setIncognito = defineScript<number>('user-memory/set-incognito-1')
const keepChoice = defineScript<number>('user-memory/keep-choice-1')
const readChoice = defineScript<string | null>('user-memory/read-choice-1')

type Context = Pick<ScriptContext, 'redis' | 'keys'>

/**
 * Stores what a user changes by themselves, or nothing; false if anything it was made of has changed.
 * @param facts the fields of each fact's hash
 */
export async function runApplyChange(
  context: ScriptContext,
  user: UserId,
  change: { fingerprint: string; payload: string; facts: readonly string[] },
): Promise<boolean> {
  const { keys } = context
  const applied = await applyChange.run(
    context.redis,
    [...userKeys(context, user), keys.guilds(user), keys.guildPrefix],
    [...userArgs(context, user), change.fingerprint, newEpoch(), change.payload, ...change.facts],
  )
  return applied === 1
}

/**
 * @param order the turns as members of the order of the log, all of the same length, one after the other
 * @param fields of the conversation's hash
 * @param turns name and JSON of each
 */
export async function runRestoreConversation(
  context: ScriptContext,
  conversation: Conversation,
  restored: {
    readonly epoch: string
    readonly version: string
    readonly guild: string | undefined
    readonly lastUsedAt: number
    readonly order: string
    readonly fields: readonly (readonly [string, string])[]
    readonly turns: readonly (readonly [string, string])[]
  },
): Promise<'kept' | 'exists' | 'moved' | 'again'> {
  const { keys } = context
  const { epoch, version, guild, lastUsedAt, order, fields, turns } = restored
  return await restoreConversation.run(
    context.redis,
    [...conversationKeys(context, conversation), keys.guilds(conversation.user), keys.guildPrefix],
    [
      ...[...conversationArgs(context, conversation), epoch, version, newEpoch()],
      ...[guild === undefined ? '' : assertSnowflake(guild), Math.round(lastUsedAt), fields.length, order],
      ...[...fields.flat(), ...turns.flat()],
    ],
  )
}

export async function runUpdateSettings(
  { redis, keys }: Context,
  user: UserId,
  { timeZone, isPaused, locale }: Partial<UserSettings>,
): Promise<void> {
  // An empty value removes a field.
  const fields = [
    ...(timeZone === undefined ? [] : ['timeZone', timeZone]),
    ...(isPaused === undefined ? [] : ['paused', isPaused ? '1' : '']),
    ...(locale === undefined ? [] : ['locale', locale]),
  ]
  const args = [assertSnowflake(user), newEpoch(), ...fields]
  await updateSettings.run(redis, [keys.user(user), keys.pending], args)
}

export async function runSetIncognito(
  { redis, keys }: Context,
  { user, channel }: Conversation,
  isOn: boolean,
): Promise<void> {
  await setIncognito.run(redis, [keys.user(user)], [assertSnowflake(channel), isOn ? '1' : '0', newEpoch()])
}

/** Stores what a user is shown to choose or confirm; `isReplacement` if only as long as one of this id is stored. */
export async function runKeepChoice(
  { redis, keys }: Context,
  user: UserId,
  choice: { id: string; json: string; isReplacement: boolean },
): Promise<void> {
  await keepChoice.run(redis, [keys.pendingChoices(user)], [choice.id, choice.json, choice.isReplacement ? '1' : '0'])
}

export async function runReadChoice({ redis, keys }: Context, user: UserId, id: string): Promise<string | null> {
  return await readChoice.run(redis, [keys.pendingChoices(user)], [id])
}

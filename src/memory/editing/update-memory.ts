import type { ServerSettings } from '../ports/settings/server-settings.ts'
import { type MemoryChange, type Overview, retryWhileMoved, type UserMemoryStore } from '../ports/user-memory-store.ts'
import type { Conversation, GuildId, Retention } from '../types.ts'

export type EditableMemory = Pick<UserMemoryStore, 'readOverview' | 'applyChange'>

/** A change to be applied, none if nothing is to be, and what the caller is told once it is. */
export interface PlannedUpdate<Result> {
  readonly change?: MemoryChange
  readonly result: Result
}

/** An edit is made twice at most: what it rests on may change between reading and writing. */
const MAX_TRIES = 2

/**
 * Plans a change by what is known of a user now, and applies it whole; plans it anew if something of theirs changed in
 * between. `moved`, and nothing applied, if it changed each time.
 */
export async function updateMemory<Result>(
  { user, channel }: Conversation,
  userMemory: EditableMemory,
  plan: (overview: Overview) => PlannedUpdate<Result> | Promise<PlannedUpdate<Result>>,
): Promise<Result | 'moved'> {
  return await retryWhileMoved(MAX_TRIES, async () => {
    const { change, result } = await plan(await userMemory.readOverview({ user, channel }))
    if (change === undefined) return result
    return (await userMemory.applyChange(user, change)) === 'kept' ? result : 'moved'
  })
}

/** Whether what a user says in a conversation may be kept now; if not, why. */
export async function readRetention(
  { settings, incognitoUntil }: Overview,
  guild: GuildId | undefined,
  serverSettings: Pick<ServerSettings, 'isMemoryOff'>,
): Promise<Retention> {
  if (settings.isPaused) return 'paused'
  if (incognitoUntil !== undefined) return 'incognito'
  return guild !== undefined && (await serverSettings.isMemoryOff(guild)) ? 'serverOff' : 'kept'
}

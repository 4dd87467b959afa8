import type { UserId } from '../../../memory/types.ts'
import { assertSnowflake } from '../../keys.ts'
import { defineScript } from '../../run-script.ts'
import type { ScriptContext } from '../script-context.ts'

type Context = Pick<ScriptContext, 'redis' | 'keys'>

const listDue = defineScript<string[]>('learning/list-due-1')
const postponeDue = defineScript<number>('learning/postpone-due-1')
const readBacklog = defineScript<[string, ...string[]]>('learning/read-backlog-6')
const setNextDue = defineScript<number>('learning/set-next-due-2')

/** The members of a sorted set whose time has come, `limit` at most, longest due first. */
export async function runListDue({ redis }: Context, list: string, limit: number): Promise<readonly string[]> {
  return await listDue.run(redis, [list], [limit])
}

export async function runPostponeDue({ redis, keys }: Context, user: UserId, ms: number): Promise<void> {
  await postponeDue.run(redis, [keys.pending], [assertSnowflake(user), Math.round(ms)])
}

/** A version, then for each conversation: channel id, questions that wait, turns without a summary, time of the last one. */
export async function runReadBacklog({ redis, keys }: Context, user: UserId): Promise<[string, ...string[]]> {
  const lists = [keys.user(user), keys.conversations(user), ...keys.conversationPrefixes(user)]
  return await readBacklog.run(redis, lists, [])
}

/** Does nothing if anything of the user's has changed since that version. */
export async function runSetNextDue(
  { redis, keys }: Context,
  user: UserId,
  { version, nextAt }: { version: string; nextAt: number | undefined },
): Promise<void> {
  const at = nextAt === undefined ? '' : Math.round(nextAt)
  await setNextDue.run(redis, [keys.user(user), keys.pending], [assertSnowflake(user), version, at])
}

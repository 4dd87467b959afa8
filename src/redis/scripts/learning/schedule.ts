import type { UserId } from '../../../memory/types.ts'
import { assertSnowflake } from '../../keys.ts'
import { defineScript } from '../../run-script.ts'
import type { ScriptBase } from '../script-context.ts'

/** Longer than any run of the learner over one user: a claim that nobody releases keeps the user's id no longer. */
const LEARNER_CLAIM_MS = 3_600_000

/**
 * The members of a sorted set whose time has come, each with how many ms ago that was, `limit` at most, longest due first; without the
 * first `passed` of them.
 */
export const runListDue = defineScript<readonly string[]>('learning/list-due-1').calledWith(
  (_: ScriptBase, list: string, limit: number, passed: number) => [[list], [limit, passed]],
)

export const runPostponeDue = defineScript<number>('learning/postpone-due-1').ofUser(
  ({ keys }: ScriptBase, user: UserId, ms: number) => [[keys.pending], [assertSnowflake(user), Math.round(ms)]],
)

/** A version, then for each conversation: channel id, questions that wait, turns without a summary, time of the last one. */
export const runReadBacklog = defineScript<[string, ...string[]]>('learning/read-backlog-6').ofUser(
  ({ keys }: ScriptBase, user: UserId) => [
    [keys.user(user), keys.conversations(user), ...keys.conversationPrefixes(user)],
    [],
  ],
)

/** The id of the oldest question after the learner's cursors. */
export const runFindOldestUnlearned = defineScript<string | null>('learning/find-oldest-unlearned-6').calledWith(
  ({ keys }: ScriptBase, user: UserId) => [
    [keys.user(user), keys.conversations(user), ...keys.conversationPrefixes(user)],
    [],
  ],
)

/** Does nothing if anything of the user's has changed since that version. */
export const runSetNextDue = defineScript<number>('learning/set-next-due-2').ofUser(
  ({ keys }: ScriptBase, user: UserId, { version, delayMs }: { version: string; delayMs: number | undefined }) => [
    [keys.user(user), keys.pending],
    [assertSnowflake(user), version, delayMs === undefined ? '' : Math.round(delayMs)],
  ],
)

/** 0 while another process has the user that is alive. */
export const runClaimLearner = defineScript<0 | 1>('learning/claim-learner-2').ofUser(
  ({ keys }: ScriptBase, user: UserId, processId: string) => [
    [keys.learner(user), keys.processes],
    [processId, LEARNER_CLAIM_MS],
  ],
)

export const runReleaseLearner = defineScript<number>('learning/release-learner-1').ofUser(
  ({ keys }: ScriptBase, user: UserId, processId: string) => [[keys.learner(user)], [processId]],
)

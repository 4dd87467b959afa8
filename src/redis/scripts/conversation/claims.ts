import type { Shards } from '../../../memory/shards.ts'
import type { QuestionRef } from '../../../memory/types.ts'
import { claimField } from '../../keys.ts'
import { defineScript } from '../../run-script.ts'
import { type ScriptBase, TOMBSTONE_SECONDS } from '../script-context.ts'

/** Ends the claims of questions of one user that get no answer, or one that is not kept: then `isAnswered` if they got one. */
export const runReleaseClaim = defineScript<number>('conversation/release-claim-3').calledWith(
  (
    { keys }: ScriptBase,
    [question, ...companions]: readonly [QuestionRef, ...QuestionRef[]],
    { isAnswered, processId }: { isAnswered: boolean; processId: string },
  ) => [
    [keys.user(question.user), keys.messagePrefix, keys.claims],
    [
      ...[TOMBSTONE_SECONDS, isAnswered ? '1' : '0', processId],
      ...[question, ...companions].flatMap(one => [claimField(one), one.id]),
    ],
  ],
)

interface TakingOver {
  readonly processId: string
  /** The same attempt returns again what it took. */
  readonly attempt: number
  /** Looks through the claims also where no process is known to be dead: it may have died before it was known. */
  readonly isThorough: boolean
  /** Those of this process. */
  readonly shards: Shards
}

/** Takes over the claims of processes that are no longer alive, of what was asked in these shards; returns their fields. */
export const runTakeOverClaims = defineScript<readonly string[]>('conversation/take-over-claims-4').calledWith(
  ({ keys }: ScriptBase, { processId, attempt, isThorough, shards }: TakingOver) => [
    [keys.claims, keys.processes, keys.allConversationsPrefix, keys.allLogsPrefix],
    [processId, attempt, isThorough ? '1' : '0', shards.count, ...shards.ids],
  ],
)

/** Whether a process has the claim of a question still; its lease goes on for so long then. 1 or 0. */
export const runConfirmClaim = defineScript<number>('conversation/confirm-claim-2').calledWith(
  ({ keys }: ScriptBase, question: QuestionRef, { processId, ms }: { processId: string; ms: number }) => [
    [keys.claims, keys.processes],
    [claimField(question), processId, ms],
  ],
)

/** Leaves the claims of questions of one user, as far as they are this process's, to whoever looks through all next. */
export const runPassOnClaims = defineScript<number>('conversation/pass-on-claims-1').calledWith(
  ({ keys }: ScriptBase, questions: readonly QuestionRef[], processId: string) => [
    [keys.claims],
    [processId, ...questions.map(claimField)],
  ],
)

/** Says that a process has ended: whoever looks next takes what it has claimed. */
export const runEndLease = defineScript<number>('conversation/end-lease-1').calledWith(
  ({ keys }: ScriptBase, processId: string) => [[keys.processes], [processId]],
)

/** Says that a process is alive for so long. */
export const runRenewLease = defineScript<number>('conversation/renew-lease-1').calledWith(
  ({ keys }: ScriptBase, processId: string, ms: number) => [[keys.processes], [processId, ms]],
)

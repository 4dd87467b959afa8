import type { QuestionRef } from '../../../memory/types.ts'
import { claimField } from '../../keys.ts'
import { defineScript } from '../../run-script.ts'
import { type ScriptBase, TOMBSTONE_SECONDS } from '../script-context.ts'

/** Ends the claim of a question that gets no answer, or one that is not kept: then `isAnswered` if it got one. */
export const runReleaseClaim = defineScript<number>('conversation/release-claim-3').calledWith(
  ({ keys }: ScriptBase, question: QuestionRef, { isAnswered }: { isAnswered: boolean }) => [
    [keys.user(question.user), keys.message(question.id), keys.claims],
    [claimField(question), TOMBSTONE_SECONDS, isAnswered ? '1' : '0'],
  ],
)

/**
 * Takes over the claims of processes that are no longer alive; returns their fields.
 * The same attempt returns again what it took.
 */
export const runTakeOverClaims = defineScript<readonly string[]>('conversation/take-over-claims-2').calledWith(
  ({ keys }: ScriptBase, processId: string, attempt: number) => [
    [keys.claims, keys.processes],
    [processId, attempt],
  ],
)

/** Says that a process is alive for so long. */
export const runRenewLease = defineScript<number>('conversation/renew-lease-1').calledWith(
  ({ keys }: ScriptBase, processId: string, ms: number) => [[keys.processes], [processId, ms]],
)

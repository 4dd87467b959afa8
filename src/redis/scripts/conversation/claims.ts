import type { QuestionRef } from '../../../memory/types.ts'
import { claimField } from '../../keys.ts'
import { defineScript } from '../../run-script.ts'
import { type ScriptContext, TOMBSTONE_SECONDS } from '../script-context.ts'

type Context = Pick<ScriptContext, 'redis' | 'keys'>

const releaseClaim = defineScript<number>('conversation/release-claim-3')
const takeOverClaims = defineScript<string[]>('conversation/take-over-claims-2')
const renewLease = defineScript<number>('conversation/renew-lease-1')

/** Ends the claim of a question that gets no answer, or one that is not kept: then `isAnswered` if it got one. */
export async function runReleaseClaim(
  { redis, keys }: Context,
  question: QuestionRef,
  { isAnswered }: { isAnswered: boolean },
): Promise<void> {
  const args = [claimField(question), TOMBSTONE_SECONDS, isAnswered ? '1' : '0']
  await releaseClaim.run(redis, [keys.user(question.user), keys.message(question.id), keys.claims], args)
}

/**
 * Takes over the claims of processes that are no longer alive; returns their fields.
 * @param attempt the same one again returns again what it took
 */
export async function runTakeOverClaims(
  { redis, keys }: Context,
  processId: string,
  attempt: number,
): Promise<readonly string[]> {
  return await takeOverClaims.run(redis, [keys.claims, keys.processes], [processId, attempt])
}

/** Says that a process is alive for so long. */
export async function runRenewLease({ redis, keys }: Context, processId: string, ms: number): Promise<void> {
  await renewLease.run(redis, [keys.processes], [processId, ms])
}

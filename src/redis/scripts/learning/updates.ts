import type { LearningInput, RetryState } from '../../../memory/ports/learning-store.ts'
import type { Conversation } from '../../../memory/types.ts'
import { claimPrefix } from '../../keys.ts'
import type { LearningInputReply } from '../../records/learning-input.ts'
import { defineScript } from '../../run-script.ts'
import { conversationArgs, conversationKeys, type ScriptContext } from '../script-context.ts'

const readInput = defineScript<LearningInputReply | null>('learning/read-input-17')
const commitUpdate = defineScript<number>('learning/commit-update-18')
const recordFailure = defineScript<number>('learning/record-failure-2')

/** Reads what there is to learn from; null if the conversation is gone, or the user has paused their memory. */
export async function runReadInput(
  context: ScriptContext,
  conversation: Conversation,
  limits: { contextTurns: number; maxTurns: number; cachedVersion: string | undefined },
): Promise<LearningInputReply | null> {
  return await readInput.run(context.redis, conversationKeys(context, conversation), [
    ...[...conversationArgs(context, conversation), limits.contextTurns, limits.maxTurns, limits.cachedVersion ?? ''],
    claimPrefix(conversation),
  ])
}

/**
 * Stores what was learned, or nothing; false if anything it was made of has changed.
 * @param facts the fields of each fact's hash, and its embedding
 */
export async function runCommitUpdate(
  context: ScriptContext,
  conversation: Conversation,
  update: { fingerprint: string; preconditions: string; writes: string; facts: readonly (string | Buffer)[] },
): Promise<boolean> {
  const keys = [...conversationKeys(context, conversation), context.keys.setAsideTurns(conversation.user)]
  const { fingerprint, preconditions, writes, facts } = update
  const args = [...conversationArgs(context, conversation), fingerprint, preconditions, writes, ...facts]
  return (await commitUpdate.run(context.redis, keys, args)) === 1
}

/** Records a failure, unless the cursor has moved since the input was read. */
export async function runRecordFailure(
  { redis, keys }: Pick<ScriptContext, 'redis' | 'keys'>,
  input: LearningInput,
  part: 'learn' | 'fold',
  state: RetryState,
): Promise<void> {
  const cursor = part === 'learn' ? 'learnedTo' : 'summarizedTo'
  const args = [input.epoch, `trouble:${part}`, cursor, input[cursor] ?? '', JSON.stringify(state)]
  await recordFailure.run(redis, [keys.user(input.user), keys.conversation(input)], args)
}

import type { LearningInput, RetryState } from '../../../memory/ports/learning-store.ts'
import type { Conversation } from '../../../memory/types.ts'
import { claimPrefix } from '../../keys.ts'
import type { LearningInputReply } from '../../records/learning-input.ts'
import { defineScript } from '../../run-script.ts'
import { conversationArgs, conversationKeys, type ScriptBase, type ScriptContext } from '../script-context.ts'

interface InputLimits {
  readonly contextTurns: number
  readonly maxTurns: number
  /** The version of the user's knowledge that the process has. */
  readonly cachedVersion: string | undefined
}

/** Reads what there is to learn from; null if the conversation is gone, or the user has paused their memory. */
export const runReadInput = defineScript<LearningInputReply | null>('learning/read-input-17').ofUser(
  (context: ScriptContext, conversation: Conversation, { contextTurns, maxTurns, cachedVersion }: InputLimits) => [
    conversationKeys(context, conversation),
    [
      ...[...conversationArgs(context, conversation), contextTurns, maxTurns, cachedVersion ?? ''],
      claimPrefix(conversation),
    ],
  ],
)

/** An update as commit-update is given it. */
export interface UpdateArgs {
  readonly fingerprint: string
  readonly preconditions: string
  readonly writes: string
  /** The fields of each fact's hash, and its embedding. */
  readonly facts: readonly (string | Buffer)[]
}

/** Stores what was learned, or nothing: 0 if anything it was made of has changed. */
export const runCommitUpdate = defineScript<0 | 1>('learning/commit-update-18').ofUser(
  (context: ScriptContext, conversation: Conversation, update: UpdateArgs) => [
    [...conversationKeys(context, conversation), context.keys.setAsideTurns(conversation.user)],
    [
      ...[...conversationArgs(context, conversation), update.fingerprint, update.preconditions, update.writes],
      ...update.facts,
    ],
  ],
)

/** Records a failure, unless the cursor has moved since the input was read. */
export const runRecordFailure = defineScript<number>('learning/record-failure-2').ofUser(
  ({ keys }: ScriptBase, input: LearningInput, part: 'learn' | 'fold', state: RetryState) => {
    const cursor = part === 'learn' ? 'learnedTo' : 'summarizedTo'
    return [
      [keys.user(input.user), keys.conversation(input)],
      [input.epoch, `trouble:${part}`, cursor, input[cursor] ?? '', JSON.stringify(state)],
    ]
  },
)

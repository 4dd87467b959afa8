import type { AnswerTextKey } from '../../locales/en.ts'
import type { MessageId, Snapshot } from '../../memory/types.ts'
import type { IncomingQuestion, MessageContext } from '../incoming/parse-message.ts'
import type { AnswerClaim } from '../outgoing/answer-claim.ts'
import type { StreamedReply } from '../outgoing/streamed-reply.ts'
import type { PlaceSettingsChain } from '../place-settings.ts'

/** Why an answer under way ends early: the abort reason of its signal. */
export type AbortReason = 'stopped' | 'deleted' | 'superseded' | 'shutdown' | 'readersChanged' | 'answeredElsewhere'

/** A question on its way to an answer. */
export interface AnswerTask {
  readonly message: IncomingQuestion
  /** What stands around it: read from Discord while earlier questions are answered. */
  readonly messageContext: Promise<MessageContext>
  readonly abort: AbortController
  /** When the message arrived, by `performance.now()`. */
  readonly begunAt: number
  /** What admins set where it was asked. Never rejects. */
  readonly placeSettings: Promise<PlaceSettingsChain>
  /** Whether what may be spent is spent: the sentence that refuses the answer then. Read beside the claim, or when its turn has come. */
  readonly readLimit: () => Promise<AnswerTextKey | undefined>
  /** What it adds to the conversation is on its way to the store: a later read sees it. */
  isSettled: boolean
  /** Whether this process is to answer it still. Asks Redis, where its lease had a pause. */
  readonly claim: () => Promise<AnswerClaim>
  /** Whether another process was heard to answer it, or what was said after it. */
  readonly isAnsweredElsewhere: (claim: AnswerClaim) => boolean
  /** Whether a message is one of those that it answers, or was and is deleted. */
  readonly answersTo: (message: MessageId) => boolean
  /** Whether what a process that died has shown of an answer may stay where no better one comes. */
  readonly mayStandingStay: () => boolean
  /** Called where the message to which it replies is gone; true if those before it are answered without it, for which this one ends. */
  readonly leaveOut: () => boolean
  /** Called where its question is gone, or one that it answers as well: true if those that are still there keep their claims, and are answered anew. */
  readonly answerAnew: () => boolean
  /** Called where an answer of another process was found, with the message to which that replies if it is known: why this one ends. */
  readonly leaveToOther: (repliesTo: MessageId | undefined) => AbortReason
  reply?: StreamedReply
  /** What shows what was said to all but the last of those it answers, where that alone has an answer. */
  shownToEarlier?: readonly MessageId[]
  /** Why no other answer takes its place, though it may have ended before for another reason. */
  endReason?: AbortReason
}

/** What an answer may draw on. */
export interface AnswerContext {
  /** What memory holds, as it was read last; absent while it is out of reach. */
  snapshot?: Snapshot
  /** When that was, by `performance.now()`. */
  readAt?: number
  /** The token that it had then. */
  lastToken?: string | undefined
  /** Nothing of memory is shown any more, as it could not be asked what was forgotten. */
  isBlind?: true
  /** Messages of an earlier answer, to be written over. */
  readonly existingMessages: readonly MessageId[]
  /** The earlier answer stays if there is no new one: whoever asked for a new one reads elsewhere that there is none. */
  readonly keepsOldAnswer?: boolean
  /** Its claim was taken over from a process that died, though memory is out of reach since. */
  readonly isClaimed?: true
  /** No claim keeps other processes away from the question. */
  readonly mayBeElsewhere?: boolean
  /** What stands under the answer if memory was out of reach. */
  notice?: AnswerTextKey
}

/** Why an answer has ended early, if it has. */
export function abortReasonOf({ abort, endReason }: AnswerTask): AbortReason | undefined {
  return endReason ?? (abort.signal.reason as AbortReason | undefined)
}

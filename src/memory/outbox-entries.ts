import type { ConversationStore } from './ports/conversation-store.ts'
import type { Audience } from './scope.ts'
import { compareSnowflakes } from './turns.ts'
import type { Answer, MessageId, Question, QuestionRef, UserId } from './types.ts'

/** What the outbox tells. */
export type OutboxStore = Pick<
  ConversationStore,
  'keepQuestion' | 'keepAnswer' | 'findTurns' | 'releaseClaim' | 'passOnClaim' | 'deleteMessage' | 'editQuestion'
>

/** An edit or a deletion. */
export interface PendingWrite {
  /** Whose words are in it; none if there are none. */
  readonly question?: QuestionRef
  readonly send: () => Promise<unknown>
}

export interface AnswerTerms {
  /** That of the snapshot; '' if the answer was made of the question alone. */
  readonly snapshotToken?: string | undefined
  /** Those that were to be answered with the question: their claims end with its own. */
  readonly companions?: readonly QuestionRef[]
  /** Where there is no answer: another process seems to give it, and whoever looks next does if none is kept by then. */
  readonly isLeft?: boolean
}

export interface PendingAnswer extends Required<AnswerTerms> {
  readonly question: QuestionRef
  /** Undefined: the question gets none, or none that is kept. */
  readonly answer: Answer | undefined
  readonly snapshotToken: string
  /** An edit waited already as it was given: it answers the new words, and is told after that. */
  readonly isToEdit: boolean
  /** By the clock that nobody can set. */
  readonly since: number
}

export interface PendingQuestion {
  readonly question: Question
  readonly audience: Audience
  /** The store has it, and may lose it until it has the answer: a server that fails over, or crashes, loses what it took last. */
  readonly isKept: boolean
  readonly since: PendingAnswer['since']
}

export type AnsweredQuestions = Pick<PendingAnswer, 'question' | 'companions'>

/** All that an answer is to. */
export function questionsOf({ question, companions }: AnsweredQuestions): readonly MessageId[] {
  return [question.id, ...companions.map(({ id }) => id)]
}

/** The ids of what waits of one user's, the oldest first. */
export function idsOf(
  user: UserId,
  waiting: ReadonlyMap<MessageId, Pick<PendingWrite, 'question'>>,
): readonly MessageId[] {
  return [...waiting].flatMap(([id, { question }]) => (question?.user === user ? id : [])).toSorted(compareSnowflakes)
}

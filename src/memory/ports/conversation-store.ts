import type { Audience, Scope } from '../scope.ts'
import type { Shards } from '../shards.ts'
import type {
  Answer,
  Conversation,
  MessageId,
  Question,
  QuestionRef,
  ReopenedQuestion,
  Snapshot,
  Trace,
  UserId,
} from '../types.ts'

/** A process that shows no sign of life for so long is taken for dead: others take over what it has claimed. */
export const LEASE_MS = 10_000

/**
 * Where conversations live. Every method is safe to repeat, and is one round trip.
 * Each throws MemoryUnavailable when the store can't be reached in time.
 */
export interface ConversationStore {
  /**
   * Keeps a question, and so claims it, and returns all a reply may draw on; `claimed` if that was done before.
   * Where the user has paused their memory, the conversation is incognito, or the server's memory is off, it is claimed
   * and not kept: no word of it is stored, and `releaseClaim` ends it.
   */
  keepQuestion(question: Question, audience: Audience): Promise<Snapshot | 'claimed'>

  /** What a reply to a claimed question, kept or not, may draw on now; `gone` if the question was deleted or forgotten meanwhile. */
  readSnapshot(question: QuestionRef, audience: Audience): Promise<Snapshot | 'gone'>

  /**
   * Claims a kept question again, to answer it anew, though the answer may not be kept now; with `text` when it was edited (its `rev` grows).
   * The window holds only what stands before it. `claimed` if another process answers it. `gone` if it is not kept, or its text is answered
   * already; or if it was kept, and its new words may not be: then it is no more, and `keepQuestion` claims it as one that is not kept.
   */
  reopenQuestion(
    question: QuestionRef,
    audience: Audience,
    text?: string,
  ): Promise<ReopenedQuestion | 'gone' | 'claimed'>

  /**
   * Changes the words of a kept question, if it is kept; what was answered to the old ones is not shown to the model any
   * more. Where nothing may be kept now, it is forgotten.
   */
  editQuestion(question: QuestionRef, audience: Audience, text: string): Promise<void>

  /** The newest question of a conversation that has an answer, if there is one. */
  findLastAnswer(
    conversation: Conversation,
  ): Promise<{ question: QuestionRef; messages: readonly MessageId[] } | undefined>

  /**
   * Lets a conversation begin anew: window and summaries of snapshots have nothing of before a moment, which an id of Discord's
   * tells; the latest moment holds. All of it stays kept, is learned and summarised, and an answer that comes late belongs to
   * its question. `nothing` where nothing is kept of the conversation.
   */
  beginAnew(conversation: Conversation, after: MessageId): Promise<'begun' | 'nothing'>

  /**
   * Keeps the answer, with what went into it, and ends the claims. `gone`, nothing kept and the claims as they were, if the question, or
   * one that is answered with it, was deleted or forgotten meanwhile; `removed` if a message of the answer was; `unkept` if anything else
   * was forgotten, which it may tell, or nothing may be kept by now: then it is known which messages show it, and no more; `lost` if the
   * store had the question, and has lost it to a crash.
   * @param snapshotToken that of its snapshot; '' if it was made of the question alone
   */
  keepAnswer(question: QuestionRef, snapshotToken: string, answer: Answer, trace?: Trace): Promise<KeepingOutcome>

  /**
   * Whose turns some messages show, as long as that is kept: it outlives their words. A message that is left out is no turn,
   * or one that is not known any more.
   * @param user whose turns they are, where it is known: those of nobody else are found then
   */
  findTurns(messages: readonly MessageId[], user?: UserId): Promise<ReadonlyMap<MessageId, TurnRecord | 'gone'>>

  /** What went into an answer of this user, while that is kept (HISTORY_DAYS). */
  readTrace(question: QuestionRef): Promise<Trace | undefined>

  /**
   * Whether this process has the claim of a question still that it claimed at a moment, by `performance.now()`: where it was
   * frozen, or away from the store, it is taken for dead, and another takes its claims over. No round trip where that can't be.
   */
  holdsClaim(question: QuestionRef, since: number): Promise<boolean>

  /**
   * Ends the claim of a question that gets no answer: the model failed, or it is too old to be answered still.
   * Or of one that is not kept: then `answered` if it was.
   * @param companions earlier questions of the same person that were to be answered with it: their claims end with its own, or none does
   */
  releaseClaim(question: QuestionRef, end?: 'answered', companions?: readonly QuestionRef[]): Promise<void>

  /**
   * Leaves a claimed question to whoever takes claims over in a minute or two, be it this process: it could not be answered now.
   * @param companions those of the same person that were to be answered with it
   */
  passOnClaim(question: QuestionRef, companions?: readonly QuestionRef[]): Promise<void>

  /**
   * Ends the claim of a question that gets no answer, and takes it out with all that was made of it: who asked was never
   * told that it is kept. It counts as never said to the bot.
   */
  withdrawQuestion(question: QuestionRef): Promise<void>

  /**
   * Takes the turn of a deleted Discord message out: a question with its answer, or an answer; with it the summaries that
   * cover it, the facts and statements that rest on it, and what was kept of it for matching. Its question, if it was
   * known; where it was the question itself, with the messages that show the answer.
   * @param how `forgotten`: it still stands on Discord, and its deletion there is to find the messages of the answer.
   */
  deleteMessage(message: MessageId, how?: 'forgotten'): Promise<DeletedMessage | undefined>

  /** Takes over and returns the questions, asked in these shards, that a process claimed and left unanswered when it died. */
  takeOverClaims(shards: Shards): Promise<readonly QuestionRef[]>
}

/** What became of an answer that was to be kept: see `keepAnswer`. */
export type KeepingOutcome = 'kept' | 'unkept' | 'gone' | 'removed' | 'lost'

/** What is known of the turn that a message shows, without its words. `gone` where it was deleted or forgotten, or not kept. */
export interface TurnRecord {
  readonly user: UserId
  /** The question itself, or the one that is answered. */
  readonly question: MessageId
  /** Of a question, under which it was kept at first. */
  readonly scope?: Scope | undefined
}

/** The question of a turn that was taken out, and the messages that show the answer to nothing now. */
export interface DeletedTurn {
  readonly question: QuestionRef
  readonly answers: readonly MessageId[]
}

/** What was taken out with a message: its turn, and how much rested on it. */
export interface DeletedMessage extends DeletedTurn {
  readonly facts: number
}

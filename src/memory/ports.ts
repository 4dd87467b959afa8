import type { Audience } from './scope.ts'
import type {
  Answer,
  ChannelId,
  Conversation,
  GuildId,
  MessageId,
  Question,
  QuestionRef,
  Reopened,
  Snapshot,
  UserId,
} from './types.ts'

/**
 * Where conversations live. Every method is safe to repeat, and is one round trip.
 * Each throws MemoryUnavailable when the store can't be reached in time.
 */
export interface MemoryStore {
  /** Keeps a question, and so claims it, and returns all a reply may draw on; `claimed` if that was done before. */
  receive(question: Question, audience: Audience): Promise<Snapshot | 'claimed'>

  /** What a reply to a claimed question may draw on now; `gone` if the question was deleted or forgotten meanwhile. */
  look(question: QuestionRef, audience: Audience): Promise<Snapshot | 'gone'>

  /**
   * Claims a kept question again, to answer it anew; with `text` when it was edited (its `rev` grows).
   * The window holds only what stands before it. `gone` if it is not kept, or its text is answered already.
   */
  reopen(question: QuestionRef, audience: Audience, text?: string): Promise<Reopened | 'gone'>

  /** Changes the words of a kept question, if it is kept; what was answered to the old ones is not shown to the model any more. */
  revise(question: QuestionRef, audience: Audience, text: string): Promise<void>

  /** The newest question of a conversation that has an answer, if there is one. */
  lastAnswered(
    conversation: Conversation,
  ): Promise<{ question: QuestionRef; messages: readonly MessageId[] } | undefined>

  /** Keeps the answer and ends the claim. False, and nothing kept, if the question was deleted or forgotten meanwhile. */
  answer(question: QuestionRef, epoch: string, answer: Answer): Promise<boolean>

  /** Ends the claim of a question that gets no answer: the model failed, or it is too old to be answered still. */
  giveUp(question: QuestionRef): Promise<void>

  /** Takes the turn of a deleted Discord message out: a question with its answer, or an answer. Its question, if it was known. */
  deleteMessage(message: MessageId): Promise<QuestionRef | undefined>

  /** Takes over and returns the questions that a process claimed and left unanswered when it died. */
  takeAbandoned(): Promise<readonly QuestionRef[]>
}

/** What admins set for channels. */
export interface ChannelSettings {
  /** The channels in which the bot answers every message. */
  listening(): Promise<ReadonlySet<ChannelId>>
  setListening(channel: ChannelId, isOn: boolean): Promise<void>
}

/** Tokens spent today (UTC), by whom. */
export interface TokenLedger {
  spent(by: Spender): Promise<{ user: number; guild: number; bot: number }>
  add(by: Spender, tokens: number): Promise<void>
}

export interface Spender {
  readonly user: UserId
  readonly guild?: GuildId
}

/** Counts tokens as the chat model would. */
export interface TokenCounter {
  count(text: string): number
}

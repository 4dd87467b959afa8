import type { Scope } from './scope.ts'

/** Discord snowflakes: digits. Compared by length, then as text; they do not fit a JavaScript number. */
export type UserId = string
export type ChannelId = string
export type GuildId = string
export type MessageId = string

/** One user in one channel, thread or DM. */
export interface Conversation {
  readonly user: UserId
  readonly channel: ChannelId
}

/** Names a question: the turn `q:<id>` of a conversation. */
export interface QuestionRef extends Conversation {
  readonly id: MessageId
}

/** Something a user said to the bot, as it is to be kept. Times are milliseconds since 1970. */
export interface Question extends QuestionRef {
  readonly guild?: GuildId
  readonly scope: Scope
  /** Clean text: mentions are names. Attachments stand here as their names only. */
  readonly text: string
  readonly saidAt: number
}

export interface QuestionTurn {
  readonly role: 'user'
  readonly id: MessageId
  readonly text: string
  readonly saidAt: number
  readonly scope: Scope
  /** Grows by one with each edit, from 0. */
  readonly rev: number
}

export interface AnswerTurn {
  readonly role: 'assistant'
  /** The id of the question it answers. */
  readonly id: MessageId
  readonly text: string
  readonly saidAt: number
  readonly scope: Scope
  /** The Discord messages that show it, in order. */
  readonly messages: readonly MessageId[]
}

export type Turn = QuestionTurn | AnswerTurn

/** An answer as it was shown. */
export interface Answer {
  readonly text: string
  readonly saidAt: number
  readonly messages: readonly MessageId[]
}

/** All that a reply may draw on, at one moment. */
export interface Snapshot {
  /** The user's epoch: an answer is refused if everything was forgotten meanwhile. */
  readonly epoch: string
  /** Turns before the question that the audience may hear, oldest first. */
  readonly window: readonly Turn[]
}

/** A question that was asked before and is to be answered anew. */
export interface Reopened {
  readonly snapshot: Snapshot
  readonly question: QuestionTurn
  /** The Discord messages of its present answer, in order; empty if there is none. */
  readonly messages: readonly MessageId[]
}

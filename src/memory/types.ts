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
  /** Earlier questions that it answers as well: their claims end with that of its question, and their deletion takes its messages. */
  readonly companions?: readonly QuestionRef[]
}

/** Names a turn of a conversation: a question by its id, an answer by that of its question. */
export type TurnName = `q:${string}` | `a:${string}`

/** What summarizing made of the oldest turns of a conversation. */
export interface Summary {
  readonly id: string
  readonly text: string
  readonly scope: Scope
  /** When the first and the last of its turns were said. */
  readonly from: number
  readonly to: number
}

/** A summary with the turns it stands for, which can be thousands: where one of them is deleted, it goes with it. */
export interface CoveringSummary extends Summary {
  readonly covers: readonly TurnName[]
}

export type FactId = string

export const factKinds = [
  'personal',
  'preference',
  'relationship',
  'event',
  'plan',
  'decision',
  'promise',
  'topic',
] as const
export type FactKind = (typeof factKinds)[number]

/** What a fact tells that does not hold now: it held once, or is yet to come (planned, intended or wished for). */
export const factStatuses = ['past', 'planned'] as const
export type FactStatus = (typeof factStatuses)[number]

/** One self-contained sentence about the user, or about somebody or something they told of. */
export interface Fact {
  readonly id: FactId
  readonly text: string
  /** The user's own words that it rests on. */
  readonly quote: string
  readonly kind: FactKind
  /** Absent where it holds. */
  readonly status?: FactStatus
  /** When it was learned nobody could tell whether the user said so: see knowledge/certainty.ts. */
  readonly isUnsure?: true
  /** Whom it is about: the user, or an entity of theirs. */
  readonly subject: EntityId
  /** Which of the subject's properties it tells, in lower case: `home`, `employer`, `favourite colour`. */
  readonly facet?: string
  readonly scope: Scope
  readonly saidAt: number
  /** When it happens or happened, as precisely as known: yyyy, yyyy-mm, yyyy-mm-dd or yyyy-mm-ddThh:mm, in the user's time zone. */
  readonly eventAt?: string
  /** The user's own words for `eventAt`, where it says less than they do: `in summer`, `after Lent`. */
  readonly dateWords?: string
  /** What it corrects or brings up to date: past for whoever hears this one. */
  readonly replaces: readonly FactId[]
  /** What it replaces is no less true: it says the same, and more. */
  readonly isRestatement?: true
  /** The messages it rests on, that of the quote first. Where one of them is deleted, the fact goes. */
  readonly sources: readonly [MessageId, ...MessageId[]]
  readonly channel: ChannelId
  readonly guild?: GuildId
  /** How often it was said again, and when last. */
  readonly confirmations: number
  readonly confirmedAt?: number
  /** Words of the turns around its source, for matching only. Empty once one of those messages is deleted. */
  readonly near: string
  /**
   * The user asked for it to be kept, in their own words: of a `message` of theirs, or by a `command`, a button or a form,
   * whose id then stands in `sources` and leads to no message.
   */
  readonly asked?: 'message' | 'command'
}

export type EntityId = string

/** The entity that is the user: its statements are their profile. */
export const USER_ENTITY: EntityId = 'user'

/**
 * One thing said of an entity under one scope. There is one for each entity, field and scope; a later one takes its
 * place. knowledge/entities.ts makes fields, and makes entities of what is visible.
 */
export interface Statement {
  readonly entity: EntityId
  /** `name`, `type`, `relation`, `alias:<alias>`, `attr:<facet>` or, where several can be true at once, `attr:<facet>:<value>`; `doubt:<fact>`: see knowledge/doubts.ts. */
  readonly field: string
  readonly value: string
  readonly scope: Scope
  readonly saidAt: number
  readonly sources: readonly [MessageId, ...MessageId[]]
  /** The fact that says the same: where that one is replaced, this is past too. */
  readonly fact?: FactId
}

/** What is known of a user as far as one audience may hear it. The same object as long as nothing of it has changed. */
export interface Knowledge {
  readonly user: UserId
  /** Oldest first; those that were replaced are among them. */
  readonly facts: readonly Fact[]
  readonly statements: readonly Statement[]
}

/** What a user has set for themselves. */
export interface UserSettings {
  /** IANA name of the time zone in which their days are told; TIME_ZONE if they set none. */
  readonly timeZone?: string
  /** Nothing that they say is kept. */
  readonly isPaused: boolean
  /** The language they use Discord in, as far as a command or button has told: `de`, `pt-BR`. */
  readonly locale?: string
}

/** Whether what is said is kept; if not, why. What was known before may be told all the same. */
export type Retention = 'kept' | 'paused' | 'incognito' | 'serverOff'

/** All that a reply may draw on, at one moment. */
export interface Snapshot {
  /** The user's epoch: it ends when everything is forgotten. */
  readonly epoch: string
  /** What an answer to it rests on: another one as soon as anything of the user's was forgotten, by whatever process. */
  readonly snapshotToken: string
  readonly settings: UserSettings
  /**
   * Of the answer to be made; a question that comes while it is not `kept` is claimed alone. What is `forgotten` was said
   * before its author had everything forgotten, and came in afterwards.
   */
  readonly retention: Retention | 'forgotten'
  /** The user was never answered before. */
  readonly isFirst: boolean
  /** Turns before the question that no summary covers and the audience may hear, oldest first. */
  readonly window: readonly Turn[]
  /** The summaries that the audience may hear, oldest first. */
  readonly summaries: readonly Summary[]
  readonly known: Knowledge
  /** The conversation was begun anew after this message or command; nothing of before is in window and summaries. */
  readonly begunAfter?: MessageId
}

/** What went into an answer, for explaining it later: ids alone, so that nothing forgotten lives on in it. */
export interface Trace {
  readonly facts: readonly FactId[]
  readonly segments: readonly string[]
  readonly window: readonly { readonly turn: TurnName; readonly rev: number }[]
  /** How often the model looked further. */
  readonly lookups: number
}

/** A question that was asked before and is to be answered anew. */
export interface ReopenedQuestion {
  readonly snapshot: Snapshot
  /** The Discord messages of its present answer, in order; empty if there is none. */
  readonly messages: readonly MessageId[]
}

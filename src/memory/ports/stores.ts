import type { Audience, Scope } from '../scope.ts'
import type {
  Answer,
  ChannelId,
  Conversation,
  CoveringSummary,
  EntityId,
  Fact,
  FactId,
  GuildId,
  Knowledge,
  MessageId,
  Question,
  QuestionRef,
  ReopenedQuestion,
  Snapshot,
  Statement,
  Trace,
  Turn,
  TurnName,
  UserId,
} from '../types.ts'

/**
 * Where conversations live. Every method is safe to repeat, and is one round trip.
 * Each throws MemoryUnavailable when the store can't be reached in time.
 */
export interface ConversationStore {
  /**
   * Keeps a question, and so claims it, and returns all a reply may draw on; `claimed` if that was done before.
   * Where the user has paused their memory, the conversation is incognito, or the server's memory is off, it is claimed
   * and not kept: no word of it is stored, and `giveUp` ends it.
   */
  keepQuestion(question: Question, audience: Audience): Promise<Snapshot | 'claimed'>

  /** What a reply to a claimed question, kept or not, may draw on now; `gone` if the question was deleted or forgotten meanwhile. */
  readSnapshot(question: QuestionRef, audience: Audience): Promise<Snapshot | 'gone'>

  /**
   * Claims a kept question again, to answer it anew, though the answer may not be kept now; with `text` when it was edited (its `rev` grows).
   * The window holds only what stands before it. `gone` if it is not kept, or its text is answered already; or if it
   * was kept, and its new words may not be: then it is no more, and `receive` claims it as one that is not kept.
   */
  reopenQuestion(question: QuestionRef, audience: Audience, text?: string): Promise<ReopenedQuestion | 'gone'>

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
   * Keeps the answer, with what went into it, and ends the claim. `gone`, and nothing kept, if the question was deleted or
   * forgotten meanwhile; `unkept` if anything else was forgotten, which it may tell, or nothing may be kept by now: then
   * it is known which messages show it, and no more.
   * @param ground that of its snapshot; '' if it was made of the question alone
   */
  keepAnswer(question: QuestionRef, ground: string, answer: Answer, trace?: Trace): Promise<'kept' | 'unkept' | 'gone'>

  /** What went into an answer of this user, while that is kept (HISTORY_DAYS). */
  readTrace(question: QuestionRef): Promise<Trace | undefined>

  /**
   * Ends the claim of a question that gets no answer: the model failed, or it is too old to be answered still.
   * Or of one that is not kept: then `answered` if it was.
   */
  releaseClaim(question: QuestionRef, end?: 'answered'): Promise<void>

  /**
   * Takes the turn of a deleted Discord message out: a question with its answer, or an answer; with it the segments that
   * cover it, the facts and statements that rest on it, and what was kept of it for matching. Its question, if it was
   * known; where it was the question itself, with the messages that show the answer.
   * @param how `forgotten`: it still stands on Discord, and its deletion there is to find the messages of the answer.
   */
  deleteMessage(message: MessageId, how?: 'forgotten'): Promise<(DeletedTurn & DeletedKnowledge) | undefined>

  /** Takes over and returns the questions that a process claimed and left unanswered when it died. */
  takeOverClaims(): Promise<readonly QuestionRef[]>
}

/** The question of a turn that was taken out, and the messages that show the answer to nothing now. */
export interface DeletedTurn {
  readonly question: QuestionRef
  readonly answers: readonly MessageId[]
}

/** How much rested on a message that was taken out, and went with it. */
interface DeletedKnowledge {
  readonly facts: number
}

/** What is still to be learned of a user, told by conversation. */
export interface Backlog {
  readonly user: UserId
  /** Grows with every change of anything of the user's. */
  readonly version: string
  readonly conversations: readonly ConversationBacklog[]
}

export interface ConversationBacklog extends Conversation {
  /** Questions that the learner has not passed, and those behind it that were edited or came in late. */
  readonly unlearned: number
  /** Turns that no segment covers. */
  readonly unsummarized: number
  readonly lastSaidAt: number
}

/** How far back a cursor of the learner was set after failures: so many turns at once, tried so often since. */
export interface RetryState {
  readonly size: number
  readonly tries: number
  /** When what is left of it was last tried alone, in milliseconds since 1970. */
  readonly triedAt?: number
}

/** A conversation as the learner finds it: what a lesson is made of, and what its commit is checked against. */
export interface LearningInput extends Conversation {
  readonly guild?: GuildId
  readonly epoch: string
  /** In which the user's days are told, if they set one. */
  readonly timeZone?: string
  /** Changes with every fact and statement of the user. */
  readonly factsVersion: string
  /** The last turn that was learned, or folded; none at the beginning. */
  readonly learnedTo?: TurnName
  readonly summarizedTo?: TurnName
  /** Turns behind `learnedTo` that were edited since, or came in late. */
  readonly relearn: readonly TurnName[]
  /** A few turns before each cursor, and 200 at most after it, or two windows; edited ones among them; oldest first. */
  readonly turns: readonly Turn[]
  /** Where one cursor is far behind the other, the turn after which some are missing in `turns`. */
  readonly gapAfter?: TurnName
  /** Questions of them whose answer is under way. */
  readonly pendingAnswers: readonly TurnName[]
  /** All segments, oldest first. */
  readonly summaries: readonly CoveringSummary[]
  readonly retryStates: { readonly learn?: RetryState; readonly fold?: RetryState }
  /** What is known of the user, to whoever hears this. */
  knowledgeFor(audience: Audience): Knowledge
}

export type NewFact = Fact & { readonly embedding?: Embedding }

/** What the learner wants to have kept of some material: all of it or nothing. */
export interface MemoryUpdate {
  /** The turns that the model was shown, as they were: refused if one of them changed or is gone. */
  readonly shownTurns: readonly { readonly turn: TurnName; readonly rev: number }[]
  /** The segments that the model was shown, merged or not: refused if one of them is gone. */
  readonly shownSummaries?: readonly string[]
  readonly facts: readonly NewFact[]
  /** Facts said again, and when. */
  readonly confirmed: readonly { readonly fact: FactId; readonly saidAt: number }[]
  readonly statements: readonly Statement[]
  /** Facts that must make room. */
  readonly evictedFacts: readonly FactId[]
  /** Entities that must make room, with all that was said of them under any scope. */
  readonly evictedEntities?: readonly EntityId[]
  readonly learnedTo?: TurnName
  readonly relearnedTurns: readonly TurnName[]
  readonly summary?: SummaryUpdate
  /** Turns that are passed unlearned after too many tries, and why: a code, never a text. */
  readonly setAside: readonly { readonly turn: TurnName; readonly reason: string }[]
}

/** A new segment; `merged` takes the place of the two it was made of. */
export interface SummaryUpdate {
  readonly summarizedTo: TurnName
  readonly segment?: CoveringSummary
  readonly merged?: { readonly from: readonly [string, string]; readonly segment: CoveringSummary }
}

/** The learner's side of the store. Each method throws MemoryUnavailable when the store can't be reached in time. */
export interface LearningStore {
  /** The users for whom it is time, longest due first. */
  listDue(limit: number): Promise<readonly UserId[]>
  /** How many users wait to be learned from, due or not. */
  countWaitingUsers(): Promise<number>
  /** Makes a user due now. */
  hasten(user: UserId): Promise<void>
  /** Makes users that are due now due later. */
  postpone(user: UserId, ms: number): Promise<void>
  /** What waits of a user, in every conversation; nothing while they have paused their memory. */
  readBacklog(user: UserId): Promise<Backlog>
  /** Sets when the user is due next, or that nothing waits; does nothing if anything of theirs changed since the backlog. */
  setNextDue(backlog: Backlog, nextAt: number | undefined): Promise<void>
  /** Undefined if the conversation is gone, or the user has paused their memory. */
  readInput(conversation: Conversation): Promise<LearningInput | undefined>
  /** Keeps a lesson, moves the cursors, ends the trouble there was, and lets go of turns that both cursors have passed; not of a question that is being answered. `moved`, and nothing kept, if anything it was made of changed. */
  commit(material: LearningInput, lesson: MemoryUpdate): Promise<'kept' | 'moved'>
  /** Notes a failure at the present cursor; nothing if the cursor has moved. */
  recordFailure(material: LearningInput, part: 'learn' | 'fold', trouble: RetryState): Promise<void>
}

/** A text as a point in the space of meanings, of length one. */
export type Embedding = Float32Array

/** Turns texts into embeddings. */
export interface Embedder {
  /**
   * One for each text, in order; undefined where they can't be had just now, or make no sense (the reason is logged,
   * once a minute at most): what needs them goes on without.
   */
  embed(texts: readonly string[], purpose: 'query' | 'passage'): Promise<readonly Embedding[] | undefined>
}

/** Finds facts by meaning. */
export interface FactIndex {
  /**
   * The facts of one user, in the scopes that may be heard, nearest to a point: cosine similarity, the most similar
   * first, `limit` at most. Facts without an embedding by the present model are not among them.
   * One round trip at most. Throws MemoryUnavailable.
   */
  nearest(query: {
    readonly user: UserId
    readonly visibleScopes: 'all' | readonly Scope[]
    readonly point: Embedding
    readonly limit: number
  }): Promise<readonly { readonly fact: FactId; readonly similarity: number }[]>
}

/** What admins set for channels and servers. */
export interface ServerSettings {
  /** The channels in which the bot answers every message. */
  listenedChannels(): Promise<ReadonlySet<ChannelId>>
  setListened(channel: ChannelId, isOn: boolean): Promise<void>
  /** Whether nothing is kept of what is said in a server. */
  isMemoryOff(guild: GuildId): Promise<boolean>
  setMemoryOff(guild: GuildId, isOff: boolean): Promise<void>
}

/** A server, or one channel or thread of it. */
export interface DepartedPlace {
  readonly guild: GuildId
  readonly channel?: ChannelId
}

/** Places that are gone, or that the bot left: what was said there goes when it is time, also after a restart. */
export interface Departures {
  /** @param at when it goes, in milliseconds since 1970; the earlier one stands where it was told before. */
  schedule(place: DepartedPlace, at: number): Promise<void>
  /** The bot is back in a server. */
  cancel(guild: GuildId): Promise<void>
  /** The places for which it is time. */
  listDue(): Promise<readonly DepartedPlace[]>
  /** Who said something in a server. */
  listSpeakers(guild: GuildId): Promise<readonly UserId[]>
  complete(place: DepartedPlace): Promise<void>
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

import type { RejectedQuote } from '../knowledge/rejected-quotes.ts'
import type { Audience } from '../scope.ts'
import type {
  Conversation,
  CoveringSummary,
  EntityId,
  Fact,
  FactId,
  GuildId,
  Knowledge,
  MessageId,
  Statement,
  Turn,
  TurnName,
  UserId,
} from '../types.ts'
import type { Embedding } from './embedder.ts'

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
  /** Turns that no summary covers. */
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

/** A conversation as the learner finds it: what an update is made of, and what its commit is checked against. */
export interface LearningInput extends Conversation {
  readonly guild?: GuildId
  readonly epoch: string
  /** In which the user's days are told, if they set one. */
  readonly timeZone?: string
  /** The language they use Discord in, as far as it is known. */
  readonly locale?: string
  /** Changes with every fact and statement of the user. */
  readonly factsVersion: string
  /** The last turn that was learned, or summarized; none at the beginning. */
  readonly learnedTo?: TurnName
  readonly summarizedTo?: TurnName
  /** The conversation was begun anew after this id of Discord's: no summary covers turns of both before and after. */
  readonly begunAfter?: MessageId
  /** Turns behind `learnedTo` that were edited since, or came in late. */
  readonly relearn: readonly TurnName[]
  /** A few turns before each cursor, and 200 at most after it, or two windows; edited ones among them; oldest first. */
  readonly turns: readonly Turn[]
  /** Where one cursor is far behind the other, the turn after which some are missing in `turns`. */
  readonly gapAfter?: TurnName
  /** Questions of them whose answer is under way. */
  readonly pendingAnswers: readonly TurnName[]
  /** All summaries, oldest first. */
  readonly summaries: readonly CoveringSummary[]
  readonly retryStates: { readonly learn?: RetryState; readonly fold?: RetryState }
  /** What is known of the user, to whoever hears this. */
  knowledgeFor(audience: Audience): Knowledge
}

export type NewFact = Fact & { readonly embedding?: Embedding }

/** What the learner wants to have kept of some input: all of it or nothing. */
export interface MemoryUpdate {
  /** The turns that the model was shown, as they were: refused if one of them changed or is gone. */
  readonly shownTurns: readonly { readonly turn: TurnName; readonly rev: number }[]
  /** The summaries that the model was shown, merged or not: refused if one of them is gone. */
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
  /** Questions learned from, each with what of it was not kept: in the place of what stood with it before. */
  readonly rejectedQuotes?: readonly { readonly turn: TurnName; readonly quotes: readonly RejectedQuote[] }[]
  /** Turns that are passed unlearned after too many tries, and why: a code, never a text. */
  readonly setAside: readonly { readonly turn: TurnName; readonly reason: string }[]
}

/** A new summary; `merged` takes the place of the two it was made of. */
export interface SummaryUpdate {
  readonly summarizedTo: TurnName
  readonly segment?: CoveringSummary
  readonly merged?: { readonly from: readonly [string, string]; readonly segment: CoveringSummary }
}

/** The learner's side of the store. Each method throws MemoryUnavailable when the store can't be reached in time. */
export interface LearningStore {
  /** The users for whom it is time, longest due first, but for so many of them. */
  listDue(limit: number, passed?: number): Promise<readonly UserId[]>
  /** Takes the learning of a user for this process; false while another process has it that is alive. */
  claim(user: UserId): Promise<boolean>
  /** Gives the learning of a user back, if this process has it. */
  release(user: UserId): Promise<void>
  /** How many users wait to be learned from, due or not. */
  countWaitingUsers(): Promise<number>
  /** When the oldest question was said that is still to be learned, in milliseconds since 1970; undefined if none waits. Of very many who wait, of the longest due. */
  findOldestUnlearned(): Promise<number | undefined>
  /** Makes users that are due now due later. */
  postpone(user: UserId, ms: number): Promise<void>
  /** What waits of a user, in every conversation; nothing while they have paused their memory. */
  readBacklog(user: UserId): Promise<Backlog>
  /** Sets in how many milliseconds the user is due next, or that nothing waits; does nothing if anything of theirs changed since the backlog. */
  setNextDue(backlog: Backlog, delayMs: number | undefined): Promise<void>
  /** Undefined if the conversation is gone, or the user has paused their memory. */
  readInput(conversation: Conversation): Promise<LearningInput | undefined>
  /** Keeps an update, moves the cursors, ends the retries there were, and lets go of turns that both cursors have passed; not of a question that is being answered. `moved`, and nothing kept, if anything it was made of changed. */
  commit(input: LearningInput, update: MemoryUpdate): Promise<'kept' | 'moved'>
  /** Notes a failure at the present cursor; nothing if the cursor has moved. */
  recordFailure(input: LearningInput, part: 'learn' | 'fold', state: RetryState): Promise<void>
}

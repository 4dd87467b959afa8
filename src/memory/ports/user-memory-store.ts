import type { QuestionWithRejectedQuotes } from '../knowledge/rejected-quotes.ts'
import type { Scope } from '../scope.ts'
import type {
  ChannelId,
  Conversation,
  CoveringSummary,
  EntityId,
  Fact,
  FactId,
  GuildId,
  Knowledge,
  MessageId,
  QuestionRef,
  Statement,
  Summary,
  Trace,
  Turn,
  TurnName,
  UserId,
  UserSettings,
} from '../types.ts'

/**
 * The user's own side of the store: all of theirs, under every scope, for their eyes alone.
 * Every method is safe to repeat, and throws MemoryUnavailable when the store can't be reached in time.
 */
export interface UserMemoryStore {
  /** What is known of a user, seen from one conversation. One round trip. */
  readOverview(conversation: Conversation): Promise<Overview>
  /** The latest questions of which something was not kept, as long as their words are. One round trip. */
  readRejectedQuotes(user: UserId): Promise<readonly QuestionWithRejectedQuotes[]>
  /** Everything that is kept of a user. One round trip for each conversation. */
  readUserData(user: UserId): Promise<UserData>
  /** The question that a Discord message asks, or is an answer to, if that is known. */
  findOwner(message: MessageId): Promise<QuestionRef | undefined>

  /** Keeps what the user tells, moves or corrects by themselves, all of it or nothing: `moved` if what it rests on has changed. */
  applyChange(user: UserId, change: MemoryChange): Promise<'kept' | 'moved'>
  /**
   * Puts a conversation back as it was; `exists`, and nothing is changed, where one is kept. The oldest is to be put back
   * first, MOST_PUT_BACK of its turns at most. One that was last used long ago stays for half of HISTORY_DAYS at least.
   * Left out are turns whose question is known to be somebody else's, and of answers the messages that are not known to
   * show them: what they name could be anybody's.
   */
  restoreConversation(
    user: UserId,
    epoch: string,
    conversation: StoredConversation,
  ): Promise<'kept' | 'exists' | 'moved'>

  /**
   * Notes that something is about to be forgotten, by ids and hashes alone, so that it goes again where a backup is put
   * back that was made before. Of everything, and of what `applyChange` removes, that is noted without a word.
   */
  noteDeletion(user: UserId, note: DeletionNote): Promise<void>
  /**
   * Takes away what is named, with all that leads to it: embeddings, traces, words kept for matching. In steps; what
   * was taken before, or never was, is passed over. What comes in meanwhile stays. Returns what it found.
   */
  forget(user: UserId, plan: DeletionPlan): Promise<DeletionCounts>
  /**
   * Ends the epoch first, so that nothing under way is kept, and takes everything away, settings too, in steps.
   * @param until an id that Discord made when the user wished it: what they said before, and reaches memory only later, as
   * another process was late with it, is not kept either
   */
  forgetEverything(user: UserId, until: MessageId): Promise<DeletionCounts>
  /** How much of it is still to be found, by looking anew: in lists, in records and in the index. */
  countRemaining(user: UserId, plan: DeletionPlan | 'everything'): Promise<number>

  /** What is left out stays; an empty time zone: the bot's again. */
  updateSettings(user: UserId, settings: Partial<UserSettings>): Promise<void>
  /** Those of some users who have paused their memory. */
  findPausedUsers(users: readonly UserId[]): Promise<ReadonlySet<UserId>>
  /** Until it is switched off, or for an hour after the last message, nothing of the conversation is kept. */
  setIncognito(conversation: Conversation, isOn: boolean): Promise<void>

  /** Keeps what is shown to be chosen or confirmed, for an hour: no words of it. Returns what it is called: 16 characters at most. */
  keepChoice(user: UserId, choice: PendingChoice): Promise<string>
  /** Undefined if it is too old, or was never made to this user. */
  readChoice(user: UserId, id: string): Promise<PendingChoice | undefined>
  /** Puts another in its place, as long as it is kept. */
  replaceChoice(user: UserId, id: string, choice: PendingChoice): Promise<void>
}

export interface Overview {
  /** '' where nothing was ever kept. */
  readonly epoch: string
  readonly settings: UserSettings
  /** Until when nothing of this conversation is kept, if so; milliseconds since 1970. */
  readonly incognitoUntil?: number
  readonly known: Knowledge
  /** Of this conversation, oldest first. */
  readonly summaries: readonly Summary[]
  /** The user's messages that are still to be learned, in all conversations. */
  readonly unlearned: number
  /** How many facts had to make room so far. */
  readonly evictedFacts: number
  /** Where turns are kept, the one used last first. */
  readonly conversations: readonly ChannelId[]
}

export interface UserData {
  readonly user: UserId
  readonly epoch: string
  readonly settings: UserSettings
  readonly known: Knowledge
  readonly conversations: readonly StoredConversation[]
  /** What went into answers, by the id of their question. */
  readonly traces: ReadonlyMap<MessageId, Trace>
  /** Where the messages were said that something known rests on, as far as that is kept. */
  readonly messageChannels: ReadonlyMap<MessageId, ChannelId>
  /** Whose words stand around a fact: questions, and the messages that show an answer, also of turns that have left their log. */
  readonly contextMessages: ReadonlyMap<FactId, readonly MessageId[]>
}

export interface StoredConversation {
  readonly channel: ChannelId
  readonly guild?: GuildId
  readonly scope: Scope
  readonly lastUsedAt: number
  readonly learnedTo?: TurnName
  readonly summarizedTo?: TurnName
  /** Oldest first, as the summaries. */
  readonly turns: readonly Turn[]
  readonly segments: readonly CoveringSummary[]
}

export type StatementRef = Pick<Statement, 'entity' | 'field' | 'scope'>

/** So many facts and statements a change may hold. */
export const MAX_CHANGED_RECORDS = 200

/** So many messages it may name. */
export const MAX_NAMED_MESSAGES = 20_000

/** So many turns a conversation may be put back with. */
export const MAX_RESTORED_TURNS = 2000

/** So many messages it may name: those of its turns, and those that its summary covers. */
export const MAX_RESTORED_MESSAGES = 60_000

/** What a user does to what is known of them by themselves. */
export interface MemoryChange {
  /** As it was when this was made up: refused under another. '' where nothing was ever kept. */
  readonly epoch: string
  /** Facts that must still be there. */
  readonly requiredFacts: readonly FactId[]
  /** One under an id that is known takes the place of that one; its embedding and the words around it go. */
  readonly facts: readonly Fact[]
  /** One takes the place of what was said under the same entity, field and scope. */
  readonly statements: readonly Statement[]
  readonly confirmed: readonly { readonly fact: FactId; readonly saidAt: number }[]
  readonly removed: { readonly facts: readonly FactId[]; readonly statements: readonly StatementRef[] }
  /** Facts that must make room: gone as well, and counted as such. */
  readonly evictedFacts: readonly FactId[]
  /**
   * The message that says it, where Discord has just shown it to be the user's: it must not have been deleted, and whose
   * it is is known from now on. Of all other messages only those that are known to be the user's lead to anything.
   */
  readonly sourceMessage?: MessageId
}

/** What a user wants to be forgotten, or what a deletion on Discord means. */
export type ForgetRequest =
  | { readonly kind: 'things'; readonly facts: readonly FactId[]; readonly entities: readonly EntityId[] }
  | { readonly kind: 'conversation'; readonly channel: ChannelId }
  /** Deleted on Discord, or left: a server, or one channel of it. */
  | { readonly kind: 'place'; readonly guild: GuildId; readonly channel?: ChannelId }
  /** Said since a moment, in milliseconds since 1970. */
  | { readonly kind: 'since'; readonly at: number }
  /** One question with its answer, or an answer alone: as if its message was deleted. */
  | { readonly kind: 'turn'; readonly channel: ChannelId; readonly turn: TurnName }
  | { readonly kind: 'segment'; readonly channel: ChannelId; readonly id: string }

/** What is to be forgotten, by name: exactly this goes. */
export interface DeletionPlan {
  readonly facts: readonly FactId[]
  readonly statements: readonly StatementRef[]
  /** Facts that stay, but lose their quote and the words of their date: they say what goes. */
  readonly unquoted: readonly FactId[]
  /** Facts that stay, but lose the words kept around them: they say what goes. */
  readonly withoutNear: readonly FactId[]
  readonly turns: readonly { readonly channel: ChannelId; readonly turn: TurnName }[]
  readonly segments: readonly { readonly channel: ChannelId; readonly id: string }[]
  /** Altogether: log, summary, traces and what leads from their messages; also what has come in since. */
  readonly conversations: readonly ChannelId[]
  /** Messages since then, in milliseconds since 1970, whose turns have left their log: an edit brings none of them back. */
  readonly messagesSince?: number
}

/** How much of what was found when it was taken away. */
export interface DeletionCounts {
  readonly facts: number
  /** People and things of which nothing is left. */
  readonly entities: number
  /** Of the user, and of people and things that stay. */
  readonly statements: number
  readonly turns: number
  readonly summaries: number
  readonly traces: number
  readonly conversations: number
}

/** What a preview showed, by ids; of statements, whose fields hold words, their marks: see memory/forgetting/since-preview.ts. */
export type PreviewedDeletion = Omit<DeletionPlan, 'statements'> & { readonly statements: readonly string[] }

/** What is known of a deletion once it is done: no word of what went. */
export interface DeletionNote {
  readonly request: ForgetRequest
  readonly deleted: PreviewedDeletion
  /** Those that rested on them, or were summed up: where their words are back, they tell again what went. */
  readonly messages: readonly MessageId[]
}

/** Something that waits for the user's click. */
export type PendingChoice =
  | {
      readonly kind: 'choose'
      readonly facts: readonly FactId[]
      readonly entities: readonly EntityId[]
      /** Facts that a search did not find to be about what was asked for, the nearest first: they can be chosen as well. */
      readonly further?: readonly FactId[]
    }
  /** What goes is worked out anew at the click: what was not shown yet is shown first. */
  | { readonly kind: 'confirm'; readonly wish: ForgetRequest; readonly shown: PreviewedDeletion }
  | { readonly kind: 'done' }

/** What forgetting has counted at the beginning. */
export const emptyDeletionCounts: DeletionCounts = {
  ...{ facts: 0, entities: 0, statements: 0, turns: 0, summaries: 0, traces: 0, conversations: 0 },
}

/** What two of its steps have counted. */
export function sumDeletionCounts(a: DeletionCounts, b: DeletionCounts): DeletionCounts {
  return {
    facts: a.facts + b.facts,
    entities: a.entities + b.entities,
    statements: a.statements + b.statements,
    turns: a.turns + b.turns,
    summaries: a.summaries + b.summaries,
    traces: a.traces + b.traces,
    conversations: a.conversations + b.conversations,
  }
}

/** The change that changes nothing, to be filled with what does. */
export function emptyChange(epoch: string): MemoryChange {
  const gone = { facts: [], statements: [] }
  return { epoch, requiredFacts: [], facts: [], statements: [], confirmed: [], removed: gone, evictedFacts: [] }
}

/** Does something until it is not refused as `moved`, so many times at most. */
export async function retryWhileMoved<Result>(
  maxTries: number,
  attempt: () => Promise<Result | 'moved'>,
): Promise<Result | 'moved'> {
  for (let tries = 1; tries < maxTries; tries++) {
    const result = await attempt()
    if (result !== 'moved') return result
  }
  return await attempt()
}

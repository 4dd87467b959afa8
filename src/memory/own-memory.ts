import type { Scope } from './scope.ts'
import type {
  ChannelId,
  Conversation,
  CoveringSegment,
  EntityId,
  Fact,
  FactId,
  GuildId,
  Known,
  MessageId,
  QuestionRef,
  Segment,
  Statement,
  Trace,
  Turn,
  TurnName,
  UserId,
  UserSettings,
} from './types.ts'

/**
 * The user's own side of the store: all of theirs, under every scope, for their eyes alone.
 * Every method is safe to repeat, and throws MemoryUnavailable when the store can't be reached in time.
 */
export interface OwnMemory {
  /** What is known of a user, seen from one conversation. One round trip. */
  overview(conversation: Conversation): Promise<Overview>
  /** Everything that is kept of a user. One round trip for each conversation. */
  holdings(user: UserId): Promise<Holdings>
  /** The question that a Discord message asks, or is an answer to, if that is known. */
  ownerOf(message: MessageId): Promise<QuestionRef | undefined>

  /** Keeps what the user tells, moves or corrects by themselves, all of it or nothing: `moved` if its ground has changed. */
  change(user: UserId, change: Change): Promise<'kept' | 'moved'>
  /**
   * Puts a conversation back as it was; `exists`, and nothing is changed, where one is kept. The oldest is to be put back
   * first, MOST_PUT_BACK of its turns at most. One that was last used long ago stays for half of HISTORY_DAYS at least.
   * Left out are turns whose question is known to be somebody else's, and of answers the messages that are not known to
   * show them: what they name could be anybody's.
   */
  restore(user: UserId, epoch: string, conversation: HeldConversation): Promise<'kept' | 'exists' | 'moved'>

  /**
   * Takes away what is named, with all that leads to it: embeddings, traces, words kept for matching. In steps; what
   * was taken before, or never was, is passed over. What comes in meanwhile stays. Returns what it found.
   */
  forget(user: UserId, forgetting: Forgetting): Promise<Forgotten>
  /** Ends the epoch first, so that nothing under way is kept, and takes everything away, settings too, in steps. */
  forgetEverything(user: UserId): Promise<Forgotten>
  /** How much of it is still to be found, by looking anew: in lists, in records and in the index. */
  remaining(user: UserId, forgetting: Forgetting | 'everything'): Promise<number>

  /** What is left out stays; an empty time zone: the bot's again. */
  set(user: UserId, settings: Partial<UserSettings>): Promise<void>
  /** Until it is switched off, or for an hour after the last message, nothing of the conversation is kept. */
  setIncognito(conversation: Conversation, isOn: boolean): Promise<void>

  /** Keeps what is shown to be chosen or confirmed, for an hour: no words of it. Returns what it is called: 16 characters at most. */
  offer(user: UserId, offer: Offer): Promise<string>
  /** Undefined if it is too old, or was never made to this user. */
  offered(user: UserId, id: string): Promise<Offer | undefined>
  /** Puts another in its place, as long as it is kept. */
  reoffer(user: UserId, id: string, offer: Offer): Promise<void>
}

export interface Overview {
  /** '' where nothing was ever kept. */
  readonly epoch: string
  readonly settings: UserSettings
  /** Until when nothing of this conversation is kept, if so; milliseconds since 1970. */
  readonly incognitoUntil?: number
  readonly known: Known
  /** Of this conversation, oldest first. */
  readonly summary: readonly Segment[]
  /** The user's messages that are still to be learned, in all conversations. */
  readonly waiting: number
  /** How many facts had to make room so far. */
  readonly evicted: number
  /** Where turns are kept, the one used last first. */
  readonly conversations: readonly ChannelId[]
}

export interface Holdings {
  readonly user: UserId
  readonly epoch: string
  readonly settings: UserSettings
  readonly known: Known
  readonly conversations: readonly HeldConversation[]
  /** What went into answers, by the id of their question. */
  readonly traces: ReadonlyMap<MessageId, Trace>
  /** Where the messages were said that something known rests on, as far as that is kept. */
  readonly places: ReadonlyMap<MessageId, ChannelId>
}

export interface HeldConversation {
  readonly channel: ChannelId
  readonly guild?: GuildId
  readonly scope: Scope
  readonly lastUsedAt: number
  readonly learnedTo?: TurnName
  readonly summarizedTo?: TurnName
  /** Oldest first, as the segments. */
  readonly turns: readonly Turn[]
  readonly segments: readonly CoveringSegment[]
}

export type StatementRef = Pick<Statement, 'entity' | 'field' | 'scope'>

/** So many facts and statements a change may hold. */
export const MOST_CHANGED = 200

/** So many messages it may name. */
export const MOST_NAMED = 20_000

/** So many turns a conversation may be put back with. */
export const MOST_PUT_BACK = 2000

/** So many messages it may name: those of its turns, and those that its summary covers. */
export const MOST_NAMED_BACK = 60_000

/** What a user does to what is known of them by themselves. */
export interface Change {
  /** As it was when this was made up: refused under another. '' where nothing was ever kept. */
  readonly epoch: string
  /** Facts that must still be there. */
  readonly standing: readonly FactId[]
  /** One under an id that is known takes the place of that one; its embedding and the words around it go. */
  readonly facts: readonly Fact[]
  /** One takes the place of what was said under the same entity, field and scope. */
  readonly statements: readonly Statement[]
  readonly confirmed: readonly { readonly fact: FactId; readonly saidAt: number }[]
  readonly gone: { readonly facts: readonly FactId[]; readonly statements: readonly StatementRef[] }
  /** Facts that must make room: gone as well, and counted as such. */
  readonly evicted: readonly FactId[]
  /**
   * The message that says it, where Discord has just shown it to be the user's: it must not have been deleted, and whose
   * it is is known from now on. Of all other messages only those that are known to be the user's lead to anything.
   */
  readonly told?: MessageId
}

/** What a user wants to be forgotten, or what a deletion on Discord means. */
export type Wish =
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
export interface Forgetting {
  readonly facts: readonly FactId[]
  readonly statements: readonly StatementRef[]
  /** Facts that stay, but lose their quote: it says what goes. */
  readonly unquoted: readonly FactId[]
  /** Facts that stay, but lose the words kept around them: they say what goes. */
  readonly withoutNear: readonly FactId[]
  readonly turns: readonly { readonly channel: ChannelId; readonly turn: TurnName }[]
  readonly segments: readonly { readonly channel: ChannelId; readonly id: string }[]
  /** Altogether: log, summary, traces and what leads from their messages; also what has come in since. */
  readonly conversations: readonly ChannelId[]
}

/** How much of what was found when it was taken away. */
export interface Forgotten {
  readonly facts: number
  /** People and things of which nothing is left. */
  readonly entities: number
  /** Of the user, and of people and things that stay. */
  readonly statements: number
  readonly turns: number
  readonly segments: number
  readonly traces: number
  readonly conversations: number
}

/** What a preview showed, by ids; of statements, whose fields hold words, their marks: see memory/own/shown.ts. */
export type Shown = Omit<Forgetting, 'statements'> & { readonly statements: readonly string[] }

/** Something that waits for the user's click. */
export type Offer =
  | { readonly kind: 'choose'; readonly facts: readonly FactId[]; readonly entities: readonly EntityId[] }
  /** What goes is worked out anew at the click: what was not shown yet is shown first. */
  | { readonly kind: 'confirm'; readonly wish: Wish; readonly shown: Shown }
  | { readonly kind: 'done' }

import { z } from 'zod'
import { KeepsakeError } from '../errors.ts'
import type { Conversation, EntityId, FactId, MessageId, QuestionRef, UserId } from '../memory/types.ts'

/** A Discord id as it may stand in a key: digits, at most as many as 64 bits need. */
const SNOWFLAKE = /^(?:0|[1-9]\d{0,19})$/

export const snowflakeSchema = z.string().regex(SNOWFLAKE)

/** Something that is no Discord id was about to become part of a key. It is not quoted: it could be anything. */
export class InvalidIdError extends KeepsakeError {
  override readonly canRetry = false
  override readonly tellUser = 'failed'
}

/** Returns the id, or throws InvalidIdError. Called a dozen times for each message, so without a schema. */
export function assertSnowflake(id: string): string {
  if (SNOWFLAKE.test(id)) return id
  throw new InvalidIdError('This is not a Discord id.')
}

/** An id that Keepsake makes itself, of a fact or an entity, as it may stand in a key and in a message link. */
const OWN_ID = /^[\w-]{1,64}$/

export const ownIdSchema = z.string().regex(OWN_ID)

function assertOwnId(id: string): string {
  if (OWN_ID.test(id)) return id
  throw new InvalidIdError('This is not an id of a fact or an entity.')
}

/** What is done to everybody, a few at a time: facts are embedded by a new model, contexts of facts expire. */
export const passNames = ['embeddings', 'contexts'] as const
export type PassName = (typeof passNames)[number]

/** What the scripts of a cell have to find in order: see includes/fence.lua. */
export interface CellFence {
  /** The layout of cells by which the process asks, in a word. */
  layout(): string
  /** Whether a user has another cell in that layout, and stands here as long as nobody has moved them. */
  isLeaving(user: UserId): boolean
}

/** Every key of Keepsake. All keys of one user carry the hash tag `{<user id>}`. */
export type Keys = ReturnType<typeof createKeys>

/** Builds keys under a prefix of their own, so that tests and other programs can share a Redis. */
export function createKeys(prefix = 'keepsake:', cellFence?: CellFence) {
  function userKey(kind: string, user: string): string {
    return `${prefix}${kind}:{${assertSnowflake(user)}}`
  }
  function conversationKey(kind: string, { user, channel }: Conversation): string {
    return `${userKey(kind, user)}:${assertSnowflake(channel)}`
  }
  /** Stands in each cell once a layout holds no longer. */
  const closedLayout = (layout: string) => `${prefix}closed:${layout}`
  /** Stands as long as a user is about to be moved to another cell, or was until it was cut off. */
  const moving = (user: string) => userKey('moving', user)
  return {
    /** In the cell to which a user is moved: who does that. */
    arriving: (user: string) => userKey('arriving', user),
    /** The keys behind those of a script, of a user if one is named: see includes/fence.lua. None where there is one cell for good. */
    fence(user?: UserId): readonly string[] {
      if (cellFence === undefined) return []
      const isLeaving = user !== undefined && cellFence.isLeaving(user)
      const closed = closedLayout(cellFence.layout())
      return isLeaving ? [closed, userKey('user', user), moving(user)] : [closed]
    },
    closedLayout,
    moving,
    user: (user: string) => userKey('user', user),
    conversations: (user: string) => userKey('convs', user),
    messages: (user: string) => userKey('messages', user),
    /** Scope, cursors and the summaries (`segment:<n>`). */
    conversation: (conversation: Conversation) => conversationKey('conv', conversation),
    log: (conversation: Conversation) => conversationKey('log', conversation),
    /** The order of a log: see includes/log.lua. */
    turns: (conversation: Conversation) => conversationKey('turns', conversation),
    /** Turns behind the learner's cursor that were edited since, or came in late: a set of turn names. */
    relearn: (conversation: Conversation) => conversationKey('relearn', conversation),
    /** What the keys of a user's conversations begin with, in the order of the scripts: scripts add the channel id. */
    conversationPrefixes: (user: string) => ['conv', 'log', 'turns', 'relearn'].map(kind => `${userKey(kind, user)}:`),
    /** What those of all users begin with: scripts add `{<user>}:<channel>`. */
    allConversationsPrefix: `${prefix}conv:`,
    /** The same of the logs in them. */
    allLogsPrefix: `${prefix}log:`,
    conversationPrefix: (user: string) => `${userKey('conv', user)}:`,
    logPrefix: (user: string) => `${userKey('log', user)}:`,
    /** Fact id → when it was said. */
    facts: (user: string) => userKey('facts', user),
    fact: (user: string, id: FactId) => `${userKey('fact', user)}:${assertOwnId(id)}`,
    /** What the keys of a user's facts begin with: scripts add the id. */
    factPrefix: (user: string) => `${userKey('fact', user)}:`,
    /** Entity id → when something was last said of it. */
    entities: (user: string) => userKey('entities', user),
    entity: (user: string, id: EntityId) => `${userKey('entity', user)}:${assertOwnId(id)}`,
    entityPrefix: (user: string) => `${userKey('entity', user)}:`,
    /** From a message to what rests on it, or holds its words: see records/message-links.ts. */
    messageLinks: (user: string) => userKey('sources', user),
    /** Question id → what went into its answer: see records/traces.ts. */
    traces: (user: string) => userKey('trace', user),
    /** Until schema version 5 each of these was a key of its own, listed by when the answer was kept. */
    formerTrace: (question: QuestionRef) => `${userKey('trace', question.user)}:${assertSnowflake(question.id)}`,
    formerTraces: (user: string) => userKey('traces', user),
    formerTracePrefix: (user: string) => `${userKey('trace', user)}:`,
    /** Turns that could not be learned: turn name → reason code. */
    setAsideTurns: (user: string) => userKey('aside', user),
    /** The process that learns from a user just now. */
    learner: (user: string) => userKey('learner', user),
    /** The servers where a user said something that was kept. */
    guilds: (user: string) => userKey('guilds', user),
    /** What a user is shown to choose or confirm: its id → JSON. */
    pendingChoices: (user: string) => userKey('offers', user),
    /**
     * Whose question a message shows, or is an answer to: see records/message-record.ts. '' if it was deleted or forgotten
     * a short while ago, or answered without being kept; '-' while such an answer is in progress.
     */
    message: (message: MessageId) => `${prefix}message:${assertSnowflake(message)}`,
    /** What those keys begin with: scripts add the id. */
    messagePrefix: `${prefix}message:`,
    guild: (guild: string) => `${prefix}guild:${assertSnowflake(guild)}`,
    guildPrefix: `${prefix}guild:`,
    /** The schema version of all that stands under these keys, and since which version of Keepsake: a hash. */
    schema: `${prefix}schema`,
    /** In the first cell: how many cells are in use, see cells/layout.ts. */
    cells: `${prefix}cells`,
    /** In the first cell, where several servers have cells: on which one each of them stands, see homes/home-table.ts. */
    homes: `${prefix}homes`,
    /** On each server but the first one that has cells: which memory's. */
    home: `${prefix}home`,
    /** In the first cell, while the memory grows: process → the layout that it knows. */
    layouts: `${prefix}layouts`,
    /** In the first cell: the process that moves users into new cells just now. */
    growth: `${prefix}growth`,
    /** Matches `moving` of all users, for SCAN. */
    movingPattern: `${prefix}moving:{*}`,
    /** How far a pass over everybody has come that is under way: see everybody/pass.ts. */
    pass: (name: PassName) => `${prefix}pass:${name}`,
    /** The process that makes it just now. */
    passLock: (name: PassName) => `${prefix}pass:${name}:holder`,
    /** Stands for a day after the last pass over the contexts of facts. */
    contextsExpired: `${prefix}contexts-expired`,
    /** The process that migrates the memory just now. */
    migration: `${prefix}migration`,
    /** The keys of BullMQ's queue, by which memories of version 0.1 were learned: nothing reads them any more. */
    oldQueue: `${prefix}jobs:`,
    /** Users of whom everything is being removed: `<user>:<epoch>`, the epoch that began then. */
    purges: `${prefix}going`,
    /** The lists of what is still to be removed, in the order of the scripts: facts, traces, messages, links. */
    purgeLists: (user: string, epoch: string) =>
      ['facts', 'traces', 'messages', 'sources'].map(list => `${userKey(`going-${list}`, user)}:${assertOwnId(epoch)}`),
    /** Who is answering what: field `<user>:<channel>:<question>` → a claim, see includes/claims.lua. */
    claims: `${prefix}claims`,
    /** The processes of the bot, by the Redis time in ms until which each is taken to be alive. */
    processes: `${prefix}processes`,
    /** In a local Redis that a bot started: which process owns it. */
    serverOwner: `${prefix}holder`,
    /** The channels in which more than mentions is answered: see stores/server-settings.ts. */
    listeningChannels: `${prefix}listening`,
    /** Another one with every change of that. */
    listeningVersion: `${prefix}listening-version`,
    /** What admins set for a server and its channels: see stores/server-settings.ts. */
    placeSettings: (guild: string) => `${prefix}settings:${assertSnowflake(guild)}`,
    /** What owners of the bot set by command: see stores/owner-settings.ts. */
    ownerChoices: `${prefix}owners`,
    /** `<user>:<process>`, of whom and by whom something was removed in the last hour, by the Redis time in ms. */
    deletionFeed: `${prefix}forgotten`,
    /** What was forgotten in the last year, by ids and hashes, by the Redis time in ms: see deletion-list/. */
    deletionList: `${prefix}deletions`,
    /** Stands while a memory is put back or moved here: no bot may use what is not whole. */
    copyMark: `${prefix}copy`,
    /** Who puts it there, as long as they are alive. */
    copyLock: `${prefix}copier`,
    /** What every key of Keepsake begins with. */
    prefix,
    /** What is written to see whether the server takes it. */
    writeCheck: `${prefix}check`,
    /** What a model server was found to take, by the digest of its settings: JSON. */
    capabilities: (server: string) => `${prefix}capabilities:${assertOwnId(server)}`,
    /** What was learned of examples of content by an embedding model, named by a digest. */
    learnedContent: (model: string) => `${prefix}content:${assertOwnId(model)}`,
    /** The servers in which nothing is kept. */
    memoryOffGuilds: `${prefix}off`,
    /** Servers, and channels of them (`<guild>:<channel>`), by the time in ms at which what was said there is deleted. */
    departures: `${prefix}leaving`,
    /** Stands while no other session of the gateway may begin, of those that Discord counts under this number. */
    sessionStart: (key: number) => `${prefix}start:${key}`,
    /** Until when the bot heard what was said: `<shard>/<count of shards>` → milliseconds since 1970 by Discord's clock. */
    attendance: `${prefix}heard-by-shards`,
    /** The same of the whole bot, by versions that knew of no shards: a number. */
    formerAttendance: `${prefix}heard`,
    /** People by when they last spoke in direct messages, within a day. */
    directUsers: `${prefix}direct`,
    /** User → the Redis time in ms at which the learner is due. */
    pending: `${prefix}pending`,
    /** What every fact's key begins with: what the vector index covers. */
    allFactsPrefix: `${prefix}fact:`,
    /** Matches `user` of all users, for SCAN. */
    userPattern: `${prefix}user:{*}`,
    /** Matches `facts` of all users, for SCAN. */
    factsPatternOfAllUsers: `${prefix}facts:{*}`,
    /** The vector index over one embedding field. No key: indexes have names of their own, in the whole server. */
    vectorIndex: (embeddingField: string) => `${prefix}index:${embeddingField}`,
    /** The embedding field that every fact had when the backfill was last complete. */
    embedding: `${prefix}embedding`,
    /** Users who have facts without an embedding by the present model. */
    unembedded: `${prefix}unembedded`,
    /**
     * What was spent on a day (UTC, yyyy-mm-dd), by whom: `user:<id>`, `guild:<id>` and `bot` → tokens, with `:cost` behind it
     * billionths of a dollar; `told:<notice>` → when owners were told, and `batch:<process>` → its last batch.
     */
    spent: (day: string) => `${prefix}spent:${day}`,
    /** On what: purpose, server, host and model in JSON → its counts, see `keep-expenses`. */
    usage: (day: string) => `${prefix}usage:${day}`,
  } as const
}

/** A cell's tag at the end of a prefix. The first cell has none, but in a Redis Cluster. */
const CELL_TAG = /\{\d+\}:$/u

/** What the keys of all cells begin with, of a memory that has these keys in one of them. */
export function prefixOfCells({ prefix }: Keys): string {
  return prefix.replace(CELL_TAG, '')
}

/** The keys of any cell, from 0 on, of the memory whose first cell has these. */
export function keysOfCell(first: Keys, cell: number, cellFence?: CellFence): Keys {
  return createKeys(cell === 0 ? first.prefix : `${prefixOfCells(first)}{${cell}}:`, cellFence)
}

/** A cell's tag before the name of a key. */
const TAG_OF_NAME = /^\{(?<cell>\d+)\}:/u

/**
 * The name under which a key is known wherever its memory stands: without the prefix, and in all cells but the first one behind
 * the tag of its cell. Undefined for a key that is in no cell of the memory.
 */
export function nameOfKey(first: Keys, key: string): string | undefined {
  const shared = prefixOfCells(first)
  if (!key.startsWith(shared)) return undefined
  if (first.prefix !== shared && key.startsWith(first.prefix)) return key.slice(first.prefix.length)
  const name = key.slice(shared.length)
  const cell = TAG_OF_NAME.exec(name)?.[1]
  // Elsewhere the first cell has its tag in a Cluster alone, and always there.
  return (first.prefix === shared ? cell !== '0' : cell !== undefined) ? name : undefined
}

/** The key of a name, the other way round; of names without a tag in the cell that has these keys. */
export function keyOfName(first: Keys, name: string): string {
  return `${TAG_OF_NAME.test(name) ? prefixOfCells(first) : first.prefix}${name}`
}

/** The cell of a name, from 0 on. */
export function cellOfName(name: string): number {
  return Number(TAG_OF_NAME.exec(name)?.[1] ?? 0)
}

/** The name that a key has in its cell. */
export function withoutTag(name: string): string {
  return name.replace(TAG_OF_NAME, '')
}

/** The field of `claims` that stands for a question. */
export function claimField(question: QuestionRef): string {
  return `${claimPrefix(question)}${assertSnowflake(question.id)}`
}

/** What the claim fields of a conversation's questions begin with. */
export function claimPrefix({ user, channel }: Conversation): string {
  return `${assertSnowflake(user)}:${assertSnowflake(channel)}:`
}

/** The question a field of `claims` stands for; undefined if it is none. */
export function parseClaimField(field: string): QuestionRef | undefined {
  const [user, channel, id] = field.split(':')
  const parsed = z
    .object({ user: snowflakeSchema, channel: snowflakeSchema, id: snowflakeSchema })
    .safeParse({ user, channel, id })
  return parsed.success ? parsed.data : undefined
}

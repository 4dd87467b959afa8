import { z } from 'zod'
import { KeepsakeError } from '../errors.ts'
import type { Conversation, EntityId, FactId, MessageId, QuestionRef } from '../memory/types.ts'

/** A Discord id as it may stand in a key: digits, at most as many as 64 bits need. */
const SNOWFLAKE = /^(?:0|[1-9]\d{0,19})$/

export const snowflake = z.string().regex(SNOWFLAKE)

/** Something that is no Discord id was about to become part of a key. It is not quoted: it could be anything. */
export class BadId extends KeepsakeError {
  override readonly canRetry = false
  override readonly tellUser = 'failed'
}

/** Returns the id, or throws BadId. A dozen times for each message, so without a schema. */
export function digits(id: string): string {
  if (SNOWFLAKE.test(id)) return id
  throw new BadId('This is not a Discord id.')
}

/** An id that we made ourselves, of a fact or an entity, as it may stand in a key and in a list of sources. */
const OWN_ID = /^[\w-]{1,64}$/

export const ownId = z.string().regex(OWN_ID)

function checked(id: string): string {
  if (OWN_ID.test(id)) return id
  throw new BadId('This is not an id of a fact or an entity.')
}

/** Every key of Keepsake. All keys of one user carry the hash tag `{<user id>}`. */
export type Keys = ReturnType<typeof keysUnder>

/** Builds keys under a prefix of their own, so that tests and other programs can share a Redis. */
export function keysUnder(prefix = 'keepsake:') {
  function ofUser(kind: string, user: string): string {
    return `${prefix}${kind}:{${digits(user)}}`
  }
  function ofConversation(kind: string, { user, channel }: Conversation): string {
    return `${ofUser(kind, user)}:${digits(channel)}`
  }
  return {
    user: (user: string) => ofUser('user', user),
    conversations: (user: string) => ofUser('convs', user),
    messages: (user: string) => ofUser('messages', user),
    conversation: (conversation: Conversation) => ofConversation('conv', conversation),
    log: (conversation: Conversation) => ofConversation('log', conversation),
    /** The order of a log: see lua/turns.lua. */
    turns: (conversation: Conversation) => ofConversation('turns', conversation),
    /** Turns behind the learner's cursor that were edited since, or came in late: a set of turn names. */
    relearn: (conversation: Conversation) => ofConversation('relearn', conversation),
    /** What the keys of a user's conversations begin with, in the order of the scripts: scripts add the channel id. */
    conversationPrefixes: (user: string) => ['conv', 'log', 'turns', 'relearn'].map(kind => `${ofUser(kind, user)}:`),
    conversationPrefix: (user: string) => `${ofUser('conv', user)}:`,
    logPrefix: (user: string) => `${ofUser('log', user)}:`,
    /** Fact id → when it was said. */
    facts: (user: string) => ofUser('facts', user),
    fact: (user: string, id: FactId) => `${ofUser('fact', user)}:${checked(id)}`,
    /** What the keys of a user's facts begin with: scripts add the id. */
    factPrefix: (user: string) => `${ofUser('fact', user)}:`,
    /** Entity id → when something was last said of it. */
    entities: (user: string) => ofUser('entities', user),
    entity: (user: string, id: EntityId) => `${ofUser('entity', user)}:${checked(id)}`,
    entityPrefix: (user: string) => `${ofUser('entity', user)}:`,
    /** From a message to what rests on it, or holds its words: see sources.ts. */
    sources: (user: string) => ofUser('sources', user),
    /** What went into the answer to a question. */
    trace: (question: QuestionRef) => `${ofUser('trace', question.user)}:${digits(question.id)}`,
    /** Question id → when its answer was kept. */
    traces: (user: string) => ofUser('traces', user),
    tracePrefix: (user: string) => `${ofUser('trace', user)}:`,
    /** Turns that could not be learned: turn name → reason code. */
    aside: (user: string) => ofUser('aside', user),
    /** The servers where a user said something that was kept. */
    guilds: (user: string) => ofUser('guilds', user),
    /** What a user is shown to choose or confirm: its id → JSON. */
    offers: (user: string) => ofUser('offers', user),
    /**
     * Whose question a message shows, or is an answer to: see `ownerJson`. '' where it was deleted or forgotten a short
     * while ago, or answered without being kept; '-' as long as such an answer is under way.
     */
    message: (message: MessageId) => `${prefix}message:${digits(message)}`,
    /** What those keys begin with: scripts add the id. */
    messagePrefix: `${prefix}message:`,
    guild: (guild: string) => `${prefix}guild:${digits(guild)}`,
    guildPrefix: `${prefix}guild:`,
    /** Of whom everything is being taken away: `<user>:<epoch>`, the epoch that began then. */
    going: `${prefix}going`,
    /** The lists of what is still to be taken away, in the order of the scripts: facts, traces, messages, sources. */
    goingLists: (user: string, epoch: string) =>
      ['facts', 'traces', 'messages', 'sources'].map(list => `${ofUser(`going-${list}`, user)}:${checked(epoch)}`),
    /** Who is answering what: field `<user>:<channel>:<question>` → `<process>:<ms>`. */
    claims: `${prefix}claims`,
    /** The processes of the bot, by the Redis time in ms until which each is taken to be alive. */
    processes: `${prefix}processes`,
    /** In a Redis of our own: which connection holds it. */
    holder: `${prefix}holder`,
    listening: `${prefix}listening`,
    /** `<user>:<process>`, of whom and by whom something was taken away in the last hour, by the Redis time in ms. */
    forgotten: `${prefix}forgotten`,
    /** The servers in which nothing is kept. */
    off: `${prefix}off`,
    /** Servers, and channels of them (`<guild>:<channel>`), by the time in ms at which what was said there goes. */
    leaving: `${prefix}leaving`,
    /** Before the keys of the job queue, which have the form it gives them. */
    jobs: `${prefix}jobs`,
    /** User → the Redis time in ms at which the learner is due. */
    pending: `${prefix}pending`,
    /** What every fact's key begins with: what the vector index covers. */
    everyFact: `${prefix}fact:`,
    /** Matches `facts` of all users, for SCAN. */
    factsOfAll: `${prefix}facts:{*}`,
    /** The vector index over one embedding field. No key: indexes have names of their own, in the whole server. */
    vectorIndex: (embeddingField: string) => `${prefix}index:${embeddingField}`,
    /** The embedding field that every fact had when they were last all looked at. */
    embedding: `${prefix}embedding`,
    /** Users who have facts without an embedding by the present model. */
    unembedded: `${prefix}unembedded`,
    /** @param day a UTC day, yyyy-mm-dd */
    spent: (day: string) => `${prefix}spent:${day}`,
  } as const
}

/** The field of `claims` that stands for a question. */
export function claimField(question: QuestionRef): string {
  return `${claimsOf(question)}${digits(question.id)}`
}

/** What the fields of `claims` begin with that stand for questions of a conversation. */
export function claimsOf({ user, channel }: Conversation): string {
  return `${digits(user)}:${digits(channel)}:`
}

/** The question a field of `claims` stands for; undefined if it is none. */
export function questionOfClaim(field: string): QuestionRef | undefined {
  const [user, channel, id] = field.split(':')
  const parsed = z.object({ user: snowflake, channel: snowflake, id: snowflake }).safeParse({ user, channel, id })
  return parsed.success ? parsed.data : undefined
}

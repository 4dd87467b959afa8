import { z } from 'zod'
import { KeepsakeError } from '../errors.ts'
import type { Conversation, MessageId, QuestionRef } from '../memory/types.ts'
import { texts } from '../texts.ts'

/** A Discord id as it may stand in a key: digits, at most as many as 64 bits need. */
const SNOWFLAKE = /^(?:0|[1-9]\d{0,19})$/

export const snowflake = z.string().regex(SNOWFLAKE)

/** Something that is no Discord id was about to become part of a key. It is not quoted: it could be anything. */
export class BadId extends KeepsakeError {
  override readonly canRetry = false
  override readonly tellUser = texts.commandFailed
}

/** Returns the id, or throws BadId. A dozen times for each message, so without a schema. */
export function digits(id: string): string {
  if (SNOWFLAKE.test(id)) return id
  throw new BadId('This is not a Discord id.')
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
    message: (message: MessageId) => `${prefix}message:${digits(message)}`,
    guild: (guild: string) => `${prefix}guild:${digits(guild)}`,
    /** Who is answering what: field `<user>:<channel>:<question>` → `<process>:<ms>`. */
    claims: `${prefix}claims`,
    /** The processes of the bot, by the Redis time in ms until which each is taken to be alive. */
    processes: `${prefix}processes`,
    /** In a Redis of our own: which connection holds it. */
    holder: `${prefix}holder`,
    listening: `${prefix}listening`,
    /** @param day a UTC day, yyyy-mm-dd */
    spent: (day: string) => `${prefix}spent:${day}`,
  } as const
}

/** The field of `claims` that stands for a question. */
export function claimField(question: QuestionRef): string {
  return `${digits(question.user)}:${digits(question.channel)}:${digits(question.id)}`
}

/** The question a field of `claims` stands for; undefined if it is none. */
export function questionOfClaim(field: string): QuestionRef | undefined {
  const [user, channel, id] = field.split(':')
  const parsed = z.object({ user: snowflake, channel: snowflake, id: snowflake }).safeParse({ user, channel, id })
  return parsed.success ? parsed.data : undefined
}

import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type APIMessage,
  ButtonStyle,
  ComponentType,
  MessageFlags,
  makeURLSearchParams,
  type REST,
  Routes,
} from 'discord.js'
import { LRUCache } from 'lru-cache'
import { atMost } from '../memory/memoize.ts'
import { compareSnowflakes } from '../memory/turns.ts'
import type { ChannelId, MessageId, QuestionRef } from '../memory/types.ts'
import { classifyDiscordError } from './errors.ts'
import { guardRequests } from './outgoing/answer-claim.ts'

/** A button under an answer. */
export interface MessageButton {
  /** Custom id: 100 characters at most. */
  readonly id: string
  readonly label: string
}

/** One Discord message of an answer. */
export interface OutgoingMessage {
  readonly content: string
  readonly button?: MessageButton
  readonly file?: { readonly name: string; readonly data: Buffer }
}

const FIRST_RETRY_DELAY_MS = 500
const RETRY_TIMEOUT_MS = 60_000

/** So many of the nonces under which something was posted are known. */
const MAX_NONCES = 10_000

/** How long what was sent without an answer is known: an answer is tried that long at most, and its question read again. */
const LOST_TTL_MS = 10 * 60_000

/** So many messages after a question its answer may stand among. */
const MESSAGES_AFTER = 50

const STOP_PREFIX = 'stop:'

/** The custom id of the button that stops the answer to a question. */
export const stopButtonId = (question: MessageId) => STOP_PREFIX + question

/** The button that stops the answer to a question. */
export const createStopButton = (question: MessageId, label: string): MessageButton => ({
  id: stopButtonId(question),
  label,
})

/** The question that a Stop button stops, by its custom id; undefined for any other. */
export const questionOfStopButton = (customId: string): MessageId | undefined =>
  customId.startsWith(STOP_PREFIX) ? customId.slice(STOP_PREFIX.length) : undefined

function requestOf({ content, button, file }: OutgoingMessage, more: object) {
  const components = button && [
    { type: ComponentType.Button, style: ButtonStyle.Secondary, label: button.label, custom_id: button.id },
  ]
  const body = {
    content,
    components: components === undefined ? [] : [{ type: ComponentType.ActionRow, components }],
    // Model text may name anyone; nobody is ever pinged by it.
    allowed_mentions: { parse: [], replied_user: false },
    // Nor does Discord look up what it links to: who serves that would hear of it, with all that stands in the address.
    flags: MessageFlags.SuppressEmbeds,
    ...more,
  }
  return { body, ...(file && { files: [file] }) }
}

/** Stands for what a message says, which is held no longer than it is shown: Discord takes blanks at its ends away. */
export const digestOfContent = (content: string) => createHash('sha256').update(content.trim()).digest('base64')

/** The calls that an answer makes on Discord. Errors are those of discord.js: see `classifyDiscordError`. */
export class MessageApi {
  readonly #rest: REST
  /** By its nonce what was posted; without an id where Discord's answer was lost, or is on its way. */
  readonly #sent = new LRUCache<string, { id?: MessageId }>(atMost(MAX_NONCES))
  /** By the message to which it replies the digests of what was sent, and of which nobody knows whether it stands. */
  readonly #lost = new LRUCache<MessageId, Set<string>>({ ...atMost(MAX_NONCES), ttl: LOST_TTL_MS })
  readonly #found = new LRUCache<MessageId, true>(atMost(MAX_NONCES))
  readonly #repliesTo = new LRUCache<MessageId, MessageId>(atMost(MAX_NONCES))
  /** The digests of what this process has sent last to stand in a message, and before that. */
  readonly #written = new LRUCache<MessageId, readonly string[]>(atMost(MAX_NONCES))
  readonly #removed = new LRUCache<MessageId, true>(atMost(MAX_NONCES))

  constructor(rest: REST) {
    this.#rest = rest
    guardRequests(rest)
  }

  /**
   * Posts a message of the answer to `question`, as a reply to it: each of several is one, as answers to two people may come
   * among each other. Where the bot may not read the history, and so not reply, it stands by itself.
   * The nonce (25 characters at most) makes a repeated post the same message, also from another process: what comes
   * back is what stands there.
   */
  async post(question: QuestionRef, nonce: string, message: OutgoingMessage): Promise<APIMessage> {
    const sent = this.#sent.get(nonce) ?? {}
    this.#sent.set(nonce, sent)
    const post = async (more: object) =>
      (await this.#rest.post(
        Routes.channelMessages(question.channel),
        requestOf(message, { nonce, enforce_nonce: true, ...more }),
      )) as APIMessage
    const message_reference = { message_id: question.id, channel_id: question.channel, fail_if_not_exists: true }
    try {
      const posted = await post({ message_reference }).catch((error: unknown) => {
        if (classifyDiscordError(error) !== 'noHistory') throw error
        return post({})
      })
      sent.id = posted.id
      this.#found.set(posted.id, true)
      this.#noteWritten(posted.id, message)
      for (const { content } of [message, posted]) this.#lost.get(question.id)?.delete(digestOfContent(content))
      return posted
    } catch (error) {
      if (classifyDiscordError(error) === 'transient') this.#noteLost(question.id, message.content)
      throw error
    }
  }

  #noteLost(question: MessageId, content: string): void {
    this.#lost.set(question, (this.#lost.get(question) ?? new Set()).add(digestOfContent(content)))
  }

  /** Whether this process has posted a message under a nonce; or anything, or tried to, if no message is given. */
  hasPosted(nonce: string, message?: MessageId): boolean {
    return message === undefined ? this.#sent.has(nonce) : this.#sent.get(nonce)?.id === message
  }

  /** Whether this process has posted a message, or found it under a nonce of its own. */
  hasFound(message: MessageId): boolean {
    return this.#found.has(message)
  }

  /** Whether what it posted under a nonce is gone: Discord would find it all the same. */
  hasRemoved(nonce: string): boolean {
    const { id } = this.#sent.get(nonce) ?? {}
    return id !== undefined && this.#removed.has(id)
  }

  /** Of what it tried to post as a reply to a message, as long as nobody knows what came of it: see `digestOfContent`. */
  lostContents(question: MessageId): ReadonlySet<string> {
    return new Set(this.#lost.get(question))
  }

  async edit(channel: ChannelId, id: MessageId, message: OutgoingMessage): Promise<void> {
    // Files of an earlier answer go: without this list Discord would keep them.
    const attachments = message.file === undefined ? [] : [{ id: 0, filename: message.file.name }]
    const body = requestOf(message, { attachments })
    this.#noteWritten(id, message)
    await this.#rest.patch(Routes.channelMessage(channel, id), body)
  }

  #noteWritten(id: MessageId, { content }: OutgoingMessage): void {
    const [, last] = this.#written.get(id) ?? []
    this.#written.set(id, [last, digestOfContent(content)].flatMap(digest => digest ?? []).slice(-2))
  }

  /** Whether a message shows what this process has written there last, or before that, as the last may be on its way. */
  isOwnContent({ id, content }: Pick<APIMessage, 'id' | 'content'>): boolean {
    return this.#written.get(id)?.includes(digestOfContent(content)) === true
  }

  /** A message of the bot's replies to another. */
  noteReply(message: MessageId, repliesTo: MessageId): void {
    this.#repliesTo.set(message, repliesTo)
  }

  async read(channel: ChannelId, message: MessageId): Promise<APIMessage> {
    return (await this.#rest.get(Routes.channelMessage(channel, message))) as APIMessage
  }

  /** To which message one of the bot's replies: Discord is asked where this process has not heard. Undefined where that may not be read. */
  async repliesTo(channel: ChannelId, message: MessageId): Promise<MessageId | undefined> {
    const known = this.#repliesTo.get(message)
    if (known !== undefined) return known
    try {
      const { message_reference } = await this.read(channel, message)
      if (message_reference?.message_id !== undefined) this.noteReply(message, message_reference.message_id)
      return message_reference?.message_id
    } catch (error) {
      if (classifyDiscordError(error) !== 'forbidden') throw error
      return undefined
    }
  }

  async remove(channel: ChannelId, message: MessageId): Promise<void> {
    await this.#rest.delete(Routes.channelMessage(channel, message))
    this.#removed.set(message, true)
  }

  /** What anybody wrote in a channel right after a message, the oldest first; `MESSAGES_AFTER` at most. */
  async readAfter(channel: ChannelId, message: MessageId): Promise<readonly APIMessage[]> {
    const query = makeURLSearchParams({ after: message, limit: MESSAGES_AFTER })
    const read = (await this.#rest.get(Routes.channelMessages(channel), { query })) as readonly APIMessage[]
    return read.toSorted((one, other) => compareSnowflakes(one.id, other.id))
  }

  async type(channel: ChannelId): Promise<void> {
    await this.#rest.post(Routes.channelTyping(channel))
  }
}

/**
 * Tries a call again while its failure is transient (5xx, a broken connection), with growing pauses, 60 s in all:
 * discord.js itself repeats at once, which an outage of seconds outlasts.
 */
export async function retryTransient<T>(call: () => Promise<T>): Promise<T> {
  const end = performance.now() + RETRY_TIMEOUT_MS
  for (let pause = FIRST_RETRY_DELAY_MS; ; pause *= 2) {
    try {
      return await call()
    } catch (error) {
      if (classifyDiscordError(error) !== 'transient' || performance.now() + pause > end) throw error
      await sleep(pause)
    }
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { type APIMessage, ButtonStyle, ComponentType, type REST, Routes } from 'discord.js'
import type { ChannelId, MessageId, QuestionRef } from '../memory/types.ts'
import { classifyDiscordError } from './errors.ts'

/** A button under an answer. */
export interface MessageButton {
  /** Custom id: 100 characters at most. */
  readonly id: string
  readonly label: string
}

/** One Discord message of an answer, as it is to look. */
export interface OutgoingMessage {
  readonly content: string
  readonly button?: MessageButton
  readonly file?: { readonly name: string; readonly data: Buffer }
}

const FIRST_RETRY_DELAY_MS = 500
const RETRY_TIMEOUT_MS = 60_000

const STOP_PREFIX = 'stop:'

/** The button that stops the answer to a question. */
export const createStopButton = (question: MessageId, label: string): MessageButton => ({
  id: STOP_PREFIX + question,
  label,
})

/** The question that a Stop button stops, by its custom id; undefined for any other. */
export const questionOfStopButton = (customId: string): MessageId | undefined =>
  customId.startsWith(STOP_PREFIX) ? customId.slice(STOP_PREFIX.length) : undefined

function messageBody({ content, button: shown }: OutgoingMessage) {
  const button =
    shown === undefined
      ? []
      : [{ type: ComponentType.Button, style: ButtonStyle.Secondary, label: shown.label, custom_id: shown.id }]
  return {
    content,
    components: button.length > 0 ? [{ type: ComponentType.ActionRow, components: button }] : [],
    // Model text may name anyone; nobody is ever pinged by it.
    allowed_mentions: { parse: [], replied_user: false },
  }
}

const messageFiles = ({ file }: OutgoingMessage) =>
  file === undefined ? {} : { files: [{ name: file.name, data: file.data }] }

/** The four calls that an answer makes on Discord. Errors are those of discord.js: see `discordFailure`. */
export class MessageApi {
  readonly #rest: REST

  constructor(rest: REST) {
    this.#rest = rest
  }

  /**
   * Posts a message of the answer to `question`, as a reply to it where `isReply`.
   * The nonce (25 characters at most) makes a repeated post the same message, also from another process: what comes
   * back is what stands there.
   */
  async post(question: QuestionRef, nonce: string, shown: OutgoingMessage, isReply: boolean): Promise<APIMessage> {
    const reference = { message_id: question.id, channel_id: question.channel, fail_if_not_exists: true }
    const posted = await this.#rest.post(Routes.channelMessages(question.channel), {
      body: {
        ...messageBody(shown),
        nonce,
        enforce_nonce: true,
        ...(isReply ? { message_reference: reference } : {}),
      },
      ...messageFiles(shown),
    })
    return posted as APIMessage
  }

  async edit(channel: ChannelId, message: MessageId, shown: OutgoingMessage): Promise<void> {
    // Files of an earlier answer go: without this list Discord would keep them.
    const attachments = shown.file === undefined ? [] : [{ id: 0, filename: shown.file.name }]
    await this.#rest.patch(Routes.channelMessage(channel, message), {
      body: { ...messageBody(shown), attachments },
      ...messageFiles(shown),
    })
  }

  async remove(channel: ChannelId, message: MessageId): Promise<void> {
    await this.#rest.delete(Routes.channelMessage(channel, message))
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
  const end = Date.now() + RETRY_TIMEOUT_MS
  for (let pause = FIRST_RETRY_DELAY_MS; ; pause *= 2) {
    try {
      return await call()
    } catch (error) {
      if (classifyDiscordError(error) !== 'transient' || Date.now() + pause > end) throw error
      await sleep(pause)
    }
  }
}

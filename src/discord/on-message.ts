import {
  type Client,
  Events,
  GatewayDispatchEvents,
  type GatewayMessageDeleteBulkDispatchData,
  type GatewayMessageDeleteDispatchData,
  type GatewayMessageUpdateDispatchData,
  type Message,
  type PartialMessage,
} from 'discord.js'
import type { Logger } from 'pino'
import { texts } from '../texts.ts'
import type { Answering } from './answering.ts'
import { isSpoken } from './context.ts'
import { discordFacts } from './failure.ts'
import type { Listening } from './listening.ts'
import { readableText } from './readable.ts'

/** An edited question is answered anew up to this age. */
const EDIT_MS = 5 * 60_000

export interface MessageParts {
  readonly answering: Answering
  readonly listening: Pick<Listening, 'has'>
  readonly log: Logger
}

/** Answers what is addressed to the bot, looks again at what is edited, and forgets what is deleted. */
export function answerMessages(client: Client<true>, parts: MessageParts): void {
  client.on(Events.MessageCreate, message => {
    if (isForUs(message, parts.listening))
      void (isReadable(message) ? parts.answering.ask(message, 'new') : parts.answering.tell(message, texts.unreadable))
  })
  client.on(Events.MessageUpdate, (before, message) => {
    if (isEdited(before, message) && isForUs(message, parts.listening)) void parts.answering.ask(message, 'edited')
  })
  // From the gateway itself: discord.js is silent about channels it has not met yet, as DMs and old threads are after a start.
  client.ws.on(GatewayDispatchEvents.MessageUpdate, (update: GatewayMessageUpdateDispatchData) => {
    if (client.channels.cache.has(update.channel_id) || !isYoungEdit(update)) return
    answerUnmet(client, update, parts).catch((error: unknown) =>
      parts.log.warn({ question: update.id, ...discordFacts(error) }, 'an edited question could not be fetched'),
    )
  })
  client.ws.on(GatewayDispatchEvents.MessageDelete, ({ id }: GatewayMessageDeleteDispatchData) => {
    void parts.answering.deleted(id)
  })
  client.ws.on(GatewayDispatchEvents.MessageDeleteBulk, ({ ids }: GatewayMessageDeleteBulkDispatchData) => {
    for (const id of ids) void parts.answering.deleted(id)
  })
}

function isYoungEdit({ author, timestamp, edited_timestamp: editedAt }: GatewayMessageUpdateDispatchData): boolean {
  return author.bot !== true && editedAt !== null && Date.now() - Date.parse(timestamp) <= EDIT_MS
}

/** Answers a question anew that was edited in a channel which discord.js had not met. */
async function answerUnmet(
  client: Client<true>,
  { id, channel_id: channelId }: GatewayMessageUpdateDispatchData,
  parts: MessageParts,
) {
  const channel = await client.channels.fetch(channelId)
  if (channel?.isTextBased() !== true) return
  const message = await channel.messages.fetch(id)
  if (isForUs(message, parts.listening)) await parts.answering.ask(message, 'edited')
}

/** Whether a person speaks to the bot: in a DM, by mention (also of its own role), by reply, or where it listens to all. */
function isForUs(message: Message, listening: Pick<Listening, 'has'>): boolean {
  const { author, mentions, channel, client } = message
  if (author.bot || message.webhookId !== null || !isSpoken(message)) return false
  if (channel.isDMBased() || listening.has(channel.id)) return true
  const isOurs = mentions.repliedUser?.id === client.user.id
  return (
    isOurs || mentions.users.has(client.user.id) || mentions.roles.some(role => role.tags?.botId === client.user.id)
  )
}

/**
 * Without the message-content intent a reply that does not ping the bot comes without its words.
 * A mention comes with them, and so does everything in a DM.
 */
function isReadable(message: Message): boolean {
  if (message.channel.isDMBased() || message.mentions.users.has(message.client.user.id)) return true
  return (
    readableText(message) !== '' ||
    message.attachments.size > 0 ||
    message.stickers.size > 0 ||
    message.poll !== null ||
    message.messageSnapshots.size > 0
  )
}

/** Not the update by which Discord itself adds a link's preview. */
function isEdited(before: Message | PartialMessage, message: Message): boolean {
  if (message.editedTimestamp === null || Date.now() - message.createdTimestamp > EDIT_MS) return false
  return before.partial || before.editedTimestamp !== message.editedTimestamp
}

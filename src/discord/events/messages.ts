import {
  type Client,
  Events,
  GatewayDispatchEvents,
  type GatewayMessageDeleteBulkDispatchData,
  type GatewayMessageDeleteDispatchData,
  type GatewayMessageUpdateDispatchData,
  type Message,
  PermissionFlagsBits,
} from 'discord.js'
import type { Logger } from '../../observability/logger.ts'
import type { AnswerCoordinator } from '../answering/answer-coordinator.ts'
import { discordErrorDetails } from '../errors.ts'
import { isUserMessage } from '../incoming/channel-context.ts'
import type { IncomingMessage, MessageParser } from '../incoming/parse-message.ts'
import type { ListenedChannels } from '../listened-channels.ts'

/** An edited question is answered anew up to this age. */
const MAX_EDIT_AGE_MS = 5 * 60_000

export interface MessageHandlerDependencies {
  readonly coordinator: AnswerCoordinator
  readonly parseMessage: MessageParser
  readonly listenedChannels: Pick<ListenedChannels, 'has'>
  readonly log: Logger
}

/** Answers what is addressed to the bot, looks again at what is edited, and forgets what is deleted. */
export function handleMessages(client: Client<true>, dependencies: MessageHandlerDependencies): void {
  const { coordinator, listenedChannels, parseMessage, log } = dependencies
  client.on(Events.MessageCreate, message => {
    if (!isAddressedToBot(message, listenedChannels) || !canSendTo(message)) return
    const incoming = parseMessage(message)
    void (hasReadableContent(message, incoming)
      ? coordinator.answer(incoming, 'new')
      : coordinator.sendNotice(incoming, 'unreadable'))
  })
  client.on(Events.MessageUpdate, (before, message) => {
    if (before.partial || before.editedTimestamp !== message.editedTimestamp) handleEdit(message, dependencies)
  })
  // From the gateway itself: discord.js is silent about channels it has not met yet, as DMs and old threads are after a start.
  client.ws.on(GatewayDispatchEvents.MessageUpdate, (update: GatewayMessageUpdateDispatchData) => {
    const isKnown = client.channels.cache.has(update.channel_id)
    if (isKnown || update.author.bot === true || update.edited_timestamp === null) return
    fetchUncachedMessage(client, update).then(
      message => message !== undefined && handleEdit(message, dependencies),
      (error: unknown) =>
        log.warn({ question: update.id, ...discordErrorDetails(error) }, 'edited message not fetched'),
    )
  })
  client.ws.on(GatewayDispatchEvents.MessageDelete, ({ id }: GatewayMessageDeleteDispatchData) => {
    void coordinator.handleDeletion(id)
  })
  client.ws.on(GatewayDispatchEvents.MessageDeleteBulk, ({ ids }: GatewayMessageDeleteBulkDispatchData) => {
    for (const id of ids) void coordinator.handleDeletion(id)
  })
}

/** A young question is answered anew; of anything else at least the old words go. A link's preview is no edit. */
function handleEdit(message: Message, dependencies: MessageHandlerDependencies): void {
  const { coordinator, listenedChannels, parseMessage } = dependencies
  if (message.author.bot || message.editedTimestamp === null) return
  const incoming = parseMessage(message)
  const isYoung = Date.now() - message.createdTimestamp <= MAX_EDIT_AGE_MS
  const isQuestion =
    isYoung &&
    isAddressedToBot(message, listenedChannels) &&
    canSendTo(message) &&
    hasReadableContent(message, incoming)
  void (isQuestion ? coordinator.answer(incoming, 'edited') : coordinator.handleEdit(incoming))
}

/** A message of a channel that discord.js had not met. */
async function fetchUncachedMessage(
  client: Client<true>,
  update: GatewayMessageUpdateDispatchData,
): Promise<Message | undefined> {
  const channel = await client.channels.fetch(update.channel_id)
  return channel?.isTextBased() === true ? await channel.messages.fetch(update.id) : undefined
}

/** Where the bot may not write, no model is asked, and Discord not bothered with what it will refuse. */
function canSendTo(message: Message): boolean {
  if (!message.inGuild()) return true
  const { channel, guild } = message
  if (guild.members.me === null) return true
  const { SendMessages, SendMessagesInThreads, ViewChannel } = PermissionFlagsBits
  const needed = [ViewChannel, channel.isThread() ? SendMessagesInThreads : SendMessages]
  return channel.permissionsFor(guild.members.me)?.has(needed) !== false
}

/** Whether a person speaks to the bot: in a DM, by mention (also of its own role), by reply, or where it listens to all. */
function isAddressedToBot(message: Message, listening: Pick<ListenedChannels, 'has'>): boolean {
  const { author, mentions, channel, client } = message
  if (author.bot || message.webhookId !== null || !isUserMessage(message)) return false
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
function hasReadableContent(message: Message, { rememberedText }: IncomingMessage): boolean {
  if (message.channel.isDMBased() || message.mentions.users.has(message.client.user.id)) return true
  return rememberedText !== '' || message.poll !== null || message.messageSnapshots.size > 0
}

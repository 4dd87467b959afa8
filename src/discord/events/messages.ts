import {
  type Client,
  Events,
  GatewayDispatchEvents,
  type GatewayMessageDeleteBulkDispatchData,
  type GatewayMessageDeleteDispatchData,
  type GatewayMessageUpdateDispatchData,
  type Message,
} from 'discord.js'
import type { Logger } from '../../observability/logger.ts'
import type { AccessPolicy } from '../access/access-policy.ts'
import type { RefusalNotices } from '../access/notices.ts'
import type { AccessRefusal } from '../access/rules.ts'
import { fetchMember, subjectOfMessage } from '../access/subject.ts'
import type { AnswerCoordinator } from '../answering/answer-coordinator.ts'
import type { AddressedMessage, AnswerJournal } from '../answering/answer-journal.ts'
import { discordErrorDetails } from '../errors.ts'
import { isForBot, isSaidByPerson, isSpokenTo } from '../incoming/addressing.ts'
import type { IncomingMessage, MessageParser } from '../incoming/parse-message.ts'
import type { ListenedChannels } from '../listened-channels.ts'
import type { MessageApi } from '../message-api.ts'
import { firstOfNonce } from '../outgoing/answer-nonce.ts'
import { missingToAnswer } from '../permissions.ts'

/** An edited question is answered anew up to this age. */
const MAX_EDIT_AGE_MS = 5 * 60_000

export interface MessageHandlerDependencies {
  readonly coordinator: AnswerCoordinator
  readonly journal: AnswerJournal
  readonly parseMessage: MessageParser
  readonly messageApi: Pick<MessageApi, 'hasPosted' | 'noteReply'>
  readonly listenedChannels: Pick<ListenedChannels, 'modeOf'>
  readonly access: Pick<AccessPolicy, 'refusalFor'>
  readonly refusalNotices: RefusalNotices
  readonly log: Logger
}

/** Answers what is addressed to the bot, looks again at what is edited, and forgets what is deleted. */
export function handleMessages(client: Client<true>, dependencies: MessageHandlerDependencies): void {
  const { access, coordinator, journal, listenedChannels, parseMessage, log } = dependencies
  client.on(Events.MessageCreate, message => {
    if (!isForBot(message, listenedChannels) && !isFollowUp(message, coordinator)) {
      if (isMentionByBot(message)) journal.unanswered(refOf(message), 'fromBot')
      return
    }
    const refusal = access.refusalFor(subjectOfMessage(message))
    if (refusal !== undefined) {
      refuse(message, refusal, dependencies)
      return
    }
    const missing = missingPermissions(message)
    if (missing.length > 0) {
      const whatToDo = `Give the bot ${missing.join(', ')} there, or it can’t answer.`
      journal.unanswered(refOf(message), 'noPermission', { missing: missing.join(', '), whatToDo })
      return
    }
    const incoming = parseMessage(message)
    if (incoming.mayBeSilent) void coordinator.consider(incoming)
    else if (hasReadableContent(message, incoming)) void coordinator.answer(incoming, 'new')
    else void coordinator.sendNotice(incoming, 'unreadable')
  })
  client.on(Events.MessageCreate, message => hearAnswer(message, dependencies))
  client.on(Events.MessageUpdate, (before, message) => {
    if (before.partial || before.editedTimestamp !== message.editedTimestamp) handleEdit(message, dependencies)
  })
  // From the gateway itself: discord.js is silent about channels it has not met yet, as DMs and old threads are after a start.
  client.ws.on(GatewayDispatchEvents.MessageUpdate, (update: GatewayMessageUpdateDispatchData) => {
    const isKnown = client.channels.cache.has(update.channel_id)
    if (isKnown || update.author.bot === true || update.edited_timestamp === null) return
    const reading = fetchUncachedMessage(client, update).then(
      message => message !== undefined && handleEdit(message, dependencies),
      (error: unknown) =>
        log.warn({ question: update.id, ...discordErrorDetails(error) }, 'edited message not fetched'),
    )
    void coordinator.expectEdit(update.author.id, reading)
  })
  client.ws.on(GatewayDispatchEvents.MessageDelete, ({ id }: GatewayMessageDeleteDispatchData) => {
    void coordinator.handleDeletion(id)
  })
  client.ws.on(GatewayDispatchEvents.MessageDeleteBulk, ({ ids }: GatewayMessageDeleteBulkDispatchData) => {
    for (const id of ids) void coordinator.handleDeletion(id)
  })
}

/** Where several processes hear the same messages, each hears what the others answer. */
function hearAnswer(
  { id, author, channelId, client, mentions, nonce, reference }: Message,
  { coordinator, messageApi }: MessageHandlerDependencies,
): void {
  const [to, user] = [reference?.messageId, mentions.repliedUser?.id]
  const isOwn = author.id === client.user.id
  if (isOwn && to !== undefined) messageApi.noteReply(id, to)
  const from = isOwn ? firstOfNonce(`${nonce}`) : undefined
  if (from === undefined || to === undefined || user === undefined || messageApi.hasPosted(`${nonce}`)) return
  coordinator.hearAnswer({ by: id, from, to, user, channel: channelId })
}

/** Whether somebody goes on with what they just asked the bot, and speaks to nobody else: "sorry, I mean…". */
function isFollowUp(message: Message, coordinator: AnswerCoordinator): boolean {
  const { author, channelId, content, createdTimestamp, mentions, reference } = message
  const isToOthers = reference !== null || mentions.users.size > 0 || mentions.roles.size > 0 || mentions.everyone
  if (!isSaidByPerson(message) || isToOthers || content.trim() === '') return false
  return coordinator.isFollowUp({ user: author.id, channel: channelId, saidAt: createdTimestamp })
}

/** One line to the log, and a kind word to whoever spoke to the bot itself. */
function refuse(
  message: Message,
  refusal: AccessRefusal,
  { journal, refusalNotices }: MessageHandlerDependencies,
): void {
  const { about, because, source } = refusal
  journal.unanswered(refOf(message), 'notAllowed', { about, because, setting: source })
  if (isSpokenTo(message) && missingPermissions(message).length === 0) void refusalNotices.tell(message, refusal)
}

/** A young question is answered anew; of anything else at least the old words go. A link's preview is no edit. */
function handleEdit(message: Message, dependencies: MessageHandlerDependencies): void {
  const { access, coordinator, listenedChannels, parseMessage } = dependencies
  if (message.author.bot || message.editedTimestamp === null) return
  const incoming = parseMessage(message)
  if (access.refusalFor(subjectOfMessage(message)) !== undefined) {
    // The old words may be known from before: they go, and the new ones are none of the bot's business.
    void coordinator.handleEdit({ ...incoming, rememberedText: '' })
    return
  }
  const isYoung = message.editedTimestamp - message.createdTimestamp <= MAX_EDIT_AGE_MS
  const isQuestion =
    isYoung &&
    (isForBot(message, listenedChannels) || coordinator.isAnsweredWithEarlier(message.id)) &&
    missingPermissions(message).length === 0 &&
    hasReadableContent(message, incoming)
  void (isQuestion ? coordinator.answer(incoming, 'edited') : coordinator.handleEdit(incoming))
}

/** A message of a channel that discord.js had not met. */
async function fetchUncachedMessage(
  client: Client<true>,
  update: GatewayMessageUpdateDispatchData,
): Promise<Message | undefined> {
  const channel = await client.channels.fetch(update.channel_id)
  if (channel?.isTextBased() !== true) return undefined
  const message = await channel.messages.fetch(update.id)
  await fetchMember(message)
  return message
}

/** What the bot lacks to answer: where it may not write, no model is asked, and Discord not bothered with what it will refuse. */
function missingPermissions(message: Message): readonly string[] {
  return message.inGuild() ? missingToAnswer(message.channel) : []
}

/** Ids alone, for a message that was never read. */
function refOf({ id, author, channelId, guildId }: Message): AddressedMessage {
  return { id, user: author.id, channel: channelId, guild: guildId ?? undefined }
}

/** Whether another bot, or a webhook, speaks to this one: it is never answered, or two could talk for ever. */
function isMentionByBot({ author, webhookId, mentions, client }: Message): boolean {
  if (author.id === client.user.id || (!author.bot && webhookId === null)) return false
  return mentions.users.has(client.user.id)
}

/**
 * Without the message-content intent a reply that does not ping the bot comes without its words.
 * A mention comes with them, and so does everything in a DM.
 */
export function hasReadableContent(message: Message, { rememberedText }: IncomingMessage): boolean {
  if (message.channel.isDMBased() || message.mentions.users.has(message.client.user.id)) return true
  return rememberedText !== '' || message.poll !== null || message.messageSnapshots.size > 0
}

import {
  type Client,
  type GuildBasedChannel,
  type GuildMember,
  type GuildTextBasedChannel,
  type Message,
  PermissionFlagsBits,
} from 'discord.js'
import { mayAllRead } from './audience.ts'
import { canAllReadHistory } from './channel-context.ts'
import { readPlace } from './readers.ts'

/** As Discord's clients copy it, in all their releases. */
const MESSAGE_LINK =
  /https?:\/\/(?:(?:canary|ptb)\.)?discord(?:app)?\.com\/channels\/(\d{1,20})\/(\d{1,20})\/(\d{1,20})/gu
const MOST_LINKS = 3

/**
 * The messages that a question links, in their order: those that its asker may read, and everybody who reads the answer. Of any
 * other it is told to nobody why: undefined stands for one that is gone, as for one that is not for all of them. Never rejects.
 */
export async function readLinkedMessages(question: Message): Promise<readonly (Message | undefined)[]> {
  const links = [...question.content.matchAll(MESSAGE_LINK)].map(([, guild = '', channel = '', message = '']) => ({
    guild,
    channel,
    message,
  }))
  const all = [...new Map(links.map(link => [link.message, link])).values()].slice(0, MOST_LINKS)
  return await Promise.all(all.map(link => readLinked(link, question).catch(() => undefined)))
}

interface MessageLink {
  readonly guild: string
  readonly channel: string
  readonly message: string
}

async function readLinked(link: MessageLink, question: Message): Promise<Message | undefined> {
  const channel = await findChannel(link, question.client)
  if (channel === undefined || !(await mayBeRead(channel, question))) return undefined
  const held = channel.messages.cache.get(link.message)
  const read = held?.partial === false ? held : await channel.messages.fetch(link.message)
  // While it was fetched, others may have come to read along.
  return (await mayBeRead(channel, question)) ? read : undefined
}

async function findChannel(
  { guild, channel: id }: MessageLink,
  client: Client,
): Promise<GuildTextBasedChannel | undefined> {
  // Archived threads are not held.
  const channel =
    client.channels.cache.get(id) ?? (client.guilds.cache.has(guild) ? await client.channels.fetch(id) : null)
  if (channel === null || channel.isDMBased() || channel.guildId !== guild) return undefined
  return channel.isTextBased() ? channel : undefined
}

/**
 * Whether what stands in a channel may be told where a question is asked. In a server that is so for what everybody there may
 * read; in a direct message for what the asker may read. A private thread, and a channel for adults alone, are told
 * nowhere else.
 */
async function mayBeRead(channel: GuildTextBasedChannel, question: Message): Promise<boolean> {
  const { channel: place } = question
  if (place.isDMBased()) return !isReserved(channel) && mayRead(await fetchAsker(question, channel), channel)
  const isAllowed = channel.id === place.id || (!isReserved(channel) && mayAllRead(place, channel))
  return isAllowed && canAllReadHistory(channel) && mayRead(question.member, channel)
}

function isReserved(channel: GuildBasedChannel): boolean {
  const { readers } = readPlace(channel)
  return readers === undefined || readers.thread !== undefined || readers.isAgeRestricted
}

/** Their roles of now: no event tells the bot when they change. */
async function fetchAsker({ author }: Message, { guild }: GuildBasedChannel): Promise<GuildMember | null> {
  return await guild.members.fetch({ user: author.id, force: true }).catch(() => null)
}

function mayRead(member: GuildMember | null, channel: GuildTextBasedChannel): boolean {
  if (member === null) return false
  const { ViewChannel, ReadMessageHistory, Connect } = PermissionFlagsBits
  const needed = [ViewChannel, ReadMessageHistory, ...(channel.isVoiceBased() ? [Connect] : [])]
  return channel.permissionsFor(member).has(needed)
}

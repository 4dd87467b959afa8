import {
  type APITextChannel,
  type APIUser,
  ChannelType,
  GatewayDispatchEvents,
  MessageFlags,
  MessageReferenceType,
  MessageType,
  type Snowflake,
  ThreadAutoArchiveDuration,
} from 'discord-api-types/v10'
import { post, tellOfChange } from './messages/messages.ts'
import { type Enclosed, enclose } from './messages/said.ts'
import { tellOfChannel } from './places.ts'
import type { StoredMessage, Thread } from './stored.ts'
import type { World } from './world.ts'

const NO_FLAGS = 0 as number

/** Somebody, as the loopback knows them. */
interface HasUser {
  readonly user: APIUser
}

/** A thread as somebody opens it. */
export interface NewThread {
  name: string
  owner: HasUser
  isPrivate?: boolean
  members?: readonly HasUser[]
  withBot?: boolean
  /** A message of the channel that it begins with. */
  from?: StoredMessage
  /** What its owner says first: a post of a forum begins with that. */
  first?: Enclosed & { text: string }
}

export function createThread(world: World, parent: APITextChannel, asked: NewThread): Thread {
  const { name, isPrivate = false, owner, members = [], withBot = true, from, first } = asked
  const joined = [...members.map(({ user }) => user), ...(withBot ? [world.bot] : [])]
  const thread = { name, isPrivate, owner: owner.user, members: joined }
  if (from !== undefined) return openThreadFrom(world, parent, from, thread)
  const opened = openThread(world, parent, thread)
  if (first === undefined) return opened
  const { text, ...enclosed } = first
  post(world, opened, { ...enclose(world, enclosed), author: owner.user, content: text, id: opened.id })
  return opened
}

interface OpenedThread {
  id?: Snowflake
  name: string
  isPrivate: boolean
  owner: APIUser
  members: APIUser[]
}

/** Opens a thread without a message that it begins with. */
export function openThread(world: World, parent: APITextChannel, thread: OpenedThread): Thread {
  const { id = world.ids.next(), name, isPrivate, owner, members } = thread
  const guild = world.guildOf(parent)
  const opened: Thread = {
    id,
    type: isPrivate ? ChannelType.PrivateThread : ChannelType.PublicThread,
    guild_id: parent.guild_id ?? '',
    parent_id: parent.id,
    owner_id: owner.id,
    name,
    last_message_id: null,
    rate_limit_per_user: 0,
    message_count: 0,
    member_count: members.length,
    total_message_sent: 0,
    flags: NO_FLAGS,
    thread_metadata: {
      archived: false,
      archive_timestamp: new Date().toISOString(),
      auto_archive_duration: ThreadAutoArchiveDuration.OneDay,
      locked: false,
      ...(isPrivate ? { invitable: true } : {}),
    },
  }
  const joined = new Set([owner, ...members].map(user => user.id))
  world.threadMembers.set(id, joined)
  if (joined.has(world.bot.id)) {
    const joinedAt = new Date().toISOString()
    opened.member = { id, user_id: world.bot.id, join_timestamp: joinedAt, flags: NO_FLAGS }
  }
  guild?.threads.set(id, opened)
  world.channels.set(id, opened)
  tellOfChannel(world, opened, GatewayDispatchEvents.ThreadCreate)
  return opened
}

/**
 * Opens a thread from a message of its channel, whose id it takes; its own first message is a note that refers to that one
 * (https://docs.discord.com/developers/topics/threads).
 */
function openThreadFrom(
  world: World,
  parent: APITextChannel,
  message: StoredMessage,
  thread: Omit<OpenedThread, 'id' | 'isPrivate'>,
): Thread {
  const opened = openThread(world, parent, { ...thread, id: message.id, isPrivate: false })
  message.thread = opened
  message.flags = Number(message.flags ?? 0) | MessageFlags.HasThread
  tellOfChange(world, parent, message)
  post(world, opened, {
    author: thread.owner,
    type: MessageType.ThreadStarterMessage,
    message_reference: {
      ...{ type: MessageReferenceType.Default, channel_id: parent.id, message_id: message.id },
      ...(parent.guild_id !== undefined && { guild_id: parent.guild_id }),
    },
  })
  return opened
}

import {
  type APIOverwrite,
  type APITextChannel,
  type APIUser,
  GatewayDispatchEvents,
  GatewayIntentBits,
  OverwriteType,
  type Snowflake,
} from 'discord-api-types/v10'
import { isThread } from './permissions.ts'
import { join, tellOfChannel, welcomeBot } from './places.ts'
import type { StoredGuild, Thread } from './stored.ts'
import type { World } from './world.ts'

export function changeChannel(
  world: World,
  channel: APITextChannel,
  { name, overwrites, isAgeRestricted }: { name?: string; overwrites?: APIOverwrite[]; isAgeRestricted?: boolean },
): void {
  if (name !== undefined) channel.name = name
  if (isAgeRestricted !== undefined) channel.nsfw = isAgeRestricted
  if (overwrites !== undefined) channel.permission_overwrites = overwrites
  tellOfChannel(world, channel, GatewayDispatchEvents.ChannelUpdate)
}

export function changeThread(
  world: World,
  thread: Thread,
  { name, archived, locked }: { name?: string; archived?: boolean; locked?: boolean },
): void {
  if (name !== undefined) thread.name = name
  if (thread.thread_metadata !== undefined) {
    if (archived !== undefined) thread.thread_metadata.archived = archived
    if (locked !== undefined) thread.thread_metadata.locked = locked
  }
  tellOfChannel(world, thread, GatewayDispatchEvents.ThreadUpdate)
}

export function addToThread(world: World, thread: Thread, userId: Snowflake): void {
  const joined = world.threadMembers.get(thread.id) ?? new Set()
  world.threadMembers.set(thread.id, joined.add(userId))
  thread.member_count = joined.size
  if (userId !== world.bot.id) return
  thread.member = { id: thread.id, user_id: userId, join_timestamp: new Date().toISOString(), flags: 0 as number }
  // To the bot, a private thread begins to exist when it is let in.
  tellOfChannel(world, thread, GatewayDispatchEvents.ThreadCreate)
}

/** Denies one member these permissions in a channel, and no others. */
export function denyMember(world: World, channel: APITextChannel, userId: Snowflake, permissions: bigint): void {
  const others = (channel.permission_overwrites ?? []).filter(({ id }) => id !== userId)
  const denial = { id: userId, type: OverwriteType.Member, allow: '0', deny: permissions.toString() }
  changeChannel(world, channel, { overwrites: [...others, denial] })
}

export function closeChannel(world: World, channel: APITextChannel | Thread): void {
  const guild = world.guildOf(channel)
  if (isThread(channel)) {
    tellOfChannel(world, channel, GatewayDispatchEvents.ThreadDelete)
    guild?.threads.delete(channel.id)
    world.threadMembers.delete(channel.id)
  } else {
    // Discord tells of the channel alone; that its threads went with it is for the client to know.
    for (const thread of guild?.threads.values() ?? [])
      if (thread.parent_id === channel.id) forget(world, guild, thread)
    tellOfChannel(world, channel, GatewayDispatchEvents.ChannelDelete)
  }
  forget(world, guild, channel)
}

export function dismissBot(world: World, guild: StoredGuild, isOutage: boolean): void {
  guild.hasBot = false
  if (!isOutage) guild.members.delete(world.bot.id)
  world.dispatch({
    event: GatewayDispatchEvents.GuildDelete,
    guildId: guild.id,
    intents: GatewayIntentBits.Guilds,
    data: isOutage ? { id: guild.id, unavailable: true } : { id: guild.id },
  })
}

/** Brings the bot into a server, or back after an outage. */
export function admitBot(world: World, guild: StoredGuild): void {
  guild.hasBot = true
  if (!guild.members.has(world.bot.id)) join(guild, world.bot)
  welcomeBot(world, guild)
}

/** Lets somebody into a server, in front of everybody. */
export function welcome(world: World, guild: StoredGuild, user: APIUser): void {
  join(guild, user)
  world.dispatch({
    event: GatewayDispatchEvents.GuildMemberAdd,
    guildId: guild.id,
    intents: GatewayIntentBits.GuildMembers,
    data: { ...guild.members.get(user.id), guild_id: guild.id },
  })
}

export function changeRoles(world: World, guild: StoredGuild, userId: Snowflake, roles: Snowflake[]): void {
  const member = guild.members.get(userId)
  if (member === undefined) throw new Error(`User ${userId} is not in ${guild.name}.`)
  member.roles = roles
  // Of its own membership a bot hears without the privileged intent.
  const intents = userId === world.bot.id ? 0 : GatewayIntentBits.GuildMembers
  world.dispatch({
    event: GatewayDispatchEvents.GuildMemberUpdate,
    guildId: guild.id,
    intents,
    data: { ...member, guild_id: guild.id },
  })
}

function forget(world: World, guild: StoredGuild | undefined, channel: APITextChannel | Thread): void {
  guild?.channels.delete(channel.id)
  guild?.threads.delete(channel.id)
  world.channels.delete(channel.id)
  world.dropHistory(channel.id)
}

import {
  type APIOverwrite,
  type APITextChannel,
  GatewayDispatchEvents,
  GatewayIntentBits,
  type Snowflake,
} from 'discord-api-types/v10'
import { isThread } from './permissions.ts'
import { tellOfChannel } from './places.ts'
import type { StoredGuild, Thread } from './stored.ts'
import type { World } from './world.ts'

export function changeChannel(
  world: World,
  channel: APITextChannel,
  { name, overwrites }: { name?: string; overwrites?: APIOverwrite[] },
): void {
  if (name !== undefined) channel.name = name
  if (overwrites !== undefined) channel.permission_overwrites = overwrites
  tellOfChannel(world, channel, GatewayDispatchEvents.ChannelUpdate)
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

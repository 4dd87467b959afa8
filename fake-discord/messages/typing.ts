import { GatewayDispatchEvents, GatewayIntentBits, type Snowflake } from 'discord-api-types/v10'
import type { Channel } from '../stored.ts'
import type { World } from '../world.ts'

/** Shows somebody typing: to those who watch and, unless it is the bot itself, to the bot. */
export function startTyping(world: World, channel: Channel, userId: Snowflake): void {
  world.happenings.report({ kind: 'typing', channelId: channel.id, userId })
  if (userId === world.bot.id || !world.botHears(channel)) return
  const guild = world.guildOf(channel)
  world.dispatch({
    event: GatewayDispatchEvents.TypingStart,
    guildId: guild?.id,
    intents: guild === undefined ? GatewayIntentBits.DirectMessageTyping : GatewayIntentBits.GuildMessageTyping,
    data: {
      channel_id: channel.id,
      user_id: userId,
      timestamp: Math.floor(Date.now() / 1000),
      ...(guild === undefined ? {} : { guild_id: guild.id, member: guild.members.get(userId) }),
    },
  })
}

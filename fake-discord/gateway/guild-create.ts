import { type GatewayGuildCreateDispatchData, GatewayIntentBits } from 'discord-api-types/v10'
import type { StoredGuild } from '../stored.ts'
import type { World } from '../world.ts'

/** Without the GUILD_MEMBERS intent an app is told of its own membership alone. */
export function guildCreateData(world: World, guild: StoredGuild, intents: number): GatewayGuildCreateDispatchData {
  const { members, channels, threads, hasBot: _, ...facts } = guild
  const bot = members.get(world.bot.id)
  const own = bot === undefined ? [] : [bot]
  return {
    ...facts,
    joined_at: bot?.joined_at ?? new Date().toISOString(),
    large: false,
    unavailable: false,
    member_count: members.size,
    members: intents & GatewayIntentBits.GuildMembers ? [...members.values()] : own,
    channels: [...channels.values()],
    threads: [...threads.values()].filter(thread => world.botHears(thread)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}

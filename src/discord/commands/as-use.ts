import { type BaseInteraction, type Channel, InteractionContextType } from 'discord.js'
import type { Audience } from '../../memory/scope.ts'
import type { Texts } from '../../texts/texts.ts'
import { audienceOf } from '../audience.ts'
import type { Use } from './feature.ts'

/** Who uses what where. A channel that discord.js has not met is fetched. */
export async function asUse<I extends BaseInteraction>(interaction: I, texts: Texts): Promise<Use<I>> {
  return {
    interaction,
    texts,
    user: interaction.user.id,
    channel: interaction.channelId ?? '0',
    guild: interaction.guildId ?? undefined,
    audience: await audienceAt(interaction),
  }
}

/** Unknown where the bot is not: a group, or a server to which the user brought it along. */
async function audienceAt(interaction: BaseInteraction): Promise<Audience> {
  if (interaction.context === InteractionContextType.BotDM) return { kind: 'user' }
  if (interaction.context !== InteractionContextType.Guild || !interaction.inCachedGuild()) return { kind: 'unknown' }
  const channel: Channel | null =
    interaction.channel ?? (await interaction.client.channels.fetch(interaction.channelId ?? '0').catch(() => null))
  return channel === null ? { kind: 'unknown' } : audienceOf(channel)
}

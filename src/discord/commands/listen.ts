import { type ChatInputCommandInteraction, PermissionFlagsBits } from 'discord.js'
import type { ChannelSettings } from '../../memory/ports.ts'
import type { ChannelId } from '../../memory/types.ts'
import { texts } from '../../texts.ts'

export interface ListenParts {
  readonly channels: ChannelSettings
  /** The channels that the bot listens to now. */
  readonly listening: Set<ChannelId>
  readonly hasMessageContent: boolean
}

/** `/listen on|off`: whether the bot answers every message of a channel. Returns what the admin reads. */
export async function listen(interaction: ChatInputCommandInteraction, parts: ListenParts): Promise<string> {
  if (!interaction.inGuild()) return texts.listenServersOnly
  // Servers can open the command to others in their settings; the rule is ours all the same.
  if (!interaction.memberPermissions.has(PermissionFlagsBits.ManageChannels)) return texts.listenNeedsPermission
  const isOn = interaction.options.getString('state', true) === 'on'
  if (isOn && !parts.hasMessageContent) return texts.listenNeedsIntent
  await parts.channels.setListening(interaction.channelId, isOn)
  if (isOn) parts.listening.add(interaction.channelId)
  else parts.listening.delete(interaction.channelId)
  return isOn ? texts.listenOn : texts.listenOff
}

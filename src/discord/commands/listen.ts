import { type ChatInputCommandInteraction, PermissionFlagsBits } from 'discord.js'
import { texts } from '../../texts.ts'
import type { Listening } from '../listening.ts'

export interface ListenParts {
  readonly listening: Listening
  readonly hasMessageContent: boolean
}

/** `/listen on|off`: whether the bot answers every message of a channel. Returns what the admin reads. */
export async function listen(interaction: ChatInputCommandInteraction, parts: ListenParts): Promise<string> {
  if (!interaction.inGuild()) return texts.listenServersOnly
  // Servers can open the command to others in their settings; the rule is ours all the same.
  if (!interaction.memberPermissions.has(PermissionFlagsBits.ManageChannels)) return texts.listenNeedsPermission
  const isOn = interaction.options.getString('state', true) === 'on'
  if (isOn && !parts.hasMessageContent) return texts.listenNeedsIntent
  await parts.listening.set(interaction.channelId, isOn)
  return isOn ? texts.listenOn : texts.listenOff
}

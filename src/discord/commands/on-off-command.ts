import { InteractionContextType, PermissionFlagsBits } from 'discord.js'
import type { GuildId } from '../../memory/types.ts'
import type { CommandContext, SlashCommand, View } from '../interactions/command.ts'
import { choiceOption, localizedDescription } from '../interactions/definitions.ts'

/**
 * A command that switches something on or off in a server, for those who have a permission there. Its sentences go by
 * `key`, the description of its option by `<key>State`.
 */
export function onOffCommand(
  name: string,
  key: 'listen' | 'serverMemory',
  permission: 'ManageChannels' | 'ManageGuild',
  set: (isOn: boolean, context: CommandContext & { readonly guild: GuildId }) => Promise<View>,
): SlashCommand {
  return {
    definition: {
      name,
      ...localizedDescription(key),
      contexts: [InteractionContextType.Guild],
      default_member_permissions: PermissionFlagsBits[permission].toString(),
      options: [choiceOption('state', `${key}State`, ['on', 'off'], { required: true })],
    },
    async run(context) {
      const { interaction, texts } = context
      if (!interaction.inGuild()) return texts[key].serversOnly
      // Servers can open the command to others in their settings; the rule is the bot's own all the same.
      if (!interaction.memberPermissions.has(permission)) return texts[key].needsPermission
      const isOn = interaction.options.getString('state', true) === 'on'
      return await set(isOn, { ...context, guild: interaction.guildId })
    },
  }
}

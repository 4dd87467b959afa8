import { ApplicationCommandOptionType, InteractionContextType, PermissionFlagsBits } from 'discord.js'
import { described } from '../../texts/described.ts'
import type { Feature } from './feature.ts'
import type { CommandParts } from './features.ts'

/** `/server-memory on|off`: whether anything is kept of what is said in a server. */
export function serverMemory({ channels }: Pick<CommandParts, 'channels'>): Feature {
  return {
    commands: [
      {
        definition: {
          name: 'server-memory',
          ...described('serverMemory'),
          contexts: [InteractionContextType.Guild],
          default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
          options: [
            {
              type: ApplicationCommandOptionType.String,
              name: 'state',
              ...described('serverMemoryState'),
              required: true,
              choices: [
                { name: 'on', value: 'on' },
                { name: 'off', value: 'off' },
              ],
            },
          ],
        },
        async run({ interaction, texts: { serverMemory: texts } }) {
          if (!interaction.inGuild()) return texts.serversOnly
          // Servers can open the command to others in their settings; the rule is ours all the same.
          if (!interaction.memberPermissions.has(PermissionFlagsBits.ManageGuild)) return texts.needsPermission
          const isOff = interaction.options.getString('state', true) === 'off'
          await channels.setMemoryOff(interaction.guildId, isOff)
          return isOff ? texts.off : texts.on
        },
      },
    ],
  }
}

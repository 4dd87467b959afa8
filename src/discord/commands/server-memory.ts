import { ApplicationCommandOptionType, InteractionContextType, PermissionFlagsBits } from 'discord.js'
import type { CommandGroup } from '../interactions/command.ts'
import { localizedDescription } from '../interactions/definitions.ts'
import type { CommandDependencies } from './registry.ts'

/** `/server-memory on|off`: whether anything is kept of what is said in a server. */
export function serverMemoryCommands({ channels }: Pick<CommandDependencies, 'channels'>): CommandGroup {
  return {
    commands: [
      {
        definition: {
          name: 'server-memory',
          ...localizedDescription('serverMemory'),
          contexts: [InteractionContextType.Guild],
          default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
          options: [
            {
              type: ApplicationCommandOptionType.String,
              name: 'state',
              ...localizedDescription('serverMemoryState'),
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

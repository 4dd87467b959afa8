import { ApplicationCommandOptionType, InteractionContextType, PermissionFlagsBits } from 'discord.js'
import type { CommandGroup } from '../interactions/command.ts'
import { localizedDescription } from '../interactions/definitions.ts'
import type { ListenedChannels } from '../listened-channels.ts'

export interface ListenDependencies {
  readonly listening: ListenedChannels
  readonly hasMessageContent: boolean
}

/** `/listen on|off`: whether the bot answers every message of a channel. */
export function listenCommands({ listening, hasMessageContent }: ListenDependencies): CommandGroup {
  return {
    commands: [
      {
        definition: {
          name: 'listen',
          ...localizedDescription('listen'),
          contexts: [InteractionContextType.Guild],
          default_member_permissions: PermissionFlagsBits.ManageChannels.toString(),
          options: [
            {
              type: ApplicationCommandOptionType.String,
              name: 'state',
              ...localizedDescription('listenState'),
              required: true,
              choices: [
                { name: 'on', value: 'on' },
                { name: 'off', value: 'off' },
              ],
            },
          ],
        },
        async run({ interaction, texts, channel }) {
          if (!interaction.inGuild()) return texts.listen.serversOnly
          // Servers can open the command to others in their settings; the rule is ours all the same.
          if (!interaction.memberPermissions.has(PermissionFlagsBits.ManageChannels))
            return texts.listen.needsPermission
          const isOn = interaction.options.getString('state', true) === 'on'
          if (isOn && !hasMessageContent) return texts.listen.needsIntent
          await listening.set(channel, isOn)
          return isOn ? texts.listen.on : texts.listen.off
        },
      },
    ],
  }
}

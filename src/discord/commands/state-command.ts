import { InteractionContextType, PermissionFlagsBits } from 'discord.js'
import type { GuildId } from '../../memory/types.ts'
import type { CommandContext, SlashCommand, View } from '../interactions/command.ts'
import { choiceOption, localizedDescription } from '../interactions/definitions.ts'

/** Who may use each. */
const PERMISSIONS = { listen: 'ManageChannels', serverMemory: 'ManageGuild' } as const

/**
 * A command that chooses one of a few states of something in a server, for those who have a permission there. Its sentences
 * go by `key`, the description of its option by `<key>State`.
 */
export function stateCommand<const State extends string>(
  name: string,
  key: keyof typeof PERMISSIONS,
  states: readonly State[],
  set: (state: State, context: CommandContext & { readonly guild: GuildId }) => Promise<View>,
): SlashCommand {
  const permission = PERMISSIONS[key]
  return {
    definition: {
      name,
      ...localizedDescription(key),
      contexts: [InteractionContextType.Guild],
      default_member_permissions: PermissionFlagsBits[permission].toString(),
      options: [choiceOption('state', `${key}State`, states, { required: true })],
    },
    async run(context) {
      const { interaction, texts } = context
      if (!interaction.inGuild()) return texts[key].serversOnly
      // Servers can open the command to others in their settings; the rule is the bot's own all the same.
      if (!interaction.memberPermissions.has(permission)) return texts[key].needsPermission
      const given = interaction.options.getString('state', true)
      const state = states.find(one => one === given)
      // Discord may still show the choices of another version.
      return state === undefined
        ? texts.commands.outdated
        : await set(state, { ...context, guild: interaction.guildId })
    },
  }
}

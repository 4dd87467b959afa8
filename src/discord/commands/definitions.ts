import {
  ApplicationCommandType,
  ContextMenuCommandBuilder,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPutAPIApplicationCommandsJSONBody,
  SlashCommandBuilder,
} from 'discord.js'

export const LISTEN = 'listen'
export const ANSWER_AGAIN = 'Answer again'

/** All commands as Discord is told of them at each start; telling it twice changes nothing. */
export const commandDefinitions: RESTPutAPIApplicationCommandsJSONBody = [
  new SlashCommandBuilder()
    .setName(LISTEN)
    .setDescription('Answer every message in this channel, or only mentions and replies')
    .setContexts(InteractionContextType.Guild)
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageChannels)
    .addStringOption(option =>
      option
        .setName('state')
        .setDescription('on: answer every message here; off: only mentions and replies')
        .setRequired(true)
        .addChoices({ name: 'on', value: 'on' }, { name: 'off', value: 'off' }),
    )
    .toJSON(),
  new ContextMenuCommandBuilder()
    .setName(ANSWER_AGAIN)
    .setType(ApplicationCommandType.Message)
    .setContexts(InteractionContextType.Guild, InteractionContextType.BotDM)
    .toJSON(),
]

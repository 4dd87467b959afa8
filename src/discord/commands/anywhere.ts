import { ApplicationIntegrationType, InteractionContextType } from 'discord.js'

/** For a command that works everywhere, also where the bot is not: its user brings it along. */
export const anywhere = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
}

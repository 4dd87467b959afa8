import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandStringOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  Locale,
} from 'discord.js'
import { en, type Texts } from '../../locales/en.ts'
import { textsFor } from '../../locales/locales.ts'
import type { MessageCommand, SlashCommand } from './command.ts'

// What Discord is told of commands. https://docs.discord.com/developers/interactions/application-commands

type DescriptionKey = keyof Texts['descriptions']

/** Where a command works, also where the bot is not: its user brings it along. */
const everywhere = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
}

/** A slash command that works everywhere. */
export function slashCommand(
  name: string,
  description: DescriptionKey,
  run: SlashCommand['run'],
  ...options: APIApplicationCommandBasicOption[]
): SlashCommand {
  const described = { name, ...localizedDescription(description) }
  return { definition: { ...described, ...everywhere, ...(options.length > 0 && { options }) }, run }
}

/** A command in the context menu of a message, that works everywhere unless `contexts` says where. */
export function messageCommand(
  name: string,
  run: MessageCommand['run'],
  contexts?: InteractionContextType[],
): MessageCommand {
  const where = contexts === undefined ? everywhere : { contexts }
  return { definition: { name, type: ApplicationCommandType.Message, ...where }, run }
}

/** An option for any text. */
export function textOption(
  name: string,
  description: DescriptionKey,
  limits: { readonly max_length: number; readonly required?: boolean; readonly autocomplete?: true },
): APIApplicationCommandStringOption {
  return { type: ApplicationCommandOptionType.String, name, ...localizedDescription(description), ...limits }
}

/** An option for one of a few values. */
export function choiceOption(
  name: string,
  description: DescriptionKey,
  values: readonly string[],
  limits: { readonly required?: boolean } = {},
): APIApplicationCommandStringOption {
  const choices = values.map(value => ({ name: value, value }))
  return { type: ApplicationCommandOptionType.String, name, ...localizedDescription(description), ...limits, choices }
}

/** The description of a command or an option, in English and in every language that the bot speaks. */
export function localizedDescription(key: DescriptionKey) {
  const translated = Object.values(Locale).filter(locale => textsFor(locale) !== en)
  return {
    description: en.descriptions[key],
    description_localizations: Object.fromEntries(
      translated.map(locale => [locale, textsFor(locale).descriptions[key]] as const),
    ),
  }
}

import {
  type APIApplicationCommand,
  type APIUser,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  Locale,
  PermissionFlagsBits,
  type Snowflake,
} from 'discord-api-types/v10'
import { basePermissions } from '../permissions.ts'
import type { Channel } from '../stored.ts'
import type { World } from '../world.ts'
import type { Actor } from './actor.ts'
import { contextOf } from './interactions.ts'

/**
 * The command that Discord's client offers this user here under that name, in their language or the bot's; throws where
 * it would offer none.
 */
export function offeredCommand(
  { world, user, channel }: Actor,
  asked: { name: string; type: ApplicationCommandType },
): APIApplicationCommand {
  const guild = world.guildOf(channel)
  const locale = world.locales.get(user.id) ?? Locale.EnglishUS
  const known = [...commandsOf(world, guild?.id), ...commandsOf(world, 'global')]
  const command = known.find(
    ({ name, name_localizations: names, type }) =>
      type === asked.type && (name === asked.name || names?.[locale] === asked.name),
  )
  if (command === undefined) {
    const names = known.map(({ name, type }) => (type === ApplicationCommandType.ChatInput ? `/${name}` : `"${name}"`))
    throw new Error(`The bot has no command "${asked.name}". It has registered ${names.join(', ') || 'none'}.`)
  }
  const reason = whyNot(world, command, { user, channel })
  if (reason !== undefined)
    throw new Error(`Discord does not offer "${asked.name}" to ${user.username} here: ${reason}.`)
  return command
}

function whyNot(
  world: World,
  command: APIApplicationCommand,
  { user, channel }: { user: APIUser; channel: Channel },
): string | undefined {
  const guild = world.guildOf(channel)
  if (!world.can(channel, user.id, PermissionFlagsBits.ViewChannel)) return 'they do not see this place'
  if (command.guild_id === undefined && command.contexts?.includes(contextOf(channel)) === false) {
    return 'it is not made for this kind of place'
  }
  const isDm = contextOf(channel) === InteractionContextType.BotDM
  const isForeign = guild?.hasBot !== true && !isDm
  if (isForeign && command.integration_types?.includes(ApplicationIntegrationType.UserInstall) !== true) {
    return 'the bot is not here, and the command can not be brought along'
  }
  const needed = command.default_member_permissions
  if (guild === undefined || needed === null) return undefined
  const may = basePermissions(guild, user.id)
  return (may & BigInt(needed)) === BigInt(needed) ? undefined : 'they lack the permissions it asks for'
}

function commandsOf(world: World, scope: Snowflake | 'global' | undefined): APIApplicationCommand[] {
  return scope === undefined ? [] : [...(world.commands.get(scope)?.values() ?? [])]
}

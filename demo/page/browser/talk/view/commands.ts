import type {
  APIApplicationCommand,
  APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  InteractionContextType,
} from 'discord-api-types/v10'
import { personName, type Reader, seesPlace } from './reader.ts'
import type { Choice, OfferedCommand, OfferedOption } from './shown.ts'

const SLASH: ApplicationCommandType.ChatInput = 1
const MESSAGE_MENU: ApplicationCommandType.Message = 3
const SUBCOMMAND: ApplicationCommandOptionType.Subcommand = 1
const GROUP: ApplicationCommandOptionType.SubcommandGroup = 2
const IN_SERVER: InteractionContextType.Guild = 0
const IN_BOT_DM: InteractionContextType.BotDM = 1
/** Administrator: https://docs.discord.com/developers/topics/permissions */
const ADMINISTRATOR = 8n

const TYPES: Partial<Record<ApplicationCommandOptionType, OfferedOption['type']>> = {
  3: 'text',
  4: 'number',
  5: 'boolean',
  6: 'person',
  7: 'channel',
  8: 'role',
  9: 'person',
  10: 'number',
  11: 'file',
}

/** What Discord offers somebody where they are. */
export interface Offered {
  readonly slash: readonly OfferedCommand[]
  readonly onMessages: readonly string[]
}

export function offeredIn(reader: Reader): Offered {
  const offered = reader.world.commands.filter(command => isOffered(command, reader))
  const named = (type: ApplicationCommandType) => offered.filter(command => command.type === type)
  const slash = named(SLASH).flatMap(command => stepsOf(command, reader))
  return {
    slash: slash.toSorted((one, other) => one.title.localeCompare(other.title)),
    onMessages: named(MESSAGE_MENU).map(({ name }) => name),
  }
}

function isOffered(command: APIApplicationCommand, reader: Reader): boolean {
  const { guild_id: guildId, contexts, default_member_permissions: needed } = command
  const { serverId } = reader.place
  if (guildId !== undefined && guildId !== serverId) return false
  const context = serverId === undefined ? IN_BOT_DM : IN_SERVER
  if (guildId === undefined && contexts?.includes(context) === false) return false
  return serverId === undefined || needed === null || needed === undefined || may(BigInt(needed), reader)
}

/** Whether somebody's roles give them what a command asks for; who owns a server may do everything. */
function may(needed: bigint, { id, place, world }: Reader): boolean {
  const server = world.servers.find(known => known.id === place.serverId)
  if (server === undefined) return false
  if (server.ownerId === id) return true
  const held = server.members.find(({ user }) => user.id === id)?.roles ?? []
  const roles = server.roles.filter(role => role.id === server.id || held.includes(role.id))
  const permissions = roles.reduce((sum, role) => sum | BigInt(role.permissions), 0n)
  return (permissions & ADMINISTRATOR) !== 0n || (permissions & needed) === needed
}

interface Titled {
  readonly name: string
  readonly description: string
  readonly name_localizations?: object | null
  readonly description_localizations?: object | null
}

/** The name or description in the reader's language, or in the bot's. */
function translated(titled: Titled, field: 'description' | 'name', { id, world }: Reader): string {
  const locale = world.people.find(person => person.id === id)?.locale ?? ''
  const translations = (titled[`${field}_localizations`] ?? {}) as Readonly<Record<string, string | null>>
  return translations[locale] ?? titled[field]
}

/** A command, or each of its subcommands by itself: that is how Discord lists them. */
function stepsOf(command: APIApplicationCommand, reader: Reader): OfferedCommand[] {
  return walk(command, command.options ?? [], reader, {
    name: command.name,
    title: translated(command, 'name', reader),
  })
}

function walk(
  step: Titled,
  options: readonly APIApplicationCommandOption[],
  reader: Reader,
  path: { readonly name: string; readonly title: string },
): OfferedCommand[] {
  const steps = options.filter(({ type }) => type === SUBCOMMAND || type === GROUP)
  if (steps.length === 0) {
    const description = translated(step, 'description', reader)
    return [{ ...path, description, options: options.map(option => optionOf(option, reader)) }]
  }
  return steps.flatMap(inner =>
    walk(inner, 'options' in inner ? (inner.options ?? []) : [], reader, {
      name: `${path.name} ${inner.name}`,
      title: `${path.title} ${translated(inner, 'name', reader)}`,
    }),
  )
}

function optionOf(option: APIApplicationCommandOption, reader: Reader): OfferedOption {
  const type = TYPES[option.type] ?? 'text'
  const given = 'choices' in option ? (option.choices ?? []) : []
  return {
    name: option.name,
    description: translated(option, 'description', reader),
    type,
    isRequired: option.required === true,
    completes: 'autocomplete' in option && option.autocomplete === true,
    choices: given.length > 0 ? given.map(({ name, value }) => ({ name, value })) : namedBy(type, reader),
  }
}

/** Who and what an option can name. */
function namedBy(type: OfferedOption['type'], reader: Reader): Choice[] {
  const { world, place } = reader
  const server = world.servers.find(({ id }) => id === place.serverId)
  switch (type) {
    case 'boolean':
      return [
        { name: 'True', value: 'true' },
        { name: 'False', value: 'false' },
      ]
    case 'person': {
      const users = server?.members.map(({ user }) => user) ?? world.users.filter(({ id }) => isIn(id, reader))
      return users.map(user => ({ name: personName(user, reader), value: user.id }))
    }
    case 'channel':
      return world.places
        .filter(known => known.serverId === place.serverId && seesPlace(known, reader.id))
        .map(({ id, name }) => ({ name: `#${name}`, value: id }))
    case 'role':
      return server?.roles.map(({ id, name }) => ({ name, value: id })) ?? []
    default:
      return []
  }
}

function isIn(id: string, { id: readerId, world }: Reader): boolean {
  return id === readerId || id === world.bot.id
}

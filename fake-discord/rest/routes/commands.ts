import {
  type APIApplicationCommand,
  ApplicationCommandType,
  type RESTPostAPIApplicationCommandsJSONBody,
  type RESTPutAPIApplicationCommandsJSONBody,
  type Snowflake,
} from 'discord-api-types/v10'
import { checkCommands } from '../../validation/commands.ts'
import type { World } from '../../world.ts'
import type { Call } from '../call.ts'
import { refusals } from '../errors.ts'
import { limits } from '../rate-limits.ts'
import type { Route } from '../rest.ts'

/** The app's commands, everywhere and in single servers. */
export function commandRoutes(world: World): Route[] {
  return ['/applications/:application/commands', '/applications/:application/guilds/:guild/commands'].flatMap(path =>
    routesUnder(world, path),
  )
}

function routesUnder(world: World, path: string): Route[] {
  const limit = limits.other
  const scopeOf = (call: Call) => {
    if (call.param('application') !== world.bot.id) throw refusals.missingAccess()
    const scope = call.param('guild') || 'global'
    if (scope !== 'global' && world.guilds.get(scope)?.hasBot !== true) throw refusals.missingAccess()
    return scope
  }
  const commandsOf = (call: Call) => commandsIn(world, scopeOf(call))
  const find = (call: Call) => {
    const command = commandsOf(call).get(call.param('command'))
    if (command === undefined) throw refusals.unknownCommand()
    return command
  }

  return [
    { method: 'GET', path, limit, handle: call => [...commandsOf(call).values()] },
    { method: 'GET', path: `${path}/:command`, limit, handle: find },
    {
      method: 'PUT',
      path,
      limit,
      handle(call) {
        const wanted = call.body as RESTPutAPIApplicationCommandsJSONBody
        checkCommands(wanted)
        const commands = commandsOf(call)
        const before = [...commands.values()]
        commands.clear()
        return wanted.map(command => keep(world, scopeOf(call), command, sameAs(before, command)))
      },
    },
    {
      method: 'POST',
      path,
      limit,
      handle(call) {
        const command = call.body as RESTPostAPIApplicationCommandsJSONBody
        checkCommands([command], 'alone')
        return keep(world, scopeOf(call), command, sameAs([...commandsOf(call).values()], command))
      },
    },
    {
      method: 'PATCH',
      path: `${path}/:command`,
      limit,
      handle(call) {
        const known = find(call)
        const changed = { ...known, ...(call.body as object) } as RESTPostAPIApplicationCommandsJSONBody
        checkCommands([changed], 'alone')
        return keep(world, scopeOf(call), changed, known.id)
      },
    },
    {
      method: 'DELETE',
      path: `${path}/:command`,
      limit,
      handle(call) {
        commandsOf(call).delete(find(call).id)
      },
    },
  ]
}

function commandsIn(world: World, scope: Snowflake | 'global'): Map<Snowflake, APIApplicationCommand> {
  const known = world.commands.get(scope) ?? new Map<Snowflake, APIApplicationCommand>()
  world.commands.set(scope, known)
  return known
}

function keep(
  world: World,
  scope: Snowflake | 'global',
  wanted: RESTPostAPIApplicationCommandsJSONBody,
  knownId: Snowflake | undefined,
): APIApplicationCommand {
  const command: APIApplicationCommand = {
    default_member_permissions: null,
    nsfw: false,
    integration_types: [0],
    contexts: null,
    ...JSON.parse(JSON.stringify(wanted)),
    type: wanted.type ?? ApplicationCommandType.ChatInput,
    description: 'description' in wanted ? (wanted.description ?? '') : '',
    id: knownId ?? world.ids.next(),
    application_id: world.bot.id,
    version: world.ids.next(),
    ...(scope === 'global' ? {} : { guild_id: scope }),
  }
  commandsIn(world, scope).set(command.id, command)
  return command
}

/** A command of the same name and type is replaced and keeps its id. */
function sameAs(
  known: readonly APIApplicationCommand[],
  wanted: RESTPostAPIApplicationCommandsJSONBody,
): Snowflake | undefined {
  const type = wanted.type ?? ApplicationCommandType.ChatInput
  return known.find(command => command.name === wanted.name && command.type === type)?.id
}

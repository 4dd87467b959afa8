import type { APIAttachment, Snowflake } from 'discord-api-types/v10'
import { memberWithoutUser } from '../messages/wire.ts'
import type { Channel } from '../stored.ts'
import type { World } from '../world.ts'

/** Something an option names: a person, a role, a channel, or a file that was uploaded for it. */
export type OptionTarget = { id: Snowflake } | APIAttachment

/** The people, roles, channels and files that options name, as Discord sends them along. */
export function resolveOptions(world: World, channel: Channel, given: Readonly<Record<string, unknown>>) {
  const guild = world.guildOf(channel)
  const resolved: Record<'attachments' | 'channels' | 'members' | 'roles' | 'users', Record<Snowflake, unknown>> = {
    users: {},
    members: {},
    channels: {},
    roles: {},
    attachments: {},
  }
  for (const value of Object.values(given).filter(isNamed)) {
    if ('filename' in value) {
      resolved.attachments[value.id] = { ...value, ephemeral: true }
      continue
    }
    const user = world.users.get(value.id)
    const named = world.channels.get(value.id)
    const member = guild === undefined ? undefined : memberWithoutUser(guild, value.id)
    const role = guild?.roles.find(({ id }) => id === value.id)
    if (role !== undefined) resolved.roles[value.id] = role
    if (user !== undefined) resolved.users[value.id] = user
    if (guild !== undefined && member !== undefined) {
      resolved.members[value.id] = { ...member, permissions: world.permissions(channel, value.id).toString() }
    }
    if (named !== undefined)
      resolved.channels[value.id] = { ...named, permissions: world.permissions(named, world.bot.id).toString() }
  }
  return Object.fromEntries(Object.entries(resolved).filter(([, named]) => Object.keys(named).length > 0))
}

function isNamed(value: unknown): value is OptionTarget {
  return typeof value === 'object' && value !== null && 'id' in value
}

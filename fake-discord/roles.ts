import { type APIRole, GatewayDispatchEvents, GatewayIntentBits, type Snowflake } from 'discord-api-types/v10'
import { join, makeRole } from './places.ts'
import type { StoredGuild } from './stored.ts'
import type { World } from './world.ts'

/** Opens a role in a server, and gives it to some members. */
export function openRole(
  world: World,
  guild: StoredGuild,
  {
    name,
    permissions = 0n,
    members = [],
  }: { name: string; permissions?: bigint; members?: readonly { id: Snowflake }[] },
): APIRole {
  const role = makeRole(world.ids.next(), name, permissions)
  guild.roles.push(role)
  for (const { id } of members) giveRole(world, guild, id, role)
  tellOfRole(world, guild, GatewayDispatchEvents.GuildRoleCreate, { role })
  return role
}

/** Changes what everybody with a role may do in the whole server; the role of everyone has the server's id. */
export function changeRole(world: World, guild: StoredGuild, id: Snowflake, permissions: bigint): void {
  const role = guild.roles.find(role => role.id === id)
  if (role === undefined) throw new Error(`There is no role ${id} in ${guild.name}.`)
  role.permissions = permissions.toString()
  tellOfRole(world, guild, GatewayDispatchEvents.GuildRoleUpdate, { role })
}

/** Deletes a role: nobody has it any more, and no channel names it. */
export function closeRole(world: World, guild: StoredGuild, { id }: APIRole): void {
  guild.roles = guild.roles.filter(role => role.id !== id)
  for (const member of guild.members.values()) member.roles = member.roles.filter(role => role !== id)
  tellOfRole(world, guild, GatewayDispatchEvents.GuildRoleDelete, { role_id: id })
}

function giveRole(world: World, guild: StoredGuild, user: Snowflake, role: APIRole): void {
  const member = guild.members.get(user)
  if (member !== undefined) member.roles = [...member.roles, role.id]
  else join(guild, world.users.get(user) ?? world.bot, [role.id])
}

function tellOfRole(world: World, guild: StoredGuild, event: GatewayDispatchEvents, told: object): void {
  if (!guild.hasBot) return
  world.dispatch({
    event,
    guildId: guild.id,
    intents: GatewayIntentBits.Guilds,
    data: { guild_id: guild.id, ...told },
  })
}

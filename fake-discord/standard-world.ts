import { type APITextChannel, type APIUser, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10'
import { allPermissions } from './permissions.ts'
import { join, makeRole, openChannel, openDm, openGuild } from './places.ts'
import { fixedSnowflake } from './snowflake.ts'
import type { StoredGuild } from './stored.ts'
import { openThread } from './threads.ts'
import { makeUser } from './users.ts'
import type { World } from './world.ts'

/** Ada runs the place, Bob is on the staff, Cleo only visits. */
const ADMINS = ['Ada']
const STAFF = ['Bob']
const VISITORS = ['Cleo', 'Dan']

export function standardUser(name: string): APIUser {
  return makeUser(fixedSnowflake(`user ${name}`), name)
}

/** A person's DM with the bot has the same id at every start, too. */
export function standardDm(world: World, user: APIUser) {
  return openDm(world, user, fixedSnowflake(`dm of ${user.id}`))
}

/** The one place every demo and test starts from: with the same ids each time, so that what was remembered still fits. */
export function buildStandardWorld(world: World): StoredGuild {
  const [owner, ...others] = [...ADMINS, ...STAFF, ...VISITORS].map(standardUser)
  if (owner === undefined) throw new Error('The standard world needs somebody to own it.')
  for (const user of [owner, ...others]) world.users.set(user.id, user)

  const guild = openGuild(world, {
    id: fixedSnowflake("Keepsake's place"),
    name: "Keepsake's place",
    owner,
    hasBot: true,
  })
  const admin = makeRole(fixedSnowflake('role admin'), 'admin', allPermissions & ~PermissionFlagsBits.Administrator)
  const staff = makeRole(fixedSnowflake('role staff'), 'staff', 0n)
  const bots = makeRole(fixedSnowflake('role keepsake'), world.bot.username, PermissionFlagsBits.ManageMessages)
  bots.managed = true
  bots.tags = { bot_id: world.bot.id }
  guild.roles.push(admin, staff, bots)

  join(guild, owner, [admin.id, staff.id])
  for (const user of others)
    join(guild, user, STAFF.map(standardUser).some(({ id }) => id === user.id) ? [staff.id] : [])
  join(guild, world.bot, [bots.id])

  const general = openChannel(world, guild, { id: fixedSnowflake('#general'), name: 'general' })
  const view = PermissionFlagsBits.ViewChannel.toString()
  openChannel(world, guild, {
    id: fixedSnowflake('#staff'),
    name: 'staff',
    overwrites: [
      { id: guild.id, type: OverwriteType.Role, allow: '0', deny: view },
      { id: staff.id, type: OverwriteType.Role, allow: view, deny: '0' },
      { id: bots.id, type: OverwriteType.Role, allow: view, deny: '0' },
    ],
  })
  openStandardThreads(world, general, owner)
  return guild
}

function openStandardThreads(world: World, parent: APITextChannel, owner: APIUser): void {
  for (const [name, isPrivate] of [
    ['book club', false],
    ['surprise party', true],
  ] as const) {
    openThread(world, parent, { id: fixedSnowflake(`thread ${name}`), name, isPrivate, owner, members: [world.bot] })
  }
}

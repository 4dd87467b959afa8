import type { Person } from './person.ts'
import { join, openChannel, openGuild } from './places.ts'
import { fixedSnowflake } from './snowflake.ts'
import type { StoredGuild } from './stored.ts'
import type { World } from './world.ts'

export interface NewGuild {
  readonly name: string
  readonly owner?: Person
  readonly members?: readonly Person[]
  /** Whether the bot is in it; yes if not given. */
  readonly withBot?: boolean
  /** Whether it has the same ids each time, by its name. */
  readonly isFixed?: boolean
}

/** Opens a server with a #general. */
export function createGuild(world: World, asked: NewGuild & { readonly owner: Person }): StoredGuild {
  const { name, owner, members = [], withBot = true, isFixed = false } = asked
  const idOf = (what: string) => (isFixed ? { id: fixedSnowflake(what) } : {})
  const guild = openGuild(world, { ...idOf(`server ${name}`), name, owner: owner.user, hasBot: withBot })
  for (const { user } of members) join(guild, user)
  openChannel(world, guild, { ...idOf(`#general of ${name}`), name: 'general' })
  return guild
}

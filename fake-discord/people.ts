import type { APIUser, Snowflake } from 'discord-api-types/v10'
import { welcome } from './changes.ts'
import type { Interactions } from './interactions/interactions.ts'
import { Person } from './person.ts'
import { fixedSnowflake } from './snowflake.ts'
import { standardUser } from './standard-world.ts'
import type { StoredGuild } from './stored.ts'
import { makeUser } from './users.ts'
import type { World } from './world.ts'

/** Finds people by name, and makes those who are new members of a server. */
export class People {
  readonly #world: World
  readonly #interactions: Interactions
  readonly #home: StoredGuild
  readonly #known = new Map<Snowflake, Person>()

  constructor(world: World, interactions: Interactions, home: StoredGuild) {
    this.#world = world
    this.#interactions = interactions
    this.#home = home
  }

  human(name: string): Person {
    return this.#find(standardUser(name))
  }

  bot(name: string): Person {
    return this.#find(makeUser(fixedSnowflake(`bot ${name}`), name, { bot: true }))
  }

  #find(made: APIUser): Person {
    const known = this.#known.get(made.id)
    if (known !== undefined) return known
    const user = this.#world.users.get(made.id) ?? made
    this.#world.users.set(user.id, user)
    if (!this.#home.members.has(user.id)) welcome(this.#world, this.#home, user)
    const person = new Person(this.#world, this.#interactions, user)
    this.#known.set(user.id, person)
    return person
  }
}

import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10'
import type { Loopback } from '../../fake-discord/loopback.ts'
import type { Person } from '../../fake-discord/person.ts'
import type { Channel } from '../../fake-discord/stored.ts'
import type { Names } from '../discord-text/mentions.ts'
import { nameOf } from './render/message.ts'

/** `DM` or `#general`; threads like channels. */
export function placeName(channel: Channel): string {
  return channel.type === ChannelType.DM ? 'DM' : `#${channel.name ?? channel.id}`
}

/** Where somebody can talk: their DM first, then what they see of the server. */
export function placesOf({ guild, world }: Loopback, person: Person): Channel[] {
  const channels: Channel[] = [...guild.channels.values(), ...guild.threads.values()]
  return [
    person.dmChannel,
    ...channels.filter(channel => world.can(channel, person.id, PermissionFlagsBits.ViewChannel)),
  ]
}

/** A place by its name, `#general`, `general` or `DM`. Throws with the choices. */
export function findPlace(discord: Loopback, person: Person, name: string): Channel {
  const places = placesOf(discord, person)
  const plain = (text: string) => text.toLowerCase().replace(/^#/u, '')
  const found = places.find(place => plain(placeName(place)) === plain(name))
  if (found !== undefined) return found
  throw new Error(`${nameOf(person.user)} sees no place "${name}". There are ${places.map(placeName).join(', ')}.`)
}

/** What can be mentioned by name. */
export function namesIn({ guild, world }: Loopback): Names {
  return {
    users: [...world.users.values()].map(user => ({ id: user.id, name: nameOf(user) })),
    channels: [...guild.channels.values(), ...guild.threads.values()],
    roles: guild.roles,
  }
}

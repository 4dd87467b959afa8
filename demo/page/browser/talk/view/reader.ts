import type { APIUser } from 'discord-api-types/v10'
import type { PageMessage, PageWorld, Place } from '../../../protocol.ts'
import type { Naming } from './rich-text.ts'
import type { ShownAuthor } from './shown.ts'

/** Who looks, and where. */
export interface Reader {
  readonly id: string
  readonly place: Place
  readonly world: PageWorld
}

/** Whether somebody sees a place at all: a private channel is there for its members alone, a DM for whose it is. */
export function seesPlace(place: Place, person: string): boolean {
  return place.readers.includes(person)
}

/** Whether a message is among what somebody sees where they look: an ephemeral one is there for one person alone. */
export function seesMessage(message: PageMessage, { id, place }: Pick<Reader, 'id' | 'place'>): boolean {
  if (message.channel_id !== place.id || !seesPlace(place, id)) return false
  return message.visibleTo === undefined || message.visibleTo === id
}

/** How somebody is called in a server: by their nickname there, else by the name that they show everywhere. */
export function personName(
  user: Pick<APIUser, 'bot' | 'global_name' | 'id' | 'username'>,
  { world, place }: Reader,
): string {
  const members = world.servers.find(({ id }) => id === place.serverId)?.members
  const nick = members?.find(member => member.user.id === user.id)?.nick
  const name = nick ?? user.global_name ?? user.username
  // Bots have no name for show; theirs is written large all the same.
  return user.bot === true ? name.slice(0, 1).toUpperCase() + name.slice(1) : name
}

export function authorOf(user: APIUser, reader: Reader): ShownAuthor {
  return { id: user.id, name: personName(user, reader), isApp: user.bot === true }
}

/** How what a text mentions is called for a reader. */
export function namingFor(reader: Reader): Naming {
  const { world, place, id: readerId } = reader
  return {
    user: id => {
      const user = world.users.find(known => known.id === id)
      return user === undefined ? undefined : personName(user, reader)
    },
    role: id => world.servers.find(server => server.id === place.serverId)?.roles.find(role => role.id === id)?.name,
    channel: id => {
      const named = world.places.find(known => known.id === id)
      if (named === undefined) return undefined
      const isHidden = !seesPlace(named, readerId)
      return { name: isHidden ? 'No Access' : named.name, isHidden, isDm: named.kind === 'dm' }
    },
  }
}

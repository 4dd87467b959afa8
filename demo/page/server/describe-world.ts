import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import { isThread } from '../../../fake-discord/permissions.ts'
import type { Person } from '../../../fake-discord/person.ts'
import type { Channel, StoredGuild } from '../../../fake-discord/stored.ts'
import { TOURIST } from '../../tour/steps.ts'
import type { PagePerson, PageWorld, Place } from '../protocol.ts'

/** Whom somebody can be on the page, and what each is in the standard server. */
const cast: Readonly<Record<string, string>> = {
  ...{ Ada: 'admin', Bob: 'staff', Cleo: 'visitor', Dan: 'visitor' },
  [TOURIST]: 'on the tour',
}

export function castOf(discord: Loopback): readonly Person[] {
  return Object.keys(cast).map(name => discord.user(name))
}

/** Who and what there is on the small Discord, and who sees it. */
export function describeWorld(discord: Loopback): PageWorld {
  const { world } = discord
  const people = castOf(discord)
  const placed = placesOf(discord, people)
  return {
    bot: { id: world.bot.id, name: 'Keepsake', role: 'bot', locale: 'en-US' },
    people: people.map(describePerson),
    users: [...world.users.values()],
    servers: [...world.guilds.values()].map(({ id, name, owner_id: ownerId, roles, members }) => ({
      ...{ id, name, ownerId, roles },
      members: [...members.values()].map(({ nick = null, roles: held, user }) => ({ nick, roles: held, user })),
    })),
    places: placed.map(channel => describePlace(discord, people, channel)),
    commands: [discord.commands(), ...[...world.guilds.keys()].map(id => discord.commands(id))].flat(),
  }
}

function describePerson(person: Person): PagePerson {
  const { user, locale } = person
  const name = user.global_name ?? user.username
  return { id: user.id, name, role: cast[name] ?? 'visitor', locale }
}

function placesOf(discord: Loopback, people: readonly Person[]): readonly Channel[] {
  const ofGuild = ({ channels, threads }: StoredGuild) => [...channels.values(), ...threads.values()]
  return [...[...discord.world.guilds.values()].flatMap(ofGuild), ...people.map(({ dmChannel }) => dmChannel)]
}

function describePlace({ world }: Loopback, people: readonly Person[], channel: Channel): Place {
  const those = (permission: bigint) =>
    people.filter(({ id }) => world.can(channel, id, permission)).map(({ id }) => id)
  const readers = those(PermissionFlagsBits.ViewChannel)
  const guild = world.guildOf(channel)
  const members = people.filter(({ id }) => guild?.members.has(id))
  return {
    id: channel.id,
    kind: placeKind(channel),
    name: channel.type === ChannelType.DM ? ownerOf(people, channel) : (channel.name ?? channel.id),
    serverId: guild?.id,
    parentId: isThread(channel) ? (channel.parent_id ?? undefined) : undefined,
    isPrivate: guild !== undefined && members.some(({ id }) => !readers.includes(id)),
    readers,
    writers: those(PermissionFlagsBits.ViewChannel | world.sendPermission(channel)),
  }
}

function placeKind(channel: Channel): Place['kind'] {
  if (channel.type === ChannelType.DM) return 'dm'
  return isThread(channel) ? 'thread' : 'channel'
}

function ownerOf(people: readonly Person[], channel: Channel): string {
  const owner = people.find(({ dmChannel }) => dmChannel.id === channel.id)
  return owner?.user.global_name ?? channel.id
}

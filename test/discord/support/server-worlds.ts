import { type Channel, ChannelType, Client, OverwriteType, PermissionFlagsBits } from 'discord.js'
import { audienceOfChannel } from '../../../src/discord/incoming/audience.ts'
import type { Audience } from '../../../src/memory/scope.ts'
import { fc } from '../../support/property.ts'

const { Administrator, Connect, ManageThreads, ReadMessageHistory, ViewChannel } = PermissionFlagsBits

const SERVER = '100'
const BOT = '900'
const BOTS_ROLE = '201'
/** The bot's own role stands beside them. */
const ROLES = ['202', '203', '204']
/** Channels name some of these one by one; the first owns the server. */
const NAMED = ['901', '902', '903']

interface Overwrite {
  readonly id: string
  readonly type: OverwriteType
  readonly allow: bigint
  readonly deny: bigint
}

interface ServerChannel {
  readonly type: ChannelType
  readonly isAgeRestricted: boolean
  readonly overwrites: readonly Overwrite[]
}

interface ServerThread {
  /** The place of its channel among the channels: a forum or a channel where people write. */
  readonly parent: number
  readonly isPrivate: boolean
  readonly invited: readonly string[]
}

/** A server at one moment. */
export interface ServerState {
  readonly owner: string
  /** What roles may do in the whole server; a role that was deleted is missing. */
  readonly roles: ReadonlyMap<string, bigint>
  readonly channels: readonly ServerChannel[]
}

/** What happens: something is said in a place, or the server changes. */
type ServerEvent = { readonly says: number } | { readonly becomes: (before: ServerState) => ServerState }

export interface ServerWorld {
  readonly begin: ServerState
  readonly threads: readonly ServerThread[]
  readonly events: readonly ServerEvent[]
}

const permissions = (chances: readonly (readonly [bigint, number])[]) =>
  fc
    .tuple(...chances.map(([bit, percent]) => fc.integer({ min: 0, max: 99 }).map(n => (n < percent ? bit : 0n))))
    .map(bits => bits.reduce((all, bit) => all | bit, 0n))

const everyonesPermissions = permissions([
  ...([
    [ViewChannel, 65],
    [ReadMessageHistory, 85],
    [Connect, 85],
  ] as const),
  ...([
    [ManageThreads, 3],
    [Administrator, 1],
  ] as const),
])
const rolePermissions = permissions([
  ...([
    [ViewChannel, 30],
    [ReadMessageHistory, 30],
    [Connect, 20],
  ] as const),
  ...([
    [ManageThreads, 15],
    [Administrator, 12],
  ] as const),
])
const touched = permissions([
  ...([
    [ViewChannel, 75],
    [ReadMessageHistory, 20],
    [Connect, 25],
  ] as const),
  ...([[ManageThreads, 10]] as const),
])

const overwriteFor = (id: string, type: OverwriteType) =>
  fc.record({ allow: touched, deny: touched }).map(({ allow, deny }) => ({ id, type, allow, deny: deny & ~allow }))
const overwrite: fc.Arbitrary<Overwrite> = fc.oneof(
  { weight: 5, arbitrary: overwriteFor(SERVER, OverwriteType.Role) },
  { weight: 6, arbitrary: fc.constantFrom(...ROLES).chain(id => overwriteFor(id, OverwriteType.Role)) },
  { weight: 2, arbitrary: fc.constantFrom(...NAMED).chain(id => overwriteFor(id, OverwriteType.Member)) },
  { weight: 1, arbitrary: overwriteFor(BOTS_ROLE, OverwriteType.Role) },
  { weight: 1, arbitrary: overwriteFor(BOT, OverwriteType.Member) },
)
const overwrites = fc.oneof(
  { weight: 1, arbitrary: fc.constant([]) },
  { weight: 3, arbitrary: fc.uniqueArray(overwrite, { maxLength: 3, selector: ({ id }) => id }) },
)
const { GuildText, GuildAnnouncement, GuildVoice, GuildStageVoice, GuildForum } = ChannelType

function channelIn(categories: readonly (readonly Overwrite[])[]): fc.Arbitrary<ServerChannel> {
  return fc.record({
    type: fc.constantFrom(GuildText, GuildText, GuildAnnouncement, GuildVoice, GuildStageVoice, GuildForum),
    isAgeRestricted: fc.integer({ min: 0, max: 9 }).map(n => n === 0),
    // Those that are synchronised with their category have a copy of what it says.
    overwrites: fc.oneof(fc.constantFrom(...categories), overwrites),
  })
}

const state: fc.Arbitrary<ServerState> = fc.tuple(overwrites, overwrites).chain(categories =>
  fc
    .record({
      owner: fc.constantFrom(...NAMED),
      everyone: everyonesPermissions,
      roles: fc.tuple(rolePermissions, rolePermissions, rolePermissions),
      channels: fc.array(channelIn(categories), { minLength: 2, maxLength: 3 }),
    })
    .map(({ owner, everyone, roles, channels }) => ({
      owner,
      roles: new Map([[SERVER, everyone], [BOTS_ROLE, 0n], ...ROLES.map((id, at) => [id, roles[at] ?? 0n] as const)]),
      channels,
    })),
)

const withChannel = (before: ServerState, place: number, change: Partial<ServerChannel>): ServerState => ({
  ...before,
  channels: before.channels.map((channel, at) =>
    at === place % before.channels.length ? { ...channel, ...change } : channel,
  ),
})
const place = fc.nat({ max: 4 })
const becomes: fc.Arbitrary<ServerEvent> = fc
  .oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(place, overwrites).map(
        ([at, overwrites]) =>
          (before: ServerState) =>
            withChannel(before, at, { overwrites }),
      ),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom(...ROLES), rolePermissions).map(
        ([role, may]) =>
          (before: ServerState) =>
            before.roles.has(role) ? { ...before, roles: new Map([...before.roles, [role, may]]) } : before,
      ),
    },
    {
      weight: 1,
      arbitrary: everyonesPermissions.map(may => (before: ServerState) => ({
        ...before,
        roles: new Map([...before.roles, [SERVER, may]]),
      })),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...ROLES).map(role => (before: ServerState) => ({
        ...before,
        roles: new Map([...before.roles].filter(([id]) => id !== role)),
        channels: before.channels.map(channel => ({
          ...channel,
          overwrites: channel.overwrites.filter(({ id }) => id !== role),
        })),
      })),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(place, fc.boolean()).map(
        ([at, isAgeRestricted]) =>
          (before: ServerState) =>
            withChannel(before, at, { isAgeRestricted }),
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom(...NAMED).map(owner => (before: ServerState) => ({ ...before, owner })) },
  )
  .map(change => ({ becomes: change }))

const world = fc.record({
  begin: state,
  threads: fc.array(
    fc.record({
      parent: fc.nat({ max: 2 }),
      isPrivate: fc.boolean(),
      invited: fc.subarray([...NAMED, '904']),
    }),
    { maxLength: 2 },
  ),
  events: fc.array(
    fc.oneof({ weight: 3, arbitrary: place.map((says): ServerEvent => ({ says })) }, { weight: 1, arbitrary: becomes }),
    { minLength: 2, maxLength: 6 },
  ),
})

export const serverWorld: fc.Arbitrary<ServerWorld> = world.map(({ threads, ...rest }) => {
  const { channels } = rest.begin
  const typeOf = (parent: number) => channels[parent % channels.length]?.type ?? GuildVoice
  return {
    ...rest,
    threads: threads
      .filter(({ parent }) => ![GuildVoice, GuildStageVoice].includes(typeOf(parent)))
      .map(({ parent, isPrivate, invited }) => ({
        parent: parent % channels.length,
        isPrivate: isPrivate && typeOf(parent) === GuildText,
        invited,
      })),
  }
})

/** Where something can be said: channels, without forums, and threads. */
export type PlaceRef = { readonly channel: number; readonly thread?: number }

export function placesOf({ begin, threads }: ServerWorld): readonly PlaceRef[] {
  return [
    ...begin.channels.flatMap(({ type }, channel) => (type === GuildForum ? [] : [{ channel }])),
    ...threads.map(({ parent }, thread) => ({ channel: parent, thread })),
  ]
}

export interface Member {
  readonly id: string
  /** Those that were deleted are among them. */
  readonly roles: readonly string[]
  readonly isAdult: boolean
}

const roleSets = Array.from({ length: 2 ** ROLES.length }, (_, bits) => ROLES.filter((_, at) => (bits >> at) & 1))

/** Everybody there can be: with any roles, named in a channel or not, of any age. */
export const members: readonly Member[] = [...NAMED, '904', '905'].flatMap(id =>
  roleSets.flatMap(roles => [true, false].map(isAdult => ({ id, roles, isAdult }))),
)

/** Whether somebody has everything: administrators and the owner. */
export function hasEverything({ owner, roles }: ServerState, { id, roles: own }: Member): boolean {
  return id === owner || [SERVER, ...own].some(role => ((roles.get(role) ?? 0n) & Administrator) !== 0n)
}

/**
 * What somebody may do in a channel, as Discord computes it:
 * https://docs.discord.com/developers/topics/permissions#permission-overwrites
 */
function mayDo(now: ServerState, at: number, member: Member): bigint {
  if (hasEverything(now, member)) return ~0n
  const own = [SERVER, ...member.roles.filter(role => now.roles.has(role))]
  const { overwrites } = now.channels[at] as ServerChannel
  let may = own.reduce((all, role) => all | (now.roles.get(role) ?? 0n), 0n)
  const groups = [
    overwrites.filter(({ id }) => id === SERVER),
    overwrites.filter(({ id, type }) => id !== SERVER && type === OverwriteType.Role && own.includes(id)),
    overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === member.id),
  ]
  for (const group of groups) {
    for (const { deny } of group) may &= ~deny
    for (const { allow } of group) may |= allow
  }
  return may
}

/** Of everybody there can be who sees what is said in a place just then, and who can read it afterwards. */
export interface Readings {
  readonly now: ReadonlySet<Member>
  readonly later: ReadonlySet<Member>
}

const readings = new WeakMap<ServerState, Map<string, Readings>>()

export function readingsOf(world: ServerWorld, now: ServerState, place: PlaceRef): Readings {
  const places = readings.get(now) ?? new Map<string, Readings>()
  readings.set(now, places)
  const known = places.get(JSON.stringify(place))
  if (known !== undefined) return known
  const all = members.map(member => ({ member, may: mayRead(world, now, place, member) }))
  const found = {
    now: new Set(all.flatMap(({ member, may }) => (may.now ? [member] : []))),
    later: new Set(all.flatMap(({ member, may }) => (may.later ? [member] : []))),
  }
  places.set(JSON.stringify(place), found)
  return found
}

function mayRead(
  { threads }: ServerWorld,
  now: ServerState,
  { channel, thread }: PlaceRef,
  member: Member,
): { readonly now: boolean; readonly later: boolean } {
  const may = mayDo(now, channel, member)
  const { type, isAgeRestricted } = now.channels[channel] as ServerChannel
  const has = (permission: bigint) => (may & permission) !== 0n
  const opened = thread === undefined ? undefined : threads[thread]
  const isShutOut = opened?.isPrivate === true && !opened.invited.includes(member.id) && !has(ManageThreads)
  const speaks = type === GuildVoice || type === GuildStageVoice
  const isThere = has(ViewChannel) && (!speaks || has(Connect)) && (!isAgeRestricted || member.isAdult) && !isShutOut
  return { now: isThere, later: isThere && has(ReadMessageHistory) }
}

const channelId = (at: number) => String(300 + at)
const threadId = (at: number) => String(400 + at)

/** What of the bot's own client is no part of its types: it fills its caches itself. */
interface OpenClient {
  user: { id: string }
  readonly guilds: { readonly cache: Map<string, unknown>; _add(data: unknown): void }
  readonly channels: { readonly cache: Map<string, Channel> }
}

const client = new Client({ intents: [] }) as unknown as OpenClient
client.user = { id: BOT }

const audiences = new WeakMap<ServerState, Map<string, Audience>>()

/** Who reads a place at a moment, by what the bot's own client knows of it. */
export function audienceAt(world: ServerWorld, now: ServerState, place: PlaceRef): Audience {
  const known = audiences.get(now) ?? new Map<string, Audience>()
  if (known.size === 0) {
    const channelAt = clientOf(world, now)
    for (const one of placesOf(world)) known.set(JSON.stringify(one), audienceOfChannel(channelAt(one)))
    audiences.set(now, known)
  }
  return known.get(JSON.stringify(place)) as Audience
}

function clientOf(world: ServerWorld, { owner, roles, channels }: ServerState): (place: PlaceRef) => Channel {
  client.guilds.cache.clear()
  client.channels.cache.clear()
  client.guilds._add({
    id: SERVER,
    owner_id: owner,
    roles: [...roles].map(([id, may]) => ({
      ...{ id, name: id, permissions: String(may), position: 0 },
      ...(id === BOTS_ROLE && { managed: true, tags: { bot_id: BOT } }),
    })),
    channels: channels.map(({ type, isAgeRestricted, overwrites }, at) => ({
      ...{ id: channelId(at), type, nsfw: isAgeRestricted, name: 'a', position: at },
      permission_overwrites: overwrites.map(({ allow, deny, ...of }) => ({
        ...of,
        allow: String(allow),
        deny: String(deny),
      })),
    })),
    threads: world.threads.map(({ parent, isPrivate }, at) => ({
      ...{ id: threadId(at), name: 't', parent_id: channelId(parent), thread_metadata: {} },
      type: isPrivate ? ChannelType.PrivateThread : ChannelType.PublicThread,
    })),
  })
  return ({ channel, thread }) => {
    const id = thread === undefined ? channelId(channel) : threadId(thread)
    return client.channels.cache.get(id) as Channel
  }
}

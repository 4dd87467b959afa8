import { ChannelType, Client, OverwriteType, PermissionFlagsBits } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { audienceOfChannel } from '../../../src/discord/incoming/audience.ts'
import { type Audience, isVisibleTo, scopeOfAudience } from '../../../src/memory/scope.ts'

const { Administrator, Connect, ManageThreads, ReadMessageHistory, ViewChannel } = PermissionFlagsBits
const [SERVER, BOT, OWNER, ADA] = ['100', '900', '901', '902']
const [MEMBER, MUTED, ADMIN, BOTS_ROLE] = ['201', '202', '203', '204']
const EVERYONE = SERVER

type Rules = Readonly<Record<string, { readonly allow?: bigint; readonly deny?: bigint }>>
interface Given {
  readonly type?: ChannelType
  readonly rules?: Rules
  readonly nsfw?: boolean
  readonly everyone?: bigint
  readonly thread?: ChannelType.PublicThread | ChannelType.PrivateThread
  readonly id?: string
  /** What Discord has not told, or not any more. */
  readonly lacks?: 'server' | 'roles' | 'parent'
}

const all = ViewChannel | Connect | ReadMessageHistory

/** Who reads a channel of a server, or a thread of it. */
function audienceIn({
  type = ChannelType.GuildText,
  rules = {},
  nsfw = false,
  everyone = all,
  thread,
  id = '300',
  lacks,
}: Given): Audience {
  const client = new Client({ intents: [] })
  Object.assign(client, { user: { id: BOT } })
  const role = (of: string, permissions: bigint, more = {}) => ({ id: of, permissions: String(permissions), ...more })
  const server = {
    ...{ id: SERVER, owner_id: OWNER },
    roles: [
      ...[role(EVERYONE, everyone), role(MEMBER, 0n), role(MUTED, 0n), role(ADMIN, Administrator)],
      role(BOTS_ROLE, 0n, { managed: true, tags: { bot_id: BOT } }),
    ],
    channels: [
      {
        ...{ id, type, nsfw },
        permission_overwrites: Object.entries(rules).map(([of, { allow = 0n, deny = 0n }]) => ({
          ...{ id: of, allow: String(allow), deny: String(deny) },
          type: of.startsWith('9') ? OverwriteType.Member : OverwriteType.Role,
        })),
      },
    ],
    threads: thread === undefined ? [] : [{ id: '400', type: thread, parent_id: id, thread_metadata: {} }],
  }
  const guilds = client.guilds as unknown as { _add(data: unknown): void }
  guilds._add(server)
  const channel = client.channels.cache.get(thread === undefined ? id : '400')
  if (channel === undefined || channel.isDMBased()) throw new Error('it was just made')
  if (lacks === 'server') channel.guild.available = false
  if (lacks === 'roles') channel.guild.roles.cache.clear()
  if (lacks === 'parent') client.channels.cache.delete(id)
  if (lacks === 'parent') channel.guild.channels.cache.delete(id)
  return audienceOfChannel(channel)
}

const scopeIn = (given: Given) => scopeOfAudience(audienceIn(given))
const hears = (here: Given, there: Given) => isVisibleTo(scopeIn(there) ?? 'dm', audienceIn(here))

const gate: Rules = { [EVERYONE]: { deny: ViewChannel }, [MEMBER]: { allow: ViewChannel } }

describe('everybody in the server reads', () => {
  test.each<[string, Given]>([
    ['a channel that everyone may view', {}],
    ['a public thread of it', { thread: ChannelType.PublicThread }],
    ['a post in a forum', { type: ChannelType.GuildForum, thread: ChannelType.PublicThread }],
    ['a voice channel to which everyone may connect', { type: ChannelType.GuildVoice }],
    ['a channel without history for administrators', { rules: { [ADMIN]: { deny: all } } }],
    ['a channel that the owner is denied', { rules: { [OWNER]: { deny: all } } }],
    ['a channel that names the bot', { rules: { [BOTS_ROLE]: { deny: all }, [BOT]: { allow: all } } }],
    ['a server whose everyone is an administrator', { everyone: Administrator, rules: { [MEMBER]: { deny: all } } }],
  ])('%s', (_, given) => {
    expect(scopeIn(given)).toBe(`guild:${SERVER}`)
  })
})

describe('somebody is shut out, and nothing of it is heard where everybody reads, but the other way round', () => {
  test.each<[string, Given]>([
    ['by a role', { rules: { [MUTED]: { deny: ViewChannel } } }],
    ['one by one', { rules: { [ADA]: { deny: ViewChannel } } }],
    [
      'from a voice channel to which not everyone may connect',
      { type: ChannelType.GuildVoice, rules: { [EVERYONE]: { deny: Connect } } },
    ],
    ['from a stage', { type: ChannelType.GuildStageVoice, everyone: ViewChannel | ReadMessageHistory }],
    ['from the history', { rules: { [EVERYONE]: { deny: ReadMessageHistory } } }],
    ['from the history, by a role', { rules: { [MUTED]: { deny: ReadMessageHistory } } }],
    ['by age', { nsfw: true }],
    ['from a thread of it', { nsfw: true, thread: ChannelType.PublicThread }],
    [
      'from a post in a forum that is so',
      { nsfw: true, type: ChannelType.GuildForum, thread: ChannelType.PublicThread },
    ],
    ['from a private thread', { thread: ChannelType.PrivateThread }],
    ['without the role', { rules: gate }],
    ['where nobody may view it but administrators', { rules: { [EVERYONE]: { deny: ViewChannel } } }],
  ])('%s', (_, given) => {
    expect(scopeIn(given)).toMatch(/^readers:100:/)
    expect([hears({}, given), hears(given, {}), hears(given, given)]).toEqual([false, true, true])
  })
})

describe('where members have a role', () => {
  const other = { id: '301', rules: gate }

  test.each<[string, Given]>([
    ['another channel', other],
    ['a voice channel', { ...other, type: ChannelType.GuildVoice }],
    ['a thread', { ...other, thread: ChannelType.PublicThread }],
    [
      'a channel that names the bot, and administrators, besides',
      { ...other, rules: { ...gate, [BOT]: { allow: all }, [ADMIN]: { allow: all } } },
    ],
    ['a channel that lets fewer in', { ...other, rules: { ...gate, [ADA]: { deny: ViewChannel } } }],
    ['a channel for administrators', { ...other, rules: { [EVERYONE]: { deny: ViewChannel } } }],
    ['a private thread', { ...other, thread: ChannelType.PrivateThread }],
    [
      'a channel for which a role is needed to view at all',
      { ...other, everyone: ReadMessageHistory, rules: { [MEMBER]: { allow: ViewChannel } } },
    ],
  ])('what is said in one channel is heard in the next: %s', (_, here) => {
    expect(hears(here, { rules: gate })).toBe(true)
  })

  test.each<[string, Given]>([
    ['a channel that lets somebody else in', { ...other, rules: { ...gate, [ADA]: { allow: ViewChannel } } }],
    ['a channel that lets another role in', { ...other, rules: { ...gate, [MUTED]: { allow: ViewChannel } } }],
    ['a channel for all', { ...other, rules: {} }],
  ])('and not in %s', (_, here) => {
    expect(hears(here, { rules: gate })).toBe(false)
  })

  test('a channel whose history not all of them may read keeps what is said there to itself', () => {
    const there = { rules: { ...gate, [EVERYONE]: { deny: ViewChannel | ReadMessageHistory } } }

    expect([hears(there, there), hears({ ...there, id: '301' }, there)]).toEqual([true, false])
    expect(hears({ ...there, thread: ChannelType.PublicThread }, there)).toBe(true)
  })
})

test('a private thread is heard in itself alone, as long as nobody else may manage threads', () => {
  const thread = { thread: ChannelType.PrivateThread } as const
  const managed = { ...thread, rules: { [MEMBER]: { allow: ManageThreads } } }

  expect([hears(thread, thread), hears({}, thread), hears({ rules: gate }, thread)]).toEqual([true, false, false])
  expect([hears(managed, thread), hears(thread, managed)]).toEqual([false, true])
})

test('adults hear in a channel of theirs what was said in another one', () => {
  expect(hears({ nsfw: true, id: '301' }, { nsfw: true })).toBe(true)
})

test('what a channel was kept under before is heard there as long as not everyone may view it', () => {
  const [shut, open] = [audienceIn({ rules: gate }), audienceIn({ rules: { [MUTED]: { deny: ViewChannel } } })]
  const [thread] = [audienceIn({ thread: ChannelType.PrivateThread })]

  expect([shut, open, thread].map(audience => isVisibleTo('channel:300', audience))).toEqual([true, false, false])
  expect(isVisibleTo('channel:400', thread ?? shut)).toBe(true)
})

describe('a place of which Discord has not told for certain', () => {
  test.each<[string, Given]>([
    ['a server that is out of reach', { lacks: 'server', rules: gate }],
    ['a server without its roles', { lacks: 'roles' }],
    ['a thread without its channel', { lacks: 'parent', thread: ChannelType.PublicThread }],
  ])('hears itself and what everybody reads, and is heard nowhere else: %s', (_, given) => {
    const place = audienceIn(given)
    const said = scopeOfAudience(place) ?? 'dm'
    expect(said).toMatch(/^readers:100:u/)
    expect([isVisibleTo(said, place), isVisibleTo(`guild:${SERVER}`, place)]).toEqual([true, true])
    expect(isVisibleTo(scopeIn({ rules: gate }) ?? 'dm', place)).toBe(false)
    expect([isVisibleTo(said, audienceIn({})), isVisibleTo(said, audienceIn({ rules: gate }))]).toEqual([false, false])
  })
})

test('outside of servers', () => {
  const channel = (type: ChannelType) => audienceOfChannel({ type, isDMBased: () => true } as never)

  expect(channel(ChannelType.DM)).toEqual({ kind: 'user' })
  expect(channel(ChannelType.GroupDM)).toEqual({ kind: 'unknown' })
})

import type { RESTPostAPICurrentUserCreateDMChannelJSONBody } from 'discord-api-types/v10'
import { addToThread, dismissBot } from '../../changes.ts'
import { isThread } from '../../permissions.ts'
import { openDm } from '../../places.ts'
import { compareSnowflakes } from '../../snowflake.ts'
import type { StoredGuild } from '../../stored.ts'
import type { World } from '../../world.ts'
import type { Call } from '../call.ts'
import { refusals } from '../errors.ts'
import { limits } from '../rate-limits.ts'
import type { Route } from '../rest.ts'

/** https://docs.discord.com/developers/resources/user#get-current-user-guilds */
const MOST_GUILDS = 200

/** Servers, their members and channels, people and DMs, as far as a bot looks them up. */
export function placeRoutes(world: World): Route[] {
  const guildOf = (call: Call): StoredGuild => {
    const guild = world.guilds.get(call.param('guild'))
    if (guild === undefined) throw refusals.unknownGuild()
    if (!guild.hasBot) throw refusals.missingAccess()
    return guild
  }
  const get = (path: string, handle: (call: Call) => unknown): Route => ({
    method: 'GET',
    path,
    limit: limits.other,
    handle,
  })

  return [
    get('/channels/:channel', call => world.botsChannel(call.param('channel'))),
    get('/guilds/:guild', call => describeGuild(guildOf(call))),
    get('/guilds/:guild/roles', call => guildOf(call).roles),
    get('/guilds/:guild/channels', call => [...guildOf(call).channels.values()]),
    get('/guilds/:guild/members', call =>
      [...guildOf(call).members.values()].slice(0, Number(call.query('limit') ?? 1)),
    ),
    get('/guilds/:guild/members/:user', call => {
      const guild = guildOf(call)
      const id = call.param('user') === '@me' ? world.bot.id : call.param('user')
      const member = guild.members.get(id)
      if (member === undefined) throw world.users.has(id) ? refusals.unknownMember() : refusals.unknownUser()
      return member
    }),
    get('/users/@me/guilds', call => {
      const after = call.query('after') ?? '0'
      const own = [...world.guilds.values()].filter(({ id, hasBot }) => hasBot && compareSnowflakes(id, after) > 0)
      return own
        .toSorted((one, other) => compareSnowflakes(one.id, other.id))
        .slice(0, Number(call.query('limit') ?? MOST_GUILDS))
        .map(({ id, name, icon }) => ({ id, name, icon, banner: null, owner: false, permissions: '0', features: [] }))
    }),
    get('/users/:user', call => {
      const user = world.users.get(call.param('user'))
      if (user === undefined) throw refusals.unknownUser()
      return user
    }),
    get('/channels/:channel/thread-members/:user', call => {
      const thread = world.botsChannel(call.param('channel'))
      const userId = call.param('user') === '@me' ? world.bot.id : call.param('user')
      if (world.threadMembers.get(thread.id)?.has(userId) !== true) throw refusals.unknownMember()
      return { id: thread.id, user_id: userId, join_timestamp: new Date().toISOString(), flags: 0 }
    }),
    {
      method: 'PUT',
      path: '/channels/:channel/thread-members/@me',
      limit: limits.other,
      handle(call) {
        const thread = world.botsChannel(call.param('channel'))
        if (!isThread(thread)) throw refusals.unknownChannel()
        addToThread(world, thread, world.bot.id)
      },
    },
    {
      method: 'DELETE',
      path: '/users/@me/guilds/:guild',
      limit: limits.other,
      handle(call) {
        const guild = world.guilds.get(call.param('guild'))
        if (guild?.hasBot !== true) throw refusals.unknownGuild()
        dismissBot(world, guild, false)
      },
    },
    {
      method: 'POST',
      path: '/users/@me/channels',
      limit: limits.other,
      handle(call) {
        const { recipient_id: id } = call.body as RESTPostAPICurrentUserCreateDMChannelJSONBody
        const user = world.users.get(id)
        if (user === undefined) throw refusals.unknownUser()
        if (user.bot === true) throw refusals.cannotMessageUser()
        return openDm(world, user)
      },
    },
  ]
}

function describeGuild(guild: StoredGuild) {
  const { members, channels: _channels, threads: _threads, hasBot: _hasBot, ...facts } = guild
  return { ...facts, approximate_member_count: members.size, approximate_presence_count: members.size }
}

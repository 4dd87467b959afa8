import {
  ActivityType,
  type CacheFactory,
  Client,
  Events,
  GatewayCloseCodes,
  GatewayIntentBits,
  Options,
  Partials,
  Status,
} from 'discord.js'
import { DiscordConnectionError } from '../errors.ts'
import type { SessionStarts } from '../memory/ports/session-starts.ts'
import { formatShards, type Shards } from '../memory/shards.ts'
import type { Logger } from '../observability/logger.ts'
import { discordErrorDetails } from './errors.ts'
import { emptyCollection, MessageCaches } from './message-caches.ts'
import { botPermissions } from './permissions.ts'
import { throttleStarts } from './session-starts.ts'
import { describeWrongToken } from './wrong-token.ts'

export interface DiscordClientOptions {
  readonly token: string
  /** REST base without the version. */
  readonly apiUrl: string
  readonly requestsPerSecond: number
  /** Those of this process; undefined: all of them, as many as Discord recommends. */
  readonly shards: Shards | undefined
  /** When sessions may begin, where other processes begin theirs. */
  readonly starts?: SessionStarts
  /** What stands under the bot's name; 128 characters at most. */
  readonly statusText?: string
}

export interface DiscordConnection {
  readonly client: Client<true>
  /** Whether Discord gives the text of messages that neither mention the bot nor are direct messages. */
  readonly hasMessageContent: boolean
  /** What the client holds of messages. */
  readonly messageCaches: MessageCaches
}

/** What discord.js would otherwise keep without end, of all that the gateway brings with these intents. */
const cacheLimits = Options.cacheWithLimits({
  ...Options.DefaultMakeCacheSettings,
  GuildMemberManager: { maxSize: 200, keepOverLimit: member => member.id === member.client.user.id },
  UserManager: { maxSize: 10_000, keepOverLimit: user => user.id === user.client.user.id },
  ApplicationCommandManager: 0,
  GuildEmojiManager: 0,
  GuildScheduledEventManager: 0,
  GuildStickerManager: 0,
  PresenceManager: 0,
  StageInstanceManager: 0,
  VoiceStateManager: 0,
})

/**
 * Those of messages are our own: discord.js would keep each for as long as any other. Of reactions nothing is held, and each message
 * would have a cache of its own for them.
 */
function cachesWith(messageCaches: MessageCaches): CacheFactory {
  const make: CacheFactory = (managerType, holds, manager) => {
    if (managerType.name === 'ReactionManager') return emptyCollection as never
    if (managerType.name !== 'MessageManager') return cacheLimits(managerType, holds, manager)
    return messageCaches.create(manager.name === 'DMMessageManager' ? 'direct' : 'server') as never
  }
  return make
}

/**
 * Logs in, without the message-content intent where Discord refuses it, and resolves when all shards are ready.
 * `onLost` hears when Discord ends the connection for good later. Throws DiscordConnectionError.
 */
export async function connectToDiscord(
  options: DiscordClientOptions,
  log: Logger,
  onLost: (error: DiscordConnectionError) => void,
): Promise<DiscordConnection> {
  const { Guilds, GuildMessages, DirectMessages, MessageContent } = GatewayIntentBits
  const intents = [Guilds, GuildMessages, DirectMessages]
  const logInWith = async (...more: GatewayIntentBits[]) => {
    const messageCaches = new MessageCaches()
    const client = await logIn(
      createClient(options, [...intents, ...more], messageCaches, log),
      options.token,
      log,
      onLost,
    )
    if (options.shards !== undefined)
      log.info({ shards: formatShards(shardsOf(client)) }, 'connected, as a part of the bot')
    return { client, messageCaches }
  }
  try {
    return { ...(await logInWith(MessageContent)), hasMessageContent: true }
  } catch (error) {
    if (!(error instanceof DiscordConnectionError) || error.code !== GatewayCloseCodes.DisallowedIntents) throw error
    log.warn(
      {
        whatToDo:
          'Switch on “Message Content Intent” under “Bot” on https://discord.com/developers/applications, or leave it so.',
      },
      'Discord refuses the message-content intent: I answer direct messages, mentions and replies, but can’t listen to whole channels, ' +
        'and don’t see what others said there',
    )
    return { ...(await logInWith()), hasMessageContent: false }
  }
}

/** A client that is not connected yet. */
export function createClient(
  { apiUrl, requestsPerSecond, shards, starts, statusText }: DiscordClientOptions,
  intents: GatewayIntentBits[],
  messageCaches: MessageCaches,
  log: Logger,
): Client {
  return new Client({
    intents,
    // DMs come in channels, and deletions and edits of messages, that are not in the cache.
    partials: [Partials.Channel, Partials.Message],
    allowedMentions: { parse: [], repliedUser: false },
    ...(shards === undefined ? { shards: 'auto' } : { shards: shards.ids, shardCount: shards.count }),
    // A process that has all shards would wait for its own last start. Whom Discord turns away begins again by itself.
    ...(shards && starts && { ws: { buildIdentifyThrottler: throttleStarts(starts, log) } }),
    ...(statusText !== undefined && {
      presence: { activities: [{ type: ActivityType.Custom, name: 'Status', state: statusText }] },
    }),
    makeCache: cachesWith(messageCaches),
    rest: { api: apiUrl, globalRequestsPerSecond: requestsPerSecond, retries: 1 },
  })
}

async function logIn(
  client: Client,
  token: string,
  log: Logger,
  onLost: (error: DiscordConnectionError) => void,
): Promise<Client<true>> {
  const { promise: ready, resolve, reject } = Promise.withResolvers<Client<true>>()
  let wasReady = false
  client.once(Events.ClientReady, readyClient => {
    wasReady = true
    resolve(readyClient)
  })
  client.on(Events.ShardDisconnect, ({ code }) => {
    const error = new DiscordConnectionError(code)
    // Before it was ready the caller hears of it, and may try another way.
    if (wasReady) onLost(error)
    else reject(error)
  })
  client.on(Events.Error, error => log.error(discordErrorDetails(error), 'discord.js error'))
  client.on(Events.ShardError, (error, shard) => {
    // What the caller hears of anyway, and tells with what to do.
    if (error.message !== DISALLOWED_INTENTS)
      log.warn({ shard, ...discordErrorDetails(error) }, 'gateway connection failed')
  })
  client.on(Events.ShardReconnecting, shard => log.info({ shard }, 'gateway reconnecting'))
  client.on(Events.ShardResume, (shard, replayed) => log.info({ shard, replayed }, 'gateway resumed'))
  client.on(Events.Invalidated, () => onLost(new DiscordConnectionError(GatewayCloseCodes.AuthenticationFailed)))
  client.rest.on('invalidRequestWarning', ({ count }) =>
    log.warn({ count }, 'invalid Discord requests: 10,000 in 10 minutes ban the address'),
  )
  ready.catch(() => undefined) // `login` below may fail first, and its error is the one to throw
  try {
    await client.login(token)
    return await ready
  } catch (error) {
    throw toConnectionError(error, token)
  }
}

/** Ends the connection on purpose, so that its end is not logged. */
export async function disconnectFromDiscord(client: Client): Promise<void> {
  client.removeAllListeners(Events.ShardReconnecting)
  await client.destroy()
}

/** As discord.js says it. */
const DISALLOWED_INTENTS = 'Used disallowed intents'

/** Discord's reasons come as text from discord.js where no close code was seen yet. */
function toConnectionError(error: unknown, token: string): DiscordConnectionError {
  if (error instanceof DiscordConnectionError) return error
  const { message, code } = error as { message?: string; code?: unknown }
  if (code === 'TokenInvalid' || message === 'Authentication failed')
    return new DiscordConnectionError(GatewayCloseCodes.AuthenticationFailed, {}, describeWrongToken(token))
  if (message === DISALLOWED_INTENTS) return new DiscordConnectionError(GatewayCloseCodes.DisallowedIntents)
  return new DiscordConnectionError(undefined, discordErrorDetails(error))
}

/** What this process serves: as the settings say, or as Discord recommended when it connected. */
export function shardsOf({ ws, options }: Client<true>): Shards {
  return { ids: [...ws.shards.keys()], count: options.shardCount ?? 1 }
}

/** The shards of this process that are connected now; `client.isReady()` stays true once all were. */
export function findConnectedShards(client: Client<true>): Shards {
  const { ids, count } = shardsOf(client)
  const isConnected = (id: number) => client.isReady() && client.ws.shards.get(id)?.status === Status.Ready
  return { ids: ids.filter(isConnected), count }
}

/** Whether all shards of this process are connected now, and so have told what was said. */
export function isFullyConnected(client: Client<true>): boolean {
  return findConnectedShards(client).ids.length === shardsOf(client).ids.length
}

/** Calls back when a shard has begun a session, not where it has resumed one: nothing of what came before is sent again. */
export function onNewSession(client: Client<true>, listener: (shard: number) => void): void {
  client.on(Events.ShardReady, listener)
}

/** How many shards are in each state that there is, how quickly Discord answers, and how many servers there are. */
export function readGateway({ ws, guilds }: Client<true>) {
  const states = Object.values(Status).filter(state => typeof state === 'string')
  const shards = states.map(state => {
    const count = ws.shards.filter(({ status }) => Status[status] === state).size
    return [`${state.charAt(0).toLowerCase()}${state.slice(1)}`, count] as const
  })
  // Before the first heartbeat was answered it is -1, and without shards none at all.
  return {
    shards: Object.fromEntries(shards),
    latencyMs: ws.ping >= 0 ? ws.ping : undefined,
    servers: guilds.cache.size,
  }
}

/** The link by which an admin brings the bot into a server, with the least permissions it works with. */
export function inviteLink(applicationId: string): string {
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=bot+applications.commands&permissions=${botPermissions.bitfield}`
}

import {
  type APIApplicationCommand,
  type APIUser,
  ChannelType,
  type GatewayDispatchEvents,
  type Locale,
  PermissionFlagsBits,
  type Snowflake,
} from 'discord-api-types/v10'
import type { Happenings } from './happenings.ts'
import { History } from './history.ts'
import { allPermissions, channelPermissions, isThread } from './permissions.ts'
import { refusals } from './rest/errors.ts'
import type { Snowflakes } from './snowflake.ts'
import type { Channel, StoredFile, StoredGuild, StoredMessage } from './stored.ts'

export interface GatewayEvent {
  event: GatewayDispatchEvents
  /** The server it happened in; none for what happens in DMs. */
  guildId?: Snowflake | undefined
  /** Goes to sessions with any of these intents; 0: to all. */
  intents: number
  data: unknown
  /** What a session without the MESSAGE_CONTENT intent gets instead. */
  withoutContent?: unknown
}

export interface WorldParts {
  bot: APIUser
  /** Where files are served: `http://127.0.0.1:PORT`. */
  origin: () => string
  ids: Snowflakes
  happenings: Happenings
  dispatch: (event: GatewayEvent) => void
  /** How many messages a channel keeps. */
  historyLimit: number
}

/** All that Discord knows: who there is, where they can talk, and what was said there. */
export class World {
  readonly bot: APIUser
  readonly ids: Snowflakes
  readonly happenings: Happenings
  readonly dispatch: (event: GatewayEvent) => void
  readonly origin: () => string
  readonly users = new Map<Snowflake, APIUser>()
  /** The language of a user's client, where it is not American English. */
  readonly locales = new Map<Snowflake, Locale>()
  readonly guilds = new Map<Snowflake, StoredGuild>()
  readonly channels = new Map<Snowflake, Channel>()
  readonly threadMembers = new Map<Snowflake, Set<Snowflake>>()
  /** User → their DM with the bot. */
  readonly dms = new Map<Snowflake, Snowflake>()
  /** Path under the origin → what is served there. */
  readonly files = new Map<string, StoredFile>()
  /** Guild id, or `global`, → its commands by id. */
  readonly commands = new Map<Snowflake | 'global', Map<Snowflake, APIApplicationCommand>>()
  readonly #histories = new Map<Snowflake, History>()
  readonly #historyLimit: number

  constructor(parts: WorldParts) {
    this.bot = parts.bot
    this.ids = parts.ids
    this.happenings = parts.happenings
    this.dispatch = parts.dispatch
    this.origin = parts.origin
    this.#historyLimit = parts.historyLimit
    this.users.set(parts.bot.id, parts.bot)
  }

  history(channelId: Snowflake): History {
    let history = this.#histories.get(channelId)
    if (history === undefined) {
      history = new History(this.#historyLimit)
      this.#histories.set(channelId, history)
    }
    return history
  }

  dropHistory(channelId: Snowflake): void {
    this.#histories.delete(channelId)
  }

  message(channelId: Snowflake, id: Snowflake): StoredMessage | undefined {
    return this.#histories.get(channelId)?.get(id)
  }

  guildOf(channel: Channel): StoredGuild | undefined {
    return 'guild_id' in channel && channel.guild_id !== undefined ? this.guilds.get(channel.guild_id) : undefined
  }

  /** What a user may do in a channel; 0 where they can't even see it. */
  permissions(channel: Channel, userId: Snowflake): bigint {
    const guild = this.guildOf(channel)
    if (guild === undefined) {
      const recipients = 'recipients' in channel ? (channel.recipients ?? []) : []
      const isBotsDm = channel.type === ChannelType.DM && userId === this.bot.id
      return isBotsDm || recipients.some(user => user.id === userId) ? allPermissions : 0n
    }
    const permissions = channelPermissions(guild, channel, userId)
    const hidden =
      channel.type === ChannelType.PrivateThread &&
      !(permissions & PermissionFlagsBits.ManageThreads) &&
      this.threadMembers.get(channel.id)?.has(userId) !== true
    return hidden ? 0n : permissions
  }

  can(channel: Channel, userId: Snowflake, permission: bigint): boolean {
    return (this.permissions(channel, userId) & permission) === permission
  }

  /** Whether the bot's gateway sessions hear of what happens in a channel. */
  botHears(channel: Channel): boolean {
    const guild = this.guildOf(channel)
    if (guild !== undefined && !guild.hasBot) return false
    return this.can(channel, this.bot.id, PermissionFlagsBits.ViewChannel)
  }

  /** The channel of a request of the bot's; refuses one that is not there or not to be seen. */
  botsChannel(id: Snowflake): Channel {
    const channel = this.channels.get(id)
    if (channel === undefined) throw refusals.unknownChannel()
    if (!this.botHears(channel)) throw refusals.missingAccess()
    return channel
  }

  botsMessage(channel: Channel, id: Snowflake): StoredMessage {
    const message = this.message(channel.id, id)
    // An ephemeral message is reached through its interaction alone.
    if (message === undefined || message.visibleTo !== undefined) throw refusals.unknownMessage()
    return message
  }

  sendPermission(channel: Channel): bigint {
    return isThread(channel) ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages
  }
}

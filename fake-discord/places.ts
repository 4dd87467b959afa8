import {
  type APIDMChannel,
  type APIGroupDMChannel,
  type APIOverwrite,
  type APIRole,
  type APITextChannel,
  type APIUser,
  ChannelType,
  GatewayDispatchEvents,
  GatewayIntentBits,
  GuildDefaultMessageNotifications,
  GuildExplicitContentFilter,
  GuildMFALevel,
  GuildNSFWLevel,
  GuildPremiumTier,
  GuildVerificationLevel,
  Locale,
  type Snowflake,
} from 'discord-api-types/v10'
import { guildCreateData } from './gateway/guild-create.ts'
import { everyonesPermissions } from './permissions.ts'
import { fixedSnowflake } from './snowflake.ts'
import type { StoredGuild, Thread } from './stored.ts'
import { makeMember } from './users.ts'
import type { World } from './world.ts'

const NO_FLAGS = 0 as number
const AFK_SECONDS = 300

/** Opens a server; its owner and, unless said otherwise, the bot are in it. */
export function openGuild(
  world: World,
  { id = world.ids.next(), name, owner, hasBot }: { id?: Snowflake; name: string; owner: APIUser; hasBot: boolean },
): StoredGuild {
  const guild: StoredGuild = {
    ...quietGuild(id, name, owner.id),
    roles: [makeRole(id, '@everyone', everyonesPermissions)],
    members: new Map(),
    channels: new Map(),
    threads: new Map(),
    hasBot,
  }
  world.guilds.set(id, guild)
  join(guild, owner)
  if (hasBot) {
    join(guild, world.bot)
    welcomeBot(world, guild)
  }
  return guild
}

/** Opens a server with a #general; with the same ids each time, by its name, if they are to be fixed. */
export function openSmallGuild(
  world: World,
  asked: { name: string; owner: APIUser; members: readonly APIUser[]; hasBot: boolean; isFixed?: boolean },
): StoredGuild {
  const { name, owner, members, hasBot, isFixed = false } = asked
  const idOf = (what: string) => (isFixed ? { id: fixedSnowflake(what) } : {})
  const guild = openGuild(world, { ...idOf(`server ${name}`), name, owner, hasBot })
  for (const user of members) join(guild, user)
  openChannel(world, guild, { ...idOf(`#general of ${name}`), name: 'general' })
  return guild
}

/** Lets the gateway know of a server the bot is in now. */
export function welcomeBot(world: World, guild: StoredGuild): void {
  world.dispatch({
    event: GatewayDispatchEvents.GuildCreate,
    guildId: guild.id,
    intents: GatewayIntentBits.Guilds,
    data: guildCreateData(world, guild, NO_FLAGS),
  })
}

export function join(guild: StoredGuild, user: APIUser, roles: Snowflake[] = []): void {
  guild.members.set(user.id, makeMember(user, roles, new Date()))
}

export function makeRole(id: Snowflake, name: string, permissions: bigint): APIRole {
  return {
    id,
    name,
    permissions: permissions.toString(),
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position: name === '@everyone' ? 0 : 1,
    managed: false,
    mentionable: false,
    flags: NO_FLAGS,
  }
}

export interface NewChannel {
  id?: Snowflake
  name: string
  overwrites?: APIOverwrite[]
  /** A text channel if not given; where people speak there is a text as well. Only threads are opened in a forum. */
  type?: ChannelType.GuildText | ChannelType.GuildVoice | ChannelType.GuildStageVoice | ChannelType.GuildForum
  isAgeRestricted?: boolean
  /** The id of its category, which needs not be there. */
  category?: Snowflake
}

export function openChannel(
  world: World,
  guild: StoredGuild,
  {
    id = world.ids.next(),
    name,
    overwrites = [],
    type = ChannelType.GuildText,
    isAgeRestricted = false,
    category,
  }: NewChannel,
): APITextChannel {
  const channel: APITextChannel = {
    id,
    // Of the other kinds the same is stored.
    type: type as ChannelType.GuildText,
    guild_id: guild.id,
    name,
    position: guild.channels.size,
    permission_overwrites: overwrites,
    parent_id: category ?? null,
    topic: null,
    nsfw: isAgeRestricted,
    rate_limit_per_user: 0,
    last_message_id: null,
    flags: NO_FLAGS,
  }
  guild.channels.set(id, channel)
  world.channels.set(id, channel)
  tellOfChannel(world, channel, GatewayDispatchEvents.ChannelCreate)
  return channel
}

/** The DM of a user with the bot: one, whoever opens it. */
export function openDm(world: World, user: APIUser, id: Snowflake = world.ids.next()): APIDMChannel {
  const known = world.channels.get(world.dms.get(user.id) ?? '')
  if (known?.type === ChannelType.DM) return known
  const channel: APIDMChannel = {
    id,
    type: ChannelType.DM,
    name: null,
    recipients: [user],
    last_message_id: null,
    flags: NO_FLAGS,
  }
  world.channels.set(id, channel)
  world.dms.set(user.id, id)
  return channel
}

/** A DM of several people. The bot is not among them: it gets there only as an app that one of them brings. */
export function openGroupDm(world: World, people: readonly [APIUser, ...APIUser[]]): APIGroupDMChannel {
  const channel: APIGroupDMChannel = {
    id: world.ids.next(),
    type: ChannelType.GroupDM,
    name: null,
    icon: null,
    owner_id: people[0].id,
    recipients: [...people],
    last_message_id: null,
    flags: NO_FLAGS,
  }
  world.channels.set(channel.id, channel)
  return channel
}

/** Tells the gateway that a channel or thread came, changed or went. */
export function tellOfChannel(world: World, channel: APITextChannel | Thread, event: GatewayDispatchEvents): void {
  const isThreadEvent = event.startsWith('THREAD_')
  const guild = world.guildOf(channel)
  if (guild?.hasBot !== true || (isThreadEvent && !world.botHears(channel))) return
  const { id, guild_id, parent_id, type } = channel
  const isGone = event === GatewayDispatchEvents.ThreadDelete
  const isNew = event === GatewayDispatchEvents.ThreadCreate
  world.dispatch({
    event,
    guildId: guild.id,
    intents: GatewayIntentBits.Guilds,
    data: isGone ? { id, guild_id, parent_id, type } : { ...channel, ...(isNew ? { newly_created: true } : {}) },
  })
}

/** A server in which nothing is set that a text bot would care for. */
function quietGuild(id: Snowflake, name: string, ownerId: Snowflake) {
  return {
    id,
    name,
    owner_id: ownerId,
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    home_header: null,
    features: [] as StoredGuild['features'],
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: AFK_SECONDS as 300,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: GuildVerificationLevel.None,
    default_message_notifications: GuildDefaultMessageNotifications.AllMessages,
    explicit_content_filter: GuildExplicitContentFilter.Disabled,
    mfa_level: GuildMFALevel.None,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: NO_FLAGS,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    max_presences: null,
    max_members: 500_000,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    vanity_url_code: null,
    premium_tier: GuildPremiumTier.None,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: Locale.EnglishUS,
    nsfw: false,
    nsfw_level: GuildNSFWLevel.Default,
    hub_type: null,
    emojis: [] as StoredGuild['emojis'],
    stickers: [],
    incidents_data: null,
  }
}

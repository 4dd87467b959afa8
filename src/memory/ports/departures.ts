import type { Shards } from '../shards.ts'
import type { ChannelId, GuildId, UserId } from '../types.ts'

/** A server, or one channel or thread of it. */
export interface DepartedPlace {
  readonly guild: GuildId
  readonly channel?: ChannelId
}

/** Places that are gone, or that the bot left: what was said there goes when it is time, also after a restart. */
export interface Departures {
  /** @param at when it goes, in milliseconds since 1970; the earlier one stands where it was told before. */
  schedule(place: DepartedPlace, at: number): Promise<void>
  /** The bot is in these servers, or back in them. */
  cancel(guilds: readonly GuildId[]): Promise<void>
  /** The places of these shards for which it is time. */
  listDue(shards: Shards): Promise<readonly DepartedPlace[]>
  /** Who said something in a server. */
  listSpeakers(guild: GuildId): Promise<readonly UserId[]>
  complete(place: DepartedPlace): Promise<void>
}

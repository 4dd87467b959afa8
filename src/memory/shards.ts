import type { GuildId } from './types.ts'

/** Which of a bot's shards somebody serves: each has a part of the servers, the first the direct messages as well. */
export interface Shards {
  /** From 0 on, in ascending order. */
  readonly ids: readonly number[]
  /** Of how many in all processes of the bot. */
  readonly count: number
}

/** Ids count milliseconds above these bits. */
const SEQUENCE_BITS = 22n

/**
 * The shard that hears what happens in a server; what happens in none, as in direct messages, the first one does
 * (https://docs.discord.com/developers/events/gateway#sharding).
 */
export function shardOf(guild: GuildId | undefined, count: number): number {
  return guild === undefined ? 0 : Number((BigInt(guild) >> SEQUENCE_BITS) % BigInt(count))
}

/** Whether what happens in a server, or outside of any, is heard by one of these shards. */
export function isServedBy({ ids, count }: Shards, guild: GuildId | undefined): boolean {
  return ids.includes(shardOf(guild, count))
}

export function isWholeBot({ ids, count }: Shards): boolean {
  return ids.length === count
}

/** Until when one shard, of so many, heard all that happens in its part; by Discord's clock, in ms since 1970. */
export interface HeardUntil {
  readonly shard: number
  readonly count: number
  readonly until: number
}

/**
 * Until when the bot heard what is said in a server, or in direct messages, in whatever number of shards it ran; undefined where
 * it never did.
 */
export function heardUntil(heard: readonly HeardUntil[], guild: GuildId | undefined): number | undefined {
  const times = heard.filter(({ shard, count }) => shardOf(guild, count) === shard).map(({ until }) => until)
  return times.length === 0 ? undefined : Math.max(...times)
}

/** As operators write it: `0-7/16`, `0,3/16`. */
export function formatShards({ ids, count }: Shards): string {
  const ranges: [first: number, last: number][] = []
  for (const id of ids) {
    const range = ranges.at(-1)
    if (range !== undefined && range[1] === id - 1) range[1] = id
    else ranges.push([id, id])
  }
  return `${ranges.map(([first, last]) => (first === last ? first : `${first}-${last}`)).join(',')}/${count}`
}

import type { Loopback } from '../../fake-discord/loopback.ts'
import type { Person } from '../../fake-discord/person.ts'
import { fixedSnowflake, shardOf } from '../../fake-discord/snowflake.ts'

/** A new server of which one shard of so many hears, with Ada and these people in it. */
export function serverOnShard(discord: Loopback, shard: number, count: number, members: readonly Person[] = []) {
  for (let n = 1; ; n += 1) {
    const name = `Server ${n} on ${shard}`
    if (shardOf(fixedSnowflake(`server ${name}`), count) === shard)
      return discord.createGuild({ name, members, isFixed: true })
  }
}

import type { Loopback } from '../../fake-discord/loopback.ts'
import { fixedSnowflake, shardOf } from '../../fake-discord/snowflake.ts'

/** A new server of which one shard of so many hears. */
export function serverOnShard(discord: Loopback, shard: number, count: number) {
  for (let n = 1; ; n += 1) {
    const name = `Server ${n} on ${shard}`
    if (shardOf(fixedSnowflake(`server ${name}`), count) === shard) return discord.createGuild({ name, isFixed: true })
  }
}

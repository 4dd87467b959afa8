import { createHash } from 'node:crypto'
import type { Snowflake } from 'discord-api-types/v10'

/** Discord's ids count milliseconds from here, in their upper bits (https://docs.discord.com/developers/reference#snowflakes). */
const DISCORD_EPOCH = 1_420_070_400_000n
const SEQUENCE_BITS = 22n
const SEQUENCES = 1n << SEQUENCE_BITS

/** Where the ids of the standard world lie: long before anything that is said in it. */
const STANDARD_WORLD_BEGAN = BigInt(Date.UTC(2024, 0, 1)) - DISCORD_EPOCH
const A_YEAR = 365n * 86_400_000n

/** Hands out ids that follow the clock and always grow, however many are asked for in one millisecond. */
export class Snowflakes {
  #last = 0n

  next(): Snowflake {
    const now = (BigInt(Date.now()) - DISCORD_EPOCH) * SEQUENCES
    this.#last = now > this.#last ? now : this.#last + 1n
    return this.#last.toString()
  }
}

/** The id that goes with a name: the same at every start, so that a demo finds its people and channels again. */
export function fixedSnowflake(name: string): Snowflake {
  const digest = createHash('sha256').update(name).digest().readBigUInt64BE()
  const at = STANDARD_WORLD_BEGAN + ((digest >> SEQUENCE_BITS) % A_YEAR)
  return (at * SEQUENCES + (digest % SEQUENCES)).toString()
}

/** Snowflakes outgrow JavaScript's numbers: order is length first, then text. */
export function compareSnowflakes(a: Snowflake, b: Snowflake): number {
  if (a.length !== b.length) return a.length - b.length
  if (a === b) return 0
  return a < b ? -1 : 1
}

export function shardOf(guildId: Snowflake | undefined, shards: number): number {
  return guildId === undefined ? 0 : Number((BigInt(guildId) >> SEQUENCE_BITS) % BigInt(shards))
}

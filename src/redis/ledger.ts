import type { Redis } from 'ioredis'
import type { Spender, TokenLedger } from '../memory/ports.ts'
import { digits, type Keys } from './keys.ts'
import { unavailable } from './unavailable.ts'

/** Two days: the day itself, wherever in it the last tokens were spent, and one to look at. */
const KEPT_SECONDS = 172_800

/** Tokens spent, as one hash per UTC day. `add` is not safe to repeat: what timed out may count twice. */
export function redisTokenLedger(redis: Redis, keys: Keys, now: () => number = Date.now): TokenLedger {
  function today(): string {
    return keys.spent(new Date(now()).toISOString().slice(0, 10))
  }

  return {
    async spent(by) {
      const [user, guild, bot] = await redis.hmget(today(), ...fields(by)).catch((error: unknown) => {
        throw unavailable('hmget', error)
      })
      return { user: Number(user ?? 0), guild: by.guild === undefined ? 0 : Number(guild ?? 0), bot: Number(bot ?? 0) }
    },

    async add(by, tokens) {
      const key = today()
      const amount = Math.max(0, Math.round(tokens))
      const pipeline = redis.multi()
      for (const field of new Set(fields(by))) pipeline.hincrby(key, field, amount)
      await pipeline
        .expire(key, KEPT_SECONDS)
        .exec()
        .catch((error: unknown) => {
          throw unavailable('hincrby', error)
        })
    },
  }
}

/** User, server (the bot again in a direct message), bot. */
function fields(by: Spender): [string, string, string] {
  return [`user:${digits(by.user)}`, by.guild === undefined ? 'bot' : `guild:${digits(by.guild)}`, 'bot']
}

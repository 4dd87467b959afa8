import type { Redis } from 'ioredis'
import type { Spender, TokenLedger } from '../../memory/ports/token-ledger.ts'
import { executePipeline, withMemoryErrors } from '../connection/errors.ts'
import { assertSnowflake, type Keys } from '../keys.ts'

/** Two days: the day itself, wherever in it the last tokens were spent, and one to look at. */
const RETENTION_SECONDS = 172_800

/** Tokens spent, as one hash per UTC day. `add` is not safe to repeat: what timed out may count twice. */
export function redisTokenLedger(redis: Redis, keys: Keys, now: () => number = Date.now): TokenLedger {
  function today(): string {
    return keys.tokenUsage(new Date(now()).toISOString().slice(0, 10))
  }

  return {
    async spent(by) {
      const [user, guild, bot] = await withMemoryErrors(redis).hmget(today(), ...counterFields(by))
      return { user: Number(user ?? 0), guild: by.guild === undefined ? 0 : Number(guild ?? 0), bot: Number(bot ?? 0) }
    },

    async add(by, tokens) {
      const key = today()
      const amount = Math.max(0, Math.round(tokens))
      const transaction = redis.multi()
      for (const field of new Set(counterFields(by))) transaction.hincrby(key, field, amount)
      await executePipeline(transaction.expire(key, RETENTION_SECONDS))
    },
  }
}

/** User, server (the bot again in a direct message), bot. */
function counterFields(by: Spender): [string, string, string] {
  return [
    `user:${assertSnowflake(by.user)}`,
    by.guild === undefined ? 'bot' : `guild:${assertSnowflake(by.guild)}`,
    'bot',
  ]
}

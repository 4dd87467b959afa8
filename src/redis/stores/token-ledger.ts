import type { Redis } from 'ioredis'
import type { Spender, TokenLedger } from '../../memory/ports/token-ledger.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import { assertSnowflake, type Keys } from '../keys.ts'
import { runSpendTokens } from '../scripts/bookkeeping/bookkeeping.ts'

/** Two days: the day itself, wherever in it the last tokens were spent, and one to look at. */
const RETENTION_SECONDS = 172_800

/** Tokens spent, as one hash per UTC day. `add` is not safe to repeat: what timed out may count twice. */
export function redisTokenLedger(redis: Redis, keys: Keys, now: () => number = Date.now): TokenLedger {
  function today(): string {
    return new Date(now()).toISOString().slice(0, 10)
  }

  return {
    async spent(by) {
      const [user, guild, bot] = await withMemoryErrors(redis).hmget(keys.tokenUsage(today()), ...counterFields(by))
      return { user: Number(user ?? 0), guild: by.guild === undefined ? 0 : Number(guild ?? 0), bot: Number(bot ?? 0) }
    },

    async add(by, tokens) {
      const fields = [...new Set(counterFields(by))]
      const spent = { tokens: Math.max(0, Math.round(tokens)), fields, seconds: RETENTION_SECONDS }
      await runSpendTokens({ redis, keys }, today(), spent)
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

import type { Redis } from 'ioredis'
import { z } from 'zod'
import {
  type Amount,
  type Expense,
  type Spender,
  type UsageKey,
  type UsageLedger,
  type UsageRow,
  utcDay,
} from '../../memory/ports/usage-ledger.ts'
import { withMemoryErrors } from '../connection/errors.ts'
import { assertSnowflake, type Keys } from '../keys.ts'
import { parseJson } from '../records/parse-json.ts'
import { runClaimNotice, runKeepExpenses, runSettleNotice } from '../scripts/bookkeeping/bookkeeping.ts'

/** By whom, with their ids: the day itself, wherever in it the last was spent, and one to look at. */
const SPENT_SECONDS = 172_800
/** On what: 90 days that are over, and the day itself. */
const USAGE_SECONDS = 91 * 86_400
/** How long a process may take to tell somebody something. */
const NOTICE_CLAIM_MS = 60_000

const COUNTS = ['calls', 'prompt', 'cached', 'completion', 'cost', 'unpriced'] as const satisfies (keyof Amount)[]

const fieldSchema = z.tuple([z.string(), z.string(), z.string(), z.string()])

/** What was spent, as two hashes for each UTC day. @param now what time it is for Redis, in milliseconds since 1970 */
export function redisUsageLedger(redis: Redis, keys: Keys, now: () => number): UsageLedger {
  const context = { redis, keys }
  return {
    now,

    async keep(batch) {
      const { expenses } = batch
      const [tokens, cost] = await runKeepExpenses(context, batch, {
        spent: [...byWhom(expenses)],
        usage: onWhat(expenses),
        seconds: { spent: SPENT_SECONDS, usage: USAGE_SECONDS },
      })
      return { tokens, cost }
    },

    async spent(by) {
      const fields = [userField(by), guildField(by), 'bot'].flatMap(field => [field ?? '-', `${field ?? '-'}:cost`])
      const found = await withMemoryErrors(redis).hmget(keys.spent(utcDay(now())), ...fields)
      const [user, userCost, guild, guildCost, bot, botCost] = found.map(count => Number(count ?? 0))
      return {
        user: { tokens: user ?? 0, cost: userCost ?? 0 },
        guild: { tokens: guild ?? 0, cost: guildCost ?? 0 },
        bot: { tokens: bot ?? 0, cost: botCost ?? 0 },
      }
    },

    async readDay(day) {
      const rows = await withMemoryErrors(redis).hgetall(keys.usage(day))
      return Object.entries(rows).flatMap(([field, counts]) => parseRow(field, counts) ?? [])
    },

    async claimNotice(day, notice) {
      return (await runClaimNotice(context, day, notice, NOTICE_CLAIM_MS)) === 1
    },

    async settleNotice(day, notice) {
      await runSettleNotice(context, day, notice)
    },
  }
}

const userField = ({ user }: Spender) => (user === undefined ? undefined : `user:${assertSnowflake(user)}`)
const guildField = ({ guild }: Spender) => (guild === undefined ? undefined : `guild:${assertSnowflake(guild)}`)

function byWhom(expenses: readonly Expense[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const expense of expenses) {
    const { prompt, completion, cost } = expense.amount
    for (const field of [userField(expense), guildField(expense), 'bot']) {
      if (field === undefined) continue
      sums.set(field, (sums.get(field) ?? 0) + prompt + completion)
      if (cost > 0) sums.set(`${field}:cost`, (sums.get(`${field}:cost`) ?? 0) + cost)
    }
  }
  return sums
}

function onWhat(expenses: readonly Expense[]) {
  const byField = Map.groupBy(expenses, expense => fieldOf({ ...expense, server: serverOf(expense) }))
  return [...byField].map(([field, those]) => ({
    field,
    counts: COUNTS.map(name => those.reduce((sum, { amount }) => sum + amount[name], 0)),
  }))
}

function serverOf({ user, guild }: Spender): string {
  if (guild !== undefined) return assertSnowflake(guild)
  return user === undefined ? 'none' : 'dm'
}

function fieldOf({ purpose, server, host, model }: UsageKey): string {
  return JSON.stringify([purpose, server, host, model])
}

/** Undefined for what no version of the bot has written. */
function parseRow(field: string, counts: string): UsageRow | undefined {
  const key = parseJson(fieldSchema, field)
  const numbers = counts.split(' ').map(Number)
  if (key === undefined || numbers.some(number => !Number.isFinite(number))) return undefined
  const [purpose, server, host, model] = key
  const [calls = 0, prompt = 0, cached = 0, completion = 0, cost = 0, unpriced = 0] = numbers
  return { purpose, server, host, model, amount: { calls, prompt, cached, completion, cost, unpriced } }
}

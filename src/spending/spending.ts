import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import {
  type Amount,
  type Expense,
  type ExpenseBatch,
  type Spender,
  type Spent,
  type SpentBy,
  type UsageLedger,
  utcDay,
} from '../memory/ports/usage-ledger.ts'
import type { ModelCall } from '../observability/model-call.ts'
import type { Prices } from './prices.ts'

/** How long expenses are gathered before they are kept: what a process that is killed loses of them. */
const GATHER_MS = 500
/** How long until those are given again that were not taken. */
const RETRY_MS = 5000

export interface SpendingDependencies {
  readonly ledger: UsageLedger
  readonly prices: Prices
  /** Told after each batch what all have spent that day. */
  readonly onKept: (spent: Spent, day: string) => void
  readonly onFailure: (error: unknown) => void
}

/** What one piece of work has cost so far. */
export interface Bill {
  /** Billionths of a dollar, as far as prices are known. */
  cost: number
  /** Tokens whose price is not known. */
  unpriced: number
}

interface Charge extends Spender {
  readonly bill: Bill
}

/**
 * Counts what requests to models cost, and for whom: whoever does something for somebody says so with `charge`, and every
 * request that comes of it is theirs, whichever part of the bot makes it. What was spent is gathered for half a second and kept
 * in one write, beside the answers; while the store is away it stays here.
 */
export class Spending {
  readonly #dependencies: SpendingDependencies
  readonly #charges = new AsyncLocalStorage<Charge>()
  readonly #process = randomUUID()
  #batches = 0
  /** By day and by what they are added up by. */
  #open = new Map<string, Expense & { readonly day: string }>()
  /** Given to the ledger, which has not said yet that it has them; several where midnight lies between. */
  #given: readonly ExpenseBatch[] = []
  #giving: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(dependencies: SpendingDependencies) {
    this.#dependencies = dependencies
  }

  /** Does something at the cost of somebody. `bill` tells what it has cost, then and while it is done. */
  charge<Result>(
    { user, guild }: Spender,
    work: () => Promise<Result>,
    bill: Bill = { cost: 0, unpriced: 0 },
  ): Promise<Result> {
    const spender = { ...(user !== undefined && { user }), ...(guild !== undefined && { guild }) }
    return this.#charges.run({ ...spender, bill }, work)
  }

  /** Notes what a request took. Returns what it cost in billionths of a dollar; undefined where the price is not known. */
  record(call: ModelCall): number | undefined {
    const { bill, ...spender } = this.#charges.getStore() ?? {}
    const tokens = wholeTokens(call)
    const cost = this.#dependencies.prices.costOf({ ...call, tokens })
    const unpriced = cost === undefined ? tokens.prompt + tokens.completion : 0
    const amount: Amount = { calls: 1, ...tokens, cost: cost ?? 0, unpriced }
    if (bill !== undefined) {
      bill.cost += amount.cost
      bill.unpriced += amount.unpriced
    }
    if (amount.prompt + amount.completion + amount.cost === 0) return cost
    const { purpose, host, model } = call
    this.#add({ ...spender, purpose, host, model, amount })
    return cost
  }

  /** What was spent today, with what is not kept yet; that alone where the ledger can't be read, and the failure is told. */
  async spent(by: Spender): Promise<SpentBy> {
    // What is on its way to the ledger arrives before what is asked of it now.
    const waiting = this.#giving !== undefined ? [...this.#open.values()] : this.#unkept()
    try {
      return plus(await this.#dependencies.ledger.spent(by), by, this.#today(waiting))
    } catch (error) {
      this.#dependencies.onFailure(error)
      return plus(NOTHING_BY, by, this.#today(this.#unkept()))
    }
  }

  /** Gives the ledger all that it has not; what it does not take now is given again later. Never rejects. */
  flush(): Promise<void> {
    this.#giving ??= this.#give().finally(() => {
      this.#giving = undefined
    })
    return this.#giving
  }

  async #give(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    try {
      for (;;) {
        if (this.#given.length === 0) this.#given = this.#close()
        const [batch, ...others] = this.#given
        if (batch === undefined) return
        const spent = await this.#dependencies.ledger.keep(batch)
        this.#given = others
        this.#dependencies.onKept(spent, batch.day)
      }
    } catch (error) {
      this.#dependencies.onFailure(error)
      this.#flushIn(RETRY_MS)
    }
  }

  #add(expense: Expense): void {
    const { amount, user, guild, purpose, host, model } = expense
    const day = utcDay(this.#dependencies.ledger.now())
    const key = JSON.stringify([day, user, guild, purpose, host, model])
    const known = this.#open.get(key)
    this.#open.set(key, { ...expense, day, amount: known === undefined ? amount : addAmounts(known.amount, amount) })
    this.#flushIn(GATHER_MS)
  }

  #flushIn(ms: number): void {
    this.#timer ??= setTimeout(() => void this.flush(), ms).unref()
  }

  #close(): readonly ExpenseBatch[] {
    const byDay = Map.groupBy(this.#open.values(), ({ day }) => day)
    this.#open = new Map()
    return [...byDay].map(([day, expenses]) => {
      this.#batches += 1
      return {
        process: this.#process,
        number: this.#batches,
        day,
        expenses: expenses.map(({ day: _, ...rest }) => rest),
      }
    })
  }

  #unkept(): readonly (Expense & { readonly day: string })[] {
    const given = this.#given.flatMap(({ day, expenses }) => expenses.map(expense => ({ ...expense, day })))
    return [...given, ...this.#open.values()]
  }

  #today(expenses: readonly (Expense & { readonly day: string })[]): readonly Expense[] {
    const today = utcDay(this.#dependencies.ledger.now())
    return expenses.filter(({ day }) => day === today)
  }
}

const NOTHING: Spent = { tokens: 0, cost: 0 }
const NOTHING_BY: SpentBy = { user: NOTHING, guild: NOTHING, bot: NOTHING }

/** Servers say what they like. */
function wholeTokens({ tokens }: ModelCall): Pick<Amount, 'prompt' | 'cached' | 'completion'> {
  const whole = (count: unknown) => (Number.isFinite(count) ? Math.max(0, Math.round(Number(count))) : 0)
  const prompt = whole(tokens.prompt)
  return { prompt, cached: Math.min(prompt, whole(tokens.cached)), completion: whole(tokens.completion) }
}

export function addAmounts(one: Amount, other: Amount): Amount {
  return {
    calls: one.calls + other.calls,
    prompt: one.prompt + other.prompt,
    cached: one.cached + other.cached,
    completion: one.completion + other.completion,
    cost: one.cost + other.cost,
    unpriced: one.unpriced + other.unpriced,
  }
}

function plus(spent: SpentBy, by: Spender, expenses: readonly Expense[]): SpentBy {
  const ofUser = expenses.filter(({ user }) => user !== undefined && user === by.user)
  const ofGuild = expenses.filter(({ guild }) => guild !== undefined && guild === by.guild)
  return { user: sum(spent.user, ofUser), guild: sum(spent.guild, ofGuild), bot: sum(spent.bot, expenses) }
}

function sum(spent: Spent, expenses: readonly Expense[]): Spent {
  return {
    tokens: spent.tokens + expenses.reduce((all, { amount }) => all + amount.prompt + amount.completion, 0),
    cost: spent.cost + expenses.reduce((all, { amount }) => all + amount.cost, 0),
  }
}

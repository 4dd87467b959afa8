import { isPrivateHost } from '../llm/server/private-host.ts'
import { BILLIONTHS_PER_DOLLAR } from '../memory/ports/usage-ledger.ts'
import type { CalledModel, ModelCall } from '../observability/model-call.ts'
import { hostsWithStatedCosts, type Price, priceList } from './price-list.ts'

/** By the name of a model, or by `host/model` for one that costs something else there. */
export type OwnPrices = Readonly<Record<string, Price>>

/** Dollars for a million tokens are millionths of a dollar for one. */
const BILLIONTHS_PER_MILLIONTH = 1000

const FREE: Price = { in: 0, cached: 0, out: 0 }

/** A name with the day of its version: `gpt-4o-mini-2024-07-18`, `claude-haiku-4-5-20251001`. */
const VERSION_DAY = /-(?:\d{4}-\d{2}-\d{2}|\d{8})$/u

/** What models cost. */
export interface Prices {
  /** Whether the cost of requests to it can be told. */
  isKnown(model: CalledModel): boolean
  /** Billionths of a dollar, whole; undefined where the price is not known. */
  costOf(call: Pick<ModelCall, 'host' | 'model' | 'tokens' | 'statedCost'>): number | undefined
}

/**
 * By MODEL_PRICES first; what runs on this machine or in one's own network costs nothing then, what the server states counts
 * where it states dollars, and for the rest there is the list.
 */
export function createPrices(own: OwnPrices = {}): Prices {
  const priceOf = (called: CalledModel) => ownPrice(own, called) ?? (isOwnHost(called) ? FREE : listedPrice(called))
  return {
    isKnown: called => priceOf(called) !== undefined || statesCosts(called),
    costOf(call) {
      const price = priceOf(call)
      if (price !== undefined) return costAt(price, call.tokens)
      if (call.statedCost !== undefined && statesCosts(call)) return Math.round(call.statedCost * BILLIONTHS_PER_DOLLAR)
      const { prompt = 0, completion = 0 } = call.tokens
      return prompt + completion === 0 ? 0 : undefined
    },
  }
}

/** Undefined where tokens were written and it is not known what those cost. */
function costAt(price: Price, { prompt = 0, cached = 0, completion = 0 }: ModelCall['tokens']): number | undefined {
  if (completion > 0 && price.out === undefined) return undefined
  const millionths = (prompt - cached) * price.in + cached * (price.cached ?? price.in) + completion * (price.out ?? 0)
  return Math.round(millionths * BILLIONTHS_PER_MILLIONTH)
}

function ownPrice(own: OwnPrices, { host, model }: CalledModel): Price | undefined {
  return find(own, `${host}/${model}`) ?? find(own, model)
}

function listedPrice({ host, model }: CalledModel): Price | undefined {
  const models = find(priceList, host)?.models
  return models && (find(models, model) ?? find(models, model.replace(VERSION_DAY, '')))
}

/** Names come from settings: `constructor` is none of a record's own. */
function find<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

/** `host` may have a port. */
function isOwnHost({ host }: CalledModel): boolean {
  return URL.canParse(`http://${host}`) && isPrivateHost(new URL(`http://${host}`).hostname)
}

function statesCosts({ host }: CalledModel): boolean {
  return hostsWithStatedCosts.includes(host)
}

/** What an operator can do where nobody knows what a model costs. */
export function whatToDoWithoutPrice(model: string): string {
  const example = JSON.stringify({ [model]: { in: 0.5, out: 1.5 } })
  return `Set MODEL_PRICES to what its provider asks for a million tokens, in dollars: MODEL_PRICES=${example}`
}

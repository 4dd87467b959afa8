import type { Price } from './price-list.ts'
import type { OwnPrices } from './prices.ts'

const EXAMPLE = '{"my-model":{"in":0.75,"cached":0.075,"out":4.5}}'
const SHAPE = `JSON such as ${EXAMPLE}, in dollars for a million tokens`

const FIELDS = ['in', 'cached', 'out'] as const
/** Dearer than anything that is sold: who writes more has written dollars for one token, or cents. */
const HIGHEST_PRICE = 100_000

interface Problem {
  readonly problem: string
}

/** Whether that is what is wrong. A model's prices are an object, what is wrong with them a sentence. */
export function isPriceProblem(parsed: OwnPrices | Problem): parsed is Problem {
  return typeof parsed['problem'] === 'string'
}

/** What MODEL_PRICES says, or what is wrong with it and how it has to be put. */
export function parsePrices(text: string): OwnPrices | Problem {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { problem: `must be ${SHAPE}` }
  }
  if (!isRecord(value)) return { problem: `must be ${SHAPE}` }
  const entries = Object.entries(value)
  const problem = entries.map(([model, price]) => findProblem(model, price)).find(found => found !== undefined)
  return problem === undefined ? (Object.fromEntries(entries) as Record<string, Price>) : { problem }
}

function findProblem(model: string, price: unknown): string | undefined {
  if (!isRecord(price)) return `has no prices for ${quoted(model)}: it must be ${SHAPE}`
  const stranger = Object.keys(price).find(name => !FIELDS.some(field => field === name))
  if (stranger !== undefined)
    return `has ${quoted(stranger)} for ${quoted(model)}: a price has "in", "out" and perhaps "cached" (read again), no more`
  const wrong = FIELDS.find(field => !isPrice(price[field]) && (field === 'in' || price[field] !== undefined))
  if (wrong === undefined) return undefined
  return `has no number for "${wrong}" of ${quoted(model)}: it must be dollars for a million tokens, from 0 to ${HIGHEST_PRICE}, as in ${EXAMPLE}`
}

function isPrice(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= HIGHEST_PRICE
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whatever stands there: it may be long, or a key that was put into the wrong line. */
function quoted(name: string): string {
  return `"${name.slice(0, 60)}"`
}

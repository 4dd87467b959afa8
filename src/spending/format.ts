import { BILLIONTHS_PER_DOLLAR } from '../memory/ports/usage-ledger.ts'
import type { CapUnit } from './caps.ts'

/** Below it two digits that count, as an answer costs less. */
const CENT = 0.01

const dollars = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' })
const cents = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD', maximumSignificantDigits: 2 })
const tokens = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

/** `$12.34`, and `$0.0021` where cents would say nothing. Of billionths of a dollar. */
export function formatCost(billionths: number): string {
  const amount = billionths / BILLIONTHS_PER_DOLLAR
  return (amount > 0 && amount < CENT ? cents : dollars).format(amount)
}

/** `950`, `12.3K`, `1.2M`. */
export function formatTokens(count: number): string {
  return tokens.format(count)
}

export function formatAmount(amount: number, unit: CapUnit): string {
  return unit === 'cost' ? formatCost(amount) : `${formatTokens(amount)} tokens`
}

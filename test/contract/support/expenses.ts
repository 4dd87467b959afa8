import { randomUUID } from 'node:crypto'
import type { Amount, Expense, ExpenseBatch, Spender } from '../../../src/memory/ports/usage-ledger.ts'

/** What somebody spent: `tokens` were read, unless the amount says otherwise. */
export function expenseOf({
  tokens = 0,
  amount = {},
  ...rest
}: Spender & Partial<Omit<Expense, 'amount'>> & { tokens?: number; amount?: Partial<Amount> }): Expense {
  const nothing: Amount = { calls: 1, prompt: tokens, cached: 0, completion: 0, cost: 0, unpriced: 0 }
  return { purpose: 'chat', host: 'models.example', model: 'm', ...rest, amount: { ...nothing, ...amount } }
}

/** A batch of a process of its own, unless it says of which. */
export function batchOf({
  process = randomUUID(),
  number = 1,
  ...rest
}: Pick<ExpenseBatch, 'day' | 'expenses'> & Partial<ExpenseBatch>): ExpenseBatch {
  return { process, number, ...rest }
}

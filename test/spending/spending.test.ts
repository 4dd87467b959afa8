import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Amount, ExpenseBatch, Spent, SpentBy, UsageLedger } from '../../src/memory/ports/usage-ledger.ts'
import type { ModelCall } from '../../src/observability/model-call.ts'
import { createPrices } from '../../src/spending/prices.ts'
import { Spending } from '../../src/spending/spending.ts'

const DOLLAR = 1_000_000_000

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-03-01T12:00Z') }))
afterEach(() => void vi.useRealTimers())

const call = (tokens: ModelCall['tokens'], more: Partial<ModelCall> = {}): ModelCall => ({
  ...{ purpose: 'chat', outcome: 'ok', host: 'models.example', model: 'm', ms: 1 },
  ...more,
  tokens,
})

/** A ledger that a test lets fail, and what it was given. */
function spendingWith({ prices = { m: { in: 1_000_000, out: 2_000_000 } } } = {}) {
  const batches: ExpenseBatch[] = []
  const kept: [Spent, string][] = []
  const failures: unknown[] = []
  const ledger = {
    isDown: false,
    now: () => Date.now(),
    spentBefore: { tokens: 0, cost: 0 },
    async keep(batch: ExpenseBatch): Promise<Spent> {
      if (this.isDown) throw new Error('down')
      batches.push(batch)
      return { tokens: batches.length, cost: 0 }
    },
    async spent(): Promise<SpentBy> {
      if (this.isDown) throw new Error('down')
      return { user: this.spentBefore, guild: this.spentBefore, bot: this.spentBefore }
    },
  }
  const spending = new Spending({
    ledger: ledger as unknown as UsageLedger,
    prices: createPrices(prices),
    onKept: (spent, day) => kept.push([spent, day]),
    onFailure: error => failures.push(error),
  })
  const expenses = () => batches.flatMap(batch => batch.expenses)
  return { spending, ledger, batches, expenses, kept, failures }
}

describe('a request', () => {
  test('is theirs for whom something is done, whichever part makes it, and nobody’s else', async () => {
    const { spending, expenses } = spendingWith()
    const deep = async () => {
      await vi.advanceTimersByTimeAsync(1)
      spending.record(call({ prompt: 10 }, { purpose: 'embed' }))
    }
    await Promise.all([
      spending.charge({ user: '1', guild: '7' }, async () => {
        spending.record(call({ prompt: 100, completion: 5 }))
        await deep()
      }),
      spending.charge({ user: '2' }, deep),
    ])
    spending.record(call({ prompt: 1 }, { purpose: 'probe' }))
    await spending.flush()

    expect(expenses()).toHaveLength(4)
    expect(expenses()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ user: '1', guild: '7', purpose: 'chat' }),
        expect.objectContaining({ user: '1', guild: '7', purpose: 'embed' }),
        expect.objectContaining({ user: '2', purpose: 'embed' }),
        expect.not.objectContaining({ user: expect.anything() }),
      ]),
    )
  })

  test('is billed: what it cost, and tokens whose price is not known', async () => {
    const { spending } = spendingWith()
    const bill = { cost: 0, unpriced: 0 }
    await spending.charge(
      { user: '1' },
      async () => {
        spending.record(call({ prompt: 2, completion: 1 }))
        spending.record(call({ prompt: 3, completion: 4 }, { model: 'nobody-knows' }))
        spending.record(call({}, { outcome: 'key' }))
      },
      bill,
    )

    expect(bill).toEqual({ cost: 4 * DOLLAR, unpriced: 7 })
  })

  test.for<[ModelCall['tokens'], Partial<Amount>]>([
    [
      { prompt: -5, completion: Number.NaN },
      { prompt: 0, completion: 0, cost: 0 },
    ],
    [
      { prompt: 10, cached: 50 },
      { prompt: 10, cached: 10 },
    ],
    [
      { prompt: 'many' as unknown as number, completion: 2 },
      { prompt: 0, completion: 2, cost: 4 * DOLLAR },
    ],
    [{ prompt: 1.4 }, { prompt: 1, cost: DOLLAR }],
  ])('that says %o counts as %o', async ([tokens, amount]) => {
    const { spending, expenses } = spendingWith()
    spending.record(call(tokens))
    await spending.flush()

    const [kept = { amount: { prompt: 0, completion: 0, cost: 0 } }] = expenses()
    expect(kept.amount).toMatchObject(amount)
  })
})

describe('what was spent', () => {
  test('is kept half a second later, all of it in one batch, and each day in its own', async () => {
    const { spending, batches, kept } = spendingWith()
    vi.setSystemTime(new Date('2026-03-01T23:59:59.800Z'))
    for (let i = 0; i < 3; i += 1) spending.record(call({ prompt: 1 }))
    await vi.advanceTimersByTimeAsync(300)
    const early = batches.length
    spending.record(call({ prompt: 5 }))
    await vi.advanceTimersByTimeAsync(300)

    expect(early).toBe(0)
    expect(
      batches.map(({ day, number, expenses }) => [day, number, expenses.map(({ amount }) => amount.prompt)]),
    ).toEqual([
      ['2026-03-01', 1, [3]],
      ['2026-03-02', 2, [5]],
    ])
    expect(kept.map(([, day]) => day)).toEqual(['2026-03-01', '2026-03-02'])
  })

  test('is given again under its number while the ledger is down, and grows beside that', async () => {
    const { spending, ledger, batches, failures } = spendingWith()
    ledger.isDown = true
    spending.record(call({ prompt: 1 }))
    await vi.advanceTimersByTimeAsync(600)
    spending.record(call({ prompt: 2 }))
    await vi.advanceTimersByTimeAsync(6000)
    ledger.isDown = false
    await vi.advanceTimersByTimeAsync(6000)

    expect(failures.length).toBeGreaterThan(1)
    expect(batches.map(({ number, expenses }) => [number, expenses[0]?.amount.prompt])).toEqual([
      [1, 1],
      [2, 2],
    ])
  })

  test('is told with what is not kept yet', async () => {
    const { spending, ledger } = spendingWith()
    ledger.spentBefore = { tokens: 100, cost: 7 }
    await spending.charge({ user: '1', guild: '7' }, async () => void spending.record(call({ prompt: 2 })))

    expect(await spending.spent({ user: '1', guild: '8' })).toEqual({
      user: { tokens: 102, cost: 7 + 2 * DOLLAR },
      guild: { tokens: 100, cost: 7 },
      bot: { tokens: 102, cost: 7 + 2 * DOLLAR },
    })
  })

  test('is that alone while the ledger can’t be read, so that caps hold', async () => {
    const { spending, ledger, failures } = spendingWith()
    ledger.isDown = true
    await spending.charge({ user: '1' }, async () => void spending.record(call({ prompt: 2 })))
    await vi.advanceTimersByTimeAsync(600)
    await spending.charge({ user: '1' }, async () => void spending.record(call({ prompt: 3 })))

    expect((await spending.spent({ user: '1' })).user.tokens).toBe(5)
    expect(failures.length).toBeGreaterThan(0)
    await vi.advanceTimersByTimeAsync(86_400_000)
    expect((await spending.spent({ user: '1' })).user.tokens).toBe(0)
  })
})

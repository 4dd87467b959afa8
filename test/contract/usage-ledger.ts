import { describe, expect, test } from 'vitest'
import { type UsageLedger, utcDay } from '../../src/memory/ports/usage-ledger.ts'
import { batchOf, expenseOf } from './support/expenses.ts'

const DAY_MS = 86_400_000
const TODAY = '2026-03-01'
const NOON = Date.parse(`${TODAY}T12:00:00Z`)
const NOTHING = { tokens: 0, cost: 0 }

/** What was spent by whom and on what, and what is told once a day. `now`: of its clock. */
export function usageLedgerContract(make: (now: () => number) => UsageLedger): void {
  const ledgerAt = (ms = NOON) => make(() => ms)

  describe('today', () => {
    test('is counted by user, by server and in all', async () => {
      const ledger = ledgerAt()
      const spent = await ledger.keep(
        batchOf({
          day: TODAY,
          expenses: [
            expenseOf({ user: '1', guild: '7', tokens: 100, amount: { completion: 20, cost: 5 } }),
            expenseOf({ user: '1', tokens: 10 }),
            expenseOf({ user: '2', guild: '7', tokens: 1, amount: { cost: 3 } }),
            expenseOf({ tokens: 1000 }),
          ],
        }),
      )

      expect(spent).toEqual({ tokens: 1131, cost: 8 })
      expect(await ledger.spent({ user: '1', guild: '7' })).toEqual({
        user: { tokens: 130, cost: 5 },
        guild: { tokens: 121, cost: 8 },
        bot: { tokens: 1131, cost: 8 },
      })
      expect(await ledger.spent({ user: '2' })).toMatchObject({ user: { tokens: 1, cost: 3 }, guild: NOTHING })
      expect(await ledger.spent({ user: '3', guild: '8' })).toMatchObject({ user: NOTHING, guild: NOTHING })
      expect(await ledger.spent({})).toEqual({ user: NOTHING, guild: NOTHING, bot: { tokens: 1131, cost: 8 } })
    })

    test('begins at midnight UTC, and what is kept late counts on its own day', async () => {
      let now = Date.parse(`${TODAY}T23:59:59Z`)
      const ledger = make(() => now)
      await ledger.keep(batchOf({ day: utcDay(now), expenses: [expenseOf({ user: '1', tokens: 100 })] }))
      now += 1000
      const yesterdays = await ledger.keep(batchOf({ day: TODAY, expenses: [expenseOf({ user: '1', tokens: 5 })] }))

      expect(yesterdays.tokens).toBe(105)
      expect((await ledger.spent({ user: '1' })).user).toEqual(NOTHING)
    })

    test('grows by each batch once, however often it is given', async () => {
      const ledger = ledgerAt()
      const first = batchOf({ day: TODAY, expenses: [expenseOf({ user: '1', tokens: 100 })] })
      const second = { ...first, number: 2, expenses: [expenseOf({ user: '1', tokens: 7 })] }
      const other = batchOf({ day: TODAY, expenses: [expenseOf({ user: '1', tokens: 1 })] })
      for (const batch of [first, first, second, first, second]) await ledger.keep(batch)

      expect(await ledger.keep(other)).toEqual({ tokens: 108, cost: 0 })
      expect(await ledger.keep(second)).toEqual({ tokens: 108, cost: 0 })
      expect((await ledger.readDay(TODAY))[0]?.amount).toMatchObject({ calls: 3, prompt: 108 })
    })
  })

  describe('a day', () => {
    test('is told by purpose, server, host and model, and never by person', async () => {
      const ledger = ledgerAt()
      const amount = { prompt: 10, cached: 4, completion: 3, cost: 2_000_000_000, unpriced: 1 }
      const expenses = [
        expenseOf({ user: '1', guild: '7', amount }),
        expenseOf({ user: '2', guild: '7', amount }),
        expenseOf({ user: '1', amount }),
        expenseOf({ user: '1', guild: '7', purpose: 'study', amount }),
        expenseOf({ user: '1', guild: '7', model: 'a "b":c|d', host: 'other.example:8000', amount }),
        expenseOf({ purpose: 'probe', amount }),
      ]
      await ledger.keep(batchOf({ day: TODAY, expenses }))
      await ledger.keep(batchOf({ day: TODAY, expenses: expenses.slice(0, 1) }))

      const rows = await ledger.readDay(TODAY)

      const once = { calls: 1, ...amount }
      const thrice = { calls: 3, prompt: 30, cached: 12, completion: 9, cost: 6_000_000_000, unpriced: 3 }
      const usual = { purpose: 'chat', host: 'models.example', model: 'm' }
      expect(rows).toHaveLength(5)
      expect(rows).toEqual(
        expect.arrayContaining([
          { ...usual, server: '7', amount: thrice },
          { ...usual, server: 'dm', amount: once },
          { ...usual, purpose: 'study', server: '7', amount: once },
          { ...usual, server: '7', model: 'a "b":c|d', host: 'other.example:8000', amount: once },
          { ...usual, purpose: 'probe', server: 'none', amount: once },
        ]),
      )
    })

    test('on which nothing was spent is empty', async () => {
      const ledger = ledgerAt(NOON + DAY_MS)
      await ledger.keep(batchOf({ day: TODAY, expenses: [expenseOf({ tokens: 1 })] }))

      expect(await ledger.readDay('2026-03-02')).toEqual([])
      expect(await ledger.readDay(TODAY)).toHaveLength(1)
    })

    test('sums of billions stay exact', async () => {
      const ledger = ledgerAt()
      const amount = { prompt: 4_000_000_000, cost: 9_007_199_254_740_000 }
      await ledger.keep(batchOf({ day: TODAY, expenses: [expenseOf({ amount })] }))
      await ledger.keep(batchOf({ day: TODAY, expenses: [expenseOf({ amount: { prompt: 1, cost: 991 } })] }))

      expect((await ledger.readDay(TODAY))[0]?.amount).toMatchObject({
        prompt: 4_000_000_001,
        cost: 9_007_199_254_740_991,
      })
      expect((await ledger.spent({})).bot.cost).toBe(9_007_199_254_740_991)
    })
  })

  describe('a notice', () => {
    test('is taken by one, and by nobody once it was told', async () => {
      const ledger = ledgerAt()
      const claims = await Promise.all([1, 2, 3].map(() => ledger.claimNotice(TODAY, 'near')))
      await ledger.settleNotice(TODAY, 'near')

      expect(claims.filter(Boolean)).toHaveLength(1)
      expect(await ledger.claimNotice(TODAY, 'near')).toBe(false)
    })

    test('is another one on another day, and for somebody else', async () => {
      const ledger = ledgerAt()
      await ledger.claimNotice(TODAY, 'near')
      await ledger.settleNotice(TODAY, 'near')

      expect(await ledger.claimNotice('2026-03-02', 'near')).toBe(true)
      expect(await ledger.claimNotice(TODAY, 'reached')).toBe(true)
    })
  })
}

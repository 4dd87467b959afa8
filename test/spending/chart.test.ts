import { describe, expect, test } from 'vitest'
import type { Amount, UsageRow } from '../../src/memory/ports/usage-ledger.ts'
import { drawBars } from '../../src/spending/chart.ts'
import { formatCost, formatTokens } from '../../src/spending/format.ts'
import { readUsageReport, sumDays } from '../../src/spending/report.ts'
import { formatReport, toPlainReport } from '../../src/spending/table.ts'

const DOLLAR = 1_000_000_000
const amountOf = (more: Partial<Amount>): Amount => ({
  ...{ calls: 1, prompt: 0, cached: 0, completion: 0, cost: 0, unpriced: 0 },
  ...more,
})
const named = (name: string, more: Partial<Amount>) => ({ name, amount: amountOf(more) })
const rowOf = (more: Partial<UsageRow>): UsageRow => ({
  ...{ purpose: 'chat', server: '7', host: 'models.example', model: 'm', amount: amountOf({ prompt: 1 }) },
  ...more,
})

describe('bars', () => {
  test('are as long as what they stand for, and never nothing for something', () => {
    expect(
      drawBars([
        named('03-01', { cost: 2 * DOLLAR }),
        named('03-02', { cost: DOLLAR }),
        named('03-03', { cost: 1 }),
        named('03-04', {}),
      ]).split('\n'),
    ).toEqual([
      '03-01 ██████████ $2.00',
      '03-02 █████      $1.00',
      '03-03 ▏          $0.000000001',
      '03-04            $0.00',
    ])
  })

  test('are of tokens where nothing costs anything', () => {
    expect(drawBars([named('mine', { prompt: 1500, completion: 500 }), named('other', { prompt: 1000 })])).toBe(
      'mine  ██████████ 2K\nother █████      1K',
    )
  })

  test('say where a price is missing', () => {
    expect(drawBars([named('a', { cost: DOLLAR }), named('b', { prompt: 2000, unpriced: 2000 })])).toBe(
      'a ██████████ $1.00\nb            $0.00 + ? (2K)',
    )
  })

  test('leave names of others no way out of their block, and no more room than there is', () => {
    const drawn = drawBars([named('```\n@everyone\u202e', { cost: 1 }), named('👩‍👩‍👧'.repeat(40), { cost: 1 })])

    expect(drawn.split('\n')).toHaveLength(2)
    expect(drawn).not.toMatch(/`|\u202e/u)
    expect(Math.max(...drawn.split('\n').map(line => [...line].length))).toBeLessThan(45)
  })
})

test.for([
  [0, '$0.00'],
  [12.345 * DOLLAR, '$12.35'],
  [1234 * DOLLAR, '$1,234.00'],
  [0.0123 * DOLLAR, '$0.01'],
  [0.00214 * DOLLAR, '$0.0021'],
  [0.0000205 * DOLLAR, '$0.000021'],
] as const)('%i billionths are %s', ([billionths, text]) => {
  expect(formatCost(billionths)).toBe(text)
})

test('tokens are told in short', () => {
  expect([0, 950, 12_345, 1_234_567].map(formatTokens)).toEqual(['0', '950', '12.3K', '1.2M'])
})

describe('a report', () => {
  const now = Date.parse('2026-03-02T00:00:01Z')
  const days: Readonly<Record<string, readonly UsageRow[]>> = {
    '2026-02-28': [rowOf({ amount: amountOf({ prompt: 10, cost: DOLLAR }) })],
    '2026-03-02': [
      rowOf({
        server: 'dm',
        purpose: 'study',
        model: 'cheap',
        amount: amountOf({ prompt: 100, completion: 10, cost: 5 }),
      }),
      rowOf({ amount: amountOf({ prompt: 7, cached: 3, cost: 2 * DOLLAR }) }),
      rowOf({ host: 'other.example', amount: amountOf({ prompt: 50, unpriced: 50 }) }),
    ],
  }
  const read = (count: number) => readUsageReport({ now: () => now, readDay: async day => days[day] ?? [] }, count)

  test('has every day, and the dearest first of everything else', async () => {
    const report = await read(3)

    expect(report.days.map(({ name, amount }) => [name, amount.calls])).toEqual([
      ['2026-02-28', 1],
      ['2026-03-01', 0],
      ['2026-03-02', 3],
    ])
    expect(report.total).toEqual(
      amountOf({ calls: 4, prompt: 167, cached: 3, completion: 10, cost: 3 * DOLLAR + 5, unpriced: 50 }),
    )
    expect(report.purposes.map(({ name }) => name)).toEqual(['chat', 'study'])
    expect(report.servers.map(({ name }) => name)).toEqual(['7', 'dm'])
    expect(report.models.map(({ name }) => name)).toEqual([
      'm (models.example)',
      'cheap (models.example)',
      'm (other.example)',
    ])
  })

  test('of one day is of today', async () => {
    expect((await read(1)).days.map(({ name }) => name)).toEqual(['2026-03-02'])
  })

  test('is told in lines for people, with what to do about a price that nobody knows', async () => {
    const text = formatReport(await read(3))

    expect(text).toMatch(/^by day \(UTC\) +requests +read +of it again +written +cost$/mu)
    expect(text).toMatch(/^2026-03-02 +3 +157 +3 +10 +\$2\.00 \+ \? for 50 tokens$/mu)
    expect(text).not.toContain('2026-03-01 ')
    expect(text).toMatch(/^2026-02-28 to 2026-03-02 +4 +167 /mu)
    expect(text).toContain('The price of m (other.example) is not known')
    expect(text).toContain('MODEL_PRICES')
  })

  test('and for programs in dollars', async () => {
    const { total, days: each, models } = toPlainReport(await read(3))

    expect(total).toEqual({
      requests: 4,
      tokens: { read: 167, readAgain: 3, written: 10, unpriced: 50 },
      costDollars: 3.000000005,
    })
    expect(each).toHaveLength(3)
    expect(models[0]).toMatchObject({ model: 'm', host: 'models.example', costDollars: 3 })
  })

  test.for([
    [7, 7],
    [14, 14],
    [15, 8],
    [90, 13],
  ] as const)('%i days are shown as %i spans that leave none out', ([count, spans]) => {
    const all = Array.from({ length: count }, (_, day) => named(String(day), { cost: 1 }))
    const summed = sumDays(all, 14)

    expect(summed).toHaveLength(spans)
    expect(summed.reduce((sum, { amount }) => sum + amount.cost, 0)).toBe(count)
    expect(summed[0]?.name).toBe('0')
  })
})

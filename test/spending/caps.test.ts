import { describe, expect, test } from 'vitest'
import type { SpentBy } from '../../src/memory/ports/usage-ledger.ts'
import { type Caps, findReachedCap, findToldShares } from '../../src/spending/caps.ts'

const spentBy = (spent: Partial<Record<keyof SpentBy, [tokens: number, cost: number]>>): SpentBy => {
  const of = ([tokens, cost] = [0, 0]) => ({ tokens, cost })
  return { user: of(spent.user), guild: of(spent.guild), bot: of(spent.bot) }
}

const capsOf = (caps: Partial<Caps>): Caps => ({ user: {}, guild: {}, bot: {}, ...caps })

describe('a cap is reached', () => {
  test.for<[Partial<Caps>, Parameters<typeof spentBy>[0], object | undefined]>([
    [{ user: { tokens: 100 } }, { user: [100, 0] }, { by: 'user', unit: 'tokens' }],
    [{ user: { tokens: 100 } }, { user: [99, 1e9] }, undefined],
    [{ user: { cost: 50 } }, { user: [1e9, 49] }, undefined],
    [{ user: { tokens: 1e9, cost: 50 } }, { user: [1, 50] }, { by: 'user', unit: 'cost' }],
    [{ guild: { cost: 1 } }, { guild: [0, 2] }, { by: 'guild', unit: 'cost' }],
    [
      { user: { tokens: 1 }, bot: { cost: 1 } },
      { user: [1, 1], bot: [1, 1] },
      { by: 'bot', unit: 'cost' },
    ],
    [{}, { user: [1e12, 1e12], guild: [1e12, 1e12], bot: [1e12, 1e12] }, undefined],
  ])('of %o by %o: %o', ([caps, spent, reached]) => {
    expect(findReachedCap(capsOf(caps), spentBy(spent))).toEqual(reached)
  })
})

describe('owners are told', () => {
  test.for<[tokens: number, cost: number, told: object[]]>([
    [79, 0, []],
    [80, 0, [{ unit: 'tokens', percent: 80 }]],
    [99, 0, [{ unit: 'tokens', percent: 80 }]],
    [100, 0, [{ unit: 'tokens', percent: 100 }]],
    [
      500,
      9,
      [
        { unit: 'tokens', percent: 100 },
        { unit: 'cost', percent: 80 },
      ],
    ],
  ])('of %i tokens of 100 and %i of 10 in money: %o', ([tokens, cost, told]) => {
    expect(findToldShares({ tokens: 100, cost: 10 }, { tokens, cost })).toEqual(told)
  })

  test('of nothing that has no end', () => {
    expect(findToldShares({}, { tokens: 1e15, cost: 1e15 })).toEqual([])
  })
})

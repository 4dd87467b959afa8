import { expect, onTestFinished, test, vi } from 'vitest'
import { UsageLimits } from '../../../src/discord/answering/usage-limits.ts'
import type { Spender } from '../../../src/memory/ports/usage-ledger.ts'
import type { Caps } from '../../../src/spending/caps.ts'

const ada: Spender = { user: '1', guild: '9' }

function admission({ spent = { user: 0, guild: 0, bot: 0 }, caps = {}, messagesPerMinute = 2 } = {}) {
  const seen: unknown[] = []
  const of = (tokens: number) => ({ tokens, cost: 0 })
  const made = new UsageLimits({
    messagesPerMinute,
    caps: { user: {}, guild: {}, bot: {}, ...caps } as Caps,
    spending: { spent: async () => ({ user: of(spent.user), guild: of(spent.guild), bot: of(spent.bot) }) },
    onSpent: (_, reached) => seen.push(reached),
  })
  return { admission: made, seen }
}

test('the first message too many is told, those after it are not, and a minute later all begins anew', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { admission: bot } = admission()
  const said = async (times: number) => {
    const verdicts: string[] = []
    for (let i = 0; i < times; i += 1) verdicts.push(await bot.checkRate('1'))
    return verdicts
  }

  expect(await said(5)).toEqual(['answer', 'answer', 'tell', 'quiet', 'quiet'])
  expect(await bot.checkRate('2')).toBe('answer')
  vi.advanceTimersByTime(61_000)
  expect(await said(3)).toEqual(['answer', 'answer', 'tell'])
})

test.each([
  { by: 'user', says: 'dailyLimitUser' },
  { by: 'guild', says: 'dailyLimitServer' },
  { by: 'bot', says: 'dailyLimitBot' },
] as const)('where the cap of $by is reached it says $says', async ({ by, says }) => {
  const { admission: bot, seen } = admission({
    caps: { [by]: { tokens: 100 } },
    spent: { user: 99, guild: 99, bot: 99, [by]: 100 },
  })

  expect(await bot.findExceededLimit(ada)).toBe(says)
  expect(seen).toEqual([{ by, unit: 'tokens' }])
})

test('where there is room it says nothing', async () => {
  const { admission: bot, seen } = admission({
    caps: { user: { tokens: 100 } },
    spent: { user: 99, guild: 1e9, bot: 1e9 },
  })

  expect(await bot.findExceededLimit(ada)).toBeUndefined()
  expect(seen).toEqual([undefined])
})

test('without caps nobody asks what was spent', async () => {
  const { admission: bot, seen } = admission()

  expect(await bot.findExceededLimit(ada)).toBeUndefined()
  expect(seen).toEqual([])
})

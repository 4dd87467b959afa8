import { expect, onTestFinished, test, vi } from 'vitest'
import { type DailyTokenLimits, UsageLimits } from '../../../src/discord/answering/usage-limits.ts'
import type { Spender, TokenLedger } from '../../../src/memory/ports/token-ledger.ts'

const ada: Spender = { user: '1', guild: '9' }

function admission({ spent = { user: 0, guild: 0, bot: 0 }, daily = {}, messagesPerMinute = 2, isDown = false } = {}) {
  const failures: unknown[] = []
  const added: number[] = []
  const ledger: TokenLedger = {
    spent: async () => (isDown ? Promise.reject(new Error('down')) : spent),
    add: async (_by, tokens) => (isDown ? Promise.reject(new Error('down')) : void added.push(tokens)),
  }
  const made = new UsageLimits({
    messagesPerMinute,
    daily: daily as DailyTokenLimits,
    ledger,
    onFailure: error => failures.push(error),
  })
  return { admission: made, failures, added }
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
  { daily: { user: 100 }, spent: { user: 100, guild: 0, bot: 0 }, says: 'dailyLimitUser' },
  { daily: { guild: 100 }, spent: { user: 0, guild: 101, bot: 0 }, says: 'dailyLimitServer' },
  { daily: { bot: 100 }, spent: { user: 0, guild: 0, bot: 100 }, says: 'dailyLimitBot' },
  { daily: { user: 1, guild: 1, bot: 1 }, spent: { user: 1, guild: 1, bot: 1 }, says: 'dailyLimitBot' },
  { daily: { user: 100, guild: 100, bot: 100 }, spent: { user: 99, guild: 99, bot: 99 }, says: undefined },
  { daily: { user: 100 }, spent: { user: 0, guild: 1e9, bot: 1e9 }, says: undefined },
])('with $spent spent of $daily it says: $says', async ({ daily, spent, says }) => {
  expect(await admission({ daily, spent }).admission.findExceededLimit(ada)).toBe(says)
})

test('without limits the ledger is left alone', async () => {
  const { admission: bot, failures, added } = admission({ isDown: true })
  bot.recordTokens(ada, 50)

  expect(await bot.findExceededLimit(ada)).toBeUndefined()
  expect([...failures, ...added]).toEqual([])
})

test('when the ledger can’t be reached people are answered, and the log hears of it', async () => {
  const { admission: bot, failures } = admission({ isDown: true, daily: { user: 1 } })

  expect(await bot.findExceededLimit(ada)).toBeUndefined()
  expect(failures).toHaveLength(1)
})

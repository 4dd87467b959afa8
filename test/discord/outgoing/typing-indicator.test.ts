import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { MessageApi } from '../../../src/discord/message-api.ts'
import { RequestBudget } from '../../../src/discord/outgoing/request-budget.ts'
import { TypingIndicator } from '../../../src/discord/outgoing/typing-indicator.ts'

const budget = { globalRemaining: 50, globalReset: Number.POSITIVE_INFINITY }
const type = vi.fn<MessageApi['type']>(async () => undefined)
const onFailure = vi.fn()
let typing: TypingIndicator

beforeEach(() => {
  vi.useFakeTimers()
  vi.clearAllMocks()
  budget.globalRemaining = 50
  typing = new TypingIndicator({ type } as unknown as MessageApi, new RequestBudget(budget, 50), onFailure)
})
afterEach(() => {
  vi.useRealTimers()
})

test('typing shows within 0.7 s, and is renewed before Discord ends it after 10', () => {
  typing.start('1')
  vi.advanceTimersByTime(500)
  expect(type).not.toHaveBeenCalled()

  vi.advanceTimersByTime(200)
  expect(type.mock.calls).toEqual([['1']])
  for (let shown = 2; shown < 10; shown += 1) {
    vi.advanceTimersByTime(9900)
    expect(type.mock.calls.length).toBeGreaterThanOrEqual(shown)
  }
})

test('an answer that is there at once shows none', () => {
  typing.start('1')()

  vi.advanceTimersByTime(60_000)

  expect(type).not.toHaveBeenCalled()
})

test('all who wait in a channel share one, and it lasts as long as one of them waits', () => {
  const [ada, bob] = [typing.start('1'), typing.start('1')]
  typing.start('2')()
  vi.advanceTimersByTime(700)
  expect(type).toHaveBeenCalledTimes(1)

  ada()
  ada() // as often as it likes
  vi.advanceTimersByTime(8000)
  expect(type).toHaveBeenCalledTimes(2)
  bob()
  vi.advanceTimersByTime(60_000)
  expect(type).toHaveBeenCalledTimes(2)
})

test('a later answer in the channel begins anew', () => {
  const ada = typing.start('1')
  ada()
  const bob = typing.start('1')
  ada()
  vi.advanceTimersByTime(700)
  bob()

  expect(type).toHaveBeenCalledTimes(1)
})

test('typing waits while the bot’s requests run low', () => {
  budget.globalRemaining = 10
  typing.start('1')
  vi.advanceTimersByTime(3000)
  expect(type).not.toHaveBeenCalled()

  budget.globalRemaining = 50
  vi.advanceTimersByTime(1000)

  expect(type).toHaveBeenCalledTimes(1)
})

test('typing that fails is told and tried again when it is due', async () => {
  type.mockRejectedValueOnce(new Error('forbidden'))
  typing.start('1')
  await vi.advanceTimersByTimeAsync(700)
  expect(onFailure).toHaveBeenCalledTimes(1)

  await vi.advanceTimersByTimeAsync(8000)

  expect(type).toHaveBeenCalledTimes(2)
})

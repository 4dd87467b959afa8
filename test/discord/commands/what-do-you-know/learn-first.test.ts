import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { waitForLearning } from '../../../../src/discord/commands/what-do-you-know/command.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('what is learned in time is shown', async () => {
  const failed = vi.fn()

  expect(await waitForLearning(async () => undefined, 8000, failed)).toBe('learned')
  expect(failed).not.toHaveBeenCalled()
  expect(vi.getTimerCount()).toBe(0)
})

test('a failure is told, and heard of', async () => {
  const failed = vi.fn()

  expect(await waitForLearning(() => Promise.reject(new Error('away')), 8000, failed)).toBe('failed')
  expect(failed).toHaveBeenCalledOnce()
})

test('nobody waits longer than they may; it goes on, and a failure is still heard of', async () => {
  const failed = vi.fn()
  const { promise, reject } = Promise.withResolvers<void>()
  const outcome = waitForLearning(() => promise, 8000, failed)

  await vi.advanceTimersByTimeAsync(8000)
  expect(await outcome).toBe('goesOn')

  reject(new Error('away'))
  await vi.advanceTimersByTimeAsync(0)
  expect(failed).toHaveBeenCalledOnce()
})

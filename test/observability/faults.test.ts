import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFaultHandler } from '../../src/observability/faults.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

function handler() {
  const [error, end] = [vi.fn(), vi.fn()]
  return { error, end, handle: createFaultHandler({ error }, end) }
}

test('a fault is told without its words, and ends nothing', () => {
  const { error, end, handle } = handler()

  handle(new TypeError('my secret'))

  expect(end).not.toHaveBeenCalled()
  expect(error.mock.calls).toMatchObject([[{ error: 'TypeError', faults: 1 }, expect.any(String)]])
  expect(JSON.stringify(error.mock.calls)).not.toContain('secret')
})

test('what goes on failing ends the process, and what fails now and then does not', () => {
  const { end, handle } = handler()

  for (let minute = 0; minute < 20; minute += 1) {
    for (let fault = 0; fault < 5; fault += 1) handle(new Error('now and then'))
    vi.advanceTimersByTime(60_000)
  }
  expect(end).not.toHaveBeenCalled()

  const last = new Error('again and again')
  for (let fault = 0; fault < 11; fault += 1) handle(last)
  expect(end.mock.calls).toEqual([[last]])
})

import { expect, test, vi } from 'vitest'
import { ByteBudget } from '../../../src/discord/incoming/byte-budget.ts'

const { signal } = new AbortController()

test('whoever wants more than is left waits, and those after them too', async () => {
  const budget = new ByteBudget(10)
  const order: string[] = []
  const take = async (name: string, bytes: number) => {
    const release = await budget.acquire(bytes, 60_000, signal)
    order.push(name)
    return release
  }
  const first = await take('first', 6)
  const second = take('second', 8)
  const third = take('third', 1)
  await Promise.resolve()

  expect(order).toEqual(['first'])
  first?.()
  first?.()
  const release = await second
  expect(order).toEqual(['first', 'second', 'third'])
  release?.()
  await third
  expect(await budget.acquire(9, 60_000, signal)).toBeDefined()
})

test('who waits for too long, or wants it no more, gets nothing and is in nobody’s way', async () => {
  vi.useFakeTimers()
  const budget = new ByteBudget(10)
  const held = await budget.acquire(6, 1000, signal)
  const leaving = new AbortController()
  const left = budget.acquire(10, 60_000, leaving.signal)
  const late = budget.acquire(9, 1000, signal)
  const small = budget.acquire(4, 60_000, signal)
  leaving.abort()
  await vi.advanceTimersByTimeAsync(1001)
  vi.useRealTimers()

  expect([await left, await late]).toEqual([undefined, undefined])
  expect(await small).toBeDefined()
  held?.()
  expect(await budget.acquire(1, 1000, AbortSignal.abort())).toBeUndefined()
})

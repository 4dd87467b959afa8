import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { throttleTrouble } from '../../src/observability/throttle.ts'
import { silentLogger } from '../support/silent-logger.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function listen() {
  const lines: object[] = []
  const note = (details: object, message: string) => void lines.push({ message, ...details })
  return { lines, log: throttleTrouble({ ...silentLogger, info: note, warn: note, error: note }) }
}

test('the same trouble stands once a minute, with how often it came again', () => {
  const { lines, log } = listen()
  for (let ms = 0; ms < 5; ms += 1) log.warn({ code: 'OOM', ms }, 'Redis refuses')
  vi.advanceTimersByTime(60_000)

  expect(lines).toEqual([
    { message: 'Redis refuses', code: 'OOM', ms: 0 },
    { message: 'Redis refuses', code: 'OOM', ms: 4, times: 4 },
  ])
})

test('trouble that comes back after a quiet minute is told at once', () => {
  const { lines, log } = listen()
  log.error({}, 'lost')
  vi.advanceTimersByTime(60_000)
  log.error({}, 'lost')

  expect(lines).toHaveLength(2)
})

test('trouble of another kind, and what is no trouble, is never held back', () => {
  const { lines, log } = listen()
  log.warn({ code: 'OOM' }, 'Redis refuses')
  log.warn({ code: 'READONLY' }, 'Redis refuses')
  log.error({ code: 'OOM' }, 'Redis refuses')
  log.warn({ code: 'OOM' }, 'backfill failed')
  for (let at = 0; at < 3; at += 1) log.warn({ question: String(at) }, 'answer not delivered')
  for (let at = 0; at < 3; at += 1) log.info({}, 'answered')

  expect(lines).toHaveLength(10)
})

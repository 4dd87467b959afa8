import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { HostOccupancy } from '../../src/llm/host-occupancy.ts'
import type { StudyTurn } from '../../src/memory/ports/extraction-model.ts'

const MINUTE = 60_000
const never = new AbortController().signal

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Lets everything happen that waits for no clock. */
const settle = () => vi.advanceTimersByTimeAsync(0)

/** A study whose work the test ends, with all turns that it had. */
function begin(host: HostOccupancy, signal = never) {
  const turns: StudyTurn[] = []
  let end: () => void = () => undefined
  const work = (turn: StudyTurn) => {
    turns.push(turn)
    return new Promise<string>((resolve, reject) => {
      end = () => resolve('learned')
      turn.signal.addEventListener('abort', () => reject(turn.signal.reason))
    })
  }
  const result = host.study(work, signal)
  result.catch(() => undefined)
  return { turns, result, end: () => end() }
}

describe('a host that does one thing at a time', () => {
  test('lets a study begin at once where nothing else goes on', async () => {
    const study = begin(new HostOccupancy(1))
    await settle()
    study.end()

    expect(study.turns).toMatchObject([{ hasWaited: false }])
    expect(await study.result).toBe('learned')
  })

  test('lets none begin before the last answer is over', async () => {
    const host = new HostOccupancy(1)
    const [first, second] = [host.beginAnswer(), host.beginAnswer()]
    const study = begin(host)
    first()
    first()
    await settle()
    const before = study.turns.length
    second()
    await settle()

    expect(before).toBe(0)
    expect(study.turns).toMatchObject([{ hasWaited: true }])
  })

  test('interrupts a study for an answer, and has it done anew afterwards', async () => {
    const host = new HostOccupancy(1)
    const study = begin(host)
    await settle()
    const leave = host.beginAnswer()
    await settle()
    const during = study.turns.length
    leave()
    await settle()
    study.end()

    expect(study.turns[0]?.signal.aborted).toBe(true)
    expect(during).toBe(1)
    expect(study.turns).toMatchObject([{ hasWaited: false }, { hasWaited: true }])
    expect(await study.result).toBe('learned')
  })

  test('keeps what a study had got when the answer came', async () => {
    const host = new HostOccupancy(1)
    const { promise, resolve } = Promise.withResolvers<string>()
    const result = host.study(() => promise, never)
    await settle()
    host.beginAnswer()
    resolve('learned')

    expect(await result).toBe('learned')
  })

  test('lets one study begin after the other, the interrupted one before the others', async () => {
    const host = new HostOccupancy(1)
    const [first, second] = [begin(host), begin(host)]
    await settle()
    const leave = host.beginAnswer()
    await settle()
    leave()
    await settle()
    const before = second.turns.length
    first.end()
    await settle()

    expect(first.turns).toHaveLength(2)
    expect(before).toBe(0)
    expect(second.turns).toHaveLength(1)
  })

  test('interrupts no study for ever', async () => {
    const host = new HostOccupancy(1)
    const study = begin(host)
    for (let answers = 0; answers < 20; answers += 1) {
      await vi.advanceTimersByTimeAsync(MINUTE)
      const leave = host.beginAnswer()
      await settle()
      leave()
    }
    await settle()
    study.end()

    expect(study.turns.map(({ signal }) => signal.aborted)).toEqual([...Array.from({ length: 10 }, () => true), false])
    expect(await study.result).toBe('learned')
  })

  test('lets a study begin in the end where people talk without a pause', async () => {
    const host = new HostOccupancy(1)
    host.beginAnswer()
    const study = begin(host)
    await vi.advanceTimersByTimeAsync(9 * MINUTE)
    const before = study.turns.length
    await vi.advanceTimersByTimeAsync(MINUTE)
    host.beginAnswer()
    await settle()
    study.end()

    expect(before).toBe(0)
    expect(study.turns).toHaveLength(1)
    expect(await study.result).toBe('learned')
  })

  test('takes no wait for other studies for one for answers', async () => {
    const host = new HostOccupancy(1)
    const [first, second] = [begin(host), begin(host)]
    await vi.advanceTimersByTimeAsync(30 * MINUTE)
    first.end()
    await settle()
    const leave = host.beginAnswer()
    await settle()
    leave()
    await settle()

    expect(second.turns).toHaveLength(2)
    expect(second.turns[0]?.signal.aborted).toBe(true)
  })

  test('counts how often a study was interrupted', async () => {
    const host = new HostOccupancy(1)
    const study = begin(host)
    for (let answers = 0; answers < 2; answers += 1) {
      await settle()
      host.beginAnswer()()
      await settle()
    }

    expect(study.turns.map(({ interruptions }) => interruptions)).toEqual([0, 1, 2])
  })

  test('goes on with the interrupted study before the others after an answer that was over at once', async () => {
    const host = new HostOccupancy(1)
    const [first, second] = [begin(host), begin(host)]
    await settle()
    host.beginAnswer()()
    await settle()

    expect(first.turns).toHaveLength(2)
    expect(second.turns).toHaveLength(0)
  })

  test('lets what is not urgent pause until nobody is answered, a minute at most', async () => {
    const host = new HostOccupancy(1)
    const ended: string[] = []
    const pause = (name: string) => void host.pause().then(() => ended.push(name))
    pause('free')
    await settle()
    const leave = host.beginAnswer()
    pause('answering')
    await settle()
    const before = [...ended]
    leave()
    await settle()
    host.beginAnswer()
    pause('long')
    await vi.advanceTimersByTimeAsync(MINUTE)

    expect(before).toEqual(['free'])
    expect(ended).toEqual(['free', 'answering', 'long'])
  })

  test('throws what the work throws, and lets the next one begin', async () => {
    const host = new HostOccupancy(1)
    const failed = host.study(() => Promise.reject(new Error('unreadable')), never)
    const next = begin(host)

    await expect(failed).rejects.toThrow('unreadable')
    await settle()
    expect(next.turns).toHaveLength(1)
  })

  test.each(['waits', 'runs'])('lets go of a study that is not wanted any more while it %s', async state => {
    const host = new HostOccupancy(1)
    const stopping = new AbortController()
    const leave = state === 'waits' ? host.beginAnswer() : () => undefined
    const study = begin(host, stopping.signal)
    await settle()
    stopping.abort(new Error('shutdown'))
    leave()
    const next = begin(host)
    await settle()

    await expect(study.result).rejects.toThrow('shutdown')
    expect(study.turns).toHaveLength(state === 'waits' ? 0 : 1)
    expect(next.turns).toHaveLength(1)
  })
})

describe('a host that does several things at once', () => {
  test('lets studies go on beside answers', async () => {
    const host = new HostOccupancy(4)
    host.beginAnswer()
    const study = begin(host)
    await settle()
    host.beginAnswer()
    await settle()

    expect(study.turns).toMatchObject([{ hasWaited: false, signal: { aborted: false } }])
  })

  test('has no more of them than that', async () => {
    const host = new HostOccupancy(2)
    const studies = [begin(host), begin(host), begin(host)]
    await settle()
    const before = studies.map(({ turns }) => turns.length)
    studies[0]?.end()
    await settle()

    expect(before).toEqual([1, 1, 0])
    expect(studies[2]?.turns).toHaveLength(1)
  })
})

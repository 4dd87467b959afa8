import { expect, test } from 'vitest'
import { throttleStarts } from '../../src/discord/session-starts.ts'
import { MemoryUnavailable } from '../../src/errors.ts'
import type { SessionStarts } from '../../src/memory/ports/session-starts.ts'
import { silentLogger } from '../support/silent-logger.ts'

/** So short that nobody notices. */
const WINDOW_MS = 20

/** What discord.js gives, of a bot of which two shards may begin at once. */
const manager = { fetchGatewayInformation: async () => ({ session_start_limit: { max_concurrency: 2 } }) } as never

async function throttlerOf(starts: SessionStarts) {
  return await throttleStarts(starts, silentLogger, WINDOW_MS)(manager)
}

const never = new AbortController().signal

test('a shard waits until the store lets it begin, under the key that Discord counts it by', async () => {
  const asked: number[] = []
  const waits = [5, 1, 0]
  const { waitForIdentify } = await throttlerOf({
    async claim(key) {
      asked.push(key)
      return waits.shift() ?? 0
    },
  })

  await waitForIdentify(5, never)

  expect(asked).toEqual([1, 1, 1])
})

test('a shard whose connection is gone waits no longer', async () => {
  const gone = new AbortController()
  const { waitForIdentify } = await throttlerOf({
    async claim() {
      gone.abort()
      return 60_000
    },
  })

  await expect(waitForIdentify(0, gone.signal)).rejects.toThrow('aborted')
})

test('while the store is away the shards of a process begin one after the other', async () => {
  let asked = 0
  const { waitForIdentify } = await throttlerOf({
    async claim() {
      asked += 1
      throw new MemoryUnavailable('away')
    },
  })

  await Promise.all([waitForIdentify(0, never), waitForIdentify(1, never)])
  expect(asked).toBe(2)
  await waitForIdentify(2, never)
  expect(asked).toBeGreaterThan(3)
})

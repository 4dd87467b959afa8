import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import { MemoryUnavailable } from '../../errors.ts'
import { runHoldLock } from '../scripts/bookkeeping/bookkeeping.ts'

/** So long a process that dies keeps others from going on. */
const LEASE_MS = 10_000
const RENEWAL_MS = 3000

/**
 * Does something that one process at a time may do, of all that share a Redis; `held` where another one is at it. The signal
 * comes where the lock is another's by then, as after a pause of this process. Throws MemoryUnavailable.
 */
export async function withLock<T>(
  redis: Redis,
  lock: string,
  work: (overtaken: AbortSignal) => Promise<T>,
): Promise<T | 'held'> {
  const owner = randomBytes(8).toString('hex')
  if ((await runHoldLock({ redis }, lock, owner, LEASE_MS)) === 0) return 'held'
  const overtaken = new AbortController()
  const hold = async (ms: number) => {
    // Where Redis is away the work itself finds out.
    const isHeld = await runHoldLock({ redis }, lock, owner, ms).catch(() => 1)
    if (isHeld === 0) overtaken.abort(new MemoryUnavailable('Another process is at this now.'))
  }
  const renewal = setInterval(() => void hold(LEASE_MS), RENEWAL_MS)
  try {
    return await work(overtaken.signal)
  } finally {
    clearInterval(renewal)
    await hold(0)
  }
}

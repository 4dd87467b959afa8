import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Keys } from '../keys.ts'
import { runScript } from '../run-script.ts'

const LEASE_MS = 10_000
const RENEWAL_MS = 3000

/** Says in Redis that this process is alive, so that nobody else takes over its claims. */
export interface Lease {
  /** Names the process. */
  readonly processId: string
  /** Ends the lease: what is still claimed may be taken over by others at once. */
  stop(): Promise<void>
}

/**
 * Starts a lease of 10 s, renewed every 3 s and whenever Redis is back. It needs no Redis to start.
 * A process that dies without a word is taken for dead when its lease runs out.
 */
export async function startLease(redis: Redis, keys: Keys): Promise<Lease> {
  const process = randomBytes(8).toString('hex')
  async function renew(): Promise<void> {
    // That Redis is away is told by the connection, once; the lease goes on by itself.
    await runScript(redis, 'renew-lease', [keys.processes], [process, LEASE_MS]).catch(() => undefined)
  }
  function renewNow(): void {
    void renew()
  }
  redis.on('ready', renewNow)
  const timer = setInterval(renewNow, RENEWAL_MS)
  timer.unref()
  await renew()
  return {
    processId: process,
    async stop() {
      clearInterval(timer)
      redis.off('ready', renewNow)
      await redis.zrem(keys.processes, process).catch(() => undefined)
    },
  }
}

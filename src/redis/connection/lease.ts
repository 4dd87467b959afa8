import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import { LEASE_MS } from '../../memory/ports/conversation-store.ts'
import type { Keys } from '../keys.ts'
import { runEndLease, runRenewLease } from '../scripts/conversation/claims.ts'

const RENEWAL_MS = 3000

/** Names a process as no other was ever named. */
export function newProcessId(): string {
  return randomBytes(8).toString('hex')
}

/** Says in Redis that this process is alive, so that nobody else takes over its claims. */
export interface Lease {
  /** Names the process. */
  readonly processId: string
  /** Whether nobody can have taken this process for dead since a moment, by `performance.now()`: also a frozen one that goes on. */
  isHeldSince(at: number): boolean
  /** Ends the lease: what is still claimed may be taken over by others at once. */
  stop(): Promise<void>
}

/**
 * Starts a lease of 10 s, renewed every 3 s and whenever Redis is back. It needs no Redis to start.
 * A process that dies without a word is taken for dead when its lease runs out. It has one in each cell, under one name.
 */
export async function startLease(redis: Redis, keys: Keys, processId: string = newProcessId()): Promise<Lease> {
  let renewedAt = Number.NEGATIVE_INFINITY
  let heldSince = Number.POSITIVE_INFINITY
  async function renew(): Promise<void> {
    const sentAt = performance.now()
    // The connection reports, once, that Redis is away; the lease is renewed when it is back.
    const isRenewed = await runRenewLease({ redis, keys }, processId, LEASE_MS).then(
      () => true,
      () => false,
    )
    if (!isRenewed) return
    // Redis may have counted from the moment at which the one before was sent, until this one is known to have come.
    if (performance.now() - renewedAt > LEASE_MS) heldSince = performance.now()
    renewedAt = sentAt
  }
  function renewNow(): void {
    void renew()
  }
  redis.on('ready', renewNow)
  const timer = setInterval(renewNow, RENEWAL_MS)
  timer.unref()
  await renew()
  return {
    processId,
    isHeldSince: at => heldSince <= at && performance.now() - renewedAt < LEASE_MS,
    async stop() {
      clearInterval(timer)
      redis.off('ready', renewNow)
      await runEndLease({ redis, keys }, processId).catch(() => undefined)
    },
  }
}

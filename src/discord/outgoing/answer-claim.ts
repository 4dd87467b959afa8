import { AsyncLocalStorage } from 'node:async_hooks'
import type { REST } from 'discord.js'

/** Who may show an answer: where it is `unknown`, what stands on Discord tells; where it is `lost`, another process does. */
export type AnswerClaim = 'own' | 'lost' | 'unknown'

/** A request that leaves later has waited for Discord's limits, or its server. */
export const LATE_MS = 1000

class ClaimLost extends Error {}

/** What a request asks before it leaves; rejects where it may not. */
const guards = new AsyncLocalStorage<() => Promise<void>>()

/**
 * Has each request that leaves late ask once more whether it still may, if `sendUnlessLost` made it: its process may have been frozen
 * while it waited, and taken for dead.
 */
export function guardRequests(rest: REST): void {
  const { makeRequest } = rest.options
  rest.options.makeRequest = async (url, init) => {
    await guards.getStore()?.()
    return await makeRequest(url, init)
  }
}

/** Makes a call to Discord; `lost`, without having made it, where it leaves late and another process has taken the claim meanwhile. */
export async function sendUnlessLost<T>(
  claim: () => Promise<AnswerClaim>,
  call: () => Promise<T>,
): Promise<T | 'lost'> {
  const askedAt = performance.now()
  const guard = async () => {
    if (performance.now() - askedAt > LATE_MS && (await claim()) === 'lost') throw new ClaimLost()
  }
  try {
    return await guards.run(guard, call)
  } catch (error) {
    if (error instanceof ClaimLost) return 'lost'
    throw error
  }
}

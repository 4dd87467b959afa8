import { AsyncLocalStorage } from 'node:async_hooks'
import type { REST } from 'discord.js'
import { LEASE_MS } from '../../memory/ports/conversation-store.ts'

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

interface SendingTerms {
  /** When the claim was asked last, by `performance.now()`. */
  readonly askedAt?: number
  /** It takes the place of what this process has not written. */
  readonly isOverOthers?: boolean
}

/**
 * Makes a call to Discord; `lost` where it would leave late, for the first time or once more, and another process has taken the claim
 * meanwhile, or may have, and what it shows would be written over: what left before may have come through.
 */
export async function sendUnlessLost<T>(
  claim: () => Promise<AnswerClaim>,
  call: () => Promise<T>,
  { askedAt = performance.now(), isOverOthers = false }: SendingTerms = {},
): Promise<T | 'lost'> {
  const guard = async () => {
    const lateMs = performance.now() - askedAt
    if (lateMs <= LATE_MS) return
    const known = await claim()
    if (known === 'lost' || (known === 'unknown' && isOverOthers && lateMs > LEASE_MS)) throw new ClaimLost()
  }
  try {
    return await guards.run(guard, call)
  } catch (error) {
    if (error instanceof ClaimLost) return 'lost'
    throw error
  }
}

/** Makes a call to Discord that writes over what this process has not written, where the claim is its own; else it is `lost`. */
export async function sendWhereOwn<T>(claim: () => Promise<AnswerClaim>, call: () => Promise<T>): Promise<T | 'lost'> {
  const askedAt = performance.now()
  return (await claim()) === 'own' ? await sendUnlessLost(claim, call, { askedAt, isOverOthers: true }) : 'lost'
}

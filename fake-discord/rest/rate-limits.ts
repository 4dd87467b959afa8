import type { RESTJSONErrorCodes } from 'discord-api-types/v10'
import { Refusal } from './errors.ts'

/** So many requests in so many milliseconds, each route and channel for itself. */
export interface Limit {
  requests: number
  perMs: number
}

/** What Discord's servers answered with when last looked at; it documents only that the headers tell. */
export const limits = {
  postMessage: { requests: 5, perMs: 5000 },
  editMessage: { requests: 5, perMs: 5000 },
  typing: { requests: 5, perMs: 5000 },
  deleteMessage: { requests: 5, perMs: 1000 },
  webhook: { requests: 5, perMs: 2000 },
  other: { requests: 50, perMs: 1000 },
} as const satisfies Record<string, Limit>

const GLOBAL_WINDOW_MS = 1000
const SWEEP_AT = 20_000

interface Window {
  left: number
  endsAt: number
}

/** Fixed windows, as Discord's: the first request opens one, and its whole allowance is back when it ends. */
export class RateLimits {
  /** Requests a second for the whole bot; null: any number. */
  perSecond: number | null
  /** Whether the limits of single routes hold. */
  byRoute: boolean
  readonly #windows = new Map<string, Window>()
  #global: Window = { left: 0, endsAt: 0 }

  constructor(perSecond: number | null, byRoute: boolean) {
    this.perSecond = perSecond
    this.byRoute = byRoute
  }

  takeGlobal(): void {
    if (this.perSecond === null) return
    const now = Date.now()
    if (now >= this.#global.endsAt) this.#global = { left: this.perSecond, endsAt: now + GLOBAL_WINDOW_MS }
    if (this.#global.left <= 0) {
      throw tooMany(this.#global.endsAt - now, true, { 'X-RateLimit-Global': 'true', 'X-RateLimit-Scope': 'global' })
    }
    this.#global.left -= 1
  }

  /** Takes one request out of a bucket. Returns the headers that tell how it stands. */
  take(bucket: string, major: string, limit: Limit): Record<string, string> | undefined {
    if (!this.byRoute) return undefined
    const now = Date.now()
    const key = `${bucket}:${major}`
    let window = this.#windows.get(key)
    if (window === undefined || now >= window.endsAt) {
      window = { left: limit.requests, endsAt: now + limit.perMs }
      this.#windows.set(key, window)
      if (this.#windows.size > SWEEP_AT) this.#sweep(now)
    }
    const headers = {
      'X-RateLimit-Limit': String(limit.requests),
      'X-RateLimit-Remaining': String(Math.max(0, window.left - 1)),
      'X-RateLimit-Reset': (window.endsAt / 1000).toFixed(3),
      'X-RateLimit-Reset-After': ((window.endsAt - now) / 1000).toFixed(3),
      'X-RateLimit-Bucket': bucket,
    }
    if (window.left <= 0) throw tooMany(window.endsAt - now, false, { ...headers, 'X-RateLimit-Scope': 'user' })
    window.left -= 1
    return headers
  }

  #sweep(now: number): void {
    for (const [key, window] of this.#windows) if (window.endsAt <= now) this.#windows.delete(key)
  }
}

function tooMany(waitMs: number, global: boolean, headers: Record<string, string>): Refusal {
  const seconds = Math.max(waitMs, 1) / 1000
  return new Refusal(
    429,
    {
      message: 'You are being rate limited.',
      retry_after: seconds,
      global,
      code: 0 satisfies RESTJSONErrorCodes,
    } as never,
    { ...headers, 'Retry-After': String(Math.ceil(seconds)) },
  )
}

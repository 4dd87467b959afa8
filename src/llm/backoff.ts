/** The time all waiting for retries may take together, from the first request on. */
export const RETRY_MS = 30_000

/**
 * How long to wait before try `next` (2, 3, …), in milliseconds: what the server asks for, else half a second doubled
 * each time up to eight, as OpenAI's client does; a little less at random, so that not all come back at once (what
 * the server asks for becomes a little more instead). `retryMs` other than 30 s scales it.
 */
export function delayBefore(next: number, retryAfterMs: number | undefined, retryMs: number): number {
  if (retryAfterMs !== undefined) return retryAfterMs * (1 + 0.1 * Math.random())
  const steps = Math.min(2 ** (next - 2), 16)
  return (retryMs / 60) * steps * (1 - 0.25 * Math.random())
}

/**
 * What a server asks to wait, in milliseconds, by its headers (seconds, a date, or milliseconds), a field of the error
 * (Google's `retryDelay`, `retry_after`) or its words ("try again in 1m2.5s"). Undefined where it asks for nothing.
 */
export function waitAskedFor(headers: Headers | undefined, error: unknown, wording: string): number | undefined {
  return fromHeaders(headers) ?? fromFields(error, 0) ?? fromWords(wording)
}

function fromHeaders(headers: Headers | undefined): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '')
  if (ms >= 0) return ms
  const value = headers?.get('retry-after')
  if (!value) return undefined
  const seconds = Number(value)
  if (!Number.isNaN(seconds)) return Math.max(0, seconds * 1000)
  const wait = Date.parse(value) - Date.now()
  return Number.isNaN(wait) ? durationMs(value) : Math.max(0, wait)
}

/** Deep enough for a list of details, each with its own fields. */
const MAX_DEPTH = 4

const FIELDS: Readonly<Record<string, number>> = {
  retryDelay: 1000,
  retry_delay: 1000,
  retry_after: 1000,
  retryAfter: 1000,
  retry_after_seconds: 1000,
  retry_after_ms: 1,
  retryAfterMs: 1,
}

function fromFields(error: unknown, depth: number): number | undefined {
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return undefined
  for (const [name, value] of Object.entries(error)) {
    const unit = FIELDS[name]
    if (unit !== undefined) {
      const wait = typeof value === 'number' ? value * unit : fromText(String(value), unit)
      if (wait !== undefined && wait >= 0) return wait
    }
    const inside = fromFields(value, depth + 1)
    if (inside !== undefined) return inside
  }
  return undefined
}

function fromText(text: string, unit: number): number | undefined {
  return /^\d+(?:\.\d+)?$/u.test(text) ? Number(text) * unit : durationMs(text)
}

const ASKS_TO_WAIT =
  /(?:try(?:ing)? again|retry(?:ing)?|wait|available(?: again)?|resets?|come back|back)(?: \p{L}+){0,3}?:? (?:in|after|for)? ?(?:about |approximately )?(?<time>\d[\d.]*\s?(?:ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)\b(?:[\s,]*(?:and )?\d[\d.]*\s?(?:ms|s|secs?|seconds?|m|mins?|minutes?|h|hours?)\b)*|\d[\dhms.]*[hms]\b)/u

function fromWords(wording: string): number | undefined {
  const time = ASKS_TO_WAIT.exec(wording)?.groups?.['time']
  return time === undefined ? undefined : durationMs(time)
}

const UNIT_MS: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|milli)/u, 1],
  [/^s/u, 1000],
  [/^m/u, 60_000],
  [/^h/u, 3_600_000],
  [/^d/u, 86_400_000],
]

/** `1h2m3.5s`, `34.07s`, `500ms`, `2 minutes`. */
function durationMs(text: string): number | undefined {
  const parts = [...text.toLowerCase().matchAll(/(\d{1,20}(?:\.\d{1,20})?)\s{0,5}([a-z]+)/gu)]
  if (parts.length === 0) return undefined
  return parts.reduce((sum, [, number, unit = '']) => {
    const ms = UNIT_MS.find(([pattern]) => pattern.test(unit))?.[1] ?? 0
    return sum + Number(number) * ms
  }, 0)
}

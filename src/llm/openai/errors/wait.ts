/**
 * What a server asks to wait, in milliseconds, by its headers (seconds, a date, or milliseconds), a field of the error
 * (Google's `retryDelay`, `retry_after`) or its words ("try again in 1m2.5s"). Undefined where it asks for nothing.
 */
export function waitAskedFor(headers: Headers | undefined, error: unknown, wording: string): number | undefined {
  const now = serverTime(headers)
  return fromHeaders(headers, now) ?? fromFields(error, now, 0) ?? fromWords(wording, now)
}

function fromHeaders(headers: Headers | undefined, now: number): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '')
  if (ms >= 0) return ms
  const value = headers?.get('retry-after')
  if (value) return untilMs(value, now)
  const spent = RESETS.filter(([, left]) => left === undefined || Number(headers?.get(left) ?? 1) === 0)
  const waits = spent.flatMap(([reset]) => untilMs(headers?.get(reset) ?? '', now) ?? [])
  return waits.length === 0 ? undefined : Math.max(...waits)
}

/** When an allowance is whole again, and what is left of it: where it is not this one that is spent, it says nothing. */
const RESETS: readonly (readonly [reset: string, left: string | undefined])[] = [
  ['x-ratelimit-reset-requests', 'x-ratelimit-remaining-requests'],
  ['x-ratelimit-reset-tokens', 'x-ratelimit-remaining-tokens'],
  ['ratelimit-reset', undefined],
  ['x-ratelimit-reset', undefined],
]

/** Seconds that are more than this are a time of day, in seconds since 1970; and milliseconds if they are far more. */
const LEAST_EPOCH = 1e9
const LEAST_EPOCH_MS = 1e12

/** What time it is for the server, in milliseconds since 1970: by the clock of this machine where it does not tell. */
function serverTime(headers: Headers | undefined): number {
  const told = Date.parse(headers?.get('date') ?? '')
  return Number.isNaN(told) ? Date.now() : told
}

/** Seconds, a duration, a date, or a number that stands for one. */
function untilMs(value: string, now: number): number | undefined {
  const number = Number(value)
  if (value.trim() === '') return undefined
  if (Number.isNaN(number) && !value.includes(':')) return durationMs(value)
  if (Number.isNaN(number)) {
    const wait = Date.parse(value) - now
    return Number.isNaN(wait) ? undefined : Math.max(0, wait)
  }
  if (number < LEAST_EPOCH) return Math.max(0, number * 1000)
  return Math.max(0, (number < LEAST_EPOCH_MS ? number * 1000 : number) - now)
}

/** Deep enough for a list of details, each with its own fields. */
const MAX_DEPTH = 4

/** By their names in lower case; `estimated_time`: until a model is loaded at Hugging Face. */
const FIELDS: Readonly<Record<string, number>> = {
  retrydelay: 1000,
  retry_delay: 1000,
  retry_after: 1000,
  'retry-after': 1000,
  retryafter: 1000,
  retry_after_seconds: 1000,
  retry_after_ms: 1,
  retryafterms: 1,
  estimated_time: 1000,
}

function fromFields(error: unknown, now: number, depth: number): number | undefined {
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return undefined
  for (const [name, value] of Object.entries(error)) {
    const wait = fromField(name.toLowerCase(), value, now)
    if (wait !== undefined && wait >= 0) return wait
    const inside = fromFields(value, now, depth + 1)
    if (inside !== undefined) return inside
  }
  return undefined
}

function fromField(name: string, value: unknown, now: number): number | undefined {
  if (name === 'x-ratelimit-reset') return untilMs(String(value), now)
  const unit = FIELDS[name]
  if (unit === undefined) return undefined
  if (typeof value === 'number') return value * unit
  const { seconds } = Object(value) as { seconds?: unknown }
  return seconds === undefined ? fromText(String(value), unit) : Number(seconds) * 1000
}

function fromText(text: string, unit: number): number | undefined {
  return /^\d+(?:\.\d+)?$/u.test(text) ? Number(text) * unit : durationMs(text)
}

const ASKS_TO_WAIT =
  /(?:try(?:ing)? again|retry(?:ing)?|wait|available(?: again)?|resets?|come back|back)(?: \p{L}+){0,3}?:? (?:in|after|for)? ?(?:about |approximately )?(?<time>\d[\d.]*\s?(?:ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)\b(?:[\s,]*(?:and )?\d[\d.]*\s?(?:ms|s|secs?|seconds?|m|mins?|minutes?|h|hours?)\b)*|\d[\dhms.]*[hms]\b)/u

/** A moment, or seconds without a word for them. */
const NAMES_A_TIME =
  /(?:try again|retry|wait|available|resets?)(?: \p{L}+){0,3}? (?:at|until) (?<moment>\d{4}-\d\d-\d\d[t ][\d:.]{5,15}z?)|retry-after: ?(?<seconds>\d{1,9})/u

function fromWords(wording: string, now: number): number | undefined {
  const time = ASKS_TO_WAIT.exec(wording)?.groups?.['time']
  if (time !== undefined) return durationMs(time)
  const { moment, seconds } = NAMES_A_TIME.exec(wording)?.groups ?? {}
  return untilMs(moment?.toUpperCase() ?? seconds ?? '', now)
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

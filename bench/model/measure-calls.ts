import type { ModelCall } from './observed-server.ts'

/** What the requests to a model's server say of it. */
export interface ModelNumbers {
  readonly answers: number
  readonly answersRefused: number
  readonly withTools: number
  readonly background: number
  /** Requests for a part of what one of them is to read. */
  readonly pieces: number
  /** Those that made room for an answer. */
  readonly backgroundYielded: number
  readonly backgroundFailed: number
  /** Those that came to their end with something else than JSON. */
  readonly backgroundUnreadable: number
  readonly firstWordMs: Spread
  readonly backgroundMs: Spread
  /** Of an answer, on average; 0 where the server tells none. */
  readonly promptTokens: number
  readonly cachedTokens: number
}

interface Spread {
  readonly median: number
  readonly slowest: number
}

export function measureCalls(calls: readonly ModelCall[]): ModelNumbers {
  const answers = calls.filter(({ kind }) => kind === 'answer')
  const background = calls.filter(({ kind }) => kind === 'background')
  const hasYielded = (call: ModelCall) =>
    call.isBrokenOff &&
    answers.some(({ startedAt }) => startedAt >= call.startedAt && startedAt <= endOf(call) + AFTER_BREAK_MS)
  const usages = answers.flatMap(({ usage }) => usage ?? [])
  return {
    answers: answers.length,
    answersRefused: answers.filter(isRefused).length,
    withTools: answers.filter(({ usesTools }) => usesTools).length,
    background: background.length,
    pieces: calls.filter(({ kind }) => kind === 'piece').length,
    backgroundYielded: background.filter(hasYielded).length,
    backgroundFailed: background.filter(call => isRefused(call) && !hasYielded(call)).length,
    backgroundUnreadable: background.filter(call => !(isRefused(call) || call.isBrokenOff || call.isJson)).length,
    firstWordMs: spreadOf(
      answers.flatMap(({ startedAt, firstAt }) => (firstAt === undefined ? [] : [firstAt - startedAt])),
    ),
    backgroundMs: spreadOf(
      background.flatMap(({ startedAt, endedAt }) => (endedAt === undefined ? [] : [endedAt - startedAt])),
    ),
    promptTokens: meanOf(usages.map(({ prompt_tokens: tokens = 0 }) => tokens)),
    cachedTokens: meanOf(usages.map(({ prompt_tokens_details: details }) => details?.cached_tokens ?? 0)),
  }
}

/** Also one that was cut off before the server answered, or while it did. */
function isRefused({ status, isBrokenOff }: ModelCall): boolean {
  return status !== 200 || isBrokenOff
}

/** The answer that a study makes room for is asked for when its prompt is put together. */
const AFTER_BREAK_MS = 2000

function endOf({ startedAt, endedAt = startedAt }: ModelCall): number {
  return endedAt
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, slowest: sorted.at(-1) ?? 0 }
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.round(values.reduce((sum, value) => sum + value, 0) / values.length)
}

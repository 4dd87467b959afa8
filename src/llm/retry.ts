import { setTimeout as sleep } from 'node:timers/promises'
import type { APIPromise } from 'openai'
import type { RequestFailure } from './openai/errors.ts'
import { type RequestResult, sendRequest } from './openai/request.ts'
import type { ModelCall, ModelLog, OnModelCall } from './telemetry.ts'

/** The time all waiting for retries may take together, from the first request on. */
export const RETRY_MS = 30_000

/**
 * How long to wait before try `next` (2, 3, …), in milliseconds: what the server asks for, else half a second doubled
 * each time up to eight, as OpenAI's client does; a little less at random, so that not all come back at once (what
 * the server asks for becomes a little more instead). `retryMs` other than 30 s scales it.
 */
export function retryDelay(next: number, retryAfterMs: number | undefined, retryMs: number): number {
  if (retryAfterMs !== undefined) return retryAfterMs * (1 + 0.1 * Math.random())
  const steps = Math.min(2 ** (next - 2), 16)
  return (retryMs / 60) * steps * (1 - 0.25 * Math.random())
}

interface RetryOptions<Request, Answer> {
  readonly purpose: ModelCall['purpose']
  /** Made anew each time: what was learned from the last one may change it. */
  request(): Request
  send(request: Request, signal: AbortSignal): APIPromise<Answer>
  /** What of this request the server does not take, if the next one does without. */
  learn(failure: RequestFailure, sent: Request): string | undefined
  /** Milliseconds for one request, connecting included. */
  readonly timeoutMs: number
  /** How many requests may fail in passing, and the milliseconds in which the last of them has to start. */
  readonly tries: number
  readonly retryMs: number
  readonly signal?: AbortSignal | undefined
  readonly log: ModelLog
  /** Told of what failed; what came of the last request is for who reads its answer to tell. */
  readonly onCall?: OnModelCall | undefined
}

/**
 * Asks for something that is answered in one piece, and again where a failure is passing or has taught how to ask. A
 * request that took its whole time is not sent again: that server has enough to do. Throws the signal's reason only.
 */
export async function requestWithRetries<Request, Answer extends object>(
  asking: RetryOptions<Request, Answer>,
): Promise<RequestResult<Answer>> {
  const { purpose, signal, retryMs, log, onCall } = asking
  const begun = Date.now()
  let failed = 0
  for (;;) {
    signal?.throwIfAborted()
    const request = asking.request()
    const asked = await sendRequest(within => asking.send(request, within), asking)
    const { failure, tokens, ms } = asked
    if (failure === undefined) return asked
    onCall?.({ purpose, outcome: signal?.aborted ? 'stopped' : failure.failure, tokens, ms })
    signal?.throwIfAborted()

    const { status, code, requestId } = failure
    const refused = asking.learn(failure, request)
    if (refused !== undefined) {
      log.warn({ purpose, refused, status, code, requestId }, 'the model’s server does not take this, asking without')
      continue
    }
    failed += 1
    const delayMs = retryDelay(failed + 1, failure.retryAfterMs, retryMs)
    if (!failure.isTransient || failed >= asking.tries || Date.now() - begun + delayMs > retryMs) return asked
    await sleep(delayMs, undefined, signal && { signal }).catch(() => undefined)
  }
}

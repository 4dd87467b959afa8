import { setTimeout as sleep } from 'node:timers/promises'
import type { APIPromise } from 'openai'
import { type Asked, ask } from './ask.ts'
import { delayBefore } from './backoff.ts'
import type { ModelCall, OnCall } from './calls.ts'
import type { Failure } from './failure.ts'
import type { ModelLog } from './model-log.ts'

interface Insisting<Request, Answer> {
  readonly purpose: ModelCall['purpose']
  /** Made anew each time: what was learned from the last one may change it. */
  request(): Request
  send(request: Request, signal: AbortSignal): APIPromise<Answer>
  /** What of this request the server does not take, if the next one does without. */
  learn(failure: Failure, sent: Request): string | undefined
  /** Milliseconds for one request, connecting included. */
  readonly timeoutMs: number
  /** How many requests may fail in passing, and the milliseconds in which the last of them has to start. */
  readonly tries: number
  readonly retryMs: number
  readonly signal?: AbortSignal | undefined
  readonly log: ModelLog
  /** Told of what failed; what came of the last request is for who reads its answer to tell. */
  readonly onCall?: OnCall | undefined
}

/**
 * Asks for something that is answered in one piece, and again where a failure is passing or has taught how to ask. A
 * request that took its whole time is not sent again: that server has enough to do. Throws the signal's reason only.
 */
export async function insist<Request, Answer extends object>(
  asking: Insisting<Request, Answer>,
): Promise<Asked<Answer>> {
  const { purpose, signal, retryMs, log, onCall } = asking
  const begun = Date.now()
  let failed = 0
  for (;;) {
    signal?.throwIfAborted()
    const request = asking.request()
    const asked = await ask(within => asking.send(request, within), asking)
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
    const delayMs = delayBefore(failed + 1, failure.retryAfterMs, retryMs)
    if (!failure.isPassing || failed >= asking.tries || Date.now() - begun + delayMs > retryMs) return asked
    await sleep(delayMs, undefined, signal && { signal }).catch(() => undefined)
  }
}

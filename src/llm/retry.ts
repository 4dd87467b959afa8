import { setTimeout as sleep } from 'node:timers/promises'
import type { LogDetails } from '../errors.ts'
import type { Logger } from '../observability/logger.ts'
import type { ModelCall, OnServerCall } from '../observability/model-call.ts'
import { estimateTokens } from './estimate-tokens.ts'
import type { Descent } from './server/descent.ts'
import { isTransient, type RequestFailure, withoutHelp } from './server/failure.ts'
import type { Feature } from './server/features.ts'

/** The time all waiting for retries may take together, from the first request on. */
export const RETRY_MS = 30_000

/** Requests for one answer, whatever they are for: a server in trouble is not helped by more. */
export const MAX_REQUESTS = 5

/** The line in the log when a server was found not to take a part of a request. */
export const UNSUPPORTED = 'refused by the model server: asked without it'

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

/** An answer in one piece as the server gave it, which may be anything. */
export interface ModelResponse<Answer> {
  readonly answer: Answer
  readonly requestId: string | undefined
  readonly tokens: ModelCall['tokens']
  readonly statedCost?: number | undefined
}

/** The answer and the milliseconds that it took, or why the last request failed. */
export type RequestResult<Answer> = (ModelResponse<Answer> & { readonly ms: number }) | RequestFailure

export interface RetryOptions<Request, Answer> {
  readonly purpose: ModelCall['purpose']
  /** Called for each try, with what it is to leave out. */
  toRequest(omitted: ReadonlySet<Feature>): Request
  send(request: Request, signal: AbortSignal): Promise<ModelResponse<Answer>>
  toFailure(error: unknown, sent: Request): RequestFailure
  readonly descent: Descent<Request>
  /** Milliseconds for one request, connecting included. */
  readonly timeoutMs: number
  /** How many requests may fail for good or in passing, and the milliseconds in which the last of them has to start. */
  readonly tries: number
  readonly retryMs: number
  readonly signal?: AbortSignal | undefined
  readonly log: Logger
  /** Called for failed requests; the caller reports the one that succeeds, once its answer is read. */
  readonly onCall?: OnServerCall | undefined
}

/**
 * Asks for something that is answered in one piece, and again where a failure is transient or less may be asked for. A
 * request that timed out is not sent again: that server has enough to do. Throws the signal's reason only.
 */
export async function requestWithRetries<Request, Answer>(
  options: RetryOptions<Request, Answer>,
): Promise<RequestResult<Answer>> {
  const { purpose, signal, retryMs, descent, log, onCall } = options
  const begun = performance.now()
  let failed = 0
  /** What a request went without, to be told if that helped: where it does not, the reason is another. */
  const leftOut: LogDetails[] = []
  for (let sentRequests = 1; ; sentRequests += 1) {
    signal?.throwIfAborted()
    const request = options.toRequest(descent.omitted)
    const sentAt = performance.now()
    const result = await send(request, options)
    const ms = performance.now() - sentAt
    if (!('failure' in result)) {
      descent.succeed(request)
      tellLeftOut(leftOut, log)
      return { ...result, ms }
    }
    const { failure, status, code, requestId, retryAfterMs } = result
    const tokens = tokensOfFailed(result, request, signal)
    onCall?.({ purpose, outcome: signal?.aborted ? 'stopped' : failure, tokens, ms })
    signal?.throwIfAborted()
    if (sentRequests >= MAX_REQUESTS) return withoutHelp(result)

    const refused = descent.descend(result, request)
    if (refused !== undefined) {
      leftOut.push({ purpose, refused, status, code, requestId })
      continue
    }
    failed += 1
    const delayMs = retryDelay(failed + 1, retryAfterMs, retryMs)
    if (!isTransient(result) || failed >= options.tries || performance.now() - begun + delayMs > retryMs)
      return withoutHelp(result)
    await sleep(delayMs, undefined, signal && { signal }).catch(() => undefined)
  }
}

function tellLeftOut(leftOut: readonly LogDetails[], log: Logger): void {
  for (const details of leftOut) log.warn(details, UNSUPPORTED)
}

async function send<Request, Answer>(
  request: Request,
  { send, toFailure, timeoutMs, signal }: RetryOptions<Request, Answer>,
): Promise<ModelResponse<Answer> | RequestFailure> {
  const timeout = AbortSignal.timeout(timeoutMs)
  try {
    const { tokens, ...response } = await send(request, signal ? AbortSignal.any([signal, timeout]) : timeout)
    return { ...response, tokens: { ...tokens, prompt: tokens.prompt ?? estimateTokens(request) } }
  } catch (error) {
    return timeout.aborted ? { failure: 'slow', code: 'TIMEOUT', wording: '' } : toFailure(error, request)
  }
}

/** A server that was at work on a request has read it, whatever became of it. */
function tokensOfFailed(
  { failure, status }: RequestFailure,
  request: unknown,
  signal: AbortSignal | undefined,
): ModelCall['tokens'] {
  const isRead = signal?.aborted === true || (status === undefined && failure !== 'unreachable')
  return isRead ? { prompt: estimateTokens(request) } : {}
}

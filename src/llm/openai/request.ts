import { APIError, type APIPromise } from 'openai'
import type { ModelCall } from '../telemetry.ts'
import { type RequestFailure, toRequestFailure } from './errors.ts'

/** An answer as the server gave it, which may be anything, or why there is none; and what it took. */
export type RequestResult<Answer> = Pick<ModelCall, 'tokens' | 'ms'> &
  (
    | { readonly answer: Answer; readonly requestId: string | undefined; readonly failure?: undefined }
    | { readonly failure: RequestFailure }
  )

interface ResponseBody {
  readonly usage?: { readonly prompt_tokens?: number; readonly completion_tokens?: number } | null
  /** OpenRouter tells some failures under status 200. */
  readonly error?: unknown
}

/** Sends one request that is answered in one piece. Never throws; an abort looks like a failure to connect. */
export async function sendRequest<Answer extends object>(
  send: (signal: AbortSignal) => APIPromise<Answer>,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined },
): Promise<RequestResult<Answer>> {
  const begun = performance.now()
  const late = AbortSignal.timeout(timeoutMs)
  const took = () => ({ tokens: {}, ms: performance.now() - begun })
  try {
    const { data, response, request_id } = await send(signal ? AbortSignal.any([signal, late]) : late).withResponse()
    const { usage, error } = Object(data) as ResponseBody
    if (error) throw new APIError(undefined, error, undefined, response.headers)
    const tokens = { prompt: usage?.prompt_tokens, completion: usage?.completion_tokens }
    return { answer: data, requestId: request_id ?? undefined, ...took(), tokens }
  } catch (error) {
    if (late.aborted)
      return { failure: { failure: 'slow', isTransient: false, code: 'TIMEOUT', wording: '' }, ...took() }
    const failure = toRequestFailure(error, { text: '', requestId: undefined })
    return { failure: error instanceof SyntaxError ? { ...failure, code: 'NOT_JSON' } : failure, ...took() }
  }
}

import { APIConnectionError, APIError } from 'openai'
import type { ModelFailure } from '../../errors.ts'
import type { Attempt } from './chat/stream.ts'

/** What can be said of a failed request without quoting it: a provider's message may hold keys and the prompt. */
export interface RequestFailure {
  readonly failure: ModelFailure
  /** Whether the same request may well succeed in a moment. */
  readonly isTransient: boolean
  readonly status?: number | undefined
  readonly code?: string | undefined
  readonly requestId?: string | undefined
  /** What the server asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined
  /** For telling failures apart in this folder only; never logged or carried in an error. */
  readonly wording: string
}

const MAX_WORDING = 4000

/** What the OpenAI client threw, before the stream or (for `data: {"error": …}`) from it; undefined: it just ended. */
export function toRequestFailure(
  error: unknown,
  { text, requestId }: Pick<Attempt, 'text' | 'requestId'>,
): RequestFailure {
  if (error instanceof APIConnectionError || !(error instanceof APIError)) {
    const code = error === undefined ? 'STREAM_ENDED' : systemCode(error)
    return { failure: text === '' ? 'unreachable' : 'cut', isTransient: true, code, requestId, wording: '' }
  }
  const code = codeIn(error.error)
  const status = error.status ?? (Number(code) >= 400 ? Number(code) : undefined)
  const wording = `${code ?? ''} ${error.type ?? ''} ${error.message}`.slice(0, MAX_WORDING).toLowerCase()
  const failure = classify(status ?? 0, wording)
  return {
    failure,
    isTransient: failure === 'overloaded',
    status,
    code,
    requestId: error.requestID ?? undefined,
    retryAfterMs: retryAfter(error.headers),
    wording,
  }
}

/** Wordings: OpenAI and Azure, vLLM, llama.cpp, Ollama, Groq, Together, Mistral, Gemini, DeepSeek, Alibaba, OpenRouter. */
function classify(status: number, text: string): ModelFailure {
  if (QUOTA.test(text) || status === 402) return 'quota'
  if (FILTERED.test(text) || (status === 403 && /moderation|flagged/.test(text))) return 'filtered'
  if (TOO_LONG.test(text) || status === 413) return 'tooLong'
  if (status === 401 || status === 403) return 'key'
  if ([408, 409, 429].includes(status) || status >= 500) return 'overloaded'
  if (status > 0 || /invalid_request|bad_?request|not_found/.test(text)) return 'refused'
  return 'overloaded'
}

const QUOTA = /insufficient_quota|insufficient balance|billing_hard_limit|billing_not_active/
const FILTERED =
  /content_filter|content_policy|responsibleaipolicy|content exists risk|data_inspection_failed|invalid_prompt/
const TOO_LONG =
  /context_length|maximum context|context length|context size|context window|context limit|prompt is too long|too many tokens|tokens_limit|reduce the length|string_above_max_length|maximum number of tokens|request too large|exceed_context/

/** A word like `rate_limit_exceeded` or a number; anything else may be text, or a key. */
function codeIn(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { code, type } = error as { code?: unknown; type?: unknown }
  for (const word of [code, type]) {
    if (typeof word === 'number' || (typeof word === 'string' && /^(?:[A-Za-z_]{1,48}|\d{3,5})$/.test(word)))
      return String(word)
  }
  return undefined
}

function systemCode(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code, errors } = cause as { code?: unknown; errors?: unknown[] }
    if (typeof code === 'string') return code
    const first = errors?.[0] as { code?: unknown } | undefined
    if (typeof first?.code === 'string') return first.code
  }
  return undefined
}

function retryAfter(headers: Headers | undefined): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '')
  if (ms >= 0) return ms
  const value = headers?.get('retry-after')
  if (!value) return undefined
  const seconds = Number(value)
  const wait = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1000
  return Number.isNaN(wait) ? undefined : Math.max(0, wait)
}

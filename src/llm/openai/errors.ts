import { APIConnectionError, APIError } from 'openai'
import type { ModelFailure } from '../../errors.ts'
import type { RequestFailure } from '../failure.ts'

const MAX_WORDING = 4000

/** What OpenAI's client threw, before the stream or (for `data: {"error": …}`) from it. */
export function toRequestFailure(error: unknown): RequestFailure {
  if (error instanceof APIConnectionError || !(error instanceof APIError)) {
    const code = error instanceof SyntaxError ? 'NOT_JSON' : systemCode(error)
    return { failure: 'unreachable', code, wording: '' }
  }
  const code = codeIn(error.error)
  const status = error.status ?? (Number(code) >= 400 ? Number(code) : undefined)
  const wording = `${code ?? ''} ${error.type ?? ''} ${error.message}`.slice(0, MAX_WORDING).toLowerCase()
  return {
    failure: classify(status ?? 0, wording),
    status,
    code,
    requestId: error.requestID ?? undefined,
    retryAfterMs: retryAfter(error.headers),
    wording,
  }
}

/** Whether a server refused a request for one of its parameters, perhaps. */
export function isParamRefusal({ failure, status = 0 }: RequestFailure): boolean {
  return failure === 'refused' && [400, 422].includes(status)
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
  const { code, type }: { code?: unknown; type?: unknown } = Object(error)
  const word = [code, type].find(one => typeof one === 'number' || (typeof one === 'string' && CODE.test(one)))
  return word === undefined ? undefined : String(word)
}

const CODE = /^(?:[A-Za-z_]{1,48}|\d{3,5})$/

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

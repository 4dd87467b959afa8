import { APIConnectionError, APIError } from 'openai'
import type { RequestFailure } from '../../server/failure.ts'
import type { Limits } from '../../server/limits.ts'
import { classify } from './classify.ts'
import { withoutEcho } from './echo.ts'
import { namedFeatures } from './named-features.ts'
import { batchLimitIn, contextIn, pictureLimitsIn, responseLimitIn } from './stated-limits.ts'
import { waitAskedFor } from './wait.ts'

const MAX_WORDING = 4000

/** What was sent, as far as a refusal can be about it. */
export interface SentRequest {
  readonly messages?: readonly unknown[]
  readonly input?: unknown
}

/** What OpenAI's client threw, before the stream or (for `data: {"error": …}`) from it. */
export function toRequestFailure(error: unknown, sent: SentRequest = {}): RequestFailure {
  if (error instanceof APIConnectionError || !(error instanceof APIError)) {
    const code = error instanceof SyntaxError ? 'NOT_JSON' : systemCode(error)
    return { failure: 'unreachable', code, wording: '' }
  }
  const code = codeIn(error.error)
  const status = error.status ?? (Number(code) >= 400 ? Number(code) : undefined)
  const codes = `${error.code ?? ''} ${error.type ?? ''} ${Object(error.error).status ?? ''}`.toLowerCase()
  // The client puts the status before the server's message.
  const message = error.message.replace(new RegExp(`^${error.status} `), '')
  const said = `${codes} ${message} ${detailsText(error.error)}`.slice(0, MAX_WORDING)
  const wording = withoutEcho(said, textsOf(sent))
  const retryAfterMs = waitAskedFor(error.headers, error.error, wording)
  const refusal = { status: status ?? 0, codes, wording, retryAfterMs }
  const base = { status, code, requestId: error.requestID ?? undefined, retryAfterMs, wording }
  return { ...base, ...read(refusal, error.error, sent) }
}

type Reading = Pick<RequestFailure, 'failure' | 'named' | 'pictures' | 'limits' | 'promptTokens'>

/** Statuses under which a part of the request may be the reason. */
const ABOUT_REQUEST: readonly number[] = [0, 400, 404, 405, 413, 415, 422, 500, 501]

function read(refusal: Parameters<typeof classify>[0], error: unknown, sent: SentRequest): Reading {
  const { status, wording } = refusal
  const failure = classify(refusal)
  if (!ABOUT_REQUEST.includes(status) || ['key', 'quota', 'filtered', 'spentToday'].includes(failure))
    return { failure }
  const pictures = hasPicture(sent) ? pictureTrouble(status, wording) : undefined
  if (pictures !== undefined) {
    return {
      failure: 'refused',
      pictures,
      limits: pictureLimitsIn(wording),
      named: [{ feature: 'images', by: 'hint' }],
    }
  }
  const named = namedFeatures(error, wording)
  const isStated = named.some(({ by }) => by !== 'hint')
  if (failure === 'missing' && isStated) return { failure: 'refused', named }
  const responseTokens = responseLimitIn(wording)
  if (failure === 'tooLong' && responseTokens !== undefined && ANSWER_ALONE.test(wording))
    return { failure: 'refused', named, limits: { responseTokens } }
  if (failure === 'tooLong') return { failure, ...contextIn(error, wording) }
  const batchTexts = Array.isArray(sent.input) && failure === 'refused' ? batchLimitIn(wording) : undefined
  const limits: Limits = { ...(responseTokens && { responseTokens }), ...(batchTexts && { batchTexts }) }
  return { failure, named, limits }
}

/** What is wrong is how long the answer may become, whatever else is said of the context. */
const ANSWER_ALONE =
  /^(?!.*(?:inputs?`? tokens|in the messages|prompt)).{0,80}max_(?:completion_|output_|new_)?tokens\W{0,3} (?:must be|should be|is too)/su

/** Words about a picture that tell of that one, or of how many there are, and not of what the server knows. */
function pictureTrouble(status: number, wording: string): RequestFailure['pictures'] {
  if (status === 413 && !/tokens/.test(wording)) return 'body'
  if (status === 415 || /(?:payload|body|request) size exceeds|request body (?:is )?too large/.test(wording))
    return status === 415 ? 'one' : 'body'
  if (!/image|picture|photo|base64|data url|multi-?modal|mime|\b(?:jpe?g|png|webp|gifs?)\b/.test(wording))
    return undefined
  const { images } = pictureLimitsIn(wording)
  if ((images !== undefined && images > 0) || /too many (?:image|picture|photo)/.test(wording)) return 'tooMany'
  return ONE_PICTURE.test(wording) ? 'one' : undefined
}

const ONE_PICTURE =
  /invalid_image|image_parse|image_too|invalid image|unsupported (?:image )?(?:file )?(?:format|type|mime|media)|uploaded an unsupported|(?:mime|media)[ _-]?type|image\/(?:jpe?g|png|webp|gif|heic|heif|avif|bmp|tiff|svg)|\b(?:jpe?g|png|webp|gifs?)\b|animated|aspect ratio|not valid|decoding failed|unidentifiedimage|fetch|must be base64|smaller than|too (?:large|big|small|wide|tall|many pixels)|exceed|larger than|bigger than|corrupt|(?:could not|cannot|can.t|unable to|failed to) (?:be )?(?:process|load|decode|download|read|open|identify|parse)|valid image|dimensions?|resolution|pixels|\d\s?[kmg]i?b\b|bytes/

/** Everything that the request says in words: whatever of it a server repeats is no reason. */
function textsOf({ messages = [], input }: SentRequest): string[] {
  return [...messages, input].flatMap(stringsIn)
}

/** A picture is no text, and none that a server would repeat. */
const LONGEST_STRING = 200_000

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('data:') || value.length > LONGEST_STRING ? [] : [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inside]) => (['role', 'type'].includes(name) ? [] : stringsIn(inside)))
}

function hasPicture({ messages = [] }: SentRequest): boolean {
  return messages.some(message => {
    const { content } = Object(message) as { content?: unknown }
    return Array.isArray(content) && content.some(part => Object(part).type === 'image_url')
  })
}

/** The reasons that stand beside the message: FastAPI's `detail`, Google's `details`, OpenRouter's `metadata`. */
function detailsText(error: unknown): string {
  const { detail, details, metadata } = Object(error) as Record<string, unknown>
  const told = [detail, details, metadata].filter(part => part !== undefined)
  return told.length === 0 ? '' : JSON.stringify(told)
}

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

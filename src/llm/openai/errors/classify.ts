import type { ModelFailure } from '../../../errors.ts'

/** What a refusal says of itself; the wording is without the request's own words. */
export interface Refusal {
  readonly status: number
  /** The server's code, type and reason, in lower case. */
  readonly codes: string
  readonly wording: string
  readonly retryAfterMs: number | undefined
}

interface Rule {
  readonly failure: ModelFailure
  /** Any of these makes it so. */
  readonly codes?: RegExp
  readonly wording?: RegExp
  readonly statuses?: readonly number[]
  /** Where set, wording and codes count under these alone. */
  readonly only?: (status: number) => boolean
}

/** So long a pause is no load that passes: the allowance of a day, or more, is spent. */
const LONG_PAUSE_MS = 3_600_000

const isClientError = (status: number) => status === 0 || (status >= 400 && status < 500)

/**
 * The first that fits. Wordings: OpenAI and Azure, Anthropic, Gemini, Mistral, Groq, DeepSeek, Together, Alibaba,
 * OpenRouter, vLLM, llama.cpp, Ollama, LM Studio, LiteLLM.
 */
const rules: readonly Rule[] = [
  {
    failure: 'filtered',
    codes: /content_?filter|content_policy|responsibleaipolicy|data_inspection_failed|invalid_prompt|safety/,
    wording:
      /content[ _]?filter|content exists risk|content management policy|flagged (?:by|as|for)|usage polic(?:y|ies)/,
    only: isClientError,
  },
  { failure: 'filtered', wording: /moderation|flagged/, only: status => status === 403 },
  {
    failure: 'spentToday',
    codes: /per_?day|daily/,
    wording:
      /per[ _-]?day|\bdaily\b|free-models-per-day|\b(?:rpd|tpd)\b|today.s (?:quota|limit|allowance)|(?:quota|limit|allowance)\b.{0,40}\b(?:today|the day)|24[ -]?h(?:ours?)?/,
    only: status => [0, 402, 403, 429].includes(status),
  },
  {
    failure: 'quota',
    codes: /insufficient_quota|billing|insufficient_balance|insufficient_credits|payment_required|out_of_credits?/,
    wording:
      /insufficient (?:quota|balance|credits?|funds)|billing (?:hard|limit|not active)|out of credits?|(?:credit )?balance is too low|not enough (?:credits?|balance)|(?:run|ran) out of (?:credits?|funds)|payment required|(?:add|purchase|buy) (?:more )?credits|(?:monthly|weekly) (?:quota|limit|usage|spend)|spend(?:ing)? limit|arrears|prepayment/,
    statuses: [402],
    only: isClientError,
  },
  {
    failure: 'missing',
    codes:
      /model_?not_?(?:found|exist|available|supported)|deployment_?not_?found|invalid_model|unknown_model|model_decommissioned|no_such_model/,
    wording:
      /\bmodel\b.{0,80}?(?:not found|does not exist|doesn.t exist|do(?:es)? not have access|not (?:available|exist|loaded|deployed|accessible)|is not (?:a )?valid|has been (?:decommissioned|deprecated|removed|retired)|no longer (?:available|supported))|(?:invalid|unknown|no such|unrecognized|unsupported) model\b|(?:no|not a valid) model (?:named|called|id|with)|not a valid model|no models? (?:is |are )?loaded|try pulling it|deployment for this resource does not exist/,
    only: isClientError,
  },
  {
    failure: 'key',
    codes: /invalid_api_key|api_key_invalid|authentication|unauthori[sz]ed|permission_denied|invalid_key/,
    wording:
      /(?:invalid|incorrect|missing|expired|wrong|no) (?:api[ -]?)?(?:key|token|credentials)|api key (?:is )?(?:not valid|invalid|expired|missing)|unauthori[sz]ed|not authenticated|authentication (?:failed|fails|error|required)/,
    statuses: [401, 403],
    only: status => status === 0 || [400, 401, 403].includes(status),
  },
  {
    failure: 'tooLong',
    codes:
      /context_length|tokens_limit|string_above_max_length|exceed_context|context_window|prompt_too_long|request_too_large/,
    wording:
      /maximum (?:context|sequence|model|prompt|input)|context[ _]?(?:length|size|window|limit)|n_ctx|prompt is too (?:long|large|big)|(?:prompt|input|messages?|conversation|request)\b.{0,40}?\b(?:too (?:long|large|many|big)|exceed)|too many (?:input |prompt )?tokens|reduce the length|maximum number of (?:input )?tokens|(?:input|prompt) tokens?\b.{0,40}?\b(?:exceed|limit|maximum|more than)|token (?:count|limit)\b.{0,40}?exceed|exceeds? (?:the )?(?:maximum|max|limit|model).{0,40}?tokens|\d tokens >|tokens? (?:exceeds?|over) /,
    statuses: [413],
    only: status => status !== 429,
  },
  // OpenAI and Groq: more than a minute's tokens in one request.
  { failure: 'tooLong', wording: /request too large|reduce the length/, only: status => status === 429 },
  { failure: 'overloaded', statuses: [408, 409, 425, 429] },
]

/** Which failure a refusal is. */
export function classify(refusal: Refusal): ModelFailure {
  const { status, codes, wording, retryAfterMs = 0 } = refusal
  if (status === 429 && retryAfterMs >= LONG_PAUSE_MS) return 'spentToday'
  const rule = rules.find(one => fits(one, refusal))
  if (rule !== undefined) return rule.failure
  if (status === 404) return isPage(wording) ? 'missing' : 'refused'
  if (status >= 500) return 'overloaded'
  if (status > 0 || /invalid_request|bad_?request|not_found/.test(`${codes} ${wording}`)) return 'refused'
  return 'overloaded'
}

function fits({ codes, wording, statuses = [], only = () => true }: Rule, refusal: Refusal): boolean {
  if (statuses.includes(refusal.status)) return true
  return only(refusal.status) && (codes?.test(refusal.codes) === true || wording?.test(refusal.wording) === true)
}

/** A web server that knows no such page: nobody there speaks of models. */
function isPage(wording: string): boolean {
  const isNamed = /<html|<!doctype|404 page not found|status code \(no body\)|cannot (?:get|post)/.test(wording)
  return isNamed || ['', 'not found'].includes(wording.replace(/\W+/gu, ' ').trim())
}

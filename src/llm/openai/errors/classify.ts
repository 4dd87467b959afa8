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
    codes:
      /content_?filter|content_?policy|content_?blocked|moderation|responsibleaipolicy|data_inspection_failed|invalid_prompt|safety|prohibited|sensitive/,
    wording:
      /content[ _]?(?:filter|moderation)|content exists risk|content management policy|flagged (?:by|as|for)|usage polic(?:y|ies)|safety (?:system|filter|setting|policy|reasons?)|(?:blocked|rejected|refused|filtered)\b.{0,60}\b(?:safety|prohibited|risk|harmful|inappropriate|polic(?:y|ies))|inappropriate content|prohibited_content|high risk|敏感|不安全|违规|審査|不適切/,
    statuses: [451],
    only: isClientError,
  },
  { failure: 'filtered', wording: /moderation|flagged/, only: status => status === 403 },
  {
    failure: 'spentToday',
    codes: /per_?day|daily/,
    wording:
      /per[ _-]?day|\bdaily\b|free-models-per-day|\b(?:rpd|tpd)\b|today.s (?:quota|limit|allowance)|(?:quota|limit|allowance)\b.{0,40}\b(?:today|the day)|24[ -]?h(?:ours?)?|\d ?\/ ?(?:day|d)\b|\btomorrow\b|每日|每天|今日/,
    only: status => [0, 402, 403, 429].includes(status),
  },
  {
    failure: 'quota',
    codes:
      /insufficient_quota|exceeded_current_quota|billing|insufficient_(?:balance|credits?|funds)|payment_required|out_of_credits?/,
    wording:
      /insufficient (?:quota|balance|credits?|funds)|billing (?:hard|limit|not active)|out of credits?|\b(?:no|zero) (?:[a-z]{1,20} ){0,2}(?:credits?|funds|balance)\b|(?:credits?|balance|funds)\b.{0,30}\b(?:exhausted|used up|depleted|exceeded)|(?:key|account) limit (?:exceeded|reached)|\btop up\b|余额不足|欠费|充值|残高|(?:credit )?balance is too low|not enough (?:credits?|balance)|(?:run|ran) out of (?:credits?|funds)|payment required|(?:add|purchase|buy) (?:more )?credits|(?:monthly|weekly) (?:quota|limit|usage|spend)|\d (?:[a-z]{1,20} )?[a-z]{1,20} ?(?:\/|per|a) ?month\b|spend(?:ing)? (?:limit|cap)|arrears|prepayment/,
    statuses: [402],
    only: isClientError,
  },
  {
    failure: 'missing',
    codes:
      /model_?not_?(?:found|exist|available|supported)|deployment_?not_?found|invalid_model|unknown_model|model_decommissioned|no_such_model/,
    wording:
      /\bmodels?\b.{0,80}?(?:not found|does not exist|doesn.t exist|do(?:es)? not have access|not (?:available|exist|loaded|deployed|accessible)|is not (?:a )?valid|has been (?:decommissioned|deprecated|removed|retired)|no longer (?:available|supported))|(?:invalid|unknown|no such|unrecognized|unsupported) model\b|(?:no|not a valid) model (?:named|called|id|with)|not a valid model|no models? (?:is |are )?loaded|no available channel for|no endpoints found for (?!.{0,80}support)|is not deployed|try pulling it|deployment for this resource does not exist/,
    statuses: [410],
    only: status => isClientError(status) || status === 503,
  },
  // GitHub and Google refuse what comes too often as if it were forbidden; others by a status of their own.
  {
    failure: 'overloaded',
    codes: /rate_?limit|too_?many_?requests|capacity_exceeded|overloaded|server_busy/,
    wording:
      /rate[ -]?limit|too many requests|(?:server|service|system|model|engine)\b.{0,20}\b(?:overloaded|busy|at capacity)|(?:capacity|concurrency) (?:exceeded|limit)|currently loading/,
    statuses: [424, 498],
    only: status => [0, 400, 403].includes(status),
  },
  {
    failure: 'key',
    codes: /invalid_api_key|api_key_invalid|authentication|unauthori[sz]ed|permission_denied|invalid_key/,
    wording:
      /(?:invalid|incorrect|missing|expired|wrong|no) (?:api[ -]?)?(?:key|token|credentials)|api key (?:is )?(?:not valid|invalid|expired|missing)|valid api key|authori[sz]ation header|unauthori[sz]ed|not authenticated|authentication (?:failed|fails|error|required)/,
    statuses: [401, 403],
    only: status => status === 0 || [400, 401, 403].includes(status),
  },
  {
    failure: 'tooLong',
    codes:
      /context_length|tokens_limit|string_above_max_length|exceed_context|context_window|prompt_too_long|request_too_large/,
    wording:
      /maximum (?:context|sequence|model|prompt|input)|context[ _]?(?:length|size|window|limit|overflow)|n_ctx|prompt is too (?:long|large|big)|(?:prompt|input|messages?|conversation|request)\b.{0,40}?\b(?:too (?:long|large|many|big)|exceed)|too many (?:input |prompt )?tokens|reduce the length|maximum number of (?:input )?tokens|(?:input|prompt) tokens?\b.{0,40}?\b(?:exceed|limit|maximum|more than)|token (?:count|limit)\b.{0,40}?exceed|exceeds? (?:the )?(?:maximum|max|limit|model).{0,40}?tokens|\d tokens >|tokens? (?:exceeds?|over) |(?<![_a-z])(?:tokens|prompt|(?:input|sequence|prompt) length)\b.{0,80}?\b(?:must be|is|are|should be|has to be) (?:less|fewer|smaller|greater|more|larger|longer|<=?|>|\[\d)|sequence length|must have (?:less|fewer) than \d{1,9} tokens|`?inputs`? tokens|tokens?, the max|max_tokens must be at least 1, got -|kv cache is full|failed to find a memory slot|(?:输入|提示|上下文|内容).{0,12}(?:过长|超过|超出|最大)|(?:入力|プロンプト).{0,12}(?:長すぎ|超え)|輸入過長/,
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

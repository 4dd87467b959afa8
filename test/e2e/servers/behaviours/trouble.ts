// biome-ignore-all lint/security/noSecrets: sentences without spaces look like keys to it
import type { AnswerTextKey } from '../../../../src/locales/en.ts'
import { openAiError, type SentRequest, type ServerBehaviour } from '../support/simulated-server.ts'

/** A server that refuses Ada's question for a reason that no other request would change. */
export interface TroubleBehaviour extends ServerBehaviour {
  readonly told: AnswerTextKey
  /** What operators read. */
  readonly line: string
  /** Requests for the question; one if not given. */
  readonly requests?: number
}

const isAdas = (request: SentRequest) => request.isChat && request.says('Ada asks')

function trouble(told: AnswerTextKey, line: string) {
  return (
    name: string,
    status: number,
    body: object | string,
    headers: Record<string, string> = {},
  ): TroubleBehaviour => ({
    ...{ name, told, line },
    refuses: [{ when: isAdas, status, body, headers }],
  })
}

const spentToday = trouble('modelSpentToday', 'the quota of the day at the model server is spent')
const outOfCredit = trouble('modelQuotaSpent', 'the credit at the model server is used up')
const busy = trouble('modelBusy', 'the model server asks to wait')
const filtered = trouble('modelFiltered', 'not answered')
const missing = trouble('modelMissing', 'the model server has no such model')
const wrongKey = trouble('modelKeyRefused', 'the model server refuses the key')

const googleQuota = (quotaId: string, retryDelay: string) => [
  {
    error: {
      code: 429,
      status: 'RESOURCE_EXHAUSTED',
      message: 'You exceeded your current quota, please check your plan and billing details.',
      details: [
        { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId }] },
        { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay },
      ],
    },
  },
]

export const troubleBehaviours: readonly TroubleBehaviour[] = [
  spentToday('Gemini’s free tier', 429, googleQuota('GenerateRequestsPerDayPerProjectPerModel-FreeTier', '37800s')),
  spentToday(
    'OpenRouter’s free models',
    429,
    openAiError('Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day', {
      code: 429,
    }),
  ),
  spentToday(
    'Groq’s tokens a day',
    429,
    openAiError(
      'Rate limit reached for model `llama` on tokens per day (TPD): Limit 100000, Used 99336, Requested 1453. Please try again in 11m21.696s.',
      { code: 'rate_limit_exceeded' },
    ),
  ),
  spentToday('a pause of hours', 429, openAiError('Too many requests'), { 'retry-after': '14400' }),
  spentToday(
    'GitHub Models',
    429,
    openAiError(
      'Rate limit of 50 per 86400s exceeded for UserByModelByDay. Please wait 42323 seconds before retrying.',
      { code: 'RateLimitReached' },
    ),
  ),
  spentToday('Cloudflare', 429, {
    errors: [{ message: 'you have used up your daily free allocation of 10,000 neurons', code: 4006 }],
    message: 'you have used up your daily free allocation of 10,000 neurons',
  }),
  spentToday('until tomorrow', 429, openAiError('You hit your usage limit. Try again tomorrow.')),
  outOfCredit('Cohere’s trial', 429, {
    message: 'You are using a Trial key, which is limited to 1000 API calls / month.',
  }),
  outOfCredit(
    'Moonshot',
    429,
    openAiError('Your account is suspended, please check your plan and billing details', {
      type: 'exceeded_current_quota_error',
    }),
  ),
  outOfCredit('GLM', 429, openAiError('余额不足或无可用资源包,请充值。', { code: '1113' })),
  outOfCredit('a key’s own limit', 403, openAiError('Key limit exceeded (total limit).', { code: 403 })),
  outOfCredit(
    'OpenAI',
    429,
    openAiError('You exceeded your current quota, please check your plan and billing details.', {
      type: 'insufficient_quota',
      code: 'insufficient_quota',
    }),
  ),
  outOfCredit('DeepSeek', 402, openAiError('Insufficient Balance', { type: 'unknown_error' })),
  outOfCredit('Anthropic', 400, {
    type: 'error',
    error: { type: 'invalid_request_error', message: 'Your credit balance is too low to access the Anthropic API.' },
  }),
  outOfCredit(
    'OpenRouter',
    402,
    openAiError('This request requires more credits, or fewer max_tokens.', { code: 402 }),
  ),
  busy('a minute by the header', 429, openAiError('slow down'), { 'retry-after': '60' }),
  busy('a date', 503, '', { 'retry-after': new Date(Date.now() + 600_000).toUTCString() }),
  busy(
    'in the words',
    429,
    openAiError('Rate limit reached. Please try again in 2m59.56s.', { code: 'rate_limit_exceeded' }),
  ),
  busy('Gemini, a minute’s requests', 429, googleQuota('GenerateRequestsPerMinutePerProjectPerModel-FreeTier', '44s')),
  busy('in a field', 429, { error: { message: 'busy', retry_after: 90 } }),
  busy('until a second of 1970 and on', 429, openAiError('slow down'), {
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 600),
  }),
  busy('when its tokens are whole again', 429, openAiError('slow down'), {
    'x-ratelimit-remaining-requests': '12',
    'x-ratelimit-reset-requests': '1s',
    'x-ratelimit-remaining-tokens': '0',
    'x-ratelimit-reset-tokens': '1m30s',
  }),
  busy('OpenRouter’s providers', 429, {
    error: {
      code: 429,
      message: 'Rate limit exceeded',
      metadata: { headers: { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(Date.now() + 90_000) } },
    },
  }),
  busy(
    'as if it were forbidden',
    403,
    { message: 'You have exceeded a secondary rate limit.' },
    { 'retry-after': '60' },
  ),
  filtered(
    'OpenAI, a later code',
    400,
    openAiError('Your request was rejected as a result of our safety system.', { code: 'moderation_blocked' }),
  ),
  filtered('GLM', 400, openAiError('系统检测到输入或生成内容可能包含不安全或敏感内容', { code: '1301' })),
  filtered('Gemini', 400, [{ error: { code: 400, message: 'Prompt blocked: PROHIBITED_CONTENT' } }]),
  filtered('OpenAI', 400, openAiError('no', { code: 'content_policy_violation' })),
  filtered(
    'Azure',
    400,
    openAiError('The response was filtered due to the prompt triggering Azure OpenAI’s content management policy.', {
      code: 'content_filter',
    }),
  ),
  filtered(
    'OpenRouter',
    403,
    openAiError('Input was flagged by moderation', { code: 403, metadata: { reasons: ['violence'] } }),
  ),
  filtered(
    'Alibaba',
    400,
    openAiError('Input data may contain inappropriate content.', { code: 'data_inspection_failed' }),
  ),
  missing(
    'OpenAI',
    404,
    openAiError('The model `gpt-9` does not exist or you do not have access to it.', { code: 'model_not_found' }),
  ),
  missing('Ollama', 404, openAiError('model "llama9" not found, try pulling it first', { type: 'api_error' })),
  missing('DeepSeek', 400, openAiError('Model Not Exist', { code: 'invalid_request_error' })),
  missing('OpenRouter', 400, openAiError('llama9 is not a valid model ID', { code: 400 })),
  missing('LM Studio', 400, openAiError('Invalid model identifier "llama9". Please specify a valid downloaded model.')),
  missing('a web server', 404, '<html><h1>404 Not Found</h1></html>'),
  missing(
    'Groq, later',
    400,
    openAiError('The model `llama` has been decommissioned and is no longer supported.', {
      code: 'model_decommissioned',
    }),
  ),
  missing('Gemini', 404, [
    { error: { code: 404, status: 'NOT_FOUND', message: 'models/gemini-9 is not found for API version v1main' } },
  ]),
  missing('OpenRouter, no provider', 404, openAiError('No endpoints found for llama9.', { code: 404 })),
  missing('New API', 503, openAiError('No available channel for model llama9 under group default')),
  missing('retired', 410, openAiError('gone')),
  wrongKey('OpenAI', 401, openAiError('Incorrect API key provided: sk-test-secret.', { code: 'invalid_api_key' })),
  wrongKey('Gemini', 400, [
    { error: { code: 400, message: 'API key not valid. Please pass a valid API key.', status: 'INVALID_ARGUMENT' } },
  ]),
  wrongKey('a proxy', 403, { message: 'Forbidden' }),
  wrongKey('LiteLLM', 401, {
    error: {
      message: 'Authentication Error, Invalid proxy server token passed.',
      type: 'token_not_found_in_db',
      code: '401',
    },
  }),
  {
    ...trouble('modelOverloaded', 'the model server is overloaded')(
      'overloaded for long',
      503,
      openAiError('overloaded'),
    ),
    requests: 5,
  },
  {
    ...trouble('modelOverloaded', 'the model server is overloaded')(
      'a 429 that asks for a second each time',
      429,
      openAiError('slow down'),
      { 'retry-after': '1' },
    ),
    requests: 5,
  },
]

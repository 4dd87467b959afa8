import { z } from 'zod'
import { ConfigError } from '../errors.ts'
import { isLoopbackHost, isPrivateHost } from '../llm/server/private-host.ts'
import { isWholeBot } from '../memory/shards.ts'
import { isTimeZone } from '../memory/text/dates/calendar.ts'
import { MOST_CELLS } from '../redis/cells/cell-of.ts'
import { serverUrls } from '../redis/connection/address.ts'
import { isPriceProblem, parsePrices } from '../spending/parse-prices.ts'
import { accessSettings, findContradictions } from './access.ts'
import { trimSecret, unquote } from './copied-value.ts'
import { isPlaceholder } from './placeholder.ts'
import { shardsSetting } from './shards.ts'

const httpUrl = z.url({
  protocol: /^https?$/u,
  error: 'must be a URL that begins with https:// or http://, such as https://api.openai.com/v1',
})
const httpsOrPrivateUrl = httpUrl.refine(text => {
  const url = new URL(text)
  return url.protocol === 'https:' || isPrivateHost(url.hostname)
}, 'must begin with https:// (plain http only on this machine or in your own network, e.g. http://nirn-proxy:8080/api)')

const NOT_FILLED_IN = 'holds a placeholder, or more than what was to be copied (spaces, brackets)'
const secret = (text = z.string()) =>
  text.overwrite(trimSecret).refine(value => value !== '' && !isPlaceholder(value), NOT_FILLED_IN)

const wholeNumber = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error })
}
/** What may be spent in a day; `off`: without end. */
const dailyCap = <const Default extends number | 'off'>(
  cap: z.ZodCoercedNumber<unknown>,
  error: string,
  initial: Default,
) => z.union([z.literal('off'), cap], { error }).default(initial)
const dailyTokens = <const Default extends number | 'off'>(initial: Default) =>
  dailyCap(wholeNumber(1, 1e12), 'must be a whole number of tokens from 1 on, or off', initial)
const dailyDollars = <const Default extends number | 'off'>(initial: Default) =>
  dailyCap(z.coerce.number().min(0.01).max(1e6), 'must be dollars from 0.01 to 1000000, such as 2.50, or off', initial)

/** An object in JSON, without the fields that Keepsake sets itself. */
const jsonObject = (example: string, reserved: Readonly<Record<string, string>>) =>
  z.string().transform((text, context) => {
    const value = parseObject(text)
    const taken = Object.keys(value ?? {}).find(name => Object.hasOwn(reserved, name))
    if (value !== undefined && taken === undefined) return value
    const message =
      taken === undefined ? `must be JSON such as ${example}` : `must not set ${taken}: ${reserved[taken]}`
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

const ownPrices = z.string().transform((text, context) => {
  const prices = parsePrices(text)
  if (!isPriceProblem(prices)) return prices
  context.addIssue({ code: 'custom', message: prices.problem })
  return z.NEVER
})

const OURS = 'Keepsake sets it itself'

/** What a request is made of, whatever an operator adds, and what sets each. */
const RESERVED_OPTIONS = {
  ...{ model: 'CHAT_MODEL and MEMORY_MODEL do', messages: OURS, stream: OURS, stream_options: OURS, n: OURS },
  ...{ tools: OURS, tool_choice: OURS, functions: OURS, function_call: OURS, response_format: OURS },
  ...{ max_tokens: 'RESPONSE_TOKENS does', max_completion_tokens: 'RESPONSE_TOKENS does' },
}

const RESERVED_HEADERS = {
  ...{ Authorization: 'OPENAI_API_KEY does', authorization: 'OPENAI_API_KEY does' },
  ...{ 'Content-Type': OURS, 'content-type': OURS },
}

const isHeader = ([name, value]: [string, unknown]) =>
  /^[\w!#$%&'*+.^`|~-]+$/u.test(name) && typeof value === 'string' && /^[\t\x20-\x7e]*$/u.test(value)

const timeZone = z.string().refine(isTimeZone, 'must be a time zone such as Europe/Berlin')

const DAY_SECONDS = 86_400

/** What is wrong with several servers of Redis, by the setting. */
function findServerProblems(env: { readonly REDIS_URL?: string | undefined; readonly CELLS: number }) {
  const { REDIS_URL, CELLS } = env
  if (REDIS_URL === undefined) return []
  try {
    const { length } = serverUrls(REDIS_URL)
    if (length <= CELLS) return []
    const problem = `is ${CELLS}, and REDIS_URL names ${length} servers: set it to ${length} at least, better to ${2 * length}, as each server has cells of the memory; or name fewer servers`
    return [['CELLS', problem] as const]
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return [['REDIS_URL', error.message.replace(/^REDIS_URL /u, '')] as const]
  }
}

/** The settings as the environment names them: every one of them stands in `.env.example` as well. */
export const environmentSchema = z
  .object({
    DISCORD_TOKEN: secret(
      z.string({
        error:
          'is missing: create an application on https://discord.com/developers/applications, open “Bot” and copy its token',
      }),
    ),
    DISCORD_API_URL: httpsOrPrivateUrl.default('https://discord.com/api'),
    DISCORD_REQUESTS_PER_SECOND: wholeNumber(1, 10_000).default(50),
    SHARDS: shardsSetting.optional(),
    OPENAI_API_KEY: secret().optional(),
    OPENAI_BASE_URL: httpUrl.optional(),
    CHAT_MODEL: z
      .string()
      .regex(/[^\s,]/u, 'must be the name of a model')
      .default('gpt-5.4-mini'),
    MODEL_API_KEYS: z
      .string()
      .regex(
        /^\s*[^\s=,]+=[^\s,]+(?:\s*,\s*[^\s=,]+=[^\s,]+)*\s*$/u,
        'must be like api.example.com=key, other.example=key',
      )
      .optional(),
    CHAT_OPTIONS: jsonObject('{"temperature":0.7}', RESERVED_OPTIONS).optional(),
    MEMORY_OPTIONS: jsonObject('{"reasoning_effort":"low"}', RESERVED_OPTIONS).optional(),
    MODEL_HEADERS: jsonObject('{"X-Title":"Keepsake"}', RESERVED_HEADERS)
      .refine(headers => Object.entries(headers).every(isHeader), 'must be JSON such as {"X-Title":"Keepsake"}')
      .optional(),
    MEMORY_MODEL: z.string().default('gpt-5.4-nano'),
    MEMORY_BASE_URL: httpUrl.optional(),
    MEMORY_API_KEY: secret().optional(),
    EMBEDDING_MODEL: z.string().default('text-embedding-3-small'),
    EMBEDDING_DIMENSIONS: z.union([z.literal(''), wholeNumber(1, 10_000)]).default(512),
    EMBEDDING_BASE_URL: httpUrl.optional(),
    EMBEDDING_API_KEY: secret().optional(),
    TRANSCRIPTION_MODEL: z.string().optional(),
    TRANSCRIPTION_BASE_URL: httpUrl.optional(),
    TRANSCRIPTION_API_KEY: secret().optional(),
    // Which of several hosts, and the like, is for those to judge who connect.
    REDIS_URL: z
      .string()
      .regex(/^rediss?(?:-sentinel|-cluster)?:\/\/[^\s/?#]/u, 'must be a URL such as redis://127.0.0.1:6379')
      .optional(),
    CELLS: wholeNumber(1, MOST_CELLS).default(1),
    SYSTEM_PROMPT_FILE: z.string().optional(),
    STATUS_TEXT: z.string().max(128, 'must be 128 characters at most').default('/help'),
    CONTEXT_TOKENS: wholeNumber(500, 10_000_000).default(8000),
    RESPONSE_TOKENS: wholeNumber(16, 1_000_000).default(1000),
    MEMORY_TOKENS: wholeNumber(0, 1_000_000).default(1500),
    PROFILE_TOKENS: wholeNumber(0, 1_000_000).default(400),
    SUMMARY_TOKENS: wholeNumber(0, 1_000_000).default(500),
    CHANNEL_TOKENS: wholeNumber(0, 1_000_000).default(2500),
    WINDOW_MESSAGES: wholeNumber(2, 1000).default(20),
    SUMMARY_KEEP: wholeNumber(0, 999).default(10),
    LOG_LIMIT: wholeNumber(10, 100_000).default(2000),
    MAX_FACTS: wholeNumber(1, 100_000).default(1000),
    MAX_ENTITIES: wholeNumber(1, 100_000).default(200),
    HISTORY_DAYS: wholeNumber(1, 3650).default(30),
    LEARN_DELAY_SECONDS: wholeNumber(1, DAY_SECONDS).default(300),
    LEARN_BATCH: wholeNumber(1, 1000).default(10),
    LEARN_AT_ONCE: wholeNumber(1, 100).optional(),
    LEARN_APART: z.enum(['on', 'off'], { error: 'must be on or off' }).default('off'),
    TIME_ZONE: timeZone.default('UTC'),
    ...accessSettings,
    MESSAGES_PER_MINUTE: wholeNumber(1, 10_000).default(20),
    CHANNEL_CONTEXT_MESSAGES: wholeNumber(0, 100).default(100),
    LISTEN_ANSWER_PERCENT: wholeNumber(1, 100).default(25),
    FIRST_TOKEN_TIMEOUT_SECONDS: wholeNumber(1, 3600).optional(),
    TOKEN_GAP_TIMEOUT_SECONDS: wholeNumber(1, 3600).optional(),
    DAILY_TOKENS_PER_USER: dailyTokens(1_000_000),
    DAILY_TOKENS_PER_SERVER: dailyTokens('off'),
    DAILY_TOKENS_IN_ALL: dailyTokens(20_000_000),
    DAILY_COST_PER_USER: dailyDollars(1),
    DAILY_COST_PER_SERVER: dailyDollars('off'),
    DAILY_COST_IN_ALL: dailyDollars(10),
    MODEL_PRICES: ownPrices.optional(),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
        error: 'must be one of fatal, error, warn, info, debug, trace, silent',
      })
      .default('info'),
    METRICS_PORT: wholeNumber(1, 65_535).optional(),
    METRICS_ADDRESS: z
      .union([z.ipv4(), z.ipv6()], {
        error: 'must be an address of this machine such as 127.0.0.1, or 0.0.0.0 for all of them',
      })
      .default('127.0.0.1'),
  })
  .refine(
    env =>
      env.OPENAI_API_KEY !== undefined ||
      (env.OPENAI_BASE_URL !== undefined &&
        URL.canParse(env.OPENAI_BASE_URL) &&
        isLoopbackHost(new URL(env.OPENAI_BASE_URL).hostname)),
    {
      path: ['OPENAI_API_KEY'],
      error:
        'is missing: get a key on https://platform.openai.com/api-keys, or set OPENAI_BASE_URL to a model server on this machine, e.g. http://127.0.0.1:11434/v1 (for a server elsewhere that wants no key, any word will do)',
      when: () => true,
    },
  )
  .refine(env => env.REDIS_URL !== undefined || env.SHARDS === undefined || isWholeBot(env.SHARDS), {
    path: ['REDIS_URL'],
    error: 'is missing: processes that share the bot’s shards (SHARDS) share a Redis of yours',
  })
  .superRefine((env, context) => {
    for (const [path, message] of findServerProblems(env)) context.addIssue({ code: 'custom', path: [path], message })
  })
  .refine(env => env.RESPONSE_TOKENS < env.CONTEXT_TOKENS, {
    path: ['RESPONSE_TOKENS'],
    error: 'must be less than CONTEXT_TOKENS',
  })
  .superRefine((env, context) => {
    for (const { path, error } of findContradictions(env))
      context.addIssue({ code: 'custom', path: [path], message: error })
  })

/** What settings were called before, by which they are still known. */
export const FORMER_NAMES = { LEARN_CONCURRENCY: 'LEARN_AT_ONCE' } as const

export type Config = Readonly<z.infer<typeof environmentSchema>>

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>

/** The settings, or a line for each that is missing or wrong, with the way to mend it. Empty values count as not set. */
export function checkEnvironment(environment: EnvironmentVariables): Config | { readonly problems: readonly string[] } {
  const isSet = ([name, value]: readonly [string, string]) => name === 'EMBEDDING_DIMENSIONS' || value !== ''
  const values = Object.entries(environment).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, unquote(value)] as const],
  )
  const set = Object.fromEntries(values.filter(isSet))
  for (const [former, name] of Object.entries(FORMER_NAMES)) set[name] ??= set[former] as string
  const result = environmentSchema.safeParse(set)
  if (result.success) return result.data
  return { problems: result.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`) }
}

/**
 * Throws ConfigError whose message lists every setting that is missing or wrong, with the way to mend it.
 * @param notes what else there is to say then, as of names that are no settings
 */
export function readConfig(environment: EnvironmentVariables, notes: readonly string[] = []): Config {
  const checked = checkEnvironment(environment)
  if (!('problems' in checked)) return checked
  const problems = [...checked.problems, ...notes]
  throw new ConfigError(
    `Keepsake can’t start with these settings (set them in .env or the environment; .env.example explains each):\n${problems.map(problem => `  ${problem}`).join('\n')}`,
    { problems: checked.problems.length },
  )
}

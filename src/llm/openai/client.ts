import { APIError, type APIPromise, OpenAI } from 'openai'
import type { CapabilityStore } from '../../memory/ports/capability-store.ts'
import type { Logger } from '../../observability/logger.ts'
import type { HostOccupancy } from '../host-occupancy.ts'
import { ModelHosts } from '../model-hosts.ts'
import type { ModelResponse } from '../retry.ts'
import type { NamedServer } from '../server/advice.ts'
import { ServerCapabilities } from '../server/capabilities.ts'
import { TroubleReport } from '../server/trouble.ts'
import { statedUsage } from './stated-usage.ts'

export const OPENAI_URL = 'https://api.openai.com/v1'

export interface OpenAiServerSettings {
  /** None where the server wants none. */
  readonly apiKey?: string
  /** Ends in /v1; OpenAI's if there is none. */
  readonly baseUrl?: string
  /** Sent along with each request. */
  readonly headers?: Readonly<Record<string, string>>
  /** Under which settings operators find it. */
  readonly settingNames?: NamedServer['settings']
  /** Where it is kept what the server takes; nowhere if there is none. */
  readonly capabilityStore?: CapabilityStore
  /** Who is at work where models run; nobody else is known of if not given. */
  readonly hosts?: ModelHosts
}

const SETTING_NAMES = { url: 'OPENAI_BASE_URL', model: 'CHAT_MODEL', key: 'OPENAI_API_KEY' }

/** What is known of a model at a server, and what operators are told of it. `more`: what else its requests depend on. */
export function describeServer(
  settings: OpenAiServerSettings & { readonly model: string },
  log: Logger,
  more: readonly (string | number | undefined)[] = [],
): { readonly capabilities: ServerCapabilities; readonly trouble: TroubleReport; readonly occupancy: HostOccupancy } {
  const { model, baseUrl = OPENAI_URL, apiKey, capabilityStore, settingNames = SETTING_NAMES } = settings
  const { hosts = new ModelHosts() } = settings
  const { host, pathname } = new URL(baseUrl)
  return {
    capabilities: new ServerCapabilities({ host, model, settings: [pathname, apiKey, ...more] }, capabilityStore, log),
    trouble: new TroubleReport({ host, model, settings: settingNames }, log),
    occupancy: hosts.occupancyOf(baseUrl),
  }
}

/**
 * OpenAI's client, without what it would take from the environment, without its log, which shows requests, and without
 * its retries: who asks knows better what may begin anew.
 */
export function createOpenAiClient({ apiKey = 'none', baseUrl = OPENAI_URL, headers }: OpenAiServerSettings): OpenAI {
  return new Client({
    ...{ apiKey, baseURL: baseUrl, maxRetries: 0, organization: null, project: null, logLevel: 'off' },
    ...(headers && { defaultHeaders: headers }),
  })
}

/** Only OpenAI's own server keeps to what OpenAI writes about its API, and refuses what does not stand there. */
export function isOpenAi({ baseUrl = OPENAI_URL }: OpenAiServerSettings): boolean {
  return new URL(baseUrl).hostname.endsWith('.openai.com')
}

/**
 * Servers built on FastAPI, older vLLM and Mistral give their reasons without `error` around them, Google puts a list around
 * that, Hugging Face has a sentence there and beside it how long the model is still being loaded: then they get lost.
 */
class Client extends OpenAI {
  protected override makeStatusError(
    status: number,
    body: object,
    text: string | undefined,
    headers: Headers,
  ): APIError {
    const inside: unknown = Array.isArray(body) ? body[0] : body
    return super.makeStatusError(status, wrapped(inside) as object, text, headers)
  }
}

function wrapped(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body ?? undefined
  if (!Object.hasOwn(body, 'error')) return { error: body }
  const { error, ...beside } = body as { readonly error: unknown; readonly message?: unknown }
  if (Object.keys(beside).length === 0) return body
  if (typeof error !== 'string') return { error: { ...beside, ...Object(error) } }
  return { error: { ...beside, message: [error, beside.message].filter(part => typeof part === 'string').join(': ') } }
}

/** An answer in one piece. Throws what the client throws, and the error that OpenRouter gives under status 200. */
export async function readResponse<Answer extends object>(pending: APIPromise<Answer>): Promise<ModelResponse<Answer>> {
  const { data, response, request_id } = await pending.withResponse()
  const { usage, error } = Object(data) as { readonly usage?: unknown; readonly error?: unknown }
  if (error) throw new APIError(undefined, error, undefined, response.headers)
  const { statedCost, ...tokens } = statedUsage(usage)
  return { answer: data, requestId: request_id ?? undefined, tokens, statedCost }
}

import { APIError, type APIPromise, OpenAI } from 'openai'
import type { ModelResponse } from '../retry.ts'

const OPENAI_URL = 'https://api.openai.com/v1'

export interface OpenAiServerSettings {
  /** None where the server wants none. */
  readonly apiKey?: string
  /** Ends in /v1; OpenAI's if there is none. */
  readonly baseUrl?: string
}

/**
 * OpenAI's client, without what it would take from the environment, without its log, which shows requests, and without
 * its retries: who asks knows better what may begin anew.
 */
export function createOpenAiClient({ apiKey = 'none', baseUrl = OPENAI_URL }: OpenAiServerSettings): OpenAI {
  return new Client({ apiKey, baseURL: baseUrl, maxRetries: 0, organization: null, project: null, logLevel: 'off' })
}

/** Only OpenAI's own server keeps to what OpenAI writes about its API, and refuses what does not stand there. */
export function isOpenAi({ baseUrl = OPENAI_URL }: OpenAiServerSettings): boolean {
  return new URL(baseUrl).hostname.endsWith('.openai.com')
}

/** Servers built on FastAPI, older vLLM and Mistral give their reasons without `error` around them: then they get lost. */
class Client extends OpenAI {
  protected override makeStatusError(
    status: number,
    body: object,
    text: string | undefined,
    headers: Headers,
  ): APIError {
    const isWrapped = body === undefined || body === null || Object.hasOwn(body, 'error')
    return super.makeStatusError(status, isWrapped ? body : { error: body }, text, headers)
  }
}

/** An answer in one piece. Throws what the client throws, and the error that OpenRouter gives under status 200. */
export async function readResponse<Answer extends object>(pending: APIPromise<Answer>): Promise<ModelResponse<Answer>> {
  const { data, response, request_id } = await pending.withResponse()
  const { usage, error } = Object(data) as {
    readonly usage?: { readonly prompt_tokens?: number; readonly completion_tokens?: number } | null
    readonly error?: unknown
  }
  if (error) throw new APIError(undefined, error, undefined, response.headers)
  const tokens = { prompt: usage?.prompt_tokens, completion: usage?.completion_tokens }
  return { answer: data, requestId: request_id ?? undefined, tokens }
}

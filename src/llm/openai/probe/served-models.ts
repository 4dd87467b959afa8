import { distance } from 'fastest-levenshtein'
import type { OpenAiServerSettings } from '../client.ts'

const ASK_TIMEOUT_MS = 3000
const NAMES_TOLD = 5
const LONGEST_NAME = 80

/** What an address says when it is asked for its models: their names, that it wants another key, or nothing of the kind. */
export type ModelList = { readonly names: readonly string[] } | 'keyRefused' | undefined

const withoutSlashes = (text: string): string => text.replace(/(?<!\/)\/+$/u, '')

/** Asks an address for the list of its models, which is the surest sign of a model's server. Never rejects. */
export async function listModels({ baseUrl, apiKey, headers }: OpenAiServerSettings): Promise<ModelList> {
  try {
    const response = await fetch(`${withoutSlashes(baseUrl ?? '')}/models`, {
      headers: { ...headers, ...(apiKey && { authorization: `Bearer ${apiKey}` }) },
      signal: AbortSignal.timeout(ASK_TIMEOUT_MS),
    })
    const answer = Object(await response.json()) as { readonly data?: unknown; readonly models?: unknown }
    const entries = [answer.data, answer.models].find(Array.isArray) as readonly unknown[] | undefined
    if (entries !== undefined) return { names: entries.flatMap(nameOf) }
    return response.status === 401 || response.status === 403 ? 'keyRefused' : undefined
  } catch {
    return undefined // no answer, or none in JSON: no model's server
  }
}

function nameOf(entry: unknown): string[] {
  const { id, name, model }: Readonly<Record<string, unknown>> = Object(entry)
  const found = [id, name, model].find(one => typeof one === 'string') as string | undefined
  return found === undefined ? [] : [found.replaceAll(/\p{C}+/gu, '').slice(0, LONGEST_NAME)]
}

const EMBEDS = /embed|\b(?:bge|e5|gte|minilm|arctic)\b/iu

/** A few of the names, those first that fit the purpose and are most like the one that was asked for, in words. */
export function describeNames(names: readonly string[], asked: string, isForEmbeddings: boolean): string {
  const fits = (name: string) => EMBEDS.test(name) === isForEmbeddings
  const rank = (name: string) => distance(name.toLowerCase(), asked.toLowerCase()) + (fits(name) ? 0 : LONGEST_NAME)
  const nearest = names.toSorted((one, other) => rank(one) - rank(other)).slice(0, NAMES_TOLD)
  return names.length > nearest.length
    ? `${nearest.join(', ')} and ${names.length - nearest.length} more`
    : nearest.join(', ')
}

/** Whether a server that has these models knows one by this name: Ollama adds a tag, Google a folder. */
export function isServed(names: readonly string[], model: string): boolean {
  return [model, `${model}:latest`, `models/${model}`].some(name => names.includes(name))
}

/** Whether any of the names is one of a model for embeddings. */
export const hasEmbeddings = (names: readonly string[]): boolean => names.some(name => EMBEDS.test(name))

/** Under which paths servers have OpenAI's API: itself, Ollama and most others; OpenRouter; Groq; Alibaba; Gemini. */
const USUAL_PATHS = ['/v1', '/api/v1', '/openai/v1', '/compatible-mode/v1', '/v1beta/openai']

/** What people copy with an address, and what does not belong to it. */
const ENDPOINT = /\/(?:chat(?:\/completions)?|completions|embeddings|models|responses|api\/(?:chat|generate|tags))$/u

/** Another address at the same host that has models, where the one that is set has none. Never rejects. */
export async function findBaseUrl(settings: OpenAiServerSettings): Promise<string | undefined> {
  const { origin, pathname } = new URL(settings.baseUrl ?? '')
  const cut = withoutSlashes(pathname).replace(ENDPOINT, '')
  const paths = [cut, ...(/\/v\d/u.test(cut) ? [] : [`${cut}/v1`]), ...USUAL_PATHS]
  const candidates = [...new Set(paths.map(path => `${origin}${path}`))].filter(
    url => url !== withoutSlashes(settings.baseUrl ?? ''),
  )
  const found = await Promise.all(candidates.map(baseUrl => listModels({ ...settings, baseUrl })))
  return candidates.find((_, at) => found[at] !== undefined)
}

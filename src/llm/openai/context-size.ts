import { trimEnding } from '../../memory/text/normalize.ts'
import type { OpenAiServerSettings } from './client.ts'

const ASK_TIMEOUT_MS = 1500

/** No model that chats has less. */
const LEAST_CONTEXT = 256

/** What a server says of a model: its context, prompt and answer together in the model's own tokens, and its parameters. */
export interface ModelSize {
  readonly contextTokens?: number | undefined
  readonly parameters?: number | undefined
}

/**
 * How large a server says that a model is, as far as it tells. Asked are the list of models (vLLM, OpenRouter, Groq, Mistral, LM Studio), llama.cpp's /props and Ollama's
 * /api/ps and /api/show. Never rejects.
 */
export async function askModelSize(settings: OpenAiServerSettings & { readonly model: string }): Promise<ModelSize> {
  const { baseUrl, apiKey, model } = settings
  if (baseUrl === undefined) return {}
  const headers = { 'content-type': 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey}` }) }
  const ask = async (path: string, body?: object) => {
    const url = `${trimEnding(baseUrl, /\//u)}${path}`
    const request = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    const response = await fetch(url, { headers, ...request, signal: AbortSignal.timeout(ASK_TIMEOUT_MS) })
    return response.ok ? ((await response.json()) as unknown) : undefined
  }
  const listed = await ask('/models').catch(() => undefined)
  const stated = contextOfListed(listed, model)
  const parameters = usable(fieldsOf(fieldsOf(entryOf(listed, model))['meta'])['n_params'])
  if (stated !== undefined) return { contextTokens: stated, parameters }
  const local = await Promise.all(
    [ask('/../props'), ask('/../api/ps'), ask('/../api/show', { model })].map(asking => asking.catch(() => undefined)),
  )
  const [props, running, shown] = local
  const contextTokens =
    contextIn(fieldsOf(props)['default_generation_settings'], ['n_ctx']) ??
    contextIn(props, ['n_ctx']) ??
    contextOfListed(running, model) ??
    contextOfShown(shown)
  const info = fieldsOf(fieldsOf(shown)['model_info'])
  return { contextTokens, parameters: parameters ?? usable(info['general.parameter_count']) }
}

const LISTED_FIELDS = [
  'loaded_context_length',
  'max_model_len',
  'context_window',
  'context_length',
  'max_context_length',
  'n_ctx',
] as const

/** The model's entry in a list of models. */
function contextOfListed(list: unknown, model: string): number | undefined {
  const entry = entryOf(list, model)
  const { meta, top_provider } = fieldsOf(entry)
  return [top_provider, entry, meta].map(one => contextIn(one, LISTED_FIELDS)).find(context => context !== undefined)
}

/** A server with one model has it answer to any name. */
function entryOf(list: unknown, model: string): unknown {
  const { data, models } = fieldsOf(list)
  const entries: readonly unknown[] = [data, models].find(Array.isArray) ?? []
  const named = entries.find(one =>
    [fieldsOf(one)['id'], fieldsOf(one)['name'], fieldsOf(one)['model']].includes(model),
  )
  return named ?? (entries.length === 1 ? entries[0] : undefined)
}

/** What Ollama loads the model with, else what the model could take. */
function contextOfShown(shown: unknown): number | undefined {
  const { parameters, model_info } = fieldsOf(shown)
  const set = /^[ \t]{0,20}num_ctx[ \t]{1,99}(\d{1,12})/mu.exec(String(parameters ?? ''))?.[1]
  const info = Object.entries(fieldsOf(model_info)).find(([name]) => name.endsWith('.context_length'))
  return usable(Number(set)) ?? usable(info?.[1])
}

function contextIn(value: unknown, names: readonly string[]): number | undefined {
  return names.map(name => usable(fieldsOf(value)[name])).find(context => context !== undefined)
}

function usable(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= LEAST_CONTEXT ? value : undefined
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

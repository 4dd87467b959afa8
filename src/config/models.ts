import type { StreamTimeouts } from '../llm/chat/stream.ts'
import type { OpenAiModelSettings } from '../llm/openai/models.ts'
import { isPrivateHost } from '../llm/server/private-host.ts'
import type { Config } from './environment.ts'

/** An extraction takes a slow model on a small machine a while, and nobody waits for it. */
const EXTRACTION_TIMEOUT_MS = 120_000
const EMBEDDING_TIMEOUT_MS = 30_000
/** Ten minutes of speech take a hosted model some ten seconds; an answer waits for it. */
const TRANSCRIPTION_TIMEOUT_MS = 30_000

/** Where the openai package sends to without a base URL. */
const OPENAI_ORIGIN = 'https://api.openai.com'

/** How to reach the models: another provider takes settings of its own. */
export function modelSettings(config: Config): OpenAiModelSettings {
  const [first, ...others] = chatModels(config)
  return {
    ...(config.LEARN_AT_ONCE !== undefined && { studiesAtOnce: config.LEARN_AT_ONCE }),
    chat: {
      ...chatServer(first, config),
      settingNames: { url: 'OPENAI_BASE_URL', model: 'CHAT_MODEL', key: 'OPENAI_API_KEY' },
      ...(config.CHAT_OPTIONS && { options: config.CHAT_OPTIONS }),
      responseTokens: config.RESPONSE_TOKENS,
      fallbacks: others.map(entry => ({
        ...chatServer(entry, config),
        settingNames: { url: 'CHAT_MODEL', model: 'CHAT_MODEL', key: 'MODEL_API_KEYS' },
      })),
    },
    extraction: {
      ...server(config.MEMORY_BASE_URL, config.MEMORY_API_KEY, config),
      settingNames: {
        url: config.MEMORY_BASE_URL === undefined ? 'OPENAI_BASE_URL' : 'MEMORY_BASE_URL',
        model: 'MEMORY_MODEL',
        key: config.MEMORY_API_KEY === undefined ? 'OPENAI_API_KEY' : 'MEMORY_API_KEY',
      },
      ...(config.MEMORY_OPTIONS && { options: config.MEMORY_OPTIONS }),
      model: config.MEMORY_MODEL,
      timeoutMs: EXTRACTION_TIMEOUT_MS,
    },
    embedder: {
      ...server(config.EMBEDDING_BASE_URL, config.EMBEDDING_API_KEY, config),
      settingNames: {
        url: config.EMBEDDING_BASE_URL === undefined ? 'OPENAI_BASE_URL' : 'EMBEDDING_BASE_URL',
        model: 'EMBEDDING_MODEL',
        key: config.EMBEDDING_API_KEY === undefined ? 'OPENAI_API_KEY' : 'EMBEDDING_API_KEY',
      },
      ...embeddingDimensions(config),
      model: config.EMBEDDING_MODEL,
      timeoutMs: EMBEDDING_TIMEOUT_MS,
    },
    ...(config.TRANSCRIPTION_MODEL !== undefined && { transcriber: transcriber(config.TRANSCRIPTION_MODEL, config) }),
  }
}

function transcriber(model: string, config: Config): NonNullable<OpenAiModelSettings['transcriber']> {
  const { TRANSCRIPTION_BASE_URL: url, TRANSCRIPTION_API_KEY: key } = config
  return {
    ...server(url, key, config),
    settingNames: {
      url: url === undefined ? 'OPENAI_BASE_URL' : 'TRANSCRIPTION_BASE_URL',
      model: 'TRANSCRIPTION_MODEL',
      key: key === undefined ? 'OPENAI_API_KEY' : 'TRANSCRIPTION_API_KEY',
    },
    model,
    timeoutMs: TRANSCRIPTION_TIMEOUT_MS,
  }
}

/** Who reads along, for people to know: all that answer, learn or put voice messages into words, and who embeds. */
export function providerHosts(config: Config): { readonly chat: string; readonly embeddings: string } {
  const { MEMORY_BASE_URL, TRANSCRIPTION_MODEL, TRANSCRIPTION_BASE_URL } = config
  const hearing = TRANSCRIPTION_MODEL === undefined ? [] : [TRANSCRIPTION_BASE_URL]
  const urls = [...chatModels(config).map(({ baseUrl }) => baseUrl), MEMORY_BASE_URL, ...hearing]
  const chat = new Set(urls.map(url => hostOf(url ?? config.OPENAI_BASE_URL)))
  return { chat: [...chat].join(', '), embeddings: hostOf(config.EMBEDDING_BASE_URL ?? config.OPENAI_BASE_URL) }
}

export const embeddingDimensions = ({ EMBEDDING_DIMENSIONS: dimensions }: Config) =>
  dimensions === '' ? {} : { dimensions }

/** An entry of CHAT_MODEL: a model, and where it is if that is not OPENAI_BASE_URL. */
interface ChatEntry {
  /** As it stands there. */
  readonly name: string
  readonly model: string
  readonly baseUrl: string | undefined
}

/** `model, model@https://host/v1`: the first answers, the others where those before can't. */
function chatModels({ CHAT_MODEL }: Config): readonly [ChatEntry, ...ChatEntry[]] {
  const entries = CHAT_MODEL.split(',').map(entry => entry.trim())
  const [first = { name: CHAT_MODEL, model: CHAT_MODEL, baseUrl: undefined }, ...others] = entries
    .filter(Boolean)
    .map(parseChatEntry)
  return [first, ...others]
}

function parseChatEntry(entry: string): ChatEntry {
  const at = entry.search(/@https?:\/\/./u)
  if (at <= 0) return { name: entry, model: entry, baseUrl: undefined }
  return { name: entry, model: entry.slice(0, at), baseUrl: entry.slice(at + 1) }
}

function chatServer({ name, model, baseUrl }: ChatEntry, config: Config) {
  return { ...server(baseUrl, undefined, config), ...streamTimeouts(baseUrl, config), name, model }
}

/** What a provider that takes longer has is trouble. */
const HOSTED_TIMEOUTS: StreamTimeouts = { firstTokenMs: 30_000, tokenGapMs: 20_000 }

/**
 * Without a graphics card a model reads some 40 tokens a second: a prompt of 8,000 takes it three minutes, and another one
 * that is read meanwhile holds up the answer that is being written.
 */
const OWN_TIMEOUTS: StreamTimeouts = { firstTokenMs: 300_000, tokenGapMs: 120_000 }

function streamTimeouts(ownUrl: string | undefined, config: Config): StreamTimeouts {
  const { OPENAI_BASE_URL, FIRST_TOKEN_TIMEOUT_SECONDS, TOKEN_GAP_TIMEOUT_SECONDS } = config
  const { hostname } = new URL(ownUrl ?? OPENAI_BASE_URL ?? OPENAI_ORIGIN)
  const usual = isPrivateHost(hostname) ? OWN_TIMEOUTS : HOSTED_TIMEOUTS
  return {
    firstTokenMs: FIRST_TOKEN_TIMEOUT_SECONDS === undefined ? usual.firstTokenMs : FIRST_TOKEN_TIMEOUT_SECONDS * 1000,
    tokenGapMs: TOKEN_GAP_TIMEOUT_SECONDS === undefined ? usual.tokenGapMs : TOKEN_GAP_TIMEOUT_SECONDS * 1000,
  }
}

/**
 * Where a model is, and the key for there. A key goes to the host that it was given for and to no other:
 * OPENAI_API_KEY to that of OPENAI_BASE_URL alone.
 */
function server(ownUrl: string | undefined, ownKey: string | undefined, config: Config) {
  const { OPENAI_API_KEY, OPENAI_BASE_URL } = config
  const baseUrl = ownUrl ?? OPENAI_BASE_URL
  const host = hostOf(baseUrl)
  const apiKey =
    ownKey ?? keysByHost(config).get(host) ?? (host === hostOf(OPENAI_BASE_URL) ? OPENAI_API_KEY : undefined)
  // Headers can hold keys as well: they go to nobody but the host of OPENAI_BASE_URL.
  const headers = host === hostOf(OPENAI_BASE_URL) ? config.MODEL_HEADERS : undefined
  return {
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(headers === undefined ? {} : { headers: headers as Readonly<Record<string, string>> }),
  }
}

/** MODEL_API_KEYS: `host=key, host=key`. */
function keysByHost({ MODEL_API_KEYS = '' }: Config): ReadonlyMap<string, string> {
  const pairs = MODEL_API_KEYS.split(',').map(pair => pair.trim().split(/=(.*)/su))
  return new Map(pairs.map(([host = '', key = '']) => [host, key]))
}

const hostOf = (baseUrl = OPENAI_ORIGIN) => new URL(baseUrl).host

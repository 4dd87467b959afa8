import type { EnvironmentVariables } from '../config/environment.ts'
import { hasEmbeddings } from '../llm/openai/probe/served-models.ts'
import type { SettingChanges } from './env-file.ts'
import { OPENAI, type Provider } from './providers.ts'

const OPENAI_URL = 'https://api.openai.com/v1'

/** What somebody is told whose server embeds nothing. */
export const WITHOUT_EMBEDDINGS =
  'It has no model for embeddings: memories are found by their words (EMBEDDING_BASE_URL names another server).'

/** A server of models, and what is known of it. */
export interface Place {
  readonly provider: Provider
  readonly baseUrl: string
  readonly key: string | undefined
  /** Those that the server says it has; empty where it says nothing. */
  readonly names: readonly string[]
}

interface Chosen {
  readonly chat: string
  readonly memory: string
}

/** Where a provider that has an address of its own has OpenAI's API. */
export function addressOf({ baseUrl }: Provider): string {
  return baseUrl ?? OPENAI_URL
}

/** The models of a server that talk. */
export const usable = (names: readonly string[]): readonly string[] => names.filter(name => !hasEmbeddings([name]))

/** What is taken of a server if nobody says otherwise; undefined where it has nothing that talks. */
export function usualModels({ provider, names }: Pick<Place, 'provider' | 'names'>): Chosen | undefined {
  const [first] = usable(names)
  const chat = provider.models?.chat ?? first
  return chat === undefined ? undefined : { chat, memory: provider.models?.memory ?? chat }
}

/** A model for embeddings among those of a server, if there is one: without, memories are found by their words. */
export function findEmbeddings({ provider, names }: Pick<Place, 'provider' | 'names'>): string | undefined {
  const usual = names.find(name => name === provider.embeddings || name.startsWith(`${provider.embeddings}:`))
  return usual ?? names.find(name => hasEmbeddings([name]))
}

/** The settings that make a bot use these models. */
export function settingsFor({ provider, baseUrl, key, names }: Place, { chat, memory }: Chosen): SettingChanges {
  const isOpenAi = provider === OPENAI
  const embeddings = findEmbeddings({ provider, names })
  return {
    OPENAI_BASE_URL: isOpenAi ? undefined : baseUrl,
    OPENAI_API_KEY: key,
    CHAT_MODEL: chat,
    MEMORY_MODEL: memory,
    // It was chosen of this server.
    ...{ MEMORY_BASE_URL: undefined, MEMORY_API_KEY: undefined },
    ...(isOpenAi && { EMBEDDING_MODEL: undefined, EMBEDDING_DIMENSIONS: undefined }),
    ...(!isOpenAi && embeddings !== undefined && { EMBEDDING_MODEL: embeddings, EMBEDDING_DIMENSIONS: '' }),
  }
}

/**
 * The changes with which what was given for the host of OPENAI_BASE_URL goes to no other one that takes its place: headers, which can
 * hold keys, and keys of models that had no address of their own.
 */
export function withoutKeysOfFormerHost(before: EnvironmentVariables, changes: SettingChanges): SettingChanges {
  if (hostOf(before['OPENAI_BASE_URL']) === hostOf(changes['OPENAI_BASE_URL'])) return changes
  const keys = (['MEMORY', 'EMBEDDING', 'TRANSCRIPTION'] as const)
    .filter(model => !before[`${model}_BASE_URL`])
    .map(model => `${model}_API_KEY`)
  return { ...Object.fromEntries(['MODEL_HEADERS', ...keys].map(name => [name, undefined])), ...changes }
}

const hostOf = (url: string | undefined) => URL.parse(url || OPENAI_URL)?.host

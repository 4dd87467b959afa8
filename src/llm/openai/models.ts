import type { CapabilityStore } from '../../memory/ports/capability-store.ts'
import type { Logger } from '../../observability/logger.ts'
import type { OnModelCall } from '../../observability/model-call.ts'
import { ModelHosts } from '../model-hosts.ts'
import type { Models } from '../models.ts'
import type { ServerCapabilities } from '../server/capabilities.ts'
import { createOpenAiChatModel, type OpenAiChatSettings } from './chat-model.ts'
import { askModelSize, type ModelSize } from './context-size.ts'
import { createOpenAiEmbedder, type OpenAiEmbedderSettings } from './embedder.ts'
import type { OpenAiExtractionSettings } from './extraction-model.ts'
import { configuredModels, type LazyExtractionModel, type LoadedExtractionModel } from './probe/configured-models.ts'
import { createOpenAiTranscriber, type OpenAiTranscriberSettings } from './transcriber.ts'

export interface OpenAiModelSettings {
  readonly chat: OpenAiChatSettings
  readonly embedder: OpenAiEmbedderSettings
  readonly extraction: OpenAiExtractionSettings
  /** Voice messages are told by their length alone if not given. */
  readonly transcriber?: OpenAiTranscriberSettings
  /** How many studies may run at one host at the same time, and 1 for one that does one thing at a time; by its address if not given. */
  readonly studiesAtOnce?: number
}

export interface OpenAiModelDependencies {
  /** Where it is kept what servers were found to take. */
  readonly capabilityStore: CapabilityStore
  readonly onCall: OnModelCall
  readonly log: Logger
}

/** The models of servers that speak OpenAI's API. */
export function createOpenAiModels(
  settings: OpenAiModelSettings,
  { capabilityStore, onCall, log }: OpenAiModelDependencies,
): Models {
  const shared = { capabilityStore, onCall, hosts: new ModelHosts(settings.studiesAtOnce) }
  const { servers, serverFor, ...chat } = createOpenAiChatModel({ ...settings.chat, ...shared }, log)
  const { backend: embedding, ...embedder } = createOpenAiEmbedder({ ...settings.embedder, ...shared }, log)
  const extraction = lazyExtractionModel({ ...settings.extraction, ...shared }, log)
  const asking = learnContext(servers, settings.chat)
  return {
    chat: {
      ...chat,
      async limits(model) {
        await Promise.race([asking, asleep(ASK_LIMIT_MS)])
        const { limits, isSmall } = serverFor(model)?.capabilities ?? {}
        return { contextTokens: limits?.contextTokens, isSmall: isSmall === true }
      },
    },
    embedder,
    transcriber: settings.transcriber && createOpenAiTranscriber({ ...settings.transcriber, ...shared }, log),
    loadExtractionModel: extraction.load,
    configured: configuredModels({ settings, servers, embedding, extraction, onCall, log }),
  }
}

/** Loaded once, by whoever needs it first. */
function lazyExtractionModel(settings: OpenAiExtractionSettings, log: Logger): LazyExtractionModel {
  let loaded: LoadedExtractionModel | undefined
  let loading: Promise<LoadedExtractionModel> | undefined
  return {
    load() {
      loading ??= import('./extraction-model.ts').then(async ({ createOpenAiExtractionModel }) => {
        loaded = createOpenAiExtractionModel(settings, log)
        await Promise.race([learnSize(loaded.backend.capabilities, settings), asleep(ASK_LIMIT_MS)])
        return loaded
      })
      return loading
    },
    loaded: () => loaded,
  }
}

/** How long a first question waits for the size of the model. */
const ASK_LIMIT_MS = 1500

/** Tokenizers differ from our counter by some percent. */
const MARGIN = 0.95

/** Asks a server for the size of its model, and notes how many parameters that has. Never rejects. */
async function learnSize(
  capabilities: ServerCapabilities,
  settings: Parameters<typeof askModelSize>[0],
): Promise<ModelSize> {
  const [size] = await Promise.all([askModelSize(settings), capabilities.load()])
  if (size.parameters !== undefined) capabilities.setLimit('parameters', size.parameters)
  return size
}

/** Asks each server for the context of its model. What it refused before may be less than it says. */
async function learnContext(
  servers: ReturnType<typeof createOpenAiChatModel>['servers'],
  { fallbacks = [], ...settings }: OpenAiChatSettings,
): Promise<void> {
  const each = [settings, ...fallbacks]
  await Promise.all(
    servers.map(async ({ capabilities }, at) => {
      const told = (await learnSize(capabilities, each[at] ?? settings)).contextTokens
      const known = capabilities.limits.contextTokens ?? Number.POSITIVE_INFINITY
      const context = told === undefined ? known : Math.floor(told * MARGIN)
      if (context < known) capabilities.setLimit('contextTokens', context)
    }),
  )
}

function asleep(ms: number): Promise<void> {
  return new Promise(resolve => void setTimeout(resolve, ms).unref())
}

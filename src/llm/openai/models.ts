import type { Logger } from '../../observability/logger.ts'
import type { OnModelCall } from '../../observability/model-call.ts'
import type { Models } from '../models.ts'
import { createOpenAiChatModel, type OpenAiChatSettings } from './chat-model.ts'
import { createOpenAiEmbedder, type OpenAiEmbedderSettings } from './embedder.ts'
import type { OpenAiExtractionSettings } from './extraction-model.ts'

export interface OpenAiModelSettings {
  readonly chat: OpenAiChatSettings
  readonly embedder: OpenAiEmbedderSettings
  readonly extraction: OpenAiExtractionSettings
}

/** The models of servers that speak OpenAI's API. */
export function createOpenAiModels(settings: OpenAiModelSettings, onCall: OnModelCall, log: Logger): Models {
  return {
    chat: createOpenAiChatModel({ ...settings.chat, onCall }, log),
    embedder: createOpenAiEmbedder({ ...settings.embedder, onCall }, log),
    async loadExtractionModel() {
      const { createOpenAiExtractionModel } = await import('./extraction-model.ts')
      return createOpenAiExtractionModel({ ...settings.extraction, onCall }, log)
    },
  }
}

import type { Models } from '../models.ts'
import type { ModelLog, OnModelCall } from '../telemetry.ts'
import { createOpenAiChatModel, type OpenAiChatSettings } from './chat-model.ts'
import { createOpenAiEmbedder, type OpenAiEmbedderSettings } from './embedder.ts'
import { createOpenAiExtractionModel, type OpenAiExtractionSettings } from './extraction-model.ts'

export interface OpenAiModelSettings {
  readonly chat: OpenAiChatSettings
  readonly extraction: OpenAiExtractionSettings
  readonly embedder: OpenAiEmbedderSettings
}

/** All models, from one server that speaks OpenAI's API, or from one for each. */
export function createOpenAiModels(settings: OpenAiModelSettings, onCall: OnModelCall, log: ModelLog): Models {
  const { chat, extraction, embedder } = settings
  return {
    chat: createOpenAiChatModel({ ...chat, onCall }, log),
    extraction: createOpenAiExtractionModel({ ...extraction, onCall }, log),
    embedder: createOpenAiEmbedder({ ...embedder, onCall }, log),
  }
}

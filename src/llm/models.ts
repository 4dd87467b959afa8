import type { Embedder } from '../memory/ports/embedder.ts'
import type { ExtractionModel } from '../memory/ports/extraction-model.ts'
import type { ChatModel } from '../prompt/chat-model.ts'
import type { Transcriber } from '../prompt/transcriber.ts'
import type { ConfiguredModel } from './probe.ts'

/** What a provider offers: CONTRIBUTING.md tells how to add another one. */
export interface Models {
  readonly chat: ChatModel
  readonly embedder: Embedder
  /** Undefined where no model is set that puts recordings into words. */
  readonly transcriber: Transcriber | undefined
  /** Loads what only learning needs, which begins when the bot answers already. */
  loadExtractionModel(): Promise<ExtractionModel>
  /** Every model that the settings name, those that answer where others can't included. */
  readonly configured: readonly ConfiguredModel[]
}

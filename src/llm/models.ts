import type { Embedder } from '../memory/ports/embedder.ts'
import type { ExtractionModel } from '../memory/ports/extraction-model.ts'
import type { ChatModel } from '../prompt/chat-model.ts'

/** What a provider offers; CONTRIBUTING.md ("Add a model provider") tells how to add another one. */
export interface Models {
  readonly chat: ChatModel
  readonly extraction: ExtractionModel
  readonly embedder: Embedder
}

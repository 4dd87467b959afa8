import type { Embedder } from '../memory/ports/embedder.ts'
import type { ExtractionModel } from '../memory/ports/extraction-model.ts'
import type { ChatModel } from '../prompt/chat-model.ts'

/** What a provider offers: CONTRIBUTING.md tells how to add another one. */
export interface Models {
  readonly chat: ChatModel
  readonly embedder: Embedder
  /** Loads what only learning needs, which begins when the bot answers already. */
  loadExtractionModel(): Promise<ExtractionModel>
  /** The names of those that fail for a reason that does not pass by itself, as a key that is refused. */
  brokenModels(): readonly string[]
}

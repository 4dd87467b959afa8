import type { ExtractionRequest } from '../memory/ports/extraction-model.ts'
import type { Memory } from '../memory/ports/memory.ts'
import type { QuestionRef, UserId } from '../memory/types.ts'
import type { AssembledPrompt } from '../prompt/assemble.ts'
import type { SelectedMemory } from '../prompt/sections/memory.ts'

/**
 * Somebody who watches memory at work, as the demo's page does. In production there is none, and nothing is done for one. It is
 * told what is at hand anyway, and not waited for.
 */
export interface Observer {
  /** The memory that the bot works with in the place of this one: the same, and it tells of itself. */
  readonly watchMemory: (memory: Memory) => Memory
  /** Told of each prompt that is put together for a question: the last is sent. */
  readonly onPrompt: (prompt: ObservedPrompt) => void
  /** Told of each request to learn from what somebody said, before it is sent. */
  readonly onStudy: (user: UserId, request: ExtractionRequest) => void
}

export interface ObservedPrompt {
  readonly question: QuestionRef
  /** What was chosen for it; undefined where memory could not be reached. */
  readonly memory: SelectedMemory | undefined
  /** What of that had room, and all else. */
  readonly assembled: AssembledPrompt
}

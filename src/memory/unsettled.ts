import type { MemoryStore } from './ports.ts'
import type { Answer, QuestionRef } from './types.ts'

const LIMIT = 1000

/**
 * Answers that were given while the store could not be reached. A question may have been kept although its `receive`
 * timed out; it would then seem unanswered, and be answered a second time at the next start. So what was answered is
 * told to the store when it is back: kept if the question is, and dropped if not. The newest 1,000.
 */
export class Unsettled {
  readonly #store: Pick<MemoryStore, 'answer' | 'giveUp'>
  readonly #waiting = new Map<string, { question: QuestionRef; answer: Answer | undefined }>()

  constructor(store: Pick<MemoryStore, 'answer' | 'giveUp'>) {
    this.#store = store
  }

  /** Remembers an answer, or that a question gets none. */
  add(question: QuestionRef, answer: Answer | undefined): void {
    if (this.#waiting.size >= LIMIT) for (const oldest of this.#waiting.keys().take(1)) this.#waiting.delete(oldest)
    this.#waiting.set(question.id, { question, answer })
  }

  /** Tells the store all that waits; stops at the first failure and throws it. */
  async settle(): Promise<void> {
    for (const [id, { question, answer }] of this.#waiting) {
      // The epoch is not known; a question that is still kept was not forgotten.
      if (answer === undefined) await this.#store.giveUp(question)
      else await this.#store.answer(question, '', answer)
      this.#waiting.delete(id)
    }
  }
}

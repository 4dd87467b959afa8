import type { MemoryStore } from './ports.ts'
import type { Answer, MessageId, QuestionRef } from './types.ts'

const LIMIT = 1000

/**
 * What the store could not be told while it was out of reach; the newest 1,000, until the process ends.
 *
 * An answer: its question may have been kept although its `receive` timed out. It would then seem unanswered, and be
 * answered a second time at the next start. So the store is told when it is back, and drops the answer if it does not
 * know the question. A deletion: what was deleted on Discord meanwhile must not stay here.
 */
export class Unsettled {
  readonly #store: Pick<MemoryStore, 'answer' | 'giveUp' | 'deleteMessage'>
  readonly #waiting = new Map<MessageId, () => Promise<unknown>>()

  constructor(store: Pick<MemoryStore, 'answer' | 'giveUp' | 'deleteMessage'>) {
    this.#store = store
  }

  /** An answer, or that a question gets none. */
  answered(question: QuestionRef, answer: Answer | undefined): void {
    // The epoch is not known; a question that is still kept was not forgotten.
    this.#add(question.id, () =>
      answer === undefined ? this.#store.giveUp(question) : this.#store.answer(question, '', answer),
    )
  }

  deleted(message: MessageId): void {
    this.#add(message, () => this.#store.deleteMessage(message))
  }

  /** Tells the store all that waits; stops at the first failure and throws it. */
  async settle(): Promise<void> {
    for (const [id, tell] of this.#waiting) {
      await tell()
      if (this.#waiting.get(id) === tell) this.#waiting.delete(id)
    }
  }

  #add(id: MessageId, tell: () => Promise<unknown>): void {
    if (this.#waiting.size >= LIMIT) for (const oldest of this.#waiting.keys().take(1)) this.#waiting.delete(oldest)
    this.#waiting.set(id, tell)
  }
}

import type { MemoryStore } from './ports.ts'
import type { Audience } from './scope.ts'
import type { Answer, MessageId, QuestionRef } from './types.ts'

const MOST_ANSWERS = 1000
/** More, because every deletion in every channel is told, and nobody knows which of them matter. */
const MOST_CHANGES = 100_000

type Tell = () => Promise<unknown>

/**
 * What the store could not be told while it was out of reach; the newest, until the process ends.
 *
 * An answer: its question may have been kept although its `receive` timed out. It would then seem unanswered, and be
 * answered a second time at the next start. So the store is told when it is back, and drops the answer if it does not
 * know the question. A deletion or an edit: words that were taken back on Discord meanwhile must not stay here.
 */
export class Unsettled {
  readonly #store: Pick<MemoryStore, 'answer' | 'giveUp' | 'deleteMessage' | 'revise'>
  readonly #answers = new Map<MessageId, Tell>()
  readonly #changes = new Map<MessageId, Tell>()
  readonly #deleted = new Set<MessageId>()

  constructor(store: Pick<MemoryStore, 'answer' | 'giveUp' | 'deleteMessage' | 'revise'>) {
    this.#store = store
  }

  /** An answer, or that a question gets none. */
  answered(question: QuestionRef, answer: Answer | undefined): void {
    // The epoch is not known; a question that is still kept was not forgotten.
    const tell = () => (answer === undefined ? this.#store.giveUp(question) : this.#store.answer(question, '', answer))
    put(this.#answers, question.id, tell, MOST_ANSWERS)
  }

  deleted(message: MessageId): void {
    this.#deleted.add(message)
    put(this.#changes, message, () => this.#store.deleteMessage(message), MOST_CHANGES)
  }

  /** A question has other words now. A deletion is never undone by it. */
  revised(question: QuestionRef, audience: Audience, text: string): void {
    if (this.#deleted.has(question.id)) return
    put(this.#changes, question.id, () => this.#store.revise(question, audience, text), MOST_CHANGES)
  }

  /** Tells the store all that waits, the changes last; stops at the first failure and throws it. */
  async settle(): Promise<void> {
    await tellAll(this.#answers)
    await tellAll(this.#changes)
    this.#deleted.clear()
  }
}

function put(waiting: Map<MessageId, Tell>, id: MessageId, tell: Tell, most: number): void {
  if (waiting.size >= most) for (const oldest of waiting.keys().take(1)) waiting.delete(oldest)
  waiting.set(id, tell)
}

async function tellAll(waiting: Map<MessageId, Tell>): Promise<void> {
  for (const [id, tell] of waiting) {
    await tell()
    if (waiting.get(id) === tell) waiting.delete(id)
  }
}

import type { TakenOut } from '../memory/ports.ts'
import type { MessageId, QuestionRef } from '../memory/types.ts'

/**
 * Which messages show the newest answers of this process: also of those that are not kept, or failed, of which the store
 * can't tell. Ids alone.
 */
export class RecentAnswers {
  readonly #limit: number
  readonly #byQuestion = new Map<MessageId, TakenOut>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Takes the place of what was noted of the same question. */
  note({ user, channel, id }: QuestionRef, answers: readonly MessageId[]): void {
    this.#byQuestion.delete(id)
    if (answers.length === 0) return
    if (this.#byQuestion.size >= this.#limit)
      for (const oldest of this.#byQuestion.keys().take(1)) this.#byQuestion.delete(oldest)
    // Not the question itself: it would keep its words here.
    this.#byQuestion.set(id, { question: { user, channel, id }, answers })
  }

  /** What was noted of a question, once. */
  take(question: MessageId): TakenOut | undefined {
    const noted = this.#byQuestion.get(question)
    this.#byQuestion.delete(question)
    return noted
  }
}

import type { DeletedTurn } from '../../memory/ports/conversation-store.ts'
import type { MessageId, QuestionRef } from '../../memory/types.ts'

/**
 * Which messages show the newest answers of this process: also of those that are not kept, or failed, of which the store
 * can't tell. Ids alone.
 */
export class RecentAnswers {
  readonly #limit: number
  readonly #byQuestion = new Map<MessageId, DeletedTurn>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Takes the place of what was noted of the same question. */
  add({ user, channel, id }: QuestionRef, answers: readonly MessageId[]): void {
    this.#byQuestion.delete(id)
    if (answers.length === 0) return
    if (this.#byQuestion.size >= this.#limit)
      for (const oldest of this.#byQuestion.keys().take(1)) this.#byQuestion.delete(oldest)
    // Not the question itself: it would keep its words here.
    this.#byQuestion.set(id, { question: { user, channel, id }, answers })
  }

  /** What was noted of a question, once. */
  take(question: MessageId): DeletedTurn | undefined {
    const noted = this.#byQuestion.get(question)
    this.#byQuestion.delete(question)
    return noted
  }
}

/** A set that keeps the newest `limit` members. */
export class RecentSet<T> {
  readonly #limit: number
  readonly #members = new Set<T>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /** False if it was there already. */
  add(member: T): boolean {
    if (this.#members.has(member)) return false
    if (this.#members.size >= this.#limit)
      for (const oldest of this.#members.values().take(1)) this.#members.delete(oldest)
    this.#members.add(member)
    return true
  }

  delete(member: T): void {
    this.#members.delete(member)
  }
}

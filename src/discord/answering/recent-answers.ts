import { LRUCache } from 'lru-cache'
import { atMost } from '../../memory/memoize.ts'
import type { DeletedTurn } from '../../memory/ports/conversation-store.ts'
import type { MessageId, QuestionRef } from '../../memory/types.ts'

const MAX_RECENT = 10_000

/** A set that keeps the newest `max` members. */
export class RecentSet<T extends string | number> {
  readonly #members: LRUCache<T, true>

  constructor(max = MAX_RECENT) {
    this.#members = new LRUCache(atMost(max))
  }

  /** False if it was there already. */
  add(member: T): boolean {
    if (this.#members.has(member)) return false
    this.#members.set(member, true)
    return true
  }

  has(member: T): boolean {
    return this.#members.has(member)
  }

  delete(member: T): void {
    this.#members.delete(member)
  }
}

/**
 * Which messages show the newest answers of this process, also of answers that are not kept, or failed, which the store
 * does not know. Ids alone.
 */
export class RecentAnswers {
  readonly #byQuestion = new LRUCache<MessageId, DeletedTurn>(atMost(MAX_RECENT))

  /** Takes the place of what was noted of the same question. */
  add({ user, channel, id }: QuestionRef, answers: readonly MessageId[]): void {
    // The ids alone: the question itself would keep its words here.
    if (answers.length > 0) this.#byQuestion.set(id, { question: { user, channel, id }, answers })
    else this.#byQuestion.delete(id)
  }

  has(question: MessageId): boolean {
    return this.#byQuestion.has(question)
  }

  /** The messages that show the answer to a question. */
  get(question: MessageId): readonly MessageId[] | undefined {
    return this.#byQuestion.get(question)?.answers
  }

  /** What was noted of a question, once. */
  take(question: MessageId): DeletedTurn | undefined {
    const noted = this.#byQuestion.get(question)
    this.#byQuestion.delete(question)
    return noted
  }
}

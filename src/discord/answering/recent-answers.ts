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

/** An answer, by its messages, and all that it answers. */
interface RecentAnswer {
  readonly questions: readonly QuestionRef[]
  readonly answers: readonly MessageId[]
}

/**
 * Which messages show the newest answers of this process, also of answers that are not kept, or failed, which the store
 * does not know. Ids alone.
 */
export class RecentAnswers {
  readonly #byQuestion = new LRUCache<MessageId, RecentAnswer>(atMost(MAX_RECENT))

  /**
   * Takes the place of what was noted of the same questions. Where one of them was answered with others, and these messages are
   * written over that answer, the others are answered by them no more.
   * @param toEarlier the messages that show what was said to all but the last, where that is something else
   */
  add(questions: readonly QuestionRef[], answers: readonly MessageId[], toEarlier = answers): void {
    if (toEarlier !== answers) {
      this.add(questions.slice(0, -1), toEarlier)
      this.add(questions.slice(-1), answers)
      return
    }
    for (const { id } of questions) {
      if (answers[0] === this.get(id)?.[0]) this.#drop(this.#byQuestion.get(id))
      this.#byQuestion.delete(id)
    }
    if (answers.length === 0) return
    // The ids alone: the questions themselves would keep their words here.
    const noted = { questions: questions.map(({ user, channel, id }) => ({ user, channel, id })), answers }
    for (const { id } of questions) this.#byQuestion.set(id, noted)
  }

  /**
   * The last of what was answered together is answered anew by itself, in the messages that reply to it: the others are shown by
   * them no more.
   */
  part(question: MessageId): void {
    const noted = this.#byQuestion.get(question)
    const last = noted?.questions.at(-1)
    if (noted !== undefined && last?.id === question) this.add([last], noted.answers)
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
    const asked = noted?.questions.find(({ id }) => id === question)
    return noted && asked && { question: asked, answers: noted.answers }
  }

  #drop(answer: RecentAnswer | undefined): void {
    for (const { id } of answer?.questions ?? []) if (this.#byQuestion.get(id) === answer) this.#byQuestion.delete(id)
  }
}

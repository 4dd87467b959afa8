import { type PendingAnswer, type PendingQuestion, questionsOf } from './outbox-entries.ts'
import { bytesOf, MAX_AGE_MS, MAX_ANSWERS, MAX_BYTES } from './outbox-room.ts'
import type { MessageId, UserId } from './types.ts'

/** The questions and answers that wait in an outbox, within the room there is for them: the oldest go for the newest. */
export class PendingWords {
  readonly #questions = new Map<MessageId, PendingQuestion>()
  readonly #answers = new Map<MessageId, PendingAnswer>()
  readonly #onLost: () => void
  #bytes = 0

  /** @param onLost told of each question, or answer alone, that is let go */
  constructor(onLost: () => void) {
    this.#onLost = onLost
  }

  get questions(): ReadonlyMap<MessageId, PendingQuestion> {
    return this.#questions
  }

  get answers(): ReadonlyMap<MessageId, PendingAnswer> {
    return this.#answers
  }

  /** How many questions wait, with those whose answer alone does. */
  get size(): number {
    return new Set([...this.#questions.keys(), ...this.#answers.keys()]).size
  }

  /** Whether anything that this user said, or was answered, waits. */
  holds(user: UserId): boolean {
    const isTheirs = ({ question }: Pick<PendingAnswer, 'question'>) => question.user === user
    // Without a copy: it is asked at each question, and thousands may wait.
    return this.#questions.values().some(isTheirs) || this.#answers.values().some(isTheirs)
  }

  /** Whether the words of a question, or of an answer to it, wait. */
  holdsQuestion(id: MessageId): boolean {
    return this.#questions.has(id) || this.#answers.values().some(answer => questionsOf(answer).includes(id))
  }

  setQuestion(waiting: PendingQuestion): void {
    const { id } = waiting.question
    this.#bytes += bytesOf(waiting.question) - bytesOf(this.#questions.get(id)?.question)
    this.#questions.set(id, waiting)
    this.makeRoom()
  }

  setAnswer(waiting: PendingAnswer): void {
    const { id } = waiting.question
    if (!this.#answers.has(id) && this.#answers.size >= MAX_ANSWERS)
      for (const oldest of this.#answers.keys().take(1)) {
        this.dropAnswer(oldest)
        this.#onLost()
      }
    this.#bytes += bytesOf(waiting.answer) - bytesOf(this.#answers.get(id)?.answer)
    this.#answers.set(id, waiting)
    this.makeRoom()
  }

  /** False if it does not wait. */
  dropQuestion(id: MessageId): boolean {
    this.#bytes -= bytesOf(this.#questions.get(id)?.question)
    return this.#questions.delete(id)
  }

  dropAnswer(id: MessageId): void {
    this.#bytes -= bytesOf(this.#answers.get(id)?.answer)
    this.#answers.delete(id)
    // What is kept waits with its answer alone.
    if (this.#questions.get(id)?.isKept === true) this.dropQuestion(id)
  }

  /** A question that was kept, and is lost, is to be kept once more with its answer. False if it does not wait, or has another answer by now. */
  keepAnew(answer: PendingAnswer): boolean {
    const { id } = answer.question
    const asked = this.#questions.get(id)
    if (asked === undefined || this.#answers.get(id) !== answer) return false
    this.setQuestion({ ...asked, isKept: false })
    this.setAnswer({ ...answer, snapshotToken: '' })
    return true
  }

  /** Lets go of what takes too much room, or has waited too long. */
  makeRoom(): void {
    for (const [id, { since }] of this.#questions) {
      if (this.#bytes <= MAX_BYTES && performance.now() - since < MAX_AGE_MS) break
      this.dropQuestion(id)
      this.dropAnswer(id)
      this.#onLost()
    }
    for (const waiting of this.#answers.values()) {
      const { question, answer, since } = waiting
      if (this.#bytes <= MAX_BYTES && performance.now() - since < MAX_AGE_MS) return
      if (answer === undefined) continue
      this.dropAnswer(question.id)
      this.#answers.set(question.id, { ...waiting, answer: undefined })
      this.#onLost()
    }
  }
}

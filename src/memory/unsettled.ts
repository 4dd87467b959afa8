import type { MemoryStore, TakenOut } from './ports.ts'
import type { Audience } from './scope.ts'
import type { Answer, MessageId, QuestionRef, UserId } from './types.ts'

const MOST_ANSWERS = 1000
/** More, because every deletion in every channel is told, and nobody knows which of them matter. */
const MOST_CHANGES = 100_000

interface Waiting {
  /** Whose words are in it; none if there are none. */
  readonly question?: QuestionRef
  readonly tell: () => Promise<unknown>
}

/**
 * What the store could not be told while it was out of reach; the newest, until the process ends.
 *
 * An answer: its question may have been kept although its `receive` timed out. It would then seem unanswered, and be
 * answered a second time at the next start. So the store is told when it is back, and drops the answer if it does not
 * know the question. A deletion or an edit: words that were taken back on Discord meanwhile must not stay here.
 */
export class Unsettled {
  readonly #store: Pick<MemoryStore, 'answer' | 'giveUp' | 'deleteMessage' | 'revise'>
  readonly #answers = new Map<MessageId, Waiting>()
  readonly #changes = new Map<MessageId, Waiting>()
  readonly #deleted = new Set<MessageId>()

  constructor(store: Pick<MemoryStore, 'answer' | 'giveUp' | 'deleteMessage' | 'revise'>) {
    this.#store = store
  }

  /**
   * An answer, or that a question gets none.
   * @param ground that of its snapshot; '' if it was made of the question alone
   */
  answered(question: QuestionRef, answer: Answer | undefined, ground = ''): void {
    const waiting: Waiting =
      answer === undefined
        ? { tell: () => this.#store.giveUp(question) }
        : { question, tell: () => this.#store.answer(question, ground, answer) }
    put(this.#answers, question.id, waiting, MOST_ANSWERS)
  }

  /** @param onGone told what went, if anything did, once the store has said so */
  deleted(message: MessageId, onGone: (gone: TakenOut) => void): void {
    this.#deleted.add(message)
    const tell = async () => {
      const gone = await this.#store.deleteMessage(message)
      if (gone !== undefined) onGone(gone)
    }
    put(this.#changes, message, { tell }, MOST_CHANGES)
  }

  /** A question has other words now. A deletion is never undone by it. */
  revised(question: QuestionRef, audience: Audience, text: string): void {
    if (this.#deleted.has(question.id)) return
    const tell = () => this.#store.revise(question, audience, text)
    put(this.#changes, question.id, { question, tell }, MOST_CHANGES)
  }

  /** Lets go of a user's words: their answers are given up, and what was edited is gone instead. */
  forget(user: UserId): void {
    for (const { question } of [...this.#answers.values()])
      if (question?.user === user) this.answered(question, undefined)
    for (const { question } of [...this.#changes.values()])
      if (question?.user === user) this.deleted(question.id, () => undefined)
  }

  /** Tells the store all that waits, the changes last; stops at the first failure and throws it. */
  async settle(): Promise<void> {
    await tellAll(this.#answers)
    await tellAll(this.#changes)
    this.#deleted.clear()
  }
}

function put(all: Map<MessageId, Waiting>, id: MessageId, waiting: Waiting, most: number): void {
  if (all.size >= most) for (const oldest of all.keys().take(1)) all.delete(oldest)
  all.set(id, waiting)
}

async function tellAll(all: Map<MessageId, Waiting>): Promise<void> {
  for (const [id, waiting] of all) {
    await waiting.tell()
    if (all.get(id) === waiting) all.delete(id)
  }
}

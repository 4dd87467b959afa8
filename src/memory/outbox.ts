import type { ConversationStore, DeletedTurn } from './ports/conversation-store.ts'
import type { DeletionJournal } from './ports/deletion-journal.ts'
import type { Audience } from './scope.ts'
import type { Answer, MessageId, QuestionRef, UserId } from './types.ts'

const MAX_ANSWERS = 1000
/** More, because every deletion in every channel is told, and nobody knows which of them matter. */
const MAX_CHANGES = 100_000

interface PendingWrite {
  /** Whose words are in it; none if there are none. */
  readonly question?: QuestionRef
  readonly send: () => Promise<unknown>
}

/**
 * What the store could not be told while it was out of reach; the newest, until the process ends. Deletions survive that:
 * they are ids alone, and what somebody took back must not stay because a process was stopped just then.
 *
 * An answer: its question may have been kept although storing it timed out. It would then seem unanswered, and be
 * answered a second time at the next start. So the store is told when it is back, and drops the answer if it does not
 * know the question. A deletion or an edit: words that were taken back on Discord meanwhile must not stay here.
 */
export class Outbox {
  readonly #store: Pick<ConversationStore, 'keepAnswer' | 'releaseClaim' | 'deleteMessage' | 'editQuestion'>
  readonly #answers = new Map<MessageId, PendingWrite>()
  readonly #changes = new Map<MessageId, PendingWrite>()
  readonly #deleted = new Set<MessageId>()
  readonly #journal: DeletionJournal
  #flushing: Promise<void> | undefined

  constructor(
    store: Pick<ConversationStore, 'keepAnswer' | 'releaseClaim' | 'deleteMessage' | 'editQuestion'>,
    journal: DeletionJournal,
  ) {
    this.#store = store
    this.#journal = journal
  }

  /** Takes up the deletions that an earlier process could not tell the store. */
  resumeDeletions(onGone: (gone: DeletedTurn) => void): void {
    for (const message of this.#journal.read()) this.#waitToDelete(message, onGone)
  }

  /**
   * An answer, or that a question gets none.
   * @param snapshotToken that of its snapshot; '' if it was made of the question alone
   */
  addAnswer(question: QuestionRef, answer: Answer | undefined, snapshotToken = ''): void {
    const waiting: PendingWrite =
      answer === undefined
        ? { send: () => this.#store.releaseClaim(question) }
        : { question, send: () => this.#store.keepAnswer(question, snapshotToken, answer) }
    setBounded(this.#answers, question.id, waiting, MAX_ANSWERS)
  }

  /** @param onGone told what went, if anything did, once the store has said so */
  addDeletion(message: MessageId, onGone: (gone: DeletedTurn) => void): void {
    if (!this.#deleted.has(message)) this.#journal.add(message)
    this.#waitToDelete(message, onGone)
  }

  #waitToDelete(message: MessageId, onGone: (gone: DeletedTurn) => void): void {
    this.#deleted.add(message)
    const tell = async () => {
      const gone = await this.#store.deleteMessage(message)
      if (gone !== undefined) onGone(gone)
    }
    setBounded(this.#changes, message, { send: tell }, MAX_CHANGES)
  }

  /** A question has other words now. A deletion is never undone by it. */
  addEdit(question: QuestionRef, audience: Audience, text: string): void {
    if (this.#deleted.has(question.id)) return
    const tell = () => this.#store.editQuestion(question, audience, text)
    setBounded(this.#changes, question.id, { question, send: tell }, MAX_CHANGES)
  }

  /** Lets go of a user's words: their answers are given up, and what was edited is gone instead. */
  forgetUser(user: UserId): void {
    for (const { question } of [...this.#answers.values()])
      if (question?.user === user) this.addAnswer(question, undefined)
    for (const { question } of [...this.#changes.values()])
      if (question?.user === user) this.addDeletion(question.id, () => undefined)
  }

  /** Whether an edit or a deletion waits. */
  get hasChanges(): boolean {
    return this.#changes.size > 0
  }

  /** Tells the store all that waits, the changes last; stops at the first failure and throws it. One that runs is joined. */
  async flush(): Promise<void> {
    this.#flushing ??= this.#sendAll().finally(() => {
      this.#flushing = undefined
    })
    await this.#flushing
  }

  async #sendAll(): Promise<void> {
    await sendAll(this.#answers)
    await sendAll(this.#changes)
    if (this.#deleted.size > 0 && this.#changes.size === 0) this.#journal.clear()
    this.#deleted.clear()
  }
}

function setBounded(all: Map<MessageId, PendingWrite>, id: MessageId, waiting: PendingWrite, most: number): void {
  if (all.size >= most) for (const oldest of all.keys().take(1)) all.delete(oldest)
  all.set(id, waiting)
}

async function sendAll(all: Map<MessageId, PendingWrite>): Promise<void> {
  for (const [id, waiting] of all) {
    await waiting.send()
    if (all.get(id) === waiting) all.delete(id)
  }
}

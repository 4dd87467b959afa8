import {
  type AnsweredQuestions,
  type AnswerTerms,
  idsOf,
  type OutboxStore,
  type PendingAnswer,
  type PendingWrite,
  questionsOf,
} from './outbox-entries.ts'
import { distinct, NO_LOSSES, type OutboxLosses, setBounded } from './outbox-room.ts'
import { PendingWords } from './outbox-words.ts'
import type { DeletedTurn } from './ports/conversation-store.ts'
import type { DeletionJournal } from './ports/deletion-journal.ts'
import type { Audience } from './scope.ts'
import { tellEach } from './tell-each.ts'
import { snowflakeTime } from './turns.ts'
import type { Answer, MessageId, Question, QuestionRef, UserId } from './types.ts'

/** Discord tells its time in whole seconds, and so long it may take until what was deleted is told. */
const LEEWAY_MS = 2000

/**
 * What the store could not be told while it was out of reach; the newest, until the process ends. Deletions survive that:
 * they are ids alone, and what somebody took back must not stay because a process was stopped just then.
 *
 * A question and its answer are kept when the store is back, the oldest first, under the rules that hold then. An answer alone:
 * its question may have been kept although storing it timed out, and would be answered again at the next start. The store drops the
 * answer if it does not know the question. A deletion or an edit: words that were taken back on Discord must not stay, here or there.
 */
export class Outbox {
  readonly #store: OutboxStore
  readonly #words = new PendingWords(() => this.#lose({ messages: 1 }))
  readonly #changes = new Map<MessageId, PendingWrite>()
  readonly #deleted = new Set<MessageId>()
  /** Whose words could not be told last: those of others come first. */
  readonly #failed = new Set<UserId>()
  readonly #journal: DeletionJournal
  readonly #now: () => number
  #lost = NO_LOSSES
  #flushing: Promise<void> | undefined

  /** @param now what time it is for Discord, by which its ids go, in ms since 1970 */
  constructor(store: OutboxStore, journal: DeletionJournal, now: () => number) {
    this.#store = store
    this.#journal = journal
    this.#now = now
  }

  /** What would be lost if the process ended now: deletions outlast it. */
  get unsaved(): OutboxLosses {
    return { messages: this.#words.size, changes: this.#changes.size - this.#deletions().length }
  }

  /** What was let go since this was last asked. */
  takeLost(): OutboxLosses {
    const lost = this.#lost
    this.#lost = NO_LOSSES
    return lost
  }

  /** Whether anything that this user said, or was answered, waits to be kept. */
  holds(user: UserId): boolean {
    return this.#words.holds(user)
  }

  /** Whether the words of a question, or of an answer to it, wait to be kept. */
  holdsQuestion(id: MessageId): boolean {
    return this.#words.holdsQuestion(id)
  }

  /** Takes up the deletions that an earlier process could not tell the store. */
  resumeDeletions(onGone: (gone: DeletedTurn) => void): void {
    for (const message of this.#journal.read()) this.#waitToDelete(message, onGone)
  }

  /** A question that could not be kept, or is, and its answer could not. */
  addQuestion(question: Question, audience: Audience, isKept = false): void {
    if (this.#deleted.has(question.id)) return
    this.#words.dropQuestion(question.id)
    this.#words.setQuestion({ question, audience, isKept, since: performance.now() })
  }

  /** An answer, or that a question gets none. */
  addAnswer(
    { id, user, channel }: QuestionRef,
    answer: Answer | undefined,
    { snapshotToken = '', isLeft = false, companions: others = [] }: AnswerTerms = {},
  ): void {
    const waiting = this.#words.answers.get(id)
    const companions = distinct([...(answer?.companions ?? []), ...(waiting?.companions ?? []), ...others])
    const since = waiting?.since ?? performance.now()
    const given = { question: { id, user, channel }, companions, answer, isLeft, snapshotToken, since }
    this.#words.setAnswer({ ...given, isToEdit: answer !== undefined && this.#isEdited(given) })
  }

  /** @param onGone told what went, if anything did, once the store has said so */
  addDeletion(message: MessageId, onGone: (gone: DeletedTurn) => void): void {
    this.forgetMessage(message)
    if (!this.#deleted.has(message)) this.#journal.add(message)
    this.#waitToDelete(message, onGone)
  }

  /** A message was deleted, and the store knows of it: no word of it, or of the answer to it, waits here any longer. */
  forgetMessage(message: MessageId): void {
    this.#changes.delete(message)
    if (this.#words.dropQuestion(message)) this.#words.dropAnswer(message)
    for (const { question, answer } of this.#words.answers.values())
      if (answer?.messages.includes(message) === true) this.addAnswer(question, undefined)
  }

  #waitToDelete(message: MessageId, onGone: (gone: DeletedTurn) => void): void {
    this.#deleted.add(message)
    const tell = async () => {
      const gone = await this.#store.deleteMessage(message)
      if (gone !== undefined) onGone(gone)
    }
    this.#lose({ changes: setBounded(this.#changes, message, { send: tell }) })
  }

  /** A question has other words now. A deletion is never undone by it. */
  addEdit(question: QuestionRef, audience: Audience, text: string): void {
    if (this.#deleted.has(question.id)) return
    this.#rewriteQuestion(question.id, text)
    this.#giveUpAnswers(question.id, waiting => waiting.isToEdit)
    const { id, user, channel } = question
    const tell = () => this.#store.editQuestion({ id, user, channel }, audience, text)
    this.#lose({ changes: setBounded(this.#changes, id, { question: { id, user, channel }, send: tell }) })
  }

  /** A question has other words now, and the store knows of it: those that wait here are none of the old ones. */
  editQuestion(id: MessageId, text: string): void {
    this.#rewriteQuestion(id, text)
    // An edit that waits is of before.
    if (this.#changes.get(id)?.question !== undefined) this.#changes.delete(id)
    this.#giveUpAnswers(id, () => true)
  }

  #rewriteQuestion(id: MessageId, text: string): void {
    const waiting = this.#words.questions.get(id)
    if (waiting === undefined) return
    this.#words.setQuestion({ ...waiting, question: { ...waiting.question, text } })
    // What was answered to the old words.
    const { isLeft } = this.#words.answers.get(id) ?? {}
    if (isLeft !== undefined) this.addAnswer(waiting.question, undefined, { isLeft })
  }

  /**
   * Lets go of what a user has said until so many ms ago, or all where it is 0: their questions and answers are given up, and what was
   * edited is gone instead.
   */
  forgetUser(user: UserId, agoMs: number): void {
    const isMeant = (question: QuestionRef) =>
      question.user === user && (agoMs === 0 || this.#now() - snowflakeTime(question.id) >= agoMs - LEEWAY_MS)
    for (const { question } of [...this.#words.questions.values()])
      if (isMeant(question)) this.#words.dropQuestion(question.id)
    for (const { question } of [...this.#words.answers.values()])
      if (isMeant(question)) this.addAnswer(question, undefined)
    for (const { question } of [...this.#changes.values()])
      if (question && isMeant(question)) this.addDeletion(question.id, () => undefined)
  }

  /** Whether an edit or a deletion waits. */
  get hasChanges(): boolean {
    return this.#changes.size > 0
  }

  get isEmpty(): boolean {
    return this.#words.size === 0 && !this.hasChanges
  }

  /**
   * Tells the store all that waits, of each user questions first and changes last, but for the answers to edits. Where a part of it
   * is out of reach, so are the words of some: those of others are told, and the first failure is thrown then. One that runs is joined.
   */
  flush(): Promise<void> {
    this.#flushing ??= this.#flushAll().finally(() => {
      this.#flushing = undefined
    })
    return this.#flushing
  }

  /**
   * The same of what one user said, was answered and edited, at once: where a store is out of reach in part, others' words may have
   * to wait. A store that is full takes no words, but takes those back that were edited. Throws the first failure.
   */
  async flushUser(user: UserId): Promise<void> {
    this.#words.makeRoom()
    const [failure] = await tellEach([() => this.#keepWords(user), () => this.#tellEdits(user)], tell => tell())
    if (failure !== undefined) throw failure
    // Those to edits that waited.
    for (const id of idsOf(user, this.#words.answers)) await this.#keepAnswer(id)
  }

  async #keepWords(user: UserId): Promise<void> {
    for (const id of idsOf(user, this.#words.questions)) await this.#keepQuestion(id)
    for (const id of idsOf(user, this.#words.answers)) await this.#keepAnswer(id)
  }

  async #tellEdits(user: UserId): Promise<void> {
    for (const id of idsOf(user, this.#changes)) {
      const isTold = await this.#tellChange(id)
      // What could not be told before.
      if (isTold && !this.#changes.has(id)) this.#giveUpAnswers(id, waiting => !waiting.isToEdit)
    }
  }

  async #flushAll(): Promise<void> {
    const words = await tellEach(this.#usersInOrder(), user => this.#flushOrNote(user))
    const [failure] = [...words, ...(await tellEach(this.#deletions(), id => this.#tellChange(id)))]
    if (failure !== undefined) throw failure
    // One that came in meanwhile is not told yet.
    if (this.#deleted.size === 0 || this.#changes.size > 0) return
    this.#journal.clear()
    this.#deleted.clear()
  }

  /**
   * Tells what one user has taken back, and all deletions: nobody knows whose they are. Throws the first failure; that words wait on
   * which nobody took back is none.
   */
  async settleUser(user: UserId): Promise<void> {
    const [failure] = await tellEach([user], one => this.flushUser(one))
    if (failure !== undefined && idsOf(user, this.#changes).length > 0) throw failure
    for (const id of this.#deletions()) await this.#tellChange(id)
  }

  #deletions(): readonly MessageId[] {
    return [...this.#changes].flatMap(([id, { question }]) => (question === undefined ? id : []))
  }

  async #flushOrNote(user: UserId): Promise<void> {
    this.#failed.add(user)
    await this.flushUser(user)
    this.#failed.delete(user)
  }

  #usersInOrder(): readonly UserId[] {
    const waiting = [...this.#words.questions.values(), ...this.#words.answers.values(), ...this.#changes.values()]
    const users = new Set(waiting.flatMap(({ question }) => question?.user ?? []))
    for (const user of this.#failed.difference(users)) this.#failed.delete(user)
    return [...users].toSorted((one, other) => Number(this.#failed.has(one)) - Number(this.#failed.has(other)))
  }

  async #keepQuestion(id: MessageId): Promise<void> {
    const waiting = this.#words.questions.get(id)
    if (waiting === undefined || waiting.isKept) return
    const kept = await this.#store.keepQuestion(waiting.question, waiting.audience)
    if (this.#words.questions.get(id) !== waiting) return
    const { answer, companions } = this.#words.answers.get(id) ?? {}
    const isKept = answer !== undefined && (kept === 'claimed' || kept.retention === 'kept')
    if (isKept) this.#words.setQuestion({ ...waiting, isKept })
    else this.#words.dropQuestion(id)
    if (isKept || answer === undefined) return
    // Claimed and not kept: its answer is not kept either.
    await this.#store.releaseClaim(waiting.question, 'answered', companions)
    this.#words.dropAnswer(id)
  }

  async #keepAnswer(id: MessageId): Promise<void> {
    const waiting = this.#words.answers.get(id)
    const isTooSoon = this.#words.questions.get(id)?.isKept === false
    if (waiting === undefined || isTooSoon || (waiting.isToEdit && this.#isEdited(waiting))) return
    const { question, companions, answer, isLeft, snapshotToken } = waiting
    const kept = answer && (await this.#store.keepAnswer(question, snapshotToken, { ...answer, companions }))
    const mayBeLost = kept === 'lost' || kept === 'gone'
    const isLost = mayBeLost && !(await this.#store.findTurns([id], question.user)).has(id)
    if (isLost && this.#words.keepAnew(waiting)) return await this.#keepQuestion(id)
    if (kept === undefined && isLeft) await this.#store.passOnClaim(question, companions)
    else if (kept === undefined || kept === 'gone')
      await this.#store.releaseClaim(question, answer && 'answered', companions)
    if (this.#words.answers.get(id) === waiting) this.#words.dropAnswer(id)
  }

  /** Whether an edit of anything waits that an answer is to. */
  #isEdited(answer: AnsweredQuestions): boolean {
    return questionsOf(answer).some(id => this.#changes.get(id)?.question !== undefined)
  }

  /** False if nothing waited. */
  async #tellChange(id: MessageId): Promise<boolean> {
    const waiting = this.#changes.get(id)
    if (waiting === undefined) return false
    // Last, if it fails: what is behind it is tried first the next time.
    if (this.#changes.delete(id)) this.#changes.set(id, waiting)
    await waiting.send()
    if (this.#changes.get(id) === waiting) this.#changes.delete(id)
    return true
  }

  #lose({ messages = 0, changes = 0 }: Partial<OutboxLosses>): void {
    this.#lost = { messages: this.#lost.messages + messages, changes: this.#lost.changes + changes }
  }

  /** What was answered to words of a question that are no more. */
  #giveUpAnswers(id: MessageId, isMeant: (answer: PendingAnswer) => boolean): void {
    for (const waiting of this.#words.answers.values())
      if (waiting.answer && questionsOf(waiting).includes(id) && isMeant(waiting))
        this.addAnswer(waiting.question, undefined, { isLeft: waiting.isLeft })
  }
}

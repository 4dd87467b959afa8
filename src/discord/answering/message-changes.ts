import { errorDetails } from '../../errors.ts'
import type { Outbox } from '../../memory/outbox.ts'
import type { ConversationStore, DeletedTurn } from '../../memory/ports/conversation-store.ts'
import type { Audience } from '../../memory/scope.ts'
import type { MessageId, QuestionRef, UserId } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
import { discordErrorDetails } from '../errors.ts'
import type { IncomingMessage } from '../incoming/parse-message.ts'
import type { MessageApi } from '../message-api.ts'
import { removeMessages } from '../outgoing/remove-messages.ts'
import { RecentAnswers } from './recent-answers.ts'

export interface MessageChangesDependencies {
  readonly conversations: Pick<ConversationStore, 'deleteMessage' | 'editQuestion'>
  readonly outbox: Outbox
  readonly messageApi: Pick<MessageApi, 'remove'>
  readonly log: Logger
}

/** So long a deletion is on its way to a store that is well. */
const DELETION_PATIENCE_MS = 100

/** Carries edits and deletions on Discord into memory, and takes the answers to deleted questions away. Never rejects. */
export class MessageChanges {
  readonly #dependencies: MessageChangesDependencies
  readonly recentAnswers = new RecentAnswers()
  /** Edits and deletions on their way to the store, by whose words they are; of a deletion nobody knows. */
  readonly #pending = new Map<Promise<unknown>, UserId | undefined>()
  /** Answers to deleted questions on their way out of Discord. */
  readonly #removals = new Set<Promise<unknown>>()
  #changedAt = Number.NEGATIVE_INFINITY

  constructor(dependencies: MessageChangesDependencies) {
    this.#dependencies = dependencies
  }

  /** Whether words that this user took back may still stand in the store. */
  hasPending(user: UserId): boolean {
    return this.#pendingOf(user).length > 0 || this.#dependencies.outbox.hasChanges
  }

  /** Some words were taken back: whoever read memory before may know them still. */
  noteChange(): void {
    this.#changedAt = performance.now()
  }

  /** Whether any words were taken back since a moment, by `performance.now()`. */
  hasChangedSince(at: number): boolean {
    return this.#changedAt >= at
  }

  /** Takes up what an earlier process heard of while the store was out of reach; the next flush of the outbox tells it. */
  resumeDeletions(): void {
    this.#dependencies.outbox.resumeDeletions(deleted => void this.#remove(deleted))
  }

  /** Resolves when all edits and deletions so far stand in the store, or wait in the outbox. */
  async waitForAll(): Promise<void> {
    await Promise.allSettled(this.#pending.keys())
  }

  /**
   * Resolves when no words stand in the store that this user took back before.
   * @throws {MemoryUnavailable} where the store can't be told
   */
  async settle(user: UserId): Promise<void> {
    // One that is fetched first becomes an edit.
    while (this.#pendingOf(user).length > 0) await Promise.allSettled(this.#pendingOf(user))
    if (this.#dependencies.outbox.hasChanges) await this.#dependencies.outbox.settleUser(user)
  }

  #pendingOf(user: UserId): readonly Promise<unknown>[] {
    const isOf = (owner: UserId | undefined) => owner === undefined || owner === user
    return [...this.#pending].flatMap(([work, owner]) => (isOf(owner) ? [work] : []))
  }

  /** An edit of this user's came without its words, and is read: what is asked meanwhile waits. Never rejects. */
  async expectEdit(user: UserId, reading: Promise<unknown>): Promise<void> {
    await this.#track(reading, user).catch(() => undefined)
  }

  /** Resolves when the answers to all questions that were deleted so far are gone from Discord. */
  async waitForRemovals(): Promise<void> {
    await Promise.all(this.#removals)
  }

  /** A message has other words now: the old ones go from memory. */
  async edit(message: IncomingMessage): Promise<void> {
    const { conversations, outbox } = this.#dependencies
    const { id, user, channel, rememberedText } = message
    this.noteChange()
    const [question, audience] = [{ id, user, channel }, message.audience()]
    try {
      await this.#track(conversations.editQuestion(question, audience, rememberedText), user)
      outbox.editQuestion(id, rememberedText)
    } catch (error) {
      this.queueEdit(question, audience, rememberedText, error)
    }
  }

  /** An edit that the store could not be told of waits for it. */
  queueEdit(question: QuestionRef, audience: Audience, text: string, error: unknown): void {
    const { outbox, log } = this.#dependencies
    const { id, user, channel } = question
    outbox.addEdit({ id, user, channel }, audience, text)
    log.warn({ question: id, ...errorDetails(error) }, 'memory unavailable: edit queued')
  }

  /**
   * A message was deleted: its turn goes from memory, and with a question the messages that answered it from Discord.
   * False if memory knows no such message.
   * @param question the question that it is, in hand until now: one that is not kept is not known, and has a claim
   */
  async delete(message: MessageId, question?: QuestionRef): Promise<boolean> {
    this.noteChange()
    const deletion = this.#track(this.#deleteTurn(message))
    const recent = this.recentAnswers.take(message)
    const deleted = await deletion
    // Both name the same messages as a rule; those that are gone already are passed over.
    const answer = recent ?? (deleted === 'queued' ? undefined : deleted)
    if (answer !== undefined) await this.#remove(answer)
    if (typeof deleted !== 'object' && question !== undefined) this.#dependencies.outbox.addAnswer(question, undefined)
    return deleted !== undefined
  }

  async #deleteTurn(message: MessageId): Promise<DeletedTurn | 'queued' | undefined> {
    const { conversations, outbox, log } = this.#dependencies
    const queue = () => outbox.addDeletion(message, deleted => void this.#remove(deleted))
    // It stands in a file from then on: the process may die before the store has answered.
    const waiting = setTimeout(queue, DELETION_PATIENCE_MS)
    try {
      const gone = await conversations.deleteMessage(message)
      outbox.forgetMessage(message)
      return gone
    } catch (error) {
      queue()
      log.warn({ message, ...errorDetails(error) }, 'memory unavailable: deletion queued')
      return 'queued'
    } finally {
      clearTimeout(waiting)
    }
  }

  /** Takes the messages away that show an answer, which another process gives. Never rejects. */
  async removeAnswer(answer: DeletedTurn): Promise<void> {
    this.recentAnswers.take(answer.question.id)
    await this.#remove(answer)
  }

  async #remove({ question: { channel }, answers }: DeletedTurn): Promise<void> {
    const { messageApi, log } = this.#dependencies
    const removal = removeMessages(messageApi, channel, answers, (error, message) =>
      log.warn({ message, channel, ...discordErrorDetails(error) }, 'answer not removed'),
    )
    this.#removals.add(removal)
    await removal.finally(() => this.#removals.delete(removal))
  }

  async #track<T>(work: Promise<T>, user?: UserId): Promise<T> {
    this.#pending.set(work, user)
    try {
      return await work
    } finally {
      this.#pending.delete(work)
    }
  }
}

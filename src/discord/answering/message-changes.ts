import { errorDetails } from '../../errors.ts'
import type { Outbox } from '../../memory/outbox.ts'
import type { ConversationStore, DeletedTurn } from '../../memory/ports/conversation-store.ts'
import type { MessageId } from '../../memory/types.ts'
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

/** Carries edits and deletions on Discord into memory, and takes the answers to deleted questions away. Never rejects. */
export class MessageChanges {
  readonly #dependencies: MessageChangesDependencies
  readonly recentAnswers = new RecentAnswers()
  /** Deletions on their way to the store. */
  readonly #deletions = new Set<Promise<unknown>>()
  /** Answers to deleted questions on their way out of Discord. */
  readonly #removals = new Set<Promise<unknown>>()

  constructor(dependencies: MessageChangesDependencies) {
    this.#dependencies = dependencies
  }

  get hasPendingDeletions(): boolean {
    return this.#deletions.size > 0
  }

  /** Takes up what an earlier process heard of while the store was out of reach; the next flush of the outbox tells it. */
  resumeDeletions(): void {
    this.#dependencies.outbox.resumeDeletions(deleted => void this.#remove(deleted))
  }

  /** Resolves when the store knows of all deletions so far. */
  async waitForDeletions(): Promise<void> {
    await Promise.all(this.#deletions)
  }

  /** Resolves when the answers to all questions that were deleted so far are gone from Discord. */
  async waitForRemovals(): Promise<void> {
    await Promise.all(this.#removals)
  }

  /** A message has other words now: the old ones go from memory. */
  async edit(message: IncomingMessage): Promise<void> {
    const { conversations, outbox, log } = this.#dependencies
    const { id, user, channel, rememberedText } = message
    const [question, audience] = [{ id, user, channel }, message.audience()]
    try {
      await conversations.editQuestion(question, audience, rememberedText)
    } catch (error) {
      outbox.addEdit(question, audience, rememberedText)
      log.warn({ question: id, ...errorDetails(error) }, 'memory unavailable: edit queued')
    }
  }

  /**
   * A message was deleted: its turn goes from memory, and with a question the messages that answered it from Discord.
   * False if memory knows no such message.
   */
  async delete(message: MessageId): Promise<boolean> {
    const deletion = track(this.#deletions, this.#deleteTurn(message))
    const recent = this.recentAnswers.take(message)
    const deleted = await deletion
    // Both name the same messages as a rule; those that are gone already are passed over.
    const answer = recent ?? (deleted === 'queued' ? undefined : deleted)
    if (answer !== undefined) await this.#remove(answer)
    return deleted !== undefined
  }

  async #deleteTurn(message: MessageId): Promise<DeletedTurn | 'queued' | undefined> {
    const { conversations, outbox, log } = this.#dependencies
    try {
      return await conversations.deleteMessage(message)
    } catch (error) {
      outbox.addDeletion(message, deleted => void this.#remove(deleted))
      log.warn({ message, ...errorDetails(error) }, 'memory unavailable: deletion queued')
      return 'queued'
    }
  }

  async #remove({ question: { channel }, answers }: DeletedTurn): Promise<void> {
    const { messageApi, log } = this.#dependencies
    const removal = removeMessages(messageApi, channel, answers, (error, message) =>
      log.warn({ message, channel, ...discordErrorDetails(error) }, 'answer not removed'),
    )
    await track(this.#removals, removal)
  }
}

async function track<T>(all: Set<Promise<unknown>>, work: Promise<T>): Promise<T> {
  all.add(work)
  try {
    return await work
  } finally {
    all.delete(work)
  }
}

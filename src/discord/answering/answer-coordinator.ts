import { setTimeout as sleep } from 'node:timers/promises'
import { errorDetails } from '../../errors.ts'
import type { AnswerTextKey } from '../../locales/en.ts'
import type { MessageId, UserId } from '../../memory/types.ts'
import { discordErrorDetails } from '../errors.ts'
import { type IncomingMessage, type IncomingQuestion, isQuestion } from '../incoming/parse-message.ts'
import { KeyedQueue } from '../keyed-queue.ts'
import type { TypingIndicator } from '../outgoing/typing-indicator.ts'
import { type PlaceSettingsDependencies, readPlaceSettings } from '../place-settings.ts'
import { type AnswerDependencies, type AnswerOutcome, answerQuestion } from './answer-question.ts'
import type { AbortReason, AnswerTask } from './answer-task.ts'
import { type ClaimDependencies, claimQuestion, conversationKey, type Trigger } from './claim-question.ts'
import type { Interjections } from './interjections.ts'
import { MessageChanges } from './message-changes.ts'
import { RecentSet } from './recent-answers.ts'
import type { UsageLimits } from './usage-limits.ts'

/** How long answers that were ended at shutdown may take to let go. */
const ABORT_TIMEOUT_MS = 500

export interface CoordinatorDependencies
  extends Omit<AnswerDependencies, 'changes'>,
    Pick<PlaceSettingsDependencies, 'serverSettings'> {
  readonly userLocales: AnswerDependencies['userLocales'] & PlaceSettingsDependencies['userLocales']
  readonly typingIndicator: TypingIndicator
  readonly usageLimits: UsageLimits
  readonly interjections: Interjections
}

/** All answers in hand: each question once, those of a conversation in order, different users side by side. */
export class AnswerCoordinator {
  readonly #dependencies: CoordinatorDependencies & AnswerDependencies & ClaimDependencies
  readonly #tasks = new Map<MessageId, AnswerTask>()
  readonly #queue = new KeyedQueue()
  readonly #seen = new RecentSet<MessageId>()
  #isClosing = false
  /** Claims of what came while the process ends. */
  readonly #leaving = new Set<Promise<unknown>>()

  constructor(dependencies: CoordinatorDependencies) {
    const changes = new MessageChanges(dependencies)
    this.#dependencies = {
      ...dependencies,
      changes,
      outageNotices: new RecentSet(),
      unkeptConversations: new RecentSet(),
    }
  }

  /**
   * Answers what nobody said to the bot itself, if it has something to say and may say it. What it passes over is claimed
   * and kept by nobody: nobody waits for an answer to it. Never rejects.
   */
  async consider(message: IncomingMessage): Promise<AnswerOutcome> {
    const { journal, interjections } = this.#dependencies
    const { id, channel } = message
    if (this.#isClosing || this.#seen.has(id)) return 'nothing'
    interjections.noteMessage(channel, id)
    const outcome = await interjections.consider(channel, () => this.answer(message, 'new'))
    if (outcome !== 'shareReached' && outcome !== 'overtaken') return outcome
    journal.unanswered(message, outcome)
    return 'nothing'
  }

  /** Answers a message; resolves when the answer stands and is kept. Never rejects: failures are told or logged. */
  async answer(given: IncomingMessage, trigger: Trigger): Promise<AnswerOutcome> {
    const { interjections } = this.#dependencies
    // Whoever wants another answer wants one.
    const message = trigger === 'again' ? { ...given, mayBeSilent: false } : given
    const { id, channel, mayBeSilent } = message
    if (trigger === 'new' && !mayBeSilent && !this.#seen.has(id)) interjections.noteMessage(channel, id)
    const outcome = await this.#answerOrSay(message, trigger)
    if (outcome === 'answered') interjections.noteAnswer(channel, id)
    return outcome
  }

  async #answerOrSay(message: IncomingMessage, trigger: Trigger): Promise<AnswerOutcome> {
    const { journal } = this.#dependencies
    try {
      if (await this.#isToBeAnswered(message, trigger)) {
        if (isQuestion(message)) return await this.#run(message, trigger)
        journal.unanswered(message, 'unknownPlace')
        return 'nothing'
      }
      if (trigger === 'edited') await this.handleEdit(message)
    } catch (error) {
      journal.unanswered(message, 'fault', errorDetails(error))
    }
    return 'nothing'
  }

  async #isToBeAnswered(message: IncomingMessage, trigger: Trigger): Promise<boolean> {
    if (this.#isClosing) {
      const leaving = this.#leaveToNext(message, trigger)
      this.#leaving.add(leaving)
      await leaving.finally(() => this.#leaving.delete(leaving))
      return false
    }
    const isFirst = this.#seen.add(message.id)
    if (trigger === 'new' && !isFirst) return false
    // Where the bot read along, other words are no new talk: only what it answered is put right.
    if (trigger === 'edited' && message.mayBeSilent && !this.#isAnswered(message.id)) return false
    return trigger === 'recovered' || (await this.#isWithinRate(message))
  }

  /** Says one sentence to a message that can't be a question. Never rejects. */
  async sendNotice(message: IncomingMessage, notice: AnswerTextKey): Promise<void> {
    if (this.#isClosing || !this.#seen.add(message.id)) return
    try {
      if (!(await this.#isWithinRate(message))) return
      this.#dependencies.journal.unanswered(message, notice)
      await this.#reply(message, notice)
    } catch (error) {
      this.#dependencies.log.warn({ channel: message.channel, ...discordErrorDetails(error) }, 'notice not sent')
    }
  }

  /** Stops the answer to a question at the asker's wish; what is there stays. */
  stop(question: MessageId, by: UserId): 'stopping' | 'notYours' | 'over' {
    const task = this.#tasks.get(question)
    if (task === undefined) return 'over'
    if (task.message.user !== by) return 'notYours'
    abort(task, 'stopped')
    return 'stopping'
  }

  /** A message has other words now, and is not to be answered anew: the old ones go from memory. Never rejects. */
  async handleEdit(message: IncomingMessage): Promise<void> {
    // An answer to the old words that is still on its way would be kept after them.
    abort(this.#tasks.get(message.id), 'deleted')
    await this.#dependencies.changes.edit(message)
  }

  /** An edit came without its words: what the same person asks waits until they are read. Never rejects. */
  async expectEdit(user: UserId, reading: Promise<unknown>): Promise<void> {
    await this.#dependencies.changes.expectEdit(user, reading)
  }

  /** Takes up the deletions that an earlier process heard of and could not carry out. */
  resumeDeletions(): void {
    this.#dependencies.changes.resumeDeletions()
  }

  /** A message was deleted on Discord: an answer under way ends, and all of it goes. Never rejects. */
  async handleDeletion(message: MessageId): Promise<void> {
    for (const task of this.#tasks.values())
      if (task.message.id === message || task.reply?.messageIds.includes(message)) abort(task, 'deleted')
    await this.#dependencies.changes.delete(message)
  }

  /** Takes no new question, and waits for all answers in hand, `ms` at most. Those left over keep their claim, and are answered at the next start. */
  async drain(ms: number): Promise<void> {
    const { changes } = this.#dependencies
    this.#isClosing = true
    await waitAtMost(
      ms,
      Promise.all([this.#queue.onIdle(), changes.waitForAll()]).then(() => changes.waitForRemovals()),
    )
    for (const task of this.#tasks.values()) abort(task, 'shutdown')
    await waitAtMost(ABORT_TIMEOUT_MS, this.#queue.onIdle())
  }

  /** Claims what comes while the process ends: whoever takes its claims over answers, another process or the next start. */
  async #leaveToNext(message: IncomingMessage, trigger: Trigger): Promise<void> {
    const { conversations, journal, log } = this.#dependencies
    if (trigger === 'new' && !this.#seen.add(message.id)) return
    let isLeft = false
    if (trigger === 'new' && isQuestion(message) && !message.mayBeSilent && (await this.#isWithinRate(message))) {
      try {
        isLeft = (await conversations.keepQuestion(message.question, message.audience())) !== 'claimed'
      } catch (error) {
        log.warn(
          { question: message.id, ...errorDetails(error) },
          'memory unavailable: question not left to the next process',
        )
      }
    }
    journal.unanswered(message, isLeft ? 'leftToNext' : 'ending')
  }

  /** Resolves when all that came while the process ends is claimed. */
  async waitForClaims(): Promise<void> {
    await Promise.allSettled(this.#leaving)
  }

  #isAnswered(question: MessageId): boolean {
    return this.#tasks.has(question) || this.#dependencies.changes.recentAnswers.has(question)
  }

  async #isWithinRate(message: IncomingMessage): Promise<boolean> {
    if (message.mayBeSilent) return !(await this.#dependencies.usageLimits.isOverRate(message.user))
    const verdict = await this.#dependencies.usageLimits.checkRate(message.user)
    if (verdict !== 'answer') this.#dependencies.journal.unanswered(message, 'rateLimited')
    if (verdict === 'tell') await this.#reply(message, 'rateLimited')
    return verdict === 'answer'
  }

  async #reply(message: IncomingMessage, notice: AnswerTextKey): Promise<void> {
    const { userLocales, messageApi } = this.#dependencies
    const content = userLocales.textsOf(message.user, message.guild).answers[notice]
    await messageApi.post(message, message.id, { content }, true)
  }

  async #run(message: IncomingQuestion, trigger: Trigger): Promise<AnswerOutcome> {
    const { typingIndicator, changes, usageLimits } = this.#dependencies
    const { id, channel, question } = message
    const conversation = conversationKey(message)
    const earlier = this.#tasks.get(id)
    abort(earlier, 'superseded')
    const isBehind =
      changes.hasPending(message.user) ||
      this.#tasks.values().some(task => !task.isSettled && conversationKey(task.message) === conversation)
    // What earlier answers cost is known when their turns are over; until then it is read in the round trip of the claim.
    const limit = isBehind ? undefined : usageLimits.findExceededLimit(question)
    const task: AnswerTask = {
      message,
      messageContext: message.readContext(),
      placeSettings: readPlaceSettings(message, this.#dependencies),
      abort: new AbortController(),
      begunAt: performance.now(),
      readLimit: () => limit ?? usageLimits.findExceededLimit(question),
      isSettled: false,
    }
    this.#tasks.set(id, task)
    const stopTyping = message.mayBeSilent ? () => undefined : typingIndicator.start(channel)
    const postedMessages = () => earlier?.reply?.messageIds
    const readContext = claimQuestion(message, { trigger, isBehind, postedMessages }, this.#dependencies)
    try {
      return await this.#queue.run(conversation, async () => {
        const context = await readContext()
        if (context === undefined || task.abort.signal.aborted) return 'nothing'
        const outcome = await answerQuestion(task, context, this.#dependencies, stopTyping)
        changes.recentAnswers.add(message, task.reply?.messageIds ?? [])
        return outcome
      })
    } finally {
      stopTyping()
      task.isSettled = true
      if (this.#tasks.get(id) === task) this.#tasks.delete(id)
    }
  }
}

function abort(task: AnswerTask | undefined, reason: AbortReason): void {
  task?.abort.abort(reason)
}

async function waitAtMost(ms: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work, sleep(ms, undefined, { ref: false })])
}

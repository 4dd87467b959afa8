import { setTimeout as sleep } from 'node:timers/promises'
import { errorDetails } from '../../errors.ts'
import type { AnswerTextKey } from '../../locales/en.ts'
import type { MessageId, UserId } from '../../memory/types.ts'
import { discordErrorDetails } from '../errors.ts'
import { joinQuestions } from '../incoming/join-questions.ts'
import { type IncomingMessage, type IncomingQuestion, isQuestion } from '../incoming/parse-message.ts'
import { KeyedQueue } from '../keyed-queue.ts'
import type { TypingIndicator } from '../outgoing/typing-indicator.ts'
import { type PlaceSettingsDependencies, readPlaceSettings } from '../place-settings.ts'
import { type AnswerDependencies, type AnswerOutcome, answerQuestion } from './answer-question.ts'
import type { AbortReason, AnswerTask } from './answer-task.ts'
import { type ClaimDependencies, claimQuestion, conversationKey, type Trigger } from './claim-question.ts'
import type { Interjections } from './interjections.ts'
import { QuestionsLeft } from './leave-to-next.ts'
import { type HeardAnswer, hearAnswer, leaveToOther, noteUnclaimed, readWanted } from './leave-to-other.ts'
import { MessageChanges } from './message-changes.ts'
import { giveMessages, joinContexts, QuestionGroup } from './question-group.ts'
import { QuestionGroups } from './question-groups.ts'
import { readClaim } from './read-claim.ts'
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
  readonly #groups = new QuestionGroups()
  readonly #queue = new KeyedQueue()
  readonly #seen = new RecentSet<MessageId>()
  #isClosing = false
  readonly #left = new QuestionsLeft()

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
    if (isQuestion(message) && this.#groups.findOpen(message, 'new') !== undefined)
      return await this.answer(message, 'new')
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
      // What comes while the process ends is seen to as it is left to the next one.
      if (trigger === 'edited' && !this.#isClosing) await this.handleEdit(message)
    } catch (error) {
      journal.unanswered(message, 'fault', errorDetails(error))
    }
    return 'nothing'
  }

  async #isToBeAnswered(message: IncomingMessage, trigger: Trigger): Promise<boolean> {
    const group = this.#groups.get(message.id)
    if (this.#isClosing && !(trigger === 'edited' && group?.isEnded === false)) {
      await this.#leaveToNext(message, trigger)
      return false
    }
    const isFirst = this.#seen.add(message.id)
    if (trigger === 'new' && !isFirst) return false
    // Its newer words are in hand already.
    if (trigger === 'recovered' && group?.noteStandingOfEdited(message) === true) return false
    // Where the bot read along, other words are no new talk: only what it answered is put right.
    if (trigger === 'edited' && message.mayBeSilent && !this.#isAnswered(message.id)) return false
    return trigger === 'recovered' || message.isCounted === true || (await this.#isWithinRate(message))
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
    const task = this.#groups.get(question)?.task
    if (task === undefined) return 'over'
    if (task.message.user !== by) return 'notYours'
    task.abort.abort('stopped' satisfies AbortReason)
    return 'stopping'
  }

  /** A message has other words now, and is not to be answered anew: the old ones go from memory. Never rejects. */
  async handleEdit(message: IncomingMessage): Promise<void> {
    // First: an answer to the old words would be kept after the new ones, and whoever asks anew meanwhile claims it after this.
    const question = this.#groups.takeOut(message.id)
    if (question !== undefined) this.#dependencies.outbox.addAnswer(question, undefined)
    await this.#dependencies.changes.edit(message)
  }

  /** An edit came without its words: what the same person asks waits until they are read. Never rejects. */
  async expectEdit(user: UserId, reading: Promise<unknown>): Promise<void> {
    await this.#dependencies.changes.expectEdit(user, reading)
  }

  /** Takes up the deletions that an earlier process heard of and could not carry out. */
  resumeDeletions = (): void => this.#dependencies.changes.resumeDeletions()

  /** A message was deleted on Discord: an answer under way ends, and all of it goes. Never rejects. */
  async handleDeletion(message: MessageId): Promise<void> {
    const question = this.#groups.takeOut(message)
    for (const group of this.#groups.all()) if (group.task?.reply?.hasWritten(message) === true) group.end('deleted')
    await this.#dependencies.changes.delete(message, question)
  }

  /** Another process has posted a message of an answer. */
  hearAnswer(answer: HeardAnswer): void {
    hearAnswer(answer, { ...this.#dependencies, groups: this.#groups })
  }

  /** Takes no new question, and waits for all answers in hand, `ms` at most. Those left over keep their claim, and are answered at the next start. */
  async drain(ms: number): Promise<void> {
    const { changes } = this.#dependencies
    this.#isClosing = true
    const settled = Promise.all([this.#queue.onIdle(), changes.waitForAll()])
    const done = settled.then(() => changes.waitForRemovals())
    await waitAtMost(ms, done)
    this.#left.noteUnanswered(this.#groups.oldestSaidAt)
    for (const group of this.#groups.all()) group.end('shutdown')
    await waitAtMost(ABORT_TIMEOUT_MS, this.#queue.onIdle())
  }

  async #leaveToNext(message: IncomingMessage, trigger: Trigger): Promise<void> {
    const { changes, journal } = this.#dependencies
    if (trigger === 'new' && !this.#seen.add(message.id)) return
    const isEdited = trigger === 'edited'
    const isExpected = !message.mayBeSilent || (isEdited && this.#isAnswered(message.id))
    const isLeft = isExpected && (isEdited || trigger === 'new') && (isEdited || (await this.#isWithinRate(message)))
    if (isLeft && isQuestion(message))
      return journal.unanswered(message, await this.#left.leave(message, trigger, this.#dependencies))
    if (isEdited) await changes.edit(message)
    journal.unanswered(message, 'ending')
  }

  /** See `QuestionsLeft`. */
  waitForClaims = (): Promise<number> => this.#left.waitForClaims()

  #isAnswered(question: MessageId): boolean {
    return this.#groups.has(question) || this.#dependencies.changes.recentAnswers.has(question)
  }

  isFollowUp = (message: Pick<IncomingQuestion, 'user' | 'channel' | 'saidAt'>) => this.#groups.isFollowUp(message)

  isAnsweredWithEarlier = (message: MessageId): boolean => this.#groups.isAnsweredWithEarlier(message)

  /** See `QuestionGroups`. */
  findOldestInHand = (): number => this.#groups.oldestSaidAt

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
    await messageApi.post(message, message.id, { content })
  }

  async #run(message: IncomingQuestion, trigger: Trigger): Promise<AnswerOutcome> {
    const { changes } = this.#dependencies
    const { id, user, standing } = message
    if (standing !== undefined) changes.recentAnswers.add([message], standing.messages)
    const joined = this.#groups.get(id) ?? this.#groups.findOpen(message, trigger)
    const isBehind = changes.hasPending(user) || this.#groups.isUnsettled(conversationKey(message))
    const group = joined ?? this.#createGroup(message, trigger, isBehind)
    const postedMessages = () => group.task?.reply?.messageIds
    const readContext = claimQuestion(message, { trigger, isBehind, postedMessages }, this.#dependencies)
    // What stands around it is read from Discord while earlier questions are answered.
    const messageContext = message.readContext()
    messageContext.catch(() => undefined) // awaited when its turn has come
    group.put({ message: { ...message, readContext: () => messageContext }, readContext, trigger })
    return await this.#answerInTurn(group, message)
  }

  #answerInTurn(group: QuestionGroup, message: IncomingQuestion): Promise<AnswerOutcome> {
    const answer = () => this.#answerGroup(group)
    if (!message.mayBeSilent) group.showTyping(() => this.#dependencies.typingIndicator.start(message.channel))
    this.#groups.set(message.id, group)
    group.outcome ??= this.#queue.run(conversationKey(message), answer).finally(() => {
      group.hideTyping()
      this.#groups.close(group)
    })
    return group.outcome
  }

  #createGroup({ question }: IncomingQuestion, trigger: Trigger, isBehind: boolean): QuestionGroup {
    const { usageLimits } = this.#dependencies
    // What earlier answers cost is known when their turns are over; until then it is read in the round trip of the claim.
    const limit = isBehind ? undefined : usageLimits.findExceededLimit(question)
    return new QuestionGroup(trigger, () => limit ?? usageLimits.findExceededLimit(question))
  }

  /** Answers what is in a group; anew as long as something comes in, or changes, before the answer stands. */
  async #answerGroup(group: QuestionGroup): Promise<AnswerOutcome> {
    for (;;) {
      group.begin()
      const outcome = await this.#answerOnce(group)
      if (!group.mustRestart) return outcome
    }
  }

  async #answerOnce(group: QuestionGroup): Promise<AnswerOutcome> {
    const { changes } = this.#dependencies
    const earlier = group.task
    const leaving = { ...this.#dependencies, groups: this.#groups }
    const wanted = await readWanted(group, leaving)
    if (group.mustRestart || group.isEnded) return 'nothing'
    const isClaimed = wanted.every(one => one.context.snapshot !== undefined)
    const apart = isClaimed ? [] : giveMessages(wanted, earlier)
    const together = isClaimed ? wanted : apart.slice(0, 1)
    if (!isClaimed) for (const [alone, one] of group.part(apart)) void this.#answerInTurn(alone, one)
    const [first, ...others] = together.map(({ message }) => message)
    const contexts = together.map(one => one.context)
    const context = joinContexts(contexts, isClaimed ? earlier?.reply?.messageIds : undefined)
    if (first === undefined || context === undefined) return 'nothing'
    const message = joinQuestions([first, ...others])
    const task: AnswerTask = {
      message,
      messageContext: message.readContext(),
      placeSettings: readPlaceSettings(message, this.#dependencies),
      abort: new AbortController(),
      ...{ begunAt: group.begunAt, readLimit: group.readLimit, isSettled: false },
      claim: () => readClaim(task, context, this.#dependencies.conversations),
      isAnsweredElsewhere: claim => this.#groups.isAnsweredElsewhere(message, context, claim),
      ...{ answersTo: (id: MessageId) => group.has(id), mayStandingStay: () => group.isAnsweredByStanding },
      ...{ leaveOut: () => this.#groups.leaveOut(message.id), answerAnew: () => group.answerAnew() },
      leaveToOther: repliesTo => leaveToOther(group, repliesTo, leaving),
    }
    group.task = task
    const outcome = await answerQuestion(task, context, this.#dependencies, () => group.hideTyping())
    const shown = task.reply?.messageIds ?? []
    const left = [first, ...others].filter(({ id }) => !group.hasDeleted(id))
    changes.recentAnswers.add(left, shown, task.shownToEarlier)
    if (context.mayBeElsewhere === true) noteUnclaimed(message, shown, leaving)
    return outcome
  }
}

async function waitAtMost(ms: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work, sleep(ms, undefined, { ref: false })])
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { Message } from 'discord.js'
import { errorDetails, MemoryUnavailable } from '../../errors.ts'
import type { AnswerTextKey } from '../../locales/en.ts'
import type { DeletedTurn } from '../../memory/ports/conversation-store.ts'
import type { Conversation, MessageId, Snapshot, UserId } from '../../memory/types.ts'
import { discordErrorDetails } from '../errors.ts'
import { audienceOfChannel } from '../incoming/audience.ts'
import type { ChannelContext } from '../incoming/channel-context.ts'
import { rememberedText } from '../incoming/message-text.ts'
import { type IncomingQuestion, parseQuestion } from '../incoming/question.ts'
import { KeyedQueue } from '../keyed-queue.ts'
import { removeAnswer } from '../outgoing/remove-answer.ts'
import type { TypingIndicator } from '../outgoing/typing-indicator.ts'
import {
  type AbortReason,
  type AnswerContext,
  type AnswerDependencies,
  type AnswerOutcome,
  type AnswerTask,
  answerQuestion,
} from './answer-question.ts'
import { RecentAnswers, RecentSet } from './recent-answers.ts'

const MAX_RECENT = 10_000
/** How long answers that were ended at shutdown may take to let go. */
const ABORT_TIMEOUT_MS = 500

/** How a question came: for the first time, edited, to be answered again, or left over from a process that died. */
export type Trigger = 'new' | 'edited' | 'again' | 'recovered'

export interface CoordinatorDependencies extends AnswerDependencies {
  readonly channelContext: ChannelContext
  readonly typingIndicator: TypingIndicator
}

/** From where an answer begins. */
interface ClaimOptions {
  readonly trigger: Trigger
  /** A new question's claim, with what memory held then; behind, if an answer or a deletion was on its way. */
  readonly claim: Promise<Snapshot | 'claimed'> | undefined
  readonly isBehind: boolean
  /** The run for the same question that this one takes over from. */
  readonly earlier: AnswerTask | undefined
}

const contextFrom = (snapshot: Snapshot, existing: readonly MessageId[] = []): AnswerContext => ({
  snapshot,
  existingMessages: existing,
})
const conversationKey = ({ user, channel }: Conversation) => `${user}:${channel}`

/** All answers in hand: each question once, those of a conversation in order, different users side by side. */
export class AnswerCoordinator {
  readonly #parts: CoordinatorDependencies
  readonly #runs = new Map<MessageId, AnswerTask>()
  /** The newest run of each conversation. */
  readonly #newest = new Map<string, AnswerTask>()
  readonly #order = new KeyedQueue()
  readonly #recent = new RecentSet<MessageId>(MAX_RECENT)
  readonly #answers = new RecentAnswers(MAX_RECENT)
  readonly #toldMemoryAway = new RecentSet<string>(MAX_RECENT)
  /** Deletions on their way to the store. */
  readonly #deletions = new Set<Promise<DeletedTurn | undefined>>()
  /** Answers to deleted questions on their way out of Discord. */
  readonly #removals = new Set<Promise<void>>()
  #isClosing = false

  constructor(parts: CoordinatorDependencies) {
    this.#parts = parts
  }

  /** Answers a message; resolves when the answer stands and is kept. Never rejects: failures are told or logged. */
  async answer(message: Message, occasion: Trigger): Promise<AnswerOutcome> {
    if (this.#isClosing) {
      if (occasion === 'edited') await this.handleEdit(message)
      return 'nothing'
    }
    const isFirst = this.#recent.add(message.id)
    if (occasion === 'new' && !isFirst) return 'nothing'
    try {
      if (occasion !== 'recovered' && !(await this.#isAdmitted(message))) {
        if (occasion === 'edited') await this.handleEdit(message)
        return 'nothing'
      }
      const asked = parseQuestion(message, this.#parts.channelContext)
      return asked === undefined ? 'nothing' : await this.#run(asked, occasion)
    } catch (error) {
      const about = { question: message.id, channel: message.channelId }
      this.#parts.log.error({ ...about, ...errorDetails(error) }, 'a question was not answered')
      return 'nothing'
    }
  }

  /** Says one sentence to a message that can't be a question. Never rejects. */
  async sendNotice(message: Message, sentence: AnswerTextKey): Promise<void> {
    if (this.#isClosing || !this.#recent.add(message.id)) return
    try {
      if (await this.#isAdmitted(message)) await this.#reply(message, sentence)
    } catch (error) {
      this.#parts.log.warn(
        { channel: message.channelId, ...discordErrorDetails(error) },
        'a sentence could not be said',
      )
    }
  }

  /** Stops the answer to a question at the asker's wish; what is there stays. */
  stop(question: MessageId, by: UserId): 'stopping' | 'notYours' | 'over' {
    const run = this.#runs.get(question)
    if (run === undefined) return 'over'
    if (run.incoming.question.user !== by) return 'notYours'
    run.abort.abort('stopped' satisfies AbortReason)
    return 'stopping'
  }

  /** A message has other words now, and is not to be answered anew: the old ones go from memory. Never rejects. */
  async handleEdit(message: Message): Promise<void> {
    const audience = audienceOfChannel(message.channel)
    const question = { id: message.id, user: message.author.id, channel: message.channelId }
    const text = rememberedText(message)
    // An answer to the old words that is still on its way would be kept after them.
    this.#runs.get(message.id)?.abort.abort('deleted' satisfies AbortReason)
    try {
      await this.#parts.conversations.editQuestion(question, audience, text)
    } catch (error) {
      this.#parts.outbox.addEdit(question, audience, text)
      this.#parts.log.warn({ question: message.id, ...errorDetails(error) }, 'an edit is kept when memory is back')
    }
  }

  /**
   * A message was deleted on Discord: an answer under way ends and is taken away, and the turn goes from memory; with a
   * question the messages that answered it go from Discord. Never rejects.
   */
  async handleDeletion(message: MessageId): Promise<void> {
    for (const run of this.#runs.values()) {
      if (run.incoming.message.id === message || run.reply?.messageIds.includes(message))
        run.abort.abort('deleted' satisfies AbortReason)
    }
    const deletion = this.#takeOut(message)
    this.#deletions.add(deletion)
    const shown = this.#answers.take(message)
    const gone = await deletion
    this.#deletions.delete(deletion)
    // The same, as a rule: what is gone already is passed over.
    if (shown !== undefined) await this.#takeAway(shown)
    else if (gone !== undefined) await this.#takeAway(gone)
  }

  async #takeOut(message: MessageId): Promise<DeletedTurn | undefined> {
    try {
      return await this.#parts.conversations.deleteMessage(message)
    } catch (error) {
      this.#parts.outbox.addDeletion(message, gone => void this.#takeAway(gone))
      this.#parts.log.warn(
        { message, ...errorDetails(error) },
        'a deleted message goes from memory when memory is back',
      )
      return undefined
    }
  }

  async #takeAway(gone: DeletedTurn): Promise<void> {
    const removal = removeAnswer(gone, this.#parts)
    this.#removals.add(removal)
    await removal
    this.#removals.delete(removal)
  }

  /** Takes no new question, and waits for all answers in hand, `ms` at most. Those left over keep their claim, and are answered at the next start. */
  async drain(ms: number): Promise<void> {
    this.#isClosing = true
    await waitAtMost(
      ms,
      Promise.all([this.#order.onIdle(), ...this.#deletions]).then(() => Promise.all(this.#removals)),
    )
    for (const run of this.#runs.values()) run.abort.abort('shutdown' satisfies AbortReason)
    await waitAtMost(ABORT_TIMEOUT_MS, this.#order.onIdle())
  }

  async #isAdmitted(message: Message): Promise<boolean> {
    const verdict = await this.#parts.usageLimits.checkRate(message.author.id)
    if (verdict === 'tell') await this.#reply(message, 'rateLimited')
    return verdict === 'answer'
  }

  async #reply({ id, author, channelId }: Message, sentence: AnswerTextKey): Promise<void> {
    const content = this.#parts.userLocales.textsOf(author.id).answers[sentence]
    await this.#parts.messageApi.post({ id, user: author.id, channel: channelId }, id, { content }, true)
  }

  async #run(asked: IncomingQuestion, occasion: Trigger): Promise<AnswerOutcome> {
    const { id, channel } = asked.question
    const earlier = this.#runs.get(id)
    earlier?.abort.abort('superseded' satisfies AbortReason)
    const run: AnswerTask = { incoming: asked, abort: new AbortController(), isSettled: false }
    const conversation = conversationKey(asked.question)
    this.#runs.set(id, run)
    const stopTyping = this.#parts.typingIndicator.start(channel)
    // The claim is made at once, also when earlier questions of the conversation must be answered first.
    const isBehind = this.#newest.get(conversation)?.isSettled === false || this.#deletions.size > 0
    this.#newest.set(conversation, run)
    const claim =
      occasion === 'new' ? this.#parts.conversations.keepQuestion(asked.question, asked.audience) : undefined
    claim?.catch(() => undefined) // looked at when its turn has come
    try {
      return await this.#order.run(conversation, async () => {
        const drawn = await this.#draw(asked, () =>
          this.#lookUp(asked, { trigger: occasion, claim, isBehind, earlier }),
        )
        if (drawn === undefined || run.abort.signal.aborted) return 'nothing'
        const outcome = await answerQuestion(run, drawn, this.#parts, stopTyping)
        this.#answers.add(asked.question, run.reply?.messageIds ?? [])
        return outcome
      })
    } finally {
      stopTyping()
      run.isSettled = true
      if (this.#runs.get(id) === run) this.#runs.delete(id)
      if (this.#newest.get(conversation) === run) this.#newest.delete(conversation)
    }
  }

  /** What memory gives; when it is out of reach nothing, and a note about that, once in a conversation until it is back. */
  async #draw(
    { question }: IncomingQuestion,
    lookUp: () => Promise<AnswerContext | undefined>,
  ): Promise<AnswerContext | undefined> {
    const conversation = conversationKey(question)
    try {
      const drawn = await lookUp()
      this.#toldMemoryAway.delete(conversation)
      const { snapshot } = drawn ?? {}
      if (snapshot?.retention === 'kept') this.#parts.userLocales.read(question.user, snapshot.settings.locale)
      return drawn
    } catch (error) {
      if (!(error instanceof MemoryUnavailable)) throw error
      this.#parts.log.warn(
        { question: question.id, channel: question.channel, ...error.details },
        'answering without memory',
      )
      const note = this.#toldMemoryAway.add(conversation) ? { note: 'memoryAway' as const } : {}
      return { existingMessages: [], ...note }
    }
  }

  /** Undefined if there is nothing to answer: it is claimed already, or was deleted or forgotten. */
  async #lookUp(asked: IncomingQuestion, how: ClaimOptions): Promise<AnswerContext | undefined> {
    const { conversations } = this.#parts
    const claimed = await how.claim
    if (claimed === 'claimed') return undefined
    if (claimed !== undefined && !how.isBehind) return contextFrom(claimed)
    await Promise.all(this.#deletions)
    const { question, audience } = asked
    if (how.trigger === 'new') {
      const now = await conversations.readSnapshot(question, audience)
      if (now === 'gone') return undefined
      // Why it was not kept when it was asked can be over now.
      const wasKept = claimed === undefined || claimed.retention === 'kept'
      return contextFrom(wasKept ? now : { ...now, retention: claimed.retention })
    }
    const reopened = await conversations.reopenQuestion(
      question,
      audience,
      how.trigger === 'edited' ? question.text : undefined,
    )
    if (reopened !== 'gone') {
      // The run before this one began with the messages that are kept, and may have posted more.
      const existing = how.earlier?.reply?.messageIds ?? reopened.messages
      return { ...contextFrom(reopened.snapshot, existing), keepsOldAnswer: how.trigger === 'again' }
    }
    if (how.trigger === 'again') return undefined
    // Not asked before: the edit made it a question. Or it is not kept, and was not answered yet.
    const received = await conversations.keepQuestion(question, audience)
    if (received === 'claimed') return undefined
    return contextFrom(received, how.earlier?.reply?.messageIds ?? this.#answers.take(question.id)?.answers)
  }
}

async function waitAtMost(ms: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work, sleep(ms, undefined, { ref: false })])
}

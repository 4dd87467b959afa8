import { randomBytes } from 'node:crypto'
import type { Texts } from '../../locales/en.ts'
import type { MessageId, QuestionRef } from '../../memory/types.ts'
import { classifyDiscordError } from '../errors.ts'
import {
  createStopButton,
  type MessageApi,
  type MessageButton,
  type OutgoingMessage,
  retryTransient,
} from '../message-api.ts'
import type { RequestBudget } from './request-budget.ts'
import { closeFence, FENCE_CLOSE, MAX_MESSAGE_LENGTH, MAX_MESSAGES, splitMessage } from './split-message.ts'

/** From the first token to the first text, if the answer is not whole before. */
const FIRST_TEXT_DELAY_MS = 1500
const EDIT_INTERVAL_MS = 1000
/** How old a visible answer is when a Stop button comes under it. */
const STOP_BUTTON_DELAY_MS = 3000

/** What an answer's messages are shown with, and where. */
export interface StreamedReplyOptions {
  readonly messageApi: MessageApi
  readonly requestBudget: RequestBudget
  readonly question: QuestionRef
  readonly texts: Texts
  /** Messages of an earlier answer to the same question: they are written over. */
  readonly existingMessages: readonly MessageId[]
  /** The first text is visible. */
  readonly onVisible: () => void
  /** Something could not be shown yet; the final text will. `gone`: question or answer was deleted by somebody. */
  readonly onFailure: (error: unknown) => void
  readonly onGone: () => void
}

interface PostedMessage {
  readonly id: MessageId
  /** Undefined: what an earlier answer shows. */
  content: string | undefined
  /** The custom id of its button. */
  button: string | undefined
}

const isUpToDate = (part: OutgoingMessage, standing: PostedMessage | undefined) =>
  standing?.content === part.content && standing.button === part.button?.id && part.file === undefined

/** One answer as Discord shows it: grows while the model speaks, and ends as exactly what it said. */
export class StreamedReply {
  readonly #setting: StreamedReplyOptions
  readonly #standing: PostedMessage[]
  /** An answer anew can't share nonces with the first: they would find its messages, also those that were deleted. */
  readonly #nonceEnd: string
  #text = ''
  #timer: NodeJS.Timeout | undefined
  #dueAt = Number.POSITIVE_INFINITY
  #flushing: Promise<void> | undefined
  #lastFlushAt = 0
  #visibleAt: number | undefined
  #isOver = false
  #isQuestionGone = false

  constructor(setting: StreamedReplyOptions) {
    this.#setting = setting
    this.#standing = setting.existingMessages.map(id => ({ id, content: undefined, button: undefined }))
    this.#nonceEnd = setting.existingMessages.length === 0 ? '' : randomBytes(1).toString('hex')
  }

  get isVisible(): boolean {
    return this.#visibleAt !== undefined
  }

  /** Whether Discord said so when the answer was to be shown. */
  get isQuestionGone(): boolean {
    return this.#isQuestionGone
  }

  /** The messages that show the answer, in order. */
  get messageIds(): MessageId[] {
    return this.#standing.map(({ id }) => id)
  }

  /** Takes the text so far; it is shown when its time has come. */
  update(text: string): void {
    this.#text = text
    if (this.#flushing !== undefined || this.#isOver) return
    this.#schedule(this.isVisible ? this.#lastFlushAt + EDIT_INTERVAL_MS - Date.now() : FIRST_TEXT_DELAY_MS)
  }

  /**
   * Makes the messages show exactly `text`, split where Discord needs it; a very long one as a file as well.
   * The button comes under the last of them. Tries for a minute when Discord fails. Throws the error of discord.js if that does not help.
   */
  async finish(text: string, button?: MessageButton): Promise<MessageId[]> {
    await this.freeze()
    const all = splitMessage(text)
    const parts: OutgoingMessage[] = all.slice(0, MAX_MESSAGES).map(content => ({ content }))
    const last = parts.at(-1)
    if (all.length > MAX_MESSAGES && last !== undefined) {
      parts[parts.length - 1] = { ...last, file: { name: 'answer.md', data: Buffer.from(text) } }
    }
    const end = parts.at(-1)
    if (end !== undefined && button !== undefined) parts[parts.length - 1] = { ...end, button }
    await this.#setting.requestBudget.sendFinal(async () => {
      // In order: a later part must not stand above an earlier one.
      for (const [index, part] of parts.entries()) await this.#writeFinal(index, part)
      await this.#removeFrom(parts.length)
    })
    return this.messageIds
  }

  /** Shows nothing more; waits for what is on its way. */
  async freeze(): Promise<void> {
    this.#isOver = true
    clearTimeout(this.#timer)
    await this.#flushing
  }

  /** Takes every message of the answer away. */
  async remove(): Promise<void> {
    await this.freeze()
    await this.#removeFrom(0)
  }

  /** Sees to it that the next look at the text comes in `ms` at the latest. */
  #schedule(ms: number): void {
    const delay = Math.max(0, ms)
    const dueAt = Date.now() + delay
    if (this.#dueAt <= dueAt) return
    clearTimeout(this.#timer)
    this.#dueAt = dueAt
    this.#timer = setTimeout(() => this.#tick(), delay)
  }

  #tick(): void {
    const { requestBudget, question } = this.#setting
    this.#dueAt = Number.POSITIVE_INFINITY
    const wait = requestBudget.acquireTurn(question.channel)
    if (wait > 0) {
      this.#schedule(wait)
      return
    }
    this.#flushing = this.#flush().finally(() => {
      requestBudget.releaseTurn(question.channel)
      this.#flushing = undefined
      this.#lastFlushAt = Date.now()
      if (!this.#isOver) this.#scheduleNext()
    })
  }

  #scheduleNext(): void {
    if (this.#parts().some((part, index) => !isUpToDate(part, this.#standing[index]))) this.#schedule(EDIT_INTERVAL_MS)
    else if (this.isVisible && this.#stopIn() > 0) this.#schedule(this.#stopIn())
  }

  async #flush(): Promise<void> {
    try {
      // One call a turn: the next has to ask for the channel's turn again.
      const parts = this.#parts()
      const index = parts.findIndex((part, at) => !isUpToDate(part, this.#standing[at]))
      const part = parts[index]
      if (part !== undefined) await this.#writeOne(index, part)
    } catch (error) {
      const failure = classifyDiscordError(error)
      this.#isQuestionGone = failure === 'questionGone'
      if (failure === 'questionGone' || failure === 'answerGone') return this.#setting.onGone()
      // Refused for good: only the final text is tried once more.
      if (failure !== 'passing') this.#isOver = true
      this.#setting.onFailure(error)
    }
  }

  /** What is to stand there while the text still grows: the last message carries the Stop button once it is old enough. */
  #parts(): OutgoingMessage[] {
    const { question, texts } = this.#setting
    const contents = splitMessage(this.#text).slice(0, MAX_MESSAGES)
    const last = contents.length - 1
    const isOld = this.isVisible && this.#stopIn() <= 0
    return contents.map((content, index) =>
      isOld && index === last ? { content, button: createStopButton(question.id, texts.answers.stop) } : { content },
    )
  }

  #stopIn(): number {
    return (this.#visibleAt ?? Date.now()) + STOP_BUTTON_DELAY_MS - Date.now()
  }

  async #writeOne(index: number, part: OutgoingMessage): Promise<void> {
    const { messageApi, question } = this.#setting
    const standing = this.#standing[index]
    if (standing === undefined) {
      this.#standing.push(await this.#post(index, part))
    } else if (!isUpToDate(part, standing)) {
      await messageApi.edit(question.channel, standing.id, part)
      standing.content = part.content
      standing.button = part.button?.id
    }
    if (this.#visibleAt === undefined) {
      this.#visibleAt = Date.now()
      this.#setting.onVisible()
    }
  }

  /** Where the bot may not attach files the rest is told to be missing. */
  async #writeFinal(index: number, part: OutgoingMessage): Promise<void> {
    try {
      await retryTransient(() => this.#writeOne(index, part))
    } catch (error) {
      if (part.file === undefined || classifyDiscordError(error) !== 'forbidden') throw error
      this.#setting.onFailure(error)
      const note = `\n\n${this.#setting.texts.answers.restNotShown}`
      const content = closeFence(part.content.slice(0, MAX_MESSAGE_LENGTH - note.length - FENCE_CLOSE.length)) + note
      const { button } = part
      await retryTransient(() => this.#writeOne(index, button === undefined ? { content } : { content, button }))
    }
  }

  async #post(index: number, part: OutgoingMessage): Promise<PostedMessage> {
    const { messageApi, question } = this.#setting
    const nonce = `${question.id}.${index}${this.#nonceEnd}`
    const posted = await messageApi.post(question, nonce, part, index === 0).catch(async (error: unknown) => {
      if (classifyDiscordError(error) !== 'noHistory') throw error
      return await messageApi.post(question, nonce, part, false)
    })
    const standing = { id: posted.id, content: part.content, button: part.button?.id }
    // The same nonce may have found what a process that died had shown of this answer: then that is written over.
    const hasButton = (posted.components ?? []).length > 0
    if (posted.content.trim() !== part.content.trim() || hasButton !== (standing.button !== undefined)) {
      await messageApi.edit(question.channel, posted.id, part)
    }
    return standing
  }

  async #removeFrom(index: number): Promise<void> {
    const { messageApi, question } = this.#setting
    for (const { id } of this.#standing.splice(index)) {
      try {
        await retryTransient(() => messageApi.remove(question.channel, id))
      } catch (error) {
        if (classifyDiscordError(error) !== 'answerGone') this.#setting.onFailure(error)
      }
    }
  }
}

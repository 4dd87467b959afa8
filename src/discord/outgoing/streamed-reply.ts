import type { Texts } from '../../locales/en.ts'
import type { MessageId } from '../../memory/types.ts'
import { classifyDiscordError } from '../errors.ts'
import { createStopButton, type MessageButton, type OutgoingMessage, retryTransient } from '../message-api.ts'
import { sendUnlessLost } from './answer-claim.ts'
import { type NonceEnds, newNonceEnd, nonceEndsAfter } from './answer-nonce.ts'
import { ownerOfEarlier } from './earlier-message.ts'
import { NextLook } from './next-look.ts'
import { type PostOptions, postPart } from './post-part.ts'
import { emptyMessage, endingWith, isUpToDate, type PostedMessage } from './posted-message.ts'
import { removeMessages } from './remove-messages.ts'
import type { RequestBudget } from './request-budget.ts'
import { splitAnswer, withoutFile } from './split-answer.ts'
import { MAX_MESSAGES } from './split-message.ts'
import { removeOthers, removeUnchanged } from './standing-answer.ts'

/** From the first token to the first text, if the answer is not whole before. */
const FIRST_TEXT_DELAY_MS = 1500
const EDIT_INTERVAL_MS = 1000
/** How old a visible answer is when a Stop button comes under it. */
const STOP_BUTTON_DELAY_MS = 3000

/** What an answer's messages are shown with, and where. */
export interface StreamedReplyOptions extends PostOptions {
  readonly requestBudget: RequestBudget
  readonly texts: Texts
  /** When its question got its present words, by Discord's clock; in ms since 1970, undefined where it has its first ones. */
  readonly editedAt?: number | undefined
  /** Messages of an earlier answer to the same question: they are written over. */
  readonly existingMessages: readonly MessageId[]
  /** They are what a process that died has left of the same answer: as that may be whole, it stays until there is another whole one. */
  readonly isTakenOver: boolean
  /** Called once, when the first text is visible. */
  readonly onVisible: () => void
  /** Somebody deleted the question or the answer. */
  readonly onGone: () => void
  /** Called where another process answers, with the message to which the answer replies that was found: nothing more is shown then. */
  readonly onElsewhere: (repliesTo?: MessageId) => void
}

/** One answer as Discord shows it: grows while the model speaks, and ends as exactly what it said. */
export class StreamedReply {
  readonly #options: StreamedReplyOptions
  readonly #posted: PostedMessage[]
  /** A second answer to a question needs nonces of its own: those of the first would find its messages, deleted ones too. */
  #nonceEnds: NonceEnds
  #text = ''
  #knownLinks: ReadonlySet<string> = new Set()
  readonly #nextLook = new NextLook(() => this.#tick())
  #flushing: Promise<void> | undefined
  #lastFlushAt = 0
  #visibleAt: number | undefined
  #isOver = false
  #isQuestionGone = false
  #isElsewhere = false
  #isNotice = false

  constructor(options: StreamedReplyOptions) {
    this.#options = options
    this.#posted = options.existingMessages.map(emptyMessage)
    this.#nonceEnds = nonceEndsAfter(options.isTakenOver ? undefined : options.existingMessages[0])
  }

  get isVisible(): boolean {
    return this.#visibleAt !== undefined
  }

  /** Whether something of it is shown, or on its way to Discord. */
  get hasBegun(): boolean {
    return this.isVisible || this.#flushing !== undefined || this.#isOver
  }

  /** Whether it shows nothing more than what it was last told to. */
  get isOver(): boolean {
    return this.#isOver
  }

  /** Whether it shows nothing, as another process answers. */
  get isElsewhere(): boolean {
    return this.#isElsewhere
  }

  /** Whether Discord refused the answer because its question was deleted. */
  get isQuestionGone(): boolean {
    return this.#isQuestionGone
  }

  /** The messages that show the answer, in order. */
  get messageIds(): MessageId[] {
    return this.#posted.map(({ id }) => id)
  }

  /** Whether a message shows something of it: one of an earlier answer does not until it is written over. */
  hasWritten(message: MessageId): boolean {
    return this.#posted.some(({ id, content }) => id === message && content !== undefined)
  }

  /** From here on these links can be opened; all others are shown as code. */
  allowLinks(links: Iterable<string>): void {
    this.#knownLinks = new Set(links)
  }

  /** Takes the text so far; it is shown when its time has come. */
  update(text: string): void {
    this.#text = text
    if (this.#flushing !== undefined || this.#isOver || this.#options.isTakenOver) return
    this.#nextLook.schedule(
      this.isVisible ? this.#lastFlushAt + EDIT_INTERVAL_MS - performance.now() : FIRST_TEXT_DELAY_MS,
    )
  }

  /**
   * Makes the messages show exactly `text`, split where Discord needs it; a very long one as a file as well.
   * The button comes under the last of them. Tries for a minute when Discord fails. Throws the error of discord.js if that does not help.
   * @param isNotice it is said in an answer's place: what another process has answered is not written over
   */
  async finish(text: string, button?: MessageButton, isNotice = false): Promise<MessageId[]> {
    await this.freeze()
    this.#isNotice = isNotice
    const contents = splitAnswer(text, { known: this.#knownLinks })
    const parts = endingWith(contents, {
      ...(contents.length > MAX_MESSAGES && { file: { name: 'answer.md', data: Buffer.from(text) } }),
      ...(button && { button }),
    })
    await this.#options.requestBudget.sendFinal(async () => {
      // In order: a later part must not stand above an earlier one.
      for (const [index, part] of parts.entries()) await this.#writeFinal(index, part)
      // Also where all of it stood there already.
      if ((await this.#options.claim()) === 'lost') await this.#leave()
      // Another process writes its answer over what stood there.
      if (this.#isElsewhere) return
      await this.#removeFrom(parts.length)
      await removeOthers(this.messageIds, this.#options)
    })
    return this.messageIds
  }

  /** Shows nothing more; waits for what is on its way. */
  async freeze(): Promise<void> {
    this.#isOver = true
    this.#nextLook.cancel()
    await this.#flushing
  }

  /** Takes every message of the answer away. */
  async remove(): Promise<void> {
    await this.freeze()
    await this.#removeFrom(0)
  }

  /** Takes away what another process has posted beside this, where the claim is this one's. Never rejects. */
  async displace(message: MessageId): Promise<void> {
    const { claim, messageApi, question, onFailure } = this.#options
    try {
      if ((await claim()) !== 'own' || this.#isElsewhere || this.messageIds.includes(message)) return
      await removeMessages(messageApi, question.channel, [message], onFailure)
    } catch (error) {
      onFailure(error)
    }
  }

  #tick(): void {
    const { requestBudget, question } = this.#options
    const wait = requestBudget.acquireTurn(question.channel)
    if (wait > 0) {
      this.#nextLook.schedule(wait)
      return
    }
    this.#flushing = this.#flush().finally(() => {
      requestBudget.releaseTurn(question.channel)
      this.#flushing = undefined
      this.#lastFlushAt = performance.now()
      if (!this.#isOver) this.#scheduleNext()
    })
  }

  #scheduleNext(): void {
    if (this.#outdatedPart() !== undefined) this.#nextLook.schedule(EDIT_INTERVAL_MS)
    else if (this.isVisible && this.#stopButtonIn() > 0) this.#nextLook.schedule(this.#stopButtonIn())
  }

  async #flush(): Promise<void> {
    try {
      // One call a turn: the next has to ask for the channel's turn again.
      const outdated = this.#outdatedPart()
      if (outdated !== undefined) await this.#write(...outdated)
    } catch (error) {
      const failure = classifyDiscordError(error)
      this.#isQuestionGone = failure === 'questionGone'
      if (failure === 'questionGone' || failure === 'answerGone') return this.#options.onGone()
      // Refused for good: only the final text is tried once more.
      if (failure !== 'transient') this.#isOver = true
      this.#options.onFailure(error)
    }
  }

  /** The first message that does not show yet what it should, with its number. */
  #outdatedPart(): [number, OutgoingMessage] | undefined {
    return [...this.#parts().entries()].find(([index, part]) => !isUpToDate(part, this.#posted[index]))
  }

  /** What is to stand there while the text still grows: the last message carries the Stop button once it is old enough. */
  #parts(): OutgoingMessage[] {
    const { question, texts } = this.#options
    const isOld = this.isVisible && this.#stopButtonIn() <= 0
    const contents = splitAnswer(this.#text, { known: this.#knownLinks, isGrowing: true })
    return endingWith(contents, isOld ? { button: createStopButton(question.id, texts.answers.stop) } : {})
  }

  #stopButtonIn(): number {
    return (this.#visibleAt ?? performance.now()) + STOP_BUTTON_DELAY_MS - performance.now()
  }

  async #write(index: number, part: OutgoingMessage): Promise<void> {
    const posted = this.#posted[index]
    if (this.#isElsewhere) return
    if (posted === undefined) {
      const made = await this.#post(index, part)
      if (made.length === 0) return
      this.#posted.push(...made)
    } else if (!isUpToDate(part, posted)) {
      const claim = await this.#options.claim()
      // What was begun by a process that died may be the whole answer of another by now.
      const mayBeOthers = this.#options.isTakenOver && index === 0 && posted.content === undefined
      if (claim === 'lost' || (claim === 'unknown' && mayBeOthers)) return await this.#leave()
      if (!(await this.#edit(posted, part))) return await this.#write(index, part)
    }
    if (this.#visibleAt === undefined) {
      this.#visibleAt = performance.now()
      this.#options.onVisible()
    }
  }

  /** False where an earlier answer had this message, and it is none of these: somebody has deleted it, or it replies to another question. */
  async #edit(posted: PostedMessage, part: OutgoingMessage): Promise<boolean> {
    const [askedAt, { claim, messageApi, question, editedAt, isTakenOver }] = [performance.now(), this.#options]
    const edit = () => messageApi.edit(question.channel, posted.id, part)
    try {
      // Of what a process that died has left it is known that no notice is better, or it would stay.
      const mayBeNewer = this.#isNotice && !isTakenOver
      const owner = await ownerOfEarlier(posted, mayBeNewer ? editedAt : undefined, this.#options)
      posted.attempt = part.content
      const terms = { askedAt, isOverOthers: posted.content === undefined }
      const sent = owner === undefined ? await sendUnlessLost(claim, edit, terms) : 'lost'
      if (owner === 'others') await this.#removeFrom(this.#posted.indexOf(posted))
      else if (sent === 'lost') await this.#leave()
      else Object.assign(posted, { content: part.content, button: part.button?.id })
      return owner !== 'others'
    } catch (error) {
      if (posted.content !== undefined || classifyDiscordError(error) !== 'answerGone') throw error
      this.#posted.splice(this.#posted.indexOf(posted), 1)
      return false
    }
  }

  /** Where the bot may not attach files, the last message says that the rest is missing. */
  async #writeFinal(index: number, part: OutgoingMessage): Promise<void> {
    try {
      await retryTransient(() => this.#write(index, part))
    } catch (error) {
      if (part.file === undefined || classifyDiscordError(error) !== 'forbidden') throw error
      this.#options.onFailure(error)
      const rest = withoutFile(part, this.#options.texts.answers.restNotShown)
      await retryTransient(() => this.#write(index, rest))
    }
  }

  /** Returns the messages, with what stands of an earlier attempt; none where another process answers. */
  async #post(index: number, part: OutgoingMessage): Promise<readonly PostedMessage[]> {
    const posted = await postPart({ index, part, nonceEnds: this.#nonceEnds, isNotice: this.#isNotice }, this.#options)
    if (posted.kind === 'posted') return posted.messages
    if (posted.kind === 'elsewhere') {
      await this.#leave(posted.repliesTo)
      return []
    }
    this.#nonceEnds = { first: newNonceEnd(), later: newNonceEnd() }
    return this.#post(index, part)
  }

  async #leave(repliesTo?: MessageId): Promise<void> {
    if (this.#isElsewhere) return
    this.#isElsewhere = true
    this.#isOver = true
    this.#options.onElsewhere(repliesTo)
    // Where another process answers it with what was said later, it writes over nothing of this.
    if (this.#options.isAnsweredElsewhere('lost')) await removeUnchanged(this.#posted.splice(0), this.#options)
  }

  async #removeFrom(index: number): Promise<void> {
    const { messageApi, question, onFailure } = this.#options
    const messages = this.#posted.splice(index).map(({ id }) => id)
    await removeMessages(messageApi, question.channel, messages, onFailure)
  }
}

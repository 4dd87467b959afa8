import { randomBytes } from 'node:crypto'
import type { MessageId, QuestionRef } from '../memory/types.ts'
import type { Texts } from '../texts/texts.ts'
import { discordFailure } from './failure.ts'
import { type Button, type Messages, patiently, type Shown, stopButton } from './messages.ts'
import type { Pace } from './pace.ts'
import { CLOSE, closeFence, MESSAGE_LIMIT, MOST_MESSAGES, split } from './split.ts'

/** From the first token to the first text, if the answer is not whole before. */
const FIRST_TEXT_MS = 1500
const EDIT_EVERY_MS = 1000
/** How old a visible answer is when a Stop button comes under it. */
const STOP_AFTER_MS = 3000

/** What an answer's messages are shown with, and where. */
export interface ReplySetting {
  readonly messages: Messages
  readonly pace: Pace
  readonly question: QuestionRef
  readonly texts: Texts
  /** Messages of an earlier answer to the same question: they are written over. */
  readonly existing: readonly MessageId[]
  /** The first text is visible. */
  readonly onVisible: () => void
  /** Something could not be shown yet; the final text will. `gone`: question or answer was deleted by somebody. */
  readonly onFailure: (error: unknown) => void
  readonly onGone: () => void
}

interface Standing {
  readonly id: MessageId
  /** Undefined: what an earlier answer shows. */
  content: string | undefined
  /** The custom id of its button. */
  button: string | undefined
}

const isShown = (part: Shown, standing: Standing | undefined) =>
  standing?.content === part.content && standing.button === part.button?.id && part.file === undefined

/** One answer as Discord shows it: grows while the model speaks, and ends as exactly what it said. */
export class Reply {
  readonly #setting: ReplySetting
  readonly #standing: Standing[]
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

  constructor(setting: ReplySetting) {
    this.#setting = setting
    this.#standing = setting.existing.map(id => ({ id, content: undefined, button: undefined }))
    this.#nonceEnd = setting.existing.length === 0 ? '' : randomBytes(1).toString('hex')
  }

  get isVisible(): boolean {
    return this.#visibleAt !== undefined
  }

  /** Whether Discord said so when the answer was to be shown. */
  get isQuestionGone(): boolean {
    return this.#isQuestionGone
  }

  /** The messages that show the answer, in order. */
  get ids(): MessageId[] {
    return this.#standing.map(({ id }) => id)
  }

  /** Takes the text so far; it is shown when its time has come. */
  show(text: string): void {
    this.#text = text
    if (this.#flushing !== undefined || this.#isOver) return
    this.#schedule(this.isVisible ? this.#lastFlushAt + EDIT_EVERY_MS - Date.now() : FIRST_TEXT_MS)
  }

  /**
   * Makes the messages show exactly `text`, split where Discord needs it; a very long one as a file as well.
   * The button comes under the last of them. Tries for a minute when Discord fails. Throws the error of discord.js if that does not help.
   */
  async finish(text: string, button?: Button): Promise<MessageId[]> {
    await this.freeze()
    const all = split(text)
    const parts: Shown[] = all.slice(0, MOST_MESSAGES).map(content => ({ content }))
    const last = parts.at(-1)
    if (all.length > MOST_MESSAGES && last !== undefined) {
      parts[parts.length - 1] = { ...last, file: { name: 'answer.md', data: Buffer.from(text) } }
    }
    const end = parts.at(-1)
    if (end !== undefined && button !== undefined) parts[parts.length - 1] = { ...end, button }
    await this.#setting.pace.final(async () => {
      // In order: a later part must not stand above an earlier one.
      for (const [index, part] of parts.entries()) await this.#writeFinal(index, part)
      await this.#removeFrom(parts.length)
    })
    return this.ids
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
    const { pace, question } = this.#setting
    this.#dueAt = Number.POSITIVE_INFINITY
    const wait = pace.take(question.channel)
    if (wait > 0) {
      this.#schedule(wait)
      return
    }
    this.#flushing = this.#flush().finally(() => {
      pace.done(question.channel)
      this.#flushing = undefined
      this.#lastFlushAt = Date.now()
      if (!this.#isOver) this.#scheduleNext()
    })
  }

  #scheduleNext(): void {
    if (this.#parts().some((part, index) => !isShown(part, this.#standing[index]))) this.#schedule(EDIT_EVERY_MS)
    else if (this.isVisible && this.#stopIn() > 0) this.#schedule(this.#stopIn())
  }

  async #flush(): Promise<void> {
    try {
      // One call a turn: the next has to ask for the channel's turn again.
      const parts = this.#parts()
      const index = parts.findIndex((part, at) => !isShown(part, this.#standing[at]))
      const part = parts[index]
      if (part !== undefined) await this.#writeOne(index, part)
    } catch (error) {
      const failure = discordFailure(error)
      this.#isQuestionGone = failure === 'questionGone'
      if (failure === 'questionGone' || failure === 'answerGone') return this.#setting.onGone()
      // Refused for good: only the final text is tried once more.
      if (failure !== 'passing') this.#isOver = true
      this.#setting.onFailure(error)
    }
  }

  /** What is to stand there while the text still grows: the last message carries the Stop button once it is old enough. */
  #parts(): Shown[] {
    const { question, texts } = this.#setting
    const contents = split(this.#text).slice(0, MOST_MESSAGES)
    const last = contents.length - 1
    const isOld = this.isVisible && this.#stopIn() <= 0
    return contents.map((content, index) =>
      isOld && index === last ? { content, button: stopButton(question.id, texts.answers.stop) } : { content },
    )
  }

  #stopIn(): number {
    return (this.#visibleAt ?? Date.now()) + STOP_AFTER_MS - Date.now()
  }

  async #writeOne(index: number, part: Shown): Promise<void> {
    const { messages, question } = this.#setting
    const standing = this.#standing[index]
    if (standing === undefined) {
      this.#standing.push(await this.#post(index, part))
    } else if (!isShown(part, standing)) {
      await messages.edit(question.channel, standing.id, part)
      standing.content = part.content
      standing.button = part.button?.id
    }
    if (this.#visibleAt === undefined) {
      this.#visibleAt = Date.now()
      this.#setting.onVisible()
    }
  }

  /** Where the bot may not attach files the rest is told to be missing. */
  async #writeFinal(index: number, part: Shown): Promise<void> {
    try {
      await patiently(() => this.#writeOne(index, part))
    } catch (error) {
      if (part.file === undefined || discordFailure(error) !== 'forbidden') throw error
      this.#setting.onFailure(error)
      const note = `\n\n${this.#setting.texts.answers.restNotShown}`
      const content = closeFence(part.content.slice(0, MESSAGE_LIMIT - note.length - CLOSE.length)) + note
      const { button } = part
      await patiently(() => this.#writeOne(index, button === undefined ? { content } : { content, button }))
    }
  }

  async #post(index: number, part: Shown): Promise<Standing> {
    const { messages, question } = this.#setting
    const nonce = `${question.id}.${index}${this.#nonceEnd}`
    const posted = await messages.post(question, nonce, part, index === 0).catch(async (error: unknown) => {
      if (discordFailure(error) !== 'noHistory') throw error
      return await messages.post(question, nonce, part, false)
    })
    const standing = { id: posted.id, content: part.content, button: part.button?.id }
    // The same nonce may have found what a process that died had shown of this answer: then that is written over.
    const hasButton = (posted.components ?? []).length > 0
    if (posted.content.trim() !== part.content.trim() || hasButton !== (standing.button !== undefined)) {
      await messages.edit(question.channel, posted.id, part)
    }
    return standing
  }

  async #removeFrom(index: number): Promise<void> {
    const { messages, question } = this.#setting
    for (const { id } of this.#standing.splice(index)) {
      try {
        await patiently(() => messages.remove(question.channel, id))
      } catch (error) {
        if (discordFailure(error) !== 'answerGone') this.#setting.onFailure(error)
      }
    }
  }
}

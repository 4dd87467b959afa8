import { setTimeout as sleep } from 'node:timers/promises'
import type { Message } from 'discord.js'
import { errorFacts, MemoryUnavailable } from '../errors.ts'
import type { TakenOut } from '../memory/ports.ts'
import type { Conversation, MessageId, Snapshot, UserId } from '../memory/types.ts'
import type { AnswerText } from '../texts/texts.ts'
import { type AnswerParts, answer, type Drawn, type Ended, type Outcome, type Run } from './answer.ts'
import { audienceOf } from './audience.ts'
import type { ChannelContext } from './context.ts'
import { discordFacts } from './failure.ts'
import { InOrder } from './in-order.ts'
import { type Asked, asQuestion } from './question.ts'
import { rememberedText } from './readable.ts'
import { Recent } from './recent.ts'
import { RecentAnswers } from './recent-answers.ts'
import { takeAway } from './take-away.ts'
import type { Typing } from './typing.ts'

const RECENT_KEPT = 10_000
/** How long answers that were ended at shutdown may take to let go. */
const LET_GO_MS = 500

/** How a question came: for the first time, edited, to be answered again, or left over from a process that died. */
export type Occasion = 'new' | 'edited' | 'again' | 'recovered'

export interface AnsweringParts extends AnswerParts {
  readonly context: ChannelContext
  readonly typing: Typing
}

/** From where an answer begins. */
interface Beginning {
  readonly occasion: Occasion
  /** A new question's claim, with what memory held then; behind, if an answer or a deletion was on its way. */
  readonly claim: Promise<Snapshot | 'claimed'> | undefined
  readonly isBehind: boolean
  /** The run for the same question that this one takes over from. */
  readonly earlier: Run | undefined
}

const from = (snapshot: Snapshot, existing: readonly MessageId[] = []): Drawn => ({ snapshot, existing })
const keyOf = ({ user, channel }: Conversation) => `${user}:${channel}`

/** All answers in hand: each question once, those of a conversation in order, different users side by side. */
export class Answering {
  readonly #parts: AnsweringParts
  readonly #runs = new Map<MessageId, Run>()
  /** The newest run of each conversation. */
  readonly #newest = new Map<string, Run>()
  readonly #order = new InOrder()
  readonly #recent = new Recent<MessageId>(RECENT_KEPT)
  readonly #answers = new RecentAnswers(RECENT_KEPT)
  readonly #toldMemoryAway = new Recent<string>(RECENT_KEPT)
  /** Deletions on their way to the store. */
  readonly #deletions = new Set<Promise<TakenOut | undefined>>()
  /** Answers to deleted questions on their way out of Discord. */
  readonly #removals = new Set<Promise<void>>()
  #isClosing = false

  constructor(parts: AnsweringParts) {
    this.#parts = parts
  }

  /** Answers a message; resolves when the answer stands and is kept. Never rejects: failures are told or logged. */
  async ask(message: Message, occasion: Occasion): Promise<Outcome> {
    if (this.#isClosing) {
      if (occasion === 'edited') await this.revised(message)
      return 'nothing'
    }
    const isFirst = this.#recent.add(message.id)
    if (occasion === 'new' && !isFirst) return 'nothing'
    try {
      if (occasion !== 'recovered' && !(await this.#isAdmitted(message))) {
        if (occasion === 'edited') await this.revised(message)
        return 'nothing'
      }
      const asked = asQuestion(message, this.#parts.context)
      return asked === undefined ? 'nothing' : await this.#run(asked, occasion)
    } catch (error) {
      const about = { question: message.id, channel: message.channelId }
      this.#parts.log.error({ ...about, ...errorFacts(error) }, 'a question was not answered')
      return 'nothing'
    }
  }

  /** Says one sentence to a message that can't be a question. Never rejects. */
  async tell(message: Message, sentence: AnswerText): Promise<void> {
    if (this.#isClosing || !this.#recent.add(message.id)) return
    try {
      if (await this.#isAdmitted(message)) await this.#reply(message, sentence)
    } catch (error) {
      this.#parts.log.warn({ channel: message.channelId, ...discordFacts(error) }, 'a sentence could not be said')
    }
  }

  /** Stops the answer to a question at the asker's wish; what is there stays. */
  stop(question: MessageId, by: UserId): 'stopping' | 'notYours' | 'over' {
    const run = this.#runs.get(question)
    if (run === undefined) return 'over'
    if (run.asked.question.user !== by) return 'notYours'
    run.abort.abort('stopped' satisfies Ended)
    return 'stopping'
  }

  /** A message has other words now, and is not to be answered anew: the old ones go from memory. Never rejects. */
  async revised(message: Message): Promise<void> {
    const audience = audienceOf(message.channel)
    const question = { id: message.id, user: message.author.id, channel: message.channelId }
    const text = rememberedText(message)
    // An answer to the old words that is still on its way would be kept after them.
    this.#runs.get(message.id)?.abort.abort('deleted' satisfies Ended)
    try {
      await this.#parts.store.revise(question, audience, text)
    } catch (error) {
      this.#parts.unsettled.revised(question, audience, text)
      this.#parts.log.warn({ question: message.id, ...errorFacts(error) }, 'an edit is kept when memory is back')
    }
  }

  /**
   * A message was deleted on Discord: an answer under way ends and is taken away, and the turn goes from memory; with a
   * question the messages that answered it go from Discord. Never rejects.
   */
  async deleted(message: MessageId): Promise<void> {
    for (const run of this.#runs.values()) {
      if (run.asked.message.id === message || run.reply?.ids.includes(message))
        run.abort.abort('deleted' satisfies Ended)
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

  async #takeOut(message: MessageId): Promise<TakenOut | undefined> {
    try {
      return await this.#parts.store.deleteMessage(message)
    } catch (error) {
      this.#parts.unsettled.deleted(message, gone => void this.#takeAway(gone))
      this.#parts.log.warn({ message, ...errorFacts(error) }, 'a deleted message goes from memory when memory is back')
      return undefined
    }
  }

  async #takeAway(gone: TakenOut): Promise<void> {
    const removal = takeAway(gone, this.#parts)
    this.#removals.add(removal)
    await removal
    this.#removals.delete(removal)
  }

  /** Takes no new question, and waits for all answers in hand, `ms` at most. Those left over keep their claim, and are answered at the next start. */
  async drain(ms: number): Promise<void> {
    this.#isClosing = true
    await within(
      ms,
      Promise.all([this.#order.settled(), ...this.#deletions]).then(() => Promise.all(this.#removals)),
    )
    for (const run of this.#runs.values()) run.abort.abort('shutdown' satisfies Ended)
    await within(LET_GO_MS, this.#order.settled())
  }

  async #isAdmitted(message: Message): Promise<boolean> {
    const verdict = await this.#parts.admission.pace(message.author.id)
    if (verdict === 'tell') await this.#reply(message, 'rateLimited')
    return verdict === 'answer'
  }

  async #reply({ id, author, channelId }: Message, sentence: AnswerText): Promise<void> {
    const content = this.#parts.locales.textsOf(author.id).answers[sentence]
    await this.#parts.messages.post({ id, user: author.id, channel: channelId }, id, { content }, true)
  }

  async #run(asked: Asked, occasion: Occasion): Promise<Outcome> {
    const { id, channel } = asked.question
    const earlier = this.#runs.get(id)
    earlier?.abort.abort('superseded' satisfies Ended)
    const run: Run = { asked, abort: new AbortController(), isSettled: false }
    const conversation = keyOf(asked.question)
    this.#runs.set(id, run)
    const stopTyping = this.#parts.typing.start(channel)
    // The claim is made at once, also when earlier questions of the conversation must be answered first.
    const isBehind = this.#newest.get(conversation)?.isSettled === false || this.#deletions.size > 0
    this.#newest.set(conversation, run)
    const claim = occasion === 'new' ? this.#parts.store.receive(asked.question, asked.audience) : undefined
    claim?.catch(() => undefined) // looked at when its turn has come
    try {
      return await this.#order.run(conversation, async () => {
        const drawn = await this.#draw(asked, () => this.#lookUp(asked, { occasion, claim, isBehind, earlier }))
        if (drawn === undefined || run.abort.signal.aborted) return 'nothing'
        const outcome = await answer(run, drawn, this.#parts, stopTyping)
        this.#answers.note(asked.question, run.reply?.ids ?? [])
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
  async #draw({ question }: Asked, lookUp: () => Promise<Drawn | undefined>): Promise<Drawn | undefined> {
    const conversation = keyOf(question)
    try {
      const drawn = await lookUp()
      this.#toldMemoryAway.delete(conversation)
      const { snapshot } = drawn ?? {}
      if (snapshot?.keeping === 'kept') this.#parts.locales.read(question.user, snapshot.settings.locale)
      return drawn
    } catch (error) {
      if (!(error instanceof MemoryUnavailable)) throw error
      this.#parts.log.warn(
        { question: question.id, channel: question.channel, ...error.facts },
        'answering without memory',
      )
      const note = this.#toldMemoryAway.add(conversation) ? { note: 'memoryAway' as const } : {}
      return { existing: [], ...note }
    }
  }

  /** Undefined if there is nothing to answer: it is claimed already, or was deleted or forgotten. */
  async #lookUp(asked: Asked, how: Beginning): Promise<Drawn | undefined> {
    const { store } = this.#parts
    const claimed = await how.claim
    if (claimed === 'claimed') return undefined
    if (claimed !== undefined && !how.isBehind) return from(claimed)
    await Promise.all(this.#deletions)
    const { question, audience } = asked
    if (how.occasion === 'new') {
      const now = await store.look(question, audience)
      if (now === 'gone') return undefined
      // Why it was not kept when it was asked can be over now.
      const wasKept = claimed === undefined || claimed.keeping === 'kept'
      return from(wasKept ? now : { ...now, keeping: claimed.keeping })
    }
    const reopened = await store.reopen(question, audience, how.occasion === 'edited' ? question.text : undefined)
    if (reopened !== 'gone') {
      // The run before this one began with the messages that are kept, and may have posted more.
      const existing = how.earlier?.reply?.ids ?? reopened.messages
      return { ...from(reopened.snapshot, existing), keepsOld: how.occasion === 'again' }
    }
    if (how.occasion === 'again') return undefined
    // Not asked before: the edit made it a question. Or it is not kept, and was not answered yet.
    const received = await store.receive(question, audience)
    if (received === 'claimed') return undefined
    return from(received, how.earlier?.reply?.ids ?? this.#answers.take(question.id)?.answers)
  }
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work, sleep(ms, undefined, { ref: false })])
}

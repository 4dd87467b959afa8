import { LRUCache } from 'lru-cache'
import type { ChannelId, MessageId } from '../../memory/types.ts'

/** The messages of a channel that its share is a share of: the last ones. */
const LOOK_BACK = 20
const MOST_CHANNELS = 1000

/** Why it is not even looked whether there is something to say. */
export type PassReason =
  /** So many of the last messages were answered that it would be too many. */
  | 'shareReached'
  /** Somebody said more before the look at what they said could begin: it is looked at both together. */
  | 'overtaken'

/** What people said in a channel where the bot speaks when it has something to say. Ids alone. */
interface ChannelTalk {
  /** The last messages, oldest first, and which of them were answered. */
  readonly said: { readonly id: MessageId; isAnswered: boolean }[]
  isLooking: boolean
  /** Is looked at when the present look is over. */
  waiting?: { readonly begin: () => void; readonly pass: () => void } | undefined
}

/**
 * Where the bot may speak without being spoken to. It looks at one message of a channel at a time: what is said
 * meanwhile is looked at together, as the talk before the last of it. It answers no more than a share of what is said,
 * those counted that were said to the bot itself; what these were is counted in the process alone.
 */
export class Interjections {
  readonly #share: number
  readonly #talks = new LRUCache<ChannelId, ChannelTalk>({ max: MOST_CHANNELS })

  /** @param share the greatest part of a channel's messages that is answered, above 0 and up to 1 */
  constructor(share: number) {
    this.#share = share
  }

  /** Somebody said something in a channel, to the bot or not. */
  noteMessage(channel: ChannelId, id: MessageId): void {
    const { said } = this.#talkOf(channel)
    said.push({ id, isAnswered: false })
    if (said.length > LOOK_BACK) said.shift()
  }

  /** It was answered. */
  noteAnswer(channel: ChannelId, id: MessageId): void {
    const message = this.#talkOf(channel).said.find(one => one.id === id)
    if (message !== undefined) message.isAnswered = true
  }

  /**
   * Looks whether there is something to say to what was noted last, once no other look at the channel is going on; or says why that
   * is passed over. Rejects as `look` does.
   */
  async consider<T>(channel: ChannelId, look: () => Promise<T>): Promise<T | PassReason> {
    const talk = this.#talkOf(channel)
    if (talk.isLooking && (await this.#wait(talk)) === 'overtaken') return 'overtaken'
    if (!this.#mayAnswerOneMore(talk)) {
      this.#lookAtNext(talk)
      return 'shareReached'
    }
    talk.isLooking = true
    try {
      return await look()
    } finally {
      this.#lookAtNext(talk)
    }
  }

  #wait(talk: ChannelTalk): Promise<'overtaken' | 'begun'> {
    talk.waiting?.pass()
    const { promise, resolve } = Promise.withResolvers<'overtaken' | 'begun'>()
    talk.waiting = { begin: () => resolve('begun'), pass: () => resolve('overtaken') }
    return promise
  }

  #lookAtNext(talk: ChannelTalk): void {
    const { waiting } = talk
    talk.waiting = undefined
    talk.isLooking = waiting !== undefined
    waiting?.begin()
  }

  /** The first message of all may be answered, or a small share would mean none for long. */
  #mayAnswerOneMore({ said }: ChannelTalk): boolean {
    const answered = said.filter(({ isAnswered }) => isAnswered).length
    return answered + 1 <= Math.max(1, this.#share * said.length)
  }

  #talkOf(channel: ChannelId): ChannelTalk {
    const known = this.#talks.get(channel)
    if (known !== undefined) return known
    const talk: ChannelTalk = { said: [], isLooking: false }
    this.#talks.set(channel, talk)
    return talk
  }
}

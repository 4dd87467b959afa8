import { type Message, MessageType } from 'discord.js'
import { MemoryUnavailable } from '../../errors.ts'
import { compareSnowflakes } from '../../memory/turns.ts'
import type { UserId } from '../../memory/types.ts'
import { OWN_LABEL } from '../../prompt/format/label-speakers.ts'
import type { QuotedMessage } from '../../prompt/sections/quoted-messages.ts'
import type { AccessSubject } from '../access/rules.ts'
import { subjectOfMessage, subjectOfUser } from '../access/subject.ts'
import { audienceOfChannel } from './audience.ts'
import { canReadHistory } from './channel-context.ts'
import type { DiscordFile } from './content/files.ts'
import { forwardedIn, type MessageReading, readEmbeds, readMessage, readSpoken } from './content/read-message.ts'
import { isSaidToBot } from './is-said-to-bot.ts'
import { readLinkedMessages } from './linked-messages.ts'
import { labelsFor, speakerOf } from './speakers.ts'
import { mayBeTold, readTalkRecords, type TalkRules } from './talk/talk-records.ts'
import type { ThreadStarters } from './thread-starters.ts'
import type { VoiceMessages } from './voice-messages.ts'

const MAX_CHAIN_LENGTH = 10

/** A quoted message that still knows which one it is. */
export interface ContextMessage extends QuotedMessage {
  readonly id: string
  /** Whether it holds what a turn of memory does not: what somebody else wrote in it. */
  readonly showsMore?: boolean
}

/** What a question refers to by itself, whatever else was said around it. */
export interface ReferredMessages {
  /** What it replies to, what that replied to, and so on, oldest first. */
  readonly replyChain: readonly ContextMessage[]
  /** What others wrote in it: what it forwards, and what Discord shows of its links. */
  readonly shown: readonly ContextMessage[]
  /** The message that its thread began with. */
  readonly starter: readonly ContextMessage[]
  /** The messages that it links. */
  readonly linked: readonly ContextMessage[]
  /** What its author said in it otherwise than in its text: a poll, a voice message. */
  readonly spoken: readonly string[]
  /** Those of all of these, the nearest first. */
  readonly files: readonly DiscordFile[]
}

/** What was read from Discord of that, whoever may be told of it. */
interface LoadedReferences {
  /** The nearest first. */
  readonly chain: readonly Message[]
  readonly starter: Message | undefined
  /** What its asker posted right before it, without words of their own. */
  readonly companion: Message | undefined
}

const UNREADABLE = '(not readable for the bot)'

export interface ReferredDependencies extends TalkRules {
  readonly starters: Pick<ThreadStarters, 'read'>
  readonly voice: Pick<VoiceMessages, 'read'>
}

/** Reads the messages that a question refers to, by whomever: never of people who have paused their memory, or may not use the bot. */
export class ReferredMessageReader {
  readonly #dependencies: ReferredDependencies

  constructor(dependencies: ReferredDependencies) {
    this.#dependencies = dependencies
  }

  /** Reads from Discord what a question refers to where it stands. Never rejects. */
  async load(question: Message): Promise<LoadedReferences> {
    const [chain, starter] = await Promise.all([readChain(question), this.#readStarter(question)])
    return { chain, starter, companion: findCompanion(question) }
  }

  /** Held once it was read, until it is deleted. */
  async #readStarter(question: Message): Promise<Message | undefined> {
    const { channel } = question
    return channel.isThread() && canReadHistory(question) ? await this.#dependencies.starters.read(channel) : undefined
  }

  /** The same, as it stands on Discord once its turn has come: what was deleted meanwhile is held no more. */
  async #readAgain(question: Message, { chain, companion }: LoadedReferences): Promise<LoadedReferences> {
    return {
      chain: chain.every(isHeld) ? chain : await readChain(question),
      starter: await this.#readStarter(question),
      companion: companion !== undefined && isHeld(companion) ? companion : undefined,
    }
  }

  /** What a question refers to, as it may be told to those who read its answer now, once its turn has come. */
  async read(question: Message, loaded: LoadedReferences, signal: AbortSignal): Promise<ReferredMessages> {
    const [links, current] = await Promise.all([readLinkedMessages(question), this.#readAgain(question, loaded)])
    const linked = links.filter(message => message !== undefined)
    const begun = current.starter === undefined ? [] : [current.starter]
    const [told, untold] = await Promise.all([
      this.#findTold([...current.chain, ...begun, ...linked], question),
      this.#findUntold(current, question),
    ])
    for (const message of untold) told.delete(message)
    const missing = current.chain.findIndex(message => !told.has(message))
    // Nothing is told of what lies behind one that is not.
    const chain = missing < 0 ? current.chain : current.chain.slice(0, missing)
    const [starter, others] = [begun, linked].map(messages => messages.filter(message => told.has(message)))
    const companions = current.companion === undefined ? [] : [current.companion]
    const heard = await this.#dependencies.voice.read(
      [question, ...companions, ...chain, ...(others ?? []), ...(starter ?? [])],
      signal,
    )
    const labelOf = labelsFor(question, [...told])
    const reading = { place: question.channel, labelOf, voiceWords: (file: string) => heard.get(file) }
    const embedded = readEmbeds(question, reading)
    const previews = embedded.text === '' ? [] : [contextOf(question, 'preview', embedded.text)]
    const forwarded = forwardedIn(question).map(copy => readMessage(copy, reading))
    const texts = question.messageSnapshots.size > forwarded.length ? [UNREADABLE] : forwarded.map(({ text }) => text)
    const [beside, quoted] = [
      quote(companions, reading),
      { chain: quote(chain, reading), starter: quote(starter, reading), linked: quote(others, reading) },
    ]
    return {
      replyChain: quoted.chain.messages.toReversed(),
      shown: [
        ...beside.messages,
        ...texts.map(text => contextOf(question, 'forwarded', text || UNREADABLE)),
        ...previews,
      ],
      starter: quoted.starter.messages,
      linked: [...quoted.linked.messages, ...(others?.length === links.length ? [] : [notTold(question)])],
      spoken: readSpoken(question, reading),
      files: [...forwarded, embedded, beside, quoted.chain, quoted.linked, quoted.starter].flatMap(
        ({ files }) => files,
      ),
    }
  }

  async #findTold(messages: readonly Message[], { author: asker }: Message): Promise<Set<Message>> {
    const { mayRead, userMemory } = this.#dependencies
    const persons = messages.flatMap(message => personOf(message) ?? [])
    const others = new Set(persons.filter(person => person !== asker.id))
    const paused = others.size === 0 ? new Set() : await userMemory.findPausedUsers([...others]).catch(unknownIfAway)
    return new Set(
      messages.filter(message => {
        const person = personOf(message)
        if (person === undefined || !others.has(person)) return true
        return paused !== 'unknown' && !paused.has(person) && mayRead(subjectOf(person, message))
      }),
    )
  }

  /**
   * What others said to the bot, or were told by it, and the channel's talk would not tell any more, as it was forgotten. Not what
   * the question replies to itself: that its asker has chosen to show.
   */
  async #findUntold({ chain, starter }: LoadedReferences, question: Message): Promise<readonly Message[]> {
    if (!question.inGuild()) return []
    const all = [...chain, ...(starter === undefined ? [] : [starter])].filter(message => message.inGuild())
    const [asker, audience] = [question.author.id, audienceOfChannel(question.channel)]
    const behind = all.filter(message => message !== chain[0] && personOf(message) !== asker)
    if (behind.length === 0) return []
    const records = await readTalkRecords(all, question, this.#dependencies)
    if (records === undefined) return behind
    return behind.filter(message => !mayBeTold(message, { asker, audience, records }, this.#dependencies))
  }
}

function isHeld({ id, channel }: Message): boolean {
  return channel.messages.cache.get(id)?.partial === false
}

/** Who wrote a message, or to whom the bot said it, where it tells. */
function personOf({ author, client, mentions }: Message): UserId | undefined {
  return author.id === client.user.id ? mentions.repliedUser?.id : author.id
}

function subjectOf(person: UserId, message: Message): AccessSubject {
  return message.author.id === person || !message.inGuild()
    ? subjectOfMessage(message)
    : subjectOfUser(person, message.channel)
}

/** While the memory is away nobody knows who paused it, which the asker is told under the answer. */
function unknownIfAway(error: unknown): 'unknown' {
  if (error instanceof MemoryUnavailable) return 'unknown'
  throw error
}

function quote(
  messages: readonly Message[] = [],
  { labelOf, ...reading }: MessageReading & { readonly labelOf: ReturnType<typeof labelsFor> },
) {
  const read = messages.map(message => ({ message, content: readMessage(message, reading) }))
  return {
    messages: read.map(({ message, content }) => {
      const author = message.author.id === message.client.user.id ? OWN_LABEL : labelOf(speakerOf(message))
      const showsMore = message.messageSnapshots.size + message.embeds.length > 0
      return { ...contextOf(message, author, content.text || UNREADABLE), ...(showsMore && { showsMore }) }
    }),
    files: read.flatMap(({ content }) => content.files),
  }
}

function contextOf({ id, createdTimestamp }: Message, author: string, text: string): ContextMessage {
  return { id, author, text, saidAt: createdTimestamp }
}

/** Stands for what is gone as for what is not to be told: they look the same. */
function notTold(question: Message): ContextMessage {
  return contextOf(question, 'linked', '(a linked message that may not be read here, or is gone)')
}

/** How soon after it a question is taken to be about what its asker has just posted. */
const COMPANION_MS = 60_000

/**
 * Discord's clients send the words that somebody adds to a forward as a message of its own, and many people post a picture and
 * ask then: the last message of the asker, where it forwards something, or holds files and was said to nobody.
 */
function findCompanion(question: Message): Message | undefined {
  const { attachments, author, channel, createdTimestamp, id, messageSnapshots, reference } = question
  if (reference !== null || attachments.size > 0 || messageSnapshots.size > 0 || !canReadHistory(question))
    return undefined
  const last = [...channel.messages.cache.values()]
    .filter(said => !said.partial && said.author.id === author.id && compareSnowflakes(said.id, id) < 0)
    .sort((a, b) => compareSnowflakes(a.id, b.id))
    .at(-1)
  if (last === undefined || createdTimestamp - last.createdTimestamp > COMPANION_MS) return undefined
  const isPosted = last.attachments.size > 0 && !channel.isDMBased() && !isSaidToBot(last)
  return last.messageSnapshots.size > 0 || isPosted ? last : undefined
}

/** What a message replies to, what that replied to, and so on: at most 10, the nearest first. */
async function readChain(question: Message): Promise<readonly Message[]> {
  const chain: Message[] = []
  // What somebody replies to they have seen; what lies before it only who may read the channel's history.
  const limit = canReadHistory(question) ? MAX_CHAIN_LENGTH : 1
  for (let current: Message | undefined = question; current !== undefined && chain.length < limit; ) {
    current = await fetchReferenced(current, { isFirst: chain.length === 0 })
    if (current !== undefined) chain.push(current)
  }
  return chain
}

async function fetchReferenced(
  { reference, channel, type }: Message,
  { isFirst }: { readonly isFirst: boolean },
): Promise<Message | undefined> {
  if (!reference?.messageId || reference.channelId !== channel.id) return undefined
  if (type !== MessageType.Reply && type !== MessageType.PollResult) return undefined
  const held = channel.messages.cache.get(reference.messageId)
  try {
    // What a forward brings of a message leaves a part of it. Of votes no event tells the bot.
    const isCurrent = held?.partial === false && !(isFirst && held.poll?.resultsFinalized === false)
    return isCurrent ? held : await channel.messages.fetch({ message: reference.messageId, force: true })
  } catch {
    return undefined // deleted, or hidden from the bot: the chain ends here
  }
}

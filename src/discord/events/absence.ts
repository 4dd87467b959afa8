import {
  type Client,
  type DMChannel,
  Events,
  type GuildTextBasedChannel,
  type Message,
  type OmitPartialGroupDMChannel,
} from 'discord.js'
import { errorDetails } from '../../errors.ts'
import type { Attendance } from '../../memory/ports/attendance.ts'
import type { ConversationStore } from '../../memory/ports/conversation-store.ts'
import { type HeardUntil, heardUntil, isServedBy, type Shards } from '../../memory/shards.ts'
import { compareSnowflakes, firstSnowflakeAt, snowflakeTime } from '../../memory/turns.ts'
import type { GuildId, MessageId, UserId } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
import type { AccessPolicy } from '../access/access-policy.ts'
import { fetchMember, subjectOfMessage } from '../access/subject.ts'
import type { AnswerCoordinator } from '../answering/answer-coordinator.ts'
import { conversationKey } from '../answering/claim-question.ts'
import { MAX_QUESTION_AGE_MS } from '../answering/read-claim.ts'
import { RecentSet } from '../answering/recent-answers.ts'
import { findConnectedShards, isFullyConnected, onNewSession, shardsOf } from '../client.ts'
import type { DiscordClock } from '../clock.ts'
import { classifyDiscordError, discordErrorDetails } from '../errors.ts'
import { isSpokenTo } from '../incoming/addressing.ts'
import { type IncomingQuestion, isQuestion, type MessageParser } from '../incoming/parse-message.ts'
import { type MessageApi, retryTransient, stopButtonId } from '../message-api.ts'
import { missingToAnswer } from '../permissions.ts'
import type { UserLocales } from '../user-locales.ts'
import { markCutOff } from './end-question.ts'
import { readBegun } from './recovery.ts'

/** When the last message of a channel was written, as far as that is known. */
const lastSaidAt = ({ lastMessageId }: { readonly lastMessageId: string | null }) => snowflakeTime(lastMessageId ?? '0')

const isOwn = ({ author, client }: Message) => author.id === client.user?.id
/** What was said longer ago nobody waits for. */
const MAX_AGE_MS = 86_400_000
/** Requests for one look: of channels and of direct messages each, the newest first. */
const MAX_CHANNELS = 50
/** The most that one request brings. */
const MAX_MESSAGES = 100
/** Requests for one channel: where 100 messages are written in a minute, they reach back to the oldest question that is still answered. */
const MAX_PAGES = 5
/** A message may be on its way while it is noted that all were heard; where a process dies, what it heard last may have no claim yet. */
const OVERLAP_MS = { dead: 10_000, left: 1000 }

/** What is older is not answered any more, and of what was not kept it is soon forgotten that it had an answer: it is not read again. */
const recentOf = (at: number, now: number) => Math.max(Math.min(at, now), now - MAX_QUESTION_AGE_MS)

export interface AbsenceDependencies {
  readonly attendance: Attendance
  readonly conversations: Pick<ConversationStore, 'keepQuestion' | 'releaseClaim' | 'findTurns'>
  readonly access: Pick<AccessPolicy, 'refusalFor'>
  readonly parseMessage: MessageParser
  readonly messageApi: Pick<MessageApi, 'post' | 'edit' | 'readAfter'>
  readonly coordinator: Pick<AnswerCoordinator, 'answer' | 'hasSeen' | 'findOldestInHand'>
  readonly userLocales: Pick<UserLocales, 'textsOf'>
  readonly discordClock: Pick<DiscordClock, 'now'>
  readonly log: Logger
}

/** What one look is for: what was said since then, in these shards. */
interface Absence {
  readonly shards: Shards
  readonly heard: readonly HeardUntil[]
  readonly directUsers: readonly UserId[]
}

/**
 * Looks for what was said to the bot while nobody heard it: before a start, and where the gateway forgot its session, each shard by
 * itself: other processes may serve the others, and may have been there. Young messages are treated as if they came now, which answers
 * each once, as it is claimed; older ones are kept, and the person told in one line that they were missed, unless an answer stands there.
 */
export class AbsenceHandler {
  readonly #client: Client<true>
  readonly #dependencies: AbsenceDependencies
  /** Who spoke in direct messages and is not noted yet. */
  readonly #directUsers = new Set<UserId>()
  /** Whom this process has noted before. */
  readonly #knownUsers = new RecentSet<UserId>()
  /** Shards in which something may have been said that was not looked for. */
  readonly #behind = new Set<number>()
  /** When this process left: a look that goes on notes nothing later. */
  #leftAt = Number.POSITIVE_INFINITY
  /** Until when all was heard, as it was noted before a look that came to no end. */
  #unfinished: readonly HeardUntil[] | undefined
  /** Those for which it is looked just now. */
  #looking: readonly number[] = []

  constructor(client: Client<true>, dependencies: AbsenceDependencies) {
    this.#client = client
    this.#dependencies = dependencies
    for (const id of shardsOf(client).ids) this.#behind.add(id)
    client.on(Events.MessageCreate, ({ channel, author }) => {
      if (!channel.isDMBased() || author.bot) return
      this.#directUsers.add(author.id)
      // Somebody new at once: where the process dies before its next look, nobody else would know that they write here.
      if (this.#knownUsers.add(author.id)) this.#noteUsers().catch(() => undefined) // the next look tries it again
    })
    onNewSession(client, id => void this.#behind.add(id))
  }

  /** Looks for what was missed, if anything may have been, and notes until when all is heard, if memory `isTold` what waited for it. Throws MemoryUnavailable. */
  async look(isTold: boolean): Promise<void> {
    const { attendance, coordinator, discordClock, log } = this.#dependencies
    const now = discordClock.now()
    const connected = findConnectedShards(this.#client)
    const behind = connected.ids.filter(id => this.#behind.has(id))
    if (behind.length > 0 && this.#looking.length === 0) {
      const read = await attendance.read()
      for (const id of behind) this.#behind.delete(id)
      // Others may have noted since that they hear: what they missed as well is looked for all the same.
      const heard = this.#unfinished ?? read.heard
      if (heard.length > 0) {
        this.#looking = behind
        // Beside the others: somebody who asks now does not wait for it.
        void this.#catchUp({ ...read, heard, shards: { ...connected, ids: behind } })
          .catch((error: unknown) => {
            for (const id of behind) this.#behind.add(id)
            log.warn(errorDetails(error), 'what was said meanwhile could not be looked for yet')
          })
          .then(() => {
            this.#looking = []
            this.#unfinished = behind.some(id => this.#behind.has(id)) ? heard : undefined
          })
      }
    }
    // What is in hand may be in no claim: the next process looks for it if this one dies.
    if (isTold) await this.#note(recentOf(coordinator.findOldestInHand(), now) - OVERLAP_MS.dead)
  }

  /** Whether something may have been said that no look has found yet, or that a connection tells once it is back. */
  get isBehind(): boolean {
    return !isFullyConnected(this.#client) || this.#behind.size > 0 || this.#looking.length > 0
  }

  /** What was somebody's is forgotten: that they write here is noted again only where they do. */
  forgetUser(user: UserId): void {
    this.#directUsers.delete(user)
    this.#knownUsers.delete(user)
  }

  /**
   * The process is about to hear nothing more: notes that, so that the next one looks from here on, or from the first on that was
   * heard and could not be left to it. Throws MemoryUnavailable.
   */
  async leave(unclaimedSince: number): Promise<void> {
    this.#leftAt = recentOf(unclaimedSince, this.#dependencies.discordClock.now()) - OVERLAP_MS.left
    await this.#note(this.#leftAt)
  }

  /** Of the shards that have heard all: a process that dies while it looks leaves the look to the next one. */
  async #note(at: number): Promise<void> {
    const { ids, count } = findConnectedShards(this.#client)
    const present = ids.filter(id => !this.#behind.has(id) && !this.#looking.includes(id))
    await this.#noteUsers()
    await this.#dependencies.attendance.noteHeard(Math.min(at, this.#leftAt), { ids: present, count })
  }

  async #noteUsers(): Promise<void> {
    const { attendance, discordClock } = this.#dependencies
    const users = [...this.#directUsers]
    await attendance.noteDirectUsers(discordClock.now(), users)
    for (const user of users) this.#directUsers.delete(user)
  }

  async #catchUp(absence: Absence): Promise<void> {
    const { access, conversations, discordClock, log } = this.#dependencies
    const missed: Message[] = []
    for (const fetch of this.#sources(absence)) {
      // One request after the other: they share the bot's limit with its answers.
      try {
        missed.push(...(await retryTransient(fetch)))
      } catch (error) {
        log.warn(discordErrorDetails(error), 'what was said meanwhile could not be read everywhere')
        if (classifyDiscordError(error) !== 'transient') continue
        // The next look reads it all again, and passes over what was heard by then.
        for (const id of absence.shards.ids) this.#behind.add(id)
        break
      }
    }
    const read = missed.toSorted((one, other) => compareSnowflakes(one.id, other.id))
    const all = read.filter(isSpokenTo)
    // What somebody has heard is known as a turn: it is answered, or whoever takes its claim over answers it.
    const known = await conversations.findTurns(all.map(({ id }) => id))
    const spoken = all.filter(({ id }) => !known.has(id))
    for (const message of spoken) await fetchMember(message)
    // Whom the bot may not answer heard so when they spoke to it while it was there.
    const said = spoken.filter(message => access.refusalFor(subjectOfMessage(message)) === undefined)
    const isYoung = (message: Message) => discordClock.now() - message.createdTimestamp <= MAX_QUESTION_AGE_MS
    const replies = Map.groupBy(read.filter(isOwn), ({ reference }) => reference?.messageId)
    for (const message of said.filter(isYoung)) {
      if (replies.has(message.id)) await this.#answerOver(message)
      else this.#client.emit(Events.MessageCreate, message as OmitPartialGroupDMChannel<Message>)
    }
    await this.#keepOld(
      said.filter(message => !isYoung(message)),
      replies,
    )
    if (said.length > 0) log.info({ messages: said.length }, 'looked for what was said while the bot was away')
  }

  /** Answers what a process that died has begun to answer, or has answered, and could tell nobody. */
  async #answerOver(message: Message): Promise<void> {
    const { coordinator, log } = this.#dependencies
    if (coordinator.hasSeen(message.id)) return
    try {
      void coordinator.answer(await readBegun(message, this.#dependencies), 'recovered')
    } catch (error) {
      log.warn({ question: message.id, ...discordErrorDetails(error) }, 'what stands of an answer could not be read')
    }
  }

  /** What brings the messages of a channel since then, for each in which any were written, as far as that is known. */
  #sources({ shards, heard, directUsers }: Absence): readonly (() => Promise<readonly Message[]>)[] {
    const oldest = this.#dependencies.discordClock.now() - MAX_AGE_MS
    const sinceIn = (guild: GuildId | undefined) => {
      const until = isServedBy(shards, guild) ? heardUntil(heard, guild) : undefined
      return until === undefined ? Number.POSITIVE_INFINITY : Math.max(until, oldest)
    }
    const sinceDirect = sinceIn(undefined)
    const users = Number.isFinite(sinceDirect) ? directUsers.slice(0, MAX_CHANNELS) : []
    const channels = [...this.#client.channels.cache.values()]
      .filter((channel): channel is GuildTextBasedChannel => channel.isTextBased() && !channel.isDMBased())
      .map(channel => ({ channel, since: sinceIn(channel.guildId), last: lastSaidAt(channel) }))
      .filter(({ channel, since, last }) => last >= since && missingToAnswer(channel).length === 0)
      .toSorted((one, other) => other.last - one.last)
    return [
      ...users.map(user => async () => {
        const channel = await this.#client.users.createDM(user, { force: true })
        return lastSaidAt(channel) >= sinceDirect ? this.#readSince(channel, sinceDirect) : []
      }),
      ...channels.slice(0, MAX_CHANNELS).map(
        ({ channel, since }) =>
          () =>
            this.#readSince(channel, since),
      ),
    ]
  }

  /** What was written in a channel since then, the newest first, as far back as is read. Throws the error of discord.js. */
  async #readSince({ id, messages }: GuildTextBasedChannel | DMChannel, since: number): Promise<readonly Message[]> {
    const after = firstSnowflakeAt(since)
    const read: Message[] = []
    let before: MessageId | undefined
    for (let pages = 0; pages < MAX_PAGES; pages += 1) {
      // Not into the cache: older ones would put the newest out of it.
      const page = await messages.fetch({ limit: MAX_MESSAGES, cache: false, ...(before !== undefined && { before }) })
      const newer = [...page.values()].filter(message => compareSnowflakes(message.id, after) > 0)
      read.push(...newer.filter(message => isSpokenTo(message) || isOwn(message)))
      before = newer.at(-1)?.id
      if (newer.length < MAX_MESSAGES) return read
    }
    const details = { channel: id, messages: MAX_PAGES * MAX_MESSAGES }
    this.#dependencies.log.warn(details, 'more was said while the bot was away than is read: the oldest is passed over')
    return read
  }

  /** Puts what is too old to be answered into the conversations as it was said, and tells each person, unless the bot has replied. */
  async #keepOld(
    messages: readonly Message[],
    replies: ReadonlyMap<MessageId | undefined, readonly Message[]>,
  ): Promise<void> {
    const { conversations, parseMessage, messageApi, userLocales, log } = this.#dependencies
    const last = new Map<string, IncomingQuestion>()
    for (const message of messages) {
      const incoming = parseMessage(message)
      if (!isQuestion(incoming)) continue
      try {
        // Whoever has heard it has kept or claimed it.
        if ((await conversations.keepQuestion(incoming.question, incoming.audience())) === 'claimed') continue
        await conversations.releaseClaim(incoming.question)
        const reply = replies.get(message.id)?.at(-1)
        last.delete(conversationKey(incoming))
        // What was said before may have been answered with it.
        if (reply === undefined) last.set(conversationKey(incoming), incoming)
        else await this.#endAnswer(incoming, reply)
      } catch (error) {
        log.warn({ question: message.id, ...errorDetails(error) }, 'what was said meanwhile is not kept')
      }
    }
    for (const { question } of last.values()) {
      const content = userLocales.textsOf(question.user, question.guild).answers.missed
      await messageApi
        .post(question, question.id, { content })
        .catch((error: unknown) => log.warn(discordErrorDetails(error), 'notice of what was missed not sent'))
    }
  }

  /** Marks an answer as cut off that ends in a Stop button: whoever gave it died over it. Never rejects. */
  async #endAnswer({ question }: IncomingQuestion, last: Message): Promise<void> {
    const { messageApi, userLocales, log } = this.#dependencies
    if (last.resolveComponent(stopButtonId(question.id)) === null) return
    const { cutOff } = userLocales.textsOf(question.user, question.guild).answers
    await markCutOff(messageApi, question, last, cutOff).catch((error: unknown) =>
      log.warn({ question: question.id, ...discordErrorDetails(error) }, 'what stands of an answer is not marked'),
    )
  }
}

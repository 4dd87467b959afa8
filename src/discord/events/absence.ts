import {
  type Client,
  Events,
  GatewayDispatchEvents,
  type GatewayMessageUpdateDispatchData,
  type Message,
  type OmitPartialGroupDMChannel,
} from 'discord.js'
import { errorDetails } from '../../errors.ts'
import type { Attendance } from '../../memory/ports/attendance.ts'
import type { ConversationStore } from '../../memory/ports/conversation-store.ts'
import type { Memory } from '../../memory/ports/memory.ts'
import type { HeardUntil } from '../../memory/shards.ts'
import { compareSnowflakes, snowflakeTime } from '../../memory/turns.ts'
import type { MessageId, QuestionRef, UserId } from '../../memory/types.ts'
import type { AccessPolicy } from '../access/access-policy.ts'
import { fetchMember, subjectOfMessage } from '../access/subject.ts'
import type { AnswerCoordinator } from '../answering/answer-coordinator.ts'
import { conversationKey } from '../answering/claim-question.ts'
import { MAX_QUESTION_AGE_MS } from '../answering/read-claim.ts'
import { RecentSet } from '../answering/recent-answers.ts'
import { findConnectedShards, isFullyConnected, onNewSession, shardsOf } from '../client.ts'
import type { DiscordClock } from '../clock.ts'
import { classifyDiscordError, discordErrorDetails } from '../errors.ts'
import { isOwn } from '../incoming/talk/talk-records.ts'
import type { ListenedChannels } from '../listened-channels.ts'
import { retryTransient } from '../message-api.ts'
import { type KeepMissedDependencies, keepMissed, type MissedMessages, type Replies, readAgain } from './keep-missed.ts'
import { hasReadableContent } from './messages.ts'
import { directSource, missedSources } from './missed-messages.ts'
import { withEarlier, withStanding } from './recovery.ts'

/** A message may be on its way while it is noted that all were heard; where a process dies, what it heard last may have no claim yet. */
const OVERLAP_MS = { dead: 10_000, left: 1000 }

/** What is older is not answered any more, and of what was not kept it is soon forgotten that it had an answer: it is not read again. */
const recentOf = (at: number, now: number) => Math.max(Math.min(at, now), now - MAX_QUESTION_AGE_MS)

export interface AbsenceDependencies extends KeepMissedDependencies {
  readonly attendance: Attendance
  readonly memory: Pick<Memory, 'isReady' | 'isPartlyReady'>
  readonly conversations: KeepMissedDependencies['conversations'] & Pick<ConversationStore, 'findTurns'>
  readonly access: Pick<AccessPolicy, 'refusalFor'>
  readonly coordinator: Pick<AnswerCoordinator, 'answer' | 'findOldestInHand'>
  readonly listenedChannels: Pick<ListenedChannels, 'modeOf'>
  readonly discordClock: Pick<DiscordClock, 'now'>
}

/** What brings the messages of each place in which something may have been missed. */
type Sources = () => readonly (() => Promise<readonly Message[]>)[]

/** By whom, and where, a message was said. */
const conversationOf = ({ author, channelId }: Message) => conversationKey({ user: author.id, channel: channelId })

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
  /** Where nobody has noted yet what was heard, this process has heard all since then. */
  readonly #startedAt: number
  /** When this process left: a look that goes on notes nothing later. */
  #leftAt = Number.POSITIVE_INFINITY
  /** Until when all was heard, as it was noted before a look that came to no end. */
  #unfinished: readonly HeardUntil[] | undefined
  /** What is too old to be answered, of people whose part of memory was out of reach. */
  readonly #unkept: MissedMessages[] = []
  /** What was edited since a look began: nobody tells its messages, as they are in no cache. */
  readonly #edited = new Set<MessageId>()
  #looks = 0
  /** Those for which it is looked just now. */
  #looking: readonly number[] = []

  constructor(client: Client<true>, dependencies: AbsenceDependencies) {
    this.#client = client
    this.#dependencies = dependencies
    this.#startedAt = dependencies.discordClock.now()
    for (const id of shardsOf(client).ids) this.#behind.add(id)
    client.on(Events.MessageCreate, ({ channel, author }) => {
      if (!channel.isDMBased() || author.bot) return
      this.#directUsers.add(author.id)
      // Somebody new at once: where the process dies before its next look, nobody else would know that they write here.
      if (this.#knownUsers.add(author.id)) this.#noteUsers().catch(() => undefined) // the next look tries it again
    })
    client.ws.on(GatewayDispatchEvents.MessageUpdate, ({ id }: GatewayMessageUpdateDispatchData) => {
      if (this.#looks > 0) this.#edited.add(id)
    })
    onNewSession(client, id => void this.#behind.add(id))
  }

  /** Looks for what was missed, if anything may have been, and notes until when all is heard, if memory `isTold` what waited for it. Throws MemoryUnavailable. */
  async look(isTold: boolean): Promise<void> {
    const { attendance, coordinator, memory, discordClock, log } = this.#dependencies
    const now = discordClock.now()
    const connected = findConnectedShards(this.#client)
    const behind = connected.ids.filter(id => this.#behind.has(id))
    const waiting = this.#unkept.length > 0 && memory.isReady() ? this.#unkept.splice(0) : []
    for (const left of waiting) void this.#keep(left, message => readAgain(message, log))
    const note = async () => {
      // What is in hand may be in no claim: the next process looks for it if this one dies.
      if (isTold) await this.#note(recentOf(coordinator.findOldestInHand(), now) - OVERLAP_MS.dead)
    }
    if (behind.length > 0 && this.#looking.length === 0) {
      const read = await attendance.read()
      for (const id of behind) this.#behind.delete(id)
      // Others may have noted since that they hear: what they missed as well is looked for all the same.
      const heard = this.#unfinished ?? read.heard
      this.#looking = behind
      // Beside the others: somebody who asks now does not wait for it.
      const absence = { ...read, heard, shards: { ...connected, ids: behind }, startedAt: this.#startedAt }
      void this.#catchUp(() => missedSources(this.#client, absence, this.#dependencies), behind)
        .catch((error: unknown) => {
          for (const id of behind) this.#behind.add(id)
          log.warn(errorDetails(error), 'what was said meanwhile could not be looked for yet')
        })
        .then(() => {
          this.#looking = []
          this.#unfinished = behind.some(id => this.#behind.has(id)) ? heard : undefined
          // Where this process dies before its next look the next one knows from when on to look.
          return this.#unfinished === undefined ? note() : undefined
        })
        .catch(() => undefined) // the next look tells why
    }
    await note()
  }

  /**
   * Looks for what somebody has said in direct messages since a question that was taken over: that they write there may have been told
   * nobody. Never rejects.
   */
  async lookAfter({ id, user }: QuestionRef): Promise<void> {
    this.#directUsers.add(user)
    const source = directSource(this.#client, user, snowflakeTime(id) + 1, this.#dependencies)
    await this.#catchUp(() => [source], []).catch((error: unknown) =>
      this.#dependencies.log.warn(errorDetails(error), 'what was said meanwhile could not be looked for yet'),
    )
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

  async #catchUp(sources: Sources, shards: readonly number[]): Promise<void> {
    this.#looks += 1
    try {
      await this.#answerMissed(await this.#readMissed(sources, shards))
    } finally {
      this.#looks -= 1
      if (this.#looks === 0) this.#edited.clear()
    }
  }

  /** In the order in which it was said, with what the bot wrote itself. */
  async #readMissed(sources: Sources, shards: readonly number[]): Promise<readonly Message[]> {
    const { log } = this.#dependencies
    const missed: Message[] = []
    for (const fetch of sources()) {
      // One request after the other: they share the bot's limit with its answers.
      try {
        missed.push(...(await retryTransient(fetch)))
      } catch (error) {
        log.warn(discordErrorDetails(error), 'what was said meanwhile could not be read everywhere')
        if (classifyDiscordError(error) !== 'transient') continue
        // The next look reads it all again, and passes over what was heard by then.
        for (const id of shards) this.#behind.add(id)
        break
      }
    }
    return missed.toSorted((one, other) => compareSnowflakes(one.id, other.id))
  }

  async #answerMissed(read: readonly Message[]): Promise<void> {
    const { access, discordClock, parseMessage, log } = this.#dependencies
    const [own, others] = [read.filter(({ author }) => isOwn(author)), read.filter(({ author }) => !isOwn(author))]
    const replies = Map.groupBy(own, ({ reference }) => reference?.messageId)
    const spoken = await this.#findUnheard(others, replies)
    for (const message of spoken) await fetchMember(message)
    // Whom the bot may not answer heard so when they spoke to it while it was there.
    const said = spoken.filter(message => access.refusalFor(subjectOfMessage(message)) === undefined)
    const isYoung = (message: Message) => discordClock.now() - message.createdTimestamp <= MAX_QUESTION_AGE_MS
    const young = (await Promise.all(said.filter(isYoung).map(this.#readPresent))).filter(one => one !== undefined)
    const hear = (message: Message) =>
      void this.#client.emit(Events.MessageCreate, message as OmitPartialGroupDMChannel<Message>)
    const isReadable = (message: Message) => hasReadableContent(message, parseMessage(message))
    for (const together of Map.groupBy(young.filter(isReadable), conversationOf).values()) {
      // What stands there may answer what was said before it, too.
      const over = 1 + together.findLastIndex(({ id }) => replies.has(id))
      this.#answerOver(together.slice(0, over), replies)
      together.slice(over).forEach(hear)
    }
    // Where the bot has replied it has said that it can't read that.
    young.filter(message => !isReadable(message) && !replies.has(message.id)).forEach(hear)
    await this.#keep({ messages: said.filter(message => !isYoung(message)), replies })
    if (said.length > 0) log.info({ messages: said.length }, 'looked for what was said while the bot was away')
  }

  /**
   * What nobody has heard: it would be known as a turn, and is answered then, or whoever takes its claim over answers it. Where a part of
   * memory is out of reach it is what has no reply. Throws MemoryUnavailable where nothing else is the reason.
   */
  async #findUnheard(messages: readonly Message[], replies: Replies): Promise<readonly Message[]> {
    const { conversations, memory, log } = this.#dependencies
    const failures: unknown[] = []
    async function unheardOf([user, theirs]: readonly [UserId, readonly Message[]]): Promise<readonly Message[]> {
      const ids = theirs.map(({ id }) => id)
      const known = await conversations.findTurns(ids, user).catch((error: unknown) => {
        failures.push(error)
        return replies
      })
      return theirs.filter(({ id }) => !known.has(id))
    }
    const ofAuthors = [...Map.groupBy(messages, ({ author }) => author.id)]
    const unheard = (await Promise.all(ofAuthors.map(unheardOf))).flat()
    const [failure] = failures
    const isPartAway = () => memory.isPartlyReady() && !memory.isReady()
    if (failure !== undefined && failures.length === ofAuthors.length && !isPartAway()) throw failure
    if (failure !== undefined) log.warn(errorDetails(failure), 'of some it is not known whether they were heard')
    return unheard.toSorted((one, other) => compareSnowflakes(one.id, other.id))
  }

  /** Answers what a process that died has begun to answer, or has answered, and could tell nobody, with what was said before that. */
  #answerOver(messages: readonly Message[], replies: Replies): void {
    const { coordinator, parseMessage } = this.#dependencies
    const begun = messages.map(message => {
      const shown = (replies.get(message.id) ?? []).map(({ id, editedTimestamp, createdTimestamp }) => ({
        ...{ id, since: editedTimestamp ?? createdTimestamp },
      }))
      return { id: message.id, message: withStanding(parseMessage(message), shown) }
    })
    for (const message of withEarlier(begun)) void coordinator.answer({ ...message, isCounted: true }, 'new')
  }

  /** What can't be kept yet waits for its author's part of memory, and is read again then: meanwhile it may be deleted or edited. Never rejects. */
  async #keep({ messages, replies }: MissedMessages, readPresent = this.#readPresent): Promise<void> {
    const unkept = await keepMissed({ messages, replies }, readPresent, this.#dependencies)
    if (unkept.length > 0) this.#unkept.push({ messages: unkept, replies })
  }

  /** A message in the words that it has by now: it may have been edited since it was read. */
  readonly #readPresent = async (message: Message): Promise<Message | undefined> =>
    this.#edited.has(message.id) ? await readAgain(message, this.#dependencies.log) : message
}

import { ChannelType, MessageFlags } from 'discord-api-types/v10'
import type { Happening } from '../../fake-discord/happenings.ts'
import type { Loopback } from '../../fake-discord/loopback.ts'
import { controlsOf } from '../../fake-discord/messages/controls.ts'
import { textOf } from '../../fake-discord/messages/text.ts'
import type { Channel, StoredMessage } from '../../fake-discord/stored.ts'
import { questionOfStopButton } from '../../src/discord/message-api.ts'
import { withDates } from '../discord-text/dates.ts'
import { withNames } from '../discord-text/mentions.ts'
import { clickableOf } from './clickable.ts'
import { namesIn, placeName } from './places.ts'
import { answersTo, excerpt, tellMessage } from './render/message.ts'
import type { Line } from './render/text.ts'
import type { Screen } from './screen.ts'

/** Who reads, and where. */
export interface Reader {
  readonly userId: string
  readonly place: Channel
}

/** A message that may still change. */
interface Open {
  readonly message: StoredMessage
  readonly since: number
  changedAt: number
  /** Whether it had a Stop button, as an answer has that is still being written. */
  hadStop: boolean
}

/** An answer that grows has a Stop button after 3 s, so one that has none when this old is whole. */
const WHOLE_AFTER_MS = 4500
/** Between the end of the model's answer and its last edit. */
const LAST_EDIT_MS = 300
const TYPING_MS = 10_000

/** Shows what the bot does where somebody sits: what is still growing as a preview, and then once, as it stays. */
export class Feed {
  readonly #discord: Loopback
  readonly #screen: Screen
  readonly #modelQuietMs: (() => number) | undefined
  readonly #open = new Map<string, Open>()
  /** What was told of each message of the bot's. */
  readonly #told = new Map<string, { readonly text: string; readonly seen: string }>()
  readonly #watchers = new Set<() => void>()
  readonly #stop: () => void
  #seat: Reader
  #typing: NodeJS.Timeout | undefined
  #check: NodeJS.Timeout | undefined

  /** `modelQuietMs`: since when the model says nothing, if that is known; it tells sooner that an answer is whole. */
  constructor(discord: Loopback, screen: Screen, seat: Reader, modelQuietMs?: () => number) {
    this.#discord = discord
    this.#screen = screen
    this.#seat = seat
    this.#modelQuietMs = modelQuietMs
    this.#stop = discord.watch(happening => this.#see(happening))
  }

  /** Whether something is being typed, or may still change. */
  get isBusy(): boolean {
    return this.#typing !== undefined || this.#open.size > 0
  }

  /** Calls the listener whenever the bot does something here, or what it does is done; until the returned function is called. */
  watch(listener: () => void): () => void {
    this.#watchers.add(listener)
    return () => void this.#watchers.delete(listener)
  }

  /** Moves to another seat, and shows the last messages there. */
  sit(seat: Reader, messages: number): void {
    this.#settleAll()
    this.#seat = seat
    const seen = this.#discord.messages(seat.place).filter(message => this.#isSeen(message))
    if (seen.length > 0) this.#screen.tell([{ text: `— said last in ${placeName(seat.place)} —`, dim: true }])
    for (const message of seen.slice(-messages)) this.#tell(message, false)
    this.#show()
  }

  /** Shows what is left as it stands, and nothing more. */
  close(): void {
    this.#stop()
    this.#settleAll()
    this.#show()
  }

  #see(happening: Happening): void {
    const { botId } = this.#discord
    if (happening.kind === 'typing' && happening.userId === botId && happening.channelId === this.#seat.place.id) {
      this.#types(true)
      this.#notify()
    } else if (happening.kind === 'delete' && happening.ids.filter(id => this.#deleted(id)).length > 0) {
      this.#show()
      this.#notify()
    } else if ((happening.kind === 'message' || happening.kind === 'edit') && happening.message.author.id === botId) {
      if (this.#isSeen(happening.message)) this.#changed(happening.message)
      else if (happening.kind === 'message') this.#elsewhere(happening.message)
    }
  }

  #changed(message: StoredMessage): void {
    const now = Date.now()
    const open = this.#open.get(message.id) ?? { message, since: now, changedAt: now, hadStop: false }
    open.changedAt = now
    open.hadStop ||= hasStop(message)
    this.#open.set(message.id, open)
    this.#types(false)
    this.#settle()
  }

  /** Whether it was one of the bot's that stand here. */
  #deleted(id: string): boolean {
    const wasOpen = this.#open.delete(id)
    const told = this.#told.get(id)
    if (told === undefined) return wasOpen
    this.#told.delete(id)
    this.#screen.tell([{ text: `(Keepsake’s message “${told.seen}” was deleted.)`, dim: true }])
    return true
  }

  #elsewhere({ channel_id, visibleTo }: StoredMessage): void {
    const place = this.#discord.world.channels.get(channel_id)
    if (place === undefined || visibleTo !== undefined || place.id === this.#seat.place.id) return
    const others = place.type === ChannelType.DM && !place.recipients?.some(({ id }) => id === this.#seat.userId)
    this.#screen.tell([
      { text: `(Keepsake wrote in ${placeName(place)}${others ? ' of somebody else' : ''}.)`, dim: true },
    ])
  }

  #types(isTyping: boolean): void {
    clearTimeout(this.#typing)
    this.#typing = isTyping ? setTimeout(() => this.#stopsTyping(), TYPING_MS) : undefined
    this.#show()
  }

  #stopsTyping(): void {
    this.#types(false)
    this.#notify()
  }

  /** Tells the oldest messages that are whole; looks again while there are others. */
  #settle(): void {
    clearTimeout(this.#check)
    for (const open of this.#open.values()) {
      if (!this.#isWhole(open)) break
      this.#open.delete(open.message.id)
      this.#tell(open.message)
    }
    if (this.#open.size > 0) this.#check = setTimeout(() => this.#settle(), LAST_EDIT_MS)
    this.#show()
    this.#notify()
  }

  #isWhole({ message, since, changedAt, hadStop }: Open): boolean {
    const now = Date.now()
    if ((Number(message.flags ?? 0) & MessageFlags.Loading) !== 0 || hasStop(message)) return false
    if (message.interaction_metadata !== undefined || hadStop) return true
    if (this.#modelQuietMs === undefined) return now - since >= WHOLE_AFTER_MS
    return Math.min(now - changedAt, this.#modelQuietMs()) >= LAST_EDIT_MS
  }

  #settleAll(): void {
    clearTimeout(this.#check)
    clearTimeout(this.#typing)
    this.#typing = undefined
    for (const { message } of this.#open.values()) this.#tell(message)
    this.#open.clear()
  }

  #tell(message: StoredMessage, isNew = true): void {
    const before = this.#told.get(message.id)
    const text = JSON.stringify([textOf(message), message.attachments.length, clickableOf(message)])
    if (!isNew || before?.text !== text) this.#screen.tell(this.#lines(message, isNew && before !== undefined))
    if (message.author.id === this.#discord.botId) this.#told.set(message.id, { text, seen: excerpt(textOf(message)) })
  }

  #show(): void {
    const growing = [...this.#open.values()].flatMap(({ message }) => this.#lines(message, this.#told.has(message.id)))
    const typing = this.#typing === undefined ? [] : [{ text: 'Keepsake is typing…', dim: true }]
    this.#screen.preview([...growing, ...typing])
  }

  #lines(message: StoredMessage, isChanged: boolean): Line[] {
    const names = namesIn(this.#discord)
    const named = (text: string) => withDates(withNames(text, names))
    return tellMessage(message, { named, repliesTo: this.#farQuestion(message), isChanged })
  }

  /** What a message answers, unless it is the last that somebody said before it. */
  #farQuestion(message: StoredMessage): StoredMessage | undefined {
    const id = answersTo(message)
    if (id === undefined || message.interaction_metadata !== undefined) return undefined
    const messages = this.#discord.messages(this.#seat.place)
    const before = messages
      .slice(0, messages.indexOf(message))
      .filter(({ author }) => author.id !== this.#discord.botId)
    return before.at(-1)?.id === id ? undefined : before.find(other => other.id === id)
  }

  #isSeen({ channel_id, visibleTo }: StoredMessage): boolean {
    return channel_id === this.#seat.place.id && (visibleTo === undefined || visibleTo === this.#seat.userId)
  }

  #notify(): void {
    for (const watcher of this.#watchers) watcher()
  }
}

function hasStop({ components = [] }: StoredMessage): boolean {
  return controlsOf(components).some(({ custom_id: id = '' }) => questionOfStopButton(id) !== undefined)
}

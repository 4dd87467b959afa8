import {
  type Client,
  type GatewayChannelDeleteDispatchData,
  GatewayDispatchEvents,
  type GatewayGuildCreateDispatchData,
  type GatewayGuildDeleteDispatchData,
  type GatewayThreadDeleteDispatchData,
} from 'discord.js'
import { errorDetails } from '../../errors.ts'
import { forgetPlace } from '../../memory/forgetting/forget.ts'
import type { DepartedPlace, Departures } from '../../memory/ports/departures.ts'
import type { ServerSettings } from '../../memory/ports/settings/server-settings.ts'
import type { UserMemoryStore } from '../../memory/ports/user-memory-store.ts'
import type { ChannelId, GuildId } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
import { shardsOf } from '../client.ts'

/** Somebody may have thrown the bot out by mistake, or invite it again. */
const GRACE_PERIOD_MS = 30 * 86_400_000

interface PlannedDeparture {
  readonly place: DepartedPlace
  /** In ms since 1970. */
  readonly at: number
}

export interface DepartureDependencies {
  readonly departures: Departures
  /** The store's time: departures are kept by it. */
  readonly now: () => number
  readonly serverSettings: Pick<ServerSettings, 'forgetPlaceSettings'>
  readonly userMemory: Pick<UserMemoryStore, 'readUserData' | 'noteDeletion' | 'forget' | 'countRemaining'>
  readonly log: Logger
}

/**
 * Forgets what was said in channels, threads and servers that are gone: in a channel or thread at once, as every message
 * in it counts as deleted; in a server that the bot was removed from after 30 days, if it is not back by then.
 */
export class DepartureHandler {
  readonly #client: Client<true>
  readonly #dependencies: DepartureDependencies
  /** Servers that the bot is in, or came to and left again: the store is told of these first, and then of what is gone. */
  readonly #present: Set<GuildId>
  /** Places that are gone now, as far as the store was not told yet. */
  readonly #gone = new Map<string, PlannedDeparture>()
  #sweeping: Promise<void> | undefined
  #isMore = false

  /** From the gateway itself: discord.js is silent about channels and threads it has not met. */
  constructor(client: Client<true>, dependencies: DepartureDependencies) {
    const { now } = dependencies
    this.#client = client
    this.#dependencies = dependencies
    client.ws.on(GatewayDispatchEvents.ChannelDelete, (channel: GatewayChannelDeleteDispatchData) => {
      // Direct messages stay, however the client shows them.
      if ('guild_id' in channel && channel.guild_id !== undefined)
        this.#scheduleChannels(channel.guild_id, this.#withThreads(channel.id))
    })
    client.ws.on(GatewayDispatchEvents.ThreadDelete, (thread: GatewayThreadDeleteDispatchData) => {
      if (thread.guild_id !== undefined) this.#scheduleChannels(thread.guild_id, [thread.id])
    })
    client.ws.on(GatewayDispatchEvents.GuildDelete, ({ id, unavailable }: GatewayGuildDeleteDispatchData) => {
      if (unavailable === true) return
      this.#schedule({ guild: id }, now() + GRACE_PERIOD_MS)
      this.sweep()
    })
    client.ws.on(GatewayDispatchEvents.GuildCreate, ({ id }: GatewayGuildCreateDispatchData) => {
      this.#gone.delete(nameOf({ guild: id }))
      this.#present.add(id)
      // Each new session tells of all servers that are known: the sweep that follows it tells the store of them at once.
      if (!client.guilds.cache.has(id)) this.sweep()
    })
    // The bot may have come back to servers while it did not run.
    this.#present = new Set(client.guilds.cache.keys())
  }

  /**
   * Tells the store what it could not be told before, and forgets what it is time for, one place after the other. Cut off
   * in the middle, a place is done again. Nobody waits for it: thousands may have spoken in a server.
   */
  sweep(): void {
    this.#isMore = true
    this.#sweeping ??= this.#sweepAll()
      .catch((error: unknown) =>
        this.#dependencies.log.warn(errorDetails(error), 'departed places: forgetting postponed'),
      )
      .finally(() => {
        this.#sweeping = undefined
      })
  }

  async #sweepAll(): Promise<void> {
    const { departures } = this.#dependencies
    while (this.#isMore) {
      this.#isMore = false
      await this.#tellStore()
      // Whether the bot is back in a server knows who serves it.
      for (const place of await departures.listDue(shardsOf(this.#client))) await this.#forgetPlace(place)
    }
  }

  /** Of a server that came back and is gone again since, the store hears both, in that order: the 30 days begin anew. */
  async #tellStore(): Promise<void> {
    const { departures } = this.#dependencies
    const present = [...this.#present]
    if (present.length > 0) await departures.cancel(present)
    for (const guild of present) this.#present.delete(guild)
    for (const [name, departure] of [...this.#gone]) {
      // It is back meanwhile, and may be gone once more: the next sweep tells it in order.
      if (this.#gone.get(name) !== departure) continue
      await departures.schedule(departure.place, departure.at)
      if (this.#gone.get(name) === departure) this.#gone.delete(name)
    }
  }

  async #forgetPlace(place: DepartedPlace): Promise<void> {
    const { departures, serverSettings, userMemory, log } = this.#dependencies
    const { guild, channel } = place
    if (channel === undefined && this.#client.guilds.cache.has(guild)) {
      await departures.cancel([guild])
      return
    }
    const speakers = await departures.listSpeakers(guild)
    let left = 0
    for (const user of speakers) left += await forgetPlace(user, place, userMemory)
    const details = { guild, channel, users: speakers.length }
    // The place stays due, so that the next sweep deletes what came in while this one did.
    if (left > 0) return log.warn({ ...details, left }, 'departed place not wholly forgotten')
    await serverSettings.forgetPlaceSettings(place)
    await departures.complete(place)
    log.info(details, 'departed place forgotten')
  }

  #scheduleChannels(guild: GuildId, channels: readonly ChannelId[]): void {
    for (const channel of channels) this.#schedule({ guild, channel }, this.#dependencies.now())
    this.sweep()
  }

  #schedule(place: DepartedPlace, at: number): void {
    this.#gone.set(nameOf(place), { place, at })
  }

  /** Discord tells of the channel alone. Called before discord.js forgets its threads; it never knew old ones. */
  #withThreads(channel: ChannelId): readonly ChannelId[] {
    const threads = this.#client.channels.cache.filter(other => other.isThread() && other.parentId === channel)
    return [channel, ...threads.keys()]
  }
}

function nameOf({ guild, channel = '' }: DepartedPlace): string {
  return `${guild}:${channel}`
}

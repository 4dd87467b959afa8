import {
  type Client,
  type GatewayChannelDeleteDispatchData,
  GatewayDispatchEvents,
  type GatewayGuildCreateDispatchData,
  type GatewayGuildDeleteDispatchData,
  type GatewayThreadDeleteDispatchData,
} from 'discord.js'
import type { Logger } from 'pino'
import { errorDetails } from '../../errors.ts'
import { planDeletion } from '../../memory/forgetting/plan.ts'
import type { DepartedPlace, Departures } from '../../memory/ports/departures.ts'
import type { UserMemoryStore } from '../../memory/ports/user-memory-store.ts'
import type { ChannelId, GuildId } from '../../memory/types.ts'

/** Somebody may have thrown the bot out by mistake, or invite it again. */
const GRACE_PERIOD_MS = 30 * 86_400_000

export interface DepartureDependencies {
  readonly departures: Departures
  readonly userMemory: Pick<UserMemoryStore, 'readUserData' | 'forget'>
  readonly log: Logger
}

/**
 * Hears of channels, threads and servers that are gone, and takes away what was said there: of a channel or thread at
 * once, as every message in it counts as deleted; of a server that the bot was removed from after 30 days, if it is not
 * back by then.
 */
export class DepartureHandler {
  readonly #client: Client<true>
  readonly #parts: DepartureDependencies
  /** What the store could not be told yet: of each place the latest. */
  readonly #untold = new Map<string, () => Promise<void>>()
  #settling: Promise<void> | undefined
  #isMore = false

  /** From the gateway itself: discord.js is silent about channels and threads it has not met. */
  constructor(client: Client<true>, parts: DepartureDependencies) {
    this.#client = client
    this.#parts = parts
    client.ws.on(GatewayDispatchEvents.ChannelDelete, (channel: GatewayChannelDeleteDispatchData) => {
      // Direct messages stay, however the client shows them.
      if ('guild_id' in channel && channel.guild_id !== undefined)
        this.#gone(channel.guild_id, this.#withThreads(channel.id))
    })
    client.ws.on(GatewayDispatchEvents.ThreadDelete, (thread: GatewayThreadDeleteDispatchData) => {
      if (thread.guild_id !== undefined) this.#gone(thread.guild_id, [thread.id])
    })
    client.ws.on(GatewayDispatchEvents.GuildDelete, ({ id, unavailable }: GatewayGuildDeleteDispatchData) => {
      if (unavailable !== true)
        this.#tell(id, () => parts.departures.schedule({ guild: id }, Date.now() + GRACE_PERIOD_MS))
    })
    client.ws.on(GatewayDispatchEvents.GuildCreate, ({ id }: GatewayGuildCreateDispatchData) => this.#back(id))
    // Those that it came back to while it did not run.
    for (const guild of client.guilds.cache.keys()) this.#untold.set(guild, () => parts.departures.cancel(guild))
  }

  /**
   * Tells the store what it could not be told before, and takes away what it is time for, one place after the other. Cut
   * off in the middle, a place is done again. Nobody waits for it: there can be thousands who spoke in a server.
   */
  sweep(): void {
    this.#isMore = true
    this.#settling ??= this.#settle()
      .catch((error: unknown) =>
        this.#parts.log.warn(errorDetails(error), 'what was said in a place that is gone is forgotten later'),
      )
      .finally(() => {
        this.#settling = undefined
      })
  }

  async #settle(): Promise<void> {
    while (this.#isMore) {
      this.#isMore = false
      await this.#tellAll()
      for (const place of await this.#parts.departures.listDue()) await this.#leave(place)
    }
  }

  async #tellAll(): Promise<void> {
    for (const [name, tell] of this.#untold) {
      await tell()
      if (this.#untold.get(name) === tell) this.#untold.delete(name)
    }
  }

  async #leave(place: DepartedPlace): Promise<void> {
    const { departures, userMemory, log } = this.#parts
    const { guild, channel } = place
    if (channel === undefined && this.#client.guilds.cache.has(guild)) {
      await departures.cancel(guild)
      return
    }
    const speakers = await departures.listSpeakers(guild)
    for (const user of speakers) {
      const { plan, isEmpty } = planDeletion(await userMemory.readUserData(user), { kind: 'place', ...place })
      if (!isEmpty) await userMemory.forget(user, plan)
    }
    await departures.complete(place)
    log.info({ guild, channel, users: speakers.length }, 'what was said in a place that is gone was forgotten')
  }

  #gone(guild: GuildId, channels: readonly ChannelId[]): void {
    const { departures } = this.#parts
    const now = Date.now()
    for (const channel of channels) this.#untold.set(channel, () => departures.schedule({ guild, channel }, now))
    this.sweep()
  }

  #back(guild: GuildId): void {
    this.#tell(guild, () => this.#parts.departures.cancel(guild))
  }

  #tell(name: string, tell: () => Promise<void>): void {
    this.#untold.set(name, tell)
    this.sweep()
  }

  /** Discord tells of the channel alone. Called before discord.js forgets its threads; of old ones it never knew. */
  #withThreads(channel: ChannelId): readonly ChannelId[] {
    const threads = this.#client.channels.cache.filter(one => one.isThread() && one.parentId === channel)
    return [channel, ...threads.keys()]
  }
}

import type { ServerSettings } from '../memory/ports/server-settings.ts'
import type { ChannelId } from '../memory/types.ts'

/** The channels in which the bot answers every message: known in the process, kept in the store. */
export class ListenedChannels {
  readonly #settings: ServerSettings
  #channels: Set<ChannelId> | undefined

  constructor(settings: ServerSettings) {
    this.#settings = settings
  }

  /** Reads what is kept, unless that was done; until it can, the bot answers mentions and replies. Throws MemoryUnavailable. */
  async load(): Promise<void> {
    this.#channels ??= new Set(await this.#settings.listenedChannels())
  }

  has(channel: ChannelId): boolean {
    return this.#channels?.has(channel) === true
  }

  /** Throws MemoryUnavailable, and nothing has changed then. */
  async set(channel: ChannelId, isOn: boolean): Promise<void> {
    await this.#settings.setListened(channel, isOn)
    await this.load()
    if (isOn) this.#channels?.add(channel)
    else this.#channels?.delete(channel)
  }
}

import type { ChannelSettings } from '../memory/ports.ts'
import type { ChannelId } from '../memory/types.ts'

/** The channels in which the bot answers every message: known in the process, kept in the store. */
export class Listening {
  readonly #settings: ChannelSettings
  #channels: Set<ChannelId> | undefined

  constructor(settings: ChannelSettings) {
    this.#settings = settings
  }

  /** Reads what is kept, unless that was done; until it can, the bot answers mentions and replies. Throws MemoryUnavailable. */
  async load(): Promise<void> {
    this.#channels ??= new Set(await this.#settings.listening())
  }

  has(channel: ChannelId): boolean {
    return this.#channels?.has(channel) === true
  }

  /** Throws MemoryUnavailable, and nothing has changed then. */
  async set(channel: ChannelId, isOn: boolean): Promise<void> {
    await this.#settings.setListening(channel, isOn)
    await this.load()
    if (isOn) this.#channels?.add(channel)
    else this.#channels?.delete(channel)
  }
}

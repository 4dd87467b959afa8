import type { ListeningMode, ServerSettings } from '../memory/ports/settings/server-settings.ts'
import type { ChannelId } from '../memory/types.ts'

/** How the bot listens in each channel: known in the process, kept in the store. */
export class ListenedChannels {
  readonly #settings: Pick<ServerSettings, 'listeningModes' | 'setListeningMode'>
  #modes: Map<ChannelId, ListeningMode> | undefined

  constructor(settings: Pick<ServerSettings, 'listeningModes' | 'setListeningMode'>) {
    this.#settings = settings
  }

  /** Reads what is kept, unless that was done; until it can, the bot answers mentions and replies. Throws MemoryUnavailable. */
  async load(): Promise<void> {
    this.#modes ??= new Map(await this.#settings.listeningModes())
  }

  modeOf(channel: ChannelId): ListeningMode {
    return this.#modes?.get(channel) ?? 'mentions'
  }

  /** Throws MemoryUnavailable, and nothing has changed then. */
  async setMode(channel: ChannelId, mode: ListeningMode): Promise<void> {
    await this.#settings.setListeningMode(channel, mode)
    await this.load()
    if (mode === 'mentions') this.#modes?.delete(channel)
    else this.#modes?.set(channel, mode)
  }
}

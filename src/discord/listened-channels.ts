import type { ListeningMode, ServerSettings } from '../memory/ports/settings/server-settings.ts'
import type { ChannelId } from '../memory/types.ts'

/** How the bot listens in each channel: known in the process, kept in the store. */
export class ListenedChannels {
  readonly #settings: Pick<ServerSettings, 'listeningModes' | 'listeningVersion' | 'setListeningMode'>
  #modes = new Map<ChannelId, ListeningMode>()
  #isRead = false
  #version: string | undefined

  constructor(settings: Pick<ServerSettings, 'listeningModes' | 'listeningVersion' | 'setListeningMode'>) {
    this.#settings = settings
  }

  /** Reads what another process may have changed; before the first time the bot answers mentions and replies. Throws MemoryUnavailable. */
  async load(): Promise<void> {
    const version = await this.#settings.listeningVersion()
    if (this.#isRead && version === this.#version) return
    this.#modes = new Map(await this.#settings.listeningModes())
    this.#isRead = true
    this.#version = version
  }

  modeOf(channel: ChannelId): ListeningMode {
    return this.#modes.get(channel) ?? 'mentions'
  }

  /** Throws MemoryUnavailable, and nothing has changed then. */
  async setMode(channel: ChannelId, mode: ListeningMode): Promise<void> {
    await this.#settings.setListeningMode(channel, mode)
    if (mode === 'mentions') this.#modes.delete(channel)
    else this.#modes.set(channel, mode)
  }
}

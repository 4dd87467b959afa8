import type { OwnerChanges, OwnerChoices, OwnerSettings } from '../memory/ports/settings/owner-settings.ts'

/** How often each process looks whether another one was told something: asking costs one short answer of the store. */
export const LOOK_INTERVAL_MS = 500

/** After this every process knows: one look, and the time that it may take. */
const SETTLE_MS = LOOK_INTERVAL_MS + 100

const NOTHING: OwnerChoices = { access: new Map(), models: new Map() }

/** What owners have set by command, as this process knows it. */
export class KnownOwnerChoices {
  readonly #settings: OwnerSettings
  readonly #listeners = new Set<() => void>()
  #choices: OwnerChoices | undefined

  constructor(settings: OwnerSettings) {
    this.#settings = settings
  }

  /** Nothing until it could be read. */
  get current(): OwnerChoices {
    return this.#choices ?? NOTHING
  }

  /** Whether it could be read since the process began. */
  get areKnown(): boolean {
    return this.#choices !== undefined
  }

  /** Calls the listener whenever there is something new, whichever process was told. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener)
  }

  /** Reads what was set since. Throws MemoryUnavailable. */
  async look(): Promise<void> {
    const read = await this.#settings.readNew()
    if (read === undefined) return
    this.#choices = read
    for (const listener of this.#listeners) listener()
  }

  /** Resolves when every process of the bot goes by it, as far as it reaches the store. Throws MemoryUnavailable. */
  async change(changes: OwnerChanges): Promise<void> {
    await this.#settings.change(changes)
    await this.look()
    await new Promise(resolve => void setTimeout(resolve, SETTLE_MS))
  }
}

import type { ReactiveControllerHost } from 'lit'
import type { ActionOf } from '../../../protocol.ts'
import { store } from '../../store.ts'

/** What somebody has clicked and chosen in messages: what the bot has not reacted to yet, and why it did not. */
export class Interactions {
  readonly #host: ReactiveControllerHost
  readonly #waiting = new Set<string>()
  readonly #failures = new Map<string, string>()

  constructor(host: ReactiveControllerHost) {
    this.#host = host
  }

  readonly isWaiting = (messageId: string, customId: string): boolean => this.#waiting.has(`${messageId} ${customId}`)

  /** Why the last click in a message came to nothing. */
  readonly failure = (messageId: string): string | undefined => this.#failures.get(messageId)

  readonly click = (messageId: string, customId: string): void => {
    const { seat } = store
    if (seat !== undefined)
      void this.#act({ kind: 'click', as: seat.personId, channelId: seat.placeId, messageId, customId })
  }

  readonly select = (messageId: string, customId: string, values: readonly string[]): void => {
    const { seat } = store
    if (seat !== undefined)
      void this.#act({
        ...{ kind: 'select', as: seat.personId, channelId: seat.placeId },
        ...{ messageId, customId, values: [...values] },
      })
  }

  async #act(action: ActionOf<'click' | 'select'>): Promise<void> {
    const { messageId, customId } = action
    const key = `${messageId} ${customId}`
    // A second click while the first is under way would be another interaction.
    if (this.#waiting.has(key)) return
    this.#waiting.add(key)
    this.#failures.delete(messageId)
    this.#host.requestUpdate()
    try {
      await store.act(action)
    } catch (error) {
      this.#failures.set(messageId, error instanceof Error ? error.message : String(error))
    }
    this.#waiting.delete(key)
    this.#host.requestUpdate()
  }
}

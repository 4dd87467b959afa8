import type { LitElement } from 'lit'
import type { Interacted } from '../../../protocol.ts'
import { store } from '../../store.ts'

/** Tells `interacted` up to the talk, which shows the form if the bot has opened one. */
export function tellInteracted(from: LitElement, interacted: Interacted): void {
  from.dispatchEvent(new CustomEvent('interacted', { detail: interacted, bubbles: true, composed: true }))
}

/** Who does something with a message, and where. */
interface Seated {
  readonly as: string
  readonly channelId: string
  readonly messageId: string
}

/** What somebody does with messages: what is not through yet, and why it came to nothing. */
export class Interactions {
  readonly #host: LitElement
  readonly #waiting = new Set<string>()
  readonly #failures = new Map<string, string>()

  constructor(host: LitElement) {
    this.#host = host
  }

  /** Whether the bot has not reacted yet to a button or menu. */
  readonly isWaiting = (messageId: string, customId: string): boolean => this.#waiting.has(`${messageId} ${customId}`)

  /** Why the last that was done with a message came to nothing. */
  readonly failure = (messageId: string): string | undefined => this.#failures.get(messageId)

  readonly click = (messageId: string, customId: string): void =>
    void this.#do(messageId, customId, seated => store.act<'click'>({ kind: 'click', ...seated, customId }))

  readonly select = (messageId: string, customId: string, values: readonly string[]): void =>
    void this.#do(messageId, customId, seated =>
      store.act<'select'>({ kind: 'select', ...seated, customId, values: [...values] }),
    )

  /** Uses a command of the message's menu. */
  readonly use = (messageId: string, name: string): void =>
    void this.#do(messageId, name, seated => store.act<'message-menu'>({ kind: 'message-menu', ...seated, name }))

  readonly remove = (messageId: string): void =>
    void this.#do(messageId, 'delete', async seated => {
      await store.act<'delete'>({ kind: 'delete', ...seated })
      return undefined
    })

  async #do(messageId: string, what: string, act: (seated: Seated) => Promise<Interacted | undefined>): Promise<void> {
    const { seat } = store
    const key = `${messageId} ${what}`
    // A second click while the first is under way would be another interaction.
    if (seat === undefined || this.#waiting.has(key)) return
    this.#waiting.add(key)
    this.#failures.delete(messageId)
    this.#host.requestUpdate()
    try {
      const interacted = await act({ as: seat.personId, channelId: seat.placeId, messageId })
      if (interacted !== undefined) tellInteracted(this.#host, interacted)
    } catch (error) {
      this.#failures.set(messageId, error instanceof Error ? error.message : String(error))
    }
    this.#waiting.delete(key)
    this.#host.requestUpdate()
  }
}

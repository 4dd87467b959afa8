import type { Snowflake } from 'discord-api-types/v10'

/** Discord promises "the past few minutes"; the count bounds what a long run keeps. */
const KEPT_MS = 5 * 60_000
const KEPT = 10_000

/** Which message the bot sent under which nonce, so that one sent again is the same message. */
export class Nonces {
  readonly #messages = new Map<string, { id: Snowflake; at: number }>()

  find(channelId: Snowflake, nonce: number | string | undefined): Snowflake | undefined {
    const found = this.#messages.get(`${channelId}:${nonce}`)
    return found !== undefined && Date.now() - found.at < KEPT_MS ? found.id : undefined
  }

  keep(channelId: Snowflake, nonce: number | string | undefined, id: Snowflake): void {
    if (nonce === undefined) return
    this.#messages.set(`${channelId}:${nonce}`, { id, at: Date.now() })
    if (this.#messages.size <= KEPT) return
    const oldest = this.#messages.keys().next()
    if (oldest.done !== true) this.#messages.delete(oldest.value)
  }
}

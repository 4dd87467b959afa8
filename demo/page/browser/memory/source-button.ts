import { css, html, LitElement } from 'lit'
import { controls } from '../shell/styles.ts'
import { followStore, store } from '../store.ts'
import { dayWords } from './words.ts'

/** When something was said; leads to the message where that can be shown. */
class SourceButton extends LitElement {
  static override properties = { saidAt: { type: Number }, channelId: { type: String }, messageId: { type: String } }
  static override styles = [
    controls,
    css`
      :host {
        font-size: 0.8rem;
        color: var(--text-soft);
      }

      button {
        padding: 0 0.4rem;
      }
    `,
  ]

  declare saidAt: number
  declare channelId: string
  declare messageId: string

  constructor() {
    super()
    this.saidAt = 0
    this.channelId = ''
    this.messageId = ''
    followStore(this)
  }

  override render() {
    const day = dayWords(this.saidAt, Date.now())
    if (!store.canShow(this.channelId, this.messageId)) return html`<span>${day}</span>`
    return html`
      <button type="button" title="Shows the message that it rests on" @click=${this.#show}>
        <span class="for-readers">Show the message of </span>${day}
      </button>
    `
  }

  #show(): void {
    store.show(this.channelId, this.messageId)
    // In a drawer that lies over the talk.
    this.dispatchEvent(new Event('chosen', { bubbles: true, composed: true }))
  }
}

customElements.define('source-button', SourceButton)

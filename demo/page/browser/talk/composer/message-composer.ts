import { css, html, LitElement, nothing } from 'lit'
import { controls } from '../../shell/styles.ts'
import { followStore, store } from '../../store.ts'

/** Where the person writes. Enter sends, Shift and Enter begins another line. */
class MessageComposer extends LitElement {
  static override properties = { refusal: { state: true } }
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        padding: 0 1rem 0.75rem;
      }

      form {
        display: flex;
        align-items: end;
        gap: 0.5rem;
      }

      p {
        margin: 0 0 0.4rem;
        color: var(--bad);
      }

      textarea {
        flex: 1;
        min-width: 0;
        max-height: 30dvh;
        padding: 0.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--ground-input);
        field-sizing: content;
        resize: none;
      }

      button {
        padding: 0.5rem 0.75rem;
      }
    `,
  ]

  /** Why what was written was not sent. */
  declare private refusal: string | undefined

  constructor() {
    super()
    followStore(this)
  }

  override render() {
    return html`
      ${this.refusal === undefined ? nothing : html`<p role="alert">${this.refusal}</p>`}
      <form @submit=${this.#submit}>
        <textarea rows="1" aria-label="Message" placeholder=${`Message ${placeName()}`} @keydown=${this.#press}></textarea>
        <button>Send</button>
      </form>
    `
  }

  readonly #press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    void this.#send()
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault()
    void this.#send()
  }

  async #send(): Promise<void> {
    const input = this.renderRoot.querySelector('textarea')
    const { seat } = store
    const text = input?.value.trim() ?? ''
    if (input === null || text === '' || seat === undefined) return
    const { value } = input
    // Emptied at once, as a second Enter would send it twice; what was refused comes back, unless something else is written.
    input.value = ''
    try {
      await store.act({ kind: 'say', as: seat.personId, channelId: seat.placeId, text })
      this.refusal = undefined
    } catch (error) {
      this.refusal = error instanceof Error ? error.message : String(error)
      input.value ||= value
    }
  }
}

function placeName(): string {
  const { place, state } = store
  return place?.kind === 'dm' ? `@${state?.world.bot.name}` : `#${place?.name}`
}

customElements.define('message-composer', MessageComposer)

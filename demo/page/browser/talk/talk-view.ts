import { css, html, LitElement, nothing } from 'lit'
import { controls } from '../shell/styles.ts'
import { followStore, store } from '../store.ts'

/** What is said in the place, and where the person writes. */
class TalkView extends LitElement {
  static override properties = { refusal: { state: true } }
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        height: 100%;
      }

      ol {
        flex: 1;
        overflow: auto;
        margin: 0;
        padding: 0.75rem;
        list-style: none;
      }

      li {
        padding: 0.2rem 0;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }

      .lit {
        background: var(--ground-chosen);
        outline: 2px solid var(--accent);
        border-radius: var(--radius);
      }

      form {
        display: flex;
        gap: 0.5rem;
        padding: 0.75rem;
      }

      p {
        margin: 0;
        padding: 0.75rem 0.75rem 0;
        color: var(--bad);
      }

      input {
        flex: 1;
        padding: 0.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--ground-input);
      }
    `,
  ]

  #lit: string | undefined

  /** Why what was written was not sent. */
  declare private refusal: string | undefined

  constructor() {
    super()
    followStore(this)
  }

  override render() {
    return html`
      <ol aria-live="polite" tabindex="0" aria-label="Messages">
        ${store.messages.map(
          ({ id, author, content }) =>
            html`<li class=${id === store.litMessageId ? 'lit' : ''}><strong>${author.global_name ?? author.username}</strong> ${content}</li>`,
        )}
      </ol>
      ${this.refusal === undefined ? nothing : html`<p role="alert">${this.refusal}</p>`}
      <form @submit=${this.#say}>
        <input name="text" aria-label="Message" placeholder="Message" autocomplete="off">
        <button>Send</button>
      </form>
    `
  }

  override updated(): void {
    if (this.#lit === store.litMessageId) return
    this.#lit = store.litMessageId
    this.renderRoot.querySelector('.lit')?.scrollIntoView({ block: 'center' })
  }

  async #say(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const input = (event.target as HTMLFormElement).elements.namedItem('text') as HTMLInputElement
    const { value } = input
    const text = value.trim()
    const { seat } = store
    if (text === '' || seat === undefined) return
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

customElements.define('talk-view', TalkView)

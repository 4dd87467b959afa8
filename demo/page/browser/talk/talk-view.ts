import { css, html, LitElement } from 'lit'
import { controls } from '../shell/styles.ts'
import { followStore, store } from '../store.ts'

/** What is said in the place, and where the person writes. */
class TalkView extends LitElement {
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

      form {
        display: flex;
        gap: 0.5rem;
        padding: 0.75rem;
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

  constructor() {
    super()
    followStore(this)
  }

  override render() {
    return html`
      <ol aria-live="polite" tabindex="0" aria-label="Messages">
        ${store.messages.map(
          ({ author, content }) => html`<li><strong>${author.global_name ?? author.username}</strong> ${content}</li>`,
        )}
      </ol>
      <form @submit=${this.#say}>
        <input name="text" aria-label="Message" placeholder="Message" autocomplete="off">
        <button>Send</button>
      </form>
    `
  }

  async #say(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const text = String(new FormData(form).get('text') ?? '').trim()
    const { seat } = store
    if (text === '' || seat === undefined) return
    form.reset()
    await store.act({ kind: 'say', as: seat.personId, channelId: seat.placeId, text })
  }
}

customElements.define('talk-view', TalkView)

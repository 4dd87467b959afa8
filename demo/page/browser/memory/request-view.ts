import { css, html, LitElement, nothing } from 'lit'
import type { PageRequest } from '../../memory-events.ts'
import { followStore, store } from '../store.ts'
import { sections } from './styles.ts'

const titles: Readonly<Record<PageRequest['what'], string>> = {
  prompt: 'Read the exact prompt',
  study: 'Read the exact request to learn',
}

/** What a model was asked, word for word, once somebody wants to read it. */
class RequestView extends LitElement {
  static override properties = { what: { type: String }, isOpen: { state: true } }
  static override styles = [
    sections,
    css`
      summary {
        margin-top: 0.25rem;
        cursor: pointer;
      }

      pre {
        margin: 0.25rem 0;
        padding: 0.4rem;
        max-height: 20rem;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--ground);
        font: 0.75rem / 1.4 var(--font-code);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ]

  declare what: PageRequest['what']
  declare private isOpen: boolean

  constructor() {
    super()
    this.what = 'prompt'
    this.isOpen = false
    followStore(this)
  }

  override render() {
    const { messages = [] } = store.request(this.what) ?? {}
    return html`
      <details @toggle=${this.#toggle}>
        <summary>${titles[this.what]}</summary>
        ${!this.isOpen ? nothing : messages.length === 0 ? html`<p>There is none: nothing was asked since this page was opened, or something was deleted since.</p>` : nothing}
        ${
          this.isOpen
            ? messages.map(
                ({ role, text }) =>
                  html`<h3>${role}</h3><pre tabindex="0" role="region" aria-label="Text of ${role}">${text}</pre>`,
              )
            : nothing
        }
      </details>
    `
  }

  #toggle(event: Event): void {
    this.isOpen = (event.target as HTMLDetailsElement).open
  }
}

customElements.define('request-view', RequestView)

import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import type { PageTour } from '../../protocol.ts'
import { controls } from '../shell/styles.ts'
import { followStore, store } from '../store.ts'
import { followsTour, setFollowsTour } from './follows-tour.ts'

/** What the tour says, and how somebody takes over, goes on with it and ends it. */
class TourBar extends LitElement {
  static override styles = [
    controls,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem 1rem;
        padding: 0.5rem 0.75rem;
        background: var(--accent-ground);
        color: var(--on-accent);
      }

      p {
        flex: 1 1 18rem;
        margin: 0;
      }

      .buttons {
        display: flex;
        gap: 0.4rem;
      }

      button {
        border-color: currentColor;
        background: none;
      }

      button:hover {
        background: #0004;
      }

      :focus-visible {
        outline-color: currentColor;
      }
    `,
  ]

  #wasShown = false

  constructor() {
    super()
    followStore(this)
  }

  override render() {
    const tour = this.#tour
    if (tour === undefined) return nothing
    const { is, step, steps, line } = tour
    const count = is === 'over' ? '' : html`<strong>Tour, ${step} of ${steps}.</strong> `
    return html`
      <section aria-label="Tour">
        <p role="status">${count}${line}</p>
        <div class="buttons">${this.#buttons(is)}</div>
      </section>
    `
  }

  override updated(): void {
    const isShown = this.#tour !== undefined
    // Whoever has begun it by the keyboard goes on from here: the button that began it can do nothing meanwhile.
    if (isShown && !this.#wasShown && followsTour()) this.renderRoot.querySelector('button')?.focus()
    this.#wasShown = isShown
  }

  /** What there is to show: its end only where somebody followed it, until they close it. */
  get #tour(): PageTour | undefined {
    const { tour } = store.state ?? {}
    return tour?.is === 'over' && !followsTour() ? undefined : tour
  }

  /** The first two stay where they are, so that a focus does. */
  #buttons(is: PageTour['is']): TemplateResult {
    const first = {
      running: { label: 'Take over', does: () => store.act({ kind: 'tour', how: 'hold' }) },
      held: { label: 'Go on with the tour', does: () => store.takeTour('go-on') },
      over: { label: 'Once more', does: () => store.takeTour('start') },
    }[is]
    const ends = is === 'over' ? () => this.#close() : () => store.act({ kind: 'tour', how: 'end' })
    return html`
      <button type="button" @click=${() => attempt(first.does)}>${first.label}</button>
      <button type="button" @click=${() => attempt(ends)}>${is === 'over' ? 'Close' : 'End'}</button>
      ${is === 'running' ? html`<button type="button" @click=${() => attempt(() => store.takeTour('go-on'))}>Next</button>` : nothing}
    `
  }

  async #close(): Promise<void> {
    setFollowsTour(false)
    this.requestUpdate()
    await this.updateComplete
    this.dispatchEvent(new CustomEvent('closed', { bubbles: true, composed: true }))
  }
}

/** Where it fails the page has lost the demo, and says so by itself. */
function attempt(does: () => Promise<unknown>): void {
  void does().catch(() => undefined)
}

customElements.define('tour-bar', TourBar)

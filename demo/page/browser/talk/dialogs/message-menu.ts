import { css, html, LitElement } from 'lit'
import { controls } from '../../shell/styles.ts'
import { place } from './place-popover.ts'

export interface MenuEntry {
  readonly label: string
  readonly act: () => void
}

/** What can be done with a message, in a list over the page. Tells `close-menu` when it is gone. */
class MessageMenu extends LitElement {
  static override properties = { entries: { attribute: false }, anchor: { attribute: false } }
  static override styles = [
    controls,
    css`
      .menu {
        margin: 0;
        padding: 0.3rem;
        inset: auto;
        min-width: 11rem;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--ground-side);
        color: var(--text);
        box-shadow: 0 8px 24px #0006;
      }

      button {
        display: block;
        width: 100%;
        border-color: transparent;
        background: none;
        text-align: start;
      }
    `,
  ]

  declare entries: readonly MenuEntry[]
  /** Where it stands: under a button, or at the pointer. */
  declare anchor: { left: number; top: number; bottom: number }

  override render() {
    return html`
      <div class="menu" role="menu" aria-label="Message" popover="manual" @focusout=${this.#left} @keydown=${this.#press}>
        ${this.entries.map(
          entry =>
            html`<button type="button" role="menuitem" tabindex="-1" @click=${() => this.#choose(entry)}>${entry.label}</button>`,
        )}
      </div>
    `
  }

  override firstUpdated(): void {
    this.#menu?.showPopover()
    if (this.#menu) place(this.#menu, this.anchor)
    this.#items[0]?.focus()
  }

  get #menu(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.menu')
  }

  get #items(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('button')]
  }

  #choose({ act }: MenuEntry): void {
    this.#close()
    act()
  }

  // Not a popover that closes by itself: letting go of the button that a menu was opened with would close it again.
  readonly #left = (event: FocusEvent): void => {
    const to = event.relatedTarget
    if (!(to instanceof Node && this.renderRoot.contains(to))) this.#close()
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('close-menu'))
  }

  readonly #press = (event: KeyboardEvent): void => {
    const items = this.#items
    const at = items.indexOf(event.target as HTMLElement)
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at + items.length - 1) % items.length,
      Home: 0,
      End: items.length - 1,
    }
    const step = steps[event.key]
    if (event.key === 'Tab' || event.key === 'Escape') this.#close()
    else if (step !== undefined) items[step]?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
}

customElements.define('message-menu', MessageMenu)

import { css, html, LitElement } from 'lit'

/** Words or pictures that are hidden until somebody wants to see them. */
class TalkSpoiler extends LitElement {
  static override properties = { isOpen: { state: true }, isBlock: { type: Boolean, attribute: 'block' } }
  static override styles = css`
    :host([block]) {
      display: block;
      width: fit-content;
      max-width: 100%;
    }

    .cover {
      border-radius: 4px;
      background: var(--ground-edge);
      color: transparent;
      cursor: pointer;
      user-select: none;
    }

    .cover ::slotted(*),
    .cover .hidden {
      visibility: hidden;
    }

    .cover:hover {
      background: var(--ground-chosen);
    }

    .cover.block {
      position: relative;
      display: block;
      border-radius: 8px;
    }

    .word {
      position: absolute;
      inset: 0;
      margin: auto;
      width: fit-content;
      height: fit-content;
      padding: 0.3rem 0.8rem;
      border-radius: 1rem;
      background: #000c;
      color: #fff;
      font-size: 0.8rem;
      font-weight: 700;
      letter-spacing: 0.03em;
    }

    .open {
      border-radius: 4px;
      background: var(--ground-hover);
    }

    :focus-visible {
      outline: 2px solid var(--accent);
    }
  `

  declare private isOpen: boolean
  declare isBlock: boolean

  constructor() {
    super()
    this.isOpen = false
    this.isBlock = false
  }

  override render() {
    if (this.isOpen) return html`<span class="open"><slot></slot></span>`
    return html`
      <span class="cover ${this.isBlock ? 'block' : ''}" role="button" tabindex="0" aria-label="Spoiler, hidden. Press to show."
        @click=${() => this.#open()} @keydown=${this.#press}
        >${this.isBlock ? html`<span class="word" aria-hidden="true">SPOILER</span>` : ''}<span class="hidden" aria-hidden="true"><slot></slot></span></span>
    `
  }

  #open(): void {
    this.isOpen = true
    this.dispatchEvent(new CustomEvent('revealed', { bubbles: true, composed: true }))
  }

  readonly #press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    event.stopPropagation()
    this.#open()
  }
}

customElements.define('talk-spoiler', TalkSpoiler)

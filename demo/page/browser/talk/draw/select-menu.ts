import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { classMap } from 'lit/directives/class-map.js'
import { place } from '../dialogs/place-popover.ts'
import type { ShownOption, ShownSelect } from '../view/shown.ts'
import { selectMenuStyles } from './select-menu-styles.ts'

/** More options than these get a field to look for one. */
const SEARCHED_FROM = 10

/** A menu of options in a message, one or several to be chosen. Tells `select-values` with what was chosen. */
class SelectMenu extends LitElement {
  static override properties = {
    menu: { attribute: false },
    isWaiting: { type: Boolean, attribute: 'waiting' },
    isOpen: { state: true },
    active: { state: true },
    chosen: { state: true },
    wanted: { state: true },
  }

  static override styles = selectMenuStyles

  declare menu: ShownSelect
  declare isWaiting: boolean
  declare private isOpen: boolean
  declare private active: number
  declare private chosen: readonly string[]
  declare private wanted: string
  /** What was chosen when the menu was opened. */
  #before: readonly string[] = []

  constructor() {
    super()
    this.isOpen = false
    this.isWaiting = false
    this.active = 0
    this.chosen = []
    this.wanted = ''
  }

  override willUpdate(changed: Map<string, unknown>): void {
    // A message that is edited brings a new menu: what it has chosen by itself counts.
    if (changed.has('menu') && !this.isOpen) this.chosen = this.#defaults()
  }

  get #isSeveral(): boolean {
    return this.menu.most > 1
  }

  get #options(): readonly ShownOption[] {
    const wanted = this.wanted.toLowerCase()
    return this.menu.options.filter(({ label }) => label.toLowerCase().includes(wanted))
  }

  override render() {
    const { placeholder, isDisabled, options } = this.menu
    const labels = options.filter(({ value }) => this.chosen.includes(value)).map(({ label }) => label)
    return html`
      <button type="button" class="opener ${labels.length > 0 ? 'is-filled' : ''}" aria-haspopup="listbox"
        aria-expanded=${this.isOpen} aria-label=${[placeholder, ...labels].join(', ')} ?disabled=${isDisabled || this.isWaiting}
        @click=${() => this.#open()} @keydown=${this.#pressOpener}>
        <span>${labels.length > 0 ? labels.join(', ') : placeholder}</span>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path fill="none" stroke="currentColor" stroke-width="2" d="m6 9 6 6 6-6"></path></svg>
      </button>
      <div class="list" popover="auto" @toggle=${this.#toggled} @keydown=${this.#press}>
        ${this.isOpen ? this.#list() : nothing}
      </div>
    `
  }

  #list(): TemplateResult {
    const { placeholder, options } = this.menu
    const shown = this.#options
    const active = shown[this.active] === undefined ? nothing : `option-${this.active}`
    const isSearched = options.length > SEARCHED_FROM
    return html`
      ${
        isSearched
          ? html`<input role="combobox" aria-label="Search" aria-expanded="true" aria-controls="options" aria-activedescendant=${active}
              autocomplete="off" .value=${this.wanted} @input=${this.#look}>`
          : nothing
      }
      <div id="options" role="listbox" aria-label=${placeholder} aria-multiselectable=${this.#isSeveral} tabindex=${isSearched ? nothing : '0'}
        aria-activedescendant=${isSearched ? nothing : active}>
        ${shown.map((option, at) => this.#option(option, at))}
      </div>
    `
  }

  #option({ value, label, description }: ShownOption, at: number): TemplateResult {
    const isOn = this.chosen.includes(value)
    return html`
      <div role="option" id=${`option-${at}`} aria-selected=${isOn} class=${classMap({ 'is-active': at === this.active })}
        @pointermove=${() => this.#activate(at)} @click=${() => this.#pick(value)}>
        <div>${label}${description === undefined ? nothing : html`<small>${description}</small>`}</div>
        ${this.#isSeveral ? html`<span class="box ${isOn ? 'is-on' : ''}" aria-hidden="true">${isOn ? '✓' : ''}</span>` : nothing}
      </div>
    `
  }

  #defaults(): readonly string[] {
    return this.menu.options.filter(({ isDefault }) => isDefault).map(({ value }) => value)
  }

  async #open(): Promise<void> {
    this.#before = this.chosen
    this.wanted = ''
    this.active = Math.max(
      0,
      this.menu.options.findIndex(({ value }) => this.chosen.includes(value)),
    )
    const list = this.renderRoot.querySelector<HTMLElement>('.list')
    const opener = this.renderRoot.querySelector<HTMLElement>('.opener')
    if (list === null || opener === null) return
    list.showPopover()
    this.isOpen = true
    await this.updateComplete
    list.style.width = `${opener.offsetWidth}px`
    place(list, opener.getBoundingClientRect())
    const first = list.querySelector<HTMLElement>('input') ?? list.querySelector<HTMLElement>('#options')
    first?.focus()
  }

  readonly #toggled = (event: ToggleEvent): void => {
    if (event.newState === 'open' || !this.isOpen) return
    this.isOpen = false
    // Several are sent once, when the menu is closed, as in Discord.
    if (this.#isSeveral) this.#send()
  }

  #close(): void {
    this.renderRoot.querySelector<HTMLElement>('.list')?.hidePopover()
    this.renderRoot.querySelector<HTMLElement>('.opener')?.focus()
  }

  #send(): void {
    const { least } = this.menu
    const isSame =
      this.chosen.length === this.#before.length && this.chosen.every(value => this.#before.includes(value))
    if (isSame || this.chosen.length < least) {
      this.chosen = this.#before
      return
    }
    this.dispatchEvent(new CustomEvent('select-values', { detail: this.chosen }))
  }

  #activate(at: number): void {
    this.active = at
  }

  #pick(value: string): void {
    if (!this.#isSeveral) {
      this.chosen = [value]
      this.#close()
      // The same one again is a choice as well, where a menu is a list of things to do.
      this.dispatchEvent(new CustomEvent('select-values', { detail: this.chosen }))
      return
    }
    if (this.chosen.includes(value)) this.chosen = this.chosen.filter(chosen => chosen !== value)
    else if (this.chosen.length < this.menu.most) this.chosen = [...this.chosen, value]
  }

  readonly #look = (event: Event): void => {
    this.wanted = (event.target as HTMLInputElement).value
    this.active = 0
  }

  readonly #pressOpener = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    void this.#open()
  }

  readonly #press = (event: KeyboardEvent): void => {
    const last = this.#options.length - 1
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(last, this.active + 1),
      ArrowUp: Math.max(0, this.active - 1),
      Home: 0,
      End: last,
    }
    const isTyping = (event.target as HTMLElement).tagName === 'INPUT'
    const option = this.#options[this.active]
    if (steps[event.key] !== undefined && !(isTyping && ['Home', 'End'].includes(event.key)))
      this.active = steps[event.key] ?? 0
    else if ((event.key === 'Enter' || (event.key === ' ' && !isTyping)) && option !== undefined)
      this.#pick(option.value)
    else if (event.key === 'Tab' || event.key === 'Escape') this.#close()
    else return
    event.preventDefault()
    event.stopPropagation()
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector('.is-active')?.scrollIntoView({ block: 'nearest' }),
    )
  }
}

customElements.define('select-menu', SelectMenu)

import { css, html, LitElement } from 'lit'
import { followStore, store } from '../../store.ts'
import { drawDots } from '../draw/message.ts'
import { messageStyles } from '../draw/message-styles.ts'
import { personName } from '../view/reader.ts'

/** Who is writing in the place. */
class TypingLine extends LitElement {
  static override styles = [
    messageStyles,
    css`
      :host {
        display: block;
        min-height: 1.2rem;
        padding: 0 1rem;
        color: var(--text-soft);
        font-size: 0.75rem;
      }
    `,
  ]

  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    followStore(this)
  }

  override render() {
    const names = this.#names(Date.now())
    if (names.length === 0) return html``
    const words = `${new Intl.ListFormat('en').format(names)} ${names.length === 1 ? 'is' : 'are'} typing…`
    return html`${drawDots()} <span>${words}</span>`
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#timer)
  }

  #names(now: number): string[] {
    const { person, place, state } = store
    clearTimeout(this.#timer)
    if (person === undefined || place === undefined || state === undefined) return []
    const reader = { id: person.id, place, world: state.world }
    const writing = [...(state.typing.get(place.id) ?? [])].filter(([id, until]) => id !== person.id && until > now)
    const ends = writing.map(([, until]) => until)
    if (ends.length > 0) this.#timer = setTimeout(() => this.requestUpdate(), Math.min(...ends) - now)
    return writing.flatMap(([id]) => {
      const user = state.world.users.find(known => known.id === id)
      return user === undefined ? [] : [personName(user, reader)]
    })
  }
}

customElements.define('typing-line', TypingLine)

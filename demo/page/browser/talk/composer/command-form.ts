import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import type { ActionOf, Interacted } from '../../../protocol.ts'
import { controls } from '../../shell/styles.ts'
import { store } from '../../store.ts'
import { tellInteracted } from '../list/interactions.ts'
import type { Choice, OfferedCommand, OfferedOption } from '../view/shown.ts'
import { drawSuggestions, stepIn, suggestionId, suggestionStyles } from './suggestion-list.ts'

type Options = ActionOf<'command'>['options']

/** A slash command with a field for each of its options. Tells `close-command` when it was used or given up. */
class CommandForm extends LitElement {
  static override properties = {
    command: { attribute: false },
    offered: { state: true },
    completing: { state: true },
    active: { state: true },
    isSending: { state: true },
    refusal: { state: true },
  }

  static override styles = [
    controls,
    suggestionStyles,
    css`
      form {
        position: relative;
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 0.5rem;
        padding: 0.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }

      strong.name {
        width: 100%;
      }

      label {
        flex: 1 1 10rem;
        min-width: 0;
        font-size: 0.85rem;
      }

      label input,
      label select {
        box-sizing: border-box;
        display: block;
        width: 100%;
        padding: 0.4rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--ground-input);
      }

      small {
        color: var(--text-soft);
        font-weight: normal;
      }

      p {
        width: 100%;
        margin: 0;
        color: var(--bad);
      }
    `,
  ]

  declare command: OfferedCommand
  /** What the bot offers for the option that is being typed. */
  declare private offered: readonly Choice[]
  declare private completing: string | undefined
  declare private active: number
  declare private isSending: boolean
  declare private refusal: string | undefined
  /** What Discord sends for a choice, by option and the name that is shown. */
  readonly #values = new Map<string, string | number>()
  #asked = 0

  constructor() {
    super()
    this.offered = []
    this.active = -1
    this.isSending = false
  }

  override render() {
    const { title, description, options } = this.command
    return html`
      <form aria-label=${`/${title}`} @submit=${this.#submit} @keydown=${this.#press}>
        ${drawSuggestions(
          'Offered by the bot',
          this.offered.map(({ name }) => ({ title: name, hint: '' })),
          this.active,
          at => this.#pick(at),
        )}
        <strong class="name">/${title} <small>${description}</small></strong>
        ${options.map(option => this.#field(option))}
        ${this.refusal === undefined ? nothing : html`<p role="alert">${this.refusal}</p>`}
        <button class="send" ?disabled=${this.isSending}>Use</button>
        <button type="button" @click=${() => this.#close()}>Cancel</button>
      </form>
    `
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('label input, label select, .send')?.focus()
  }

  #field(option: OfferedOption): TemplateResult {
    const { name, description, isRequired } = option
    return html`<label>${name} <small>${description}${isRequired ? '' : ' (optional)'}</small>${this.#input(option)}</label>`
  }

  #input({ name, type, isRequired, completes, choices }: OfferedOption): TemplateResult {
    if (choices.length > 0) {
      return html`<select name=${name} ?required=${isRequired}>
        <option value=""></option>
        ${choices.map(choice => html`<option value=${String(choice.value)}>${choice.name}</option>`)}
      </select>`
    }
    if (type === 'file') return html`<input type="file" name=${name} ?required=${isRequired}>`
    if (!completes) {
      return html`<input name=${name} type=${type === 'number' ? 'number' : 'text'} autocomplete="off" ?required=${isRequired}>`
    }
    const isOpen = this.completing === name && this.offered.length > 0
    return html`<input name=${name} autocomplete="off" ?required=${isRequired} role="combobox" aria-autocomplete="list"
      aria-expanded=${isOpen ? 'true' : 'false'} aria-controls="suggestions"
      aria-activedescendant=${isOpen && this.active >= 0 ? suggestionId(this.active) : nothing}
      @focus=${this.#complete} @input=${this.#complete} @blur=${() => this.#offer([])}>`
  }

  readonly #complete = async (event: Event): Promise<void> => {
    const { seat } = store
    const { name, value } = event.target as HTMLInputElement
    if (seat === undefined) return
    this.completing = name
    this.#asked += 1
    const asked = this.#asked
    try {
      const { options } = this.#given()
      const { [name]: _, ...others } = options
      const seated = { as: seat.personId, channelId: seat.placeId }
      const { choices } = await store.act({
        ...{ kind: 'autocomplete', ...seated, name: this.command.name, option: name, value },
        others: Object.fromEntries(Object.entries(others).filter(([, given]) => typeof given !== 'object')),
      })
      // An answer that was overtaken by another is none any more.
      if (asked !== this.#asked) return
      for (const choice of choices) this.#values.set(`${name} ${choice.name}`, choice.value)
      this.#offer(choices)
    } catch (error) {
      this.#offer([])
      this.refusal = wordsOf(error)
    }
  }

  #offer(choices: readonly Choice[]): void {
    if (choices.length === 0) this.#asked += 1
    this.offered = choices
    this.active = -1
  }

  #pick(at: number): void {
    const input = this.renderRoot.querySelector<HTMLInputElement>(`input[name="${this.completing}"]`)
    const choice = this.offered[at]
    if (input !== null && choice !== undefined) input.value = choice.name
    this.#offer([])
  }

  readonly #press = (event: KeyboardEvent): void => {
    const step = stepIn(this.offered.length, this.active, event.key)
    if (step !== undefined) this.active = step
    else if (event.key === 'Enter' && this.active >= 0) this.#pick(this.active)
    else if (event.key === 'Escape' && this.offered.length > 0) this.#offer([])
    else if (event.key === 'Escape') this.#close()
    else return
    event.preventDefault()
    event.stopPropagation()
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector('.is-active')?.scrollIntoView({ block: 'nearest' }),
    )
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const { seat } = store
    if (seat === undefined || this.isSending) return
    const { options, files } = this.#given()
    this.isSending = true
    this.refusal = undefined
    try {
      const seated = { as: seat.personId, channelId: seat.placeId }
      const interacted: Interacted = await store.act<'command'>(
        { kind: 'command', ...seated, name: this.command.name, options },
        files,
      )
      tellInteracted(this, interacted)
      this.#close()
    } catch (error) {
      this.refusal = wordsOf(error)
    }
    this.isSending = false
  }

  /** What the fields hold, as the server takes it; what is empty is left out. */
  #given(): { options: Options; files: readonly File[] } {
    const files: File[] = []
    const form = this.renderRoot.querySelector('form')
    const data = form === null ? [] : [...new FormData(form)]
    const options = data.flatMap(([name, value]): [string, Options[string]][] => {
      const option = this.command.options.find(known => known.name === name)
      if (option === undefined) return []
      if (typeof value !== 'string') return value.size === 0 ? [] : [[name, { file: files.push(value) - 1 }]]
      return value === '' ? [] : [[name, this.#valueOf(option, value)]]
    })
    return { options: Object.fromEntries(options), files }
  }

  #valueOf({ name, type, choices }: OfferedOption, text: string): Options[string] {
    switch (type) {
      case 'boolean':
        return text === 'true'
      case 'number':
        return Number(text)
      case 'person':
      case 'channel':
      case 'role':
        return { id: text }
      default:
        return choices.find(({ value }) => String(value) === text)?.value ?? this.#values.get(`${name} ${text}`) ?? text
    }
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('close-command'))
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

customElements.define('command-form', CommandForm)

import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { withMentions, withNames } from '../../../../discord-text/mentions.ts'
import type { PageMessage } from '../../../protocol.ts'
import { controls } from '../../shell/styles.ts'
import { followStore, store } from '../../store.ts'
import { offeredIn } from '../view/commands.ts'
import { namesFor, type Suggestion, suggestionsFor } from '../view/complete.ts'
import type { Reader } from '../view/reader.ts'
import type { OfferedCommand } from '../view/shown.ts'
import './command-form.ts'
import { drawSuggestions, stepIn, suggestionId, suggestionStyles } from './suggestion-list.ts'
import { TypingNotice } from './typing-notice.ts'

/** Where the person writes. Enter sends, Shift and Enter begins another line; `/`, `@` and `#` offer what there is. */
export class MessageComposer extends LitElement {
  static override properties = {
    refusal: { state: true },
    suggestions: { state: true },
    active: { state: true },
    command: { state: true },
    about: { state: true },
    files: { state: true },
  }

  static override styles = [
    controls,
    suggestionStyles,
    css`
      :host {
        display: block;
        padding: 0 1rem 0.75rem;
      }

      form {
        position: relative;
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

      form button {
        padding: 0.5rem 0.75rem;
      }

      .along {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem;
        padding: 0.2rem 0;
        color: var(--text-soft);
        font-size: 0.85rem;
        overflow-wrap: anywhere;
      }
    `,
  ]

  /** Why what was written was not sent. */
  declare private refusal: string | undefined
  declare private suggestions: readonly Suggestion[]
  declare private active: number
  /** The one that is being filled in. */
  declare private command: OfferedCommand | undefined
  /** The message that is replied to or changed. */
  declare private about: { readonly how: 'edit' | 'reply'; readonly message: PageMessage } | undefined
  declare private files: readonly File[]

  constructor() {
    super()
    this.suggestions = []
    this.active = 0
    this.files = []
    followStore(this)
  }

  override willUpdate(): void {
    // Somebody else, or somewhere else, has other commands.
    const { personId, placeId } = store.seat ?? {}
    if (this.#seat !== `${personId} ${placeId}`) {
      this.command = undefined
      this.#typing.end()
      this.#leave()
    }
    this.#seat = `${personId} ${placeId}`
  }

  #seat = ''
  readonly #typing = new TypingNotice()

  override render() {
    const { command } = this
    if (command !== undefined)
      return keyed(
        command,
        html`<command-form .command=${command} @close-command=${this.#closeCommand}></command-form>`,
      )
    return this.#writing()
  }

  #writing(): TemplateResult {
    const isOpen = this.suggestions.length > 0
    return html`
      ${this.#above()}
      <form @submit=${this.#submit}>
        ${drawSuggestions('Suggestions', this.suggestions, this.active, at => this.#pick(at))}
        <textarea rows="1" aria-label="Message" placeholder=${placeholder()} role=${isOpen ? 'combobox' : nothing}
          aria-expanded=${isOpen ? 'true' : nothing} aria-controls=${isOpen ? 'suggestions' : nothing}
          aria-activedescendant=${isOpen ? suggestionId(this.active) : nothing}
          @input=${this.#write} @keydown=${this.#press} @blur=${this.#forget}></textarea>
        <input class="picker" type="file" multiple hidden @change=${this.#choose}>
        <button type="button" @click=${() => this.renderRoot.querySelector<HTMLInputElement>('.picker')?.click()}>Attach</button>
        <button>Send</button>
      </form>
    `
  }

  /** What goes along, and why the last was not sent. */
  #above(): TemplateResult {
    const { about, files, refusal } = this
    const name = about?.message.author.global_name ?? about?.message.author.username
    return html`
      ${refusal === undefined ? nothing : html`<p role="alert">${refusal}</p>`}
      ${
        about === undefined
          ? nothing
          : html`<div class="along"><span>${about.how === 'edit' ? 'Changing what you said' : `Replying to ${name}`}</span>
              <button type="button" @click=${() => this.#leave()}>Cancel</button></div>`
      }
      ${files.map(
        file => html`<div class="along"><span>${file.name}</span>
          <button type="button" aria-label=${`Take ${file.name} out`} @click=${() => this.#takeOut(file)}>×</button></div>`,
      )}
    `
  }

  /** Begins a reply to a message of the place, or changes one's own. */
  async begin(how: 'edit' | 'reply', messageId: string): Promise<void> {
    const reader = readerNow()
    const message = store.messages.find(({ id }) => id === messageId)
    if (message === undefined) return
    this.command = undefined
    this.about = { how, message }
    await this.updateComplete
    if (this.#input === null) return
    if (how === 'edit' && reader !== undefined) this.#input.value = withNames(message.content, namesFor(reader))
    this.#input.focus()
  }

  /** Puts files to what is being written. */
  attach(files: Iterable<File>): void {
    this.files = [...this.files, ...files]
    this.#input?.focus()
  }

  #takeOut(file: File): void {
    this.files = this.files.filter(known => known !== file)
  }

  readonly #choose = (event: Event): void => {
    const input = event.target as HTMLInputElement
    this.attach(input.files ?? [])
    input.value = ''
  }

  /** Without what is replied to or changed. */
  #leave(): void {
    if (this.about?.how === 'edit' && this.#input !== null) this.#input.value = ''
    this.about = undefined
  }

  get #input(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea')
  }

  readonly #write = (): void => {
    this.#suggest()
    this.#typing.write(this.#input?.value ?? '')
  }

  #suggest(): void {
    const reader = readerNow()
    const input = this.#input
    if (reader === undefined || input === null) return
    const before = input.value.slice(0, input.selectionStart)
    this.suggestions = suggestionsFor(before, namesFor(reader), offeredIn(reader).slash)
    this.active = 0
  }

  readonly #forget = (): void => {
    this.suggestions = []
  }

  #pick(at: number): void {
    const picked = this.suggestions[at]?.pick
    const input = this.#input
    this.#forget()
    if (picked === undefined || input === null) return
    if ('insert' in picked) input.setRangeText(picked.insert, picked.from, input.selectionStart, 'end')
    else {
      input.value = ''
      this.command = picked
    }
  }

  readonly #closeCommand = async (): Promise<void> => {
    this.command = undefined
    await this.updateComplete
    this.#input?.focus()
  }

  readonly #press = (event: KeyboardEvent): void => {
    if (event.isComposing) return
    const step = stepIn(this.suggestions.length, this.active, event.key)
    const isChosen = this.suggestions.length > 0 && (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey
    if (step !== undefined) this.active = step
    else if (isChosen) this.#pick(this.active)
    else if (event.key === 'Escape' && this.suggestions.length > 0) this.#forget()
    else if (event.key === 'Escape' && this.about !== undefined) this.#leave()
    else if (event.key === 'Enter' && !event.shiftKey) void this.#send()
    else return
    event.preventDefault()
    event.stopPropagation()
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector('.is-active')?.scrollIntoView({ block: 'nearest' }),
    )
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault()
    void this.#send()
  }

  async #send(): Promise<void> {
    const input = this.#input
    const { seat } = store
    const reader = readerNow()
    const { about, files } = this
    if (input === null || seat === undefined || reader === undefined) return
    if (input.value.trim() === '' && files.length === 0) return
    const { value } = input
    const text = withMentions(value.trim(), namesFor(reader))
    // Emptied at once, as a second Enter would send it twice; what was refused comes back, unless something else is written.
    input.value = ''
    this.#typing.end()
    this.files = []
    this.about = undefined
    const seated = { as: seat.personId, channelId: seat.placeId }
    try {
      if (about?.how === 'edit') await store.act({ kind: 'edit', ...seated, messageId: about.message.id, text })
      else {
        const replyTo = about?.message.id
        await store.act({ kind: 'say', ...seated, text, ...(replyTo !== undefined && { replyTo }) }, files)
      }
      this.refusal = undefined
    } catch (error) {
      this.refusal = error instanceof Error ? error.message : String(error)
      input.value ||= value
      if (this.files.length === 0) this.files = files
      this.about ??= about
    }
  }
}

function readerNow(): Reader | undefined {
  const { person, place, state } = store
  return person && place && state && { id: person.id, place, world: state.world }
}

/** In a channel the bot answers what mentions it, which nobody has to know before. */
function placeholder(): string {
  const { place, state } = store
  const bot = `@${state?.world.bot.name}`
  return place?.kind === 'dm' ? `Message ${bot}` : `Message #${place?.name}, or ask ${bot}`
}

customElements.define('message-composer', MessageComposer)

import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { controls } from '../../shell/styles.ts'
import { store } from '../../store.ts'
import type { ShownForm } from '../view/form.ts'

/** A form that the bot has opened: filled in and sent, or closed. Tells `close-form` when it is done with. */
class FormDialog extends LitElement {
  static override properties = {
    form: { attribute: false },
    isSending: { state: true },
    refusal: { state: true },
  }

  static override styles = [
    controls,
    css`
      dialog {
        box-sizing: border-box;
        width: min(28rem, 100vw - 2rem);
        padding: 1rem;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--ground);
        color: var(--text);
      }

      dialog::backdrop {
        background: #000a;
      }

      h2 {
        margin: 0 0 0.75rem;
        font-size: 1.1rem;
      }

      label {
        display: block;
        margin-bottom: 0.75rem;
        font-weight: 600;
      }

      small {
        display: block;
        color: var(--text-soft);
        font-weight: normal;
      }

      input,
      textarea {
        box-sizing: border-box;
        width: 100%;
        margin-top: 0.3rem;
        padding: 0.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--ground-input);
      }

      textarea {
        min-height: 6rem;
      }

      .actions {
        display: flex;
        justify-content: end;
        gap: 0.5rem;
      }

      .send {
        background: var(--accent-ground);
        color: var(--on-accent);
      }

      p {
        color: var(--bad);
      }
    `,
  ]

  declare form: ShownForm
  declare private isSending: boolean
  declare private refusal: string | undefined

  constructor() {
    super()
    this.isSending = false
  }

  override render() {
    return html`
      <dialog aria-labelledby="title" @close=${this.#tellClosed}>
        <h2 id="title">${this.form.title}</h2>
        <form @submit=${this.#submit}>
          ${this.form.fields.map(field => this.#field(field))}
          ${this.refusal === undefined ? nothing : html`<p role="alert">${this.refusal}</p>`}
          <div class="actions">
            <button type="button" @click=${() => this.#dialog?.close()}>Cancel</button>
            <button class="send" ?disabled=${this.isSending}>Submit</button>
          </div>
        </form>
      </dialog>
    `
  }

  override firstUpdated(): void {
    this.#dialog?.showModal()
    this.renderRoot.querySelector<HTMLElement>('input, textarea')?.focus()
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog')
  }

  #field(field: ShownForm['fields'][number]): TemplateResult {
    const { id, label, description, isParagraph, placeholder, value, isRequired, least, most } = field
    return html`
      <label>
        ${label} ${description === '' ? nothing : html`<small>${description}</small>`}
        ${
          isParagraph
            ? html`<textarea name=${id} placeholder=${placeholder} ?required=${isRequired} minlength=${least} maxlength=${most} .value=${value}></textarea>`
            : html`<input name=${id} autocomplete="off" placeholder=${placeholder} ?required=${isRequired} minlength=${least} maxlength=${most} .value=${value}>`
        }
      </label>
    `
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const { seat } = store
    if (seat === undefined || this.isSending) return
    const fields = Object.fromEntries(
      [...new FormData(event.target as HTMLFormElement)].map(([name, value]) => [name, String(value)]),
    )
    this.isSending = true
    try {
      await store.act({ kind: 'submit', as: seat.personId, interactionId: this.form.interactionId, fields })
      this.#dialog?.close()
    } catch (error) {
      this.refusal = error instanceof Error ? error.message : String(error)
    }
    this.isSending = false
  }

  readonly #tellClosed = (): void => void this.dispatchEvent(new CustomEvent('close-form'))
}

customElements.define('form-dialog', FormDialog)

import { css, html, LitElement, nothing } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import type { Interacted } from '../../protocol.ts'
import type { MessageComposer } from './composer/message-composer.ts'
import './composer/message-composer.ts'
import './dialogs/form-dialog.ts'
import './list/message-list.ts'
import './list/typing-line.ts'
import { type ShownForm, showForm } from './view/form.ts'

/** What is said in the place, who is writing, and where the person writes; over it the form that the bot has opened. */
class TalkView extends LitElement {
  static override properties = { form: { state: true } }
  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
    }

    message-list {
      flex: 1;
    }
  `

  declare private form: ShownForm | undefined

  constructor() {
    super()
    this.addEventListener('interacted', event => {
      const { interactionId, modal } = (event as CustomEvent<Interacted>).detail
      if (modal !== undefined) this.form = showForm(interactionId, modal)
    })
    const begin = (how: 'edit' | 'reply') => (event: Event) => {
      void this.#composer?.begin(how, (event as CustomEvent<string>).detail)
    }
    this.addEventListener('reply-to', begin('reply'))
    this.addEventListener('edit-message', begin('edit'))
    this.addEventListener('dragover', event => event.preventDefault())
    this.addEventListener('drop', event => {
      event.preventDefault()
      this.#composer?.attach(event.dataTransfer?.files ?? [])
    })
  }

  get #composer(): MessageComposer | null {
    return this.renderRoot.querySelector<MessageComposer>('message-composer')
  }

  override render() {
    return html`
      <message-list></message-list>
      <typing-line></typing-line>
      <message-composer></message-composer>
      ${
        this.form === undefined
          ? nothing
          : keyed(this.form, html`<form-dialog .form=${this.form} @close-form=${this.#closeForm}></form-dialog>`)
      }
    `
  }

  readonly #closeForm = (): void => {
    this.form = undefined
  }
}

customElements.define('talk-view', TalkView)

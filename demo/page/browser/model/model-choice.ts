import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import type { ModelProvider } from '../../protocol.ts'
import { controls } from '../shell/styles.ts'
import { followStore, store } from '../store.ts'

/** How it goes with what was asked for, in a sentence. */
interface Outcome {
  readonly is: 'good' | 'bad' | 'busy'
  readonly words: string
}

/** A real model in place of the stand-in: where it is, its key, and whether that is kept. The key leaves the page with one request, and is kept nowhere in it. */
class ModelChoice extends LitElement {
  static override properties = {
    providers: { state: true },
    chosen: { state: true },
    choices: { state: true },
    outcome: { state: true },
    others: { state: true },
    isKeepable: { state: true },
  }
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        padding: 0.5rem 0.75rem;
        font-size: 0.85rem;
      }

      summary {
        cursor: pointer;
        font-weight: 600;
      }

      form {
        display: grid;
        gap: 0.5rem;
        margin-top: 0.5rem;
      }

      label {
        display: grid;
        gap: 0.15rem;
      }

      input,
      select {
        min-width: 0;
        padding: 0.3rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--ground-input);
      }

      p {
        margin: 0.5rem 0 0;
        overflow-wrap: anywhere;
      }

      .bad {
        color: var(--bad);
      }

      .good {
        color: var(--good);
      }
    `,
  ]

  declare private providers: readonly ModelProvider[] | undefined
  declare private chosen: string | undefined
  /** Models of a server that has several. */
  declare private choices: readonly string[]
  declare private outcome: Outcome | undefined
  /** What `.env` says otherwise. */
  declare private others: readonly string[]
  declare private isKeepable: boolean

  constructor() {
    super()
    this.choices = []
    this.others = []
    this.isKeepable = false
    followStore(this)
  }

  override render() {
    if (store.state === undefined) return nothing
    return html`
      <details @toggle=${(event: Event) => this.#toggled(event.target as HTMLDetailsElement)}>
        <summary>Talk to a real model…</summary>
        ${this.providers === undefined ? html`<p role="status">Looking which servers run here…</p>` : this.#form(this.providers)}
        <p class=${this.outcome?.is ?? ''} role=${this.outcome?.is === 'bad' ? 'alert' : 'status'}>${this.outcome?.words}</p>
        ${this.isKeepable ? this.#keeping() : nothing}
      </details>
    `
  }

  #form(providers: readonly ModelProvider[]): TemplateResult {
    const provider = providers.find(({ name }) => name === this.chosen) ?? providers[0]
    const isBusy = this.outcome?.is === 'busy'
    return html`
      <form @submit=${this.#submitted}>
        <label>
          Where it runs
          <select name="provider" @change=${this.#chose}>
            ${providers.map(one => html`<option value=${one.name} ?selected=${one === provider}>${described(one)}</option>`)}
          </select>
        </label>
        ${provider?.isAddressAsked ? html`<label>Address<input name="baseUrl" required placeholder="http://127.0.0.1:8080/v1" autocomplete="off"></label>` : nothing}
        ${
          provider?.keyPage !== undefined || provider?.isAddressAsked
            ? html`<label>
                Key ${provider.keyPage === undefined ? '(if it wants one)' : html`<small>from ${provider.keyPage}</small>`}
                <input name="key" type="password" autocomplete="off" ?required=${provider.keyPage !== undefined}>
              </label>`
            : nothing
        }
        ${
          this.choices.length === 0
            ? nothing
            : html`<label>Model<input name="model" list="models" required autocomplete="off">
                <datalist id="models">${this.choices.map(name => html`<option value=${name}></option>`)}</datalist></label>`
        }
        <button type="submit" ?disabled=${isBusy}>Try it</button>
      </form>
    `
  }

  #keeping(): TemplateResult {
    const isAsked = this.others.length > 0
    return html`
      ${isAsked ? html`<p>.env has other values of ${this.others.join(', ')}.</p>` : nothing}
      <p><button type="button" @click=${() => this.#keep(isAsked)}>${isAsked ? 'Replace them in .env' : 'Keep it in .env'}</button></p>
    `
  }

  #toggled({ open }: HTMLDetailsElement): void {
    if (open) void this.#find()
  }

  async #find(): Promise<void> {
    await this.#doing('', async () => {
      this.providers = (await store.act({ kind: 'find-models' })).providers
      this.chosen ??= (this.providers.find(({ isRunning }) => isRunning) ?? this.providers[0])?.name
      return undefined
    })
  }

  #chose(event: Event): void {
    this.chosen = (event.target as HTMLSelectElement).value
    this.choices = []
    this.outcome = undefined
  }

  #submitted(event: SubmitEvent): void {
    event.preventDefault()
    void this.#use(event.target as HTMLFormElement)
  }

  async #use(form: HTMLFormElement): Promise<void> {
    const said = new FormData(form)
    const field = (name: string) => String(said.get(name) ?? '').trim() || undefined
    this.isKeepable = false
    this.others = []
    await this.#doing('Trying it; then the bot begins anew with it…', async () => {
      const [baseUrl, key, model] = [field('baseUrl'), field('key'), field('model')]
      const used = await store.act({ kind: 'use-model', provider: field('provider') ?? '', baseUrl, key, model })
      if ('choices' in used) {
        this.choices = used.choices
        return { is: 'good', words: `It has ${used.choices.length} models: choose one, then try it.` }
      }
      form.reset()
      this.choices = []
      this.isKeepable = true
      return { is: 'good', words: [`${used.speaks} speaks now.`, used.note].filter(Boolean).join(' ') }
    })
  }

  async #keep(replaces: boolean): Promise<void> {
    await this.#doing('', async () => {
      const kept = await store.act({ kind: 'keep-model', replaces })
      this.others = 'others' in kept ? kept.others : []
      if ('others' in kept) return undefined
      this.isKeepable = false
      return { is: 'good', words: `Kept in ${kept.file}: the demo and the bot start with it from now on.` }
    })
  }

  /** Does something, and says how it goes. */
  async #doing(meanwhile: string, work: () => Promise<Outcome | undefined>): Promise<void> {
    this.outcome = { is: 'busy', words: meanwhile }
    try {
      this.outcome = await work()
    } catch (error) {
      this.outcome = { is: 'bad', words: error instanceof Error ? error.message : String(error) }
    }
  }
}

function described({ name, isRunning, isAddressAsked }: ModelProvider): string {
  if (isAddressAsked) return 'another server'
  if (isRunning === undefined) return name
  return `${name} (${isRunning ? 'runs here' : 'not found here'})`
}

customElements.define('model-choice', ModelChoice)

import { css, html, LitElement } from 'lit'
import { live } from 'lit/directives/live.js'
import { controls } from '../shell/styles.ts'
import { followStore, store } from '../store.ts'

/** Languages that the bot has its own sentences in, by the names that Discord's client has for them. */
const languages: Readonly<Record<string, string>> = {
  'en-US': 'English',
  de: 'Deutsch',
  fr: 'Français',
  'es-ES': 'Español',
  ja: '日本語',
  'zh-CN': '中文',
}

/** Who somebody is on the page, and which language their Discord has. */
class PersonSwitch extends LitElement {
  static override styles = [
    controls,
    css`
      fieldset {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 0.25rem;
        margin: 0;
        padding: 0 0.5rem 0.5rem;
        border: 0;
      }

      .language {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        padding: 0 0.5rem 0.5rem;
        border: 0;
      }

      select {
        flex: 1;
        min-width: 0;
        padding: 0.2rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--ground-input);
      }

      legend {
        padding: 0.5rem 0 0.25rem;
        font-weight: 600;
      }

      fieldset label {
        display: block;
        padding: 0.25rem 0.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        cursor: pointer;
      }

      fieldset label:has(:checked) {
        background: var(--accent-ground);
        border-color: var(--accent-ground);
        color: var(--on-accent);
      }

      fieldset label:has(:focus-visible) {
        outline: 2px solid var(--accent);
        outline-offset: 1px;
      }

      small {
        display: block;
        opacity: 0.9;
      }
    `,
  ]

  constructor() {
    super()
    followStore(this)
  }

  override render() {
    const people = store.state?.world.people ?? []
    return html`
      <fieldset>
        <legend>You are</legend>
        ${people.map(
          ({ id, name, role }) => html`
            <label>
              <input class="for-readers" type="radio" name="person" .value=${id} .checked=${id === store.seat?.personId}
                @change=${() => store.become(id)}>
              ${name}<small>${role}</small>
            </label>`,
        )}
      </fieldset>
      <label class="language">
        Language
        <select .value=${live(store.person?.locale ?? 'en-US')} @change=${this.#speak}>
          ${Object.entries(languages).map(([locale, name]) => html`<option value=${locale} lang=${locale}>${name}</option>`)}
        </select>
      </label>
    `
  }

  #speak(event: Event): void {
    const { personId } = store.seat ?? {}
    const { value: locale } = event.target as HTMLSelectElement
    // Where it fails the page has lost the demo, and says so by itself.
    if (personId !== undefined) void store.act({ kind: 'language', as: personId, locale }).catch(() => undefined)
  }
}

customElements.define('person-switch', PersonSwitch)

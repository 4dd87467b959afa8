import { css, html, LitElement } from 'lit'
import { controls } from '../shell/styles.ts'
import { followStore, store } from '../store.ts'

/** Who somebody is on the page. */
class PersonSwitch extends LitElement {
  static override styles = [
    controls,
    css`
      fieldset {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 0.25rem;
        margin: 0;
        padding: 0.5rem;
        border: 0;
      }

      legend {
        padding: 0;
        font-weight: 600;
      }

      label {
        display: block;
        padding: 0.25rem 0.5rem;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        cursor: pointer;
      }

      label:has(:checked) {
        background: var(--accent-ground);
        border-color: var(--accent-ground);
        color: var(--on-accent);
      }

      label:has(:focus-visible) {
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
    `
  }
}

customElements.define('person-switch', PersonSwitch)

import { css, html, LitElement, nothing } from 'lit'
import { followStore, store } from '../store.ts'

/** What the demo runs with. */
class DemoSetting extends LitElement {
  static override styles = css`
    :host {
      display: block;
      padding: 0.5rem 0.75rem;
      font-size: 0.85rem;
      color: var(--text-soft);
    }

    h2 {
      margin: 0;
      font-size: 0.8rem;
    }

    dl {
      margin: 0;
    }

    dt {
      margin-top: 0.4rem;
      font-weight: 600;
    }

    dd {
      margin: 0;
      overflow-wrap: anywhere;
    }
  `

  constructor() {
    super()
    followStore(this)
  }

  override render() {
    const setting = store.state?.setting
    if (setting === undefined) return nothing
    return html`
      <h2>What it runs with</h2>
      <dl>
        <dt>Model</dt>
        <dd>${setting.model}</dd>
        <dt>Memory</dt>
        <dd>${setting.memory}, kept for the next time</dd>
        <dt>The bot’s log</dt>
        <dd>${setting.logFile}</dd>
      </dl>
    `
  }
}

customElements.define('demo-setting', DemoSetting)

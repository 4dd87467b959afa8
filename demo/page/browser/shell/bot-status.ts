import { css, html, LitElement } from 'lit'
import type { BotState } from '../../protocol.ts'
import { followStore, store } from '../store.ts'
import { controls } from './styles.ts'

const words: Readonly<Record<BotState['is'], string>> = {
  starting: 'The bot starts…',
  ready: 'The bot is ready',
  restarting: 'The bot restarts…',
  gone: 'The bot is gone',
}

/** How the bot's process is, and what can be done with it. */
class BotStatus extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        white-space: nowrap;
      }

      .light {
        width: 0.65rem;
        height: 0.65rem;
        border-radius: 50%;
        background: var(--warn);
      }

      .ready {
        background: var(--good);
      }

      .gone {
        background: var(--bad);
      }
    `,
  ]

  constructor() {
    super()
    followStore(this)
  }

  override render() {
    const bot = store.state?.bot
    if (bot === undefined) return html``
    const process = bot.pid === undefined ? '' : `Process ${bot.pid}, number ${bot.starts} since the demo began`
    return html`
      <span class="light ${bot.is}" aria-hidden="true"></span>
      <span role="status" title=${process}>${words[bot.is]}</span>
      ${
        bot.is === 'gone'
          ? html`<button type="button" @click=${() => this.#do('start')}>Start it</button>`
          : html`
            <button type="button" title="It finishes what it has in hand, ends, and a new process begins" ?disabled=${bot.is !== 'ready'}
              @click=${() => this.#do('restart')}>Restart</button>
            <button type="button" title="Ends its process in the middle of whatever it does, as a power cut would"
              @click=${() => this.#do('kill')}>Kill</button>`
      }
    `
  }

  #do(how: 'kill' | 'restart' | 'start'): void {
    // Where it fails the page has lost the demo, and says so by itself.
    void store.act({ kind: 'bot', how }).catch(() => undefined)
  }
}

customElements.define('bot-status', BotStatus)

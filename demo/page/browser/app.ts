import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import './places/person-switch.ts'
import './places/place-list.ts'
import './shell/bot-status.ts'
import './talk/talk-view.ts'
import { controls } from './shell/styles.ts'
import { followStore, store } from './store.ts'

type Drawer = 'memory' | 'places'

const lost: Readonly<Record<string, string>> = {
  lost: 'The demo does not answer. This page tries again by itself; nothing is lost.',
  ended: 'This page belongs to a demo that has ended. Run npm run demo, and open the address it prints.',
}

/** The page: places at the left, the talk in the middle, memory at the right, and a bar above. */
class DemoPage extends LitElement {
  static override properties = { drawer: { state: true } }
  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template: auto auto minmax(0, 1fr) / 15rem minmax(0, 1fr) 24rem;
        grid-template-areas: "bar bar bar" "notice notice notice" "places talk memory";
        height: 100dvh;
      }

      header {
        grid-area: bar;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 1rem;
        padding: 0.4rem 0.75rem;
        border-bottom: 1px solid var(--line);
      }

      h1 {
        margin: 0;
        font-size: 1rem;
      }

      .space {
        flex: 1;
      }

      .notice {
        grid-area: notice;
        margin: 0;
        padding: 0.4rem 0.75rem;
        background: var(--ground-input);
        border-bottom: 1px solid var(--line);
        overflow-wrap: anywhere;
      }

      nav {
        grid-area: places;
        background: var(--ground-side);
        overflow: auto;
      }

      main {
        grid-area: talk;
        display: flex;
        flex-direction: column;
        min-width: 0;
        background: var(--ground);
      }

      main h2 {
        margin: 0;
        padding: 0.5rem 0.75rem;
        border-bottom: 1px solid var(--line);
        font-size: 1rem;
      }

      talk-view {
        flex: 1;
      }

      aside {
        grid-area: memory;
        background: var(--ground-side);
        overflow: auto;
      }

      .opener {
        display: none;
      }

      @media (max-width: 70rem) {
        :host {
          grid-template-columns: 15rem minmax(0, 1fr);
          grid-template-areas: "bar bar" "notice notice" "places talk";
        }

        .memory-opener {
          display: block;
        }

        aside {
          position: fixed;
          inset: 0 0 0 auto;
          width: min(24rem, 100vw - 3rem);
          visibility: hidden;
          z-index: 2;
        }
      }

      @media (max-width: 45rem) {
        :host {
          grid-template-columns: minmax(0, 1fr);
          grid-template-areas: "bar" "notice" "talk";
        }

        .places-opener {
          display: block;
        }

        nav {
          position: fixed;
          inset: 0 auto 0 0;
          width: min(15rem, 100vw - 3rem);
          visibility: hidden;
          z-index: 2;
        }
      }

      .is-open {
        visibility: visible;
        box-shadow: 0 0 2rem #000a;
      }

      .backdrop {
        position: fixed;
        inset: 0;
        z-index: 1;
        background: #0008;
      }
    `,
  ]

  declare private drawer: Drawer | undefined

  constructor() {
    super()
    followStore(this)
    this.addEventListener('keydown', event => {
      if (event.key === 'Escape') this.#close()
    })
    // In a drawer a choice is the end of looking; beside the talk there is nothing to close.
    this.addEventListener('chosen', () => this.#close())
  }

  override render() {
    return html`
      <header>
        ${this.#opener('places', 'Places')}
        <h1>Keepsake demo</h1>
        <div class="space"></div>
        <bot-status></bot-status>
        ${this.#opener('memory', 'Memory')}
      </header>
      ${this.#notice()}
      <nav id="places" aria-label="People and places" class=${this.drawer === 'places' ? 'is-open' : ''}>
        <person-switch></person-switch>
        <place-list></place-list>
      </nav>
      <main>
        <h2>${this.#title()}</h2>
        <talk-view></talk-view>
      </main>
      <aside id="memory" aria-label="Memory" class=${this.drawer === 'memory' ? 'is-open' : ''}></aside>
      ${this.drawer === undefined ? nothing : html`<div class="backdrop" @click=${() => this.#close()}></div>`}
    `
  }

  #opener(drawer: Drawer, label: string): TemplateResult {
    return html`
      <button type="button" class="opener ${drawer}-opener" aria-controls=${drawer} aria-expanded=${this.drawer === drawer}
        @click=${() => this.#open(drawer)}>${label}</button>
    `
  }

  #title(): string {
    const { place, person } = store
    if (place === undefined || person === undefined) return ''
    return place.kind === 'dm' ? `Direct messages of ${person.name} with the bot` : `#${place.name}`
  }

  #notice(): TemplateResult | typeof nothing {
    const { connection, state } = store
    const words = lost[connection] ?? (state?.bot.is === 'ready' ? undefined : state?.bot.why)
    return words === undefined ? nothing : html`<p class="notice" role="alert">${words}</p>`
  }

  #open(drawer: Drawer): void {
    this.drawer = this.drawer === drawer ? undefined : drawer
  }

  #close(): void {
    const { drawer } = this
    if (drawer === undefined) return
    this.drawer = undefined
    this.renderRoot.querySelector<HTMLElement>(`.${drawer}-opener`)?.focus()
  }
}

customElements.define('demo-page', DemoPage)
store.open()

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import './memory/memory-panel.ts'
import './model/model-choice.ts'
import './places/person-switch.ts'
import './places/place-list.ts'
import './shell/bot-status.ts'
import './shell/demo-setting.ts'
import './talk/talk-view.ts'
import './tour/tour-bar.ts'
import { layout, narrow } from './shell/layout.ts'
import { controls } from './shell/styles.ts'
import { followStore, store } from './store.ts'

type Drawer = keyof typeof narrow

const TITLE = 'Keepsake demo'

const troubles: Readonly<Record<string, string>> = {
  lost: 'The demo does not answer. This page tries again by itself, and goes on where it was.',
  ended: 'This page belongs to a demo that has ended. Run npm run demo, and open the address it prints.',
}

/** What whoever sees the bot's process end may want to know. */
const GONE = 'Nothing that was said is lost: press “Start it”, and another process answers what comes meanwhile.'

/** The page: places at the left, the talk in the middle, memory at the right, and a bar above. */
class DemoPage extends LitElement {
  static override properties = { drawer: { state: true } }
  static override styles = [controls, layout]

  /** The column that lies open over the others, where there is no room for all. */
  declare private drawer: Drawer | undefined

  constructor() {
    super()
    followStore(this)
    this.addEventListener('keydown', event => {
      if (event.key === 'Escape') this.#close()
    })
    // In a drawer a choice is the end of looking; beside the talk there is nothing to close.
    this.addEventListener('chosen', () => this.#close())
    for (const [drawer, width] of Object.entries(narrow))
      matchMedia(width).addEventListener('change', () => {
        if (this.drawer === drawer) this.drawer = undefined
      })
  }

  override render() {
    const isCovered = this.drawer !== undefined
    return html`
      <header ?inert=${isCovered}>
        ${this.#opener('places', 'Places')}
        <h1>${TITLE}</h1>
        <div class="space"></div>
        <button type="button" class="tour" ?disabled=${!this.#canTour()} @click=${this.#tour}>Take the tour</button>
        <bot-status></bot-status>
        ${this.#opener('memory', 'Memory')}
      </header>
      ${this.#notice()}
      <tour-bar ?inert=${isCovered} @closed=${this.#tourClosed}></tour-bar>
      <nav id="places" aria-label="People and places" class=${this.drawer === 'places' ? 'is-open' : ''}>
        ${this.#closer()}
        <person-switch></person-switch>
        <place-list></place-list>
      </nav>
      <main ?inert=${isCovered}>
        <h2>${this.#placeTitle()}</h2>
        <talk-view></talk-view>
      </main>
      <aside id="memory" aria-label="Memory" class=${this.drawer === 'memory' ? 'is-open' : ''}>
        ${this.#closer()}
        <memory-panel></memory-panel>
        <demo-setting></demo-setting>
        <model-choice></model-choice>
      </aside>
      ${isCovered ? html`<div class="backdrop" @click=${() => this.#close()}></div>` : nothing}
    `
  }

  override updated(changed: PropertyValues): void {
    const { place } = store
    document.title = place === undefined ? TITLE : `${placeName()} – ${TITLE}`
    if (!changed.has('drawer')) return
    const before = changed.get('drawer') as Drawer | undefined
    const focused = this.drawer === undefined ? `.opener.${before}` : `#${this.drawer} .closer`
    // An opener that is not shown takes no focus, which then stays where it is.
    this.renderRoot.querySelector<HTMLElement>(focused)?.focus()
  }

  #canTour(): boolean {
    const { state } = store
    return state?.bot.is === 'ready' && (state.tour === undefined || state.tour.is === 'over')
  }

  #tour(): void {
    // Where it fails the page has lost the demo, and says so by itself.
    void store.takeTour('start').catch(() => undefined)
  }

  #tourClosed(): void {
    this.renderRoot.querySelector<HTMLElement>('button.tour')?.focus()
  }

  #opener(drawer: Drawer, label: string): TemplateResult {
    return html`
      <button type="button" class="opener ${drawer}" aria-controls=${drawer} aria-expanded=${this.drawer === drawer}
        @click=${() => this.#open(drawer)}>${label}</button>
    `
  }

  #closer(): TemplateResult {
    return html`<button type="button" class="closer" @click=${() => this.#close()}>Close</button>`
  }

  #placeTitle(): TemplateResult | typeof nothing {
    const { place, person, state } = store
    if (place === undefined || person === undefined) return nothing
    const server = state?.world.servers.find(({ id }) => id === place.serverId)
    return html`${placeName()} <small>${server === undefined ? `what ${person.name} and the bot say in private` : `in ${server.name}`}</small>`
  }

  #notice(): TemplateResult | typeof nothing {
    const { connection, state } = store
    const bot = state?.bot
    const why = bot?.is === 'gone' ? `${bot.why} ${GONE}` : bot?.why
    const words = troubles[connection] ?? (bot?.is === 'ready' ? undefined : why)
    return words === undefined ? nothing : html`<p class="notice" role="alert">${words}</p>`
  }

  #open(drawer: Drawer): void {
    this.drawer = drawer
  }

  #close(): void {
    this.drawer = undefined
  }
}

function placeName(): string {
  const { place } = store
  return place?.kind === 'dm' ? `Direct messages with ${store.state?.world.bot.name}` : `#${place?.name}`
}

customElements.define('demo-page', DemoPage)
store.open()

import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { PageNeighbour } from '../../memory-events.ts'
import { controls } from '../shell/styles.ts'
import { followStore, store } from '../store.ts'
import { LABEL_WIDTH, layOutRing, type RingLayout } from './ring-layout.ts'
import { sections } from './styles.ts'
import { calledWords, counted, neighbourWords } from './words.ts'

const MAX_SHOWN = 12

/** The person, and around them the people and things they told of. Choosing one is told by the event `choose`, with its id. */
class NeighbourGraph extends LitElement {
  static override properties = { chosenId: { attribute: false } }
  static override styles = [
    controls,
    sections,
    css`
      .ring {
        position: relative;
        margin: 0.25rem 0;
      }

      svg {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
      }

      line {
        stroke: var(--line);
        stroke-width: 2;
        vector-effect: non-scaling-stroke;
      }

      line.is-chosen {
        stroke: var(--accent);
      }

      li {
        display: contents;
      }

      button,
      .middle {
        position: absolute;
        transform: translate(-50%, -50%);
        box-sizing: border-box;
        max-width: ${LABEL_WIDTH}%;
        padding: 0.2rem 0.6rem;
        overflow: hidden;
        border: 2px solid var(--line);
        border-radius: 1rem;
        font-size: 0.8rem;
        white-space: nowrap;
        text-overflow: ellipsis;
      }

      .middle {
        border-color: var(--accent-ground);
        background: var(--accent-ground);
        color: var(--on-accent);
      }

      button[aria-pressed="true"] {
        border-color: var(--accent);
        background: var(--ground-chosen);
      }
    `,
  ]

  declare chosenId: string | undefined

  constructor() {
    super()
    this.chosenId = undefined
    followStore(this)
  }

  override render() {
    const all = store.memory?.neighbours ?? []
    if (all.length === 0)
      return html`<p>Nobody and nothing else so far. Tell the bot of somebody, or of a pet, and they stand around you here.</p>`
    const shown = all.slice(0, MAX_SHOWN)
    const more = all.length - shown.length
    return html`
      ${this.#ring(shown, layOutRing(shown.length))}
      ${more === 0 ? nothing : html`<p class="soft">And ${counted(more, 'more', 'more')}, told of longer ago.</p>`}
    `
  }

  #ring(neighbours: readonly PageNeighbour[], { height, middle, points }: RingLayout): TemplateResult {
    const placed = neighbours.flatMap((neighbour, index) => {
      const point = points[index]
      return point === undefined ? [] : [{ neighbour, point }]
    })
    return html`
      <div class="ring" .style=${`height: ${height}px`}>
        <svg viewBox="0 0 100 ${height}" preserveAspectRatio="none" aria-hidden="true">${placed.map(
          ({ neighbour: { id }, point }) =>
            svg`<line class=${id === this.chosenId ? 'is-chosen' : ''} x1=${middle.x} y1=${middle.y} x2=${point.x} y2=${point.y}></line>`,
        )}</svg>
        <span class="middle" aria-hidden="true" .style=${placeStyle(middle)}>${store.person?.name}</span>
        <ul aria-label="People and things">${repeat(
          placed,
          ({ neighbour: { id } }) => id,
          ({ neighbour, point }) => this.#node(neighbour, point),
        )}</ul>
      </div>
    `
  }

  #node(neighbour: PageNeighbour, point: RingLayout['middle']): TemplateResult {
    const words = neighbourWords(neighbour)
    return html`
      <li>
        <button
          type="button"
          .style=${placeStyle(point)}
          aria-pressed=${neighbour.id === this.chosenId}
          aria-label=${words}
          title=${words}
          @click=${() => this.dispatchEvent(new CustomEvent('choose', { detail: neighbour.id }))}
        >${calledWords(neighbour)}</button>
      </li>
    `
  }
}

/** To be put in as a property: the page's policy refuses styles in markup. */
function placeStyle({ x, y }: RingLayout['middle']): string {
  return `left: ${x}%; top: ${y}px`
}

customElements.define('neighbour-graph', NeighbourGraph)

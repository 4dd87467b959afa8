import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import type { PageMemory } from '../../memory-events.ts'
import { controls } from '../shell/styles.ts'
import { followStore, store } from '../store.ts'
import './answer-view.ts'
import './conversation-view.ts'
import './fact-list.ts'
import './learning-view.ts'
import './neighbour-graph.ts'
import { sections } from './styles.ts'
import { calledWords, counted, neighbourWords } from './words.ts'

/** Memory at work: what the bot remembers of the person somebody is, and of nobody else. */
class MemoryPanel extends LitElement {
  static override properties = { chosenId: { state: true } }
  static override styles = [
    controls,
    sections,
    css`
      :host {
        display: block;
        padding: 0.5rem 0.75rem;
        font-size: 0.9rem;
      }

      conversation-view,
      learning-view,
      answer-view {
        display: block;
        margin-top: 0.75rem;
        padding-top: 0.5rem;
        border-top: 1px solid var(--line);
      }

      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 0.5rem;
        margin: 0.25rem 0;
      }

      dt {
        color: var(--text-soft);
      }

      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
    `,
  ]

  /** Of the neighbour whose facts alone are shown. */
  declare private chosenId: string | undefined

  constructor() {
    super()
    this.chosenId = undefined
    followStore(this)
  }

  override render() {
    const { memory, person } = store
    return html`
      <h2>What it knows of ${person?.name ?? 'you'}</h2>
      ${memory === undefined ? html`<p>The bot has not told yet.</p>` : this.#known(memory)}
      <answer-view></answer-view>
      <learning-view></learning-view>
      <conversation-view></conversation-view>
    `
  }

  #known({ facts, profile, neighbours }: PageMemory): TemplateResult {
    const known = facts.filter(({ replacedBy }) => replacedBy === undefined).length
    const rows = [...(profile.name === '' ? [] : [{ facet: 'name', values: [profile.name] }]), ...profile.attributes]
    const chosen = neighbours.find(({ id }) => id === this.chosenId)
    return html`
      <p role="status">${
        chosen === undefined
          ? counted(known, 'fact', 'facts')
          : `${counted(chosen.factIds.length, 'fact', 'facts')} about ${calledWords(chosen)}`
      }</p>
      ${
        rows.length === 0
          ? nothing
          : html`<dl aria-label="Profile">${rows.map(({ facet, values }) => html`<dt>${facet}</dt><dd>${values.join(', ')}</dd>`)}</dl>`
      }
      <h3>People and things</h3>
      <neighbour-graph .chosenId=${chosen?.id} @choose=${this.#choose}></neighbour-graph>
      <h3>Facts</h3>
      ${chosen === undefined ? nothing : html`<p>${neighbourWords(chosen)} <button type="button" @click=${this.#showAll}>Show all facts</button></p>`}
      <fact-list .only=${chosen && new Set(chosen.factIds)}></fact-list>
    `
  }

  #showAll(): void {
    this.chosenId = undefined
  }

  #choose({ detail }: CustomEvent<string>): void {
    this.chosenId = detail === this.chosenId ? undefined : detail
  }
}

customElements.define('memory-panel', MemoryPanel)

import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { PageFact } from '../../memory-events.ts'
import { controls } from '../shell/styles.ts'
import { followStore, store } from '../store.ts'
import './source-button.ts'
import { sections } from './styles.ts'
import { scopeWords, standingWords } from './words.ts'

/** What is known, newest first: who may be told it, when it was said and in which message, and what it replaced. */
class FactList extends LitElement {
  static override properties = { only: { attribute: false } }
  static override styles = [
    controls,
    sections,
    css`
      ol ol {
        margin: 0.25rem 0 0 0.5rem;
        padding-left: 0.5rem;
        border-left: 2px solid var(--line);
      }

      li {
        padding: 0.4rem 0;
      }

      .new {
        border-color: var(--good);
        color: var(--good);
      }

      .past {
        text-decoration: line-through;
        color: var(--text-soft);
      }

      .of {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.2rem 0.5rem;
        font-size: 0.8rem;
        color: var(--text-soft);
      }

    `,
  ]

  /** Ids of the facts to show; undefined for all. */
  declare only: ReadonlySet<string> | undefined

  #newIds: ReadonlySet<string> = new Set()

  constructor() {
    super()
    this.only = undefined
    followStore(this)
  }

  override render() {
    const facts = store.memory?.facts ?? []
    const current = facts.filter(({ replacedBy }) => replacedBy === undefined).toReversed()
    if (current.length === 0)
      return html`<p>Nothing yet. Tell the bot something about yourself; it learns a few seconds after you stopped.</p>`
    const shown = current.filter(({ id }) => this.only?.has(id) ?? true)
    this.#newIds = new Set(store.memory?.newFactIds)
    const replaced = Map.groupBy(facts, ({ replacedBy }) => replacedBy)
    return html`<ol>${repeat(
      shown,
      ({ id }) => id,
      fact => this.#item(fact, replaced.get(fact.id)),
    )}</ol>`
  }

  #item(fact: PageFact, replaced: readonly PageFact[] = []): TemplateResult {
    const { text, scope, channelId, eventAt, confirmations, standing, replacedBy } = fact
    const { short, long } = scopeWords(scope, channelId, store.state?.world)
    const marks = [
      ...standing.map(one => standingWords[one]),
      ...(eventAt === undefined ? [] : [`for ${eventAt.replace('T', ' ')}`]),
      ...(confirmations === 0 ? [] : [`said again ${confirmations === 1 ? 'once' : `${confirmations} times`}`]),
    ]
    return html`
      <li>
        ${replacedBy === undefined ? text : html`<del class="past">${text}</del>`}
        <div class="of">
          ${replacedBy === undefined && this.#newIds.has(fact.id) ? html`<span class="badge new" title="Learned last">new</span>` : nothing}
          <span class="badge" title=${long}><span class="for-readers">May be told: </span>${short}</span>
          <source-button .saidAt=${fact.saidAt} .channelId=${channelId} .messageId=${fact.messageId}></source-button>
          ${marks.map(mark => html`<span>${mark}</span>`)}
        </div>
        ${
          replaced.length === 0
            ? nothing
            : html`<ol aria-label="What this took the place of">${replaced.map(past => this.#item(past))}</ol>`
        }
      </li>
    `
  }
}

customElements.define('fact-list', FactList)

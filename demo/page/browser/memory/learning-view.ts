import { css, html, LitElement, type TemplateResult } from 'lit'
import type { PageMemory } from '../../memory-events.ts'
import { followStore, store } from '../store.ts'
import './request-view.ts'
import './source-button.ts'
import { sections } from './styles.ts'
import { counted } from './words.ts'

/** What was not learned and why, what the model was asked for it, and what all of it costs. */
class LearningView extends LitElement {
  static override styles = [
    sections,
    css`
      li {
        padding: 0.3rem 0;
      }

      q {
        display: block;
      }
    `,
  ]

  constructor() {
    super()
    followStore(this)
  }

  override render() {
    const { memory } = store
    return html`
      <h2>Learning</h2>
      ${memory === undefined ? html`<p>The bot has not told yet.</p>` : this.#learning(memory)}
      <request-view what="study"></request-view>
    `
  }

  #learning({ refused, spent, conversations }: PageMemory): TemplateResult {
    const waiting = conversations.flatMap(({ window }) => window).filter(({ isLearned }) => isLearned === false).length
    return html`
      <p>${waiting === 0 ? 'Nothing waits to be learned.' : `${counted(waiting, 'message waits', 'messages wait')} to be learned.`}</p>
      <h3>Not kept</h3>
      ${refused.length === 0 ? html`<p>Nothing was refused.</p>` : ''}
      <ul aria-label="Not kept">${refused.map(
        ({ words, why, saidAt, channelId, messageId }) => html`
          <li>
            ${words === '' ? '' : html`<q>${words}</q>`}
            ${why}
            <source-button .saidAt=${saidAt} .channelId=${channelId} .messageId=${messageId}></source-button>
          </li>`,
      )}</ul>
      <h3>Cost today</h3>
      <p>${counted(spent.tokens, 'token', 'tokens')}, ${costWords(spent.dollars)}</p>
    `
  }
}

function costWords(dollars: number): string {
  return dollars === 0 ? 'nothing as far as prices are known' : `$${dollars.toPrecision(2)}`
}

customElements.define('learning-view', LearningView)

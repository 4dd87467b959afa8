import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit'
import { type PageAnswer, promptParts } from '../../memory-events.ts'
import { controls } from '../shell/styles.ts'
import { followStore, store } from '../store.ts'
import './request-view.ts'
import { sections } from './styles.ts'
import { counted, partWords, signalWords } from './words.ts'

/** What the last answer to the person is made of: which facts, why those, and how much of the prompt is what. */
class AnswerView extends LitElement {
  static override styles = [
    controls,
    sections,
    css`
      svg {
        display: block;
        width: 100%;
        height: 1rem;
        border-radius: var(--radius);
      }

      .swatch {
        display: inline-block;
        width: 0.7rem;
        height: 0.7rem;
        border-radius: 2px;
      }

      .instructions { --part: light-dark(#6b7280, #9ca3af); }
      .profile { --part: light-dark(#0f766e, #2dd4bf); }
      .summary { --part: light-dark(#15803d, #57d187); }
      .facts { --part: light-dark(#4752c4, #a5aefc); }
      .people { --part: light-dark(#7e22ce, #d8a4ff); }
      .window { --part: light-dark(#b45309, #f0b232); }
      .channel { --part: light-dark(#9a3412, #fb923c); }
      .quoted { --part: light-dark(#be185d, #f9a8d4); }
      .files { --part: light-dark(#334155, #e2e8f0); }
      .message { --part: light-dark(#a12d2f, #ff8a8c); }

      rect {
        fill: var(--part);
      }

      .swatch {
        background: var(--part);
      }

      .parts li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        gap: 0.4rem;
      }

      .recalled li {
        padding: 0.25rem 0;
      }
    `,
  ]

  constructor() {
    super()
    followStore(this)
  }

  override render() {
    const { answer } = store
    return html`
      <h2>The last answer</h2>
      ${
        answer === undefined
          ? html`<p>Say something to the bot: here you see what its answer is made of.</p>`
          : html`${this.#recalled(answer)}${this.#prompt(answer)}`
      }
    `
  }

  #recalled({ recalled, isWhole }: PageAnswer): TemplateResult {
    const facts = new Map(store.memory?.facts.map(fact => [fact.id, fact]))
    const shown = recalled.flatMap(({ factId, signals }) => {
      const fact = facts.get(factId)
      return fact === undefined ? [] : [{ fact, signals }]
    })
    const all = 'All that may be told here had room, so nothing had to be chosen.'
    const chosen = 'More is known than has room: these were chosen for your question.'
    return html`
      <h3>What it remembered for it</h3>
      <p class="soft">${shown.length === 0 ? 'No fact that may be told here.' : isWhole ? all : chosen}</p>
      <ol class="recalled">${shown.map(
        ({ fact, signals }) => html`
          <li>${fact.text}
            ${signals.map(signal => html` <span class="badge">${signalWords[signal]}</span>`)}
          </li>`,
      )}</ol>
    `
  }

  #prompt({ tokens, omittedTurns }: PageAnswer): TemplateResult {
    const parts = promptParts.filter(part => tokens[part] > 0)
    const total = parts.reduce((sum, part) => sum + tokens[part], 0)
    let at = 0
    const bars = parts.map(part => {
      const from = at
      at += tokens[part]
      return svg`<rect class=${part} x=${from} y="0" width=${tokens[part]} height="1"></rect>`
    })
    return html`
      <h3>What the model was shown</h3>
      <p class="soft">${counted(total, 'token', 'tokens')}, a token being a word or a part of one.</p>
      <svg viewBox="0 0 ${total} 1" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>
      <ul class="parts" aria-label="Tokens by part">${parts.map(
        part => html`
          <li><span class="swatch ${part}"></span><span>${partWords[part]}</span><span>${tokens[part]}</span></li>`,
      )}</ul>
      ${omittedTurns === 0 ? nothing : html`<p class="soft">${counted(omittedTurns, 'older message', 'older messages')} had no room.</p>`}
      <request-view what="prompt"></request-view>
    `
  }
}

customElements.define('answer-view', AnswerView)

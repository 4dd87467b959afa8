import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import type { PageConversation, PageTurn } from '../../memory-events.ts'
import { followStore, store } from '../store.ts'
import { sections } from './styles.ts'
import { counted, dayWords } from './words.ts'

/** What the model is shown of the person's own talk in the place: its end word for word, and what was before in short. */
class ConversationView extends LitElement {
  static override properties = { isOpen: { state: true } }
  static override styles = [
    sections,
    css`
      .strip {
        display: flex;
        flex-wrap: wrap;
        gap: 2px;
        margin: 0.25rem 0;
      }

      .strip i {
        width: 0.6rem;
        height: 0.9rem;
        border: 2px solid var(--line);
        border-radius: 2px;
      }

      .strip .is-question {
        border-color: var(--accent);
      }

      .strip .is-learned {
        background: var(--accent);
      }

      summary {
        cursor: pointer;
      }

      .turns li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.5rem;
        padding: 0.15rem 0 0.15rem 0.5rem;
        border-left: 3px solid var(--line);
      }

      .turns li.is-question {
        border-left-color: var(--accent);
      }

      .text {
        overflow: hidden;
        white-space: nowrap;
        text-overflow: ellipsis;
      }

      blockquote {
        margin: 0.2rem 0;
        padding-left: 0.5rem;
        border-left: 3px solid var(--good);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ]

  declare private isOpen: boolean

  constructor() {
    super()
    this.isOpen = false
    followStore(this)
  }

  override render() {
    const conversation = store.memory?.conversations.find(({ channelId }) => channelId === store.place?.id)
    return html`
      <h2>This conversation</h2>
      ${conversation === undefined ? html`<p>Nothing is kept of it yet.</p>` : this.#conversation(conversation)}
    `
  }

  #conversation({ summaries, window }: PageConversation): TemplateResult {
    return html`
      <h3>In short</h3>
      ${
        summaries.length === 0
          ? html`<p>Nothing is summed up yet: that begins once the talk is longer than its last messages.</p>`
          : summaries.map(
              ({ text, from }) =>
                html`<span class="soft">From ${dayWords(from, Date.now())}</span><blockquote>${text}</blockquote>`,
            )
      }
      <h3>Word for word</h3>
      <p class="soft">
        ${counted(window.length, 'message', 'messages')}. What is older moves into the summary. Filled: learned from.
      </p>
      <div class="strip" aria-hidden="true">${window.map(
        ({ isQuestion, isLearned }) =>
          html`<i class="${isQuestion ? 'is-question' : ''} ${isLearned === true ? 'is-learned' : ''}"></i>`,
      )}</div>
      <details @toggle=${this.#toggle}>
        <summary>Read them</summary>
        ${this.isOpen ? html`<ol class="turns">${window.map(turn => this.#turn(turn))}</ol>` : nothing}
      </details>
    `
  }

  #toggle(event: Event): void {
    this.isOpen = (event.target as HTMLDetailsElement).open
  }

  #turn({ text, isQuestion, isLearned }: PageTurn): TemplateResult {
    return html`
      <li class=${isQuestion ? 'is-question' : ''}>
        <span class="text" title=${text}>
          <span class="for-readers">${isQuestion ? store.person?.name : store.state?.world.bot.name}: </span>${text}
        </span>
        ${isLearned === undefined ? nothing : html`<span class="soft">${isLearned ? 'learned' : 'to be learned'}</span>`}
      </li>
    `
  }
}

customElements.define('conversation-view', ConversationView)

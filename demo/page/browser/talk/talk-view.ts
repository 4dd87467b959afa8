import { css, html, LitElement } from 'lit'
import './composer/message-composer.ts'
import './list/message-list.ts'
import './list/typing-line.ts'

/** What is said in the place, who is writing, and where the person writes. */
class TalkView extends LitElement {
  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
    }

    message-list {
      flex: 1;
    }
  `

  override render() {
    return html`
      <message-list></message-list>
      <typing-line></typing-line>
      <message-composer></message-composer>
    `
  }
}

customElements.define('talk-view', TalkView)

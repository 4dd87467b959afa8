import { html, type TemplateResult } from 'lit'
import type { Place } from '../../../protocol.ts'

/** What somebody may do where nothing was said yet. `bot`: what it is called. */
export function drawEmptyTalk({ kind, name }: Place, bot: string): TemplateResult {
  return kind === 'dm'
    ? html`
      <div class="empty">
        <p>Here you talk to ${bot} in private. Tell it of yourself, as you would anybody:</p>
        <p><q>hey im alex, we got a dog called rex</q></p>
        <p>What it makes of that shows at the right, or under Memory where the window is narrow. Then ask what it remembers,
          be somebody else, or go to a channel and see what it tells there. What else it can do comes after <kbd>/</kbd>.</p>
      </div>`
    : html`
      <div class="empty">
        <p>This is #${name}, where others read along. ${bot} answers what mentions it:</p>
        <p><q>@${bot} where do i live?</q></p>
      </div>`
}

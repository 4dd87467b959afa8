import { html, nothing, type TemplateResult } from 'lit'
import type { ShownPart } from '../view/shown.ts'
import { accentStyle } from './accent-style.ts'
import { drawFile, drawPicture } from './files.ts'
import { drawText, type TextHandlers } from './rich-text.ts'
import './select-menu.ts'
import './spoiler.ts'

export interface PartHandlers extends TextHandlers {
  readonly click: (messageId: string, customId: string) => void
  readonly select: (messageId: string, customId: string, values: readonly string[]) => void
  /** Whether the bot has not reacted yet to this button or menu. */
  readonly isWaiting: (messageId: string, customId: string) => boolean
}

type Drawn = TemplateResult | typeof nothing

/** Components: https://docs.discord.com/developers/components/reference */
export function drawParts(parts: readonly ShownPart[], messageId: string, handlers: PartHandlers): Drawn[] {
  return parts.map(part => drawPart(part, messageId, handlers))
}

function drawPart(part: ShownPart, messageId: string, handlers: PartHandlers): Drawn {
  const inner = () => ('parts' in part ? drawParts(part.parts, messageId, handlers) : [])
  switch (part.kind) {
    case 'row':
      return html`<div class="row">${inner()}</div>`
    case 'button':
      return drawButton(part, messageId, handlers)
    case 'link-button':
      return drawLink(part)
    case 'select':
      return html`
        <select-menu .menu=${part} ?waiting=${handlers.isWaiting(messageId, part.id)}
          @select-values=${(event: CustomEvent<readonly string[]>) => handlers.select(messageId, part.id, event.detail)}>
        </select-menu>`
    case 'text':
      return html`<div class="text-part">${drawText(part.text, handlers)}</div>`
    case 'section':
      return html`
        <div class="section">
          <div>${inner()}</div>
          ${part.accessory === undefined ? nothing : drawPart(part.accessory, messageId, handlers)}
        </div>`
    case 'media':
      return html`<div class="thumbnail">${drawPicture(part)}</div>`
    case 'gallery':
      return html`<div class="gallery">${inner()}</div>`
    case 'separator':
      return html`<div class="separator ${part.isLarge ? 'is-large' : ''}" role=${part.hasLine ? 'separator' : nothing}>${part.hasLine ? html`<hr aria-hidden="true">` : nothing}</div>`
    case 'file':
      return drawFile(part.file)
    default: {
      const drawn = html`<div class="container" .style=${accentStyle(part.accent)}>${inner()}</div>`
      return part.isSpoiler ? html`<talk-spoiler block>${drawn}</talk-spoiler>` : drawn
    }
  }
}

function drawButton(
  part: Extract<ShownPart, { kind: 'button' }>,
  messageId: string,
  handlers: PartHandlers,
): TemplateResult {
  const isWaiting = handlers.isWaiting(messageId, part.id)
  return html`
    <button type="button" class="component ${part.look} ${isWaiting ? 'is-waiting' : ''}" ?disabled=${part.isDisabled}
      aria-busy=${isWaiting ? 'true' : nothing} @click=${() => handlers.click(messageId, part.id)}>${part.label}</button>
  `
}

function drawLink({ url, label, isDisabled }: Extract<ShownPart, { kind: 'link-button' }>): TemplateResult {
  if (isDisabled) return html`<span class="component secondary is-disabled">${label}</span>`
  return html`<a class="component secondary" href=${url} target="_blank" rel="noopener noreferrer">${label}
    <svg viewBox="0 0 24 24" aria-hidden="true"><path fill="currentColor" d="M10 5V3H5a2 2 0 0 0-2 2v14c0 1.100.9 2 2 2h14a2 2 0 0 0 2-2v-5h-2v5H5V5zm4-2v2h3.590l-9.300 9.290 1.420 1.420L19 6.410V10h2V3z"></path></svg></a>`
}

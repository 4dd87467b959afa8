import { html, nothing, type TemplateResult } from 'lit'
import type { ShownEmbed } from '../view/shown.ts'
import { accentStyle } from './accent-style.ts'
import { drawText, type TextHandlers } from './rich-text.ts'

export function drawEmbed(embed: ShownEmbed, handlers: TextHandlers): TemplateResult {
  const { accent, author, title, url, description, fields, footer } = embed
  const heading = drawText(title, handlers)
  return html`
    <div class="embed" .style=${accentStyle(accent)}>
      ${author === undefined ? nothing : html`<div class="embed-author">${author}</div>`}
      ${
        title.length === 0
          ? nothing
          : html`<div class="embed-title">${
              url === undefined
                ? heading
                : html`<a href=${url} target="_blank" rel="noopener noreferrer">${heading}</a>`
            }</div>`
      }
      ${description.length === 0 ? nothing : html`<div>${drawText(description, handlers)}</div>`}
      ${
        fields.length === 0
          ? nothing
          : html`<div class="embed-fields">${fields.map(
              ({ name, value, isInline }) => html`
                <div class=${isInline ? '' : 'whole'}>
                  <div class="embed-field">${drawText(name, handlers)}</div>${drawText(value, handlers)}
                </div>`,
            )}</div>`
      }
      ${footer === undefined ? nothing : html`<div class="embed-footer">${footer}</div>`}
    </div>
  `
}

import { html, nothing, type TemplateResult } from 'lit'
import { styleMap } from 'lit/directives/style-map.js'
import type { ShownEmbed, ShownPoll } from '../view/shown.ts'
import { drawText, type TextHandlers } from './rich-text.ts'

export function drawEmbed(embed: ShownEmbed, handlers: TextHandlers): TemplateResult {
  const { accent, author, title, url, description, fields, footer } = embed
  const heading = drawText(title, handlers)
  return html`
    <div class="embed" style=${styleMap({ borderLeftColor: accent })}>
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

/** A poll with its votes; whoever is on the page looks on. */
export function drawPoll({ question, answers, votes, isOver }: ShownPoll): TemplateResult {
  return html`
    <div class="poll" role="group" aria-label=${`Poll: ${question}`}>
      <strong>${question}</strong>
      <ul>
        ${answers.map(answer => {
          const share = votes === 0 ? 0 : Math.round((100 * answer.votes) / votes)
          return html`
            <li>
              <span class="bar" style=${styleMap({ width: `${share}%` })}></span>
              <span>${answer.text}</span><span class="share">${answer.votes} · ${share}%</span>
            </li>`
        })}
      </ul>
      <small>${votes === 1 ? '1 vote' : `${votes} votes`} · ${isOver ? 'Poll closed' : 'Poll open'}</small>
    </div>
  `
}

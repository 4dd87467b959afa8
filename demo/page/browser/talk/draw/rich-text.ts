import { html, type nothing, type TemplateResult } from 'lit'
import { formatDate } from '../../../../discord-text/dates.ts'
import type { RichNode, RichText } from '../view/shown.ts'
import './spoiler.ts'

/** What a click on something in a text does. */
export interface TextHandlers {
  readonly goTo: (placeId: string) => void
  readonly show: (placeId: string, messageId: string) => void
}

type Drawn = TemplateResult | string | typeof nothing

/** Draws a text from its nodes. Lit puts each of them in as text, so that no text is ever read as markup. */
export function drawText(content: RichText, handlers: TextHandlers): Drawn[] {
  return content.map(node => drawNode(node, handlers))
}

function drawNode(node: RichNode, handlers: TextHandlers): Drawn {
  const inner = 'content' in node ? drawText(node.content, handlers) : []
  switch (node.kind) {
    case 'text':
      return node.text
    case 'break':
      return html`<br>`
    case 'strong':
      return html`<strong>${inner}</strong>`
    case 'emphasis':
      return html`<em>${inner}</em>`
    case 'underline':
      return html`<u>${inner}</u>`
    case 'strike':
      return html`<s>${inner}</s>`
    case 'spoiler':
      return html`<talk-spoiler>${inner}</talk-spoiler>`
    case 'quote':
      return html`<blockquote>${inner}</blockquote>`
    case 'subtext':
      return html`<small class="subtext">${inner}</small>`
    case 'heading':
      return drawHeading(node.level, inner)
    case 'list':
      return drawList(node, handlers)
    case 'code':
      return html`<code>${node.text}</code>`
    case 'code-block':
      return html`<pre tabindex="0" role="region" aria-label=${`Code${node.language === '' ? '' : `, ${node.language}`}`}><code>${node.text}</code></pre>`
    case 'link':
      return html`<a href=${node.url} target="_blank" rel="noopener noreferrer">${inner}</a>`
    case 'jump':
      return node.isHidden
        ? html`<span class="mention">${inner}</span>`
        : html`<button type="button" class="mention" @click=${() => handlers.show(node.placeId, node.messageId)}>${inner}</button>`
    case 'emoji':
      return html`<span class="custom-emoji" role="img" aria-label=${node.name}>:${node.name}:</span>`
    case 'timestamp':
      return drawTime(node.seconds, node.style)
    default:
      return drawMention(node, handlers)
  }
}

/** Levels begin below those of the page itself. */
function drawHeading(level: number, inner: Drawn[]): TemplateResult {
  if (level === 1) return html`<h4 class="large">${inner}</h4>`
  return level === 2 ? html`<h5>${inner}</h5>` : html`<h6>${inner}</h6>`
}

function drawList({ start, items }: Extract<RichNode, { kind: 'list' }>, handlers: TextHandlers): TemplateResult {
  const drawn = items.map(item => html`<li>${drawText(item, handlers)}</li>`)
  return start === undefined ? html`<ul>${drawn}</ul>` : html`<ol start=${start}>${drawn}</ol>`
}

function drawTime(seconds: number, style: string): Drawn {
  const shown = formatDate(seconds, style)
  if (shown === undefined) return `<t:${seconds}>`
  return html`<time datetime=${new Date(seconds * 1000).toISOString()} title=${formatDate(seconds, 'F') ?? ''}>${shown}</time>`
}

type Mention = Extract<RichNode, { kind: 'channel' | 'command' | 'mention' }>

function drawMention(node: Mention, handlers: TextHandlers): TemplateResult {
  switch (node.kind) {
    case 'channel':
      return node.isHidden
        ? html`<span class="mention">#${node.name}</span>`
        : html`<button type="button" class="mention" @click=${() => handlers.goTo(node.id)}>#${node.name}</button>`
    case 'command':
      return html`<span class="mention">/${node.name}</span>`
    default:
      return html`<span class="mention">@${node.name}</span>`
  }
}

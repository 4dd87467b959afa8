import { html, nothing, type TemplateResult } from 'lit'
import { classMap } from 'lit/directives/class-map.js'
import type { ShownAuthor, ShownContent, ShownMessage } from '../view/shown.ts'
import { drawAvatar } from './avatar.ts'
import { drawEmbed, drawPoll } from './embeds.ts'
import { drawFiles } from './files.ts'
import { drawParts, type PartHandlers } from './parts.ts'
import { drawText } from './rich-text.ts'
import { clockTime, dayTime } from './times.ts'

export interface MessageHandlers extends PartHandlers {
  readonly botId: string
  readonly reply: (message: ShownMessage) => void
  readonly edit: (message: ShownMessage) => void
  readonly dismiss: (message: ShownMessage) => void
  readonly jump: (messageId: string) => void
  /** Opens what can be done with a message, at an element or where the pointer is. */
  readonly menu: (message: ShownMessage, at: HTMLElement | MouseEvent) => void
  /** Why the bot did not react to what was clicked here. */
  readonly failure: (messageId: string) => string | undefined
}

type Drawn = TemplateResult | typeof nothing

export function drawMessage(message: ShownMessage, hasHead: boolean, handlers: MessageHandlers): TemplateResult {
  if (message.notice !== undefined) return drawNotice(message, message.notice)
  const { author, at, isEphemeral, mentionsReader, isThinking } = message
  const isBot = author.id === handlers.botId
  const failure = handlers.failure(message.id)
  return html`
    <div class=${classMap({ message: true, 'has-head': hasHead, 'is-ephemeral': isEphemeral, 'mentions-reader': mentionsReader })}>
      ${drawAbove(message, handlers)}
      ${
        hasHead
          ? html`
            <span class="side">${drawAvatar(author, isBot)}</span>
            <div class="head">
              ${drawName(author, handlers)}
              <time class="when" datetime=${new Date(at).toISOString()}>${dayTime(at)}</time>
            </div>`
          : html`<time class="side when" datetime=${new Date(at).toISOString()}>${clockTime(at)}</time>`
      }
      <div class="body">
        ${isThinking ? html`<p class="thinking"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span> ${author.name} is thinking…</p>` : drawContent(message, handlers)}
        ${message.forward === undefined ? nothing : html`<div class="forward"><small>Forwarded</small>${drawHeld(message.forward, message.id, handlers)}</div>`}
        ${message.poll === undefined ? nothing : drawPoll(message.poll)}
        ${failure === undefined ? nothing : html`<p class="failure" role="alert">${failure}</p>`}
        ${isEphemeral ? drawEphemeral(message, handlers) : nothing}
      </div>
      ${isThinking ? nothing : drawTools(message, handlers)}
    </div>
  `
}

function drawNotice(message: ShownMessage, notice: string): TemplateResult {
  return html`
    <div class="message notice">
      <span class="side" aria-hidden="true">→</span>
      <div class="body">${notice} <time class="when">${dayTime(message.at)}</time></div>
    </div>
  `
}

function drawName({ id, name, isApp }: ShownAuthor, handlers: MessageHandlers): TemplateResult {
  return html`
    <button type="button" class="name ${isApp ? 'is-app' : ''}" aria-haspopup="menu"
      @click=${(event: Event) => handlers.person(id, event.currentTarget as HTMLElement)}>${name}</button>
    ${isApp ? html`<span class="tag">APP</span>` : nothing}
  `
}

/** What a message answers: the beginning of another, which a click goes to, or a command. */
function drawAbove({ reply, usedBy }: ShownMessage, handlers: MessageHandlers): Drawn {
  if (usedBy !== undefined) {
    return html`<div class="above">${drawAvatar(usedBy.by, usedBy.by.id === handlers.botId)}<span>${usedBy.by.name}</span> used <span class="mention">${usedBy.name}</span></div>`
  }
  if (reply === undefined) return nothing
  const { id, author, excerpt } = reply
  if (author === undefined || excerpt === undefined)
    return html`<div class="above"><em>Original message was deleted</em></div>`
  return html`
    <button type="button" class="above" aria-label=${`Reply to ${author.name}: ${excerpt}. Go there.`} @click=${() => handlers.jump(id)}>
      ${drawAvatar(author, author.id === handlers.botId)}<span>${author.name}</span><span class="excerpt">${excerpt}</span>
    </button>
  `
}

function drawContent(message: ShownMessage, handlers: MessageHandlers): TemplateResult {
  return drawHeld(message, message.id, handlers, message.isEdited)
}

function drawHeld(held: ShownContent, id: string, handlers: MessageHandlers, isEdited = false): TemplateResult {
  const edited = isEdited ? html`<span class="edited">(edited)</span>` : nothing
  const hasText = held.text.length > 0
  return html`
    ${hasText ? html`<div class="text ${held.isJumbo ? 'is-jumbo' : ''}">${drawText(held.text, handlers)} ${edited}</div>` : nothing}
    ${held.stickers.map(name => html`<div class="sticker" role="img" aria-label=${`Sticker: ${name}`}>${name}</div>`)}
    ${drawFiles(held.files)}
    ${held.embeds.map(embed => drawEmbed(embed, handlers))}
    ${drawParts(held.parts, id, handlers)}
    ${hasText ? nothing : edited}
  `
}

function drawEphemeral(message: ShownMessage, handlers: MessageHandlers): TemplateResult {
  return html`
    <p class="only-you">
      <svg viewBox="0 0 24 24" aria-hidden="true"><path fill="currentColor" d="M12 5C6.500 5 2.700 9.600 1.500 12c1.200 2.400 5 7 10.500 7s9.300-4.600 10.500-7C21.300 9.600 17.500 5 12 5zm0 11a4 4 0 1 1 0-8 4 4 0 0 1 0 8z"></path></svg>
      Only you can see this ·
      <button type="button" class="plain" @click=${() => handlers.dismiss(message)}>Dismiss message</button>
    </p>
  `
}

function drawTools(message: ShownMessage, handlers: MessageHandlers): TemplateResult {
  const by = message.author.name
  return html`
    <div class="tools">
      ${message.isEphemeral ? nothing : tool(`Reply to ${by}`, 'M10 8V4l-7 7 7 7v-4c5 0 8.500 1.600 11 5-1-5-4-10-11-11z', () => handlers.reply(message))}
      ${message.isOwn ? tool('Edit', 'M4 17.200V20h2.800L17 9.800 14.200 7zM19.700 7.100a1 1 0 0 0 0-1.400l-1.400-1.400a1 1 0 0 0-1.400 0L15.500 5.700l2.800 2.800z', () => handlers.edit(message)) : nothing}
      ${tool('More', 'M5 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4zm7 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4zm7 0a2 2 0 1 0 0 4 2 2 0 0 0 0-4z', event => handlers.menu(message, event.currentTarget as HTMLElement))}
    </div>
  `
}

function tool(label: string, path: string, act: (event: MouseEvent) => void): TemplateResult {
  return html`
    <button type="button" aria-label=${label} title=${label} aria-haspopup=${label === 'More' ? 'menu' : nothing} @click=${act}>
      <svg viewBox="0 0 24 24" aria-hidden="true"><path fill="currentColor" d=${path}></path></svg>
    </button>
  `
}

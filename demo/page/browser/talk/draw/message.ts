import { html, nothing, type TemplateResult } from 'lit'
import { classMap } from 'lit/directives/class-map.js'
import type { ShownAuthor, ShownMessage } from '../view/shown.ts'
import { drawAvatar } from './avatar.ts'
import { drawEmbed } from './embeds.ts'
import { drawFiles } from './files.ts'
import { drawParts, type PartHandlers } from './parts.ts'
import { drawText } from './rich-text.ts'
import { clockTime, dayTime } from './times.ts'

export interface MessageHandlers extends PartHandlers {
  readonly botId: string
  readonly dismiss: (messageId: string) => void
  readonly jump: (messageId: string) => void
  /** Opens what can be done with a message, under a button or where the pointer is. */
  readonly menu: (message: ShownMessage, at: HTMLElement | MouseEvent) => void
  /** Why the bot did not react to what was clicked here. */
  readonly failure: (messageId: string) => string | undefined
}

type Drawn = TemplateResult | typeof nothing

export function drawMessage(message: ShownMessage, hasHead: boolean, handlers: MessageHandlers): TemplateResult {
  const { author, at, isEphemeral, mentionsReader, isThinking } = message
  const failure = handlers.failure(message.id)
  const moment = new Date(at).toISOString()
  return html`
    <div class=${classMap({ message: true, 'has-head': hasHead, 'is-ephemeral': isEphemeral, 'mentions-reader': mentionsReader })}
      @contextmenu=${(event: MouseEvent) => openMenu(event, message, handlers)}>
      ${drawAbove(message, handlers)}
      ${
        hasHead
          ? html`
            <span class="side">${drawAvatar(author, author.id === handlers.botId)}</span>
            <div class="head">${drawName(author)} <time class="when" datetime=${moment}>${dayTime(at)}</time></div>`
          : html`<time class="side when" datetime=${moment}>${clockTime(at)}</time>`
      }
      <div class="body">
        ${isThinking ? drawThinking(author) : drawContent(message, handlers)}
        ${failure === undefined ? nothing : html`<p class="failure" role="alert">${failure}</p>`}
        ${isEphemeral ? drawEphemeral(message, handlers) : nothing}
      </div>
      ${isThinking ? nothing : drawMore(message, handlers)}
    </div>
  `
}

/** A right click on a link or on chosen words is for the browser's own menu. */
function openMenu(event: MouseEvent, message: ShownMessage, handlers: MessageHandlers): void {
  const isOnLink = event.composedPath().some(target => target instanceof HTMLAnchorElement)
  if (message.isThinking || isOnLink || getSelection()?.isCollapsed === false) return
  event.preventDefault()
  handlers.menu(message, event)
}

function drawMore(message: ShownMessage, handlers: MessageHandlers): TemplateResult {
  return html`
    <button type="button" class="more" aria-label="More" title="More" aria-haspopup="menu"
      @click=${(event: Event) => handlers.menu(message, event.currentTarget as HTMLElement)}>⋯</button>
  `
}

function drawName({ name, isApp }: ShownAuthor): TemplateResult {
  return html`<span class="name ${isApp ? 'is-app' : ''}">${name}</span>${isApp ? html` <span class="tag">APP</span>` : nothing}`
}

/** What a message answers: the beginning of another, which a click goes to, or a command. */
function drawAbove({ reply, usedBy }: ShownMessage, handlers: MessageHandlers): Drawn {
  const avatarOf = (author: ShownAuthor) => drawAvatar(author, author.id === handlers.botId)
  if (usedBy !== undefined) {
    return html`<div class="above">${avatarOf(usedBy.by)}<span>${usedBy.by.name}</span> used <span class="mention">${usedBy.name}</span></div>`
  }
  if (reply === undefined) return nothing
  const { id, author, excerpt } = reply
  if (author === undefined || excerpt === undefined)
    return html`<div class="above"><em>Original message was deleted</em></div>`
  return html`
    <button type="button" class="above" @click=${() => handlers.jump(id)}>
      ${avatarOf(author)}<span class="for-readers">Reply to </span><span>${author.name}</span><span class="excerpt">${excerpt}</span>
    </button>
  `
}

function drawThinking({ name }: ShownAuthor): TemplateResult {
  return html`<p class="thinking">${drawDots()} ${name} is thinking…</p>`
}

/** Three dots that move while somebody is at it. */
export function drawDots(): TemplateResult {
  return html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>`
}

function drawContent(message: ShownMessage, handlers: MessageHandlers): TemplateResult {
  const { id, text, isJumbo, files, embeds, parts, isEdited } = message
  const edited = isEdited ? html`<span class="edited">(edited)</span>` : nothing
  return html`
    ${text.length > 0 ? html`<div class="text ${isJumbo ? 'is-jumbo' : ''}">${drawText(text, handlers)}${isEdited ? ' ' : nothing}${edited}</div>` : nothing}
    ${drawFiles(files)}
    ${embeds.map(embed => drawEmbed(embed, handlers))}
    ${drawParts(parts, id, handlers)}
    ${text.length > 0 ? nothing : edited}
  `
}

function drawEphemeral({ id }: ShownMessage, handlers: MessageHandlers): TemplateResult {
  return html`
    <p class="only-you">
      Only you can see this ·
      <button type="button" class="plain" @click=${() => handlers.dismiss(id)}>Dismiss message</button>
    </p>
  `
}

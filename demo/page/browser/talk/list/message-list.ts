import { VirtualizerController } from '@tanstack/lit-virtual'
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { repeat } from 'lit/directives/repeat.js'
import type { PageMessage } from '../../../protocol.ts'
import { controls } from '../../shell/styles.ts'
import { followStore, store } from '../../store.ts'
import { drawMessage, type MessageHandlers } from '../draw/message.ts'
import { messageStyles } from '../draw/message-styles.ts'
import { partStyles } from '../draw/part-styles.ts'
import { textStyles } from '../draw/text-styles.ts'
import { longDay } from '../draw/times.ts'
import { offeredIn } from '../view/commands.ts'
import { showMessage } from '../view/message.ts'
import type { Reader } from '../view/reader.ts'
import { rowsOf, type TalkRow } from '../view/rows.ts'
import type { ShownMessage } from '../view/shown.ts'
import '../dialogs/message-menu.ts'
import { keyed } from 'lit/directives/keyed.js'
import type { MenuEntry } from '../dialogs/message-menu.ts'
import { drawEmptyTalk } from './empty-talk.ts'
import { Interactions } from './interactions.ts'

/** What a message is taken to be high before it was drawn, in pixels. */
const USUAL_HEIGHT = 48
/** Whoever is this close to the end, in pixels, sees what comes. */
const NEAR_END = 30

interface OpenMenu {
  /** The button that takes the focus back. */
  readonly opener: HTMLElement | undefined
  readonly entries: readonly MenuEntry[]
  readonly anchor: { left: number; top: number; bottom: number }
}

/**
 * The messages of the place as its reader sees them. Only those in sight are drawn; at the end it goes along with what comes, and
 * else what is read stays where it is.
 */
class MessageList extends LitElement {
  static override properties = { isAtEnd: { state: true }, menu: { state: true } }
  static override styles = [
    controls,
    messageStyles,
    textStyles,
    partStyles,
    css`
      :host {
        position: relative;
        display: flex;
        flex-direction: column;
        min-height: 0;
      }

      .scroller {
        flex: 1;
        overflow: hidden auto;
        overflow-anchor: none;
      }

      .scroller:focus-visible {
        outline-offset: -2px;
      }

      .list {
        margin: 0;
        padding: 0;
        list-style: none;
      }

      .empty {
        max-width: 34rem;
        padding: 1rem;
        color: var(--text-soft);
      }

      .empty q {
        color: var(--text);
      }

      .lit {
        outline: 2px solid var(--accent);
        outline-offset: -2px;
        background: var(--ground-chosen);
      }

      .newest {
        position: absolute;
        inset: auto 1rem 0.5rem;
        width: fit-content;
        margin-inline: auto;
        box-shadow: 0 2px 8px #0006;
      }
    `,
  ]

  declare private isAtEnd: boolean
  /** The one that is open. */
  declare private menu: OpenMenu | undefined
  readonly #interactions = new Interactions(this)
  readonly #dismissed = new Set<string>()
  readonly #shown = new WeakMap<
    PageMessage,
    { reader: Reader; replied: PageMessage | undefined; shown: ShownMessage }
  >()
  #reader: Reader | undefined
  #rows: readonly TalkRow[] = []
  /** The message that something else on the page points at. */
  #lit: string | undefined
  /** Where the list was scrolled to. */
  #top = 0
  #messages: readonly PageMessage[] = []
  readonly #virtual = new VirtualizerController<HTMLElement, HTMLElement>(this, {
    count: 0,
    getScrollElement: () => this.renderRoot?.querySelector<HTMLElement>('.scroller') ?? null,
    estimateSize: () => USUAL_HEIGHT,
    overscan: 8,
    anchorTo: 'end',
  })

  constructor() {
    super()
    this.isAtEnd = true
    followStore(this)
  }

  override willUpdate(): void {
    const { person, place, state } = store
    const before = this.#reader
    if (person === undefined || place === undefined || state === undefined) return
    if (before?.id !== person.id || before.place !== place || before.world !== state.world)
      this.#reader = { id: person.id, place, world: state.world }
    const { messages } = store
    const isSame = messages.length === this.#messages.length && messages.every((one, at) => one === this.#messages[at])
    if (!isSame) this.#list(messages)
    if (before?.place.id !== place.id || before.id !== person.id) this.#goToEnd()
  }

  override updated(): void {
    if (this.#lit !== store.litMessageId) {
      this.#lit = store.litMessageId
      if (this.#lit !== undefined) this.#jump(this.#lit)
    }
    const scroller = this.renderRoot.querySelector('.scroller')
    if (scroller === null || !this.isAtEnd) return
    const { scrollHeight, clientHeight, scrollTop } = scroller
    if (scrollHeight - clientHeight - scrollTop > 1) scroller.scrollTop = scrollHeight
  }

  override render() {
    const virtualizer = this.#virtual.getVirtualizer()
    const items = virtualizer.getVirtualItems()
    const above = items[0]?.start ?? 0
    const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)
    const handlers = this.#handlers()
    return html`
      <div class="scroller" tabindex="0" role="region" aria-label="Messages" @scroll=${this.#look}>
        ${this.#reader === undefined || this.#rows.length > 0 ? nothing : drawEmptyTalk(this.#reader.place, this.#reader.world.bot.name)}
        <ol class="list" aria-live=${this.isAtEnd ? 'polite' : 'off'} .style=${`padding-block: ${above}px ${below}px`}>
          ${repeat(
            items,
            ({ key }) => key,
            ({ index }) => html`
              <li class=${this.#rows[index]?.message.id === store.litMessageId ? 'lit' : ''} data-index=${index} ${ref(this.#measure)}>${this.#row(index, handlers)}</li>`,
          )}
        </ol>
      </div>
      ${this.isAtEnd ? nothing : html`<button type="button" class="newest" @click=${() => this.#goToEnd()}>To the newest messages</button>`}
      ${this.#drawMenu()}
    `
  }

  #drawMenu(): TemplateResult | typeof nothing {
    const { menu } = this
    if (menu === undefined) return nothing
    const close = () => {
      if (this.menu !== menu) return
      this.menu = undefined
      menu.opener?.focus()
    }
    return html`${keyed(menu, html`<message-menu .entries=${menu.entries} .anchor=${menu.anchor} @close-menu=${close}></message-menu>`)}`
  }

  #row(index: number, handlers: MessageHandlers): TemplateResult | typeof nothing {
    const row = this.#rows[index]
    const reader = this.#reader
    if (row === undefined || reader === undefined) return nothing
    const shown = this.#show(row.message, reader)
    return html`
      ${row.isNewDay ? html`<div class="day">${longDay(shown.at)}</div>` : nothing}
      ${drawMessage(shown, row.hasHead, handlers)}
    `
  }

  #list(messages: readonly PageMessage[]): void {
    this.#messages = messages
    const rows = rowsOf(messages.filter(({ id }) => !this.#dismissed.has(id)))
    this.#rows = rows
    const virtualizer = this.#virtual.getVirtualizer()
    virtualizer.setOptions({
      ...virtualizer.options,
      count: rows.length,
      getItemKey: index => rows[index]?.message.id ?? index,
    })
  }

  /** Reading the text of a message takes time: once, unless it, its reader or what it replies to changes. */
  #show(message: PageMessage, reader: Reader): ShownMessage {
    const replied = this.#messages.find(({ id }) => id === message.message_reference?.message_id)
    const known = this.#shown.get(message)
    if (known?.reader === reader && known.replied === replied) return known.shown
    const shown = showMessage(message, reader, replied)
    this.#shown.set(message, { reader, replied, shown })
    return shown
  }

  readonly #measure = (element?: Element): void => {
    this.#virtual.getVirtualizer().measureElement((element as HTMLElement | undefined) ?? null)
  }

  readonly #look = (event: Event): void => {
    const { scrollHeight, clientHeight, scrollTop } = event.currentTarget as HTMLElement
    if (scrollHeight - clientHeight - scrollTop <= NEAR_END) this.isAtEnd = true
    // What comes below puts the end further away as well: only who goes up wants to leave it.
    else if (scrollTop < this.#top) this.isAtEnd = false
    this.#top = scrollTop
  }

  #goToEnd(): void {
    this.isAtEnd = true
  }

  #handlers(): MessageHandlers {
    const { click, select, isWaiting, failure } = this.#interactions
    return {
      botId: this.#reader?.world.bot.id ?? '',
      ...{ click, select, isWaiting, failure },
      goTo: placeId => store.go(placeId),
      show: (placeId, messageId) => store.show(placeId, messageId),
      jump: messageId => this.#jump(messageId),
      dismiss: messageId => this.#dismiss(messageId),
      menu: (message, at) => this.#openMenu(message, at),
    }
  }

  #openMenu(message: ShownMessage, at: HTMLElement | MouseEvent): void {
    const entries = this.#entriesFor(message)
    if (at instanceof HTMLElement) this.menu = { opener: at, anchor: at.getBoundingClientRect(), entries }
    else this.menu = { opener: undefined, anchor: { left: at.x, top: at.y, bottom: at.y }, entries }
  }

  #entriesFor(message: ShownMessage): readonly MenuEntry[] {
    const { id, isOwn, isEphemeral } = message
    const tell = (name: string) =>
      this.dispatchEvent(new CustomEvent(name, { detail: id, bubbles: true, composed: true }))
    const commands = this.#reader === undefined ? [] : offeredIn(this.#reader).onMessages
    return [
      ...(isEphemeral ? [] : [{ label: 'Reply', act: () => tell('reply-to') }]),
      ...(isOwn ? [{ label: 'Edit', act: () => tell('edit-message') }] : []),
      ...(isOwn ? [{ label: 'Delete', act: () => this.#interactions.remove(id) }] : []),
      ...commands.map(label => ({ label, act: () => this.#interactions.use(id, label) })),
    ]
  }

  #jump(messageId: string): void {
    const index = this.#rows.findIndex(({ message }) => message.id === messageId)
    if (index < 0) return
    this.isAtEnd = index === this.#rows.length - 1
    this.#virtual.getVirtualizer().scrollToIndex(index, { align: 'center' })
  }

  #dismiss(messageId: string): void {
    this.#dismissed.add(messageId)
    this.#list(this.#messages)
    this.requestUpdate()
  }
}

customElements.define('message-list', MessageList)

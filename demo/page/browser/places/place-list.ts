import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import type { Place } from '../../protocol.ts'
import { controls } from '../shell/styles.ts'
import { followStore, store } from '../store.ts'

const marks: Readonly<Record<Place['kind'], string>> = { channel: '#', thread: '⤷', dm: '@' }

/** Servers, channels, threads and the direct messages that the person sees. */
class PlaceList extends LitElement {
  static override styles = [
    controls,
    css`
      h2 {
        margin: 0.75rem 0.5rem 0.25rem;
        font-size: 0.8rem;
        color: var(--text-soft);
      }

      ul {
        margin: 0;
        padding: 0 0.25rem;
        list-style: none;
      }

      button {
        display: flex;
        gap: 0.4rem;
        width: 100%;
        border-color: transparent;
        background: none;
        text-align: start;
        color: var(--text-soft);
      }

      .thread button {
        padding-inline-start: 1.4rem;
      }

      button:hover {
        color: var(--text);
      }

      button[aria-current] {
        background: var(--ground-chosen);
        color: var(--text);
      }

      .private {
        font-size: 0.75rem;
        align-self: center;
      }

      .unread {
        margin-inline-start: auto;
        padding: 0 0.4rem;
        border-radius: 1rem;
        background: var(--accent-ground);
        color: var(--on-accent);
        font-size: 0.8rem;
      }

      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ]

  constructor() {
    super()
    followStore(this)
  }

  override render() {
    const { places } = store
    const servers = store.state?.world.servers ?? []
    const inServer = (serverId: string | undefined) => places.filter(place => place.serverId === serverId)
    return html`
      ${this.#group('Direct messages', inServer(undefined))}
      ${servers.map(server => this.#group(server.name, withThreads(inServer(server.id))))}
    `
  }

  #group(title: string, places: readonly Place[]): TemplateResult {
    if (places.length === 0) return html``
    return html`<h2>${title}</h2><ul>${places.map(place => this.#item(place))}</ul>`
  }

  #item(place: Place): TemplateResult {
    const isHere = place.id === store.seat?.placeId
    const unread = isHere ? 0 : store.unreadIn(place.id)
    const name = place.kind === 'dm' ? (store.state?.world.bot.name ?? '') : place.name
    return html`
      <li class=${place.kind}>
        <button type="button" aria-current=${isHere ? 'page' : nothing} @click=${() => this.#go(place)}>
          <span aria-hidden="true">${marks[place.kind]}</span><span class="name">${name}</span>
          ${place.isPrivate ? html`<span class="private">private</span>` : nothing}
          ${unread === 0 ? nothing : html`<span class="unread">${unread}<span class="for-readers"> new</span></span>`}
        </button>
      </li>
    `
  }

  #go(place: Place): void {
    store.go(place.id)
    this.dispatchEvent(new CustomEvent('chosen', { bubbles: true, composed: true }))
  }
}

/** Each channel with its threads behind it. */
function withThreads(places: readonly Place[]): readonly Place[] {
  const channels = places.filter(({ kind }) => kind === 'channel')
  const threadsOf = (id: string) => places.filter(({ parentId }) => parentId === id)
  const orphans = places.filter(place => place.kind === 'thread' && !channels.some(({ id }) => id === place.parentId))
  return [...channels.flatMap(channel => [channel, ...threadsOf(channel.id)]), ...orphans]
}

customElements.define('place-list', PlaceList)

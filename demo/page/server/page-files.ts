import { createHmac, randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import type { StoredMessage } from '../../../fake-discord/stored.ts'
import type { World } from '../../../fake-discord/world.ts'
import type { PageMessage } from '../protocol.ts'
import { refuse } from './guard.ts'

/** Shown where they stand; everything else is only handed out to be saved, as it could bring scripts of its own. */
const SHOWN = /^(?:image\/(?:png|jpeg|gif|webp|avif)|audio\/[\w.-]{1,40}|video\/[\w.-]{1,40})$/u

/** Files of messages under addresses of the page, which nobody can guess: a picture's address carries no token. */
export class PageFiles {
  readonly #key = randomBytes(32)
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  /** A message as the page gets it: its files under the page's own addresses. */
  messageOf(stored: StoredMessage): PageMessage {
    const { pinged: _pinged, revisions: _revisions, ...message } = stored
    const origin = this.#world.origin()
    const text = JSON.stringify(message)
    if (!text.includes(origin)) return message
    return JSON.parse(text, (_, value: unknown) =>
      typeof value === 'string' && value.startsWith(`${origin}/`) ? this.#addressOf(value.slice(origin.length)) : value,
    ) as PageMessage
  }

  serve(app: Hono): void {
    app.get('/files/:seal/*', http => {
      const { pathname } = new URL(http.req.url)
      const [, , seal = '', ...rest] = pathname.split('/')
      const path = `/${rest.join('/')}`
      const file = seal === this.#sealOf(path) ? this.#world.files.get(path) : undefined
      if (file === undefined) return refuse(http, 404, 'This file is no longer available.')
      const isShown = SHOWN.test(file.contentType)
      return http.body(new Uint8Array(file.data), 200, {
        'Content-Type': isShown ? file.contentType : 'application/octet-stream',
        'Content-Disposition': isShown ? 'inline' : 'attachment',
        'Content-Security-Policy': "default-src 'none'; sandbox",
      })
    })
  }

  #addressOf(path: string): string {
    return `/files/${this.#sealOf(path)}${path}`
  }

  #sealOf(path: string): string {
    return createHmac('sha256', this.#key).update(path).digest('base64url')
  }
}

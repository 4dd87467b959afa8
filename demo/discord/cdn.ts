import type { Rest } from './rest.ts'
import type { World } from './world.ts'

/** Serves what was attached to messages, as Discord's CDN does: without a token, as long as the message is there. */
export function serveFiles(app: Rest['app'], world: World): void {
  app.get('/attachments/*', http => {
    const file = world.files.get(new URL(http.req.url).pathname)
    if (file === undefined) return http.text('This content is no longer available.', 404)
    return http.body(new Uint8Array(file.data), 200, { 'Content-Type': file.contentType })
  })
}

import type { World } from '../world.ts'
import type { Rest } from './rest.ts'

/** Serves what was attached to messages and commands, as Discord's CDN does: without a token, as long as the message is there. */
export function serveFiles(app: Rest['app'], world: World): void {
  for (const folder of ['attachments', 'ephemeral-attachments']) {
    app.get(`/${folder}/*`, http => {
      const file = world.files.get(new URL(http.req.url).pathname)
      if (file === undefined) return http.text('This content is no longer available.', 404)
      return http.body(new Uint8Array(file.data), 200, { 'Content-Type': file.contentType })
    })
  }
}

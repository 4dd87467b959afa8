import { createServer, type Server } from 'node:http'

/** What each part says of itself, by name. */
export type Health = () => Readonly<Record<string, boolean>>

/** Serves `GET /healthz` on loopback: 200 while every part is well, else 503, with each part's state as JSON. */
export async function serveHealth(port: number, health: Health): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/healthz') {
      response.writeHead(404).end()
      return
    }
    const parts = health()
    const isWell = Object.values(parts).every(Boolean)
    response.writeHead(isWell ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify(parts))
  })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, '127.0.0.1', resolve)
  await promise
  return server
}

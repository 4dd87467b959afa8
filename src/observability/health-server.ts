import { createServer, type Server, type ServerResponse } from 'node:http'

/** What each part says of itself, by name. */
export type HealthCheck = () => Readonly<Record<string, boolean>>

/** What there is to count, in the words of Prometheus. */
export interface MetricsSource {
  readonly contentType: string
  text(): Promise<string>
}

/**
 * Serves on loopback: `GET /healthz`, 200 while every part is well, else 503, with each part's state as JSON; and
 * `GET /metrics`.
 */
export async function startHealthServer(port: number, health: HealthCheck, metrics: MetricsSource): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/healthz') sendHealth(response, health())
    else if (request.method === 'GET' && request.url === '/metrics') void sendMetrics(response, metrics)
    else response.writeHead(404).end()
  })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, '127.0.0.1', resolve)
  await promise
  return server
}

function sendHealth(response: ServerResponse, parts: Readonly<Record<string, boolean>>): void {
  const isWell = Object.values(parts).every(Boolean)
  response.writeHead(isWell ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify(parts))
}

async function sendMetrics(response: ServerResponse, { contentType, text }: MetricsSource): Promise<void> {
  try {
    const metrics = await text()
    response.writeHead(200, { 'content-type': contentType }).end(metrics)
  } catch {
    response.writeHead(500).end()
  }
}

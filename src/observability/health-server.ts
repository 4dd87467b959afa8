import { createServer, type Server, type ServerResponse } from 'node:http'
import { version } from '../version.ts'

/** What each part says of itself, by name: nothing where it is well, else why not. */
export type HealthCheck = () => Readonly<Record<string, string | undefined>>

/** What there is to count, in the words of Prometheus. */
export interface MetricsSource {
  readonly contentType: string
  text(): Promise<string>
}

/** Without these nobody is answered with all that is known; without the others people notice nothing at first. */
const NEEDED: readonly string[] = ['gateway', 'redis', 'chat']

export interface HealthServerOptions {
  /** Of this machine: nobody else reaches 127.0.0.1, everybody who reaches the machine 0.0.0.0. */
  readonly address: string
  readonly port: number
}

/**
 * Serves `GET /metrics`, and `GET /healthz`: 200 while every part is well, else 503, with the bot's version, each part's state
 * as JSON, and why. With `?ready` those parts count that answers need; with `?live` it is enough that the process answers.
 */
export async function startHealthServer(
  { address, port }: HealthServerOptions,
  health: HealthCheck,
  metrics: MetricsSource,
): Promise<Server> {
  const server = createServer((request, response) => {
    const asked = request.method === 'GET' ? URL.parse(request.url ?? '', 'http://localhost') : null
    if (asked?.pathname === '/healthz') sendHealth(response, health(), asked.searchParams)
    else if (asked?.pathname === '/metrics') void sendMetrics(response, metrics)
    else response.writeHead(404).end()
  })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, address, resolve)
  await promise
  return server
}

function sendHealth(response: ServerResponse, parts: ReturnType<HealthCheck>, asked: URLSearchParams): void {
  const bad = Object.entries(parts).filter(([, why]) => why !== undefined)
  const counts = (name: string) => !asked.has('live') && (!asked.has('ready') || NEEDED.includes(name))
  const isWell = !bad.some(([name]) => counts(name))
  const states = Object.entries(parts).map(([name, why]) => [name, why === undefined] as const)
  const body = { version, ...Object.fromEntries(states), ...(bad.length > 0 && { why: Object.fromEntries(bad) }) }
  response.writeHead(isWell ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function sendMetrics(response: ServerResponse, { contentType, text }: MetricsSource): Promise<void> {
  try {
    const metrics = await text()
    response.writeHead(200, { 'content-type': contentType }).end(metrics)
  } catch {
    response.writeHead(500).end()
  }
}

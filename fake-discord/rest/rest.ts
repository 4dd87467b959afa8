import { setTimeout } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import type { Fault, Faults } from '../faults.ts'
import type { Happenings, RecordedRequest } from '../happenings.ts'
import { type Call, type Http, readCall } from './call.ts'
import { Refusal, refusals } from './errors.ts'
import type { Limit, RateLimits } from './rate-limits.ts'

export interface Route {
  method: 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT'
  /** Without the version; `:channel`, `:guild` and `:token` have rate limits of their own. */
  path: string
  limit: Limit
  /** Interactions and webhooks carry their right in the path: no bot token, and no part in the limit a second. */
  open?: boolean
  /** What it returns is sent as JSON; undefined as 204. */
  handle(call: Call): unknown
}

export interface RestParts {
  token: string
  limits: RateLimits
  faults: Faults
  happenings: Happenings
  /** How many requests are remembered at most. */
  logLimit: number
}

const API = '/api/v10'
const INVALID = new Set([401, 403, 429])

/** Discord's REST API: one way in for every route, where requests are seen, failed on purpose, authorised and limited. */
export class Rest {
  readonly app = new Hono<{ Bindings: HttpBindings }>()
  /** The latest requests, oldest first. */
  readonly requests: RecordedRequest[] = []
  /** Answers of 401, 403 and 429: 10,000 of them in ten minutes get an address banned. */
  invalidRequests = 0
  readonly #parts: RestParts

  constructor(parts: RestParts, routes: readonly Route[]) {
    this.#parts = parts
    for (const route of routes) this.app.on(route.method, API + route.path, http => this.#receive(http, route))
    this.app.notFound(http => http.json(refusals.notFound().body, 404))
  }

  async #receive(http: Http, route: Route): Promise<Response> {
    const at = performance.now()
    const path = http.req.path.slice(API.length)
    const fault = this.#parts.faults.take(route.method, path)
    const answer = fault === undefined ? await this.#serve(http, route) : await this.#fail(http, route, fault)
    this.#see({ method: route.method, path, route: route.path, at, status: answer.status })
    if (fault?.dropSocket === true) http.env.incoming.socket.destroy()
    else send(http, answer)
    return RESPONSE_ALREADY_SENT
  }

  async #serve(http: Http, route: Route): Promise<Answer> {
    let headers: Headers | undefined
    try {
      if (route.open !== true) {
        if (http.env.incoming.headers.authorization !== `Bot ${this.#parts.token}`) throw refusals.unauthorized()
        this.#parts.limits.takeGlobal()
      }
      headers = this.#parts.limits.take(`${route.method}${route.path}`, majorParameter(http), route.limit)
      const body = await route.handle(await readCall(http))
      return { status: body === undefined ? 204 : 200, body, headers }
    } catch (error) {
      // A fault of the loopback's own is seen where the request is looked at: in its answer and in the log.
      if (!(error instanceof Refusal)) return { status: 500, body: { code: 0, message: String(error) }, headers }
      return { status: error.status, body: error.body, headers: { ...headers, ...error.headers } }
    }
  }

  async #fail(http: Http, route: Route, fault: Fault): Promise<Answer> {
    const isServed = fault.served === true || (fault.status === undefined && fault.dropSocket !== true)
    const served = isServed ? await this.#serve(http, route) : undefined
    if (fault.afterMs !== undefined) await setTimeout(fault.afterMs)
    await fault.until
    if (fault.status === undefined && served !== undefined) return served
    const { status = 500, headers } = fault
    return { status, body: fault.body ?? { code: 0, message: `${status}: made to fail` }, headers }
  }

  #see(request: RecordedRequest): void {
    const { requests } = this
    if (INVALID.has(request.status)) this.invalidRequests += 1
    if (this.#parts.logLimit > 0) requests.push(request)
    // In halves, because moving the whole log for each request would cost more than the request.
    if (requests.length > 2 * this.#parts.logLimit) requests.splice(0, requests.length - this.#parts.logLimit)
    this.#parts.happenings.report({ kind: 'request', ...request })
  }
}

interface Answer {
  status: number
  body: unknown
  headers: Headers | undefined
}

type Headers = Record<string, string>

/** Written past the framework: building a Response for each answer costs as much as all the rest of a request. */
function send(http: Http, { status, body, headers }: Answer): void {
  // By the clock that its ids follow.
  const dated = { ...headers, Date: new Date().toUTCString() }
  if (body === undefined) {
    http.env.outgoing.writeHead(status, dated).end()
    return
  }
  const json = JSON.stringify(body)
  const length = Buffer.byteLength(json)
  const described = { ...dated, 'Content-Type': 'application/json', 'Content-Length': length }
  http.env.outgoing.writeHead(status, described).end(json)
}

function majorParameter(http: Http): string {
  return http.req.param('channel') ?? http.req.param('token') ?? http.req.param('guild') ?? ''
}

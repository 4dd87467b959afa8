import { globalAgent as httpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { globalAgent as httpsAgent, request as httpsRequest } from 'node:https'

/** What a completion adds to the options of its request: how it gets hold of the connection. */
export interface Held {
  /** Ends the request, whatever state it is in; set once it is under way. */
  destroy: () => void
  /** Set when the completion has ended, and so needs no request any more. */
  readonly outcome: object | undefined
}

/** Error bodies are JSON of some hundred bytes; what is longer is not read on. */
const MAX_ERROR_BYTES = 65_536

const endpoints = new Map<string, RequestOptions>()

/**
 * What the OpenAI client sends its requests with, on node:http and its shared keep-alive agents.
 * With Node's own fetch and the client's own stream a completion of ten chunks takes 1.1 ms of a core, so 0.5 to 0.6
 * (bench/chat.ts). Hence the answer is a Response in no more than the client reads of it, its body Node's stream.
 * Timeouts and aborts are the completion's own, by `held` in `fetchOptions`; the client's signal is not looked at.
 */
export function nodeFetch(url: string | URL | Request, init: RequestInit & { held?: Held } = {}): Promise<Response> {
  const options = { ...endpoint(String(url)), headers: Object.fromEntries(init.headers as Headers) }
  return send(String(url), options, init, true)
}

function endpoint(url: string): RequestOptions {
  const known = endpoints.get(url)
  if (known !== undefined) return known
  const { protocol, hostname, port, pathname, search } = new URL(url)
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const agent = protocol === 'https:' ? httpsAgent : httpAgent
  const options = { protocol, host, port, path: pathname + search, method: 'POST', agent }
  endpoints.set(url, options)
  return options
}

function send(
  url: string,
  options: RequestOptions,
  init: RequestInit & { held?: Held },
  mayResend: boolean,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const { held } = init
    if (held?.outcome !== undefined) throw new Error('ended before it was sent')
    let isAnswered = false
    const request = (options.protocol === 'https:' ? httpsRequest : httpRequest)(options, response => {
      isAnswered = true
      resolve(asResponse(response, url))
    })
    request.on('error', (error: NodeJS.ErrnoException) => {
      // the server closed an idle connection just as it was used again: nothing was read of the request
      const isStale = request.reusedSocket && error.code === 'ECONNRESET' && !isAnswered && !isDestroyed
      if (isStale && mayResend) resolve(send(url, options, init, false))
      else reject(error)
    })
    let isDestroyed = false
    if (held !== undefined) {
      held.destroy = () => {
        isDestroyed = true
        request.destroy()
      }
    }
    request.end(init.body)
  })
}

function asResponse(response: IncomingMessage, url: string): Response {
  const status = response.statusCode ?? 0
  const { headers } = response
  const answer = {
    status,
    ok: status >= 200 && status < 300,
    url,
    headers: {
      get: (name: string) => headers[name.toLowerCase()]?.toString() ?? null,
      entries: () => Object.entries(headers).values(),
    },
    body: response,
    text: () => readText(response),
  }
  return answer as unknown as Response
}

async function readText(response: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of response.setEncoding('utf8')) {
    text += String(piece)
    if (text.length > MAX_ERROR_BYTES) break
  }
  return text
}

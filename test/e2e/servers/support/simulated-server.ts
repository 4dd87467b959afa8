import type { ServerResponse } from 'node:http'
import { isReading, oneToken } from '../../../llm/support/server.ts'
import type { ModelRequest, ModelServer } from '../../support/model-server.ts'

/** What requests to refuse, and how. */
export interface Refusal {
  readonly when: (request: SentRequest) => boolean
  readonly status: number
  /** An object is sent as JSON, text as it is; made of the request where a server repeats what it was sent. */
  readonly body: Body | ((request: SentRequest) => Body)
  readonly headers?: Readonly<Record<string, string>>
  /** Only so many of them; all if not given. */
  readonly times?: number
}

type Body = object | string

/** How one server differs from OpenAI's. */
export interface ServerBehaviour {
  readonly name: string
  /** The first that fits is sent; a request that none is for is answered as the story says. */
  readonly refuses?: readonly Refusal[]
  /** What it tells of itself, by the end of the path. */
  readonly tells?: Readonly<Record<string, object>>
}

/** Of plain English, with what stands around it in JSON. */
const CHARACTERS_PER_TOKEN = 4.5

interface Part {
  readonly type: string
  readonly image_url?: { readonly url: string }
}

/** One request, with what behaviours ask about it. */
export class SentRequest {
  readonly body: ModelRequest['body']
  readonly path: string
  readonly headers: ModelRequest['headers']

  constructor({ body, path, headers }: ModelRequest) {
    this.body = body
    this.path = path
    this.headers = headers
  }

  get isChat(): boolean {
    return this.path.endsWith('/chat/completions') && this.body['stream'] === true
  }

  get isStudy(): boolean {
    return this.path.endsWith('/chat/completions') && this.body['stream'] !== true
  }

  get isEmbedding(): boolean {
    return this.path.endsWith('/embeddings')
  }

  has(...params: readonly string[]): boolean {
    return params.some(param => this.body[param] !== undefined)
  }

  get messages(): readonly { readonly role: string; readonly content: unknown; readonly tool_calls?: unknown }[] {
    return (this.body['messages'] ?? []) as never
  }

  hasRole(role: string): boolean {
    return this.messages.some(message => message.role === role)
  }

  /** The pictures, as their data URLs. */
  get pictures(): readonly string[] {
    const parts = this.messages.flatMap(({ content }) => (Array.isArray(content) ? (content as Part[]) : []))
    return parts.flatMap(({ image_url }) => (image_url === undefined ? [] : [image_url.url]))
  }

  /** Bytes of the largest picture. */
  get largestPicture(): number {
    return Math.max(0, ...this.pictures.map(url => Buffer.from(url.slice(url.indexOf(',') + 1), 'base64').length))
  }

  get format(): string | undefined {
    return (this.body['response_format'] as { type?: string } | undefined)?.type
  }

  get hasNullContent(): boolean {
    return this.messages.some(({ content }) => content === null)
  }

  /** All that is said in it. */
  get text(): string {
    return JSON.stringify(this.body['messages'] ?? this.body['input'] ?? '')
  }

  says(words: string): boolean {
    return this.text.includes(words)
  }

  /** The last line that somebody wrote. */
  get lastLine(): string {
    const { content } = this.messages.at(-1) ?? {}
    const texts =
      typeof content === 'string' ? [content] : (content as { text?: string }[]).map(({ text = '' }) => text)
    return texts.join('\n').trim().split('\n').at(-1) ?? ''
  }

  /** About as many tokens as a model counts. */
  get tokens(): number {
    return Math.ceil(this.text.length / CHARACTERS_PER_TOKEN)
  }

  get inputs(): readonly unknown[] {
    const { input } = this.body
    return Array.isArray(input) ? input : [input]
  }
}

/** What came to a server that is simulated, refused or not. */
export class ServerLog {
  readonly requests: SentRequest[] = []
  /** How many of them were refused. */
  refused = 0

  /** The answers that were asked for, in order. */
  get chats(): readonly SentRequest[] {
    return this.requests.filter(({ isChat }) => isChat)
  }

  get studies(): readonly SentRequest[] {
    return this.requests.filter(({ isStudy }) => isStudy)
  }

  /** Those that have these words. */
  about(words: string): readonly SentRequest[] {
    return this.chats.filter(request => request.says(words))
  }
}

/** Lets a server behave like this, from now on. */
export function simulate(model: ModelServer, { refuses = [], tells = {} }: ServerBehaviour): ServerLog {
  const log = new ServerLog()
  const left = new Map(refuses.map(refusal => [refusal, refusal.times ?? Number.POSITIVE_INFINITY]))
  model.intercepts = (received, response) => {
    const told = Object.entries(tells).find(([path]) => received.path.endsWith(path))
    if (told !== undefined) {
      sendJson(response, 200, told[1])
      return true
    }
    if (received.method !== 'POST' || !/completions|embeddings/u.test(received.path)) return false
    const request = new SentRequest(received)
    if (isReading(request.body)) {
      sendJson(response, 200, oneToken)
      return true
    }
    log.requests.push(request)
    const refusal = refuses.find(one => (left.get(one) ?? 0) > 0 && one.when(request))
    if (refusal === undefined) return false
    left.set(refusal, (left.get(refusal) ?? 0) - 1)
    log.refused += 1
    const { status, headers, body } = refusal
    sendJson(response, status, typeof body === 'function' ? body(request) : body, headers)
    return true
  }
  return log
}

function sendJson(response: ServerResponse, status: number, body: Body, headers: Refusal['headers'] = {}): void {
  const isText = typeof body === 'string'
  response.writeHead(status, {
    'content-type': isText ? 'text/html' : 'application/json',
    'x-request-id': 'req-test',
    ...headers,
  })
  response.end(isText ? body : JSON.stringify(body))
}

/** OpenAI's shape of an error. */
export const openAiError = (message: string, more: object = {}) => ({
  error: { message, type: 'invalid_request_error', param: null, code: null, ...more },
})

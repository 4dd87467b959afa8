import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Prompt {
  readonly model: string
  readonly messages: readonly { role: string; content: unknown }[]
}

/** One completion that the bot asked for, played by the test. */
export class Call {
  readonly prompt: Prompt
  /** Resolves when the bot has closed the connection, or the answer is over. */
  readonly closed: Promise<void>
  readonly #response: ServerResponse
  readonly #headers = { 'content-type': 'text/event-stream', 'x-request-id': 'req-test' }

  constructor(prompt: Prompt, response: ServerResponse) {
    this.prompt = prompt
    this.#response = response
    this.closed = new Promise(resolve => response.once('close', resolve))
  }

  /** All text of the prompt, for looking into it. */
  get text(): string {
    return this.prompt.messages
      .map(({ role, content }) => `${role}: ${typeof content === 'string' ? content : JSON.stringify(content)}`)
      .join('\n')
  }

  /** The message that asks. */
  get question(): string {
    const { content } = this.prompt.messages.at(-1) ?? {}
    if (typeof content === 'string') return content
    return (content as { text?: string }[]).map(part => part.text ?? '').join('\n')
  }

  /** What stands between the system text and the message that asks: the window of the conversation. */
  get window(): Prompt['messages'] {
    return this.prompt.messages.slice(1, -1)
  }

  /** Tells what the call has cost. */
  costs(tokens: number): this {
    this.#chunk(undefined, { usage: { total_tokens: tokens } })
    return this
  }

  says(text: string): this {
    this.#chunk({ delta: { role: 'assistant', content: text }, finish_reason: null })
    return this
  }

  /** Says this again and again, as a model does that takes its time, until the answer ends or nobody listens. */
  keepsSaying(text: string, everyMs = 50): this {
    this.says(text)
    const talking = setInterval(() => {
      if (this.#response.writableEnded || this.#response.destroyed) clearInterval(talking)
      else this.says(text)
    }, everyMs)
    return this
  }

  ends(reason = 'stop'): void {
    this.#chunk({ delta: {}, finish_reason: reason })
    this.#response.end('data: [DONE]\n\n')
  }

  /** Sends this as it stands, as a server does that speaks a little differently. */
  sends(text: string): this {
    if (!this.#response.headersSent) this.#response.writeHead(200, this.#headers)
    this.#response.write(text)
    return this
  }

  /** Breaks the connection, after what was said. */
  breaks(): void {
    this.#response.socket?.destroySoon()
  }

  refuses(status: number, error: { code?: string; message?: string } = {}, headers: Record<string, string> = {}): void {
    this.#response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req-test', ...headers })
    this.#response.end(JSON.stringify({ error: { message: 'refused', type: 'error', ...error } }))
  }

  #chunk(choice: object | undefined, more: object = {}): void {
    if (!this.#response.headersSent) this.#response.writeHead(200, this.#headers)
    const chunk = {
      id: 'c',
      object: 'chat.completion.chunk',
      created: 0,
      model: this.prompt.model,
      choices: choice === undefined ? [] : [{ index: 0, ...choice }],
      ...more,
    }
    this.#response.write(`data: ${JSON.stringify(chunk)}\n\n`)
  }
}

type Script = (call: Call) => void

/** A model server that the test plays: by default it answers `you said: <question>`. */
export class ModelServer {
  readonly calls: Call[] = []
  readonly #server = createServer((request, response) => void this.#serve(request, response))
  readonly #waiting: ((call: Call) => void)[] = []
  readonly #scripts: Script[] = []
  /** What is done where no script is left. */
  otherwise: Script = call => call.says(`You said: ${lastLine(call.question)}`).ends()

  async listen(): Promise<this> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve))
    return this
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`
  }

  /** The next calls are played by these scripts, in order. */
  plays(...scripts: Script[]): void {
    this.#scripts.push(...scripts)
  }

  /** Resolves with the next call, which then is played by nobody but the test. */
  nextCall(): Promise<Call> {
    const { promise, resolve } = Promise.withResolvers<Call>()
    this.#waiting.push(resolve)
    return promise
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    try {
      for await (const piece of request.setEncoding('utf8')) body += piece
    } catch {
      return // the bot was killed as it asked
    }
    if (!request.complete) return
    const call = new Call(JSON.parse(body) as Prompt, response)
    this.calls.push(call)
    const taker = this.#waiting.shift() ?? this.#scripts.shift() ?? this.otherwise
    taker(call)
  }
}

const lastLine = (text: string) => text.split('\n').at(-1) ?? ''

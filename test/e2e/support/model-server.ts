import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type EmbeddingsRequest, embeddingsReply } from '../../../demo/stand-in-model/embedding.ts'
import { PROBE_TEXT } from '../../../src/llm/openai/probe/requests.ts'
import { ExtractionCall } from './extraction-call.ts'
import { ReviewCall } from './review-call.ts'

interface Prompt {
  readonly model: string
  readonly messages: readonly { role: string; content: unknown }[]
  readonly tools?: readonly { function: { name: string } }[]
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

  /** The notes of what the user told, `2026-11-02: Alex lives in Porto.` */
  get notes(): string[] {
    return linesUnder('[Notes ', this.#told).map(line => line.replace(/^- /u, ''))
  }

  /** The people and things the user told of, `Sarah (person, the user's sister): employer Google`. */
  get people(): string[] {
    return linesUnder('[People ', this.#told).map(line => line.replace(/^- /u, ''))
  }

  /** Where notes and people stand: all that is known in the system text, what was chosen for a question before it. */
  get #told(): string {
    return `${String(this.prompt.messages[0]?.content)}\n\n${this.question}`
  }

  /** The profile of the user, `home: Lisbon`. */
  get profile(): string[] {
    return linesUnder('[Profile', String(this.prompt.messages[0]?.content))
  }

  /** What was said before the window. */
  get summary(): string[] {
    const [, all = ''] = String(this.prompt.messages[0]?.content).split('\n[Summary ')
    const [summary = ''] = all.split('\n\n')
    return summary.split('\n').flatMap(line => (line.startsWith('> ') ? [line.slice(2)] : []))
  }

  /** The names of what the model may ask for. */
  get offered(): string[] {
    return this.prompt.tools?.map(({ function: { name } }) => name) ?? []
  }

  /** What the model was given to read after it had looked something up. */
  get lookedUp(): string[] {
    return this.prompt.messages.filter(({ role }) => role === 'tool').map(({ content }) => String(content))
  }

  /** Asks to look something up in memory; the bot then calls again. */
  looksUp(args: object): void {
    this.uses('search_memory', args)
  }

  /** Asks for one of the tools; the bot then calls again. */
  uses(name: string, args: object): void {
    this.usesAtOnce([name, args])
  }

  /** Asks for several of the tools in one go. */
  usesAtOnce(...uses: readonly (readonly [name: string, args: object])[]): void {
    const calls = uses.map(([name, args], index) => ({
      ...{ index, id: `call_${this.lookedUp.length + index}`, type: 'function' },
      function: { name, arguments: JSON.stringify(args) },
    }))
    this.#chunk({ delta: { role: 'assistant', tool_calls: calls }, finish_reason: null })
    this.ends('tool_calls')
  }

  /** Tells what the call has cost. */
  costs(tokens: number): this {
    this.#chunk(undefined, { usage: { total_tokens: tokens } })
    return this
  }

  /** Tells what it took: tokens read, those of them that were read before, and tokens written. */
  took(prompt: number, completion: number, cached = 0): this {
    const details = { prompt_tokens_details: { cached_tokens: cached } }
    const counts = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
    this.#chunk(undefined, { usage: { ...counts, ...details } })
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

/** What came over the wire: `body` is empty where something is only looked up. */
export interface ModelRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Readonly<Record<string, unknown>>
}

type Script = (call: Call) => void
type StudyScript = (call: ExtractionCall) => void

/**
 * A model server that the test plays: by default it answers `you said: <question>`, learns nothing, and embeds texts by
 * their words.
 */
export class ModelServer {
  readonly calls: Call[] = []
  /** What the cheap model was asked: learning and summaries. */
  readonly extractions: ExtractionCall[] = []
  readonly embeddings: EmbeddingsRequest[] = []
  /** What it was asked for nobody, to find out whether it works: none of the others. */
  readonly probes: ModelRequest[] = []
  readonly #studyScripts: StudyScript[] = []
  readonly #studyWaiting: ((call: ExtractionCall) => void)[] = []
  /** The second looks that it was asked for, and what is done with one: it agrees with all, unless a test says otherwise. */
  readonly reviews: ReviewCall[] = []
  reviewing: (call: ReviewCall) => void = call => call.confirms()
  /** What is done with a study where no script is left. */
  otherwiseExtracts: StudyScript = call => call.gives({})
  /** The recordings that it was to put into words, as they were sent: forms in parts. */
  readonly recordings: string[] = []
  /** Plays the server that puts recordings into words. */
  transcribes: (form: string, response: ServerResponse) => void = (_, response) => sendJson(response, { text: '' })
  /** Plays the embedding server. */
  embeds: (request: EmbeddingsRequest, response: ServerResponse) => void = sendEmbeddings
  readonly #server = createServer((request, response) => void this.#serve(request, response))
  readonly #waiting: ((call: Call) => void)[] = []
  readonly #scripts: Script[] = []
  /** What is done where no script is left. */
  otherwise: Script = call => call.says(`You said: ${lastLine(call.question)}`).ends()

  /** Whether it works on one chat or study after the other, as small servers do, and on none that nobody waits for any more. */
  hasOneSlot = false
  #slot: Promise<unknown> = Promise.resolve()

  /** Looks at every request first; true if it was answered. */
  intercepts: (request: ModelRequest, response: ServerResponse) => boolean = () => false

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

  /** The next studies are played by these scripts, in order. */
  playsExtractions(...scripts: StudyScript[]): void {
    this.#studyScripts.push(...scripts)
  }

  /** Resolves with the next study, which then is played by nobody but the test. */
  nextExtraction(): Promise<ExtractionCall> {
    const { promise, resolve } = Promise.withResolvers<ExtractionCall>()
    this.#studyWaiting.push(resolve)
    return promise
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
    const { method = '', url: path = '', headers } = request
    if (path.endsWith('/audio/transcriptions')) {
      this.recordings.push(body)
      this.transcribes(body, response)
      return
    }
    const parsed = JSON.parse(body || '{}') as Prompt & EmbeddingsRequest & { stream?: boolean }
    const isProbe = body.includes(PROBE_TEXT)
    if (isProbe) this.probes.push({ method, path, headers, body: { ...parsed } })
    if (this.intercepts({ method, path, headers, body: { ...parsed } }, response)) return
    if (isProbe) {
      answerProbe(parsed, response)
      return
    }
    if (!/\/(?:chat\/completions|embeddings)$/u.test(path)) response.writeHead(404).end('not found')
    else if (path.endsWith('/embeddings')) this.#embed(parsed, response)
    else if (this.hasOneSlot && !(await this.#takeSlot(response))) return
    else if (parsed.stream === true) this.#answer(parsed, response)
    else this.#study({ ...parsed }, response)
  }

  /** Resolves when everybody before is served: whether the bot waits still. */
  async #takeSlot(response: ServerResponse): Promise<boolean> {
    const before = this.#slot
    const closed = new Promise(resolve => response.once('close', resolve))
    this.#slot = before.then(() => closed)
    await before
    return !response.destroyed
  }

  #embed(request: EmbeddingsRequest, response: ServerResponse): void {
    this.embeddings.push(request)
    this.embeds(request, response)
  }

  #study(body: Record<string, unknown>, response: ServerResponse): void {
    const call = new ExtractionCall(body, response)
    if (ReviewCall.isReview(call)) {
      const review = new ReviewCall(call)
      this.reviews.push(review)
      this.reviewing(review)
      return
    }
    this.extractions.push(call)
    const taker = this.#studyWaiting.shift() ?? this.#studyScripts.shift() ?? this.otherwiseExtracts
    taker(call)
  }

  #answer(prompt: Prompt, response: ServerResponse): void {
    const call = new Call(prompt, response)
    this.calls.push(call)
    const taker = this.#waiting.shift() ?? this.#scripts.shift() ?? this.otherwise
    taker(call)
  }
}

function answerProbe(request: Prompt & EmbeddingsRequest & { stream?: boolean }, response: ServerResponse): void {
  if (request.stream === true) new Call(request, response).says('OK').ends()
  else if (request.messages === undefined) sendEmbeddings(request, response)
  else new ExtractionCall({ ...request }, response).gives({})
}

function sendEmbeddings(request: EmbeddingsRequest, response: ServerResponse): void {
  sendJson(response, embeddingsReply(request))
}

function sendJson(response: ServerResponse, answer: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(answer))
}

const lastLine = (text: string) => text.split('\n').at(-1) ?? ''

/** The quoted lines right under a title. */
function linesUnder(title: string, text: string): string[] {
  const lines = text.split('\n')
  const from = lines.findIndex(line => line.startsWith(title)) + 1
  const end = lines.findIndex((line, at) => at >= from && !line.startsWith('> '))
  return from === 0 ? [] : lines.slice(from, end < 0 ? undefined : end).map(line => line.slice(2))
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { answerByRules, type RuleAnswer } from './answer-rules.ts'
import { modelList, streamEvents, wholeCompletion } from './completion.ts'
import { type EmbeddingsRequest, embeddingsReply } from './embedding.ts'
import { extract } from './extract.ts'
import type { PromptMessage } from './read-prompt.ts'
import { review } from './review.ts'

export interface StandInOptions {
  /** Milliseconds between two chunks; 0 (the default): all at once. */
  readonly delayMs?: number
  /** Milliseconds until the first chunk; 0 by default. */
  readonly firstTokenMs?: number
  /** What is said; the rules of the demo if not given. `messages` and `tools` parse the prompt only when they are asked. */
  readonly rules?: (messages: () => readonly PromptMessage[], tools: () => readonly string[]) => RuleAnswer
}

export interface StandInModel {
  /** What the bot calls OPENAI_BASE_URL. */
  readonly url: string
  /** Milliseconds since the last answer ended; 0 while one is being given. */
  readonly quietMs: number
  close(): Promise<void>
}

/** Long enough that a client never writes into a connection that is just being closed. */
const KEEP_ALIVE_MS = 60_000

/** Starts an OpenAI-compatible server on a free port of 127.0.0.1: Chat Completions, streamed or whole, and the list of models. */
export async function startStandInModel(options: StandInOptions = {}): Promise<StandInModel> {
  const standIn = new StandIn(options)
  const server = createServer((request, response) => {
    standIn.serve(request, response).catch(() => response.destroy())
  })
  server.keepAliveTimeout = KEEP_ALIVE_MS
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    get quietMs() {
      return standIn.quietMs
    },
    async close() {
      const closed = new Promise(resolve => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

class StandIn {
  readonly #delayMs: number
  readonly #firstTokenMs: number
  readonly #rules: NonNullable<StandInOptions['rules']>
  #answering = 0
  #endedAt = 0
  #count = 0

  constructor({
    delayMs = 0,
    firstTokenMs = 0,
    rules = (messages, tools) => answerByRules(messages(), tools()),
  }: StandInOptions) {
    this.#delayMs = delayMs
    this.#firstTokenMs = firstTokenMs
    this.#rules = rules
  }

  get quietMs(): number {
    return this.#answering > 0 ? 0 : Date.now() - this.#endedAt
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = `${request.method} ${request.url}`
    if (route === 'GET /v1/models') return json(response, 200, modelList)
    if (route === 'POST /v1/embeddings') return embed(await read(request), response)
    if (route !== 'POST /v1/chat/completions') return refuse(response, 404, `There is no ${route}.`)
    this.#answering += 1
    response.once('close', () => {
      this.#answering -= 1
      this.#endedAt = Date.now()
    })
    await this.#complete(await read(request), response)
  }

  async #complete(body: string, response: ServerResponse): Promise<void> {
    const background = answerInBackground(body)
    if (background !== undefined)
      return json(response, 200, wholeCompletion('background', { text: background }, body.length))
    const spoken = this.#speak(body)
    if (spoken === undefined) return refuse(response, 400, 'The body must be JSON with a list of messages.')
    this.#count += 1
    const id = `chatcmpl-${this.#count}`
    // A quote inside a JSON string is escaped, so these can only be the body's own: no need to parse a large prompt.
    if (/"stream"\s*:\s*true/u.test(body))
      return await this.#stream(response, spoken, {
        id,
        length: body.length,
        withUsage: /"include_usage"\s*:\s*true/u.test(body),
      })
    const { firstTokenMs = this.#firstTokenMs } = spoken
    if (firstTokenMs > 0) await sleep(firstTokenMs)
    json(response, 200, wholeCompletion(id, spoken, body.length))
  }

  #speak(body: string): RuleAnswer | undefined {
    let prompt: Prompt | undefined
    let isReadable = true
    const read = (): Prompt => {
      prompt ??= parsePrompt(body)
      isReadable = prompt !== undefined
      return prompt ?? { messages: [], tools: [] }
    }
    const spoken = this.#rules(
      () => read().messages,
      () => read().tools,
    )
    return isReadable ? spoken : undefined
  }

  async #stream(
    response: ServerResponse,
    spoken: RuleAnswer,
    prompt: { id: string; length: number; withUsage: boolean },
  ): Promise<void> {
    const { delayMs = this.#delayMs, firstTokenMs = this.#firstTokenMs } = spoken
    const { opening, words, ending } = streamEvents(prompt.id, spoken, prompt)
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      'x-request-id': prompt.id,
    })
    if (delayMs === 0 && firstTokenMs === 0) {
      response.end(`${opening}${words.join('')}${ending}`)
      return
    }
    response.write(opening)
    if (firstTokenMs > 0) await sleep(firstTokenMs)
    for (const word of words) {
      if (response.destroyed) return
      response.write(word)
      if (delayMs > 0) await sleep(delayMs)
    }
    response.end(ending)
  }
}

/** The answer to a request of the learner, if it is one: the bot alone puts that into a completion that is not streamed. */
function answerInBackground(body: string): string | undefined {
  if (/"stream"\s*:\s*true/u.test(body)) return undefined
  const content = parsePrompt(body)?.messages.findLast(({ role }) => role === 'user')?.content
  if (typeof content !== 'string') return undefined
  return content.startsWith('Time zone: ') ? extract(content) : review(content)
}

function embed(body: string, response: ServerResponse): void {
  try {
    json(response, 200, embeddingsReply(JSON.parse(body) as EmbeddingsRequest))
  } catch {
    refuse(response, 400, 'The body must be JSON with a model and an input.')
  }
}

interface Prompt {
  readonly messages: readonly PromptMessage[]
  /** The names of those that are offered. */
  readonly tools: readonly string[]
}

function parsePrompt(body: string): Prompt | undefined {
  try {
    const { messages, tools, tool_choice: choice } = JSON.parse(body) as Record<string, unknown>
    if (!Array.isArray(messages)) return undefined
    const offered = Array.isArray(tools) && choice !== 'none' ? (tools as { function?: { name?: string } }[]) : []
    return { messages: messages as PromptMessage[], tools: offered.map(tool => tool.function?.name ?? '') }
  } catch {
    return undefined
  }
}

function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => void chunks.push(chunk))
    request.on('end', () => resolve(chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString()))
    request.on('error', reject)
  })
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

function refuse(response: ServerResponse, status: number, message: string): void {
  json(response, status, { error: { message, type: 'invalid_request_error', param: null, code: null } })
}

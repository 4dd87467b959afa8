import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extractionInstructions } from '../../src/prompt/extraction/instructions.ts'
import { findJsonObject } from '../../src/prompt/format/find-json-object.ts'
import { reviewInstructions } from '../../src/prompt/review/instructions.ts'
import { sortInstructions } from '../../src/prompt/sorting/sort-sentence.ts'

/** One request to a model's server, as it went. Times in ms since the process began. */
export interface ModelCall {
  /** A piece is a part of what a request of the learner is to read, sent ahead of it. */
  readonly kind: 'answer' | 'background' | 'piece' | 'embedding' | 'other'
  readonly startedAt: number
  /** When the first word, or the first part of a tool call, came. */
  firstAt?: number
  endedAt?: number
  status?: number
  usage?: Usage
  /** The bot broke it off. */
  isBrokenOff: boolean
  usesTools: boolean
  /** Whether what it gave holds a JSON object. */
  isJson: boolean
}

interface Usage {
  readonly prompt_tokens?: number
  readonly completion_tokens?: number
  readonly prompt_tokens_details?: { readonly cached_tokens?: number } | null
}

export interface ObservedServer {
  /** What the bot calls OPENAI_BASE_URL. */
  readonly url: string
  readonly calls: readonly ModelCall[]
  /** Resolves when no answer is being written. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** Hands every request on to a model's server as it is, and notes how it went. @param target its address up to `/v1` */
export async function observeServer(target: string): Promise<ObservedServer> {
  const calls: ModelCall[] = []
  let waiting: (() => void)[] = []
  const isBusy = () => calls.some(({ kind, endedAt }) => kind === 'answer' && endedAt === undefined)
  const server = createServer((request, response) => {
    handOn(target, calls, request, response)
      .catch(() => response.destroy())
      .finally(() => {
        if (isBusy()) return
        for (const resolve of waiting) resolve()
        waiting = []
      })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    idle: () => (isBusy() ? new Promise(resolve => void waiting.push(resolve)) : Promise.resolve()),
    async close() {
      const closed = new Promise(resolve => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

async function handOn(target: string, calls: ModelCall[], request: IncomingMessage, response: ServerResponse) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const path = (request.url ?? '').replace(/^\/v1/u, '')
  const call: ModelCall = {
    kind: kindOf(path, body),
    startedAt: performance.now(),
    isBrokenOff: false,
    usesTools: false,
    isJson: false,
  }
  calls.push(call)
  const cut = new AbortController()
  let text = ''
  response.once('close', () => {
    call.isBrokenOff = call.endedAt === undefined && !text.includes(LAST_EVENT)
    cut.abort()
  })
  try {
    const { authorization } = request.headers
    const answered = await fetch(target.replace(/\/$/u, '') + path, {
      ...{ method: request.method ?? 'GET', signal: cut.signal },
      headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
      ...(body.length > 0 && { body }),
    })
    call.status = answered.status
    response.writeHead(answered.status, { 'content-type': answered.headers.get('content-type') ?? 'application/json' })
    const decoder = new TextDecoder()
    for await (const piece of answered.body ?? []) {
      text += decoder.decode(piece, { stream: true })
      if (/"(?:content|tool_calls|name)":\s*(?:\[|"[^"])/u.test(text)) call.firstAt ??= performance.now()
      response.write(piece)
    }
    call.usesTools = /"tool_calls":\s*\[\s*\{/u.test(text)
    call.isJson = findJsonObject(contentIn(text)) !== undefined
    const usage = usageIn(text)
    if (usage !== undefined) call.usage = usage
    response.end()
  } finally {
    call.endedAt = performance.now()
  }
}

/** Behind it nobody waits for anything. */
const LAST_EVENT = 'data: [DONE]'

/** So much of its instructions tells a request of the learner from one for an answer. */
const BEGINNING = 60

function kindOf(path: string, body: Buffer): ModelCall['kind'] {
  if (path.startsWith('/embeddings')) return 'embedding'
  if (!path.startsWith('/chat/completions')) return 'other'
  try {
    const asked = JSON.parse(body.toString()) as Asked
    const system = String(asked.messages?.[0]?.content)
    const isOfLearner = [extractionInstructions, reviewInstructions, sortInstructions].some(text =>
      system.startsWith(text.slice(0, BEGINNING)),
    )
    if (isOfLearner) return (asked.max_tokens ?? asked.max_completion_tokens) === 1 ? 'piece' : 'background'
    return 'answer'
  } catch {
    return 'other'
  }
}

interface Asked {
  readonly messages?: readonly { content?: unknown }[]
  readonly max_tokens?: number
  readonly max_completion_tokens?: number
}

/** What the model said, in one piece or in many. */
function contentIn(response: string): string {
  const pieces = response.startsWith('{') ? [response] : response.split(/^data: /mu).slice(1)
  return pieces.map(contentOfPiece).join('')
}

function contentOfPiece(piece: string): string {
  try {
    const [choice] = (JSON.parse(piece) as { choices?: { message?: Said; delta?: Said }[] }).choices ?? []
    return String(choice?.message?.content ?? choice?.delta?.content ?? '')
  } catch {
    return ''
  }
}

interface Said {
  readonly content?: unknown
}

/** The last usage that a response tells, whole or streamed. */
function usageIn(text: string): Usage | undefined {
  const found = [...text.matchAll(/"usage":\s*(\{(?:[^{}]|\{[^{}]*\})*\})/gu)].at(-1)?.[1]
  return found === undefined ? undefined : (JSON.parse(found) as Usage)
}

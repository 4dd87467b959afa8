import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface ReceivedRequest {
  readonly body: Record<string, unknown> & { messages: { role: string; content: unknown }[] }
  readonly headers: IncomingMessage['headers']
  /** Resolves when the connection of this request is closed. */
  readonly closed: Promise<unknown>
}

export type Reply = (response: ServerResponse, asked: ReceivedRequest) => void

/**
 * A server for what aimock can't do: it answers each request with the next of `replies`, and the last one again. What it is
 * only to read, for a single token, it reads at once.
 */
export async function startServer(
  ...replies: Reply[]
): Promise<{ baseUrl: string; asked: ReceivedRequest[]; read: ReceivedRequest[] }> {
  const asked: ReceivedRequest[] = []
  const read: ReceivedRequest[] = []
  const server = createServer(async (request, response) => {
    const closed = once(response, 'close')
    const body = JSON.parse((await request.toArray()).join('')) as ReceivedRequest['body']
    const question = { body, headers: request.headers, closed }
    if (isReading(body)) {
      read.push(question)
      response.setHeader('content-type', 'application/json').end(JSON.stringify(oneToken))
      return
    }
    asked.push(question)
    const reply = replies[Math.min(asked.length, replies.length) - 1]
    reply?.(response, question)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked, read }
}

export function isReading(body: Readonly<Record<string, unknown>>): boolean {
  return body['max_tokens'] === 1
}

/** What a server answers that was asked for a single token. */
export const oneToken = {
  choices: [{ index: 0, message: { role: 'assistant', content: 'I' }, finish_reason: 'length' }],
  usage: { prompt_tokens: 40, completion_tokens: 1 },
}

/** Sends these lines as they are, and ends, hangs or cuts the connection. */
export function streamReply(lines: readonly string[], then: 'end' | 'hang' | 'cut' = 'end'): Reply {
  return response => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'x-request-id': 'req_7' })
    response.write(lines.map(line => `${line}\n\n`).join(''), () => {
      if (then === 'end') response.end()
      if (then === 'cut') response.destroy()
    })
  }
}

export function errorReply(status: number, error: unknown, headers: Record<string, string> = {}): Reply {
  return response => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_7', ...headers })
    response.end(JSON.stringify({ error }))
  }
}

export function textChunk(content: string): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })}`
}

export function finishChunk(reason: string): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: reason }] })}`
}

export const DONE_LINE = 'data: [DONE]'

/** A whole answer. */
export function textReply(text: string): Reply {
  return streamReply([textChunk(text), finishChunk('stop'), DONE_LINE])
}

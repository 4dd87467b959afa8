import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const chunk = (choice: object) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 0, model: 'instant', choices: [{ index: 0, ...choice }] })}\n\n`
const ANSWER = [
  chunk({ delta: { role: 'assistant', content: 'Here is ' }, finish_reason: null }),
  chunk({ delta: { content: 'a short answer.' }, finish_reason: null }),
  chunk({ delta: {}, finish_reason: 'stop' }),
  'data: [DONE]\n\n',
].join('')

export interface InstantModel {
  readonly url: string
  close(): void
}

/** A model that answers at once, or `delayMs` after it was asked; `onAsked` and `onToken` hear the prompt's body. */
export async function startInstantModel(
  delayMs: number,
  onAsked: (body: string) => void,
  onToken: (body: string) => void,
): Promise<InstantModel> {
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (piece: string) => {
      body += piece
    })
    request.on('end', () => {
      onAsked(body)
      const answer = () => {
        onToken(body)
        response.writeHead(200, { 'content-type': 'text/event-stream' }).end(ANSWER)
      }
      if (delayMs === 0) answer()
      else setTimeout(answer, delayMs)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close: () => server.close().closeAllConnections(),
  }
}

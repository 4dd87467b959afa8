import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type EmbeddingsRequest, embeddingsReply } from '../demo/stand-in-model/embedding.ts'

const chunk = (choice: object) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 0, model: 'instant', choices: [{ index: 0, ...choice }] })}\n\n`
const ANSWER = [
  chunk({ delta: { role: 'assistant', content: 'Here is ' }, finish_reason: null }),
  chunk({ delta: { content: 'a short answer.' }, finish_reason: null }),
  chunk({ delta: {}, finish_reason: 'stop' }),
  'data: [DONE]\n\n',
].join('')

/** What learning asks for meanwhile: nothing is learned, and summaries are short. */
function inBackground(path: string, body: string): string {
  if (path.endsWith('/embeddings')) return JSON.stringify(embeddingsReply(JSON.parse(body) as EmbeddingsRequest))
  const content = JSON.stringify({ facts: [], entities: [], summary: 'They talked.', merged: 'They talked.' })
  const choices = [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }]
  return JSON.stringify({ id: 's', object: 'chat.completion', created: 0, model: 'instant', choices })
}

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
      if (!/"stream"\s*:\s*true/u.test(body)) {
        response.writeHead(200, { 'content-type': 'application/json' }).end(inBackground(request.url ?? '', body))
        return
      }
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

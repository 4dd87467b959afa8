import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { PageEvent } from '../../../../demo/page/protocol.ts'
import type { RunningDemo } from './running-demo.ts'

export interface ReadEvent {
  readonly id: string
  readonly event: PageEvent
}

/** Follows the stream as a page does. Ends with the connection, or when the reader is done with it. */
export async function* followEvents({ origin, token }: RunningDemo, lastId?: string): AsyncGenerator<ReadEvent> {
  const ending = new AbortController()
  const headers = { Authorization: `Bearer ${token}`, ...(lastId !== undefined && { 'Last-Event-ID': lastId }) }
  const { body } = await fetch(`${origin}/events`, { headers, signal: ending.signal })
  if (body === null) return
  try {
    for await (const { id = '', data } of body
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream()))
      yield { id, event: JSON.parse(data) as PageEvent }
  } finally {
    ending.abort()
  }
}

/** Everything, as a page gets it that opens now. */
export async function readSnapshot(demo: RunningDemo) {
  for await (const { id, event } of followEvents(demo)) if (event.kind === 'snapshot') return { id, ...event }
  throw new Error('The stream began with no snapshot.')
}

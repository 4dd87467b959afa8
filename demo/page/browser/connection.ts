import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { ActionKind, ActionOf, ActionReply, ActionResults, PageEvent } from '../protocol.ts'

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 4000
const UNAUTHORIZED = 401
/** By the page's own address, port included: no other server on this machine reads it. */
const STORED_AS = 'keepsake-demo-token'

/** `ended`: this page has no token, or that of a demo which is over. */
export type Connection = 'connecting' | 'open' | 'lost' | 'ended'

/** The server has refused an action, or can't be reached: the message is for whoever did it. */
class ActionError extends Error {
  override readonly name = 'ActionError'
}

/** Takes the token out of the address, where it would be seen and copied, and keeps it for a reload. */
export function takeToken(): string | undefined {
  const given = location.hash.slice(1)
  if (given !== '') {
    localStorage.setItem(STORED_AS, given)
    history.replaceState(undefined, '', location.pathname)
  }
  return localStorage.getItem(STORED_AS) ?? undefined
}

export interface Listener {
  readonly onEvent: (event: PageEvent) => void
  readonly onConnection: (connection: Connection) => void
}

/** Follows the stream of events for good: after a loss it goes on where it was, once the server is there again. */
export async function follow(token: string | undefined, { onEvent, onConnection }: Listener): Promise<void> {
  let lastId: string | undefined
  let pause = FIRST_PAUSE_MS
  for (;;) {
    const response = token === undefined ? undefined : await request(token, lastId)
    if (token === undefined || response?.status === UNAUTHORIZED) return onConnection('ended')
    if (response?.ok === true && response.body !== null) {
      pause = FIRST_PAUSE_MS
      onConnection('open')
      for await (const { id, data } of events(response.body)) {
        lastId = id
        onEvent(JSON.parse(data) as PageEvent)
      }
    }
    onConnection('lost')
    await new Promise(resolve => setTimeout(resolve, pause))
    pause = Math.min(2 * pause, LONGEST_PAUSE_MS)
  }
}

/** Undefined where the server is not reached. */
async function request(token: string, lastId: string | undefined): Promise<Response | undefined> {
  const headers = { Authorization: `Bearer ${token}`, ...(lastId !== undefined && { 'Last-Event-ID': lastId }) }
  return await fetch('/events', { headers }).catch(() => undefined)
}

async function* events(body: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const stream = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  const reader = stream.getReader()
  for (;;) {
    // A connection that is cut is told by an error: the same as an end.
    const { value } = await reader.read().catch(() => ({ value: undefined }))
    if (value === undefined) return
    yield value
  }
}

/** Does something, with files if there are any. Throws ActionError. */
export async function send<Kind extends ActionKind>(
  token: string | undefined,
  action: ActionOf<Kind>,
  files: readonly File[] = [],
): Promise<ActionResults[Kind]> {
  const response = await fetch('/actions', {
    method: 'POST',
    ...(files.length === 0 ? asJson(token, action) : asForm(token, action, files)),
  }).catch(() => undefined)
  const reply = (await response?.json().catch(() => undefined)) as ActionReply<Kind> | undefined
  if (reply === undefined) throw new ActionError('The demo is not reached. It may have ended.')
  if (!reply.ok) throw new ActionError(reply.error)
  return reply.result
}

function asJson(token: string | undefined, action: unknown): RequestInit {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
  return { headers, body: JSON.stringify(action) }
}

function asForm(token: string | undefined, action: unknown, files: readonly File[]): RequestInit {
  const body = new FormData()
  body.set('action', JSON.stringify(action))
  for (const file of files) body.append('file', file)
  return { headers: { Authorization: `Bearer ${token}` }, body }
}

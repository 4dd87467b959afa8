import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { StoredFile } from '../stored.ts'
import { refusals } from './errors.ts'

export type Http = Context<{ Bindings: HttpBindings }>

/** A request as a route sees it. */
export interface Call {
  param(name: string): string
  query(name: string): string | undefined
  /** The JSON body, or a form's payload_json; an empty object without one. */
  readonly body: unknown
  readonly files: readonly StoredFile[]
}

/** Reads the body from Node's own request: a web Request with its streams would cost more than handling it. */
export async function readCall(http: Http): Promise<Call> {
  const call = {
    param: (name: string) => http.req.param(name) ?? '',
    query: (name: string) => http.req.query(name),
  }
  const type = http.env.incoming.headers['content-type'] ?? ''
  if (type.startsWith('multipart/form-data')) return { ...call, ...(await readForm(http)) }
  if (!type.startsWith('application/json')) return { ...call, body: {}, files: [] }
  return { ...call, body: await readJson(http.env.incoming), files: [] }
}

async function readJson(request: AsyncIterable<Buffer>): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const body = parse(Buffer.concat(chunks).toString())
  if (body === undefined) throw refusals.invalidJson()
  return body
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

async function readForm(http: Http): Promise<{ body: unknown; files: StoredFile[] }> {
  const form = await http.req.formData()
  const files: StoredFile[] = []
  for (const [name, value] of form) {
    if (typeof value === 'string' || !name.startsWith('files[')) continue
    files.push({ name: value.name, contentType: value.type, data: new Uint8Array(await value.arrayBuffer()) })
  }
  const payload = form.get('payload_json')
  return { body: typeof payload === 'string' ? parse(payload) : {}, files }
}

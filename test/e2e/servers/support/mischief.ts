import type { ServerResponse } from 'node:http'
import { fc } from '../../../support/property.ts'

/** What no one may ever read of a server. */
export const MACHINE_TEXT = /MACHINE|<\/?think>|\{"|<\|/u

/** One reply of a server out of its mind; each ends its request. */
export type Mischief = (response: ServerResponse) => void

const refusing =
  (status: number, body: object | string, headers: Record<string, string> = {}): Mischief =>
  response => {
    response.writeHead(status, {
      'content-type': typeof body === 'string' ? 'text/html' : 'application/json',
      ...headers,
    })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }

const chunk = (choice: object) => `data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}\n\n`
const says = (content: string) => chunk({ delta: { content }, finish_reason: null })

const streaming =
  (lines: readonly string[], then: 'end' | 'cut' = 'end'): Mischief =>
  response => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(lines.join(''), () => (then === 'end' ? response.end() : response.destroy()))
  }

const SOON = { 'retry-after-ms': '5' }
const error = { error: { message: 'MACHINE says no', type: 'MACHINE' } }

const mischiefs: readonly Mischief[] = [
  refusing(400, error),
  refusing(400, ''),
  refusing(404, { detail: 'MACHINE' }),
  refusing(413, '<h1>MACHINE says no</h1>'),
  refusing(422, { detail: [{ loc: ['body', 'MACHINE'], msg: 'MACHINE' }] }),
  refusing(401, error),
  refusing(402, error),
  refusing(429, error, SOON),
  refusing(429, error, { 'retry-after': '90' }),
  refusing(500, '<h1>MACHINE says no</h1>', SOON),
  refusing(503, error, SOON),
  refusing(200, 'MACHINE'),
  refusing(200, { choices: [] }),
  streaming([]),
  streaming([says('Half of'), 'data: {"error": {"message": "MACHINE", "code": 503}}\n\n']),
  streaming([says('Half of an ans')], 'cut'),
  streaming([says('<think>'), says('MACHINE</think>'), chunk({ delta: {}, finish_reason: 'stop' })]),
  streaming([chunk({ delta: {}, finish_reason: 'MACHINE' }), 'data: [DONE]\n\n']),
  streaming([says('Fine.'), 'data: [DONE]\n\n']),
]

/** What a server does with the requests of one question, in order; then it is well. */
export const mischiefSequences = (count: number): readonly (readonly Mischief[])[] =>
  fc.sample(fc.array(fc.constantFrom(...mischiefs), { minLength: 1, maxLength: 6 }), { numRuns: count, seed: 7 })

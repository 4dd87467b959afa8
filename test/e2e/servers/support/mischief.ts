// biome-ignore-all lint/security/noSecrets: marks of models look like keys
import type { ServerResponse } from 'node:http'
import type { AnswerTextKey } from '../../../../src/locales/en.ts'
import { fc, runs } from '../../../support/property.ts'

/** What no one may ever read of a server. */
export const MACHINE_TEXT = /MACHINE|<\/?think>|\{"|<\|/u

/** One reply of a server out of its mind. */
export interface Mischief {
  readonly play: (response: ServerResponse) => void
  /** What would be true to tell of it. */
  readonly tells: readonly AnswerTextKey[]
}

type Told = readonly AnswerTextKey[]

const refusing = (
  tells: Told,
  status: number,
  body: object | string,
  headers: Record<string, string> = {},
): Mischief => ({
  tells,
  play(response) {
    const type = typeof body === 'string' ? 'text/html' : 'application/json'
    response.writeHead(status, { 'content-type': type, ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  },
})

const chunk = (choice: object) => `data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}\n\n`
const says = (content: string) => chunk({ delta: { content }, finish_reason: null })
const ends = (word: string) => chunk({ delta: {}, finish_reason: word })

/** How a stream goes on after its lines: it ends, breaks off, says nothing more, or keeps its connection alive and no more. */
type Then = 'end' | 'cut' | 'hang' | 'keepAlive'

const streaming = (tells: Told, lines: readonly string[], then: Then = 'end'): Mischief => ({
  tells,
  play(response) {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(lines.join('') || ': hm\n\n', () => {
      if (then === 'end') response.end()
      if (then === 'cut') response.destroy()
    })
    if (then !== 'keepAlive') return
    const timer = setInterval(() => response.write(': still here\n\n'), 200)
    response.once('close', () => clearInterval(timer))
  },
})

/** The same, once a second has passed. */
const late = ({ tells, play }: Mischief): Mischief => ({
  tells,
  play: response => void setTimeout(() => play(response), 1000),
})

const SOON = { 'retry-after-ms': '5' }
const error = { error: { message: 'MACHINE says no', type: 'MACHINE' } }

const refused: Told = ['modelRequestRefused', 'pictureNotSeen']
const overloaded: Told = ['modelOverloaded', 'pictureNotSeen']
const broken: Told = ['modelUnreachable', 'cutOff']

const mischiefs: readonly Mischief[] = [
  refusing(refused, 400, error),
  refusing(refused, 400, ''),
  refusing([...refused, 'modelMissing'], 404, { detail: 'MACHINE' }),
  refusing(['messageTooLong', 'pictureNotSeen'], 413, '<h1>MACHINE says no</h1>'),
  refusing(refused, 422, { detail: [{ loc: ['body', 'MACHINE'], msg: 'MACHINE' }] }),
  refusing(['modelKeyRefused'], 401, error),
  refusing(['modelQuotaSpent'], 402, error),
  refusing(['modelOverloaded'], 429, error, SOON),
  refusing(['modelBusy'], 429, error, { 'retry-after': '90' }),
  refusing(overloaded, 500, '<h1>MACHINE says no</h1>', SOON),
  refusing(['modelOverloaded'], 503, error, SOON),
  refusing(['modelUnreachable'], 200, 'MACHINE'),
  refusing(['modelUnreachable', 'modelEmpty'], 200, { choices: [] }),
  late(refusing(refused, 400, error)),
  late(refusing(['modelOverloaded'], 503, error, SOON)),
  streaming(['modelUnreachable'], []),
  streaming(
    ['modelOverloaded', 'cutOff'],
    [says('Half of'), 'data: {"error": {"message": "MACHINE", "code": 503}}\n\n'],
  ),
  streaming(['modelOverloaded', 'cutOff'], [says('Half of'), ends('error')]),
  streaming(broken, [says('Half of an ans')], 'cut'),
  streaming(broken, [says('Half of an ans')]),
  streaming(['modelTooSlow'], [], 'hang'),
  streaming(['modelTooSlow'], [], 'keepAlive'),
  streaming(['modelTooSlow', 'cutOff'], [says('Half of')], 'hang'),
  streaming(['modelTooSlow', 'cutOff'], [says('Half of')], 'keepAlive'),
  streaming(['modelEmpty'], [says('<think>'), says('MACHINE</think>'), ends('stop')]),
  streaming(['modelEmpty'], [ends('MACHINE'), 'data: [DONE]\n\n']),
  streaming(['modelSpentOnThoughts'], [says('<think>MACHINE'), ends('length')]),
  streaming(['lengthReached'], [says('Half of'), ends('length')]),
  streaming(['modelFiltered', 'cutOff'], [says('Half of'), ends('content_filter')]),
  streaming(overloaded, [ends('malformed_function_call')]),
  streaming([], [says('Fine.'), 'data: [DONE]\n\n']),
  late(streaming([], [says('Fine.'), ends('stop')])),
]

/** What a server does with the requests of one question, in order; then it is well. `PROPERTY_SEED` takes others. */
export const mischiefSequences = (count: number): readonly (readonly Mischief[])[] =>
  fc.sample(fc.array(fc.constantFrom(...mischiefs), { minLength: 1, maxLength: 6 }), {
    ...runs(count),
    seed: Number(process.env['PROPERTY_SEED'] ?? 7),
  })

// biome-ignore-all lint/security/noSecrets: signatures look like keys
// biome-ignore-all lint/style/useNamingConvention: fields of servers have names of their own
import type { SentRequest } from '../support/simulated-server.ts'

/** A server that calls tools in its own form, and takes the calls back in that form alone. */
export interface CallForm {
  readonly name: string
  /** What it streams, each in a piece of its own, before it ends with `tool_calls`. */
  readonly deltas: readonly object[]
  /** Whether what comes back is as it has to be. */
  readonly takes: (request: SentRequest) => boolean
  /** How many things are kept. */
  readonly keeps?: number
}

interface SentCall {
  readonly id?: unknown
  readonly function?: Readonly<Record<string, unknown>>
  readonly [field: string]: unknown
}

const call = (more: object = {}, args: unknown = '{"quote":"I like tea"}', named: object = {}) => ({
  ...{ index: 0, id: 'call_1', type: 'function', function: { name: 'remember', arguments: args, ...named } },
  ...more,
})

const deltaOf = (...calls: object[]) => ({ tool_calls: calls })

const spoken = ({ messages }: SentRequest): Readonly<Record<string, unknown>> =>
  (messages.find(({ tool_calls }) => tool_calls !== undefined) ?? {}) as never

const callsIn = (request: SentRequest) => (spoken(request)['tool_calls'] ?? []) as readonly SentCall[]

const answeredIds = ({ messages }: SentRequest) =>
  messages.filter(({ role }) => role === 'tool').map(message => Object(message).tool_call_id as unknown)

/** Ids of nine letters and digits, each once, and an answer to each. */
function hasShortIds(request: SentRequest): boolean {
  const ids = callsIn(request).map(({ id }) => id)
  const areShort = ids.every(id => typeof id === 'string' && /^[A-Za-z0-9]{9}$/u.test(id))
  return areShort && hasOwnIds(request)
}

function hasOwnIds(request: SentRequest): boolean {
  const ids = callsIn(request).map(({ id }) => id)
  return ids.length > 0 && new Set(ids).size === ids.length && ids.join() === answeredIds(request).join()
}

const hasObject = (request: SentRequest) =>
  callsIn(request).every(one => JSON.parse(String(one.function?.['arguments'])).quote === 'I like tea')

const SIGNED = { google: { thought_signature: 'c2lnbmVk' } }
const DETAILS = [{ type: 'reasoning.encrypted', data: 'c2VjcmV0', id: 'r1', format: 'anthropic-claude-v1', index: 0 }]

export const callForms: readonly CallForm[] = [
  // What came with a call goes back
  {
    name: 'Gemini’s signature of a thought',
    deltas: [deltaOf(call({ extra_content: SIGNED }))],
    takes: request => JSON.stringify(callsIn(request)[0]?.['extra_content']) === JSON.stringify(SIGNED),
  },
  {
    name: 'a signature beside the arguments',
    deltas: [deltaOf(call({}, '{"quote":"I like tea"}', { thought_signature: 'c2lnbmVk' }))],
    takes: request => callsIn(request)[0]?.function?.['thought_signature'] === 'c2lnbmVk',
  },
  {
    name: 'a signature in a piece of its own',
    deltas: [deltaOf(call()), deltaOf({ index: 0, extra_content: SIGNED })],
    takes: request => JSON.stringify(callsIn(request)[0]?.['extra_content']) === JSON.stringify(SIGNED),
  },
  {
    name: 'thoughts in pieces',
    deltas: [{ reasoning_content: 'She likes ' }, { reasoning_content: 'tea.' }, deltaOf(call())],
    takes: request => spoken(request)['reasoning_content'] === 'She likes tea.',
  },
  {
    name: 'sealed thoughts',
    deltas: [{ reasoning_details: DETAILS }, deltaOf(call())],
    takes: request => JSON.stringify(spoken(request)['reasoning_details']) === JSON.stringify(DETAILS),
  },
  // Ids
  ...[undefined, null, ''].map(id => ({
    name: `${id === '' ? 'an empty' : id} id`,
    deltas: [deltaOf(call({ id }))],
    takes: hasShortIds,
  })),
  {
    name: 'no ids for two calls',
    deltas: [deltaOf(call({ id: undefined }), call({ id: undefined, index: 1 }, '{"quote":"I like figs"}'))],
    takes: hasShortIds,
    keeps: 2,
  },
  {
    name: 'one id for two calls',
    deltas: [deltaOf(call(), call({ index: 1 }, '{"quote":"I like figs"}'))],
    takes: hasOwnIds,
    keeps: 2,
  },
  // Arguments
  { name: 'arguments that are an object', deltas: [deltaOf(call({}, { quote: 'I like tea' }))], takes: hasObject },
  { name: 'a text in a text', deltas: [deltaOf(call({}, '"{\\"quote\\":\\"I like tea\\"}"'))], takes: hasObject },
  { name: 'single quotes', deltas: [deltaOf(call({}, "{'quote': 'I like tea'}"))], takes: hasObject },
  {
    name: 'arguments in pieces without an index',
    deltas: [deltaOf(call({ index: undefined }, '{"quote":')), deltaOf({ function: { arguments: '"I like tea"}' } })],
    takes: hasObject,
  },
  {
    name: 'the older form',
    deltas: [{ function_call: { name: 'remember', arguments: '{"quote":"I like tea"}' } }],
    takes: hasShortIds,
  },
]

const THOUGHTS = { reasoning_content: 'She likes tea.' }

/** Servers that refuse what they have sent themselves: it may go back to none of them. */
export const refusedExtras: readonly {
  readonly name: string
  readonly status: number
  readonly body: object | string
}[] = [
  {
    name: 'DeepSeek',
    status: 400,
    body: { error: { message: 'The reasoning_content of messages must not be passed back.' } },
  },
  {
    name: 'OpenAI',
    status: 400,
    body: {
      error: { message: "Additional properties are not allowed ('reasoning_content' was unexpected) - 'messages.2'" },
    },
  },
  {
    name: 'FastAPI',
    status: 422,
    body: {
      detail: [
        {
          type: 'extra_forbidden',
          loc: ['body', 'messages', 2, 'assistant', 'reasoning_content'],
          msg: 'Extra inputs are not permitted',
        },
      ],
    },
  },
  { name: 'one that says nothing', status: 400, body: '' },
]

export const thinkingDeltas: readonly object[] = [THOUGHTS, deltaOf(call())]

export const hasThoughts = (request: SentRequest) => spoken(request)['reasoning_content'] !== undefined

/** Words for the end of an answer in which the model made a call that its server could not read. */
export const malformedEndings: readonly string[] = [
  ...['malformed_function_call', 'MALFORMED_FUNCTION_CALL', 'function_call_filter: MALFORMED_FUNCTION_CALL'],
  ...['malformed_tool_call', 'UNEXPECTED_TOOL_CALL', 'invalid_tool_call', 'unparsable_function'],
]

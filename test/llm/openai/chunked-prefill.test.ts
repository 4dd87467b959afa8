import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { HostOccupancy } from '../../../src/llm/host-occupancy.ts'
import { ModelHosts } from '../../../src/llm/model-hosts.ts'
import { ChunkedPrefill } from '../../../src/llm/openai/chunked-prefill.ts'
import { createOpenAiClient } from '../../../src/llm/openai/client.ts'
import { completionReply, extractionModel, extractionRequest, knownSize } from '../support/extraction-server.ts'
import { errorReply, type ReceivedRequest, type Reply, startServer } from '../support/server.ts'

const never = new AbortController().signal
const system = 'Sort what people say. '.repeat(60)
const request = {
  model: 'm',
  max_completion_tokens: 100,
  response_format: { type: 'json_object' as const },
  messages: [
    { role: 'system' as const, content: system },
    { role: 'user' as const, content: 'I keep bees. '.repeat(200) },
  ],
}
const textOf = ({ body }: ReceivedRequest) =>
  body.messages
    .map(({ content }) => content)
    .join('')
    .replace(/…$/u, '')

let now = 0
beforeEach(() => void vi.spyOn(performance, 'now').mockImplementation(() => now))
afterEach(() => vi.restoreAllMocks())

/** A server that takes as many milliseconds for each character that it has not read before, or for each one there is. */
function reads(msPerCharacter: number, { keeps = true, tells = false } = {}): Reply {
  let kept = ''
  return (response, asked) => {
    const text = textOf(asked)
    const isKept = keeps && text.startsWith(kept)
    now += msPerCharacter * (text.length - (isKept ? kept.length : 0))
    const cached = isKept && tells ? Math.ceil(kept.length / 4) : 0
    kept = text
    const usage = { prompt_tokens: Math.ceil(text.length / 4), prompt_tokens_details: { cached_tokens: cached } }
    const choices = [{ index: 0, message: { role: 'assistant', content: 'I' }, finish_reason: 'length' }]
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ choices, usage }))
  }
}

async function startPrefill(reply: Reply) {
  const { baseUrl, asked } = await startServer(reply)
  const occupancy = new HostOccupancy(1)
  return { asked, occupancy, prefill: new ChunkedPrefill(createOpenAiClient({ baseUrl }), occupancy) }
}

/** As if the request itself was answered then. */
function read(prefill: ChunkedPrefill, asked: Parameters<ChunkedPrefill['ask']>[0] = request, signal = never) {
  return prefill.ask(asked, signal, async () => undefined)
}

test.each([false, true])(
  'a slow server reads piece after piece, each within half a second (telling: %s)',
  async tells => {
    const { prefill, asked } = await startPrefill(reads(1, { tells }))
    await read(prefill)

    const texts = asked.map(textOf)
    const whole = request.messages.map(({ content }) => content).join('')
    expect(texts.length).toBeGreaterThan(5)
    texts.forEach((text, at) => {
      expect(whole.startsWith(text)).toBe(true)
      expect(text.length - (texts[at - 1] ?? '').length).toBeGreaterThan(0)
      expect(text.length - (texts[at - 1] ?? '').length).toBeLessThanOrEqual(500)
    })
    expect(whole.length - (texts.at(-1) ?? '').length).toBeLessThanOrEqual(800)
    for (const { body } of asked) {
      expect(body).toMatchObject({ model: 'm', max_completion_tokens: 1 })
      expect(body).not.toHaveProperty('response_format')
      expect(body.messages.at(-1)?.role).toBe('user')
    }
  },
)

test('a machine that takes two seconds for the smallest piece goes on with such pieces', async () => {
  const { prefill, asked } = await startPrefill(reads(12))
  await read(prefill)
  expect(asked.length).toBeGreaterThan(20)
})

test('what it has read before is not read again', async () => {
  const { prefill, asked } = await startPrefill(reads(1))
  await read(prefill)
  const pieces = asked.length
  await read(prefill, { ...request, messages: [...request.messages, { role: 'user', content: 'And you?' }] })
  expect(asked).toHaveLength(pieces)
})

test('after an answer it goes on where it was broken off, in one step as long as the server has kept that', async () => {
  const reply = reads(1)
  const interruption = new AbortController()
  const { prefill, asked, occupancy } = await startPrefill((response, piece) => {
    if (asked.length === 5) interruption.abort()
    reply(response, piece)
  })
  await expect(read(prefill, request, interruption.signal)).rejects.toThrow()
  occupancy.beginAnswer()()
  await read(prefill)

  const [, , , fourth, , resumed, next] = asked.map(textOf)
  expect(resumed).toBe(fourth)
  expect(next?.length).toBeGreaterThan(resumed?.length ?? 0)

  const before = asked.length
  // The answer took its place.
  reply({ setHeader: () => ({ end: () => undefined }) } as never, { body: { messages: [] } } as never)
  occupancy.beginAnswer()()
  await read(prefill)
  const again = asked.length
  occupancy.beginAnswer()()
  await read(prefill)
  expect(textOf(asked[before] as ReceivedRequest).length).toBeGreaterThan(1600)
  expect(textOf(asked[again] as ReceivedRequest).length).toBeLessThan(500)
})

test('what a request that was broken off had still to read does not count as read', async () => {
  const { prefill, asked, occupancy } = await startPrefill(reads(1))
  await expect(prefill.ask(request, never, () => Promise.reject(new Error('Somebody asks.')))).rejects.toThrow(
    'Somebody',
  )
  const pieces = asked.length
  occupancy.beginAnswer()()
  await read(prefill)

  const [last, resumed] = [asked[pieces - 1], asked[pieces]].map(piece => textOf(piece as ReceivedRequest))
  expect(resumed).toBe(last)
})

test('a quick server is asked for one piece, and for none after that', async () => {
  const { prefill, asked } = await startPrefill(reads(0.01))
  await read(prefill)
  await read(prefill, { ...request, messages: [{ role: 'user', content: 'Something else. '.repeat(500) }] })
  expect(asked).toHaveLength(1)
})

test('a server that reads everything anew for each piece is spared the pieces', async () => {
  const { prefill, asked } = await startPrefill(reads(1, { keeps: false }))
  await read(prefill)
  const pieces = asked.length
  expect(pieces).toBeLessThan(12)
  await read(prefill)
  expect(asked).toHaveLength(pieces)
})

test.each([
  ['refuses', errorReply(400, { message: 'roles must alternate' })],
  ['hangs up', (response => response.destroy()) as Reply],
  ['talks of something else', completionReply(null, 'stop')],
])('a server that %s at a piece is left to the request itself', async (_, reply) => {
  const { prefill, asked } = await startPrefill(reply)
  await read(prefill)
  expect(asked).toHaveLength(1)
})

test('a request that nothing would end is not read in pieces', async () => {
  const { prefill, asked } = await startPrefill(reads(1))
  const { max_completion_tokens: _, ...endless } = request
  await read(prefill, endless)
  expect(asked).toEqual([])
})

test('a piece that nobody waits for any more is broken off', async () => {
  const interruption = new AbortController()
  const { prefill, asked } = await startPrefill(() => interruption.abort(new Error('Somebody asks.')))
  await expect(read(prefill, request, interruption.signal)).rejects.toThrow('Somebody asks.')
  await asked[0]?.closed
  expect(asked).toHaveLength(1)
})

describe('a study of a small model', () => {
  const study = { ...extractionRequest, turns: [{ ...extractionRequest.turns[0], text: 'I keep bees.' }] } as never

  test.each([
    ['reads its prompt ahead where answers are made as well', 1, 1],
    ['asks at once where the host does several things', 2, 0],
  ])('%s', async (_, studiesAtOnce, pieces) => {
    const { baseUrl, asked, read: readAhead } = await startServer(completionReply('{"tells":"talk"}'))
    const hosts = new ModelHosts(studiesAtOnce)
    const { model, calls } = extractionModel(baseUrl, { hosts, capabilityStore: knownSize(1_777_088_000) })
    await model.extract(study, never)
    expect(asked).toHaveLength(1)
    expect(readAhead).toHaveLength(pieces)
    expect(calls.filter(({ purpose }) => purpose === 'prefill')).toHaveLength(pieces)
  })
})

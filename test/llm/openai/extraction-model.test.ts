import { describe, expect, test } from 'vitest'
import { ModelError } from '../../../src/errors.ts'
import type { ExtractionModel, ExtractionRequest } from '../../../src/memory/ports/extraction-model.ts'
import {
  completionReply,
  extraction,
  extractionModel,
  extractionRequest,
  jsonReply,
  SECRET_WORDS,
} from '../support/extraction-server.ts'
import { errorReply, type Reply, startServer } from '../support/server.ts'
import { KEY } from '../support/talk.ts'

const fact = {
  ...{ turn: 1, quote: 'my sister', text: 'The user has a sister.', names: [], subject: 'user', facet: null },
  ...{ kind: 'personal', eventAt: null, replaces: [], repeats: null, sensitive: false },
}
const never = new AbortController().signal

const hangsUp: Reply = response => response.destroy()

async function failing(model: ExtractionModel, asked: ExtractionRequest = extractionRequest): Promise<ModelError> {
  const error = await model.extract(asked, never).catch((thrown: unknown) => thrown)
  if (!(error instanceof ModelError)) throw new Error('It did not fail as a model does.', { cause: error })
  return error
}

test('a study is one request with a strict schema and a limit, not streamed', async () => {
  const { baseUrl, asked } = await startServer(completionReply(extraction({ facts: [fact] })))
  const { model, calls, lines } = extractionModel(baseUrl)

  expect((await model.extract(extractionRequest, never)).facts).toMatchObject([{ quote: 'my sister' }])
  expect(asked).toHaveLength(1)
  expect(asked[0]?.headers.authorization).toBe(`Bearer ${KEY}`)
  expect(asked[0]?.body).toMatchObject({
    model: 'gpt-5.4-nano',
    max_completion_tokens: 4000,
    messages: [{ role: 'system' }, { role: 'user', content: expect.stringContaining(SECRET_WORDS) }],
    response_format: { type: 'json_schema', json_schema: { name: 'study', strict: true } },
  })
  for (const name of ['stream', 'temperature', 'reasoning_effort']) expect(asked[0]?.body).not.toHaveProperty(name)
  expect(calls).toMatchObject([{ purpose: 'study', outcome: 'ok', tokens: { prompt: 50, completion: 7 } }])
  expect(lines).toEqual([])
})

test('an answer in parts is read without its thoughts', async () => {
  const parts = [
    { type: 'thinking', thinking: [{ type: 'text', text: '{}' }] },
    { type: 'text', text: extraction() },
  ]
  const { baseUrl, asked } = await startServer(completionReply(null, 'stop', { content: parts }))
  expect(await extractionModel(baseUrl).model.extract(extractionRequest, never)).toEqual({ facts: [], entities: [] })
  expect(asked).toHaveLength(1)
})

describe('the format', () => {
  test.each([
    ['OpenAI, an older model', 400, { error: { message: "'response_format' of type 'json_schema' is not supported" } }],
    ['DeepSeek', 400, { error: { message: 'This response_format type is unavailable now' } }],
    ['LM Studio', 400, { error: "'response_format.type' must be 'json_object' or 'text'" }],
    ['FastAPI', 422, { detail: [{ type: 'literal_error', loc: ['body', 'response_format', 'type'] }] }],
    ['an older vLLM', 400, { object: 'error', message: 'guided decoding needs xgrammar', code: 400 }],
    ['llama.cpp', 500, { error: { code: 500, message: 'Failed to initialize grammar', type: 'server_error' } }],
    ['OpenRouter', 404, { error: { message: 'No endpoints found that can handle the requested parameters.' } }],
  ])('is any JSON where %s takes no schema, and the shape is told, from then on', async (_, status, body) => {
    const { baseUrl, asked } = await startServer(jsonReply(body, status), completionReply(extraction()))
    const { model, calls } = extractionModel(baseUrl)
    await model.extract(extractionRequest, never)
    await model.extract(extractionRequest, never)

    expect(asked).toHaveLength(3)
    for (const { body } of asked.slice(1)) {
      expect(body).toHaveProperty('response_format', { type: 'json_object' })
      expect(body.messages[0]?.content).toMatch(/JSON object has this shape[\s\S]*"sensitive"/)
    }
    expect(calls.map(({ outcome }) => outcome === 'ok')).toEqual([false, true, true])
  })

  test('goes one step down when several requests at once are refused', async () => {
    const { baseUrl, asked } = await startServer((response, one) => {
      const isSchema = Object(one.body['response_format']).type === 'json_schema'
      const reply = isSchema
        ? errorReply(400, { message: 'json_schema is not supported' })
        : completionReply(extraction())
      reply(response, one)
    })
    const { model } = extractionModel(baseUrl)
    await Promise.all([
      model.extract(extractionRequest, never),
      model.extract(extractionRequest, never),
      model.extract(extractionRequest, never),
    ])
    await model.extract(extractionRequest, never)
    expect(asked.at(-1)?.body).toHaveProperty('response_format', { type: 'json_object' })
  })

  test('is plain text where that is refused too', async () => {
    const no = errorReply(400, { message: 'response_format is not supported' })
    const { baseUrl, asked } = await startServer(
      no,
      no,
      completionReply(`Gladly:\n\`\`\`json\n${extraction()}\n\`\`\``),
    )
    const { model } = extractionModel(baseUrl)

    expect(await model.extract(extractionRequest, never)).toEqual({ facts: [], entities: [] })
    await model.extract(extractionRequest, never)
    for (const { body } of asked.slice(2)) expect(body).not.toHaveProperty('response_format')
    expect(asked).toHaveLength(4)
  })

  test('is not given up for a refusal of something else, or a server in trouble', async () => {
    const { baseUrl, asked } = await startServer(
      errorReply(400, { message: 'no such model' }),
      jsonReply({}, 500),
      completionReply(extraction()),
    )
    const { model } = extractionModel(baseUrl)
    expect((await failing(model)).failure).toBe('missing')
    await model.extract(extractionRequest, never)
    for (const { body } of asked) expect(body).toMatchObject({ response_format: { type: 'json_schema' } })
  })

  test('the token limit is given as the server takes it', async () => {
    const { baseUrl, asked } = await startServer(
      errorReply(400, { message: 'Unrecognized request argument supplied: max_completion_tokens' }),
      completionReply(extraction()),
    )
    await extractionModel(baseUrl, { maxTokens: 900 }).model.extract(extractionRequest, never)
    expect(asked[1]?.body).toMatchObject({ max_tokens: 900 })
    expect(asked[1]?.body).not.toHaveProperty('max_completion_tokens')
  })
})

describe('an answer that can’t be read', () => {
  test('is asked for once more, with what is wrong', async () => {
    const { baseUrl, asked } = await startServer(
      completionReply('The user has a sister.'),
      completionReply(extraction({ facts: [fact] })),
    )
    const { model, calls } = extractionModel(baseUrl)

    expect((await model.extract(extractionRequest, never)).facts).toHaveLength(1)
    expect(asked[1]?.body.messages.slice(2)).toEqual([
      { role: 'assistant', content: 'The user has a sister.' },
      { role: 'user', content: expect.stringMatching(/no whole JSON object[\s\S]*"sensitive"/) },
    ])
    expect(calls.map(({ outcome }) => outcome)).toEqual(['malformed', 'ok'])
  })

  test('teaches to tell the shape at once: that server passes over the schema', async () => {
    const { baseUrl, asked } = await startServer(completionReply('A sister.'), completionReply(extraction()))
    const { model } = extractionModel(baseUrl)
    await model.extract(extractionRequest, never)
    await model.extract(extractionRequest, never)
    expect(asked[0]?.body.messages[0]?.content).not.toContain('has this shape')
    expect(asked[2]?.body.messages[0]?.content).toContain('has this shape')
  })

  test.each([
    ['talk', 'I learned nothing new.'],
    ['nothing', ''],
    ['half a JSON', extraction({ facts: [fact] }).slice(0, 80)],
    ['wrong types', extraction({ facts: 'none' })],
    ['nothing readable', extraction({ facts: [{ turn: 'first' }] })],
  ])('twice is an error, never “nothing new”: %s', async (_, said) => {
    const { baseUrl, asked } = await startServer(completionReply(said))
    const { model, lines } = extractionModel(baseUrl)

    const error = await failing(model)
    expect(error).toMatchObject({ failure: 'malformed', canRetry: true, details: { requestId: 'req_7' } })
    expect(asked).toHaveLength(2)
    expect(lines).toHaveLength(1)
  })

  test('for want of its summary keeps its facts', async () => {
    const { baseUrl, asked } = await startServer(
      completionReply(extraction({ facts: [fact] })),
      completionReply('Sorry.'),
    )
    const { model } = extractionModel(baseUrl)
    const told = await model.extract({ ...extractionRequest, summarize: { from: 1, to: 1, tokens: 100 } }, never)
    expect(told).toMatchObject({ facts: [{ quote: 'my sister' }] })
    expect(told.summary).toBeUndefined()
    expect(asked).toHaveLength(2)
  })

  test('in part is used in part, and counted', async () => {
    const { baseUrl } = await startServer(completionReply(extraction({ facts: [fact, 'x', { ...fact, turn: null }] })))
    const { model, lines } = extractionModel(baseUrl)
    expect((await model.extract(extractionRequest, never)).facts).toHaveLength(1)
    expect(lines).toMatchObject([[{ dropped: 2 }, expect.any(String)]])
  })
})

describe('failures', () => {
  test.each([
    ['cut at the limit of tokens', completionReply(extraction(), 'length'), 'cut', 1],
    ['held back by a filter', completionReply(null, 'content_filter'), 'filtered', 1],
    ['refused by the model', completionReply(null, 'stop', { refusal: 'I can’t help with that.' }), 'filtered', 1],
    ['too long', errorReply(400, { code: 'context_length_exceeded' }), 'tooLong', 1],
    ['a wrong key', errorReply(401, { message: KEY }), 'key', 1],
    ['no money', errorReply(429, { code: 'insufficient_quota' }), 'quota', 1],
    ['no such model', errorReply(404, { code: 'model_not_found' }), 'missing', 1],
    ['overload', errorReply(503, {}), 'overloaded', 3],
    ['overload under 200', jsonReply({ error: { code: 502, message: 'Provider returned error' } }), 'overloaded', 3],
    ['a broken connection', hangsUp, 'unreachable', 3],
    ['a proxy’s page', jsonReply('<html>We are back soon</html>'), 'unreachable', 3],
    ['something else', jsonReply({ hello: 'world' }), 'unreachable', 1],
  ] as const)('%s', async (_, reply, failure, requests) => {
    const { baseUrl, asked } = await startServer(reply)
    const { model, calls } = extractionModel(baseUrl)
    expect((await failing(model)).failure).toBe(failure)
    expect(asked).toHaveLength(requests)
    expect(calls.map(({ outcome }) => outcome)).toEqual(Array.from({ length: requests }, () => failure))
  })

  test('that pass are tried again', async () => {
    const { baseUrl } = await startServer(errorReply(429, {}, { 'retry-after-ms': '5' }), completionReply(extraction()))
    expect(await extractionModel(baseUrl).model.extract(extractionRequest, never)).toEqual({ facts: [], entities: [] })
  })

  test('are not waited out where the server asks for more time than there is: who waits is told how long', async () => {
    const { baseUrl, asked } = await startServer(errorReply(429, {}, { 'retry-after': '60' }))
    expect((await failing(extractionModel(baseUrl).model)).details).toMatchObject({ status: 429, retryAfterMs: 60_000 })
    expect(asked).toHaveLength(1)
  })

  test('no answer in time is slow, and not tried again', async () => {
    const { baseUrl } = await startServer(() => undefined)
    const { model, calls } = extractionModel(baseUrl, { timeoutMs: 100 })
    expect(await failing(model)).toMatchObject({ failure: 'slow', canRetry: true, details: { code: 'TIMEOUT' } })
    expect(calls).toMatchObject([{ outcome: 'slow' }])
  })

  test('an abort ends the request, with the reason', async () => {
    const stop = new AbortController()
    const { baseUrl, asked } = await startServer(() => setImmediate(() => stop.abort(new Error('the bot ends'))))
    const { model, calls } = extractionModel(baseUrl)
    await expect(model.extract(extractionRequest, stop.signal)).rejects.toThrow('the bot ends')
    await asked[0]?.closed
    expect(calls).toMatchObject([{ outcome: 'stopped' }])
  })

  test('carry and log neither key nor words of anybody', async () => {
    const bad = `${SECRET_WORDS} ${KEY}`
    const { baseUrl } = await startServer(
      errorReply(500, { message: bad, code: bad, type: bad }),
      errorReply(400, { message: `response_format ${bad}`, code: bad }),
      completionReply(bad),
      completionReply(`{"facts": "${bad}"}`),
      completionReply(extraction({ facts: [fact, bad] }), 'length'),
    )
    const { model, lines } = extractionModel(baseUrl)
    const errors = [await failing(model), await failing(model)]

    expect(errors.map(({ failure }) => failure)).toEqual(['malformed', 'cut'])
    const told = errors.flatMap(error => [error, error.message, error.stack, error.details, error.cause ?? null])
    expect(JSON.stringify([told, lines])).not.toMatch(/Zarathustra|secret/)
    expect(lines.length).toBeGreaterThan(1)
  })
})

import { describe, expect, test, vi } from 'vitest'
import { ModelHosts } from '../../../src/llm/model-hosts.ts'
import { createOpenAiEmbedder, type OpenAiEmbedderSettings } from '../../../src/llm/openai/embedder.ts'
import type { ModelCall } from '../../../src/observability/model-call.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import { jsonReply } from '../support/extraction-server.ts'
import { errorReply, type ReceivedRequest, type Reply, startServer } from '../support/server.ts'
import { KEY } from '../support/talk.ts'

function embedder(baseUrl: string, settings: Partial<OpenAiEmbedderSettings> = {}) {
  const calls: ModelCall[] = []
  const lines: unknown[][] = []
  const log = { ...silentLogger, warn: (...line: unknown[]) => lines.push(line) }
  const usual = { apiKey: KEY, baseUrl, model: 'e5', timeoutMs: 5000, queryTimeoutMs: 5000 }
  return {
    embed: createOpenAiEmbedder({ ...usual, onCall: call => calls.push(call), ...settings }, log).embed,
    calls,
    lines,
  }
}

function textsOf({ body }: ReceivedRequest): string[] {
  return body['input'] as string[]
}

/** Each text as a vector: its length, and 1. */
const embeds: Reply = (response, asked) => {
  const data = textsOf(asked).map((text, index) => ({ object: 'embedding', index, embedding: [text.length, 1] }))
  jsonReply({ data, usage: { prompt_tokens: 3, total_tokens: 3 } })(response, asked)
}

function gives(...embeddings: unknown[]): Reply {
  return jsonReply({ data: embeddings.map((embedding, index) => ({ index, embedding })) })
}

test('texts are embedded in one request, in order, each of length one', async () => {
  const { baseUrl, asked } = await startServer(embeds)
  const { embed, calls } = embedder(baseUrl)

  const [first, second] = (await embed(['one', 'twenty'], 'passage')) ?? []

  expect(first).toBeInstanceOf(Float32Array)
  expect([...(first ?? [])]).toEqual([Math.fround(3 / Math.sqrt(10)), Math.fround(1 / Math.sqrt(10))])
  expect(second?.[0]).toBeCloseTo(6 / Math.sqrt(37))
  expect(asked).toHaveLength(1)
  expect(asked[0]?.body).toEqual({
    ...{ model: 'e5', input: ['one', 'twenty'], encoding_format: 'float', input_type: 'passage' },
  })
  expect(calls).toMatchObject([{ purpose: 'embed', outcome: 'ok', tokens: { prompt: 3 } }])
})

test('answers are ordered by their index, where they have one each', async () => {
  const shuffled = [
    { index: 1, embedding: [0, 2] },
    { index: 0, embedding: [2, 0] },
  ]
  const { baseUrl } = await startServer(
    jsonReply({ data: shuffled }),
    jsonReply({ data: shuffled.map(item => ({ ...item, index: 0 })) }),
  )
  const { embed } = embedder(baseUrl)
  expect(await embed(['a', 'b'], 'passage')).toEqual([new Float32Array([1, 0]), new Float32Array([0, 1])])
  expect(await embed(['c', 'd'], 'passage')).toEqual([new Float32Array([0, 1]), new Float32Array([1, 0])])
})

test('many texts, and long ones, are spread over requests', async () => {
  const { baseUrl, asked } = await startServer(embeds)
  const { embed } = embedder(baseUrl)
  expect(
    await embed(
      Array.from({ length: 130 }, (_, at) => `text ${at}`),
      'passage',
    ),
  ).toHaveLength(130)
  expect(asked.map(one => textsOf(one).length)).toEqual([64, 64, 2])

  await embed(
    Array.from({ length: 15 }, (_, at) => `${at}${'x'.repeat(9000)}`),
    'passage',
  )
  const long = asked.slice(3).map(textsOf)
  expect(long.map(({ length }) => length)).toEqual([10, 5])
  for (const text of long.flat()) expect(text).toHaveLength(6000)
})

test('nothing is not asked for, and white space not sent', async () => {
  const { baseUrl, asked } = await startServer(embeds)
  const { embed } = embedder(baseUrl)
  expect(await embed([], 'passage')).toEqual([])
  expect(asked).toHaveLength(0)
  expect(await embed([' \n'], 'query')).toHaveLength(1)
  expect(asked.flatMap(textsOf)).toEqual(['-'])
})

describe('identical texts', () => {
  test('are asked for once, for one purpose', async () => {
    const { baseUrl, asked } = await startServer(embeds)
    const { embed } = embedder(baseUrl)
    const [a, b] = (await embed(['tea', 'tea'], 'passage')) ?? []
    const [c] = (await embed(['tea'], 'passage')) ?? []
    await embed(['tea'], 'query')

    expect(a).toBe(b)
    expect(a).toBe(c)
    expect(asked.map(({ body }) => [body['input'], body['input_type']])).toEqual([
      [['tea'], 'passage'],
      [['tea'], 'query'],
    ])
  })

  test('asked for by several at once share a request', async () => {
    const { baseUrl, asked } = await startServer(embeds)
    const { embed } = embedder(baseUrl)
    const [one, two] = await Promise.all([embed(['tea', 'milk'], 'passage'), embed(['tea', 'sugar'], 'passage')])
    expect(one?.[0]).toBe(two?.[0])
    expect(asked.flatMap(textsOf).sort()).toEqual(['milk', 'sugar', 'tea'])
  })

  test('are asked for again after a failure', async () => {
    const { baseUrl } = await startServer(errorReply(401, { message: 'no' }), embeds)
    const { embed } = embedder(baseUrl)
    expect(await embed(['tea'], 'query')).toBeUndefined()
    expect(await embed(['tea'], 'query')).toHaveLength(1)
  })
})

describe('dimensions', () => {
  test('are asked for where they are set', async () => {
    const { baseUrl, asked } = await startServer(embeds)
    await embedder(baseUrl, { dimensions: 2 }).embed(['tea'], 'passage')
    expect(asked[0]?.body).toHaveProperty('dimensions', 2)
  })

  test.each([
    [400, { message: 'Model "e5" does not support matryoshka representation, changing output dimensions is wrong' }],
    [400, { message: 'This model does not support specifying dimensions.' }],
    [422, { message: [{ type: 'extra_forbidden', loc: ['body', 'dimensions'] }] }],
  ])('are not asked for again where that is refused: %i %j', async (status, error) => {
    const { baseUrl, asked } = await startServer(errorReply(status, error), embeds)
    const { embed } = embedder(baseUrl, { dimensions: 2 })
    expect(await embed(['tea'], 'passage')).toHaveLength(1)
    expect(await embed(['milk'], 'passage')).toHaveLength(1)
    for (const { body } of asked.slice(1)) expect(body).not.toHaveProperty('dimensions')
    expect(asked).toHaveLength(3)
  })

  test('and input_type are learned by several requests at once', async () => {
    const { baseUrl, asked } = await startServer((response, one) => {
      const names = ['dimensions', 'input_type'].filter(name => name in one.body)
      const reply =
        names.length === 0 ? embeds : errorReply(400, { message: `Unrecognized arguments: ${names.join(', ')}` })
      reply(response, one)
    })
    const { embed } = embedder(baseUrl, { dimensions: 2 })
    expect(await Promise.all([embed(['tea'], 'query'), embed(['milk'], 'query')])).toEqual([
      [expect.any(Float32Array)],
      [expect.any(Float32Array)],
    ])
    expect(asked).toHaveLength(6)
  })

  test('that are not those that were set are none', async () => {
    const { baseUrl } = await startServer(embeds)
    const { embed, lines } = embedder(baseUrl, { dimensions: 512 })
    expect(await embed(['tea'], 'passage')).toBeUndefined()
    expect(lines).toMatchObject([[{ reason: 'wrongDimensions', expected: 512, got: 2 }, expect.any(String)]])
  })

  test('stay what they were at first', async () => {
    const { baseUrl } = await startServer(embeds, gives([1, 2, 3]))
    const { embed, lines } = embedder(baseUrl)
    expect(await embed(['tea'], 'passage')).toHaveLength(1)
    expect(await embed(['milk'], 'passage')).toBeUndefined()
    expect(lines).toMatchObject([[{ reason: 'wrongDimensions', expected: 2, got: 3 }, expect.any(String)]])
  })
})

describe('input_type', () => {
  test.each([
    [400, { error: { message: 'Unrecognized request argument supplied: input_type' } }],
    [422, { detail: [{ type: 'extra_forbidden', loc: ['body', 'input_type'] }] }],
    [422, ''],
  ])('is not sent again where it is refused: %i %j', async (status, body) => {
    const { baseUrl, asked } = await startServer(jsonReply(body, status), embeds)
    const { embed } = embedder(baseUrl)
    expect(await embed(['tea'], 'query')).toHaveLength(1)
    expect(await embed(['milk'], 'query')).toHaveLength(1)
    for (const { body } of asked.slice(1)) expect(body).not.toHaveProperty('input_type')
  })
})

test.each([
  ['in base64', gives('AACAPw==')],
  ['without what stands around them', jsonReply([[1]])],
  ['under a name of their own', jsonReply({ embeddings: [[1]] })],
])('vectors are read %s', async (_, reply) => {
  const { baseUrl } = await startServer(reply)
  expect(await embedder(baseUrl).embed(['tea'], 'passage')).toEqual([Float32Array.of(1)])
})

describe('what makes no sense is not used', () => {
  test.each([
    ['wrongCount', gives([1, 2], [3, 4])],
    ['wrongCount', gives()],
    ['wrongCount', jsonReply({ hello: 'world' })],
    ['wrongCount', jsonReply({ data: 'none' })],
    ['notFinite', gives([1, null])],
    ['notFinite', gives(['1', 2])],
    ['notFinite', gives('nonsens')],
    ['notFinite', jsonReply('{"data":[{"index":0,"embedding":[1e999,1]}]}')],
    ['zero', gives([0, 0])],
    ['zero', gives([])],
  ])('%s', async (reason, reply) => {
    const { baseUrl } = await startServer(reply)
    const { embed, lines, calls } = embedder(baseUrl)
    expect(await embed(['tea'], 'passage')).toBeUndefined()
    expect(lines).toMatchObject([[{ reason }, expect.any(String)]])
    expect(calls.at(-1)?.outcome).toBe('malformed')
  })

  test('a bare NaN, which is no JSON', async () => {
    const { baseUrl } = await startServer(jsonReply('{"data":[{"index":0,"embedding":[NaN,1]}]}'))
    const { embed, lines } = embedder(baseUrl)
    expect(await embed(['tea'], 'passage')).toBeUndefined()
    expect(lines).toMatchObject([[{ reason: 'unreachable', code: 'NOT_JSON' }, expect.any(String)]])
  })
})

describe('failures', () => {
  test.each([
    ['key', errorReply(401, { message: KEY })],
    ['missing', errorReply(404, { message: 'no such model' })],
    ['overloaded', errorReply(503, {})],
  ])('of the server leave all without: %s', async (reason, reply) => {
    const { baseUrl } = await startServer(reply)
    const { embed, lines } = embedder(baseUrl)
    expect(await embed(['tea'], 'passage')).toBeUndefined()
    expect(lines).toMatchObject([[{ reason, requestId: 'req_7' }, expect.any(String)]])
    expect(JSON.stringify(lines)).not.toContain('secret')
  })

  test('end a list of requests', async () => {
    const { baseUrl, asked } = await startServer(embeds, errorReply(401, { message: 'no' }))
    const { embed } = embedder(baseUrl)
    expect(
      await embed(
        Array.from({ length: 200 }, (_, at) => `text ${at}`),
        'passage',
      ),
    ).toBeUndefined()
    expect(asked).toHaveLength(2)
  })

  test('no server at all', async () => {
    const { embed, lines } = embedder('http://127.0.0.1:2/v1')
    expect(await embed(['tea'], 'query')).toBeUndefined()
    expect(lines).toMatchObject([[{ reason: 'unreachable', code: 'ECONNREFUSED' }, expect.any(String)]])
  })

  test('a connection that breaks is made anew once', async () => {
    const { baseUrl } = await startServer(response => response.destroy(), embeds)
    expect(await embedder(baseUrl).embed(['tea'], 'query')).toHaveLength(1)
  })

  test('are logged once a minute at most', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    try {
      const { baseUrl } = await startServer(gives())
      const { embed, lines } = embedder(baseUrl)
      for (const text of ['a', 'b', 'c']) await embed([text], 'query')
      expect(lines).toHaveLength(1)
      vi.advanceTimersByTime(60_000)
      await embed(['d'], 'query')
      expect(lines).toHaveLength(2)
    } finally {
      vi.useRealTimers()
    }
  })

  test('a question that waited in vain spares the next ones the wait, for a while', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    try {
      const { baseUrl } = await startServer(() => undefined, embeds)
      const { embed, lines, calls } = embedder(baseUrl, { queryTimeoutMs: 500 })
      expect(await embed(['tea'], 'query')).toBeUndefined()
      expect(lines).toMatchObject([[{ reason: 'slow', code: 'TIMEOUT' }, expect.any(String)]])
      expect(await embed(['milk'], 'query')).toBeUndefined()
      expect(calls).toHaveLength(1)
      expect(await embed(['milk'], 'passage')).toHaveLength(1)
      vi.advanceTimersByTime(5000)
      expect(await embed(['milk'], 'query')).toHaveLength(1)
      expect(calls).toHaveLength(3)
    } finally {
      vi.useRealTimers()
    }
  })
})

test('many texts at once give way to an answer at the same host, a few do not', async () => {
  const { baseUrl, asked } = await startServer(embeds, embeds)
  const hosts = new ModelHosts(1)
  const { embed } = embedder(baseUrl, { hosts })
  const leave = hosts.occupancyOf(baseUrl).beginAnswer()
  const many = embed(
    Array.from({ length: 20 }, (_, at) => `fact ${at}`),
    'passage',
  )
  await embed(['one'], 'passage')
  const before = asked.map(textsOf)
  leave()
  await many

  expect(before).toEqual([['one']])
  expect(asked.map(request => textsOf(request).length)).toEqual([1, 20])
})

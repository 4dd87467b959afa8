import { setImmediate as nextTurn } from 'node:timers/promises'
import { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  DONE_LINE,
  errorReply,
  finishChunk,
  startServer,
  streamReply,
  textChunk,
  textReply,
} from '../support/server.ts'
import { chatModelFor, KEY, patientSettings, streamAnswer } from '../support/talk.ts'

describe('at a server that speaks Chat Completions', () => {
  const mock = new LLMock({ port: 0 })
  beforeAll(() => mock.start())
  afterAll(() => mock.stop())
  beforeEach(() => {
    mock.reset()
  })

  test('yields the whole text each time it grows, says that it is whole, and what it cost', async () => {
    mock.onMessage(
      'who are you',
      { content: 'I am Keepsake, hello!', usage: { prompt_tokens: 9, completion_tokens: 6 } },
      { chunkSize: 4 },
    )

    const { texts, ending, usage } = await streamAnswer(chatModelFor(`${mock.url}/v1`))

    expect(texts.at(-1)).toBe('I am Keepsake, hello!')
    for (const [at, text] of texts.entries()) expect(texts[at + 1] ?? `${text}!`).toMatch(text)
    expect(ending).toBe('whole')
    expect(usage).toMatchObject([{ tokens: 15 }])
  })

  test('asks for a stream with usage and a limit, with the key', async () => {
    mock.onMessage('who are you', { content: 'Hi' })
    await streamAnswer(chatModelFor(`${mock.url}/v1`))

    const { body, headers } = mock.getLastRequest() ?? {}
    expect(body).toMatchObject({
      model: 'gpt-5.4-mini',
      stream: true,
      stream_options: { include_usage: true },
      max_completion_tokens: 100,
    })
    expect(headers).toHaveProperty('authorization')
  })

  test('an answer at the limit ends with length', async () => {
    mock.onMessage('who are you', { content: 'I am Keep', finishReason: 'length' })
    expect(await streamAnswer(chatModelFor(`${mock.url}/v1`))).toMatchObject({
      texts: expect.arrayContaining(['I am Keep']),
      ending: 'length',
    })
  })

  test('a server error is tried again', async () => {
    mock.onMessage('who are you', { content: 'Hi again' })
    mock.nextRequestError(503, { message: 'try later' })

    expect((await streamAnswer(chatModelFor(`${mock.url}/v1`, patientSettings))).texts.at(-1)).toBe('Hi again')
    expect(mock.getRequests()).toHaveLength(2)
  })

  test('a stream that breaks off before anything is visible begins anew', async () => {
    mock.on(
      { userMessage: 'who are you', sequenceIndex: 0 },
      { content: 'One two three four' },
      { chunkSize: 4, truncateAfterChunks: 2 },
    )
    mock.on({ userMessage: 'who are you', sequenceIndex: 1 }, { content: 'Five six' })

    const { texts, ending } = await streamAnswer(chatModelFor(`${mock.url}/v1`, patientSettings))

    expect(ending).toBe('whole')
    expect(texts.at(-1)).toBe('Five six')
  })

  test('a stream that breaks off with visible text is cut, and not tried again', async () => {
    mock.onMessage(
      'who are you',
      { content: 'One two three four' },
      { chunkSize: 4, truncateAfterChunks: 3, latency: 2 },
    )

    const { error, texts } = await streamAnswer(chatModelFor(`${mock.url}/v1`), undefined, { mayRestart: () => false })

    expect(error?.failure).toBe('cut')
    expect(texts.length).toBeGreaterThan(0)
    expect(mock.getRequests()).toHaveLength(1)
  })
})

describe('streams', () => {
  test('without any end are cut', async () => {
    const { baseUrl } = await startServer(streamReply([textChunk('Hel')]))
    const { error } = await streamAnswer(chatModelFor(baseUrl, { retryMs: 1 }))
    expect(error?.failure).toBe('cut')
    expect(error?.details).toMatchObject({ code: 'STREAM_ENDED', requestId: 'req_7' })
  })

  test('without any text and end could not be reached', async () => {
    const { baseUrl } = await startServer(streamReply([': hello']))
    expect((await streamAnswer(chatModelFor(baseUrl, { retryMs: 1 }))).error?.failure).toBe('unreachable')
  })

  test.each([
    ['finish_reason alone', [textChunk('Hello'), finishChunk('stop')]],
    ['finish_reason and [DONE]', [textChunk('Hello'), finishChunk('stop'), DONE_LINE]],
    [
      'carriage returns, comments and events of two lines',
      [': ping\r', `${textChunk('Hello').replace(',', ',\ndata: ')}\r\n\r`, finishChunk('stop'), DONE_LINE],
    ],
  ])('with %s are whole', async (_, lines) => {
    const { baseUrl } = await startServer(streamReply(lines))
    expect(await streamAnswer(chatModelFor(baseUrl))).toMatchObject({ texts: ['Hello'], ending: 'whole' })
  })

  test('are read wherever they are cut, within characters too', async () => {
    const bytes = Buffer.from(`${textChunk('Grüße 🎉 漢字')}\n\n${finishChunk('stop')}\n\n${DONE_LINE}\n\n`)
    const { baseUrl } = await startServer(response => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      function step(at: number): void {
        if (at < bytes.length) response.write(bytes.subarray(at, at + 1), () => setImmediate(step, at + 1))
        else response.end()
      }
      step(0)
    })
    expect((await streamAnswer(chatModelFor(baseUrl))).texts.at(-1)).toBe('Grüße 🎉 漢字')
  })

  test('with an error in them fail as that error', async () => {
    const error = { message: `no, ${KEY}`, type: 'invalid_request_error', code: 'context_length_exceeded' }
    const { baseUrl } = await startServer(streamReply([`data: ${JSON.stringify({ error })}`]))
    expect((await streamAnswer(chatModelFor(baseUrl))).error).toMatchObject({
      failure: 'tooLong',
      details: { code: 'context_length_exceeded' },
    })
  })

  test('with an overload in them begin anew', async () => {
    const error = { message: 'busy', code: 502 }
    const { baseUrl, asked } = await startServer(
      streamReply([textChunk('Hel'), `data: ${JSON.stringify({ error })}`]),
      textReply('Hello'),
    )
    expect((await streamAnswer(chatModelFor(baseUrl))).texts).toEqual(['Hel', 'Hello'])
    expect(asked).toHaveLength(2)
  })

  test('usage is estimated, four bytes a token, where the server does not tell', async () => {
    const { baseUrl } = await startServer(textReply('12345678'))
    const { usage } = await streamAnswer(chatModelFor(baseUrl), [{ role: 'user', content: 'x'.repeat(392) }])
    expect(usage).toMatchObject([{ tokens: 100 }])
  })

  test('usage of attempts that broke off counts too', async () => {
    const { baseUrl } = await startServer(streamReply([textChunk('1234')], 'cut'), textReply('1234'))
    const { usage } = await streamAnswer(chatModelFor(baseUrl, patientSettings), [{ role: 'user', content: '1234' }])
    expect(usage).toMatchObject([{ tokens: 4 }])
  })
})

test('a connection that breaks before an answer is replaced', async () => {
  const { baseUrl, asked } = await startServer(
    textReply('Hi'),
    response => response.socket?.destroy(),
    textReply('Hello'),
  )
  const chat = chatModelFor(baseUrl, patientSettings)
  await streamAnswer(chat)
  expect((await streamAnswer(chat)).texts).toEqual(['Hello'])
  expect(asked).toHaveLength(3)
})

describe('failures', () => {
  test.each([
    [401, { message: `Incorrect API key provided: ${KEY}`, code: 'invalid_api_key' }, 'key'],
    [403, { message: 'no access' }, 'key'],
    [402, { message: 'Insufficient credits' }, 'quota'],
    [429, { message: 'You exceeded your quota', code: 'insufficient_quota' }, 'quota'],
    [404, { message: 'The model does not exist', code: 'model_not_found' }, 'missing'],
    [400, { message: 'Model Not Exist' }, 'missing'],
    [404, { message: 'model "llama9" not found, try pulling it first' }, 'missing'],
    [429, { message: 'Rate limit exceeded: free-models-per-day' }, 'spentToday'],
    [400, { message: 'The response was filtered', code: 'content_filter' }, 'filtered'],
    [400, { message: 'no', code: 'content_policy_violation' }, 'filtered'],
    [403, { message: 'Your input was flagged', metadata: {} }, 'filtered'],
    [400, { message: 'too long', code: 'context_length_exceeded' }, 'tooLong'],
    [400, { message: "This model's maximum context length is 4096 tokens" }, 'tooLong'],
    [400, { message: 'the request exceeds the available context size', type: 'exceed_context_size_error' }, 'tooLong'],
    [
      400,
      {
        message:
          "'max_tokens' or 'max_completion_tokens' is too large: 100. This model's maximum context length is 2048",
      },
      'tooLong',
    ],
    [413, { message: 'body too big' }, 'tooLong'],
  ])('%i %j is %s, at once', async (status, body, failure) => {
    const { baseUrl, asked } = await startServer(errorReply(status, body))
    const { error, usage } = await streamAnswer(chatModelFor(baseUrl, patientSettings))
    expect(error).toMatchObject({ failure, canRetry: false, details: { status, requestId: 'req_7', attempts: 1 } })
    expect(asked).toHaveLength(1)
    expect(usage).toEqual([])
  })

  test.each([400, 422])('%i without a reason is asked with less, three times at most', async status => {
    const { baseUrl, asked } = await startServer(errorReply(status, { message: 'bad request' }))
    const { error } = await streamAnswer(chatModelFor(baseUrl, patientSettings))
    expect(error).toMatchObject({ failure: 'refused', details: { status, attempts: 4 } })
    expect(asked).toHaveLength(4)
    expect(new Set(Object.keys(asked[3]?.body ?? {}))).toEqual(new Set(['max_tokens', 'messages', 'model', 'stream']))
  })

  test.each([408, 409, 429, 500, 502, 503, 529])('%i is tried again', async status => {
    const { baseUrl, asked } = await startServer(errorReply(status, { message: 'busy' }), textReply('Hi'))
    expect((await streamAnswer(chatModelFor(baseUrl, patientSettings))).texts).toEqual(['Hi'])
    expect(asked).toHaveLength(2)
  })

  test('stay overloaded when the time for retries is over', async () => {
    const { baseUrl, asked } = await startServer(errorReply(503, { message: 'busy' }))
    const { error } = await streamAnswer(chatModelFor(baseUrl))
    expect(error).toMatchObject({
      failure: 'overloaded',
      canRetry: true,
      details: { status: 503, attempts: asked.length },
    })
    expect(asked.length).toBeGreaterThan(2)
  })

  test('wait as long as the server asks', async () => {
    const { baseUrl, asked } = await startServer(errorReply(429, {}, { 'retry-after-ms': '40' }), textReply('Hi'))
    const begun = performance.now()
    await streamAnswer(chatModelFor(baseUrl, { retryMs: 30_000 }))
    expect(performance.now() - begun).toBeGreaterThan(39)
    expect(asked).toHaveLength(2)
  })

  test.each(['31', new Date(Date.now() + 60_000).toUTCString()])(
    'fail at once where retry-after: %s is too late',
    async value => {
      const { baseUrl, asked } = await startServer(errorReply(429, {}, { 'retry-after': value }))
      expect((await streamAnswer(chatModelFor(baseUrl, { retryMs: 30_000 }))).error?.failure).toBe('busy')
      expect(asked).toHaveLength(1)
    },
  )

  test('no connection is unreachable, after retries', async () => {
    const { error } = await streamAnswer(chatModelFor('http://127.0.0.1:2/v1')) // port 1 is one that fetch itself refuses
    expect(error).toMatchObject({ failure: 'unreachable', canRetry: true, details: { code: 'ECONNREFUSED' } })
    expect(Number(Object(error?.details).attempts)).toBeGreaterThan(1)
  })

  test('text that became visible while waiting is not replaced', async () => {
    const { baseUrl, asked } = await startServer(streamReply([textChunk('Hel')], 'cut'), textReply('Hi'))
    const mayRestart = vi.fn().mockReturnValueOnce(true).mockReturnValue(false)
    expect((await streamAnswer(chatModelFor(baseUrl), undefined, { mayRestart })).error?.failure).toBe('cut')
    expect(asked).toHaveLength(1)
  })

  test('a filtered answer, and one without any text', async () => {
    const filtered = await startServer(streamReply([textChunk('Well'), finishChunk('content_filter'), DONE_LINE]))
    expect((await streamAnswer(chatModelFor(filtered.baseUrl))).error?.failure).toBe('filtered')
    const empty = await startServer(streamReply([textChunk(' \n'), finishChunk('length'), DONE_LINE]))
    expect(await streamAnswer(chatModelFor(empty.baseUrl))).toMatchObject({
      texts: [],
      error: { failure: 'spent', details: { ending: 'length', setting: 'RESPONSE_TOKENS' } },
    })
  })

  test('carry and log neither key nor message', async () => {
    const warn = vi.fn()
    const { baseUrl } = await startServer(
      errorReply(500, { message: `${KEY} and Hello, who are you?`, code: KEY }),
      streamReply([`data: ${JSON.stringify({ error: { message: KEY, code: KEY, type: 'invalid_request_error' } })}`]),
    )
    const { error } = await streamAnswer(chatModelFor(baseUrl, {}, { warn }))
    expect(error?.failure).toBe('refused')
    expect(error?.cause).toBeUndefined()
    const told = JSON.stringify([error, error?.message, error?.stack, error?.details, warn.mock.calls])
    expect(told).not.toMatch(/secret|who are you/)
    expect(warn).toHaveBeenCalled()
  })
})

describe('timeouts', () => {
  test.each([
    ['no connection is answered', streamReply([], 'hang')],
    ['only comments and empty deltas come', streamReply([': ping', textChunk(''), ': ping'], 'hang')],
    ['the headers do not come', () => undefined],
  ])('to the first token, where %s', async (_, reply) => {
    const { baseUrl, asked } = await startServer(reply)
    const { error } = await streamAnswer(chatModelFor(baseUrl, { firstTokenMs: 30 }))
    expect(error).toMatchObject({ failure: 'slow', details: { code: 'FIRST_TOKEN_TIMEOUT' } })
    await asked[0]?.closed
  })

  test('not where the process was frozen, and the answer waits to be read', async () => {
    const { baseUrl } = await startServer(textReply('Hello.'))
    const asking = streamAnswer(chatModelFor(baseUrl, { firstTokenMs: 500 }))
    await nextTurn()
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1700)

    expect((await asking).texts).toEqual(['Hello.'])
  })

  test('between tokens', async () => {
    const { baseUrl, asked } = await startServer(streamReply([textChunk('Hel')], 'hang'))
    const { error } = await streamAnswer(chatModelFor(baseUrl, { tokenGapMs: 30 }))
    expect(error).toMatchObject({ failure: 'slow', details: { code: 'TOKEN_GAP_TIMEOUT' } })
    await asked[0]?.closed
  })

  test('with visible text are a cut', async () => {
    const { baseUrl } = await startServer(streamReply([textChunk('Hel')], 'hang'))
    const { error } = await streamAnswer(chatModelFor(baseUrl, { tokenGapMs: 30 }), undefined, {
      mayRestart: () => false,
    })
    expect(error).toMatchObject({ failure: 'cut', details: { reason: 'slow' } })
  })

  test.each([{ reasoning_content: 'hm' }, { reasoning: 'hm' }, { content: [{ type: 'thinking' }] }])(
    'reasoning is life, but no text: %j',
    async delta => {
      const { baseUrl } = await startServer(streamReply([`data: ${JSON.stringify({ choices: [{ delta }] })}`], 'hang'))
      const { error, texts } = await streamAnswer(chatModelFor(baseUrl, { firstTokenMs: 10_000, tokenGapMs: 30 }))
      expect(error).toMatchObject({ failure: 'slow', details: { code: 'TOKEN_GAP_TIMEOUT' } })
      expect(texts).toEqual([])
    },
  )

  test('do not wait for what follows a finish_reason', async () => {
    const { baseUrl } = await startServer(streamReply([textChunk('Hi'), finishChunk('stop')], 'hang'))
    expect(await streamAnswer(chatModelFor(baseUrl, { tokenGapMs: 30 }))).toMatchObject({
      texts: ['Hi'],
      ending: 'whole',
    })
  })
})

describe('an abort', () => {
  test('ends the iteration without an error, and the request', async () => {
    const { baseUrl, asked } = await startServer(streamReply([textChunk('Hel')], 'hang'))
    const stop = new AbortController()
    const chat = chatModelFor(baseUrl)
    const stream = chat.stream([{ role: 'user', content: 'Hi' }], { signal: stop.signal, mayRestart: () => true })
    expect(await stream.next()).toEqual({ value: 'Hel', done: false })

    stop.abort()

    expect(await stream.next()).toMatchObject({ done: true })
    await asked[0]?.closed
  })

  test('before headers, and while waiting for a retry', async () => {
    const hanging = await startServer(() => setImmediate(() => stop.abort()))
    const stop = new AbortController()
    expect(
      (await streamAnswer(chatModelFor(hanging.baseUrl), undefined, { signal: stop.signal })).error,
    ).toBeUndefined()
    await hanging.asked[0]?.closed

    const busy = await startServer(errorReply(503, {}))
    const leave = new AbortController()
    const log = { warn: () => leave.abort() }
    const { error, ending } = await streamAnswer(chatModelFor(busy.baseUrl, { retryMs: 30_000 }, log), undefined, {
      signal: leave.signal,
    })
    expect([error, ending]).toEqual([undefined, 'whole'])
  })

  test('before anything asks nothing', async () => {
    const { baseUrl, asked } = await startServer(textReply('Hi'))
    expect((await streamAnswer(chatModelFor(baseUrl), undefined, { signal: AbortSignal.abort() })).texts).toEqual([])
    expect(asked).toHaveLength(0)
  })

  test('a reader who leaves closes the request', async () => {
    const { baseUrl, asked } = await startServer(streamReply([textChunk('Hel')], 'hang'))
    const options = { signal: new AbortController().signal, mayRestart: () => true }
    for await (const text of chatModelFor(baseUrl).stream([{ role: 'user', content: 'Hi' }], options)) {
      expect(text).toBe('Hel')
      break
    }
    await asked[0]?.closed
  })
})

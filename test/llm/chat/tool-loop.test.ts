import { describe, expect, test, vi } from 'vitest'
import { MemoryUnavailable } from '../../../src/errors.ts'
import type { ModelCall } from '../../../src/observability/model-call.ts'
import type { ChatTool } from '../../../src/prompt/chat-model.ts'
import {
  DONE_LINE,
  errorReply,
  finishChunk,
  type ReceivedRequest,
  type Reply,
  startServer,
  streamReply,
  textChunk,
  textReply,
} from '../support/server.ts'
import { chatModelFor, patientSettings, streamAnswer } from '../support/talk.ts'

function searching(run: ChatTool['run'] = async () => 'You said you like tea.') {
  const tool = { name: 'search_memory', description: 'Looks further.', parameters: { type: 'object' }, run: vi.fn(run) }
  return { tool, tools: { offered: [tool], maxCalls: 2 } }
}

function calling(...deltas: object[]): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta: { tool_calls: deltas }, finish_reason: null }] })}`
}

/** A model that asks for these things at once. */
function asksFor(...queries: string[]): Reply {
  return streamReply([calling(...queries.map(call)), finishChunk('tool_calls'), DONE_LINE])
}

function call(query: string, index: number): object {
  const called = { name: 'search_memory', arguments: JSON.stringify({ query }) }
  return { index, id: `call_${query}`, type: 'function', function: called }
}

/** What a request tells of look-ups: those before it, and whether there may be more. */
function told({ body }: ReceivedRequest) {
  return { messages: body.messages.slice(1), mayCall: 'tools' in body && body['tool_choice'] !== 'none' }
}

describe('a look-up', () => {
  test('is offered, run, and answered from', async () => {
    const { tool, tools } = searching()
    const { baseUrl, asked } = await startServer(asksFor('tea'), textReply('You like tea.'))

    const { texts, ending } = await streamAnswer(chatModelFor(baseUrl), undefined, { tools })

    expect(texts).toEqual(['You like tea.'])
    expect(ending).toBe('whole')
    expect(tool.run.mock.calls).toEqual([[{ query: 'tea' }]])
    const { name, description, parameters } = tool
    expect(asked[0]?.body['tools']).toEqual([{ type: 'function', function: { name, description, parameters } }])
    expect(asked[0]?.body).not.toHaveProperty('tool_choice')
    expect(asked[1]?.body.messages.slice(1)).toEqual([
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'call_tea', type: 'function', function: { name: 'search_memory', arguments: '{"query":"tea"}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'call_tea', content: 'You said you like tea.' },
    ])
  })

  test.for([
    ['is not shown any more', true, 'What was found has changed since. Look again, or answer without it.'],
    ['is shown where it tells nothing that is remembered', false, 'You said you like tea.'],
  ] as const)('before what is remembered has changed %s', async ([, readsMemory, shown]) => {
    const { tool } = searching()
    const { baseUrl, asked } = await startServer(asksFor('tea'), textReply('You like it.'))
    const messages = [{ role: 'user', content: 'As it is now?' }] as const
    const tools = { offered: [{ ...tool, readsMemory }], maxCalls: 2 }
    await streamAnswer(chatModelFor(baseUrl), undefined, {
      tools,
      renew: async () => ({ messages, isMemoryChanged: true }),
    })

    expect(asked[1]?.body.messages).toMatchObject([messages[0], { role: 'assistant' }, { content: shown }])
  })

  test('is not offered where there is nothing to look up', async () => {
    const { baseUrl, asked } = await startServer(textReply('Hi'))
    await streamAnswer(chatModelFor(baseUrl))
    await streamAnswer(chatModelFor(baseUrl), undefined, { tools: { offered: [], maxCalls: 2 } })
    await streamAnswer(chatModelFor(baseUrl), undefined, { tools: { ...searching().tools, maxCalls: 0 } })
    for (const { body } of asked) expect(body).not.toHaveProperty('tools')
  })

  test('comes in pieces, several mixed', async () => {
    const { tool, tools } = searching()
    const lines = [
      calling({ index: 0, id: 'a', function: { name: 'search_memory', arguments: '' } }),
      calling({ index: 0, function: { arguments: '{"query":' } }),
      calling({ index: 1, id: 'b', function: { name: 'search_memory', arguments: '{"query":"mi' } }),
      calling({ index: 0, function: { arguments: '"tea"}' } }, { index: 1, function: { arguments: 'lk"}' } }),
    ]
    const { baseUrl } = await startServer(
      streamReply([...lines, finishChunk('tool_calls'), DONE_LINE]),
      textReply('Both.'),
    )
    await streamAnswer(chatModelFor(baseUrl), undefined, { tools })
    expect(tool.run.mock.calls).toEqual([[{ query: 'tea' }], [{ query: 'milk' }]])
  })

  test.each([
    ['all with index 0, ending with stop', [call('tea', 0), call('milk', 0)], 'stop'],
    [
      'with an index from anywhere',
      [
        { index: 3, id: 'a', function: { name: 'search_memory', arguments: '{"query":"tea"' } },
        { index: 3, id: 'a', function: { name: 'search_memory', arguments: '}' } },
        call('milk', 4),
      ],
      'tool_calls',
    ],
    ['without index', [call('tea', 0), call('milk', 0)].map(one => ({ ...one, index: undefined })), 'tool_calls'],
  ])('comes as other servers send it: %s', async (_, calls, finish) => {
    const { tool, tools } = searching()
    const { baseUrl } = await startServer(
      streamReply([...calls.map(one => calling(one)), finishChunk(finish)]),
      textReply('Both.'),
    )
    expect((await streamAnswer(chatModelFor(baseUrl), undefined, { tools })).texts).toEqual(['Both.'])
    expect(tool.run.mock.calls).toEqual([[{ query: 'tea' }], [{ query: 'milk' }]])
  })

  test('with arguments that are no JSON reaches the tool with none, and does not go back as it was', async () => {
    const { tool, tools } = searching(async () => 'The arguments are {"query": string}.')
    const broken = calling({ index: 0, id: 'a', function: { name: 'search_memory', arguments: '{"query": tea' } })
    const { baseUrl, asked } = await startServer(streamReply([broken, finishChunk('tool_calls')]), textReply('Hm.'))
    await streamAnswer(chatModelFor(baseUrl), undefined, { tools })
    expect(tool.run.mock.calls).toEqual([[undefined]])
    expect(asked[1]?.body.messages.slice(1)).toMatchObject([
      { tool_calls: [{ function: { arguments: '{}' } }] },
      { content: 'The arguments are {"query": string}.' },
    ])
  })

  test('for a tool there is not is answered so', async () => {
    const { tool, tools } = searching()
    const lines = [
      calling({ index: 0, id: 'a', function: { name: 'delete_all', arguments: '{}' } }),
      finishChunk('tool_calls'),
    ]
    const { baseUrl, asked } = await startServer(streamReply(lines), textReply('Hm.'))
    await streamAnswer(chatModelFor(baseUrl), undefined, { tools })
    expect(tool.run).not.toHaveBeenCalled()
    expect(asked[1]?.body.messages.at(-1)).toMatchObject({ content: 'There is no such tool.' })
  })

  test('that fails does not silence the model', async () => {
    const warn = vi.fn()
    const { tools } = searching(() => Promise.reject(new MemoryUnavailable('Redis did not answer in time.')))
    const { baseUrl, asked } = await startServer(asksFor('tea'), textReply('I don’t know.'))
    expect((await streamAnswer(chatModelFor(baseUrl, {}, { warn }), undefined, { tools })).texts).toEqual([
      'I don’t know.',
    ])
    expect(asked[1]?.body.messages.at(-1)?.content).toMatch(/did not work/)
    expect(warn.mock.calls).toMatchObject([[{ error: 'MemoryUnavailable' }, expect.any(String)]])
  })
})

describe('after as many look-ups as there may be', () => {
  test('the model is told to answer, with the tools in sight', async () => {
    const { tool, tools } = searching()
    const { baseUrl, asked } = await startServer(asksFor('tea'), asksFor('milk'), textReply('Both.'))
    expect((await streamAnswer(chatModelFor(baseUrl), undefined, { tools })).texts).toEqual(['Both.'])
    expect(tool.run).toHaveBeenCalledTimes(2)
    expect(asked.map(one => told(one).mayCall)).toEqual([true, true, false])
    expect(asked[2]?.body).toMatchObject({ tool_choice: 'none', tools: [{}] })
  })

  test('more of them at once get a note', async () => {
    const { tool, tools } = searching()
    const { baseUrl, asked } = await startServer(asksFor('tea', 'milk', 'sugar'), textReply('Two of them.'))
    await streamAnswer(chatModelFor(baseUrl), undefined, { tools })
    expect(tool.run).toHaveBeenCalledTimes(2)
    expect(asked[1]?.body.messages.slice(2).map(({ content }) => content)).toEqual([
      'You said you like tea.',
      'You said you like tea.',
      expect.stringMatching(/no more tools/),
    ])
    expect(told(asked[1] as ReceivedRequest).mayCall).toBe(false)
  })

  test('a model that asks nevertheless gets no tools any more, and then has to have answered', async () => {
    const { tool, tools } = searching()
    const { baseUrl, asked } = await startServer(asksFor('tea'))
    const { error } = await streamAnswer(chatModelFor(baseUrl), undefined, { tools })
    expect(error?.failure).toBe('empty')
    expect(tool.run).toHaveBeenCalledTimes(2)
    expect(asked.map(({ body }) => ['tools' in body, body['tool_choice']])).toEqual([
      [true, undefined],
      [true, undefined],
      [true, 'none'],
      [false, undefined],
    ])
  })

  test('the tools go, where the server refuses tool_choice', async () => {
    const { tools } = searching()
    const no = errorReply(400, { message: 'Unrecognized request argument supplied: tool_choice' })
    const { baseUrl, asked } = await startServer(
      asksFor('tea', 'milk'),
      no,
      textReply('Both.'),
      asksFor('a', 'b'),
      textReply('Yes.'),
    )
    const chat = chatModelFor(baseUrl)
    expect((await streamAnswer(chat, undefined, { tools })).texts).toEqual(['Both.'])
    expect((await streamAnswer(chat, undefined, { tools })).texts).toEqual(['Yes.'])
    expect(asked.map(({ body }) => 'tools' in body)).toEqual([true, true, false, true, false])
    expect(asked.map(({ body }) => 'tool_choice' in body)).toEqual([false, true, false, false, false])
  })
})

describe('what the model says before it looks something up', () => {
  const first = streamReply([textChunk('Let me see.\n'), calling(call('tea', 0)), finishChunk('tool_calls')])

  test('stays, once, and the answer follows', async () => {
    const { baseUrl, asked } = await startServer(
      first,
      streamReply([textChunk('You like'), textChunk(' tea.'), finishChunk('stop')]),
    )
    const { texts } = await streamAnswer(chatModelFor(baseUrl), undefined, searching())
    expect(texts).toEqual(['Let me see.\n', 'Let me see.\n\nYou like', 'Let me see.\n\nYou like tea.'])
    expect(asked[1]?.body.messages[1]).toMatchObject({ role: 'assistant', content: 'Let me see.\n' })
  })

  test('is the answer where nothing follows', async () => {
    const { baseUrl } = await startServer(first, streamReply([finishChunk('stop')]))
    expect(await streamAnswer(chatModelFor(baseUrl), undefined, searching())).toMatchObject({
      texts: ['Let me see.\n'],
      ending: 'whole',
    })
  })

  test('is not replaced when what follows is tried again', async () => {
    const { baseUrl } = await startServer(first, errorReply(503, {}), textReply('You like tea.'))
    const { texts, ending } = await streamAnswer(chatModelFor(baseUrl, patientSettings), undefined, {
      ...searching(),
      mayRestart: () => false,
    })
    expect(texts).toEqual(['Let me see.\n', 'Let me see.\n\nYou like tea.'])
    expect(ending).toBe('whole')
  })

  test('is cut there, if visible, when nothing can follow', async () => {
    const { baseUrl } = await startServer(first, errorReply(401, {}))
    const visible = await streamAnswer(chatModelFor(baseUrl), undefined, { ...searching(), mayRestart: () => false })
    expect(visible.error).toMatchObject({ failure: 'cut', details: { reason: 'key' } })
    const other = await startServer(first, errorReply(401, {}))
    expect((await streamAnswer(chatModelFor(other.baseUrl), undefined, searching())).error?.failure).toBe('key')
  })
})

describe('a server that knows no tools', () => {
  test.each([
    ['Ollama', 400, { message: 'gemma:2b does not support tools' }],
    [
      'vLLM',
      400,
      { message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set' },
    ],
    ['OpenRouter', 404, { message: 'No endpoints found that support tool use.' }],
    ['llama.cpp', 500, { message: 'tools param requires --jinja flag' }],
    ['a strict one', 422, { message: [{ type: 'extra_forbidden', loc: ['body', 'tools'] }] }],
  ])('never hears of them again: %s', async (_, status, error) => {
    const warn = vi.fn()
    const { baseUrl, asked } = await startServer(errorReply(status, error), textReply('Hi'))
    const chat = chatModelFor(baseUrl, {}, { warn })
    expect((await streamAnswer(chat, undefined, searching())).texts).toEqual(['Hi'])
    expect((await streamAnswer(chat, undefined, searching())).texts).toEqual(['Hi'])
    expect(asked.map(({ body }) => 'tools' in body)).toEqual([true, false, false])
    expect(warn.mock.calls).toMatchObject([[{ refused: 'tools' }, expect.any(String)]])
  })

  test.each([
    [400, { message: 'Failed to call a function. Please adjust your prompt.', code: 'tool_use_failed' }],
    [500, { message: 'Failed to parse tool call arguments as JSON' }],
  ])('is not one whose model failed at one call: %i %j', async (status, error) => {
    const { baseUrl, asked } = await startServer(errorReply(status, error), textReply('Hi'))
    const chat = chatModelFor(baseUrl)
    expect((await streamAnswer(chat, undefined, searching())).texts).toEqual(['Hi'])
    await streamAnswer(chat, undefined, searching())
    expect(asked.map(({ body }) => 'tools' in body)).toEqual([true, false, true])
  })

  test('in the middle of an answer is asked for one without look-ups', async () => {
    const { baseUrl, asked } = await startServer(
      asksFor('tea'),
      errorReply(500, { message: 'role tool is unknown' }),
      textReply('Hi'),
    )
    const chat = chatModelFor(baseUrl)
    expect((await streamAnswer(chat, undefined, searching())).texts).toEqual(['Hi'])
    expect(asked[2]?.body.messages).toHaveLength(1)
    expect(asked[2]?.body).not.toHaveProperty('tools')
  })

  test('tells it to several answers at once, and of usage too', async () => {
    const { baseUrl } = await startServer((response, one) => {
      const name = ['stream_options', 'tools', 'max_completion_tokens'].find(name => name in one.body)
      const reply = name === undefined ? textReply('Hi') : errorReply(400, { message: `unknown argument: ${name}` })
      reply(response, one)
    })
    const chat = chatModelFor(baseUrl)
    const talks = await Promise.all([1, 2, 3].map(() => streamAnswer(chat, undefined, searching())))
    expect(talks.map(({ texts }) => texts)).toEqual([['Hi'], ['Hi'], ['Hi']])
  })

  test('is not one that refuses without a reason: that answer is made without, the next one with them', async () => {
    const { baseUrl, asked } = await startServer(errorReply(400, { message: 'no' }), textReply('Hi'))
    const chat = chatModelFor(baseUrl)
    expect((await streamAnswer(chat, undefined, searching())).texts).toEqual(['Hi'])
    await streamAnswer(chat, undefined, searching())
    expect(asked.map(({ body }) => 'tools' in body)).toEqual([true, false, true])
  })
})

describe('around look-ups', () => {
  test('usage is the sum of all requests, and each is told to the metrics', async () => {
    const calls: ModelCall[] = []
    const usage = (prompt: number, completion: number) => {
      const counts = { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
      return `data: ${JSON.stringify({ choices: [], usage: counts })}`
    }
    const { baseUrl } = await startServer(
      streamReply([calling(call('tea', 0)), finishChunk('tool_calls'), usage(50, 5), DONE_LINE]),
      streamReply([textChunk('Tea.'), finishChunk('stop'), usage(70, 3), DONE_LINE]),
    )
    const told = await streamAnswer(chatModelFor(baseUrl, { onCall: one => calls.push(one) }), undefined, searching())
    expect(told.usage).toMatchObject([{ tokens: 128 }])
    expect(calls).toMatchObject([
      { purpose: 'chat', outcome: 'ok', tokens: { prompt: 50, completion: 5 } },
      { purpose: 'chat', outcome: 'ok', tokens: { prompt: 70, completion: 3 } },
    ])
  })

  test('usage is estimated with what was looked up', async () => {
    const { baseUrl } = await startServer(asksFor('tea'), textReply('1234'))
    const tools = searching(async () => 'x'.repeat(4000))
    const { usage } = await streamAnswer(chatModelFor(baseUrl), [{ role: 'user', content: '1234' }], tools)
    expect(usage[0]?.tokens).toBeGreaterThan(1000)
    expect(usage[0]?.tokens).toBeLessThan(1050)
  })

  test('each request has its own time to the first token', async () => {
    const { baseUrl } = await startServer(asksFor('tea'), streamReply([], 'hang'))
    const { error } = await streamAnswer(chatModelFor(baseUrl, { firstTokenMs: 1000 }), undefined, searching())
    expect(error).toMatchObject({ failure: 'slow', details: { code: 'FIRST_TOKEN_TIMEOUT', attempts: 2 } })
  })

  test('a call that breaks off is asked for again', async () => {
    const { tool, tools } = searching()
    const { baseUrl } = await startServer(
      streamReply([calling(call('tea', 0))], 'cut'),
      asksFor('milk'),
      textReply('Milk.'),
    )
    expect((await streamAnswer(chatModelFor(baseUrl, patientSettings), undefined, { tools })).texts).toEqual(['Milk.'])
    expect(tool.run.mock.calls).toEqual([[{ query: 'milk' }]])
  })

  test('a call cut at the limit of tokens is not run', async () => {
    const { tool, tools } = searching()
    const { baseUrl } = await startServer(
      streamReply([textChunk('Well'), calling(call('tea', 0)), finishChunk('length')]),
    )
    expect(await streamAnswer(chatModelFor(baseUrl), undefined, { tools })).toMatchObject({
      texts: ['Well'],
      ending: 'length',
    })
    expect(tool.run).not.toHaveBeenCalled()
  })

  test('a stop while something is looked up ends the answer', async () => {
    const stop = new AbortController()
    const { tools } = searching(async () => {
      stop.abort()
      return 'tea'
    })
    const { baseUrl, asked } = await startServer(asksFor('tea'), textReply('Tea.'))
    const { texts, ending, error } = await streamAnswer(chatModelFor(baseUrl), undefined, {
      tools,
      signal: stop.signal,
    })
    expect({ texts, ending, error }).toEqual({ texts: [], ending: 'whole', error: undefined })
    expect(asked).toHaveLength(1)
  })
})

test('the metrics hear of failed, stopped and empty requests', async () => {
  const outcomes: string[] = []
  const onCall = (one: ModelCall) => void outcomes.push(one.outcome)
  const { baseUrl } = await startServer(
    errorReply(503, {}),
    streamReply([textChunk(' '), finishChunk('stop')]),
    streamReply([textChunk('Hel')], 'hang'),
  )
  const chat = chatModelFor(baseUrl, { ...patientSettings, onCall })
  await streamAnswer(chat)
  const options = { signal: new AbortController().signal, mayRestart: () => true }
  for await (const text of chat.stream([{ role: 'user', content: 'Hi' }], options)) if (text === 'Hel') break
  expect(outcomes).toEqual(['overloaded', 'empty', 'stopped'])
})

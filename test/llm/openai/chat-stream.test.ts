// biome-ignore-all lint/style/useNamingConvention: fields of servers have names of their own
import { describe, expect, test, vi } from 'vitest'
import type { ChatTool } from '../../../src/prompt/chat-model.ts'
import { completionReply, jsonReply } from '../support/extraction-server.ts'
import {
  DONE_LINE,
  finishChunk,
  type Reply,
  startServer,
  streamReply,
  textChunk,
  textReply,
} from '../support/server.ts'
import { chatModelFor, patientSettings, streamAnswer } from '../support/talk.ts'

/** A chunk whose first choice is this. */
function choiceChunk(choice: object): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, finish_reason: null, ...choice }] })}`
}

async function answerTo(...replies: Reply[]) {
  const { baseUrl, asked } = await startServer(...replies)
  return { ...(await streamAnswer(chatModelFor(baseUrl, patientSettings))), asked }
}

describe('is read, however it comes', () => {
  test('in one body where a stream was asked for', async () => {
    const { texts, ending, usage } = await answerTo(completionReply('Hello Ada!'))
    expect([texts, ending]).toEqual([['Hello Ada!'], 'whole'])
    expect(usage).toMatchObject([{ tokens: 57 }])
  })

  test('in one body that says it is a stream', async () => {
    const body = JSON.stringify({ choices: [{ message: { content: 'Hello Ada!' }, finish_reason: 'stop' }] })
    expect((await answerTo(streamReply([body]))).texts).toEqual(['Hello Ada!'])
  })

  test('in one body that is an error', async () => {
    expect((await answerTo(jsonReply({ error: { message: 'No.', code: 401 } }))).error?.failure).toBe('key')
  })

  test.each([
    [
      'parts',
      [
        { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
        { type: 'text', text: 'Hello Ada!' },
      ],
    ],
    ['an object', { type: 'text', text: 'Hello Ada!' }],
    ['a list of texts', ['Hello ', 'Ada!']],
    [
      'a reasoning part',
      [
        { type: 'reasoning', text: 'Hm.' },
        { type: 'output_text', text: 'Hello Ada!' },
      ],
    ],
  ])('with %s as content', async (_, content) => {
    const { texts } = await answerTo(streamReply([choiceChunk({ delta: { content } }), finishChunk('stop'), DONE_LINE]))
    expect(texts).toEqual(['Hello Ada!'])
  })

  test('with a second answer beside it, which nobody asked for', async () => {
    const second = `data: ${JSON.stringify({ choices: [{ index: 1, delta: { content: 'Good day.' }, finish_reason: 'stop' }] })}`
    const { texts } = await answerTo(streamReply([textChunk('Hello '), second, textChunk('Ada!'), finishChunk('stop')]))
    expect(texts).toEqual(['Hello ', 'Hello Ada!'])
  })

  test('with no end but [DONE], after which nothing counts', async () => {
    const reply = streamReply([textChunk('Hello Ada!'), DONE_LINE, textChunk(' And more.')], 'hang')
    expect(await answerTo(reply)).toMatchObject({ texts: ['Hello Ada!'], ending: 'whole' })
  })

  test('without the empty line after the last event', async () => {
    const reply: Reply = response => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end(`${textChunk('Hello Ada!')}\r\n\r\n${finishChunk('stop')}`)
    }
    expect((await answerTo(reply)).texts).toEqual(['Hello Ada!'])
  })

  test.each([
    [
      'a line of JSON for each piece',
      (lines: readonly string[]) => lines.map(line => line.slice('data: '.length)).join('\n'),
    ],
    [
      'a list of pieces',
      (lines: readonly string[]) => `[${lines.map(line => line.slice('data: '.length)).join(',\n')}]`,
    ],
    ['events without empty lines between them', (lines: readonly string[]) => `${lines.join('\n')}\n`],
    ['the same, with the line ends of Windows', (lines: readonly string[]) => `${lines.join('\r\n')}\r\n`],
    [
      'one JSON over many lines',
      () => JSON.stringify({ choices: [{ message: { content: 'Hello Ada!' } }] }, undefined, 2),
    ],
    ['one JSON and a line end', () => `${JSON.stringify({ choices: [{ message: { content: 'Hello Ada!' } }] })}\n`],
  ])('as %s, in pieces of every size', async (_, body) => {
    const whole = body([textChunk('Hello '), textChunk('Ada!'), finishChunk('stop')])
    for (const size of [1, 7, 1000]) {
      const reply: Reply = response => {
        response.writeHead(200, { 'content-type': 'application/json' })
        for (let at = 0; at < whole.length; at += size) response.write(whole.slice(at, at + size))
        response.end()
      }
      expect(await answerTo(reply)).toMatchObject({ ending: 'whole' })
      expect((await answerTo(reply)).texts.at(-1)).toBe('Hello Ada!')
    }
  })

  test('as the text of a completion', async () => {
    const chunk = `data: ${JSON.stringify({ choices: [{ index: 0, text: 'Hello Ada!' }] })}`
    expect((await answerTo(streamReply([chunk, finishChunk('stop')]))).texts).toEqual(['Hello Ada!'])
  })

  test('an answer that just stops is asked for again, until the server is known to end them all like that', async () => {
    const silent = streamReply([textChunk('Hello Ada!')])
    const { baseUrl, asked } = await startServer(silent)
    const model = chatModelFor(baseUrl, patientSettings)

    const endings = [await streamAnswer(model), await streamAnswer(model)].map(({ texts, ending }) => [
      texts.at(-1),
      ending,
    ])

    expect(endings).toEqual([
      ['Hello Ada!', 'whole'],
      ['Hello Ada!', 'whole'],
    ])
    expect(asked).toHaveLength(3)
  })

  test('an answer that breaks off is never taken for whole', async () => {
    const { error } = await answerTo(streamReply([textChunk('Hello')], 'cut'))
    expect(error?.failure).toBe('cut')
  })

  test('an answer that goes on with the next turn ends before it, and the request with it', async () => {
    const { texts, asked } = await answerTo(
      streamReply([textChunk('Hello Ada!<|im_end|>\n'), textChunk('<|im_start|>user\nand you?')], 'hang'),
    )
    expect(texts).toEqual(['Hello Ada!'])
    await asked[0]?.closed
  })
})

describe('ends as the server says', () => {
  test.each(['end_turn', 'eos', 'STOP', 'stop_sequence', 'EOS_TOKEN', 'COMPLETE'])('whole: %s', async word => {
    expect((await answerTo(streamReply([textChunk('Hello'), finishChunk(word)]))).ending).toBe('whole')
  })

  test.each(['model_length', 'max_tokens', 'MAX_TOKENS', 'max_output_tokens', 'TRUNCATED', 'output_limit_reached'])(
    'at a limit: %s',
    async word => {
      expect((await answerTo(streamReply([textChunk('Hello'), finishChunk(word)]))).ending).toBe('length')
    },
  )

  test.each(['SAFETY', 'refusal', 'sensitive', 'content_filter: PROHIBITED_CONTENT', 'policy_violation'])(
    'filtered: %s',
    async word => {
      expect((await answerTo(streamReply([textChunk('Hello'), finishChunk(word)]))).error?.failure).toBe('filtered')
    },
  )

  test('whole for a word that nobody knows, and operators are told once', async () => {
    const warn = vi.fn()
    const { baseUrl } = await startServer(streamReply([textChunk('Hello'), finishChunk('happily ever after')]))
    const model = chatModelFor(baseUrl, {}, { warn })

    expect([(await streamAnswer(model)).ending, (await streamAnswer(model)).ending]).toEqual(['whole', 'whole'])

    expect(warn).toHaveBeenCalledExactlyOnceWith({ ending: 'happily_ever_after' }, expect.stringContaining('unknown'))
  })

  test.each([
    ['an empty word with each piece', [choiceChunk({ delta: { content: 'Hello' }, finish_reason: '' }), DONE_LINE]],
    ['the word in the piece with the text', [choiceChunk({ delta: { content: 'Hello' }, finish_reason: 'stop' })]],
  ])('%s', async (_, lines) => {
    expect(await answerTo(streamReply(lines))).toMatchObject({ texts: ['Hello'], ending: 'whole' })
  })

  test.each([
    ['an error in the choice', choiceChunk({ delta: {}, finish_reason: 'error', error: { code: 502, message: 'no' } })],
    ['the word error alone', finishChunk('error')],
    ['another word for it', finishChunk('internal_failure')],
    ['an error event', 'event: error\ndata: {"message": "no"}'],
    ["vLLM's form of an error", 'data: {"object": "error", "message": "no", "code": 500}'],
  ])('in error: %s, before any text it is tried again, after that cut', async (_, line) => {
    expect((await answerTo(streamReply([line]), textReply('Hello'))).texts).toEqual(['Hello'])

    const { baseUrl } = await startServer(streamReply([textChunk('Hel'), line]))
    const { error } = await streamAnswer(chatModelFor(baseUrl), undefined, { mayRestart: () => false })
    expect(error?.failure).toBe('cut')
  })

  test('all room spent on thoughts is told as that, and as what to set', async () => {
    const thoughts = choiceChunk({ delta: { reasoning_content: 'Hm, '.repeat(40) } })
    const { error, usage } = await answerTo(streamReply([thoughts, finishChunk('length'), DONE_LINE]))
    expect(error).toMatchObject({ failure: 'spent', details: { setting: 'RESPONSE_TOKENS' } })
    expect(usage[0]?.tokens).toBeGreaterThan(40)
  })
})

describe('thoughts without a mark at their beginning', () => {
  const server = [
    streamReply([
      textChunk('She greets me.'),
      textChunk('\n</think>\n\nHello '),
      textChunk('Ada!'),
      finishChunk('stop'),
    ]),
    streamReply([textChunk('Again.'), textChunk('</think>Good day!'), finishChunk('stop')]),
  ]

  test('are taken back the first time, and not shown at all from then on', async () => {
    const { baseUrl } = await startServer(...server)
    const model = chatModelFor(baseUrl)

    expect((await streamAnswer(model)).texts).toEqual(['She greets me.', 'Hello ', 'Hello Ada!'])
    expect((await streamAnswer(model)).texts).toEqual(['Good day!'])
  })

  test('are not waited for where they no longer come', async () => {
    const { baseUrl } = await startServer(...server, streamReply([textChunk('No '), textChunk('thoughts.'), DONE_LINE]))
    const model = chatModelFor(baseUrl)
    for (let at = 0; at < 3; at += 1) await streamAnswer(model)

    expect((await streamAnswer(model)).texts).toEqual(['No ', 'No thoughts.'])
  })
})

describe('calls of tools', () => {
  function tools(run = vi.fn<ChatTool['run']>(async () => 'Kept.')) {
    const tool = { name: 'remember', description: 'Keeps.', parameters: { type: 'object' }, run }
    return { run, tools: { offered: [tool], maxCalls: 3 } }
  }

  async function runCalls(...deltas: object[]) {
    const { baseUrl, asked } = await startServer(
      streamReply([...deltas.map(delta => choiceChunk({ delta })), finishChunk('tool_calls'), DONE_LINE]),
      textReply('Done.'),
    )
    const { run, tools: offered } = tools()
    const result = await streamAnswer(chatModelFor(baseUrl), undefined, { tools: offered })
    const sent = (asked[1]?.body.messages ?? []).slice(1) as unknown as Record<string, unknown>[]
    return { ...result, ran: run.mock.calls.map(([args]) => args), sent }
  }

  function idsIn(message: Record<string, unknown> | undefined): unknown[] {
    return ((message?.['tool_calls'] ?? []) as { id: unknown }[]).map(({ id }) => id)
  }

  const named = (args: unknown) => ({ function: { name: 'remember', arguments: args } })

  test.each([
    ['an object', [{ tool_calls: [{ index: 0, id: 'a', ...named({ quote: 'tea' }) }] }]],
    ['a string', [{ tool_calls: [{ index: 0, id: 'a', ...named('{"quote":"tea"}') }] }]],
    ['a string twice', [{ tool_calls: [{ index: 0, id: 'a', ...named('"{\\"quote\\":\\"tea\\"}"') }] }]],
    [
      'pieces',
      [
        { tool_calls: [{ index: 0, id: 'a', ...named('{"quo') }] },
        { tool_calls: [{ index: 0, function: { arguments: 'te":"tea"}' } }] },
      ],
    ],
    [
      'pieces without an index',
      [{ tool_calls: [{ id: 'a', ...named('{"quo') }] }, { tool_calls: [{ function: { arguments: 'te":"tea"}' } }] }],
    ],
    [
      'pieces that repeat the name',
      [
        { tool_calls: [{ index: 0, id: 'a', ...named('{"quo') }] },
        { tool_calls: [{ index: 0, id: 'a', ...named('te":"tea"}') }] },
      ],
    ],
    [
      'the whole once more at the end',
      [
        { tool_calls: [{ index: 0, id: 'a', ...named('{"quote":"tea"}') }] },
        { tool_calls: [{ index: 0, id: 'a', ...named('{"quote":"tea"}') }] },
      ],
    ],
    ['single quotes', [{ tool_calls: [{ index: 0, id: 'a', ...named("{'quote': 'tea'}") }] }]],
    [
      'an empty object first',
      [
        { tool_calls: [{ index: 0, id: 'a', ...named({}) }] },
        { tool_calls: [{ index: 0, function: { arguments: { quote: 'tea' } } }] },
      ],
    ],
    ['the older form', [{ function_call: { name: 'remember', arguments: '{"quote":"tea"}' } }]],
    ['text', [{ content: '<tool_call>{"name":"remember","arguments":{"quote":"tea"}}</tool_call>' }]],
  ])('with arguments as %s are run', async (_, deltas) => {
    const { ran, texts } = await runCalls(...deltas)
    expect(ran).toEqual([{ quote: 'tea' }])
    expect(texts).toEqual(['Done.'])
  })

  test.each([
    [
      'of one index',
      [
        {
          tool_calls: [
            { index: 0, ...named('{"quote":"tea"}') },
            { index: 0, ...named('{"quote":"figs"}') },
          ],
        },
      ],
    ],
    ['without index', [{ tool_calls: [named('{"quote":"tea"}'), named('{"quote":"figs"}')] }]],
    ['in one', [{ tool_calls: [{ index: 0, id: 'a', ...named('{"quote":"tea"}{"quote":"figs"}') }] }]],
    [
      'of one id',
      [
        {
          tool_calls: [
            { index: 0, id: 'call_0', ...named('{"quote":"tea"}') },
            { index: 1, id: 'call_0', ...named('{"quote":"figs"}') },
          ],
        },
      ],
    ],
  ])('that are several %s are run each, under ids that differ', async (_, deltas) => {
    const { ran, sent } = await runCalls(...deltas)
    expect(ran).toEqual([{ quote: 'tea' }, { quote: 'figs' }])
    const ids = idsIn(sent[0])
    expect(new Set(ids).size).toBe(2)
    expect(sent.slice(1).map(message => message['tool_call_id'])).toEqual(ids)
  })

  test.each([[undefined], [''], [null]])('get an id of nine letters and digits where the server gives %j', async id => {
    const { sent } = await runCalls({ tool_calls: [{ index: 0, id, ...named('{"quote":"tea"}') }] })
    expect(idsIn(sent[0])[0]).toMatch(/^[A-Za-z0-9]{9}$/)
  })

  test('go back with all that came with them', async () => {
    const extra_content = { google: { thought_signature: 'c2ln' } }
    const details = [{ type: 'reasoning.text', index: 0, text: 'Hm, ' }]
    const { sent } = await runCalls(
      { role: 'assistant', reasoning_content: 'Hm, ', reasoning_details: details },
      {
        reasoning_content: 'tea.',
        reasoning_details: [{ type: 'reasoning.text', index: 0, text: 'tea.', signature: 'x1' }],
      },
      { tool_calls: [{ index: 0, id: 'call_1', type: 'function', extra_content, ...named('{"quote":"tea"}') }] },
    )
    expect(sent[0]).toEqual({
      role: 'assistant',
      content: null,
      reasoning_content: 'Hm, tea.',
      reasoning_details: [{ type: 'reasoning.text', index: 0, text: 'Hm, tea.', signature: 'x1' }],
      tool_calls: [
        { id: 'call_1', type: 'function', extra_content, function: { name: 'remember', arguments: '{"quote":"tea"}' } },
      ],
    })
  })

  test.each(['malformed_function_call', 'MALFORMED_FUNCTION_CALL', 'function_call_filter: MALFORMED_FUNCTION_CALL'])(
    'that the server could not read (%s) are answered without tools, which stay on',
    async word => {
      const { baseUrl, asked } = await startServer(streamReply([finishChunk(word)]), textReply('Hello.'))
      const model = chatModelFor(baseUrl)
      const offered = { tools: tools().tools }

      expect((await streamAnswer(model, undefined, offered)).texts).toEqual(['Hello.'])
      await streamAnswer(model, undefined, offered)

      expect(asked.map(({ body }) => 'tools' in body)).toEqual([true, false, true])
    },
  )
})

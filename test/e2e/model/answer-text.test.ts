// biome-ignore-all lint/security/noSecrets: marks of models look like keys
import { describe, expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { type ModelOfSize, modelsOfSizes } from '../servers/behaviours/small-models.ts'
import { simulate } from '../servers/support/simulated-server.ts'
import type { Call } from '../support/model-server.ts'
import { test } from '../support/running-bot.ts'
import { readStoredMemory } from '../support/stored-memory.ts'

/** A piece of a stream whose choice is this. */
function piece(choice: object): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, finish_reason: null, ...choice }] })}\n\n`
}

/** Says a text in pieces of three characters. */
function mumbles(call: Call, text: string): Call {
  for (let at = 0; at < text.length; at += 3) call.says(text.slice(at, at + 3))
  return call
}

/** Two pieces, with nothing but this between them. */
function sendLines(call: Call, between: string): void {
  const pieces = [{ delta: { content: 'Hello ' } }, { delta: { content: 'Ada!' }, finish_reason: 'stop' }]
  const lines = pieces.map(choice => JSON.stringify({ choices: [{ index: 0, ...choice }] }))
  call.sends(`${between.includes('data') ? 'data: ' : ''}${lines.join(between)}\n`).breaks()
}

const servers: readonly [string, (call: Call) => void][] = [
  ['thinks aloud', call => mumbles(call, '<think>\nThe user asks…\n</think>\n\nHello Ada!').ends()],
  ['marks the end of thoughts alone', call => call.says('The user asks…\n</think>\n\nHello Ada!').ends()],
  [
    'speaks harmony',
    call =>
      mumbles(
        call,
        '<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>Hello Ada!<|return|>',
      ).ends(),
  ],
  ['goes on with the next turn', call => mumbles(call, 'Hello Ada!<|im_end|>\n<|im_start|>user\nand you?').ends()],
  ['ends with a token of its template', call => mumbles(call, 'Hello Ada!</s>').ends()],
  ['repeats our header', call => mumbles(call, '[2026-11-28 09:00 UTC, Keepsake:]\nHello Ada!').ends()],
  ['puts a label before its answer', call => mumbles(call, '**Reply:** Hello Ada!').ends()],
  ['puts its name before its answer', call => mumbles(call, '**Keepsake**: Hello Ada!').ends()],
  [
    'speaks as an agent does in its last step',
    call =>
      mumbles(
        call,
        'Thought: Hm.\nAction:\n```json\n{"action": "Final Answer", "action_input": "Hello Ada!"}\n```',
      ).ends(),
  ],
  [
    'calls a tool that there is not, as text',
    call => mumbles(call, '<tool_call>{"name":"wave","arguments":{}}</tool_call>Hello Ada!').ends(),
  ],
  [
    'answers in one body',
    call => call.sends(JSON.stringify({ choices: [{ message: { content: 'Hello Ada!' } }] })).breaks(),
  ],
  ['says [DONE] alone', call => call.says('Hello Ada!').sends('data: [DONE]\n\n').breaks()],
  ...['eos', 'end_turn', 'COMPLETE', '', 'happily ever after'].map((word): [string, (call: Call) => void] => [
    `ends with “${word}”`,
    call => call.says('Hello Ada!').ends(word),
  ]),
  ['thinks in tags of its own', call => mumbles(call, '<thinking_process>Hm.</thinking_process>\nHello Ada!').ends()],
  ['thinks as Mistral does', call => mumbles(call, '[THINK]Hm.[/THINK]Hello Ada!').ends()],
  ['thinks as Gemma’s kin', call => mumbles(call, '<unused94>thought\nHm.<unused95>Hello Ada!').ends()],
  ['puts its answer between tags', call => mumbles(call, '<think>Hm.</think><answer>Hello Ada!</answer>').ends()],
  [
    'goes on as Llama does',
    call => mumbles(call, 'Hello Ada!<|eot_id|><|start_header_id|>user<|end_header_id|>').ends(),
  ],
  ['goes on as Gemma does', call => mumbles(call, 'Hello Ada!<end_of_turn>\n<start_of_turn>user\nand?').ends()],
  ['goes on as Vicuna does', call => mumbles(call, 'Hello Ada!\n\nHuman: and you?').ends()],
  ['repeats our header in bold', call => mumbles(call, '**[2026-11-28 09:00 UTC, Keepsake:]**\nHello Ada!').ends()],
  ['writes a line for each piece', call => sendLines(call, '\n')],
  ['leaves out the empty lines between events', call => sendLines(call, '\ndata: ')],
  [
    'answers in parts',
    call =>
      call
        .sends(
          piece({
            delta: {
              content: [
                { type: 'thinking', thinking: 'Hm.' },
                { type: 'text', text: 'Hello Ada!' },
              ],
            },
          }),
        )
        .ends(),
  ],
  ['answers in parts that are texts', call => call.sends(piece({ delta: { content: ['Hello ', 'Ada!'] } })).ends()],
  [
    'thinks in parts within a part',
    call =>
      call
        .sends(piece({ delta: { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }] } }))
        .says('Hello Ada!')
        .ends(),
  ],
  [
    'answers in parts of a name of its own',
    call =>
      call
        .sends(
          piece({
            delta: {
              content: [
                { type: 'reasoning', summary: 'Hm.' },
                { type: 'output_text', text: 'Hello Ada!' },
              ],
            },
          }),
        )
        .ends(),
  ],
  ['says [DONE] alone, and without a space', call => call.says('Hello Ada!').sends('data:[DONE]\n\n').breaks()],
  [
    'says [DONE] alone, in an event that it names',
    call => call.says('Hello Ada!').sends('event: done\ndata: [DONE]\n\n').breaks(),
  ],
  [
    'says what it took, and [DONE]',
    call =>
      call
        .says('Hello Ada!')
        .sends(
          `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12 } })}\n\n`,
        )
        .sends('data: [DONE]\n\n')
        .breaks(),
  ],
  [
    'fails before the first word',
    call => call.sends(piece({ delta: {}, finish_reason: 'error', error: { code: 502 } })).breaks(),
  ],
  [
    'fails before the first word, and says no more than that',
    call => call.sends(piece({ delta: {}, finish_reason: 'error' })).breaks(),
  ],
  [
    'fails before the first word, in a line of its own',
    call => call.sends('data: {"error":{"message":"Hm.","code":503}}\n\n').breaks(),
  ],
  [
    'fails before the first word, in an event that it names',
    call => call.sends('event: error\ndata: {"error":{"message":"Hm.","type":"overloaded_error"}}\n\n').breaks(),
  ],
]

/** Ways to spend all room on thoughts. */
const spending: readonly [string, (call: Call) => void][] = [
  ['as DeepSeek does', call => call.sends(piece({ delta: { reasoning_content: 'Hm. Well.' } })).ends('length')],
  ['as Ollama does', call => call.sends(piece({ delta: { content: '', reasoning: 'Hm. Well.' } })).ends('length')],
  ['in marks that never close', call => mumbles(call, '<think>Hm. Well.').ends('length')],
  [
    'in parts',
    call => call.sends(piece({ delta: { content: [{ type: 'thinking', thinking: 'Hm. Well.' }] } })).ends('max_tokens'),
  ],
  ['without a word of them', call => call.sends(piece({ delta: { content: null } })).ends('length')],
]

describe.concurrent('of a model server that', () => {
  test.for(servers)(
    '%s, nothing but the answer is shown, kept and sent again',
    async ([, play], { discord, bot, model, ada, bob }) => {
      model.otherwise = call =>
        call.question.includes('Who') ? call.says('Bob, of course.').ends() : call.says('Hello Ada!').ends()
      model.plays(play)

      const reply = await discord.reply(await ada.dm('Hi!'))
      const next = await discord.reply(await ada.dm('Who am I?'))
      const others = await discord.reply(await bob.dm('Who am I?'))

      expect(reply.content).toBe('Hello Ada!')
      expect([next.content, others.content]).toEqual(['Bob, of course.', 'Bob, of course.'])
      const [, answer] = model.calls.find(({ question }) => question.includes('Who'))?.window ?? []
      expect(answer).toEqual({ role: 'assistant', content: 'Hello Ada!' })
      expect(JSON.stringify(await readStoredMemory(bot, ada))).not.toMatch(/think|Hm|im_end|Reply/)
    },
  )

  test.for(spending)(
    'spends all its room on thoughts, %s, reader and operator learn why, and others are answered',
    async ([, play], { discord, bot, model, ada, bob }) => {
      model.otherwise = call => (call.question.includes('Ada asks') ? play(call) : call.says('Hello Bob!').ends())

      const questions = await Promise.all([ada.dm('Ada asks.'), bob.dm('Bob asks.')])
      const [adas, bobs] = await Promise.all(questions.map(question => discord.reply(question)))

      expect(adas?.content).toBe(en.answers.modelSpentOnThoughts)
      expect(bobs?.content).toBe('Hello Bob!')
      expect(await bot.logged('not answered')).toMatchObject({ failure: 'spent', setting: 'RESPONSE_TOKENS' })
    },
  )

  test.for([
    piece({ delta: {}, finish_reason: 'error', error: { code: 502, message: 'no' } }),
    piece({ delta: {}, finish_reason: 'error' }),
    'data: {"error":{"message":"no","code":503}}\n\n',
    'event: error\ndata: {"error":{"message":"no","type":"overloaded_error"}}\n\n',
  ])('fails after some words, the answer says that it was cut: %j', async (failure, { discord, model, ada, bob }) => {
    const asked = model.nextCall()
    await ada.dm('Hi!')
    const call = (await asked).says('Hello Ada, how')
    await discord.until(event => event.kind === 'message' && event.message.content.includes('how'))
    const told = discord.until(event => event.kind === 'edit' && event.content.includes(en.answers.cutOff))
    call.sends(failure).breaks()

    await told
    model.otherwise = next => next.says('Hello Bob!').ends()
    expect((await discord.reply(await bob.dm('Hi!'))).content).toBe('Hello Bob!')
  })

  test.for([
    '<tool_call>\n{"name": "remember", "arguments": {"quote": "I like tea"}}\n</tool_call>\nI kept it!',
    '[TOOL_REQUEST]{"name": "remember", "arguments": {"quote": "I like tea"}}[END_TOOL_REQUEST]',
    '<function=remember{"quote": "I like tea"}</function>',
    '<remember><quote>I like tea</quote></remember>',
    '```json\n{"name": "remember", "arguments": {"quote": "I like tea"}}\n```',
    'tool_code\nprint(default_api.remember(quote="I like tea"))',
    '{"remember": {"quote": "I like tea"}}',
    'Action: remember\nAction Input: {"quote": "I like tea"}',
  ])(
    'writes its calls as text, they are run, and its answer is shown: %j',
    async (call, { discord, bot, model, ada, bob }) => {
      model.otherwise = one => {
        if (one.lookedUp.length > 0) one.says(`Done: ${one.lookedUp.join()}`).ends()
        else if (one.question.includes('tea')) mumbles(one, call).ends()
        else one.says('Hello.').ends()
      }

      const [adas, bobs] = await Promise.all([
        ada.dm('Remember that I like tea').then(question => discord.reply(question)),
        bob.dm('Hi!').then(question => discord.reply(question)),
      ])

      expect([adas.content, bobs.content]).toEqual([
        `Done: Kept.\n\n${en.remember.keptUnderAnswer('I like tea')}`,
        'Hello.',
      ])
      expect((await readStoredMemory(bot, ada)).facts).toHaveLength(1)
    },
  )

  test('is small, and only says a message again, is asked once more, without what would have it go on so', async ({
    discord,
    bot,
    model,
    ada,
  }) => {
    simulate(model, modelsOfSizes.find(({ isSmall }) => isSmall) as ModelOfSize)
    await bot.restart() // it asks how large the model is as it starts
    const echo = (call: Call) => mumbles(call, 'I moved to Oslo last week').ends()
    model.plays(echo)
    model.plays(call => call.says('How do you like it there?').ends())
    const first = await discord.reply(await ada.dm('I moved to Oslo last week.'))
    model.otherwise = call => call.says(/My cat .*/u.exec(call.question)?.[0] ?? '').ends()
    const reminded = model.calls.at(-1)?.question
    const asked = model.calls.length
    const again = await discord.reply(await ada.dm('My cat is called Momo.'))
    model.otherwise = call => call.says('In Oslo.').ends()
    await discord.reply(await ada.dm('Where do I live?'))

    expect(first.content).toContain('How do you like it there?')
    expect(reminded).toContain('[Answer with "You …".]')
    expect(again.content).toBe('“My cat is called Momo.”')
    expect(model.calls.length - asked).toBe(3)
    expect(model.calls.at(-1)?.window.map(({ content }) => content)).toEqual([
      'I moved to Oslo last week.',
      'How do you like it there?',
    ])
    expect(model.calls.at(-1)?.question).toMatch(/^My cat is called Momo\.\n\n.*\nWhere do I live\?$/su)
  })
})

// biome-ignore-all lint/security/noSecrets: marks of models look like keys
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { AnswerFilter, type AnswerFilterOptions } from '../../../src/llm/answer-filter/answer-filter.ts'
import { fc, runs } from '../../support/property.ts'

const usual: AnswerFilterOptions = {
  speakers: ['Keepsake', 'Ada'],
  toolNames: ['remember', 'forget', 'search_memory'],
  said: ['We decided to use MariaDB for the shop.', 'I like rain', '私は東京に住んでいます。'],
  beginsWithThoughts: false,
  holdsEchoes: true,
}

interface Read {
  readonly text: string
  readonly calls: readonly object[]
}

function readIn(pieces: readonly string[], options: Partial<AnswerFilterOptions> = {}): Read {
  const filter = new AnswerFilter({ ...usual, ...options })
  for (const piece of pieces) filter.add(piece)
  filter.end()
  return { text: filter.text, calls: filter.calls }
}

/** What is read of a text, which must be the same in pieces of every size. */
function read(text: string, options: Partial<AnswerFilterOptions> = {}): Read {
  const whole = readIn([text], options)
  for (let size = 1; size < text.length; size += 1) {
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
      text.slice(at * size, (at + 1) * size),
    )
    if (!isDeepStrictEqual(readIn(pieces, options), whole))
      throw new Error(`It is read otherwise in pieces of ${size}.`)
  }
  return whole
}

const HELLO = 'Hello Ada!'

describe('nothing of these is shown', () => {
  test.each([
    ['<think>\nThe user asks…\n</think>\n\nHello Ada!'],
    ['The user asks…\n</think>\n\nHello Ada!'],
    ['She greets me. So I greet her. </think> Hello Ada!'],
    ['<think>one</think>\n<think>two</think>\nHello Ada!'],
    ['<think>one</think>two\n</think>\nHello Ada!'],
    ['<Thinking>x</Thinking>Hello Ada!'],
    ['<thought>\n{"text": "Hi"}\n```\ncode\n</thought>Hello Ada!'],
    ['<reasoning>\nx\n</reasoning>\nHello Ada!'],
    ['<seed:think>x</seed:think>Hello Ada!'],
    ['[THINK]x[/THINK]Hello Ada!'],
    ['◁think▷x◁/think▷Hello Ada!'],
    ['<|begin_of_thought|>x<|end_of_thought|>\n<|begin_of_solution|>Hello Ada!<|end_of_solution|>'],
    ['<|START_THINKING|>x<|END_THINKING|><|START_RESPONSE|>Hello Ada!<|END_RESPONSE|>'],
    ['<|channel>thought\nhm<channel|>Hello Ada!<turn|>'],
    ['<|inner_prefix|>hm<|inner_suffix|>Hello Ada!'],
    [
      '<|channel|>analysis<|message|>She greets.<|end|><|start|>assistant<|channel|>final<|message|>Hello Ada!<|return|>',
    ],
    ['analysisThe user greets. Say hello.assistantfinalHello Ada!'],
    ['<antThinking>x</antThinking>Hello Ada!'],
    ['<thinking_process>\nx\n</thinking_process>\nHello Ada!'],
    ['<unused94>thought\nx<unused95>Hello Ada!'],
    ['<details type="reasoning" done="true">\n<summary>Thought</summary>\nx\n</details>\nHello Ada!'],
    ['Thinking...\nThe user greets me.\n...done thinking.\n\nHello Ada!'],
    ['Thinking... done thinking. Hello Ada!'],
    ['Thinking…\nhm\n…done thinking\nHello Ada!'],
    ['Thought: She greets me.\nFinal Answer: Hello Ada!'],
    ['Question: hi\nThought: Do I need to use a tool? No\nFinal Answer: Hello Ada!'],
    ['**Thought:** She greets me.\n\n**Final Answer:** Hello Ada!'],
    ['Thought: I now know the final answer.\nAI: Hello Ada!'],
    ['## Thinking\n\nShe greets me.\n\n## Final Response\n\nHello Ada!'],
    ['### Reasoning\nhm\n### Answer\nHello Ada!'],
    ['<details>\n<summary>Thinking</summary>\nx\n</details>\nHello Ada!'],
    ['<details open><summary>💭 Thought for 3 seconds</summary>x</details>Hello Ada!'],
  ])('thoughts: %j', text => {
    expect(read(text)).toEqual({ text: HELLO, calls: [] })
  })

  test.each([
    ['Hello Ada!<|im_end|>\n<|im_start|>user\nand you?<|im_end|>'],
    ['Hello Ada!<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nand you?'],
    ['Hello Ada!\n<end_of_turn>\n<start_of_turn>user\nand you?'],
    ['Hello Ada![/INST] and you?'],
    ['Hello Ada! </s>[INST] and you?'],
    ['<s>Hello Ada!</s>'],
    ['<|im_start|>assistant\nHello Ada!'],
    ['<start_of_turn>model\nHello Ada!<end_of_turn>'],
    ['<|start_header_id|>assistant<|end_header_id|>\n\nHello Ada!'],
    ['<｜Assistant｜>Hello Ada!<｜end▁of▁sentence｜>'],
    ['Hello Ada!<|endoftext|>Human: more'],
    ['Hello Ada!\n\n[2026-11-28 09:01 UTC, Ada:]\nand you?'],
    ['Hello Ada!<end_of_utterance>'],
    ['Hello Ada!\n\nHuman: and you?'],
    ['Hello Ada!\n### Instruction:\nand you?'],
    ['Hello Ada!\n\n[2026-11-28, Ada:] and you?'],
    ['assistant\n\nHello Ada!'],
    ['model\nHello Ada!'],
    ['<think>x</think>\n<answer>\nHello Ada!\n</answer>'],
    ['<response>Hello Ada!</response>'],
    ['<final_answer>Hello Ada!</final_answer>'],
  ])('the template: %j', text => {
    expect(read(text)).toEqual({ text: HELLO, calls: [] })
  })

  test.each([
    ['[2026-11-28 09:00 UTC, Keepsake:] Hello Ada!'],
    ['[2026-11-28 09:00 UTC, Keepsake:]\nHello Ada!'],
    ['**[2026-11-28 09:00 Europe/Berlin, Keepsake:]**\n\nHello Ada!'],
    ['2026-11-28 09:00 UTC, Keepsake:\nHello Ada!'],
    ['[Keepsake:] Hello Ada!'],
    ['[Keepsake]\nHello Ada!'],
    ['Keepsake: Hello Ada!'],
    ['**Keepsake:** Hello Ada!'],
    ['**Keepsake**\n\nHello Ada!'],
    ['*Ada*: Hello Ada!'],
    ['**Reply:** Hello Ada!'],
    ['**Remember**: Hello Ada!'],
    ['### Answer:\nHello Ada!'],
    ['Antwort: Hello Ada!'],
    ['**回答：** Hello Ada!'],
    ['**Reply:** Keepsake: Hello Ada!'],
    ['<think>x</think>\n[2026-11-28 09:00 UTC, Keepsake:]\nHello Ada!<|im_end|>'],
    ['@Keepsake: Hello Ada!'],
    ['[2026-11-28, Keepsake:] Hello Ada!'],
    ['[2026-11-28 Keepsake:]\nHello Ada!'],
    ['[Saturday, Keepsake:] Hello Ada!'],
    ['[09:00 UTC, Keepsake:] Hello Ada!'],
    ['[09:00 Keepsake] Hello Ada!'],
    ['[Keepsake, 2026-11-28 09:00 UTC] Hello Ada!'],
    ['[date, Keepsake:]\nHello Ada!'],
    ['**[Keepsake]:** Hello Ada!'],
    ['[Keepsake] Hello Ada!'],
    ['【Keepsake】Hello Ada!'],
    ['[Reply] Hello Ada!'],
    ['[Answer]: Hello Ada!'],
    ['[Antwort] Hello Ada!'],
    ['[Reply to Ada] Hello Ada!'],
    ['[you, to Ada, 09:05]\nHello Ada!'],
    ['[you, 2026-11-28 Sat 09:05 UTC]\nHello Ada!'],
    ['Keepsake says: Hello Ada!'],
    ['**Keepsake replies:** Hello Ada!'],
    ['Keepsake responded to Ada: Hello Ada!'],
    ['Keepsake sagt: Hello Ada!'],
    ['Keepsake (to Ada): Hello Ada!'],
    ['Keepsake [09:00]: Hello Ada!'],
    ['Keepsake, 2026-11-28 09:00 UTC: Hello Ada!'],
    ["Keepsake's reply: Hello Ada!"],
    ['Reply to Ada: Hello Ada!'],
    ['Response from Keepsake: Hello Ada!'],
    ['<Keepsake> Hello Ada!'],
    ['Assistant (Keepsake): Hello Ada!'],
  ])('a label: %j', text => {
    expect(read(text)).toEqual({ text: HELLO, calls: [] })
  })
})

describe('a call written as text is read', () => {
  const call = { name: 'remember', args: '{"quote":"I live in Oslo"}' }

  test.each([
    ['<tool_call>\n{"name": "remember", "arguments": {"quote": "I live in Oslo"}}\n</tool_call>'],
    ["<tool_call>{'name': 'remember', 'arguments': {'quote': 'I live in Oslo',}}</tool_call>"],
    ['<tool_call>\n{"name": "remember", "arguments": {"quote": "I live in Oslo"}}'],
    ['<tool_call><function=remember>\n<parameter=quote>\nI live in Oslo\n</parameter>\n</function></tool_call>'],
    ['<tool_call>remember\n<arg_key>quote</arg_key>\n<arg_value>I live in Oslo</arg_value>\n</tool_call>'],
    ['[TOOL_CALLS][{"name":"remember","arguments":{"quote":"I live in Oslo"}}]'],
    ['[TOOL_CALLS]remember[ARGS]{"quote":"I live in Oslo"}'],
    ['<function=remember>{"quote": "I live in Oslo"}</function>'],
    ['```json\n{"name": "remember", "arguments": {"quote": "I live in Oslo"}}\n```'],
    ['```tool_code\nprint(default_api.remember(quote="I live in Oslo"))\n```'],
    ['<|python_tag|>{"name": "remember", "parameters": {"quote": "I live in Oslo"}}<|eom_id|>'],
    ['<|python_tag|>remember.call(quote="I live in Oslo")'],
    ['{"name": "remember", "parameters": {"quote": "I live in Oslo"}}'],
    ['{"type":"function","function":{"name":"remember","arguments":"{\\"quote\\":\\"I live in Oslo\\"}"}}'],
    ['functools[{"name": "remember", "arguments": {"quote": "I live in Oslo"}}]'],
    ["[remember(quote='I live in Oslo')]"],
    ['remember(quote="I live in Oslo")'],
    [
      '<function_calls>\n<invoke name="remember">\n<parameter name="quote">I live in Oslo</parameter>\n</invoke>\n</function_calls>',
    ],
    [
      '<|tool_calls_section_begin|><|tool_call_begin|>functions.remember:0<|tool_call_argument_begin|>{"quote":"I live in Oslo"}<|tool_call_end|><|tool_calls_section_end|>',
    ],
    [
      '<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>remember\n```json\n{"quote":"I live in Oslo"}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>',
    ],
    ['<|tool_call>call:remember{quote:<|"|>I live in Oslo<|"|>}<tool_call|>'],
    ['<|START_ACTION|>[{"tool_name":"remember","parameters":{"quote":"I live in Oslo"}}]<|END_ACTION|>'],
    ['<|channel|>commentary to=functions.remember <|constrain|>json<|message|>{"quote":"I live in Oslo"}<|call|>'],
    ['<function=remember{"quote": "I live in Oslo"}</function>'],
    ['<function=remember{"quote": "I live in Oslo"}></function>'],
    ['<remember>\n<quote>I live in Oslo</quote>\n</remember>'],
    ['<remember>{"quote": "I live in Oslo"}</remember>'],
    [
      '<tool_use>\n<tool_name>remember</tool_name>\n<parameters>\n<quote>I live in Oslo</quote>\n</parameters>\n</tool_use>',
    ],
    ['<tool_use><name>remember</name><arguments>{"quote": "I live in Oslo"}</arguments></tool_use>'],
    ['<tool_call name="remember">{"quote": "I live in Oslo"}</tool_call>'],
    ['<xai:function_call name="remember"><parameter name="quote">I live in Oslo</parameter></xai:function_call>'],
    ['<tools>\n[{"name":"remember","arguments":{"quote": "I live in Oslo"}}]\n</tools>'],
    [
      '<｜DSML｜function_calls>\n<｜DSML｜invoke name="remember">\n<｜DSML｜parameter name="quote" string="true">I live in Oslo</｜DSML｜parameter>\n</｜DSML｜invoke>\n</｜DSML｜function_calls>',
    ],
    ['[TOOL_REQUEST]{"name": "remember", "arguments": {"quote": "I live in Oslo"}}[END_TOOL_REQUEST]'],
    ['✿FUNCTION✿: remember\n✿ARGS✿: {"quote": "I live in Oslo"}'],
    ['Action: remember\nAction Input: {"quote": "I live in Oslo"}'],
    ['tool_code\nprint(default_api.remember(quote="I live in Oslo"))'],
    ['functions.remember({"quote": "I live in Oslo"})'],
    ['commentary to=functions.remember json{"quote": "I live in Oslo"}'],
    ['remember: {"quote": "I live in Oslo"}'],
    ['**Tool call:** {"name":"remember","arguments":{"quote": "I live in Oslo"}}'],
    ['{"tool": "remember", "quote": "I live in Oslo"}'],
    ['{"remember": {"quote": "I live in Oslo"}}'],
    ['{"function_call": {"name": "remember", "arguments": "{\\"quote\\": \\"I live in Oslo\\"}"}}'],
    ['<tool>remember</tool><tool_input>{"quote": "I live in Oslo"}</tool_input>'],
    ['<tool>remember</tool>\n<tool_input>{"quote": "I live in Oslo"}</tool_input>'],
    ['<tool>{"name": "remember", "arguments": {"quote": "I live in Oslo"}}</tool>'],
    ['<tool name="remember">{"quote": "I live in Oslo"}</tool>'],
    ['<tool name="remember"><quote>I live in Oslo</quote></tool>'],
    ['<action>remember</action>\n<action_input>{"quote": "I live in Oslo"}</action_input>'],
    ['<action>{"name": "remember", "args": {"quote": "I live in Oslo"}}</action>'],
    ['<action>remember(quote="I live in Oslo")</action>'],
    ['<Action>\nremember(quote="I live in Oslo")\n</Action>'],
    ['<call>remember(quote="I live in Oslo")</call>'],
    ['<execute>\nprint(remember(quote="I live in Oslo"))\n</execute>'],
    ['<api_call>{"tool": "remember", "quote": "I live in Oslo"}</api_call>'],
    ['[[remember(quote="I live in Oslo")]]'],
    ['[[remember: {"quote": "I live in Oslo"}]]'],
    ['[[remember {"quote": "I live in Oslo"}]]'],
    ['[[{"name": "remember", "arguments": {"quote": "I live in Oslo"}}]]'],
    ['{{remember(quote="I live in Oslo")}}'],
    ['Thought: She wants that kept.\nAction: remember\nAction Input: {"quote": "I live in Oslo"}\nObservation: Kept.'],
    ['Thought: hm\nAction:\n```json\n{"action": "remember", "action_input": {"quote": "I live in Oslo"}}\n```'],
    ['**Thought:** hm\n**Action:** remember\n**Action Input:** {"quote": "I live in Oslo"}'],
    ['Action: remember[{"quote": "I live in Oslo"}]'],
    ['Action: remember(quote="I live in Oslo")'],
  ])('%j', text => {
    expect(read(text)).toEqual({ text: '', calls: [call] })
  })

  test('with what was said before it, and without what was made up after it', () => {
    const text =
      'Let me note that.\n<tool_call>{"name":"remember","arguments":{"quote":"I live in Oslo"}}</tool_call>\nKept!'
    expect(read(text)).toEqual({ text: 'Let me note that.\n', calls: [call] })
  })

  test('also where there are several', () => {
    const one = '<tool_call>{"name":"remember","arguments":{"quote":"I live in Oslo"}}</tool_call>'
    const other = '<tool_call>{"name":"forget","arguments":{"about":"tea"}}</tool_call>'
    expect(read(`${one}\n${other}`).calls).toEqual([call, { name: 'forget', args: '{"about":"tea"}' }])
  })

  test.each([
    ['Sure. <action>remember(quote="I live in Oslo")</action>', 'Sure. '],
    ['Sure.\n[[remember(quote="I live in Oslo")]]', 'Sure.\n'],
    ['Let me see. <tool>remember</tool><tool_input>{"quote": "I live in Oslo"}</tool_input> Kept!', 'Let me see. '],
  ])('within a line: %j', (text, before) => {
    expect(read(text)).toEqual({ text: before, calls: [call] })
  })

  test.each([
    ['[[remember: I live in Oslo]] Hello Ada!'],
    ['<tool>remember</tool> Hello Ada!'],
    ['<action>search_memory Oslo</action>Hello Ada!'],
  ])('but not shown where nothing can be made of it: %j', text => {
    expect(read(text)).toEqual({ text: HELLO, calls: [] })
  })

  test('but neither shown nor run where it names nothing that there is', () => {
    expect(read('<tool_call>{"name":"delete_all","arguments":{}}</tool_call>Hello Ada!')).toEqual({
      text: HELLO,
      calls: [],
    })
  })
})

describe('harmless text passes unchanged', () => {
  test.each([
    ['Use `<think>` and `</think>`, then `<|im_end|>` or ``[/INST] ` x``.'],
    ['```\n<|im_end|></s>[INST]\n<think>\n{"name":"x"}\n```\nand on'],
    ['- like this:\n  ~~~xml\n  <tool_call>\n  ~~~\nok'],
    ['a < b, [x] {y} <b>bold</b>, 1 <| 2 |> 3, <@123> <#4> <:smile:5> <t:123:F> <user@x.org> <3'],
    ['close it with </think> at the end'],
    ['The <think> tag, the "<|im_end|>" token and <s>old</s> text.'],
    ['{"a": 1}\n[1, 2]\n[link](http://example.org)\n[2026-11-28] Meeting'],
    ['```json\n{"name": "Ada", "arguments": 3}\n```'],
    ['**Oslo:** 5 degrees\n**Rome:** 20'],
    ['Remember: always look up. Answering: yes. Note the time.'],
    ['Ada, hello. Keepsake is my name.'],
    ['[ ] buy milk\n[x] call Bob'],
    ['remembering is easy'],
    ['analysis of the game: white is better'],
    ['\n\n  Two lines above'],
    ['~~gone~~ ~ and ``` no code'],
    ['The <answer> tag holds it: <answer>4</answer>, and <output> a file.'],
    ['<tools>hammer and saw</tools> and <details>more</details>'],
    ['model trains are fun'],
    ['assistants help\nAction: run\nprint(1)\ntool_code is a fence'],
    ['Here you are:\n\nHuman: Hi\n\nAI: Hello\n\nHuman: Bye'],
    ['✿ flowers ✿\nto=me'],
    ['{"name": "Ada", "tool": "hammer"}\n{"forgotten": {"a": 1}}'],
    ['Humans: many. USERS: few\n### Using it\nHumans are many'],
    ['Thinking... about it, I would say blue.'],
    ['Thinking...\n\nI would say blue.'],
    ['Thinking of you. I am done thinking.'],
    ['Thought: an idea in the mind. Its plural is thoughts.'],
    ['Thought: We could meet.\nAction: buy milk\nAction items: none'],
    ['Thoughts:\n1. one\n2. two'],
    ['## Thinking\n\nIt is what brains do.\n\n## Sleeping\n\nSo is this.'],
    ['**Reasoning:** 2 and 2 make 4.\n**Answer:** 4'],
    ['Question: what is 2 + 2?\nAnswer: 4'],
    ['[Ada Lovelace, 1843] wrote the first program.'],
    ['[Ada](https://example.org/ada) is here, [Reply](https://example.org) there.'],
    ['[2026-11-28] Meeting with Ada: at noon'],
    ['[Keepsake Ltd] makes boxes.'],
    ['[1] Ada, [2] Bob'],
    ['Ada says: “See you.”'],
    ['Keepsake says hello.'],
    ['Keepsake is what it says: a box.'],
    ['Keepsake (the bot) is me.'],
    ['Keepsakes: a box, a ring'],
    ['Reply to him: “No.”'],
    ['Response times: 3 s and 4 s'],
    ['The <action>jump</action> tag, <tool>hammer</tool> and <call>Bob</call>.'],
    ['<action>jump</action>'],
    ['<tool name="hammer">steel</tool>'],
    ['<execute>ls</execute> and <command>run</command>'],
    ['[[Oslo]] links to [[Oslo|the town]], {{template}} and ((note)).'],
    ['[[1, 2], [3, 4]] is a matrix.\n{{ name }} is a variable.'],
    ['Action: run!\nObservation: it ran.'],
    ['<details><summary>More</summary>Here it is.</details>'],
    ['<summary>Thinking</summary> is a book.'],
  ])('%j', text => {
    expect(read(text)).toEqual({ text, calls: [] })
  })

  test('whatever it is made of', () => {
    const word = fc.constantFrom(
      '<',
      '[',
      '{',
      '>',
      ']',
      '`',
      '~',
      '<b',
      '</',
      '[1',
      'a',
      ' ',
      '\n',
      '"',
      '|',
      '<|',
      '◁',
      '**',
      ':',
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), words => {
        const text = `x${words.join('')}`
        expect(readIn([...text])).toEqual({ text, calls: [] })
      }),
    )
  })
})

test('how a text is cut changes nothing, whatever it holds', () => {
  const part = fc.constantFrom(
    ...[
      '<think>',
      '</think>',
      '<|im_end|>',
      '<|im_start|>assistant\n',
      '[TOOL_CALLS]',
      '</s>',
      '<tool_call>',
      '</tool_call>',
    ],
    ...[
      '{"name":"remember","arguments":{"quote":"x"}}',
      '```json\n',
      '```',
      '`',
      '\n',
      ' ',
      'Hello',
      'Keepsake:',
      '**',
      '.',
    ],
    ...[
      '[2026-11-28 09:00 UTC, Ada:]',
      '<|channel|>analysis<|message|>',
      '<|end|>',
      '<|start|>',
      'remember(',
      ')',
      '◁think▷',
    ],
    ...[
      '<answer>',
      '</answer>',
      '<remember>',
      '</remember>',
      '[TOOL_REQUEST]',
      '[END_TOOL_REQUEST]',
      '✿FUNCTION✿',
      '✿RESULT✿',
    ],
    ...[
      '<｜DSML｜',
      '</｜DSML｜function_calls>',
      'assistant\n',
      'Human: ',
      'Action: remember\n',
      'print(',
      '<function=remember{',
    ],
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), fc.array(fc.nat({ max: 9 }), { minLength: 1 }), (parts, sizes) => {
      const text = parts.join('')
      const pieces: string[] = []
      for (let at = 0; at < text.length; at += pieces.at(-1)?.length ?? 0) {
        pieces.push(text.slice(at, at + 1 + (sizes[pieces.length % sizes.length] ?? 0)))
      }
      expect(readIn(pieces)).toEqual(readIn([text]))
    }),
    runs(300),
  )
})

test('no more is held back than must be', () => {
  const filter = new AnswerFilter(usual)
  const shown = ['Hello', ' <', 'b>', ' and [', 'x', '] <|', ' 3', '\n{"', 'a":1'].map(piece => {
    filter.add(piece)
    return filter.text
  })
  expect(shown).toEqual([
    ...['Hello', 'Hello ', 'Hello <b>', 'Hello <b> and ', 'Hello <b> and [x', 'Hello <b> and [x] '],
    ...['Hello <b> and [x] <| 3', 'Hello <b> and [x] <| 3\n', 'Hello <b> and [x] <| 3\n'],
  ])
})

describe('where a server is known to mark the end of thoughts alone', () => {
  const knowing = { beginsWithThoughts: true }

  test('nothing is shown before that mark', () => {
    const filter = new AnswerFilter({ ...usual, ...knowing })
    filter.add('The user greets.')
    expect(filter.text).toBe('')
    filter.add('</think>\nHello')
    expect(filter.text).toBe('Hello')
    expect(filter.hadUnmarkedThoughts).toBe(true)
  })

  test('an answer without any mark comes at its end', () => {
    expect(read(HELLO, knowing)).toEqual({ text: HELLO, calls: [] })
  })

  test('thoughts that were cut off are no answer', () => {
    const filter = new AnswerFilter({ ...usual, ...knowing })
    filter.add('The user greets and')
    filter.end(true)
    expect(filter.text).toBe('')
  })
})

describe('an answer in the form of an agent’s last step is the answer alone', () => {
  test.each([
    ['{"action": "Final Answer", "action_input": "Hello Ada!"}'],
    ["{'action': 'Final Answer', 'action_input': 'Hello Ada!'}"],
    ['```json\n{\n  "action": "Final Answer",\n  "action_input": "Hello Ada!"\n}\n```'],
    ['```\n{"action": "Final Answer", "action_input": "Hello Ada!"}\n```'],
    ['Action:\n```json\n{"action": "Final Answer", "action_input": "Hello Ada!"}\n```'],
    ['Thought: I know.\nAction:\n```json\n{"action": "Final Answer", "action_input": "Hello Ada!"}\n```'],
    ['{"thought": "She {greets} me.", "action": "Final Answer", "action_input": "Hello Ada!"}'],
    ['{"action": "final_answer", "action_input": {"answer": "Hello Ada!"}}'],
    ['{"name": "respond_to_user", "arguments": {"message": "Hello Ada!"}}'],
    ['{"tool": "none", "response": "Hello Ada!"}'],
    ['{"type": "final", "content": "Hello Ada!"}'],
    ['{"final_answer": "Hello Ada!"}'],
    ['final_answer("Hello Ada!")'],
    ['```python\nfinal_answer(answer="""Hello Ada!""")\n```'],
    ['Action: Final Answer\nAction Input: Hello Ada!'],
    ['**Action:** None\n**Final Answer:** Hello Ada!'],
    ['Thought: No tool.\nAction: Final Answer\nAction Input: Hello Ada!'],
    ['{"action": "Final Answer", "action_input": "Hello Ada!'],
    ['{"action": "Final Answer", "action_input": "**Reply:** Hello Ada!"}'],
  ])('%j', text => {
    expect(read(text)).toEqual({ text: HELLO, calls: [] })
    expect(read(text, { toolNames: [] })).toEqual({ text: HELLO, calls: [] })
  })

  test('with its lines, quotes and code', () => {
    const answer = 'Wie "gut"?\n```ts\nconst x = {}\n```\nそう。'

    expect(read(JSON.stringify({ action: 'Final Answer', action_input: answer })).text).toBe(answer)
  })

  test.each([
    ['{"answer": 42}'],
    ['{"action": "run", "speed": 3}'],
    ['{"name": "Ada", "message": "Hello"}'],
    ['{"type": "object", "content": {"a": 1}}'],
    ['{"thought": "of the day", "author": "Ada"}'],
    ['{"action": "Final Answer", "action_input": [1, 2]}'],
    ['```json\n{"final": "score"}\n```'],
    ['Action: the film is full of it.\nAnswer: yes'],
    ['Action!'],
    ['So: {"action": "Final Answer", "action_input": "Hello"} is what it sends.'],
    ['{} and {"action"'],
  ])('and what only looks like it stays: %j', text => {
    expect(read(text, { toolNames: [] }).text).toBe(text)
  })

  test('and a call of a tool in that form is a call', () => {
    const text = 'Thought: I note it.\nAction:\n```json\n{"action": "remember", "action_input": {"quote": "Oslo"}}\n```'

    expect(read(text).calls).toEqual([{ name: 'remember', args: '{"quote":"Oslo"}' }])
  })
})

describe('what an answer only repeats of the person', () => {
  test.each([
    ['We decided to use MariaDB for the shop.', '“We decided to use MariaDB for the shop.”'],
    ['we decided to use MariaDB for the shop', '“we decided to use MariaDB for the shop”'],
    ['Keepsake: I like rain. Shall we go?', '“I like rain.” Shall we go?'],
    ['I like rain\nThat is what you told me.', '“I like rain”\nThat is what you told me.'],
    ['私は東京に住んでいます', '“私は東京に住んでいます”'],
  ])('%s is a quotation', (text, shown) => {
    expect(read(text).text).toBe(shown)
  })

  test.each([
    'I like rain too!',
    'I like rainbows.',
    'We decided to use it.',
    'You said: "I like rain"',
    'I like',
    'I',
  ])('%s is none', text => {
    expect(read(text).text).toBe(text)
  })
})

describe('an answer that may only say the message again', () => {
  const message = 'I live in Lisbon, with my cat.'
  /** How much of it was shown before its end. */
  const shownOf = (text: string, of = message) => {
    const filter = new AnswerFilter({ ...usual, message: of })
    for (const character of text) filter.add(character)
    return filter.text
  }

  test.each([
    message,
    'I live in Lisbon',
    '“I live in Lisbon, with my cat”.',
    '**I live in Lisbon, with my cat.**',
    'Keepsake: i live in Lisbon,\nwith my cat!',
  ])('is held back: %s', text => {
    expect(shownOf(text)).toBe('')
  })

  test.each([
    'I live in Lisbon, with my cat, too!',
    'I live in Porto',
    'I see. I live in Lisbon, with my cat.',
    'I live in Lisbon, with my cat. How nice!',
  ])('is shown where it does not: %s', text => {
    expect(shownOf(text)).toBe(text)
  })

  test('is shown as it comes where the model is none of those that do so', () => {
    const filter = new AnswerFilter({ ...usual, said: [], message, holdsEchoes: false })
    filter.add('I live in')
    expect(filter.text).toBe('I live in')
  })

  test('is shown where anybody would say the same', () => {
    expect(shownOf('Good morning!', 'Good morning!')).toBe('Good morning!')
    expect(shownOf('', '')).toBe('')
  })
})

import { describe, expect, test } from 'vitest'
import { faultOfAnswer, tracesIn } from '../../bench/dialogues/judge.ts'

describe('a question that nobody has answered before', () => {
  const question = { asks: "What's my sister's name?", isUnknown: true } as const
  const talk = 'I like rain, says Alex.'

  test.each([
    'I don’t know your sister’s name.',
    'You have not told me yet, Alex.',
    'So far I know nothing of her, only that Alex likes rain.',
  ])('is answered rightly by “%s”', answer => {
    expect(faultOfAnswer(question, answer, talk)).toBeUndefined()
  })

  test.each([
    ['Her name is Emma, I do not know more.', 'makes up Emma'],
    ['Mia.', 'does not say that it is unknown'],
    ['Your sister is called **Ana**, right?', 'makes up Ana'],
  ])('is answered wrongly by “%s”', (answer, fault) => {
    expect(faultOfAnswer(question, answer, talk)).toBe(fault)
  })
})

test('an answer has to hold what is expected, and nothing that it must not tell', () => {
  const question = { asks: 'Where do I live?', expects: [/\bOslo\b/u], never: [/in Lisbon/u] }
  expect(faultOfAnswer(question, 'In Oslo.', '')).toBeUndefined()
  expect(faultOfAnswer(question, 'In Norway.', '')).toContain('Oslo')
  expect(faultOfAnswer(question, 'First in Lisbon, then in Oslo.', '')).toContain('Lisbon')
})

const SAID = "I'm Ada. I live in Lisbon.\nWe decided to use MariaDB. I promise to send you photos of my sister."

test.each([
  ['<think>hm</think> Hello.', 'a thought'],
  ['Hello.<|im_end|>', 'a mark of the template'],
  ['<tool_call>{"name":"remember"}</tool_call>', 'a tool call'],
  ['**Reply:** Hello.', 'a label'],
  ['I live in Lisbon.', 'the wrong voice'],
  ['We decided to use MariaDB.', 'the wrong voice'],
  ['I promised to send you the photos.', 'the wrong voice'],
  ['The user lives in Lisbon.', 'the third person'],
])('“%s” shows what no answer may', (answer, kind) => {
  expect(tracesIn(answer, SAID)).toContain(kind)
})

test.each([
  'You live in Lisbon.',
  'Reply to me when you are back.',
  'a < b, and [1] is a list',
  'I think you like tea.',
  "I'm glad that you live in Lisbon.",
  'You said: "I live in Lisbon."',
  '“We decided to use MariaDB.”',
])('“%s” shows nothing of the kind', answer => {
  expect(tracesIn(answer, SAID)).toEqual([])
})

import OpenAI from 'openai'
import { expect, test } from 'vitest'
import { answerByRules } from '../../../demo/stand-in-model/answer-rules.ts'
import { startStandInModel } from '../../../demo/stand-in-model/server.ts'

const both = ['search_memory', 'remember', 'forget']
const said = (content: string) => [{ role: 'user', content: `[2026-01-31 09:05 UTC, Ada:]\n${content}` }]

test.each([
  ['Remember that my sister’s name is Mia.', 'remember', { quote: 'my sister’s name is Mia.' }],
  ['Please remember that: I like tea', 'remember', { quote: 'I like tea' }],
  ['Forget what I said about my ex.', 'forget', { about: 'my ex' }],
  ['please forget what I told you about Mia', 'forget', { about: 'Mia' }],
  ['forget my sister', 'forget', { about: 'my sister' }],
  ['Forget everything about my job!', 'forget', { about: 'my job' }],
  ['Forget everything', 'forget', { about: 'everything' }],
])('%s calls %s', (question, name, args) => {
  expect(answerByRules(said(question), both)).toEqual({ text: '', call: { name, args } })
})

test.each([
  'Do you remember that I like tea?',
  "Don't forget my birthday",
  'I forget names',
  'forget it',
  'what do you know about me?',
])('%s calls nothing', question => {
  expect(answerByRules(said(question), both).call).toBeUndefined()
})

test('a tool that is not offered is not used', () => {
  expect(answerByRules(said('Remember that I like tea'), ['search_memory'])).toEqual(
    answerByRules(said('Remember that I like tea')),
  )
})

const after = (name: string, args: object, content: string) =>
  answerByRules([
    ...said('whatever'),
    { role: 'assistant', tool_calls: [{ id: 'a', function: { name, arguments: JSON.stringify(args) } }] },
    { role: 'tool', tool_call_id: 'a', content },
  ]).text

test('says what the tool allows', () => {
  expect(after('remember', { quote: 'I like tea' }, 'Kept.')).toBe('I keep that: “I like tea”')
  expect(after('remember', { quote: 'x' }, 'Not kept: it holds a secret.')).toBe('That I can’t keep.')
  expect(after('forget', { about: 'tea' }, 'A preview is shown. Nothing is deleted yet.')).toContain('confirm it there')
  expect(after('forget', { about: 'tea' }, 'Nothing about that.')).toBe('I found nothing of that to forget.')
})

test('a call is streamed, and given in one piece, as OpenAI does', async () => {
  const model = await startStandInModel()
  const openai = new OpenAI({ baseURL: model.url, apiKey: 'none', maxRetries: 0 })
  const request = {
    model: 'any',
    messages: [{ role: 'user' as const, content: 'remember that I like tea' }],
    tools: [{ type: 'function' as const, function: { name: 'remember', parameters: {} } }],
  }

  const whole = await openai.chat.completions.create(request)
  const streamed = await openai.chat.completions.stream({ ...request, stream: true }).finalChatCompletion()
  await model.close()

  for (const { choices } of [whole, streamed]) {
    expect(choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { tool_calls: [{ function: { name: 'remember', arguments: '{"quote":"I like tea"}' } }] },
    })
  }
})

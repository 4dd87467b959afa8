import { expect, test } from 'vitest'
import { parseInput } from '../../../demo/terminal/input.ts'

test.each([
  ['hello', { kind: 'say', text: 'hello' }],
  ['  ', { kind: 'nothing' }],
  ['/', { kind: 'commands' }],
  ['/listen on', { kind: 'slash', text: 'listen on' }],
  [':user Bob', { kind: 'user', text: 'Bob' }],
  [':delete', { kind: 'delete' }],
  [':edit', { kind: 'unknown', text: ':edit without <text>' }],
  [':dance', { kind: 'unknown', text: ':dance' }],
  [':)', { kind: 'say', text: ':)' }],
  [':p', { kind: 'say', text: ':p' }],
  [':wave: hello', { kind: 'say', text: ':wave: hello' }],
])('%j asks for %j', (line, input) => {
  expect(parseInput(line)).toEqual(input)
})

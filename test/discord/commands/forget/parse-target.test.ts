import { expect, test } from 'vitest'
import { parseForgetTarget } from '../../../../src/discord/commands/forget/parse-target.ts'
import { en } from '../../../../src/locales/en.ts'

const NOW = Date.UTC(2040, 2, 5)
const at = { channel: '77', now: NOW }
const read = (what: string) =>
  parseForgetTarget(what, at, { ...en, forget: { ...en.forget, everything: 'Alles', thisChannel: 'Diesen Kanal' } })

test.each([
  ['everything', { kind: 'everything' }],
  ['  EVERYTHING ', { kind: 'everything' }],
  ['alles', { kind: 'everything' }],
  ['last hour', { kind: 'request', request: { kind: 'since', at: NOW - 3_600_000 } }],
  ['the last hour', { kind: 'request', request: { kind: 'since', at: NOW - 3_600_000 } }],
  ['this channel', { kind: 'request', request: { kind: 'conversation', channel: '77' } }],
  ['diesen Kanal', { kind: 'request', request: { kind: 'conversation', channel: '77' } }],
  [':fact:a-1', { kind: 'request', request: { kind: 'things', facts: ['a-1'], entities: [] } }],
  [':entity:sarah', { kind: 'request', request: { kind: 'things', facts: [], entities: ['sarah'] } }],
  [':channel:88', { kind: 'request', request: { kind: 'conversation', channel: '88' } }],
])('%s', (what, expected) => {
  expect(read(what)).toEqual(expected)
})

test.each([
  'my ex',
  ':fact:',
  ':fact:a b',
  ':channel:general',
  ':user:1',
  `:fact:${'x'.repeat(65)}`,
  'everything about tea',
])('anything else is looked for: %s', words => {
  expect(read(words)).toEqual({ kind: 'about', words })
})

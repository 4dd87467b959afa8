import { expect, test } from 'vitest'
import { dueConversations, nextDueTime } from '../../../src/memory/learning/schedule.ts'
import type { ConversationBacklog } from '../../../src/memory/ports/learning-store.ts'
import { defaults, MINUTE, MONDAY } from '../support/learning.ts'

const quiet = { user: '1', channel: '10', unlearned: 0, unsummarized: 8, lastSaidAt: MONDAY }
const now = MONDAY + MINUTE

function due(conversations: readonly ConversationBacklog[], at = now, isForced = false) {
  return dueConversations({ user: '1', version: '', conversations }, { now: at, isForced }, defaults).map(
    ({ conversation }) => conversation.channel,
  )
}

test('a conversation in which nothing waits is not due, however old it is', () => {
  expect(due([quiet], now + 60 * MINUTE)).toEqual([])
  expect(due([quiet], now, true)).toEqual([])
})

test.each([
  ['nothing was said for a while', { unlearned: 1, lastSaidAt: now - 5 * MINUTE }],
  ['many turns wait', { unlearned: 10 }],
  ['the window is passed', { unsummarized: 21 }],
])('a conversation is due when %s', (_, state) => {
  expect(due([{ ...quiet, ...state }])).toEqual(['10'])
})

test('what waits is not due yet while the talk goes on, unless somebody asks', () => {
  const talk = { ...quiet, unlearned: 9, unsummarized: 20 }

  expect(due([talk])).toEqual([])
  expect(due([talk], now, true)).toEqual(['10'])
})

test('the user is due next when the first of their talks has been quiet for long enough', () => {
  const talks = [
    { ...quiet, unlearned: 1, lastSaidAt: now },
    { ...quiet, channel: '11', unlearned: 0, lastSaidAt: now - MINUTE },
  ]
  const next = (conversations: readonly ConversationBacklog[], left: 'resting' | 'idle' | undefined) =>
    nextDueTime({ user: '1', version: '', conversations }, now, defaults, () => left)

  expect(next(talks, undefined)).toBe(now + 5 * MINUTE)
  expect(next(talks.slice(1), undefined)).toBeUndefined()
})

test('what is left over is due at once, what failed later, and what can’t be done not until more is said', () => {
  const backlog = { user: '1', version: '', conversations: [{ ...quiet, unlearned: 12, lastSaidAt: now - 9 * MINUTE }] }

  expect(nextDueTime(backlog, now, defaults, () => undefined)).toBe(now)
  expect(nextDueTime(backlog, now, defaults, () => 'resting')).toBe(now + 5 * MINUTE)
  expect(nextDueTime(backlog, now, defaults, () => 'idle')).toBeUndefined()
})

import { expect, test } from 'vitest'
import { controlsOf } from '../../../../fake-discord/messages/controls.ts'
import { textOf } from '../../../../fake-discord/messages/text.ts'
import { receiptPanel } from '../../../../src/discord/commands/forget/receipt.ts'
import { sourceMessageLinks } from '../../../../src/discord/interactions/message-links.ts'
import { en } from '../../../../src/locales/en.ts'
import type { DeletionCounts, DeletionPlan } from '../../../../src/memory/ports/user-memory-store.ts'
import { fact } from '../../../memory/support/knowledge.ts'
import { conversationOf, userDataOf } from '../../../memory/support/user-data.ts'

const { forget } = en
const none: DeletionCounts = {
  facts: 0,
  entities: 0,
  statements: 0,
  turns: 0,
  summaries: 0,
  traces: 0,
  conversations: 0,
}
const nothing: DeletionPlan = {
  facts: [],
  statements: [],
  unquoted: [],
  withoutNear: [],
  turns: [],
  segments: [],
  conversations: [],
}

function received(parts: Partial<Parameters<typeof receiptPanel>[0]>) {
  const view = receiptPanel({ user: '1', forgotten: none, left: 0, links: [], choiceId: 'abc', ...parts }, en)
  if (typeof view === 'string' || 'beside' in view) throw new Error('not a panel')
  return { text: textOf({ content: '', components: view.components } as never), controls: controlsOf(view.components) }
}

test('what went is counted by kind, and nothing else is named', () => {
  const { text, controls } = received({ forgotten: { ...none, facts: 3, traces: 1 } })

  expect(text).toContain(`${forget.receiptTitle}\n- ${forget.goneFacts(3)}\n- ${forget.goneTraces(1)}\n`)
  expect(text).toContain(forget.lookedAgain)
  expect(text).not.toContain(forget.goneBefore)
  expect(text).not.toContain(forget.someMessages)
  expect(controls).toEqual([])
})

test('what is found again can be tried again', () => {
  const { text, controls } = received({ left: 2 })

  expect(text).toContain(forget.stillThere(2))
  expect(text).not.toContain(forget.lookedAgain)
  expect(controls).toMatchObject([{ label: forget.tryAgain, custom_id: 'k:1:forget.yes:abc' }])
})

test('at most five of the messages that it came from are linked, the newest first', () => {
  const links = ['9', '8', '7', '6', '5', '4', '3'].map(message => ({ guild: undefined, channel: '7', message }))

  const { text } = received({ links })

  expect(text.match(/@me\/7\/\d/gu)).toEqual(['9', '8', '7', '6', '5'].map(id => `@me/7/${id}`))
  expect(text).toContain(forget.moreMessages(2))
})

test('links lead to the messages of turns and facts, where they were said; a command is no message', () => {
  const facts = [
    fact('a', { id: 'a', sources: ['20'], channel: '7', guild: '3' }),
    fact('b', { id: 'b', sources: ['100'], channel: '7', asked: 'command' }),
    fact('c', { id: 'c', sources: ['30', '31'], channel: '8' }),
    fact('d', { id: 'd', sources: ['40'], channel: '8' }),
  ]
  const conversations = [
    conversationOf('7', { 5: ['Hi.', 'Hello.'], 9: ['Bye.'] }, { guild: '3' }),
    conversationOf('8', { 6: ['Yes.'] }),
  ]
  const held = userDataOf(facts, { conversations, places: { 31: '7' } })
  const turns = [
    { channel: '7', turn: 'q:5' },
    { channel: '7', turn: 'a:5' },
  ] as const

  const links = sourceMessageLinks(held, { ...nothing, facts: ['a', 'b', 'c'], turns })

  expect(links).toEqual([
    { guild: '3', channel: '7', message: '31' },
    { guild: undefined, channel: '8', message: '30' },
    { guild: '3', channel: '7', message: '20' },
    { guild: '3', channel: '7', message: '5' },
  ])
  expect(sourceMessageLinks(held, { ...nothing, conversations: ['8'] })).toEqual([
    { guild: undefined, channel: '8', message: '6' },
  ])
  expect(sourceMessageLinks(held, 'everything')).toHaveLength(7)
})

import { ComponentType } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { explainTrace } from '../../../../src/discord/commands/why/explanation.ts'
import { parseTurnCode, whyPanel } from '../../../../src/discord/commands/why/panel.ts'
import { en, type Texts } from '../../../../src/locales/en.ts'
import { catalogues } from '../../../../src/locales/locales.ts'
import type { StoredConversation, UserData } from '../../../../src/memory/ports/user-memory-store.ts'
import type { Trace } from '../../../../src/memory/types.ts'
import { fact } from '../../../memory/support/knowledge.ts'
import { conversationOf, summaryOf, userDataOf } from '../../../memory/support/user-data.ts'

const user = '9'.repeat(20)
const channel = '8'.repeat(20)
const question = { user, channel, id: '7'.repeat(20) }
const interaction = {
  guildId: '5',
  client: { guilds: { cache: new Map([['6', { name: '*'.repeat(100) }]]) } },
} as never
const trace: Trace = { facts: [], segments: [], window: [], lookups: 0 }

function held(parts: Partial<StoredConversation> = {}): StoredConversation {
  return { ...conversationOf(channel, { 100: ['Hello', 'Hi'] }), ...parts }
}

function componentsOf(why: Parameters<typeof whyPanel>[0], page: number, texts: Texts) {
  const view = whyPanel(why, page, { user, texts, interaction })
  if (typeof view === 'string' || !('components' in view)) throw new Error('That is no panel.')
  return view.components
}

describe('what went into an answer', () => {
  test('is what stands behind the ids now; the rest is counted', () => {
    const mine: UserData = userDataOf(
      [fact('A cat.', { id: 'f1' }), fact('No cat.', { id: 'f2', replaces: ['f1'], saidAt: 9e12 })],
      {
        conversations: [
          held({
            turns: [
              { role: 'user', id: '100', text: 'Hello!', saidAt: 1, scope: 'dm', rev: 2 },
              { role: 'assistant', id: question.id, text: 'Hi', saidAt: 1, scope: 'dm', messages: ['200', '201'] },
            ],
            segments: [summaryOf('s1', 'Long ago.')],
          }),
        ],
      },
    )

    const found = explainTrace(
      question,
      {
        facts: ['f1', 'gone', 'f2'],
        segments: ['s1', 'merged'],
        window: [
          { turn: 'q:100', rev: 1 },
          { turn: 'a:100', rev: 0 },
        ],
        lookups: 2,
      },
      mine,
    )

    expect(found.ingredients).toMatchObject([
      { kind: 'fact', fact: { id: 'f1' }, isPast: true },
      { kind: 'fact', fact: { id: 'f2' }, isPast: false },
      { kind: 'summary', summary: { id: 's1' } },
      { kind: 'turn', turn: { text: 'Hello!' }, isEdited: true },
    ])
    expect(found).toMatchObject({ answer: '200', missing: { facts: 1, summaries: 1, turns: 1 }, lookups: 2 })
  })

  test.for(Object.entries(catalogues))('fits a message however much there is, in %s', ([, texts]) => {
    const long = '*_`東京 '.repeat(700)
    const facts = Array.from({ length: 12 }, (_, i) =>
      fact(`${i} ${long}`, {
        id: `${i}`.padStart(36, 'f'),
        quote: long,
        scope: 'guild:6',
        guild: '1'.repeat(20),
        channel,
      }),
    )
    const summaries = Array.from({ length: 8 }, (_, i) =>
      summaryOf(`${i}`.padStart(36, 's'), long, [`q:${question.id}`]),
    )
    const conversations = [
      held({ guild: '1'.repeat(20), segments: summaries, turns: conversationOf(channel, { 100: [long, long] }).turns }),
    ]
    const names = [...facts.map(({ id }) => id), 'gone']
    const whole: Trace = {
      facts: names,
      segments: [...summaries.map(({ id }) => id), 'gone'],
      window: (['q:100', 'a:100', 'q:1'] as const).map(turn => ({ turn, rev: 0 })),
      lookups: 9,
    }
    const why = explainTrace(question, whole, userDataOf(facts, { conversations }))

    for (const page of [-1, 1, 2, 3, 4, 5, 99]) {
      const components = componentsOf(why, page, texts)
      const words = components.map(one => (one.type === ComponentType.TextDisplay ? one.content : '')).join('')
      const rows = components.flatMap(one => (one.type === ComponentType.ActionRow ? one.components : []))
      expect(words.length).toBeLessThanOrEqual(4000)
      expect(components.length + rows.length).toBeLessThanOrEqual(40)
    }
  })

  test('can be nothing', () => {
    const components = componentsOf(explainTrace(question, trace, userDataOf([])), 1, en)

    expect(components).toHaveLength(1)
    expect(JSON.stringify(components)).toContain(en.why.nothing)
  })
})

test('the code of a turn is read back, and nothing else', () => {
  expect(['q12', 'a12', 'x12', 'q', 'q1:2', `q${'1'.repeat(21)}`, 'toString'].map(parseTurnCode)).toEqual([
    ...['q:12', 'a:12'],
    ...Array.from({ length: 5 }, () => undefined),
  ])
})

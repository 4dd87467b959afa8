import { expect, test } from 'vitest'
import { containsQuote } from '../../../src/memory/forgetting/mentions.ts'
import { planDeletion } from '../../../src/memory/forgetting/plan.ts'
import type { DeletionPlan, ForgetRequest, UserData } from '../../../src/memory/ports/user-memory-store.ts'
import type { Scope } from '../../../src/memory/scope.ts'
import { normalizeText } from '../../../src/memory/text/normalize.ts'
import { turnNameOf } from '../../../src/memory/turns.ts'
import type { Fact, Statement, Turn } from '../../../src/memory/types.ts'
import { fc, runs } from '../../support/property.ts'
import { fact, MONDAY } from '../support/knowledge.ts'
import { statementOf, summaryOf, userDataOf } from '../support/user-data.ts'

const MINUTE = 60_000

/** Of each pair the sentence and the words it came from; all of one life, in words that cross. */
const SAYINGS = [
  ['The user lives in Lisbon.', 'I live in Lisbon', 'home'],
  ['The user lives in Oslo.', 'now I live in Oslo', 'home'],
  ['The user works at Google.', 'my job is at Google', 'employer'],
  ['The user has a red boat.', 'I own a red boat', undefined],
  ['The user has a red boat in Oslo.', 'it lies in Oslo', undefined],
  ['My sister plays chess on Sundays', 'My sister plays chess on Sundays', undefined],
] as const

/** In words of their own. */
const APART = ['The user juggles torches.', 'torches are what I juggle'] as const

const scopes = fc.constantFrom<Scope>('dm', 'everywhere', 'guild:7', 'channel:2')
const channels = fc.constantFrom('1', '2')
const ids = fc.integer({ min: 100, max: 112 }).map(String)

const facts = fc.array(
  fc.record({
    ...{ saying: fc.constantFrom(...SAYINGS), scope: scopes, channel: channels, source: ids },
    ...{ minute: fc.nat(20), replaces: fc.array(fc.nat(7).map(String), { maxLength: 2 }) },
  }),
  { maxLength: 8 },
)
const words = fc.oneof(
  ...SAYINGS.map(([text, quote]) => fc.constantFrom(text, quote)),
  fc.constantFrom('Well,', 'and so on.', 'What about Lisbon?', 'ok'),
)
const texts = fc.array(words, { minLength: 1, maxLength: 3 }).map(said => said.join(' '))
const turns = fc.uniqueArray(fc.record({ id: ids, channel: channels, text: texts, answer: fc.option(texts) }), {
  selector: ({ id }) => id,
  maxLength: 10,
})
const summaries = fc.array(fc.record({ channel: channels, text: texts, covers: fc.array(ids, { maxLength: 3 }) }), {
  maxLength: 4,
})
const traces = fc.dictionary(ids, fc.array(fc.nat(7).map(String), { maxLength: 3 }), { maxKeys: 5 })
const wishes = fc.oneof(
  fc.record({
    kind: fc.constant('things' as const),
    facts: fc.array(fc.nat(7).map(String), { minLength: 1, maxLength: 3 }),
    entities: fc.constant([]),
  }),
  fc.record({ kind: fc.constant('conversation' as const), channel: channels }),
)

const anyHoldings = fc.record({ facts, turns, segments: summaries, traces }).map(held => {
  const known = held.facts.map(
    ({ saying: [text, quote, facet], source, minute, ...about }, at): Fact => ({
      ...fact(text, { id: String(at), quote, sources: [source], saidAt: MONDAY + minute * MINUTE, ...about }),
      ...(facet !== undefined && { facet }),
    }),
  )
  const apart = fact(APART[0], { id: 'apart', quote: APART[1], channel: '9', sources: ['900'] })
  const statements: Statement[] = known.flatMap(({ id, facet, text, scope, saidAt, sources }) =>
    facet === undefined
      ? []
      : [
          statementOf('user', `attr:${facet}`, text.split(' ').at(-1)?.replace('.', '') ?? '', {
            scope,
            saidAt,
            sources,
            fact: id,
          }),
        ],
  )
  const kept = statementOf('user', 'attr:hobby:juggling', 'juggling', { sources: ['900'], fact: 'apart' })
  const conversations = ['1', '2'].map(channel => ({
    ...{ channel, scope: 'dm' as const, lastUsedAt: MONDAY },
    turns: held.turns.filter(turn => turn.channel === channel).flatMap(turnsOf),
    segments: held.segments
      .filter(told => told.channel === channel)
      .map(({ text, covers }, at) =>
        summaryOf(
          `s${at}`,
          text,
          covers.flatMap(id => [`q:${id}` as const, `a:${id}` as const]),
        ),
      ),
  }))
  const beside = {
    ...{ channel: '9', scope: 'dm' as const, lastUsedAt: MONDAY, segments: [summaryOf('apart', APART[0], ['q:800'])] },
    turns: turnsOf({ id: '900', text: APART[1], answer: 'With torches! Lisbon and Oslo know chess.' }),
  }
  return userDataOf([...known, apart], {
    ...{
      statements: [...new Map(statements.map(said => [`${said.field} ${said.scope}`, said])).values(), kept],
      conversations: [...conversations, beside],
      traces: held.traces,
    },
  })
})

function turnsOf({ id, text, answer }: { id: string; text: string; answer: string | null }): readonly Turn[] {
  const asked: Turn = { role: 'user', id, text, saidAt: MONDAY, scope: 'dm', rev: 0 }
  return answer === null
    ? [asked]
    : [asked, { role: 'assistant', id, text: answer, saidAt: MONDAY, scope: 'dm', messages: [`${id}9`] }]
}

/** What a store is left with. */
function without(held: UserData, forgetting: DeletionPlan): UserData {
  const [gone, unquoted] = [new Set(forgetting.facts), new Set(forgetting.unquoted)]
  const bare = new Set(forgetting.withoutNear)
  const statements = new Set(forgetting.statements.map(({ entity, field, scope }) => `${entity} ${field} ${scope}`))
  const turns = new Set(forgetting.turns.map(({ channel, turn }) => `${channel} ${turn}`))
  const segments = new Set(forgetting.segments.map(({ channel, id }) => `${channel} ${id}`))
  return {
    ...held,
    known: {
      ...held.known,
      facts: held.known.facts
        .filter(({ id }) => !gone.has(id))
        .map(fact => (unquoted.has(fact.id) ? { ...fact, quote: '' } : fact))
        .map(fact => (bare.has(fact.id) ? { ...fact, near: '' } : fact)),
      statements: held.known.statements.filter(
        ({ entity, field, scope }) => !statements.has(`${entity} ${field} ${scope}`),
      ),
    },
    conversations: held.conversations
      .filter(({ channel }) => !forgetting.conversations.includes(channel))
      .map(conversation => ({
        ...conversation,
        turns: conversation.turns.filter(turn => !turns.has(`${conversation.channel} ${turnNameOf(turn)}`)),
        segments: conversation.segments.filter(({ id }) => !segments.has(`${conversation.channel} ${id}`)),
      })),
  }
}

test('nothing that is left says what is forgotten', () => {
  fc.assert(
    fc.property(anyHoldings, wishes, (held, request: ForgetRequest) => {
      const goes = planDeletion(held, request)
      const left = without(held, goes.plan)
      const told = [
        ...left.conversations.flatMap(({ turns, segments }) => [...turns, ...segments].map(({ text }) => text)),
        ...left.known.facts.map(({ quote }) => quote),
      ]
      for (const gone of goes.facts) expect(told.filter(text => containsQuote(normalizeText(text), gone))).toEqual([])
      expect(left.known.statements.filter(({ fact }) => goes.facts.some(({ id }) => id === fact))).toEqual([])
    }),
    runs(300),
  )
})

test('once it is gone nothing goes any more', () => {
  fc.assert(
    fc.property(anyHoldings, wishes, (held, request: ForgetRequest) => {
      expect(planDeletion(without(held, planDeletion(held, request).plan), request).isEmpty).toBe(true)
    }),
    runs(200),
  )
})

test('nothing of what is told in other words goes, wherever it stands', () => {
  fc.assert(
    fc.property(anyHoldings, wishes, (held, request: ForgetRequest) => {
      const { plan } = planDeletion(held, request)
      const left = without(held, plan)
      expect(left.known.facts.find(({ id }) => id === 'apart')?.quote).toBe(APART[1])
      expect(left.known.statements.some(({ fact }) => fact === 'apart')).toBe(true)
      expect(left.conversations.at(-1)).toEqual(held.conversations.at(-1))
      const names = (list: readonly object[]) => new Set(list.map(item => JSON.stringify(item))).size
      for (const list of [plan.facts.map(id => ({ id })), plan.statements, plan.turns, plan.segments])
        expect(names(list)).toBe(list.length)
    }),
    runs(200),
  )
})

test('a thousand facts are looked for in twenty talks at once', () => {
  const many = Array.from({ length: 1000 }, (_, at) =>
    fact(`The user saw Place${at} with Sarah on day ${at}.`, {
      ...{ id: String(at), subject: at % 2 === 0 ? 'e1' : 'user', quote: `we saw Place${at} on that day ${at}` },
      ...{ sources: [String(1000 + at)] as [string], saidAt: MONDAY + at },
    }),
  )
  const conversations = Array.from({ length: 20 }, (_, channel) => ({
    ...{ channel: String(channel), scope: 'dm' as const, lastUsedAt: MONDAY },
    segments: [summaryOf(`s${channel}`, 'They talked of many things, and of what was to come. '.repeat(20))],
    turns: Array.from({ length: 50 }, (_, at) => 1000 + channel * 50 + at).flatMap(id =>
      turnsOf({
        id: String(id),
        text: `we saw Place${id - 1000} on that day ${id - 1000}, ${'and it was a day like any other. '.repeat(10)}`,
        answer: `That sounds lovely. ${'I would like to hear more of it, some other time! '.repeat(10)}`,
      }),
    ),
  }))
  const statements = [statementOf('e1', 'name', 'Sarah'), statementOf('e1', 'relation', 'sister')]
  const held = userDataOf(many, { conversations, statements })
  const goes = planDeletion(held, { kind: 'things', facts: many.map(({ id }) => id), entities: ['e1'] })
  expect(goes).toMatchObject({ turns: 2000, isEmpty: false })
})

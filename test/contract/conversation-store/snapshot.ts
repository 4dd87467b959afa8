import { describe, expect, test } from 'vitest'
import { type Audience, isVisibleTo, type Scope } from '../../../src/memory/scope.ts'
import { snowflake } from '../../redis/support/fixtures.ts'
import { serverAudience } from '../../support/audiences.ts'
import { fc, runs } from '../../support/property.ts'
import {
  dm,
  questionOf,
  receiveAndAnswer,
  receiveQuestion,
  type StoreLimits,
  textsOf,
} from '../support/conversations.ts'
import {
  type BothStores,
  factFrom,
  learningInputOf,
  memoryUpdate,
  statementFrom,
  summaryOf,
  talk,
  withoutCoverage,
  withoutEmbedding,
} from '../support/memory-updates.ts'

const scopes: readonly Scope[] = ['dm', 'everywhere', 'guild:1', 'guild:2', 'channel:3', 'channel:4']
const audiences: readonly Audience[] = [
  dm,
  { kind: 'unknown' },
  serverAudience('1'),
  serverAudience('1', '3'),
  serverAudience('2', '4'),
]

/** What a MemoryStore must hand over of what was learned. */
export function snapshotContract(make: (limits?: StoreLimits) => BothStores): void {
  describe('what a reply may draw on', () => {
    test('is the turns that no segment covers, and the segments', async () => {
      const { store, learning } = make()
      const [first = questionOf()] = await talk(store, ['one', 'two', 'three'])
      const begin = await learningInputOf(learning, first)
      const summary = summaryOf(begin.turns.slice(0, 3))
      const { learnedTo: _, ...still } = memoryUpdate(begin)
      await learning.commit(begin, {
        ...still,
        summary: { summarizedTo: summary.covers.at(-1) ?? 'q:1', segment: summary },
      })

      const { window, summaries } = await receiveQuestion(store, { ...first, id: snowflake() })

      expect(textsOf(window)).toEqual(['a: I see.', 'q: three', 'a: I see.'])
      expect(summaries).toEqual([withoutCoverage(summary)])
    })

    test('has nothing of before a conversation was begun anew, though all of it is kept', async () => {
      const { store, learning } = make()
      const [first = questionOf()] = await talk(store, ['one', 'two', 'three'])
      const begin = await learningInputOf(learning, first)
      const summary = summaryOf(begin.turns.slice(0, 2))
      const { learnedTo: _, ...still } = memoryUpdate(begin)
      await learning.commit(begin, {
        ...still,
        summary: { summarizedTo: summary.covers.at(-1) ?? 'q:1', segment: summary },
      })
      const stale = await learningInputOf(learning, first)

      const moment = snowflake()
      for (const _ of [1, 2]) expect(await store.beginAnew(first, moment)).toBe('begun')
      expect(await store.beginAnew(first, first.id)).toBe('begun')
      const empty = await receiveQuestion(store, { ...first, id: snowflake(), text: 'four' })
      const next = await receiveQuestion(store, { ...first, id: snowflake() })

      expect([empty.window, empty.summaries]).toEqual([[], []])
      expect(textsOf(next.window)).toEqual(['q: four'])
      const input = await learningInputOf(learning, first)
      const said = ['one', 'two', 'three'].flatMap(text => [`q: ${text}`, 'a: I see.'])
      expect(textsOf(input.turns).slice(0, 6)).toEqual(said)
      expect([input.begunAfter, input.summaries.length]).toEqual([moment, 1])
      expect(await learning.commit(stale, memoryUpdate(stale))).toBe('moved')
    })

    test('is as before where nothing is kept of what is to begin anew', async () => {
      const { store } = make()
      const question = questionOf()
      expect(await store.beginAnew(question, snowflake())).toBe('nothing')
      await receiveQuestion(store, question)
      expect(textsOf((await receiveQuestion(store, { ...question, id: snowflake() })).window)).toEqual([
        'q: I live in Lisbon.',
      ])
    })

    test('has the segments in their order, from the tenth on as well', async () => {
      const { store, learning } = make()
      const [first = questionOf()] = await talk(store, ['1', '2', '3', '4', '5', '6'])
      const { turns } = await learningInputOf(learning, first)
      for (const turn of turns) {
        const input = await learningInputOf(learning, first)
        const summary = summaryOf([turn], `${turn.role} ${turn.id}`)
        const { learnedTo: _, ...still } = memoryUpdate(input)
        await learning.commit(input, {
          ...still,
          summary: { summarizedTo: summary.covers[0] ?? 'q:1', segment: summary },
        })
      }

      const { summaries } = await receiveQuestion(store, { ...first, id: snowflake() })

      expect(summaries.map(({ text }) => text)).toEqual(turns.map(turn => `${turn.role} ${turn.id}`))
    })

    test('knows facts, oldest first, and statements, in every conversation of the user and in no other', async () => {
      const { store, learning } = make()
      const [first = questionOf()] = await talk(store, ['I live in Lisbon. "東京" \ud83d too'])
      const begin = await learningInputOf(learning, first)
      const date = { eventAt: '2026-12-05T19:30', dateWords: 'before "Lent"' }
      const later = factFrom(first, { ...date, confirmations: 2, confirmedAt: 5, guild: '7' })
      const earlier = factFrom(first, { saidAt: 1, replaces: [later.id], near: 'before\nafter' })
      const statement = statementFrom(first, { fact: later.id, field: 'attr:likes:a:dm' })
      await learning.commit(begin, memoryUpdate(begin, { facts: [later, earlier], statements: [statement] }))

      const elsewhere = await receiveQuestion(store, questionOf({ user: first.user }))
      const somebody = await receiveQuestion(store, questionOf({ channel: first.channel }))

      const whole = (fact: typeof later) => ({ ...withoutEmbedding(fact), quote: fact.quote.toWellFormed() })
      expect(elsewhere.known).toEqual({
        user: first.user,
        facts: [whole(earlier), whole(later)],
        statements: [statement],
      })
      expect(somebody.known).toEqual({ user: expect.any(String), facts: [], statements: [] })
    })

    test('knows it as the same object until something of it changes', async () => {
      const { store, learning } = make()
      const [first = questionOf()] = await talk(store, ['one'])
      const begin = await learningInputOf(learning, first)
      await learning.commit(begin, memoryUpdate(begin, { facts: [factFrom(first)] }))
      const server: Audience = serverAudience('1')

      const question = { ...first, id: snowflake() }
      const { known } = await receiveQuestion(store, question)
      const again = await store.readSnapshot(question, dm)
      const anew = await store.reopenQuestion(question, dm, 'other words')
      const inServer = await receiveQuestion(store, { ...first, id: snowflake() }, server)
      const inServerAgain = await receiveQuestion(store, { ...first, id: snowflake() }, server)
      await store.deleteMessage(first.id)
      const without = await receiveQuestion(store, { ...first, id: snowflake() })

      expect(again === 'gone' ? undefined : again.known).toBe(known)
      expect(typeof anew === 'string' ? undefined : anew.snapshot.known).toBe(known)
      expect(inServer.known).not.toBe(known)
      expect(inServerAgain.known).toBe(inServer.known)
      expect(known.facts).toHaveLength(1)
      expect(without.known.facts).toEqual([])
    })

    test('is for each audience what was said before it, and nothing else', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.constantFrom(...scopes), { minLength: 1, maxLength: 8 }), async said => {
          const { store, learning } = make()
          const first = questionOf({ guild: '1' })
          for (const scope of said)
            await receiveAndAnswer(store, { ...first, id: snowflake(), scope, text: scope }, scope)
          const begin = await learningInputOf(learning, first)
          const from = begin.turns.filter(turn => turn.role === 'user').map(turn => questionOf({ ...first, ...turn }))
          // The last turns stay in the window, those before are covered.
          const covered = begin.turns.slice(0, -2)
          const segments = covered.map(turn => summaryOf([turn], turn.scope))
          const facts = from.map(question => factFrom(question, { text: question.scope }))
          const statements = from.map((question, i) => statementFrom(question, { field: `alias:${i}` }))
          await learning.commit(begin, memoryUpdate(begin, { facts, statements }))
          for (const summary of segments) {
            const input = await learningInputOf(learning, first)
            const { learnedTo: _, ...still } = memoryUpdate(input)
            await learning.commit(input, {
              ...still,
              summary: { summarizedTo: summary.covers[0] ?? 'q:1', segment: summary },
            })
          }

          for (const audience of audiences) {
            const heard = <T extends { scope: Scope }>(all: readonly T[]) =>
              all.map(({ scope }) => scope).filter(scope => isVisibleTo(scope, audience))
            const { window, summaries, known } = await receiveQuestion(store, { ...first, id: snowflake() }, audience)
            expect(window.filter(({ text }) => text !== first.text).map(({ scope }) => scope)).toEqual(
              heard(begin.turns.slice(-2)),
            )
            expect(summaries.map(({ text }) => text)).toEqual(heard(segments))
            expect(known.facts.map(({ text }) => text).toSorted()).toEqual(heard(facts).toSorted())
            expect(known.statements.map(({ scope }) => scope).toSorted()).toEqual(heard(statements).toSorted())
          }
        }),
        runs(25),
      )
    })
  })
}

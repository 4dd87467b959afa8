import { describe, expect, test } from 'vitest'
import { nameOf } from '../../src/memory/turn-names.ts'
import type { Question } from '../../src/memory/types.ts'
import { snowflake } from '../redis/fixtures.ts'
import { commitContract } from './learning-store-commit.ts'
import { refusalContract } from './learning-store-refusals.ts'
import {
  asKnown,
  type BothStores,
  factFrom,
  lesson,
  materialOf,
  segmentOf,
  standingLesson,
  statementFrom,
  talk,
} from './lessons.ts'
import { asked, dm, received, told, words } from './talk.ts'

const MINUTE = 60_000

/** What every LearningStore must do, over the conversations that the MemoryStore beside it keeps. */
export function learningStoreContract(make: () => BothStores): void {
  commitContract(make)
  refusalContract(make)

  describe('a user who waits', () => {
    test('is due once hastened, longest due first, and no longer once nothing waits', async () => {
      const { learning } = make()
      const [ada, bob] = [snowflake(), snowflake()]
      await learning.hasten(ada)
      await learning.settle(await learning.backlog(bob), 1)
      await learning.hasten(ada)

      expect(await learning.due(10)).toEqual([bob, ada])
      expect(await learning.due(1)).toEqual([bob])

      await learning.settle(await learning.backlog(bob), undefined)
      await learning.settle(await learning.backlog(ada), undefined)
      expect(await learning.due(10)).toEqual([])
      expect(await learning.waiting()).toBe(0)
    })

    test('is not due before the time, but hastened', async () => {
      const { learning } = make()
      const ada = snowflake()
      await learning.settle(await learning.backlog(ada), Date.now() + 10 * MINUTE)

      expect(await learning.due(10)).toEqual([])
      expect(await learning.waiting()).toBe(1)
      await learning.hasten(ada)
      expect(await learning.due(10)).toEqual([ada])
    })

    test('who is put off is due later, and never sooner than without that', async () => {
      const { learning } = make()
      const [ada, bob] = [snowflake(), snowflake()]
      await learning.hasten(ada)
      await learning.settle(await learning.backlog(bob), Date.now() + 10 * MINUTE)

      await learning.postpone(ada, MINUTE)
      await learning.postpone(bob, -20 * MINUTE)

      expect(await learning.due(10)).toEqual([])
      expect(await learning.waiting()).toBe(2)
    })

    test('is the only one who can be put off', async () => {
      const { learning } = make()
      await learning.postpone(snowflake(), -MINUTE)

      expect(await learning.waiting()).toBe(0)
    })

    test('stays due when anything was said since the backlog was seen', async () => {
      const { store, learning } = make()
      const question = asked()
      await received(store, question)
      const backlog = await learning.backlog(question.user)
      await learning.hasten(question.user)
      await received(store, { ...question, id: snowflake() })

      await learning.settle(backlog, undefined)

      expect(await learning.due(10)).toEqual([question.user])
    })
  })

  describe('the backlog', () => {
    test('tells by conversation how many questions wait, how many turns no segment covers, and when it was last spoken', async () => {
      const { store, learning } = make()
      const [first = asked()] = await talk(store, ['one', 'two'], { saidAt: 1000 })
      const elsewhere = asked({ user: first.user, saidAt: 2000 })
      await received(store, elsewhere)

      const { conversations } = await learning.backlog(first.user)

      const { user, channel } = first
      expect(conversations).toHaveLength(2)
      expect(conversations).toContainEqual({
        user,
        channel,
        waiting: 2,
        unfolded: 4,
        lastSaidAt: expect.any(Number),
      })
      expect(conversations).toContainEqual({
        user,
        channel: elsewhere.channel,
        waiting: 1,
        unfolded: 1,
        lastSaidAt: 2000,
      })
    })

    test('shrinks as far as the cursors went, each its own way', async () => {
      const { store, learning } = make()
      const questions = await talk(store, ['one', 'two', 'three'])
      const [first = asked(), second = asked()] = questions
      const material = await materialOf(learning, first)
      await learning.commit(
        material,
        lesson(material, { learnedTo: `a:${second.id}`, fold: { summarizedTo: `q:${first.id}` } }),
      )

      const { conversations } = await learning.backlog(first.user)

      expect(conversations).toMatchObject([{ waiting: 1, unfolded: 5 }])
    })

    test('of somebody unknown is empty', async () => {
      expect(await make().learning.backlog(snowflake())).toMatchObject({ conversations: [] })
    })

    test('counts ids of different length as numbers', async () => {
      const { store, learning } = make()
      const first = asked({ id: '9' })
      for (const id of ['9', '10', '99', '100']) await told(store, { ...first, id }, id)
      const material = await materialOf(learning, first)
      await learning.commit(material, lesson(material, { learnedTo: 'q:10' }))

      expect(await learning.backlog(first.user)).toMatchObject({ conversations: [{ waiting: 2 }] })
    })
  })

  describe('the material', () => {
    test('is the talk as it was said, what is known, and no cursor at the beginning', async () => {
      const { store, learning } = make()
      const guild = snowflake()
      const [first = asked()] = await talk(store, ['I live in Lisbon.', 'I like it.'], {
        guild,
        scope: `guild:${guild}`,
      })

      const material = await materialOf(learning, first)

      expect(material).toMatchObject({ user: first.user, channel: first.channel, guild, relearn: [], trouble: {} })
      expect(material).not.toHaveProperty('learnedTo')
      expect(material).not.toHaveProperty('summarizedTo')
      expect(words(material.turns)).toEqual(['q: I live in Lisbon.', 'a: I see.', 'q: I like it.', 'a: I see.'])
      expect(material.known(dm)).toEqual({ user: first.user, facts: [], statements: [] })
    })

    test('begins a few turns before the earlier cursor', async () => {
      const { store, learning } = make()
      const questions = await talk(store, ['1', '2', '3', '4', '5', '6'])
      const [first = asked()] = questions
      const begin = await materialOf(learning, first)
      await learning.commit(begin, lesson(begin))

      const material = await materialOf(learning, first)

      expect(material.learnedTo).toBe(`a:${questions.at(-1)?.id}`)
      expect(words(material.turns)).toEqual(words(begin.turns))
    })

    test('is 200 turns at most, and the rest comes when those are passed', async () => {
      const { store, learning } = make()
      const questions = await talk(
        store,
        Array.from({ length: 103 }, (_, i) => String(i)),
      )
      const [first = asked()] = questions

      const begin = await materialOf(learning, first)
      const to = begin.turns.at(-1)
      if (!to) throw new Error('no turns')
      await learning.commit(begin, lesson(begin, { fold: { summarizedTo: nameOf(to) } }))
      const rest = await materialOf(learning, first)

      expect(begin.turns).toHaveLength(200)
      expect(words(rest.turns)).toEqual(['q: 100', 'a: I see.', 'q: 101', 'a: I see.', 'q: 102', 'a: I see.'])
    })

    test.each([
      ['learn', 109],
      ['learn', 114],
      ['fold', 109],
      ['fold', 114],
    ])('goes on where it is to %s from %i on, however far behind the other is', async (part, from) => {
      const { store, learning } = make()
      const questions = await talk(
        store,
        Array.from({ length: 115 }, (_, i) => String(i)),
      )
      const [first = asked()] = questions
      for (const number of [99, from]) {
        const material = await materialOf(learning, first)
        const to = `a:${questions[number]?.id ?? ''}` as const
        const onward = part === 'learn' ? { fold: { summarizedTo: to } } : { learnedTo: to }
        expect(await learning.commit(material, standingLesson(material, onward))).toBe('kept')
      }

      const { turns, gapAfter } = await materialOf(learning, first)

      const numbers = words(turns).flatMap(said => (said.startsWith('q: ') ? [Number(said.slice(3))] : []))
      const all = Array.from({ length: 115 }, (_, i) => i)
      expect(numbers).toEqual([...all.slice(0, 100), ...all.slice(from - 2)])
      expect(gapAfter).toBe(`a:${questions[99]?.id}`)
    })

    test('names the questions whose answer is under way', async () => {
      const { store, learning } = make()
      const [answered, failed, waiting] = [asked({ id: '10' }), asked({ id: '11' }), asked({ id: '12' })]
      const inOne = (question: Question) => ({ ...question, user: answered.user, channel: answered.channel })
      await told(store, answered, 'Nice.')
      await received(store, inOne(failed))
      await store.giveUp(inOne(failed))
      await received(store, inOne(waiting))

      expect((await materialOf(learning, answered)).awaited).toEqual(['q:12'])
    })

    test('of a conversation that is not there is nothing', async () => {
      expect(await make().learning.material(asked())).toBeUndefined()
    })

    test('leaves out answers to words that were edited since', async () => {
      const { store, learning } = make()
      const [first = asked()] = await talk(store, ['Is 4711 a good PIN?'])
      await store.revise(first, dm, 'Never mind.')

      const { turns } = await materialOf(learning, first)

      expect(turns).toMatchObject([{ role: 'user', text: 'Never mind.', rev: 1 }])
    })

    test('knows what each audience may hear, as the same object', async () => {
      const { store, learning } = make()
      const [first = asked()] = await talk(store, ['I live in Lisbon.'])
      const begin = await materialOf(learning, first)
      const secret = factFrom(first)
      const open = factFrom(first, { scope: 'guild:7', saidAt: first.saidAt - 1 })
      const statement = statementFrom(first, { scope: 'guild:7' })
      await learning.commit(begin, lesson(begin, { facts: [secret, open], statements: [statement] }))

      const material = await materialOf(learning, first)
      const inServer = material.known({ kind: 'server', guild: '7' })

      expect(material.known(dm).facts).toEqual([asKnown(open), asKnown(secret)])
      expect(inServer).toEqual({ user: first.user, facts: [asKnown(open)], statements: [statement] })
      expect(material.known({ kind: 'server', guild: '7' })).toBe(inServer)
      expect(material.known({ kind: 'server', guild: '8' }).facts).toEqual([])
    })
  })

  describe('a trouble', () => {
    test('is remembered until its part gets on', async () => {
      const { store, learning } = make()
      const [first = asked()] = await talk(store, ['one', 'two'])
      const begin = await materialOf(learning, first)
      await learning.trouble(begin, 'learn', { size: 1, tries: 2 })
      await learning.trouble(begin, 'fold', { size: 8, tries: 1, triedAt: 1000 })
      const troubled = await materialOf(learning, first)

      await learning.commit(troubled, lesson(troubled))
      const later = await materialOf(learning, first)
      await learning.commit(later, standingLesson(later, { fold: { summarizedTo: `q:${first.id}` } }))

      expect((await materialOf(learning, first)).trouble).toEqual({})
      expect(troubled.trouble).toEqual({ learn: { size: 1, tries: 2 }, fold: { size: 8, tries: 1, triedAt: 1000 } })
      expect(later.trouble).toEqual({ fold: { size: 8, tries: 1, triedAt: 1000 } })
    })

    test('is not noted where the cursor has moved, nor where the conversation is gone', async () => {
      const { store, learning } = make()
      const [first = asked()] = await talk(store, ['one'])
      const begin = await materialOf(learning, first)
      await learning.commit(begin, lesson(begin))

      await learning.trouble(begin, 'learn', { size: 1, tries: 2 })
      await learning.trouble({ ...begin, channel: snowflake() }, 'learn', { size: 1, tries: 2 })

      expect((await materialOf(learning, first)).trouble).toEqual({})
    })

    test('does not keep the next time from being settled', async () => {
      const { store, learning } = make()
      const [first = asked()] = await talk(store, ['one'])
      const backlog = await learning.backlog(first.user)
      await learning.trouble(await materialOf(learning, first), 'learn', { size: 1, tries: 1 })

      await learning.settle(backlog, undefined)

      expect(await learning.waiting()).toBe(0)
    })
  })

  describe('segments', () => {
    test('come oldest first', async () => {
      const { store, learning } = make()
      const [first = asked()] = await talk(store, ['one', 'two', 'three'])
      const begin = await materialOf(learning, first)
      const segments = begin.turns.map(turn => segmentOf([turn], `about ${nameOf(turn)}`))
      for (const segment of segments) {
        const material = await materialOf(learning, first)
        const summarizedTo = segment.covers[0] ?? 'q:1'
        await learning.commit(material, standingLesson(material, { fold: { summarizedTo, segment } }))
      }

      expect((await materialOf(learning, first)).segments).toEqual(segments)
    })
  })
}

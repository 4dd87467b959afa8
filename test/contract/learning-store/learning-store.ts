import { describe, expect, test } from 'vitest'
import { snowflakeTime, turnNameOf } from '../../../src/memory/turns.ts'
import type { Question } from '../../../src/memory/types.ts'
import { snowflake } from '../../redis/support/fixtures.ts'
import { serverAudience } from '../../support/audiences.ts'
import { dm, questionOf, receiveAndAnswer, receiveQuestion, textsOf } from '../support/conversations.ts'
import {
  type BothStores,
  factFrom,
  learningInputOf,
  makeDue,
  memoryUpdate,
  memoryUpdateOfWindow,
  statementFrom,
  summaryOf,
  talk,
  withoutEmbedding,
} from '../support/memory-updates.ts'
import { commitContract } from './commit.ts'
import { refusalContract } from './refusals.ts'

const MINUTE = 60_000

/** What every LearningStore must do, over the conversations that the MemoryStore beside it keeps. */
export function learningStoreContract(make: () => BothStores): void {
  commitContract(make)
  refusalContract(make)

  describe('a user who waits', () => {
    test('is due once it is time, longest due first, and no longer once nothing waits', async () => {
      const { learning } = make()
      const [ada, bob] = [snowflake(), snowflake()]
      await makeDue(learning, ada)
      await learning.setNextDue(await learning.readBacklog(bob), -MINUTE)
      await makeDue(learning, ada)

      expect(await learning.listDue(10)).toEqual([bob, ada])
      expect(await learning.listDue(1)).toEqual([bob])

      await learning.setNextDue(await learning.readBacklog(bob), undefined)
      await learning.setNextDue(await learning.readBacklog(ada), undefined)
      expect(await learning.listDue(10)).toEqual([])
      expect(await learning.countWaitingUsers()).toBe(0)
    })

    test('is not due before the time, but from then on', async () => {
      const { learning } = make()
      const ada = snowflake()
      await learning.setNextDue(await learning.readBacklog(ada), 10 * MINUTE)

      expect(await learning.listDue(10)).toEqual([])
      expect(await learning.countWaitingUsers()).toBe(1)
      await makeDue(learning, ada)
      expect(await learning.listDue(10)).toEqual([ada])
    })

    test('is told of by the oldest question that is not learned yet, whoever asked it', async () => {
      const { store, learning } = make()
      const nobody = await learning.findOldestUnlearned()
      const [first = questionOf(), second] = await talk(store, ['I live in Lisbon.', 'I have a dog.'])
      await talk(store, ['I sing.'])
      const atFirst = await learning.findOldestUnlearned()
      const material = await learningInputOf(learning, first)
      await learning.commit(material, memoryUpdate(material, { learnedTo: `a:${first.id}` }))
      const afterwards = await learning.findOldestUnlearned()

      expect(nobody).toBeUndefined()
      expect([atFirst, afterwards]).toEqual([first, second].map(one => snowflakeTime(one?.id ?? '0')))
    })

    test('who is put off is due later, and never sooner than without that', async () => {
      const { learning } = make()
      const [ada, bob] = [snowflake(), snowflake()]
      await makeDue(learning, ada)
      await learning.setNextDue(await learning.readBacklog(bob), 10 * MINUTE)

      await learning.postpone(ada, MINUTE)
      await learning.postpone(bob, -20 * MINUTE)

      expect(await learning.listDue(10)).toEqual([])
      expect(await learning.countWaitingUsers()).toBe(2)
    })

    test('is the only one who can be put off', async () => {
      const { learning } = make()
      await learning.postpone(snowflake(), -MINUTE)

      expect(await learning.countWaitingUsers()).toBe(0)
    })

    test('stays due when anything was said since the backlog was seen', async () => {
      const { store, learning } = make()
      const question = questionOf()
      await receiveQuestion(store, question)
      const backlog = await learning.readBacklog(question.user)
      await makeDue(learning, question.user)
      await receiveQuestion(store, { ...question, id: snowflake() })

      await learning.setNextDue(backlog, undefined)

      expect(await learning.listDue(10)).toEqual([question.user])
    })
  })

  describe('the backlog', () => {
    test('tells by conversation how many questions wait, how many turns no segment covers, and when it was last spoken', async () => {
      const { store, learning } = make()
      const [first = questionOf()] = await talk(store, ['one', 'two'], { saidAt: 1000 })
      const elsewhere = questionOf({ user: first.user, saidAt: 2000 })
      await receiveQuestion(store, elsewhere)

      const { conversations } = await learning.readBacklog(first.user)

      const { user, channel } = first
      expect(conversations).toHaveLength(2)
      expect(conversations).toContainEqual({
        user,
        channel,
        unlearned: 2,
        unsummarized: 4,
        lastSaidAt: expect.any(Number),
      })
      expect(conversations).toContainEqual({
        user,
        channel: elsewhere.channel,
        unlearned: 1,
        unsummarized: 1,
        lastSaidAt: 2000,
      })
    })

    test('shrinks as far as the cursors went, each its own way', async () => {
      const { store, learning } = make()
      const questions = await talk(store, ['one', 'two', 'three'])
      const [first = questionOf(), second = questionOf()] = questions
      const input = await learningInputOf(learning, first)
      await learning.commit(
        input,
        memoryUpdate(input, { learnedTo: `a:${second.id}`, summary: { summarizedTo: `q:${first.id}` } }),
      )

      const { conversations } = await learning.readBacklog(first.user)

      expect(conversations).toMatchObject([{ unlearned: 1, unsummarized: 5 }])
    })

    test('of somebody unknown is empty', async () => {
      expect(await make().learning.readBacklog(snowflake())).toMatchObject({ conversations: [] })
    })

    test('counts ids of different length as numbers', async () => {
      const { store, learning } = make()
      const first = questionOf({ id: '9' })
      for (const id of ['9', '10', '99', '100']) await receiveAndAnswer(store, { ...first, id }, id)
      const input = await learningInputOf(learning, first)
      await learning.commit(input, memoryUpdate(input, { learnedTo: 'q:10' }))

      expect(await learning.readBacklog(first.user)).toMatchObject({ conversations: [{ unlearned: 2 }] })
    })
  })

  describe('the material', () => {
    test('is the talk as it was said, what is known, and no cursor at the beginning', async () => {
      const { store, learning } = make()
      const guild = snowflake()
      const [first = questionOf()] = await talk(store, ['I live in Lisbon.', 'I like it.'], {
        guild,
        scope: `guild:${guild}`,
      })

      const input = await learningInputOf(learning, first)

      expect(input).toMatchObject({ user: first.user, channel: first.channel, guild, relearn: [], retryStates: {} })
      expect(input).not.toHaveProperty('learnedTo')
      expect(input).not.toHaveProperty('summarizedTo')
      expect(textsOf(input.turns)).toEqual(['q: I live in Lisbon.', 'a: I see.', 'q: I like it.', 'a: I see.'])
      expect(input.knowledgeFor(dm)).toEqual({ user: first.user, facts: [], statements: [] })
    })

    test('begins a few turns before the earlier cursor', async () => {
      const { store, learning } = make()
      const questions = await talk(store, ['1', '2', '3', '4', '5', '6'])
      const [first = questionOf()] = questions
      const begin = await learningInputOf(learning, first)
      await learning.commit(begin, memoryUpdate(begin))

      const input = await learningInputOf(learning, first)

      expect(input.learnedTo).toBe(`a:${questions.at(-1)?.id}`)
      expect(textsOf(input.turns)).toEqual(textsOf(begin.turns))
    })

    test('is 200 turns at most, and the rest comes when those are passed', async () => {
      const { store, learning } = make()
      const questions = await talk(
        store,
        Array.from({ length: 103 }, (_, i) => String(i)),
      )
      const [first = questionOf()] = questions

      const begin = await learningInputOf(learning, first)
      const to = begin.turns.at(-1)
      if (!to) throw new Error('no turns')
      await learning.commit(begin, memoryUpdate(begin, { summary: { summarizedTo: turnNameOf(to) } }))
      const rest = await learningInputOf(learning, first)

      expect(begin.turns).toHaveLength(200)
      expect(textsOf(rest.turns)).toEqual(['q: 100', 'a: I see.', 'q: 101', 'a: I see.', 'q: 102', 'a: I see.'])
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
      const [first = questionOf()] = questions
      for (const number of [99, from]) {
        const input = await learningInputOf(learning, first)
        const to = `a:${questions[number]?.id ?? ''}` as const
        const onward = part === 'learn' ? { summary: { summarizedTo: to } } : { learnedTo: to }
        expect(await learning.commit(input, memoryUpdateOfWindow(input, onward))).toBe('kept')
      }

      const { turns, gapAfter } = await learningInputOf(learning, first)

      const numbers = textsOf(turns).flatMap(said => (said.startsWith('q: ') ? [Number(said.slice(3))] : []))
      const all = Array.from({ length: 115 }, (_, i) => i)
      expect(numbers).toEqual([...all.slice(0, 100), ...all.slice(from - 2)])
      expect(gapAfter).toBe(`a:${questions[99]?.id}`)
    })

    test('names the questions whose answer is under way', async () => {
      const { store, learning } = make()
      const [answered, failed, waiting] = [questionOf({ id: '10' }), questionOf({ id: '11' }), questionOf({ id: '12' })]
      const inOne = (question: Question) => ({ ...question, user: answered.user, channel: answered.channel })
      await receiveAndAnswer(store, answered, 'Nice.')
      await receiveQuestion(store, inOne(failed))
      await store.releaseClaim(inOne(failed))
      await receiveQuestion(store, inOne(waiting))

      expect((await learningInputOf(learning, answered)).pendingAnswers).toEqual(['q:12'])
    })

    test('of a conversation that is not there is nothing', async () => {
      expect(await make().learning.readInput(questionOf())).toBeUndefined()
    })

    test('leaves out answers to words that were edited since', async () => {
      const { store, learning } = make()
      const [first = questionOf()] = await talk(store, ['Is 4711 a good PIN?'])
      await store.editQuestion(first, dm, 'Never mind.')

      const { turns } = await learningInputOf(learning, first)

      expect(turns).toMatchObject([{ role: 'user', text: 'Never mind.', rev: 1 }])
    })

    test('knows what each audience may hear, as the same object', async () => {
      const { store, learning } = make()
      const [first = questionOf()] = await talk(store, ['I live in Lisbon.'])
      const begin = await learningInputOf(learning, first)
      const secret = factFrom(first)
      const open = factFrom(first, { scope: 'guild:7', saidAt: first.saidAt - 1 })
      const statement = statementFrom(first, { scope: 'guild:7' })
      await learning.commit(begin, memoryUpdate(begin, { facts: [secret, open], statements: [statement] }))

      const input = await learningInputOf(learning, first)
      const inServer = input.knowledgeFor(serverAudience('7'))

      expect(input.knowledgeFor(dm).facts).toEqual([withoutEmbedding(open), withoutEmbedding(secret)])
      expect(inServer).toEqual({ user: first.user, facts: [withoutEmbedding(open)], statements: [statement] })
      expect(input.knowledgeFor(serverAudience('7'))).toBe(inServer)
      expect(input.knowledgeFor(serverAudience('8')).facts).toEqual([])
    })
  })

  describe('a trouble', () => {
    test('is remembered until its part gets on', async () => {
      const { store, learning } = make()
      const [first = questionOf()] = await talk(store, ['one', 'two'])
      const begin = await learningInputOf(learning, first)
      await learning.recordFailure(begin, 'learn', { size: 1, tries: 2 })
      await learning.recordFailure(begin, 'fold', { size: 8, tries: 1, triedAt: 1000 })
      const troubled = await learningInputOf(learning, first)

      await learning.commit(troubled, memoryUpdate(troubled))
      const later = await learningInputOf(learning, first)
      await learning.commit(later, memoryUpdateOfWindow(later, { summary: { summarizedTo: `q:${first.id}` } }))

      expect((await learningInputOf(learning, first)).retryStates).toEqual({})
      expect(troubled.retryStates).toEqual({ learn: { size: 1, tries: 2 }, fold: { size: 8, tries: 1, triedAt: 1000 } })
      expect(later.retryStates).toEqual({ fold: { size: 8, tries: 1, triedAt: 1000 } })
    })

    test('is not noted where the cursor has moved, nor where the conversation is gone', async () => {
      const { store, learning } = make()
      const [first = questionOf()] = await talk(store, ['one'])
      const begin = await learningInputOf(learning, first)
      await learning.commit(begin, memoryUpdate(begin))

      await learning.recordFailure(begin, 'learn', { size: 1, tries: 2 })
      await learning.recordFailure({ ...begin, channel: snowflake() }, 'learn', { size: 1, tries: 2 })

      expect((await learningInputOf(learning, first)).retryStates).toEqual({})
    })

    test('does not keep the next time from being settled', async () => {
      const { store, learning } = make()
      const [first = questionOf()] = await talk(store, ['one'])
      const backlog = await learning.readBacklog(first.user)
      await learning.recordFailure(await learningInputOf(learning, first), 'learn', { size: 1, tries: 1 })

      await learning.setNextDue(backlog, undefined)

      expect(await learning.countWaitingUsers()).toBe(0)
    })
  })

  describe('segments', () => {
    test('come oldest first', async () => {
      const { store, learning } = make()
      const [first = questionOf()] = await talk(store, ['one', 'two', 'three'])
      const begin = await learningInputOf(learning, first)
      const summaries = begin.turns.map(turn => summaryOf([turn], `about ${turnNameOf(turn)}`))
      for (const summary of summaries) {
        const input = await learningInputOf(learning, first)
        const summarizedTo = summary.covers[0] ?? 'q:1'
        await learning.commit(input, memoryUpdateOfWindow(input, { summary: { summarizedTo, segment: summary } }))
      }

      expect((await learningInputOf(learning, first)).summaries).toEqual(summaries)
    })
  })
}

import { describe, expect, test } from 'vitest'
import type { Scope } from '../../../src/memory/scope.ts'
import { snowflake } from '../../redis/support/fixtures.ts'
import { serverAudience } from '../../support/audiences.ts'
import { wholeBot } from '../../support/whole-bot.ts'
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
  talk,
} from '../support/memory-updates.ts'
import { seedLearnedConversation } from './unlearning.ts'

/** What a MemoryStore must do about edits of messages that were learned from. */
export function relearningContract(make: (limits?: StoreLimits) => BothStores): void {
  describe('an edited message that was learned from', () => {
    test('takes along what rests on its old words, and waits to be learned anew', async () => {
      const both = make({ learnDelayMs: 0 })
      const [first = questionOf(), second = questionOf()] = await talk(both.store, ['I live in Lisbon.', 'I like it.'])
      const begin = await learningInputOf(both.learning, first)
      const facts = [factFrom(first), factFrom(second, { near: 'I live in Lisbon.\n' })]
      await both.learning.commit(begin, memoryUpdate(begin, { facts, statements: [statementFrom(first)] }))
      await both.learning.setNextDue(await both.learning.readBacklog(first.user), undefined)

      await both.store.editQuestion(first, dm, 'I live in Oslo.')

      expect(await both.learning.listDue(10)).toEqual([first.user])
      expect((await both.learning.readBacklog(first.user)).conversations).toMatchObject([{ unlearned: 1 }])
      expect(await learningInputOf(both.learning, first)).toMatchObject({ relearn: [`q:${first.id}`] })
      const { known, window } = await receiveQuestion(both.store, { ...first, id: snowflake() })
      expect(known).toMatchObject({ facts: [{ sources: [second.id], near: '' }], statements: [] })
      expect(textsOf(window)).toEqual(['q: I live in Oslo.', 'q: I like it.', 'a: I see.'])
    })

    test('comes back with its new words after it has left the log, is learned, and leaves again', async () => {
      const both = make({ learnDelayMs: 0 })
      const { questions } = await seedLearnedConversation(both, ([first]) => ({ facts: [factFrom(first)] }))
      const [first] = questions
      await both.learning.setNextDue(await both.learning.readBacklog(first.user), undefined)

      await both.store.editQuestion(first, dm, 'I live in Oslo.')
      await both.store.editQuestion(first, dm, 'I live in Oslo.')

      expect(await both.learning.listDue(10)).toEqual([first.user])
      const back = await learningInputOf(both.learning, first)
      expect(back).toMatchObject({ relearn: [`q:${first.id}`], summaries: [] })
      expect(back.turns).toMatchObject([{ role: 'user', id: first.id, text: 'I live in Oslo.', scope: 'dm' }])
      const { known, window, summaries } = await receiveQuestion(both.store, { ...first, id: snowflake() })
      expect({ facts: known.facts, window, summary: summaries }).toEqual({ facts: [], window: [], summary: [] })

      const input = await learningInputOf(both.learning, first)
      const { learnedTo: _, ...still } = memoryUpdate(input)
      const again = { ...still, relearnedTurns: input.relearn, facts: [factFrom(first, { text: 'in Oslo' })] }
      expect(await both.learning.commit(input, again)).toBe('kept')
      expect((await learningInputOf(both.learning, first)).turns.filter(({ id }) => id === first.id)).toEqual([])
    })

    test('is not taken for a new question, however often it is edited', async () => {
      const both = make()
      const { questions } = await seedLearnedConversation(both)
      const [first] = questions

      for (const text of ['once', 'once', 'twice']) {
        expect(await both.store.reopenQuestion(first, dm, text)).toBe('gone')
        expect(await both.store.keepQuestion({ ...first, text }, dm)).toBe('claimed')
      }

      expect(await both.store.reopenQuestion(first, dm)).toBe('gone')
      expect(await both.store.takeOverClaims(wholeBot)).toEqual([])
      const { turns } = await learningInputOf(both.learning, first)
      expect(textsOf(turns)).toEqual(['q: twice'])
    })

    test('grows beyond every rev it had', async () => {
      const both = make()
      const { store, learning } = both
      const [first = questionOf()] = await talk(store, ['1'])
      for (const text of ['2', '3', '4']) await store.editQuestion(first, dm, text)
      const begin = await learningInputOf(learning, first)
      await learning.commit(begin, memoryUpdate(begin, { summary: { summarizedTo: `a:${first.id}` } }))
      expect((await learningInputOf(learning, first)).turns).toEqual([])

      await store.editQuestion(first, dm, '5')

      const [turn] = (await learningInputOf(learning, first)).turns
      expect(turn?.role === 'user' ? turn.rev : 0).toBeGreaterThan(3)
    })

    test('that says what it said loses nothing', async () => {
      const both = make()
      const [first = questionOf()] = await talk(both.store, ['I live in Lisbon.'])
      const begin = await learningInputOf(both.learning, first)
      await both.learning.commit(begin, memoryUpdate(begin, { facts: [factFrom(first)] }))

      await both.store.editQuestion(first, dm, 'I live in Lisbon.')

      expect((await receiveQuestion(both.store, { ...first, id: snowflake() })).known.facts).toHaveLength(1)
      expect(await learningInputOf(both.learning, first)).toMatchObject({ relearn: [] })
    })

    test('but has not been learned yet is learned in its turn', async () => {
      const both = make()
      const [first = questionOf()] = await talk(both.store, ['I live in Lisbon.'])
      await both.learning.setNextDue(await both.learning.readBacklog(first.user), undefined)

      await both.store.editQuestion(first, dm, 'I live in Oslo.')

      expect(await learningInputOf(both.learning, first)).toMatchObject({ relearn: [] })
      expect(await both.learning.countWaitingUsers()).toBe(0)
    })

    test('comes back under the narrower of its scopes', async () => {
      const guild = snowflake()
      const edits = async (said: Scope, privateChannel?: string) => {
        const both = make()
        const { questions } = await seedLearnedConversation(both, undefined, { guild, scope: said })
        const [first] = questions
        const server = serverAudience(guild, privateChannel)
        await both.store.editQuestion(first, server, 'I live in Oslo.')
        return (await learningInputOf(both.learning, first)).turns.map(({ scope }) => scope)
      }

      expect(await edits(`guild:${guild}`)).toEqual([`guild:${guild}`])
      expect(await edits(`guild:${guild}`, '5')).toEqual(['channel:5'])
      expect(await edits('channel:5')).toEqual(['channel:5'])
    })

    test('loses what rests on it, and does not come back, where nothing may be kept', async () => {
      const both = make()
      const { questions } = await seedLearnedConversation(both, ([first]) => ({ facts: [factFrom(first)] }))
      const [first] = questions

      await both.store.editQuestion(first, { kind: 'unknown' }, 'I live in Oslo.')

      expect((await learningInputOf(both.learning, first)).turns).toEqual([])
      expect((await receiveQuestion(both.store, questionOf({ user: first.user }))).known.facts).toEqual([])
    })
  })

  describe('a question that has left the log', () => {
    test('is claimed, whoever sends it again', async () => {
      const both = make()
      const { questions } = await seedLearnedConversation(both)

      for (const question of questions) expect(await both.store.keepQuestion(question, dm)).toBe('claimed')
    })

    test('and somebody else’s message do not come in by an edit', async () => {
      const both = make()
      const { questions } = await seedLearnedConversation(both)
      const [first] = questions
      const message = await receiveAndAnswer(both.store, questionOf({ ...first, id: snowflake() }), 'Nice.')

      await both.store.editQuestion(questionOf({ user: first.user, channel: first.channel }), dm, 'not asked')
      await both.store.editQuestion({ ...first, id: message }, dm, 'an answer')
      const somebody = { ...first, user: snowflake() }
      await both.store.editQuestion(somebody, dm, 'somebody else')
      await both.store.editQuestion({ ...first, channel: snowflake() }, dm, 'elsewhere')

      expect(textsOf((await learningInputOf(both.learning, first)).turns)).toEqual(['q: I live in Lisbon.', 'a: Nice.'])
      for (const { user } of [first, somebody]) {
        const { conversations } = await both.learning.readBacklog(user)
        expect(conversations.map(({ channel }) => channel)).toEqual(user === first.user ? [first.channel] : [])
      }
    })
  })
}

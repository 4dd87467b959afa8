import { describe, expect, test } from 'vitest'
import type { Scope } from '../../src/memory/scope.ts'
import { snowflake } from '../redis/fixtures.ts'
import { type BothStores, factFrom, lesson, materialOf, statementFrom, talk } from './lessons.ts'
import { learnedTalk } from './memory-store-unlearning.ts'
import { asked, dm, received, type StoreLimits, told, words } from './talk.ts'

/** What a MemoryStore must do about edits of messages that were learned from. */
export function relearningContract(make: (limits?: StoreLimits) => BothStores): void {
  describe('an edited message that was learned from', () => {
    test('takes along what rests on its old words, and waits to be learned anew', async () => {
      const both = make({ learnDelayMs: 0 })
      const [first = asked(), second = asked()] = await talk(both.store, ['I live in Lisbon.', 'I like it.'])
      const begin = await materialOf(both.learning, first)
      const facts = [factFrom(first), factFrom(second, { near: 'I live in Lisbon.\n' })]
      await both.learning.commit(begin, lesson(begin, { facts, statements: [statementFrom(first)] }))
      await both.learning.settle(await both.learning.backlog(first.user), undefined)

      await both.store.revise(first, dm, 'I live in Oslo.')

      expect(await both.learning.due(10)).toEqual([first.user])
      expect((await both.learning.backlog(first.user)).conversations).toMatchObject([{ waiting: 1 }])
      expect(await materialOf(both.learning, first)).toMatchObject({ relearn: [`q:${first.id}`] })
      const { known, window } = await received(both.store, { ...first, id: snowflake() })
      expect(known).toMatchObject({ facts: [{ sources: [second.id], near: '' }], statements: [] })
      expect(words(window)).toEqual(['q: I live in Oslo.', 'q: I like it.', 'a: I see.'])
    })

    test('comes back with its new words after it has left the log, is learned, and leaves again', async () => {
      const both = make({ learnDelayMs: 0 })
      const { questions } = await learnedTalk(both, ([first]) => ({ facts: [factFrom(first)] }))
      const [first] = questions
      await both.learning.settle(await both.learning.backlog(first.user), undefined)

      await both.store.revise(first, dm, 'I live in Oslo.')
      await both.store.revise(first, dm, 'I live in Oslo.')

      expect(await both.learning.due(10)).toEqual([first.user])
      const back = await materialOf(both.learning, first)
      expect(back).toMatchObject({ relearn: [`q:${first.id}`], segments: [] })
      expect(back.turns).toMatchObject([{ role: 'user', id: first.id, text: 'I live in Oslo.', scope: 'dm' }])
      const { known, window, summary } = await received(both.store, { ...first, id: snowflake() })
      expect({ facts: known.facts, window, summary }).toEqual({ facts: [], window: [], summary: [] })

      const material = await materialOf(both.learning, first)
      const { learnedTo: _, ...still } = lesson(material)
      const again = { ...still, relearned: material.relearn, facts: [factFrom(first, { text: 'in Oslo' })] }
      expect(await both.learning.commit(material, again)).toBe('kept')
      expect((await materialOf(both.learning, first)).turns.filter(({ id }) => id === first.id)).toEqual([])
    })

    test('is not taken for a new question, however often it is edited', async () => {
      const both = make()
      const { questions } = await learnedTalk(both)
      const [first] = questions

      for (const text of ['once', 'once', 'twice']) {
        expect(await both.store.reopen(first, dm, text)).toBe('gone')
        expect(await both.store.receive({ ...first, text }, dm)).toBe('claimed')
      }

      expect(await both.store.reopen(first, dm)).toBe('gone')
      expect(await both.store.takeAbandoned()).toEqual([])
      const { turns } = await materialOf(both.learning, first)
      expect(words(turns)).toEqual(['q: twice'])
    })

    test('grows beyond every rev it had', async () => {
      const both = make()
      const { store, learning } = both
      const [first = asked()] = await talk(store, ['1'])
      for (const text of ['2', '3', '4']) await store.revise(first, dm, text)
      const begin = await materialOf(learning, first)
      await learning.commit(begin, lesson(begin, { fold: { summarizedTo: `a:${first.id}` } }))
      expect((await materialOf(learning, first)).turns).toEqual([])

      await store.revise(first, dm, '5')

      const [turn] = (await materialOf(learning, first)).turns
      expect(turn?.role === 'user' ? turn.rev : 0).toBeGreaterThan(3)
    })

    test('that says what it said loses nothing', async () => {
      const both = make()
      const [first = asked()] = await talk(both.store, ['I live in Lisbon.'])
      const begin = await materialOf(both.learning, first)
      await both.learning.commit(begin, lesson(begin, { facts: [factFrom(first)] }))

      await both.store.revise(first, dm, 'I live in Lisbon.')

      expect((await received(both.store, { ...first, id: snowflake() })).known.facts).toHaveLength(1)
      expect(await materialOf(both.learning, first)).toMatchObject({ relearn: [] })
    })

    test('but has not been learned yet is learned in its turn', async () => {
      const both = make()
      const [first = asked()] = await talk(both.store, ['I live in Lisbon.'])
      await both.learning.settle(await both.learning.backlog(first.user), undefined)

      await both.store.revise(first, dm, 'I live in Oslo.')

      expect(await materialOf(both.learning, first)).toMatchObject({ relearn: [] })
      expect(await both.learning.waiting()).toBe(0)
    })

    test('comes back under the narrower of its scopes', async () => {
      const guild = snowflake()
      const edits = async (said: Scope, privateChannel?: string) => {
        const both = make()
        const { questions } = await learnedTalk(both, undefined, { guild, scope: said })
        const [first] = questions
        const server = { kind: 'server', guild, ...(privateChannel && { privateChannel }) } as const
        await both.store.revise(first, server, 'I live in Oslo.')
        return (await materialOf(both.learning, first)).turns.map(({ scope }) => scope)
      }

      expect(await edits(`guild:${guild}`)).toEqual([`guild:${guild}`])
      expect(await edits(`guild:${guild}`, '5')).toEqual(['channel:5'])
      expect(await edits('channel:5')).toEqual(['channel:5'])
    })

    test('loses what rests on it, and does not come back, where nothing may be kept', async () => {
      const both = make()
      const { questions } = await learnedTalk(both, ([first]) => ({ facts: [factFrom(first)] }))
      const [first] = questions

      await both.store.revise(first, { kind: 'unknown' }, 'I live in Oslo.')

      expect((await materialOf(both.learning, first)).turns).toEqual([])
      expect((await received(both.store, asked({ user: first.user }))).known.facts).toEqual([])
    })
  })

  describe('a question that has left the log', () => {
    test('is claimed, whoever sends it again', async () => {
      const both = make()
      const { questions } = await learnedTalk(both)

      for (const question of questions) expect(await both.store.receive(question, dm)).toBe('claimed')
    })

    test('and somebody else’s message do not come in by an edit', async () => {
      const both = make()
      const { questions } = await learnedTalk(both)
      const [first] = questions
      const message = await told(both.store, asked({ ...first, id: snowflake() }), 'Nice.')

      await both.store.revise(asked({ user: first.user, channel: first.channel }), dm, 'not asked')
      await both.store.revise({ ...first, id: message }, dm, 'an answer')
      const somebody = { ...first, user: snowflake() }
      await both.store.revise(somebody, dm, 'somebody else')
      await both.store.revise({ ...first, channel: snowflake() }, dm, 'elsewhere')

      expect(words((await materialOf(both.learning, first)).turns)).toEqual(['q: I live in Lisbon.', 'a: Nice.'])
      for (const { user } of [first, somebody]) {
        const { conversations } = await both.learning.backlog(user)
        expect(conversations.map(({ channel }) => channel)).toEqual(user === first.user ? [first.channel] : [])
      }
    })
  })
}

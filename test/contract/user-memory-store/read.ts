import { describe, expect, test } from 'vitest'
import { snowflake } from '../../redis/support/fixtures.ts'
import { questionOf, receiveQuestion } from '../support/conversations.ts'
import { seedConversation, type WholeMemory } from '../support/whole-memory.ts'

/** What a user can see of what is kept of them. */
export function readContract(open: () => WholeMemory | Promise<WholeMemory>): void {
  describe('an overview', () => {
    test('tells what is known, the summary of this conversation, and what still waits in all of them', async () => {
      const memory = await open()
      const { questions, facts, statements, segment } = await seedConversation(memory, 'tea')
      const [first] = questions
      await receiveQuestion(memory.store, questionOf({ user: first.user, text: 'Elsewhere.' }))
      await memory.own.updateSettings(first.user, { timeZone: 'Europe/Oslo', locale: 'de' })

      const seen = await memory.own.readOverview(first)

      expect(seen.known.facts).toEqual(facts)
      expect(seen.known.statements).toEqual(expect.arrayContaining([...statements]))
      expect(seen.summaries).toMatchObject([{ id: segment, text: 'They talked about tea.' }])
      expect(seen).toMatchObject({
        unlearned: 4,
        evictedFacts: 0,
        conversations: expect.arrayContaining([first.channel]),
        settings: { timeZone: 'Europe/Oslo', locale: 'de', isPaused: false },
      })
      expect(seen.epoch).not.toBe('')
      expect(seen.incognitoUntil).toBeUndefined()
    })

    test('of somebody unknown is empty', async () => {
      const { own } = await open()

      expect(await own.readOverview(questionOf())).toEqual({
        ...{
          epoch: '',
          settings: { isPaused: false },
          summaries: [],
          unlearned: 0,
          evictedFacts: 0,
          conversations: [],
        },
        known: { user: expect.any(String), facts: [], statements: [] },
      })
    })

    test('tells until when the conversation is incognito, and only that one', async () => {
      const { own } = await open()
      const here = questionOf()
      await own.setIncognito(here, true)

      const { incognitoUntil = 0 } = await own.readOverview(here)

      expect(incognitoUntil).toBeGreaterThan(Date.now() + 3_000_000)
      expect(await own.readOverview({ ...here, channel: snowflake() })).not.toHaveProperty('incognitoUntil')
    })
  })

  describe('holdings', () => {
    test('are all that is kept of a user, and nobody else’s', async () => {
      const memory = await open()
      const { questions, answers, facts, segment } = await seedConversation(memory, 'tea', {
        guild: '7',
        scope: 'guild:7',
        isPassed: true,
      })
      const [first, second, third] = questions
      await seedConversation(memory, 'coffee')

      const held = await memory.own.readUserData(first.user)

      expect(held.user).toBe(first.user)
      expect(held.known.facts).toEqual(facts)
      expect(held.conversations).toMatchObject([
        {
          ...{ channel: first.channel, guild: '7', scope: 'guild:7', learnedTo: `a:${second.id}` },
          summarizedTo: `a:${first.id}`,
          segments: [{ id: segment, covers: [`q:${first.id}`, `a:${first.id}`] }],
        },
      ])
      const turns = held.conversations[0]?.turns ?? []
      expect(turns.map(({ role, id }) => `${role} ${id}`)).toEqual(
        [second, third].flatMap(({ id }) => [`user ${id}`, `assistant ${id}`]),
      )
      expect([...held.traces.keys()].toSorted()).toEqual(questions.map(({ id }) => id).toSorted())
      expect(held.messageChannels).toEqual(new Map([first, second].map(({ id }) => [id, first.channel])))
      expect(held.contextMessages).toEqual(
        new Map([[facts[1].id, [first.id, second.id, third.id, answers[0], answers[1]]]]),
      )
      expect(JSON.stringify(held)).not.toContain('coffee')
      expect(answers).toHaveLength(3)
    })

    test('of somebody unknown are empty', async () => {
      const held = await (await open()).own.readUserData(snowflake())

      expect(held).toMatchObject({ epoch: '', conversations: [], traces: new Map() })
      expect([held.messageChannels, held.contextMessages]).toEqual([new Map(), new Map()])
    })
  })

  test('whose question a message shows is known, or is an answer to', async () => {
    const memory = await open()
    const { questions, answers } = await seedConversation(memory, 'tea')
    const { user, channel, id } = questions[0]

    expect(await memory.own.findOwner(id)).toEqual({ user, channel, id })
    expect(await memory.own.findOwner(answers[0])).toEqual({ user, channel, id })
    expect(await memory.own.findOwner(snowflake())).toBeUndefined()
  })
}

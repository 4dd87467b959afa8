import { describe, expect, test } from 'vitest'
import { snowflake } from '../redis/fixtures.ts'
import { asked, received } from './talk.ts'
import { toldOf, type WholeMemory } from './whole-memory.ts'

/** What a user can see of what is kept of them. */
export function lookingContract(open: () => WholeMemory | Promise<WholeMemory>): void {
  describe('an overview', () => {
    test('tells what is known, the summary of this conversation, and what still waits in all of them', async () => {
      const memory = await open()
      const { questions, facts, statements, segment } = await toldOf(memory, 'tea')
      const [first] = questions
      await received(memory.store, asked({ user: first.user, text: 'Elsewhere.' }))
      await memory.own.set(first.user, { timeZone: 'Europe/Oslo', locale: 'de' })

      const seen = await memory.own.overview(first)

      expect(seen.known.facts).toEqual(facts)
      expect(seen.known.statements).toEqual(expect.arrayContaining([...statements]))
      expect(seen.summary).toMatchObject([{ id: segment, text: 'They talked about tea.' }])
      expect(seen).toMatchObject({
        waiting: 4,
        evicted: 0,
        conversations: expect.arrayContaining([first.channel]),
        settings: { timeZone: 'Europe/Oslo', locale: 'de', isPaused: false },
      })
      expect(seen.epoch).not.toBe('')
      expect(seen.incognitoUntil).toBeUndefined()
    })

    test('of somebody unknown is empty', async () => {
      const { own } = await open()

      expect(await own.overview(asked())).toEqual({
        ...{ epoch: '', settings: { isPaused: false }, summary: [], waiting: 0, evicted: 0, conversations: [] },
        known: { user: expect.any(String), facts: [], statements: [] },
      })
    })

    test('tells until when the conversation is incognito, and only that one', async () => {
      const { own } = await open()
      const here = asked()
      await own.setIncognito(here, true)

      const { incognitoUntil = 0 } = await own.overview(here)

      expect(incognitoUntil).toBeGreaterThan(Date.now() + 3_000_000)
      expect(await own.overview({ ...here, channel: snowflake() })).not.toHaveProperty('incognitoUntil')
    })
  })

  describe('holdings', () => {
    test('are all that is kept of a user, and nobody else’s', async () => {
      const memory = await open()
      const { questions, answers, facts, segment } = await toldOf(memory, 'tea', {
        guild: '7',
        scope: 'guild:7',
        isPassed: true,
      })
      const [first, second, third] = questions
      await toldOf(memory, 'coffee')

      const held = await memory.own.holdings(first.user)

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
      expect(held.places).toEqual(new Map([first, second].map(({ id }) => [id, first.channel])))
      expect(JSON.stringify(held)).not.toContain('coffee')
      expect(answers).toHaveLength(3)
    })

    test('of somebody unknown are empty', async () => {
      const held = await (await open()).own.holdings(snowflake())

      expect(held).toMatchObject({ epoch: '', conversations: [], traces: new Map(), places: new Map() })
    })
  })

  test('whose question a message shows is known, or is an answer to', async () => {
    const memory = await open()
    const { questions, answers } = await toldOf(memory, 'tea')
    const { user, channel, id } = questions[0]

    expect(await memory.own.ownerOf(id)).toEqual({ user, channel, id })
    expect(await memory.own.ownerOf(answers[0])).toEqual({ user, channel, id })
    expect(await memory.own.ownerOf(snowflake())).toBeUndefined()
  })
}

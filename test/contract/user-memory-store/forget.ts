import { describe, expect, test } from 'vitest'
import { planDeletion } from '../../../src/memory/forgetting/plan.ts'
import { firstSnowflakeAt, snowflakeTime } from '../../../src/memory/turns.ts'
import type { Fact, Question } from '../../../src/memory/types.ts'
import { snowflake } from '../../redis/support/fixtures.ts'
import { wholeBot } from '../../support/whole-bot.ts'
import { dm, questionOf, receiveAndAnswer, receiveQuestion, textsOf } from '../support/conversations.ts'
import {
  factFrom,
  learningInputOf,
  memoryUpdate,
  memoryUpdateOfWindow,
  statementFrom,
} from '../support/memory-updates.ts'
import { deletionPlanOf, seedConversation, type WholeMemory } from '../support/whole-memory.ts'

const nothing = { facts: 0, entities: 0, statements: 0, turns: 0, summaries: 0, traces: 0, conversations: 0 }

/** What users take away by name: exactly that goes, with all that leads to it. */
export function forgettingContract(open: () => WholeMemory | Promise<WholeMemory>): void {
  async function knownTo({ store }: WholeMemory, user: string): Promise<readonly Fact[]> {
    return (await receiveQuestion(store, questionOf({ user }))).known.facts
  }

  async function nearest({ index }: WholeMemory, user: string): Promise<readonly string[]> {
    const found = await index.nearest({ user, visibleScopes: 'all', point: Float32Array.of(0.6, 0.8), limit: 9 })
    return found.map(({ fact }) => fact)
  }

  describe('forgetting facts and statements', () => {
    test('takes them away, from the index too, and leaves the others', async () => {
      const memory = await open()
      const { questions, facts, statements } = await seedConversation(memory, 'tea')
      const { user } = questions[0]
      const [gone, stays] = facts
      expect(await nearest(memory, user)).toContain(gone.id)
      const wanted = deletionPlanOf({ facts: [gone.id], statements })

      expect(await memory.own.forget(user, wanted)).toEqual({ ...nothing, facts: 1, statements: 1, entities: 1 })

      expect(await memory.own.countRemaining(user, wanted)).toBe(0)
      expect(await nearest(memory, user)).not.toContain(gone.id)
      const { known } = await memory.own.readOverview(questions[0])
      expect(known.facts.map(({ id }) => id)).toEqual([stays.id])
      expect(known.statements).toEqual([])
      expect(JSON.stringify(known)).not.toContain('tea')
      expect(await memory.own.forget(user, wanted)).toEqual(nothing)
    })

    test('counts what is said of those who stay alone, however much of others goes', async () => {
      const memory = await open()
      const { questions } = await seedConversation(memory, 'tea')
      const [first] = questions
      const input = await learningInputOf(memory.learning, first)
      const hobby = (entity: string, i: number) =>
        statementFrom(first, { entity, field: `attr:hobby:h${i}`, value: `h${i}` })
      const mias = Array.from({ length: 50 }, (_, i) => hobby('mia', i))
      const toms = Array.from({ length: 5 }, (_, i) => hobby('tom', i))
      await memory.learning.commit(input, memoryUpdateOfWindow(input, { statements: [...mias, ...toms] }))

      const gone = await memory.own.forget(first.user, deletionPlanOf({ statements: [...mias, ...toms.slice(0, 3)] }))

      expect(gone).toEqual({ ...nothing, statements: 3, entities: 1 })
    })

    test('what is still there is told', async () => {
      const memory = await open()
      const { questions, facts, statements } = await seedConversation(memory, 'tea')
      const [{ user, channel, id }] = questions
      const left = (parts: Parameters<typeof deletionPlanOf>[0]) =>
        memory.own.countRemaining(user, deletionPlanOf(parts))

      expect(await left({ facts: [facts[0].id] })).toBeGreaterThan(0)
      expect(await left({ statements })).toBe(2)
      expect(await left({ unquoted: [facts[0].id] })).toBe(1)
      expect(await left({ turns: [{ channel, turn: `q:${id}` }] })).toBeGreaterThan(0)
      expect(await left({ conversations: [channel] })).toBeGreaterThan(0)
      expect(await memory.own.countRemaining(user, 'everything')).toBeGreaterThan(0)
    })

    test('a lesson that was made before is not kept', async () => {
      const memory = await open()
      const { questions, facts } = await seedConversation(memory, 'tea')
      const input = await learningInputOf(memory.learning, questions[0])

      await memory.own.forget(questions[0].user, deletionPlanOf({ facts: [facts[0].id] }))

      expect(await memory.learning.commit(input, memoryUpdate(input, { facts: [factFrom(questions[0])] }))).toBe(
        'moved',
      )
    })

    test('the words of a message that was forgotten do not come back with an edit, once its turn has left the log', async () => {
      const memory = await open()
      const { questions, facts, statements } = await seedConversation(memory, 'tea', { isPassed: true })
      const [first] = questions

      await memory.own.forget(first.user, deletionPlanOf({ facts: [facts[0].id], statements }))
      await memory.store.editQuestion(first, dm, 'I love tea, and milk.')

      const { turns, relearn } = await learningInputOf(memory.learning, first)
      expect(turns.map(({ id }) => id)).not.toContain(first.id)
      expect(relearn).toEqual([])
    })

    test('the deletion of such a message finds the summary that covers it, all the same', async () => {
      const memory = await open()
      const { questions, facts, statements } = await seedConversation(memory, 'tea', { isPassed: true })
      const [first] = questions
      await memory.own.forget(first.user, deletionPlanOf({ facts: [facts[0].id], statements }))
      expect((await memory.own.readOverview(first)).summaries).toHaveLength(1)

      await memory.store.deleteMessage(first.id)

      expect((await memory.own.readOverview(first)).summaries).toEqual([])
    })

    test('a fact can lose its quote, the words of its date with it, and nothing else', async () => {
      const memory = await open()
      const { questions, facts } = await seedConversation(memory, '"tea" \\ milk')
      const { user } = questions[0]
      const wanted = deletionPlanOf({ unquoted: [facts[0].id] })

      await memory.own.forget(user, wanted)

      expect(await knownTo(memory, user)).toEqual([{ ...facts[0], quote: '', dateWords: '' }, facts[1]])
      expect(await memory.own.countRemaining(user, wanted)).toBe(0)
      expect(await memory.own.forget(user, wanted)).toEqual(nothing)
    })
  })

  describe('forgetting the words around a fact', () => {
    test('takes these alone, and the embedding that was made with them', async () => {
      const memory = await open()
      const { questions, facts } = await seedConversation(memory, 'tea')
      const { user } = questions[0]
      const wanted = deletionPlanOf({ withoutNear: [facts[1].id] })
      expect(facts[1].near).not.toBe('')
      expect(await memory.own.countRemaining(user, wanted)).toBe(1)

      await memory.own.forget(user, wanted)

      expect(await knownTo(memory, user)).toEqual([facts[0], { ...facts[1], near: '' }])
      expect(await nearest(memory, user)).not.toContain(facts[1].id)
      expect(await memory.own.countRemaining(user, wanted)).toBe(0)
    })

    test('takes those of an answer given since a moment, to a question of before, once both have left the log', async () => {
      const memory = await open()
      const { questions, answers, facts } = await seedConversation(memory, 'tea', { isPassed: true })
      const { user } = questions[0]
      const request = { kind: 'since', at: snowflakeTime(answers[0]) } as const

      const { plan } = planDeletion(await memory.own.readUserData(user), request)
      await memory.own.forget(user, plan)

      expect(plan).toMatchObject({ facts: [], withoutNear: [facts[1].id] })
      expect(await knownTo(memory, user)).toEqual([facts[0], { ...facts[1], near: '' }])
      expect(await nearest(memory, user)).not.toContain(facts[1].id)
    })
  })

  describe('forgetting turns', () => {
    test('takes a question with its answer, what they were folded into, and their words around facts', async () => {
      const memory = await open()
      const { questions, facts } = await seedConversation(memory, 'tea')
      const [first, second] = questions
      const wanted = deletionPlanOf({ turns: [{ channel: first.channel, turn: `q:${first.id}` }] })

      const forgotten = await memory.own.forget(first.user, wanted)

      expect(forgotten).toEqual({ ...nothing, turns: 2, summaries: 1, traces: 1 })
      expect(await memory.own.countRemaining(first.user, wanted)).toBe(0)
      const { known, summaries, window } = await receiveQuestion(memory.store, {
        ...first,
        id: snowflake(),
        text: 'Hm.',
      })
      expect(known.facts).toEqual([facts[0], { ...facts[1], near: '' }])
      expect(summaries).toEqual([])
      expect(textsOf(window)).toEqual(['q: And so on.', 'a: I see.', 'q: Last words.', 'a: I see.'])
      expect(await memory.store.readTrace(first)).toBeUndefined()
      expect(await memory.store.readTrace(second)).toBeDefined()
      expect(await memory.own.forget(first.user, wanted)).toEqual(nothing)
    })

    test('an answer can go by itself', async () => {
      const memory = await open()
      const { questions, facts } = await seedConversation(memory, 'tea')
      const [first] = questions

      await memory.own.forget(
        first.user,
        deletionPlanOf({ turns: [{ channel: first.channel, turn: `a:${first.id}` }] }),
      )

      const { turns } = (await memory.own.readUserData(first.user)).conversations[0] ?? { turns: [] }
      expect(textsOf(turns).slice(0, 2)).toEqual(['q: I love tea, you know.', 'q: And so on.'])
      expect(await knownTo(memory, first.user)).toEqual([facts[0], { ...facts[1], near: '' }])
    })

    test('a forgotten message stays so: its new words are not kept, but what rested on the old ones goes', async () => {
      const memory = await open()
      const { questions, facts, statements } = await seedConversation(memory, 'tea')
      const [first] = questions
      const turns = [{ channel: first.channel, turn: `q:${first.id}` as const }]
      await memory.own.forget(first.user, deletionPlanOf({ turns, statements }))

      expect(await memory.store.keepQuestion(first, dm)).toBe('claimed')
      await memory.store.editQuestion(first, dm, 'I love tea, and milk.')
      expect((await learningInputOf(memory.learning, first)).turns.map(({ id }) => id)).not.toContain(first.id)

      expect(await knownTo(memory, first.user)).toMatchObject([{ id: facts[1].id }])
    })

    test('the deletion of a forgotten message takes the facts that still rest on it', async () => {
      const memory = await open()
      const { questions, facts } = await seedConversation(memory, 'tea')
      const [first] = questions
      await memory.own.forget(
        first.user,
        deletionPlanOf({ turns: [{ channel: first.channel, turn: `q:${first.id}` }] }),
      )

      await memory.store.deleteMessage(first.id)

      expect(await knownTo(memory, first.user)).toMatchObject([{ id: facts[1].id }])
    })

    test('an answer that is under way to a forgotten question is not kept', async () => {
      const { own, store } = await open()
      const question = questionOf()
      const { snapshotToken } = await receiveQuestion(store, question)

      await own.forget(
        question.user,
        deletionPlanOf({ turns: [{ channel: question.channel, turn: `q:${question.id}` }] }),
      )

      expect(
        await store.keepAnswer(question, snapshotToken, { text: 'Nice.', saidAt: 1, messages: [snowflake()] }),
      ).toBe('gone')
      expect(await store.takeOverClaims(wholeBot)).toEqual([])
    })

    test('an answer under way is not kept where anything was forgotten that it may tell', async () => {
      const { own, store } = await open()
      const question = questionOf()
      await receiveAndAnswer(store, question, 'I see.')
      const next = { ...question, id: snowflake(), text: 'Where do I live?' }
      const { snapshotToken } = await receiveQuestion(store, next)
      await own.forget(
        question.user,
        deletionPlanOf({ turns: [{ channel: question.channel, turn: `q:${question.id}` }] }),
      )

      const answer = { text: 'In Lisbon.', saidAt: 1, messages: [snowflake()] }
      expect(await store.keepAnswer(next, snapshotToken, answer)).toBe('unkept')

      expect((await own.readUserData(question.user)).conversations[0]?.turns.map(({ id }) => id)).toEqual([next.id])
      expect(await store.takeOverClaims(wholeBot)).toEqual([])
      expect(await store.deleteMessage(next.id)).toMatchObject({ answers: answer.messages })
      const later = { ...question, id: snowflake() }
      expect(await store.keepAnswer(later, (await receiveQuestion(store, later)).snapshotToken, answer)).toBe('kept')
    })

    test('nor where another conversation was', async () => {
      const { own, store } = await open()
      const question = questionOf()
      await receiveAndAnswer(store, question, 'I see.')
      const next = questionOf({ user: question.user })
      const { snapshotToken } = await receiveQuestion(store, next)

      await own.forget(question.user, deletionPlanOf({ conversations: [question.channel] }))

      expect(
        await store.keepAnswer(next, snapshotToken, { text: 'In Lisbon.', saidAt: 1, messages: [snowflake()] }),
      ).toBe('unkept')
    })

    test.each([
      ['a turn', ({ channel, id }: Question) => deletionPlanOf({ turns: [{ channel, turn: `q:${id}` }] })],
      ['a conversation', ({ channel }: Question) => deletionPlanOf({ conversations: [channel] })],
    ])('the deletion of a forgotten message finds what showed its answer: %s', async (_, wanted) => {
      const { own, store } = await open()
      const question = questionOf()
      const message = await receiveAndAnswer(store, question, 'Nice.')

      await own.forget(question.user, wanted(question))

      expect(await store.keepQuestion(question, dm)).toBe('claimed')
      expect(await store.deleteMessage(question.id)).toMatchObject({ answers: [message] })
      expect(await own.findOwner(question.id)).toBeUndefined()
    })

    test('segments go by name', async () => {
      const { own, ...memory } = await open()
      const { questions, segment } = await seedConversation(memory, 'tea')
      const [{ user, channel }] = questions
      const wanted = deletionPlanOf({
        segments: [
          { channel, id: segment },
          { channel, id: 'unknown' },
        ],
      })

      expect(await own.forget(user, wanted)).toEqual({ ...nothing, summaries: 1 })

      expect(await own.countRemaining(user, wanted)).toBe(0)
      expect((await own.readOverview(questions[0])).summaries).toEqual([])
    })
  })

  describe('forgetting a conversation', () => {
    test('takes it away altogether, also what has left its log, and no other', async () => {
      const memory = await open()
      const { questions, facts } = await seedConversation(memory, 'tea', { isPassed: true })
      const [first] = questions
      const elsewhere = questionOf({ user: first.user, text: 'I drink it every day.' })
      await receiveAndAnswer(memory.store, elsewhere, 'Do you?')
      const wanted = deletionPlanOf({ conversations: [first.channel] })

      const forgotten = await memory.own.forget(first.user, wanted)

      expect(forgotten).toEqual({ ...nothing, turns: 4, summaries: 1, traces: 3, conversations: 1 })
      expect(await memory.own.countRemaining(first.user, wanted)).toBe(0)
      const held = await memory.own.readUserData(first.user)
      expect(held.conversations.map(({ channel }) => channel)).toEqual([elsewhere.channel])
      expect(held.known.facts).toEqual([facts[0], { ...facts[1], near: '' }])
      expect(held.traces).toEqual(new Map())
      expect(await memory.own.forget(first.user, wanted)).toEqual(nothing)
    })

    test('what is said there afterwards is kept', async () => {
      const memory = await open()
      const { questions } = await seedConversation(memory, 'tea')
      const [first] = questions
      await memory.own.forget(first.user, deletionPlanOf({ conversations: [first.channel] }))
      const next = { ...first, id: snowflake(), text: 'Hello again.' }

      expect(textsOf((await receiveQuestion(memory.store, next)).window)).toEqual([])

      expect(await learningInputOf(memory.learning, next)).toMatchObject({ turns: [{ text: 'Hello again.' }] })
    })
  })

  describe('forgetting everything', () => {
    test('leaves nothing, and nobody else’s is touched', async () => {
      const memory = await open()
      const { questions } = await seedConversation(memory, 'tea', { guild: '7', scope: 'guild:7' })
      const others = await seedConversation(memory, 'coffee')
      const [{ user }] = questions
      await memory.own.updateSettings(user, { timeZone: 'Europe/Oslo', isPaused: true })

      const forgotten = await memory.own.forgetEverything(user, snowflake())

      expect(forgotten).toEqual({
        ...{ facts: 2, entities: 1, statements: 1, turns: 6, summaries: 1, traces: 3, conversations: 1 },
      })
      expect(await memory.own.countRemaining(user, 'everything')).toBe(0)
      expect(await nearest(memory, user)).toEqual([])
      expect(await memory.own.readUserData(user)).toMatchObject({
        ...{ settings: { isPaused: false }, conversations: [], traces: new Map() },
        known: { facts: [], statements: [] },
      })
      expect(await memory.own.forgetEverything(user, snowflake())).toEqual(nothing)
      expect(await knownTo(memory, others.questions[0].user)).toEqual(others.facts)
      expect(await memory.store.readTrace(others.questions[0])).toBeDefined()
    })

    test('no lesson and no answer that is under way is kept', async () => {
      const memory = await open()
      const { questions } = await seedConversation(memory, 'tea')
      const [first] = questions
      const asking = { ...first, id: snowflake(), text: 'What do I love?' }
      const { snapshotToken } = await receiveQuestion(memory.store, asking)
      const input = await learningInputOf(memory.learning, first)

      await memory.own.forgetEverything(first.user, snowflake())

      expect(await memory.learning.commit(input, memoryUpdate(input, { facts: [factFrom(first)] }))).toBe('moved')
      expect(
        await memory.store.keepAnswer(asking, snapshotToken, { text: 'Tea.', saidAt: 1, messages: [snowflake()] }),
      ).toBe('gone')
      expect(await memory.store.takeOverClaims(wholeBot)).toEqual([])
      expect(await memory.store.readSnapshot(asking, dm)).toBe('gone')
      expect(await memory.own.countRemaining(first.user, 'everything')).toBe(0)
    })

    test('no message of before can be edited or asked again', async () => {
      const memory = await open()
      const { questions } = await seedConversation(memory, 'tea')
      const [first] = questions
      await memory.own.forgetEverything(first.user, snowflake())

      await memory.store.editQuestion(first, dm, 'I love milk.')
      await memory.store.deleteMessage(questions[1].id)

      expect(await memory.store.keepQuestion(first, dm)).toBe('claimed')
      expect(await memory.own.countRemaining(first.user, 'everything')).toBe(0)
    })

    test('what is said afterwards is kept, in the same place too', async () => {
      const memory = await open()
      const { questions } = await seedConversation(memory, 'tea')
      const [first] = questions
      await memory.own.forgetEverything(first.user, snowflake())
      const next = { ...first, id: snowflake(), text: 'Hello again.' }

      const { window, known, isFirst } = await receiveQuestion(memory.store, next)

      expect({ window, known: known.facts, isFirst }).toEqual({ window: [], known: [], isFirst: true })
      expect(await learningInputOf(memory.learning, next)).toMatchObject({ turns: [{ text: 'Hello again.' }] })
    })

    test('what was said before, and comes in late, is answered once and not kept', async () => {
      const memory = await open()
      const { questions } = await seedConversation(memory, 'tea')
      const late = { ...questions[0], id: snowflake(), text: 'I love milk.' }
      await memory.own.forgetEverything(late.user, snowflake())

      const { retention, window, snapshotToken } = await receiveQuestion(memory.store, late)

      expect({ retention, window }).toEqual({ retention: 'forgotten', window: [] })
      const answer = { text: 'Milk.', saidAt: 1, messages: [snowflake()] }
      expect(await memory.store.keepAnswer(late, snapshotToken, answer)).toBe('gone')
      expect(await memory.store.keepQuestion(late, dm)).toBe('claimed')
      expect(await memory.own.countRemaining(late.user, 'everything')).toBe(0)
    })

    test('when that was is no longer known after a day, in which what was said before would come in', async () => {
      const memory = await open()
      const { questions } = await seedConversation(memory, 'tea')
      const [{ user }] = questions
      const old = firstSnowflakeAt(Date.now() - 2 * 86_400_000)
      await memory.own.forgetEverything(user, old)

      await receiveQuestion(memory.store, { ...questions[0], id: snowflake() })

      expect(await receiveQuestion(memory.store, { ...questions[0], id: `${BigInt(old) - 1n}` })).toMatchObject({
        retention: 'kept',
      })
    })

    test('what is said while it goes on is kept whole', async () => {
      const memory = await open()
      const { questions } = await seedConversation(memory, 'tea')
      const [first] = questions
      const wish = snowflake()
      const next = { ...first, id: snowflake(), text: 'Hello again.' }

      const epochOf = async () => (await memory.own.readOverview(next)).epoch
      const before = await epochOf()
      let isOver = false

      const forgetting = memory.own.forgetEverything(first.user, wish).then(() => {
        isOver = true
      })
      // The first step ends the epoch; what was said before that is forgotten too.
      while ((await epochOf()) === before);
      expect(isOver).toBe(false)
      const { snapshotToken, window, known } = await receiveQuestion(memory.store, next)
      expect([window, known.facts, known.statements]).toEqual([[], [], []])
      await forgetting

      const message = snowflake()
      expect(
        await memory.store.keepAnswer(next, snapshotToken, { text: 'Hello.', saidAt: 1, messages: [message] }),
      ).toBe('kept')
      expect(await memory.own.findOwner(message)).toMatchObject({ id: next.id })
      expect(await memory.store.deleteMessage(next.id)).toMatchObject({ question: { id: next.id }, answers: [message] })
    })
  })
}

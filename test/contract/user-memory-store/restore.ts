import { describe, expect, test } from 'vitest'
import type { StoredConversation } from '../../../src/memory/ports/user-memory-store.ts'
import { turnNameOf } from '../../../src/memory/turns.ts'
import type { AnswerTurn, Question, QuestionTurn, Turn } from '../../../src/memory/types.ts'
import { snowflake } from '../../redis/support/fixtures.ts'
import { type ChangedStores, change, factFromQuestion, knownOf } from '../support/changes.ts'
import { dm, questionOf, receiveAndAnswer, receiveQuestion, textsOf } from '../support/conversations.ts'
import { learningInputOf, summaryOf, withoutCoverage } from '../support/memory-updates.ts'

/** Two questions with their answers, as they were taken out: the first was learned and folded, and has left the log. */
export function storedConversation(parts: Partial<StoredConversation> = {}): StoredConversation {
  const [older, newer] = [exchange('I live in Lisbon.'), exchange('I like it.')]
  return {
    channel: snowflake(),
    scope: 'dm',
    lastUsedAt: Date.now(),
    learnedTo: turnNameOf(older[1]),
    summarizedTo: turnNameOf(older[1]),
    turns: newer,
    segments: [summaryOf(older)],
    ...parts,
  }
}

/** A question and its answer. */
export function exchange(text: string): readonly [QuestionTurn, AnswerTurn] {
  const id = snowflake()
  return [
    { role: 'user', id, text, saidAt: Date.now(), scope: 'dm', rev: 2 },
    { role: 'assistant', id, text: 'I see.', saidAt: Date.now(), scope: 'dm', messages: [snowflake(), snowflake()] },
  ]
}

/** Turns as they come back where nobody knows which messages show their answers. */
function unshown(turns: readonly Turn[]): readonly Turn[] {
  return turns.map(turn => (turn.role === 'user' ? turn : { ...turn, messages: [] }))
}

/** Conversations that are put back as they were. */
export function restoringContract(make: () => ChangedStores): void {
  /** A conversation that was put back of somebody of whom nothing was kept. */
  async function putBack(held = storedConversation()) {
    const stores = make()
    const { user } = questionOf()
    if ((await stores.own.restoreConversation(user, '', held)) !== 'kept') throw new Error('not put back')
    return { ...stores, user, held, conversation: { user, channel: held.channel } }
  }

  describe('a conversation that is put back', () => {
    test('is found as it was, without the messages that are not known to show its answers', async () => {
      const text = `東京 👩‍👩‍👧 "quoted" back\\slash ${String.fromCharCode(0, 9, 10, 13, 0x2028)}`
      const turns = [...exchange(text), ...exchange('two')]
      const older = exchange('long ago')
      const summaries = [summaryOf(older, text), summaryOf(turns.slice(0, 1), 'second')]
      const held = storedConversation({
        guild: '7',
        scope: 'guild:7',
        turns,
        segments: summaries,
        learnedTo: turnNameOf(older[1]),
      })
      const { learning, conversation } = await putBack(held)

      const { turns: found, ...rest } = await learningInputOf(learning, conversation)

      expect(found).toEqual(unshown(turns))
      const { learnedTo, summarizedTo } = held
      expect(rest).toMatchObject({
        guild: '7',
        learnedTo,
        summarizedTo,
        summaries: summaries,
        relearn: [],
        pendingAnswers: [],
      })
    })

    test('is drawn on by the next reply', async () => {
      const { store, held, conversation } = await putBack()

      const { window, summaries } = await receiveQuestion(store, questionOf(conversation))

      expect(textsOf(window)).toEqual(['q: I like it.', 'a: I see.'])
      expect(summaries).toEqual(held.segments.map(withoutCoverage))
    })

    test('waits for the learner as far as it was not learned', async () => {
      const { learning, user } = await putBack()
      const learned = exchange('I live in Lisbon.')
      const done = await putBack(storedConversation({ turns: learned, learnedTo: turnNameOf(learned[1]) }))

      expect(await learning.listDue(9)).toEqual([user])
      expect((await learning.readBacklog(user)).conversations).toMatchObject([{ unlearned: 1, unsummarized: 2 }])
      expect(await done.learning.countWaitingUsers()).toBe(0)
      expect((await done.learning.readBacklog(done.user)).conversations).toMatchObject([{ unlearned: 0 }])
    })

    test('can be empty, or have no summary', async () => {
      const { learning, conversation } = await putBack(storedConversation({ turns: [] }))
      const plain: StoredConversation = {
        channel: '5',
        scope: 'dm',
        lastUsedAt: 0,
        turns: exchange('Hi!'),
        segments: [],
      }
      const other = await putBack(plain)

      expect(await learningInputOf(learning, conversation)).toMatchObject({ turns: [], summaries: [{}] })
      const found = await learningInputOf(other.learning, other.conversation)
      expect(found).toMatchObject({ turns: unshown(plain.turns), summaries: [] })
      expect(found).not.toHaveProperty('learnedTo')
    })

    test('counts its segments on', async () => {
      const { learning, conversation, held } = await putBack()
      const input = await learningInputOf(learning, conversation)
      const summary = summaryOf(input.turns, 'next')
      const last = input.turns.at(-1) as Turn
      await learning.commit(input, {
        shownTurns: [],
        facts: [],
        confirmed: [],
        statements: [],
        evictedFacts: [],
        relearnedTurns: [],
        setAside: [],
        summary: { summarizedTo: turnNameOf(last), segment: summary },
      })

      expect((await learningInputOf(learning, conversation)).summaries).toEqual([...held.segments, summary])
    })
  })

  describe('is refused', () => {
    test('where a conversation is kept, also one that was put back', async () => {
      const { store, learning, own } = make()
      const question = questionOf()
      await receiveAndAnswer(store, question, 'I see.')
      const { epoch } = await receiveQuestion(store, questionOf({ user: question.user }))
      const held = storedConversation({ channel: question.channel })
      const other = storedConversation()

      const outcomes = [
        await own.restoreConversation(question.user, epoch, held),
        await own.restoreConversation(question.user, epoch, other),
        await own.restoreConversation(question.user, epoch, other),
      ]

      expect(outcomes).toEqual(['exists', 'kept', 'exists'])
      expect(textsOf((await learningInputOf(learning, question)).turns)).toEqual(['q: I live in Lisbon.', 'a: I see.'])
    })

    test('under another epoch', async () => {
      const { store, learning, own } = make()
      const question = questionOf()
      await receiveQuestion(store, question)
      const held = storedConversation()

      expect(await own.restoreConversation(question.user, '', held)).toBe('moved')
      expect(await own.restoreConversation(question.user, 'other', held)).toBe('moved')

      expect(await learning.readInput({ user: question.user, channel: held.channel })).toBeUndefined()
    })

    test.each<[string, (id: string) => Partial<StoredConversation>]>([
      ['a turn', id => ({ turns: [{ ...exchange('x')[0], id }] })],
      ['a cursor', id => ({ learnedTo: `a:${id}` })],
      ['a summary', id => ({ segments: [summaryOf([{ ...exchange('x')[0], id }])] })],
    ])('if %s is of the future', async (_, parts) => {
      const { learning, own } = make()
      const { user } = questionOf()
      const held = storedConversation(parts(String(BigInt(snowflake()) + (600_000n << 22n))))

      await expect(own.restoreConversation(user, '', held)).rejects.toMatchObject({ name: 'FutureMessageError' })

      expect(await learning.readInput({ user, channel: held.channel })).toBeUndefined()
    })

    test('if it names more messages than are looked up', async () => {
      const { own } = make()
      const first = BigInt(snowflake()) - 100_000n
      const covers = Array.from({ length: 60_001 }, (_, at) => `q:${first + BigInt(at)}` as const)
      const summaries = [{ ...summaryOf(exchange('x')), covers }]

      await expect(
        own.restoreConversation(questionOf().user, '', storedConversation({ segments: summaries })),
      ).rejects.toMatchObject({
        name: 'TooLargeError',
      })
    })

    test('if it holds more turns than can be put back', async () => {
      const { own } = make()
      const turns = Array.from({ length: 2001 }, () => exchange('x')[0])

      await expect(own.restoreConversation(questionOf().user, '', storedConversation({ turns }))).rejects.toMatchObject(
        {
          name: 'TooLargeError',
        },
      )
    })
  })

  test('nobody’s messages become the user’s: they can be anybody’s, and their deletion takes nothing along', async () => {
    const { store, learning, held, conversation } = await putBack()
    const [question, answer] = held.turns as readonly [QuestionTurn, AnswerTurn]

    for (const id of answer.messages) expect(await store.deleteMessage(id)).toBeUndefined()
    expect(await store.deleteMessage(question.id)).toBeUndefined()

    expect(await learningInputOf(learning, conversation)).toMatchObject({ turns: unshown(held.turns), summaries: [{}] })
    expect(await store.findLastAnswer(conversation)).toMatchObject({ messages: [] })
  })

  test('what was deleted a moment ago comes back all the same', async () => {
    const { store, learning, own } = make()
    const held = storedConversation()
    const { user } = questionOf()
    const [question, answer] = held.turns as readonly [QuestionTurn, AnswerTurn]
    for (const id of [question.id, ...answer.messages]) await store.deleteMessage(id)

    expect(await own.restoreConversation(user, '', held)).toBe('kept')

    expect((await learningInputOf(learning, { user, channel: held.channel })).turns).toEqual(unshown(held.turns))
  })

  test('another user’s question is not put back, and their answer shows none of the user’s', async () => {
    const { store, learning, own } = make()
    const theirs: Question = questionOf({ text: 'Mine!' })
    const message = await receiveAndAnswer(store, theirs, 'Yours.')
    const { user } = questionOf()
    const [question, answer] = exchange('Mine!')
    const mine = exchange('And mine.')
    const turns = [
      { ...question, id: theirs.id },
      { ...answer, id: theirs.id, messages: [message] },
      mine[0],
      { ...mine[1], messages: [message, theirs.id] },
    ]
    const held = storedConversation({ channel: theirs.channel, turns, segments: [summaryOf(turns)] })
    expect(await own.restoreConversation(user, '', held)).toBe('kept')
    const conversation = { user, channel: held.channel }
    const before = await learningInputOf(learning, conversation)

    expect(await store.deleteMessage(mine[0].id)).toBeUndefined()
    expect((await learningInputOf(learning, theirs)).turns).toHaveLength(2)
    expect(await store.deleteMessage(theirs.id)).toMatchObject({ question: { user: theirs.user }, answers: [message] })

    expect((await learningInputOf(learning, theirs)).turns).toEqual([])
    expect(before).toMatchObject({ turns: unshown(mine), summaries: [{}] })
    expect(await learningInputOf(learning, conversation)).toMatchObject({ turns: unshown(mine), summaries: [{}] })
  })

  test('facts and conversations are put back one after the other, under one epoch', async () => {
    const { store, own } = make()
    const question = questionOf()
    const facts = [factFromQuestion(question)]
    await own.applyChange(question.user, change('', { facts }))
    const { epoch } = await receiveQuestion(store, questionOf({ user: question.user }))

    expect(await own.restoreConversation(question.user, epoch, storedConversation())).toBe('kept')
    expect(await own.applyChange(question.user, change(epoch, { facts }))).toBe('kept')

    expect((await knownOf(store, question.user)).facts).toEqual(facts)
    expect(await store.readSnapshot(question, dm)).toBe('gone')
  })
}

import { describe, expect, test } from 'vitest'
import type { HeldConversation } from '../../src/memory/own-memory.ts'
import { nameOf } from '../../src/memory/turn-names.ts'
import type { AnswerTurn, Question, QuestionTurn, Turn } from '../../src/memory/types.ts'
import { snowflake } from '../redis/fixtures.ts'
import { type ChangedStores, change, knownOf, toldFact } from './changes.ts'
import { asDrawn, materialOf, segmentOf } from './lessons.ts'
import { asked, dm, received, told, words } from './talk.ts'

/** Two questions with their answers, as they were taken out: the first was learned and folded, and has left the log. */
export function heldConversation(parts: Partial<HeldConversation> = {}): HeldConversation {
  const [older, newer] = [exchange('I live in Lisbon.'), exchange('I like it.')]
  return {
    channel: snowflake(),
    scope: 'dm',
    lastUsedAt: Date.now(),
    learnedTo: nameOf(older[1]),
    summarizedTo: nameOf(older[1]),
    turns: newer,
    segments: [segmentOf(older)],
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
  async function putBack(held = heldConversation()) {
    const stores = make()
    const { user } = asked()
    if ((await stores.own.restore(user, '', held)) !== 'kept') throw new Error('not put back')
    return { ...stores, user, held, conversation: { user, channel: held.channel } }
  }

  describe('a conversation that is put back', () => {
    test('is found as it was, without the messages that are not known to show its answers', async () => {
      const text = `東京 👩‍👩‍👧 "quoted" back\\slash ${String.fromCharCode(0, 9, 10, 13, 0x2028)}`
      const turns = [...exchange(text), ...exchange('two')]
      const older = exchange('long ago')
      const segments = [segmentOf(older, text), segmentOf(turns.slice(0, 1), 'second')]
      const held = heldConversation({ guild: '7', scope: 'guild:7', turns, segments, learnedTo: nameOf(older[1]) })
      const { learning, conversation } = await putBack(held)

      const { turns: found, ...rest } = await materialOf(learning, conversation)

      expect(found).toEqual(unshown(turns))
      const { learnedTo, summarizedTo } = held
      expect(rest).toMatchObject({ guild: '7', learnedTo, summarizedTo, segments, relearn: [], awaited: [] })
    })

    test('is drawn on by the next reply', async () => {
      const { store, held, conversation } = await putBack()

      const { window, summary } = await received(store, asked(conversation))

      expect(words(window)).toEqual(['q: I like it.', 'a: I see.'])
      expect(summary).toEqual(held.segments.map(asDrawn))
    })

    test('waits for the learner as far as it was not learned', async () => {
      const { learning, user } = await putBack()
      const learned = exchange('I live in Lisbon.')
      const done = await putBack(heldConversation({ turns: learned, learnedTo: nameOf(learned[1]) }))

      expect(await learning.due(9)).toEqual([user])
      expect((await learning.backlog(user)).conversations).toMatchObject([{ waiting: 1, unfolded: 2 }])
      expect(await done.learning.waiting()).toBe(0)
      expect((await done.learning.backlog(done.user)).conversations).toMatchObject([{ waiting: 0 }])
    })

    test('can be empty, or have no summary', async () => {
      const { learning, conversation } = await putBack(heldConversation({ turns: [] }))
      const plain: HeldConversation = { channel: '5', scope: 'dm', lastUsedAt: 0, turns: exchange('Hi!'), segments: [] }
      const other = await putBack(plain)

      expect(await materialOf(learning, conversation)).toMatchObject({ turns: [], segments: [{}] })
      const found = await materialOf(other.learning, other.conversation)
      expect(found).toMatchObject({ turns: unshown(plain.turns), segments: [] })
      expect(found).not.toHaveProperty('learnedTo')
    })

    test('counts its segments on', async () => {
      const { learning, conversation, held } = await putBack()
      const material = await materialOf(learning, conversation)
      const segment = segmentOf(material.turns, 'next')
      const last = material.turns.at(-1) as Turn
      await learning.commit(material, {
        shown: [],
        facts: [],
        confirmed: [],
        statements: [],
        evicted: [],
        relearned: [],
        setAside: [],
        fold: { summarizedTo: nameOf(last), segment },
      })

      expect((await materialOf(learning, conversation)).segments).toEqual([...held.segments, segment])
    })
  })

  describe('is refused', () => {
    test('where a conversation is kept, also one that was put back', async () => {
      const { store, learning, own } = make()
      const question = asked()
      await told(store, question, 'I see.')
      const { epoch } = await received(store, asked({ user: question.user }))
      const held = heldConversation({ channel: question.channel })
      const other = heldConversation()

      const outcomes = [
        await own.restore(question.user, epoch, held),
        await own.restore(question.user, epoch, other),
        await own.restore(question.user, epoch, other),
      ]

      expect(outcomes).toEqual(['exists', 'kept', 'exists'])
      expect(words((await materialOf(learning, question)).turns)).toEqual(['q: I live in Lisbon.', 'a: I see.'])
    })

    test('under another epoch', async () => {
      const { store, learning, own } = make()
      const question = asked()
      await received(store, question)
      const held = heldConversation()

      expect(await own.restore(question.user, '', held)).toBe('moved')
      expect(await own.restore(question.user, 'other', held)).toBe('moved')

      expect(await learning.material({ user: question.user, channel: held.channel })).toBeUndefined()
    })

    test.each<[string, (id: string) => Partial<HeldConversation>]>([
      ['a turn', id => ({ turns: [{ ...exchange('x')[0], id }] })],
      ['a cursor', id => ({ learnedTo: `a:${id}` })],
      ['a summary', id => ({ segments: [segmentOf([{ ...exchange('x')[0], id }])] })],
    ])('if %s is of the future', async (_, parts) => {
      const { learning, own } = make()
      const { user } = asked()
      const held = heldConversation(parts(String(BigInt(snowflake()) + (600_000n << 22n))))

      await expect(own.restore(user, '', held)).rejects.toMatchObject({ name: 'NotYetSaid' })

      expect(await learning.material({ user, channel: held.channel })).toBeUndefined()
    })

    test('if it names more messages than are looked up', async () => {
      const { own } = make()
      const first = BigInt(snowflake()) - 100_000n
      const covers = Array.from({ length: 60_001 }, (_, at) => `q:${first + BigInt(at)}` as const)
      const segments = [{ ...segmentOf(exchange('x')), covers }]

      await expect(own.restore(asked().user, '', heldConversation({ segments }))).rejects.toMatchObject({
        name: 'TooMuch',
      })
    })

    test('if it holds more turns than can be put back', async () => {
      const { own } = make()
      const turns = Array.from({ length: 2001 }, () => exchange('x')[0])

      await expect(own.restore(asked().user, '', heldConversation({ turns }))).rejects.toMatchObject({
        name: 'TooMuch',
      })
    })
  })

  test('nobody’s messages become the user’s: they can be anybody’s, and their deletion takes nothing along', async () => {
    const { store, learning, held, conversation } = await putBack()
    const [question, answer] = held.turns as readonly [QuestionTurn, AnswerTurn]

    for (const id of answer.messages) expect(await store.deleteMessage(id)).toBeUndefined()
    expect(await store.deleteMessage(question.id)).toBeUndefined()

    expect(await materialOf(learning, conversation)).toMatchObject({ turns: unshown(held.turns), segments: [{}] })
    expect(await store.lastAnswered(conversation)).toMatchObject({ messages: [] })
  })

  test('what was deleted a moment ago comes back all the same', async () => {
    const { store, learning, own } = make()
    const held = heldConversation()
    const { user } = asked()
    const [question, answer] = held.turns as readonly [QuestionTurn, AnswerTurn]
    for (const id of [question.id, ...answer.messages]) await store.deleteMessage(id)

    expect(await own.restore(user, '', held)).toBe('kept')

    expect((await materialOf(learning, { user, channel: held.channel })).turns).toEqual(unshown(held.turns))
  })

  test('another user’s question is not put back, and their answer shows none of the user’s', async () => {
    const { store, learning, own } = make()
    const theirs: Question = asked({ text: 'Mine!' })
    const message = await told(store, theirs, 'Yours.')
    const { user } = asked()
    const [question, answer] = exchange('Mine!')
    const mine = exchange('And mine.')
    const turns = [
      { ...question, id: theirs.id },
      { ...answer, id: theirs.id, messages: [message] },
      mine[0],
      { ...mine[1], messages: [message, theirs.id] },
    ]
    const held = heldConversation({ channel: theirs.channel, turns, segments: [segmentOf(turns)] })
    expect(await own.restore(user, '', held)).toBe('kept')
    const conversation = { user, channel: held.channel }
    const before = await materialOf(learning, conversation)

    expect(await store.deleteMessage(mine[0].id)).toBeUndefined()
    expect((await materialOf(learning, theirs)).turns).toHaveLength(2)
    expect(await store.deleteMessage(theirs.id)).toMatchObject({ question: { user: theirs.user }, answers: [message] })

    expect((await materialOf(learning, theirs)).turns).toEqual([])
    expect(before).toMatchObject({ turns: unshown(mine), segments: [{}] })
    expect(await materialOf(learning, conversation)).toMatchObject({ turns: unshown(mine), segments: [{}] })
  })

  test('facts and conversations are put back one after the other, under one epoch', async () => {
    const { store, own } = make()
    const question = asked()
    const facts = [toldFact(question)]
    await own.change(question.user, change('', { facts }))
    const { epoch } = await received(store, asked({ user: question.user }))

    expect(await own.restore(question.user, epoch, heldConversation())).toBe('kept')
    expect(await own.change(question.user, change(epoch, { facts }))).toBe('kept')

    expect((await knownOf(store, question.user)).facts).toEqual(facts)
    expect(await store.look(question, dm)).toBe('gone')
  })
}

import { describe, expect, test } from 'vitest'
import type { ConversationStore } from '../../../src/memory/ports/conversation-store.ts'
import type { Audience, Scope } from '../../../src/memory/scope.ts'
import { snowflake } from '../../redis/support/fixtures.ts'
import { serverAudience } from '../../support/audiences.ts'
import {
  dm,
  questionOf,
  receiveAndAnswer,
  receiveQuestion,
  type StoreLimits,
  textsOf,
} from '../support/conversations.ts'
import { deletingContract } from './deleting.ts'
import { tracesContract } from './traces.ts'
import { turnRecordsContract } from './turn-records.ts'

/** What every MemoryStore must do. */
export function conversationStoreContract(make: (limits?: StoreLimits) => ConversationStore): void {
  deletingContract(make)
  tracesContract(make)
  turnRecordsContract(make)

  describe('a conversation', () => {
    test('is heard in the order it was said, each question before its answer', async () => {
      const store = make()
      const first = questionOf({ text: 'I live in Lisbon.' })
      const second = questionOf({ ...first, id: snowflake(), text: 'I moved to Oslo.' })
      const third = questionOf({ ...first, id: snowflake(), text: 'Where do I live?' })
      await receiveAndAnswer(store, first, 'How nice!')
      await receiveAndAnswer(store, second, 'How cold!')

      const { window } = await receiveQuestion(store, third)

      expect(textsOf(window)).toEqual(['q: I live in Lisbon.', 'a: How nice!', 'q: I moved to Oslo.', 'a: How cold!'])
    })

    test('keeps each turn whole: times, scope, messages', async () => {
      const store = make()
      const first = questionOf({ saidAt: 1_763_731_508_123 })
      const { snapshotToken } = await receiveQuestion(store, first)
      const messages = [snowflake(), snowflake()]
      await store.keepAnswer(first, snapshotToken, { text: 'Nice.', saidAt: 1_763_731_509_456, messages })

      const { window } = await receiveQuestion(store, questionOf({ ...first, id: snowflake() }))

      expect(window).toEqual([
        { role: 'user', id: first.id, text: first.text, saidAt: 1_763_731_508_123, scope: 'dm', rev: 0 },
        { role: 'assistant', id: first.id, text: 'Nice.', saidAt: 1_763_731_509_456, scope: 'dm', messages },
      ])
    })

    test('brings any text back as it was', async () => {
      const store = make({ windowMessages: 50 })
      const first = questionOf()
      const texts = [
        ['東京に', '引っ越し', 'ました。', '猫は', 'もちです。'].join(''),
        'a'.repeat(2000),
        `👩‍👩‍👧 "quoted" back\\slash ${String.fromCharCode(0, 9, 10, 13, 0x2028)}`,
        '{"scope":"everywhere"}',
        '',
      ]
      for (const text of texts) await receiveAndAnswer(store, { ...first, id: snowflake(), text }, text)

      const { window } = await receiveQuestion(store, { ...first, id: snowflake() })

      expect(window.map(turn => turn.text)).toEqual(texts.flatMap(text => [text, text]))
    })

    test('survives half a character', async () => {
      const store = make()
      const first = questionOf({ text: 'cut \ud83d here' })
      await receiveAndAnswer(store, first, 'also \udc4d cut')

      const { window } = await receiveQuestion(store, { ...first, id: snowflake() })

      expect(textsOf(window)).toEqual(['q: cut \ufffd here', 'a: also \ufffd cut'])
    })

    test('is one user in one channel', async () => {
      const store = make()
      const ada = questionOf({ text: 'I am Ada.' })
      await receiveAndAnswer(store, ada, 'Hello Ada!')

      const elsewhere = await receiveQuestion(store, questionOf({ user: ada.user }))
      const somebody = await receiveQuestion(store, questionOf({ channel: ada.channel }))

      expect(elsewhere.window).toEqual([])
      expect(somebody.window).toEqual([])
    })

    test('compares ids of different length as numbers', async () => {
      const store = make()
      const first = questionOf()
      for (const id of ['99', '100', '9', '1000', '10']) await receiveAndAnswer(store, { ...first, id, text: id }, id)

      const { window } = await receiveQuestion(store, { ...first, id: '101' })

      expect(window.map(turn => turn.text)).toEqual(['9', '9', '10', '10', '99', '99', '100', '100'])
    })

    test('hands over the newest turns alone: twice the window, as it is while nothing has been folded', async () => {
      const store = make({ windowMessages: 2 })
      const first = questionOf()
      for (const text of ['0', '1', '2', '3']) await receiveAndAnswer(store, { ...first, id: snowflake(), text }, text)

      const { window } = await receiveQuestion(store, { ...first, id: snowflake() })

      expect(textsOf(window)).toEqual(['q: 2', 'a: 2', 'q: 3', 'a: 3'])
    })

    test('keeps as many turns as its limit, and drops the oldest', async () => {
      const store = make({ logLimit: 4, windowMessages: 100 })
      const first = questionOf()
      for (const text of ['1', '2', '3', '4']) await receiveAndAnswer(store, { ...first, id: snowflake(), text }, text)

      const { window } = await receiveQuestion(store, { ...first, id: snowflake() })

      expect(textsOf(window)).toEqual(['a: 3', 'q: 4', 'a: 4'])
    })
  })

  describe('a claim', () => {
    test('is given once', async () => {
      const store = make()
      const question = questionOf()

      const both = await Promise.all([store.keepQuestion(question, dm), store.keepQuestion(question, dm)])

      expect(both.filter(result => result === 'claimed')).toHaveLength(1)
    })

    test('is not given for a question that was answered', async () => {
      const store = make()
      const question = questionOf()
      await receiveAndAnswer(store, question, 'Nice.')

      expect(await store.keepQuestion(question, dm)).toBe('claimed')
    })

    test('is not given again after giving up', async () => {
      const store = make()
      const question = questionOf()
      await receiveQuestion(store, question)
      await store.releaseClaim(question)
      await store.releaseClaim(question)

      expect(await store.keepQuestion(question, dm)).toBe('claimed')
    })

    test('is this process’s no more where it is left to whoever looks next', async () => {
      const store = make()
      const question = questionOf()
      const earlier = { ...question, id: snowflake() }
      for (const one of [question, earlier]) await receiveQuestion(store, one)

      await store.passOnClaim(question, [earlier])

      for (const one of [question, earlier]) expect(await store.holdsClaim(one, Number.NEGATIVE_INFINITY)).toBe(false)
    })

    test('does not hear what comes later, even if that was received first', async () => {
      const store = make()
      const [first, second, third] = [snowflake(), snowflake(), snowflake()]
      const question = questionOf({ id: first, text: 'one' })
      await receiveAndAnswer(store, question, 'first')
      await receiveAndAnswer(store, { ...question, id: third, text: 'three' }, 'third')

      const { window } = await receiveQuestion(store, { ...question, id: second, text: 'two' })
      const later = await store.readSnapshot({ ...question, id: third }, dm)

      expect(textsOf(window)).toEqual(['q: one', 'a: first'])
      expect(later).toMatchObject({ window: [{ text: 'one' }, { text: 'first' }, { text: 'two' }] })
    })
  })

  describe('an answer', () => {
    test('may be kept twice, as after a timeout', async () => {
      const store = make()
      const question = questionOf()
      const { snapshotToken } = await receiveQuestion(store, question)
      const answer = { text: 'Nice.', saidAt: 1, messages: [snowflake()] }

      expect(await store.keepAnswer(question, snapshotToken, answer)).toBe('kept')
      expect(await store.keepAnswer(question, snapshotToken, answer)).toBe('kept')

      const { window } = await receiveQuestion(store, { ...question, id: snowflake() })
      expect(textsOf(window)).toEqual(['q: I live in Lisbon.', 'a: Nice.'])
    })

    test('is refused under another epoch, and taken where none is known', async () => {
      const store = make()
      const question = questionOf()
      await receiveQuestion(store, question)
      const answer = { text: 'Nice.', saidAt: 1, messages: [] }

      expect(await store.keepAnswer(question, 'another', answer)).toBe('gone')
      expect(await store.keepAnswer(question, '', answer)).toBe('kept')
    })

    test('is refused when its question was never kept', async () => {
      const store = make()

      expect(await store.keepAnswer(questionOf(), '', { text: 'Nice.', saidAt: 1, messages: [] })).toBe('gone')
    })

    test('without messages stays readable', async () => {
      const store = make()
      const question = questionOf()
      const { snapshotToken } = await receiveQuestion(store, question)
      await store.keepAnswer(question, snapshotToken, { text: 'Nice.', saidAt: 1, messages: [] })

      expect(await store.readSnapshot({ ...question, id: snowflake() }, dm)).toBe('gone')
      const { window } = await receiveQuestion(store, { ...question, id: snowflake() })
      expect(window[1]).toMatchObject({ messages: [] })
    })
  })

  describe('an audience', () => {
    const guild = '42'
    const channel = '4242'
    const open: Audience = serverAudience(guild)
    const closed: Audience = serverAudience(guild, channel)

    test('of a public channel does not hear what was said while it was private', async () => {
      const store = make({ windowMessages: 2 })
      const first = questionOf({ channel, guild, scope: `guild:${guild}`, text: 'in public' })
      const secret: Scope = `channel:${channel}`
      await receiveAndAnswer(store, first, 'heard by all', open)
      for (const text of ['a', 'b', 'c', 'd']) {
        await receiveAndAnswer(store, { ...first, id: snowflake(), scope: secret, text }, `${text}!`, closed)
      }

      const public_ = await receiveQuestion(store, { ...first, id: snowflake(), text: 'public again' }, open)
      const private_ = await receiveQuestion(store, { ...first, id: snowflake(), scope: secret }, closed)
      const alone = await store.readSnapshot({ ...first, id: first.id }, dm)

      expect(textsOf(public_.window)).toEqual(['q: in public', 'a: heard by all'])
      expect(textsOf(private_.window)).toEqual(['q: d', 'a: d!', 'q: public again'])
      expect(alone).toMatchObject({ window: [] })
    })

    test('that is unknown hears nothing of a conversation', async () => {
      const store = make()
      const first = questionOf()
      await receiveAndAnswer(store, first, 'Nice.')

      const { window } = await receiveQuestion(store, { ...first, id: snowflake() }, { kind: 'unknown' })

      expect(window).toEqual([])
    })
  })
}

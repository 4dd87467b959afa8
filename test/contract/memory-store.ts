import { describe, expect, test } from 'vitest'
import type { MemoryStore } from '../../src/memory/ports.ts'
import type { Audience, Scope } from '../../src/memory/scope.ts'
import { snowflake } from '../redis/fixtures.ts'
import { takingBackContract } from './memory-store-taking-back.ts'
import { tracesContract } from './memory-store-traces.ts'
import { asked, dm, received, type StoreLimits, told, words } from './talk.ts'

/** What every MemoryStore must do. */
export function memoryStoreContract(make: (limits?: StoreLimits) => MemoryStore): void {
  takingBackContract(make)
  tracesContract(make)

  describe('a conversation', () => {
    test('is heard in the order it was said, each question before its answer', async () => {
      const store = make()
      const first = asked({ text: 'I live in Lisbon.' })
      const second = asked({ ...first, id: snowflake(), text: 'I moved to Oslo.' })
      const third = asked({ ...first, id: snowflake(), text: 'Where do I live?' })
      await told(store, first, 'How nice!')
      await told(store, second, 'How cold!')

      const { window } = await received(store, third)

      expect(words(window)).toEqual(['q: I live in Lisbon.', 'a: How nice!', 'q: I moved to Oslo.', 'a: How cold!'])
    })

    test('keeps each turn whole: times, scope, messages', async () => {
      const store = make()
      const first = asked({ saidAt: 1_763_731_508_123 })
      const { ground } = await received(store, first)
      const messages = [snowflake(), snowflake()]
      await store.answer(first, ground, { text: 'Nice.', saidAt: 1_763_731_509_456, messages })

      const { window } = await received(store, asked({ ...first, id: snowflake() }))

      expect(window).toEqual([
        { role: 'user', id: first.id, text: first.text, saidAt: 1_763_731_508_123, scope: 'dm', rev: 0 },
        { role: 'assistant', id: first.id, text: 'Nice.', saidAt: 1_763_731_509_456, scope: 'dm', messages },
      ])
    })

    test('brings any text back as it was', async () => {
      const store = make({ windowMessages: 50 })
      const first = asked()
      const texts = [
        ['東京に', '引っ越し', 'ました。', '猫は', 'もちです。'].join(''),
        'a'.repeat(2000),
        `👩‍👩‍👧 "quoted" back\\slash ${String.fromCharCode(0, 9, 10, 13, 0x2028)}`,
        '{"scope":"everywhere"}',
        '',
      ]
      for (const text of texts) await told(store, { ...first, id: snowflake(), text }, text)

      const { window } = await received(store, { ...first, id: snowflake() })

      expect(window.map(turn => turn.text)).toEqual(texts.flatMap(text => [text, text]))
    })

    test('survives half a character', async () => {
      const store = make()
      const first = asked({ text: 'cut \ud83d here' })
      await told(store, first, 'also \udc4d cut')

      const { window } = await received(store, { ...first, id: snowflake() })

      expect(words(window)).toEqual(['q: cut \ufffd here', 'a: also \ufffd cut'])
    })

    test('is one user in one channel', async () => {
      const store = make()
      const ada = asked({ text: 'I am Ada.' })
      await told(store, ada, 'Hello Ada!')

      const elsewhere = await received(store, asked({ user: ada.user }))
      const somebody = await received(store, asked({ channel: ada.channel }))

      expect(elsewhere.window).toEqual([])
      expect(somebody.window).toEqual([])
    })

    test('compares ids of different length as numbers', async () => {
      const store = make()
      const first = asked()
      for (const id of ['99', '100', '9', '1000', '10']) await told(store, { ...first, id, text: id }, id)

      const { window } = await received(store, { ...first, id: '101' })

      expect(window.map(turn => turn.text)).toEqual(['9', '9', '10', '10', '99', '99', '100', '100'])
    })

    test('hands over the newest turns alone: twice the window, as it is while nothing has been folded', async () => {
      const store = make({ windowMessages: 2 })
      const first = asked()
      for (const text of ['0', '1', '2', '3']) await told(store, { ...first, id: snowflake(), text }, text)

      const { window } = await received(store, { ...first, id: snowflake() })

      expect(words(window)).toEqual(['q: 2', 'a: 2', 'q: 3', 'a: 3'])
    })

    test('keeps as many turns as its limit, and drops the oldest', async () => {
      const store = make({ logLimit: 4, windowMessages: 100 })
      const first = asked()
      for (const text of ['1', '2', '3', '4']) await told(store, { ...first, id: snowflake(), text }, text)

      const { window } = await received(store, { ...first, id: snowflake() })

      expect(words(window)).toEqual(['a: 3', 'q: 4', 'a: 4'])
    })
  })

  describe('a claim', () => {
    test('is given once', async () => {
      const store = make()
      const question = asked()

      const both = await Promise.all([store.receive(question, dm), store.receive(question, dm)])

      expect(both.filter(result => result === 'claimed')).toHaveLength(1)
    })

    test('is not given for a question that was answered', async () => {
      const store = make()
      const question = asked()
      await told(store, question, 'Nice.')

      expect(await store.receive(question, dm)).toBe('claimed')
    })

    test('is not given again after giving up', async () => {
      const store = make()
      const question = asked()
      await received(store, question)
      await store.giveUp(question)
      await store.giveUp(question)

      expect(await store.receive(question, dm)).toBe('claimed')
    })

    test('does not hear what comes later, even if that was received first', async () => {
      const store = make()
      const [first, second, third] = [snowflake(), snowflake(), snowflake()]
      const question = asked({ id: first, text: 'one' })
      await told(store, question, 'first')
      await told(store, { ...question, id: third, text: 'three' }, 'third')

      const { window } = await received(store, { ...question, id: second, text: 'two' })
      const later = await store.look({ ...question, id: third }, dm)

      expect(words(window)).toEqual(['q: one', 'a: first'])
      expect(later).toMatchObject({ window: [{ text: 'one' }, { text: 'first' }, { text: 'two' }] })
    })
  })

  describe('an answer', () => {
    test('may be kept twice, as after a timeout', async () => {
      const store = make()
      const question = asked()
      const { ground } = await received(store, question)
      const answer = { text: 'Nice.', saidAt: 1, messages: [snowflake()] }

      expect(await store.answer(question, ground, answer)).toBe('kept')
      expect(await store.answer(question, ground, answer)).toBe('kept')

      const { window } = await received(store, { ...question, id: snowflake() })
      expect(words(window)).toEqual(['q: I live in Lisbon.', 'a: Nice.'])
    })

    test('is refused under another epoch, and taken where none is known', async () => {
      const store = make()
      const question = asked()
      await received(store, question)
      const answer = { text: 'Nice.', saidAt: 1, messages: [] }

      expect(await store.answer(question, 'another', answer)).toBe('gone')
      expect(await store.answer(question, '', answer)).toBe('kept')
    })

    test('is refused when its question was never kept', async () => {
      const store = make()

      expect(await store.answer(asked(), '', { text: 'Nice.', saidAt: 1, messages: [] })).toBe('gone')
    })

    test('without messages stays readable', async () => {
      const store = make()
      const question = asked()
      const { ground } = await received(store, question)
      await store.answer(question, ground, { text: 'Nice.', saidAt: 1, messages: [] })

      expect(await store.look({ ...question, id: snowflake() }, dm)).toBe('gone')
      const { window } = await received(store, { ...question, id: snowflake() })
      expect(window[1]).toMatchObject({ messages: [] })
    })
  })

  describe('an audience', () => {
    const guild = '42'
    const channel = '4242'
    const open: Audience = { kind: 'server', guild }
    const closed: Audience = { kind: 'server', guild, privateChannel: channel }

    test('of a public channel does not hear what was said while it was private', async () => {
      const store = make({ windowMessages: 2 })
      const first = asked({ channel, guild, scope: `guild:${guild}`, text: 'in public' })
      const secret: Scope = `channel:${channel}`
      await told(store, first, 'heard by all', open)
      for (const text of ['a', 'b', 'c', 'd']) {
        await told(store, { ...first, id: snowflake(), scope: secret, text }, `${text}!`, closed)
      }

      const public_ = await received(store, { ...first, id: snowflake(), text: 'public again' }, open)
      const private_ = await received(store, { ...first, id: snowflake(), scope: secret }, closed)
      const alone = await store.look({ ...first, id: first.id }, dm)

      expect(words(public_.window)).toEqual(['q: in public', 'a: heard by all'])
      expect(words(private_.window)).toEqual(['a: c!', 'q: d', 'a: d!', 'q: public again'])
      expect(alone).toMatchObject({ window: [] })
    })

    test('that is unknown hears nothing of a conversation', async () => {
      const store = make()
      const first = asked()
      await told(store, first, 'Nice.')

      const { window } = await received(store, { ...first, id: snowflake() }, { kind: 'unknown' })

      expect(window).toEqual([])
    })
  })
}

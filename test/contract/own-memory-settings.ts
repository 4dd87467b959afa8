import { describe, expect, test } from 'vitest'
import { MOST_CHANGED, type Offer, type Shown } from '../../src/memory/own-memory.ts'
import { snowflake } from '../redis/fixtures.ts'
import { type ChangedStores, change, toldFact } from './changes.ts'
import { newId } from './lessons.ts'
import { asked, received } from './talk.ts'

/** What users set for themselves, as a reply finds it. */
export function settingsContract(make: () => ChangedStores): void {
  describe('settings', () => {
    test('are set one by one; what is left out stays', async () => {
      const { store, own } = make()
      const question = asked()
      await own.set(question.user, { timeZone: 'Europe/Lisbon', locale: 'pt-BR' })
      await own.set(question.user, { isPaused: true })
      const paused = await received(store, question)
      await own.set(question.user, { isPaused: false, timeZone: '' })
      const again = await received(store, { ...question, id: snowflake() })

      expect(paused.settings).toEqual({ timeZone: 'Europe/Lisbon', isPaused: true, locale: 'pt-BR' })
      expect(paused.keeping).toBe('paused')
      expect(again.settings).toEqual({ isPaused: false, locale: 'pt-BR' })
      expect(again.keeping).toBe('kept')
    })

    test('made by somebody of whom nothing is kept begin their epoch, a language alone does not', async () => {
      const { store, own } = make()
      const [ada, bob] = [asked(), asked()]
      for (const { user } of [ada, bob]) await own.set(user, { locale: 'de', timeZone: '', isPaused: false })
      await own.set(ada.user, { isPaused: true })

      expect((await received(store, ada)).epoch).not.toBe('')
      const { settings } = await received(store, bob)
      expect(settings).toEqual({ isPaused: false })
    })

    test('leave an epoch that there is', async () => {
      const { store, own } = make()
      const question = asked()
      const { epoch } = await received(store, question)

      await own.set(question.user, { timeZone: 'Asia/Tokyo', locale: 'ja' })
      await own.setIncognito(question, true)

      expect((await received(store, { ...question, id: snowflake() })).epoch).toBe(epoch)
    })
  })

  describe('an incognito conversation', () => {
    test('keeps nothing until it is switched off, and is one of many', async () => {
      const { store, own } = make()
      const question = asked()
      await own.setIncognito(question, true)
      await own.setIncognito(question, true)
      const hidden = await received(store, question)
      const elsewhere = await received(store, { ...question, channel: snowflake(), id: snowflake() })
      await own.setIncognito(question, false)
      const after = await received(store, { ...question, id: snowflake() })

      expect([hidden, elsewhere, after].map(({ keeping }) => keeping)).toEqual(['incognito', 'kept', 'kept'])
      expect(after.window).toEqual([])
    })

    test('may be the first that is set by a user, whose epoch then stands', async () => {
      const { store, own } = make()
      const question = asked()
      await own.setIncognito(question, false)
      await own.setIncognito(question, true)

      const { epoch } = await received(store, question)

      expect(epoch).not.toBe('')
      expect(
        await own.change(question.user, change(epoch, { facts: [toldFact(question, { asked: 'command' })] })),
      ).toBe('kept')
    })
  })
}

/** What is shown to a user to be chosen or confirmed. */
export function offersContract(make: () => ChangedStores): void {
  const choice: Offer = { kind: 'choose', facts: [newId()], entities: [] }

  describe('an offer', () => {
    test.each<Offer>([
      { kind: 'choose', facts: [newId()], entities: ['user', 'sarah'] },
      { kind: 'confirm', wish: { kind: 'things', facts: [newId()], entities: ['sarah'] }, shown: shownOf(2) },
      { kind: 'confirm', wish: { kind: 'conversation', channel: snowflake() }, shown: shownOf(0) },
      { kind: 'confirm', wish: { kind: 'place', guild: snowflake(), channel: snowflake() }, shown: shownOf(0) },
      { kind: 'confirm', wish: { kind: 'since', at: 1_700_000_000_000 }, shown: shownOf(0) },
      { kind: 'confirm', wish: { kind: 'turn', channel: snowflake(), turn: 'a:100' }, shown: shownOf(0) },
      { kind: 'confirm', wish: { kind: 'segment', channel: snowflake(), id: newId() }, shown: shownOf(0) },
      { kind: 'done' },
    ])('to $kind comes back as it was made, to its user alone', async offer => {
      const { own } = make()
      const [{ user }, other] = [asked(), asked()]
      const id = await own.offer(user, offer)

      expect(id).toMatch(/^[\w-]{12,16}$/)
      expect(await own.offered(user, id)).toEqual(offer)
      expect(await own.offered(other.user, id)).toBeUndefined()
      expect(await own.offered(user, 'other')).toBeUndefined()
    })

    test('can be large', async () => {
      const { own } = make()
      const { user } = asked()
      const offer: Offer = { kind: 'confirm', wish: { kind: 'since', at: 0 }, shown: shownOf(5 * MOST_CHANGED) }

      expect(await own.offered(user, await own.offer(user, offer))).toEqual(offer)
    })

    test('gives way to another under its id, if it is kept', async () => {
      const { own } = make()
      const { user } = asked()
      const id = await own.offer(user, choice)
      await own.reoffer(user, id, { kind: 'done' })
      await own.reoffer(user, 'never', { kind: 'done' })

      expect(await own.offered(user, id)).toEqual({ kind: 'done' })
      expect(await own.offered(user, 'never')).toBeUndefined()
    })

    test('is one of the newest 50', async () => {
      const { own } = make()
      const { user } = asked()
      const first = await own.offer(user, choice)
      const others: string[] = []
      for (let i = 0; i < 50; i++) others.push(await own.offer(user, { kind: 'done' }))

      const found = await Promise.all([first, ...others].map(id => own.offered(user, id)))
      expect(found.filter(offer => offer !== undefined)).toHaveLength(50)
      expect(found.at(-1)).toEqual({ kind: 'done' })
    })
  })
}

function shownOf(size: number): Shown {
  const many = <T>(make: () => T) => Array.from({ length: size }, make)
  return {
    facts: many(newId),
    statements: many(newId),
    unquoted: many(newId),
    withoutNear: many(newId),
    turns: many(() => ({ channel: snowflake(), turn: `q:${snowflake()}` as const })),
    segments: many(() => ({ channel: snowflake(), id: newId() })),
    conversations: many(snowflake),
  }
}

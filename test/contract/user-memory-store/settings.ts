import { describe, expect, test } from 'vitest'
import {
  MAX_CHANGED_RECORDS,
  type PendingChoice,
  type PreviewedDeletion,
} from '../../../src/memory/ports/user-memory-store.ts'
import { snowflake } from '../../redis/support/fixtures.ts'
import { type ChangedStores, change, factFromQuestion } from '../support/changes.ts'
import { questionOf, receiveQuestion } from '../support/conversations.ts'
import { newId } from '../support/memory-updates.ts'

/** What users set for themselves, as a reply finds it. */
export function settingsContract(make: () => ChangedStores): void {
  describe('settings', () => {
    test('are set one by one; what is left out stays', async () => {
      const { store, own } = make()
      const question = questionOf()
      await own.updateSettings(question.user, { timeZone: 'Europe/Lisbon', locale: 'pt-BR' })
      await own.updateSettings(question.user, { isPaused: true })
      const paused = await receiveQuestion(store, question)
      await own.updateSettings(question.user, { isPaused: false, timeZone: '' })
      const again = await receiveQuestion(store, { ...question, id: snowflake() })

      expect(paused.settings).toEqual({ timeZone: 'Europe/Lisbon', isPaused: true, locale: 'pt-BR' })
      expect(paused.retention).toBe('paused')
      expect(again.settings).toEqual({ isPaused: false, locale: 'pt-BR' })
      expect(again.retention).toBe('kept')
    })

    test('made by somebody of whom nothing is kept begin their epoch, a language alone does not', async () => {
      const { store, own } = make()
      const [ada, bob] = [questionOf(), questionOf()]
      for (const { user } of [ada, bob]) await own.updateSettings(user, { locale: 'de', timeZone: '', isPaused: false })
      await own.updateSettings(ada.user, { isPaused: true })

      expect((await receiveQuestion(store, ada)).epoch).not.toBe('')
      const { settings } = await receiveQuestion(store, bob)
      expect(settings).toEqual({ isPaused: false })
    })

    test('tell who has paused', async () => {
      const { own } = make()
      const [ada, bob, cleo] = [snowflake(), snowflake(), snowflake()]
      await own.updateSettings(ada, { isPaused: true })
      await own.updateSettings(bob, { isPaused: true })
      await own.updateSettings(bob, { isPaused: false })

      expect([...(await own.findPausedUsers([ada, bob, cleo]))]).toEqual([ada])
      expect([...(await own.findPausedUsers([]))]).toEqual([])
    })

    test('leave an epoch that there is', async () => {
      const { store, own } = make()
      const question = questionOf()
      const { epoch } = await receiveQuestion(store, question)

      await own.updateSettings(question.user, { timeZone: 'Asia/Tokyo', locale: 'ja' })
      await own.setIncognito(question, true)

      expect((await receiveQuestion(store, { ...question, id: snowflake() })).epoch).toBe(epoch)
    })
  })

  describe('an incognito conversation', () => {
    test('keeps nothing until it is switched off, and is one of many', async () => {
      const { store, own } = make()
      const question = questionOf()
      await own.setIncognito(question, true)
      await own.setIncognito(question, true)
      const hidden = await receiveQuestion(store, question)
      const elsewhere = await receiveQuestion(store, { ...question, channel: snowflake(), id: snowflake() })
      await own.setIncognito(question, false)
      const after = await receiveQuestion(store, { ...question, id: snowflake() })

      expect([hidden, elsewhere, after].map(({ retention }) => retention)).toEqual(['incognito', 'kept', 'kept'])
      expect(after.window).toEqual([])
    })

    test('may be the first that is set by a user, whose epoch then stands', async () => {
      const { store, own } = make()
      const question = questionOf()
      await own.setIncognito(question, false)
      await own.setIncognito(question, true)

      const { epoch } = await receiveQuestion(store, question)

      expect(epoch).not.toBe('')
      expect(
        await own.applyChange(
          question.user,
          change(epoch, { facts: [factFromQuestion(question, { asked: 'command' })] }),
        ),
      ).toBe('kept')
    })
  })
}

/** What is shown to a user to be chosen or confirmed. */
export function pendingChoicesContract(make: () => ChangedStores): void {
  const choice: PendingChoice = { kind: 'choose', facts: [newId()], entities: [] }

  describe('an offer', () => {
    test.each<PendingChoice>([
      { kind: 'choose', facts: [newId()], entities: ['user', 'sarah'] },
      { kind: 'confirm', wish: { kind: 'things', facts: [newId()], entities: ['sarah'] }, shown: shownOf(2) },
      { kind: 'confirm', wish: { kind: 'conversation', channel: snowflake() }, shown: shownOf(0) },
      { kind: 'confirm', wish: { kind: 'place', guild: snowflake(), channel: snowflake() }, shown: shownOf(0) },
      { kind: 'confirm', wish: { kind: 'since', at: 1_700_000_000_000 }, shown: shownOf(0) },
      { kind: 'confirm', wish: { kind: 'turn', channel: snowflake(), turn: 'a:100' }, shown: shownOf(0) },
      { kind: 'confirm', wish: { kind: 'segment', channel: snowflake(), id: newId() }, shown: shownOf(0) },
      { kind: 'done' },
    ])('to $kind comes back as it was made, to its user alone', async choice => {
      const { own } = make()
      const [{ user }, other] = [questionOf(), questionOf()]
      const id = await own.keepChoice(user, choice)

      expect(id).toMatch(/^[\w-]{12,16}$/)
      expect(await own.readChoice(user, id)).toEqual(choice)
      expect(await own.readChoice(other.user, id)).toBeUndefined()
      expect(await own.readChoice(user, 'other')).toBeUndefined()
    })

    test('can be large', async () => {
      const { own } = make()
      const { user } = questionOf()
      const choice: PendingChoice = {
        kind: 'confirm',
        wish: { kind: 'since', at: 0 },
        shown: shownOf(5 * MAX_CHANGED_RECORDS),
      }

      expect(await own.readChoice(user, await own.keepChoice(user, choice))).toEqual(choice)
    })

    test('gives way to another under its id, if it is kept', async () => {
      const { own } = make()
      const { user } = questionOf()
      const id = await own.keepChoice(user, choice)
      await own.replaceChoice(user, id, { kind: 'done' })
      await own.replaceChoice(user, 'never', { kind: 'done' })

      expect(await own.readChoice(user, id)).toEqual({ kind: 'done' })
      expect(await own.readChoice(user, 'never')).toBeUndefined()
    })

    test('is one of the newest 50', async () => {
      const { own } = make()
      const { user } = questionOf()
      const first = await own.keepChoice(user, choice)
      const others: string[] = []
      for (let i = 0; i < 50; i++) others.push(await own.keepChoice(user, { kind: 'done' }))

      const found = await Promise.all([first, ...others].map(id => own.readChoice(user, id)))
      expect(found.filter(choice => choice !== undefined)).toHaveLength(50)
      expect(found.at(-1)).toEqual({ kind: 'done' })
    })
  })
}

function shownOf(size: number): PreviewedDeletion {
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

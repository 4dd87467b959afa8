import { describe, expect, test } from 'vitest'
import type { Fact } from '../../../src/memory/types.ts'
import { snowflake } from '../../redis/support/fixtures.ts'
import { serverAudience } from '../../support/audiences.ts'
import { type ChangedStores, change, factFromQuestion, knownOf, seedLisbonFact } from '../support/changes.ts'
import { questionOf, receiveQuestion } from '../support/conversations.ts'
import { newId, statementFrom, talk } from '../support/memory-updates.ts'

/** What a user does to what is known of them by themselves. */
export function changingContract(make: () => ChangedStores): void {
  describe('a change', () => {
    test('is kept whole, and known at once', async () => {
      const { store, own, question, user, epoch, fact } = await seedLisbonFact(make())
      const told = factFromQuestion(question, { text: 'I like tea.', guild: '7', scope: 'guild:7', channel: '70' })
      const statement = statementFrom(question, { field: 'attr:drink', value: 'tea', fact: told.id })

      const confirmed = [{ fact: fact.id, saidAt: 900 }]
      expect(await own.applyChange(user, change(epoch, { facts: [told], statements: [statement], confirmed }))).toBe(
        'kept',
      )

      const { facts, statements } = await knownOf(store, user)
      expect(facts).toHaveLength(2)
      expect(facts).toEqual(expect.arrayContaining([told, { ...fact, confirmations: 1, confirmedAt: 900 }]))
      expect(statements).toEqual([statement])
    })

    test('is the first that is kept of somebody', async () => {
      const { store, own } = make()
      const question = questionOf()
      const first = change('', { facts: [factFromQuestion(question)] })

      expect(await own.applyChange(question.user, first)).toBe('kept')
      expect(await own.applyChange(question.user, first)).toBe('kept')
      expect(await own.applyChange(question.user, change('', { facts: [factFromQuestion(question)] }))).toBe('moved')

      const { facts, epoch } = await knownOf(store, question.user)
      expect(facts).toEqual(first.facts)
      expect(epoch).not.toBe('')
    })

    test('applied again changes nothing more', async () => {
      const { store, learning, own, question, user, epoch, fact } = await seedLisbonFact(make())
      const whole = change(epoch, {
        requiredFacts: [fact.id],
        facts: [factFromQuestion(question)],
        confirmed: [{ fact: fact.id, saidAt: 900 }],
        statements: [statementFrom(question)],
      })
      await own.applyChange(user, whole)
      const { version } = await learning.readBacklog(user)

      expect(await own.applyChange(user, structuredClone(whole))).toBe('kept')

      expect((await learning.readBacklog(user)).version).toBe(version)
      expect((await knownOf(store, user)).facts).toContainEqual({ ...fact, confirmations: 1, confirmedAt: 900 })
    })

    test('that takes its own ground away is known when it comes again', async () => {
      const { own, user, epoch, fact } = await seedLisbonFact(make())
      const gone = change(epoch, { requiredFacts: [fact.id], removed: { facts: [fact.id], statements: [] } })

      expect(await own.applyChange(user, gone)).toBe('kept')
      expect(await own.applyChange(user, gone)).toBe('kept')
    })

    test('can be made again once something else was done', async () => {
      const { store, own, question, user, epoch } = await seedLisbonFact(make())
      const told = change(epoch, { facts: [factFromQuestion(question)] })
      await own.applyChange(user, told)
      await own.applyChange(user, change(epoch, { removed: { facts: told.facts.map(({ id }) => id), statements: [] } }))
      expect((await knownOf(store, user)).facts).toHaveLength(1)

      expect(await own.applyChange(user, told)).toBe('kept')

      expect((await knownOf(store, user)).facts).toHaveLength(2)
    })

    test('of nothing leaves everything as it was', async () => {
      const { store, own } = make()
      const { user } = questionOf()

      expect(await own.applyChange(user, change(''))).toBe('kept')
      expect(await own.applyChange(user, change('other'))).toBe('moved')
      expect(await own.applyChange(user, change(''))).toBe('kept')
      expect((await knownOf(store, user)).facts).toEqual([])
    })

    test('is refused under another epoch, and where a fact it rests on is gone', async () => {
      const { store, own, question, user, epoch, fact } = await seedLisbonFact(make())
      const facts = [factFromQuestion(question)]

      const outcomes = [
        await own.applyChange(user, change('other', { facts })),
        await own.applyChange(user, change('', { facts })),
        await own.applyChange(user, change(epoch, { facts, requiredFacts: [fact.id, newId()] })),
        await own.applyChange(user, change(epoch, { facts, confirmed: [{ fact: newId(), saidAt: 1 }] })),
      ]

      expect(outcomes).toEqual(['moved', 'moved', 'moved', 'moved'])
      expect((await knownOf(store, user)).facts).toEqual([fact])
    })

    test('of more than can be kept at once is refused', async () => {
      const { own } = make()
      const question = questionOf()
      const facts = Array.from({ length: 201 }, () => factFromQuestion(question))

      await expect(own.applyChange(question.user, change('', { facts }))).rejects.toMatchObject({
        name: 'TooLargeError',
      })
    })

    test('that names more messages than are looked up at once is refused', async () => {
      const { store, own } = make()
      const question = questionOf()
      const first = BigInt(question.id) - 30_000n
      const sources = Array.from({ length: 20_001 }, (_, at) => String(first + BigInt(at)))
      const facts = [factFromQuestion(question, { sources: [question.id, ...sources] })]

      await expect(own.applyChange(question.user, change('', { facts }))).rejects.toMatchObject({
        name: 'TooLargeError',
      })
      expect((await knownOf(store, question.user)).facts).toEqual([])
    })

    test('of as much as can be kept at once is kept', async () => {
      const { store, own } = make()
      const question = questionOf()
      const facts = Array.from({ length: 200 }, () => factFromQuestion(question))

      expect(await own.applyChange(question.user, change('', { facts }))).toBe('kept')

      expect((await knownOf(store, question.user)).facts).toHaveLength(200)
    })
  })

  describe('a fact that the user asked for', () => {
    test('goes with the message that says it, though nothing was known of that', async () => {
      const { store, own } = make()
      const question = questionOf()
      const told = factFromQuestion(question)
      const said = { facts: [told], statements: [statementFrom(question)] }
      await own.applyChange(question.user, change('', { ...said, sourceMessage: question.id }))
      const before = await knownOf(store, question.user)

      await store.deleteMessage(question.id)

      const { facts, statements } = await knownOf(store, question.user)
      expect(before).toMatchObject({ facts: [told], statements: [{}] })
      expect([facts, statements]).toEqual([[], []])
    })

    test('is refused when the message was deleted, or is answered without being kept', async () => {
      const { store, own } = make()
      const [deleted, unkept] = [questionOf(), questionOf()]
      await store.deleteMessage(deleted.id)
      await own.setIncognito(unkept, true)
      const { epoch } = await receiveQuestion(store, unkept)

      const ofDeleted = change('', { facts: [factFromQuestion(deleted)], sourceMessage: deleted.id })
      const ofUnkept = change(epoch, { facts: [factFromQuestion(unkept)], sourceMessage: unkept.id })
      expect(await own.applyChange(deleted.user, ofDeleted)).toBe('moved')
      expect(await own.applyChange(unkept.user, ofUnkept)).toBe('moved')

      expect((await knownOf(store, deleted.user)).facts).toEqual([])
      expect((await knownOf(store, unkept.user)).facts).toEqual([])
    })

    test('by a command stays, whatever becomes of a message of that id', async () => {
      const { store, own } = make()
      const question = questionOf()
      const told = factFromQuestion(question, { asked: 'command' })
      await own.applyChange(question.user, change('', { facts: [told], statements: [statementFrom(question)] }))

      expect(await store.deleteMessage(question.id)).toBeUndefined()

      expect((await knownOf(store, question.user)).facts).toEqual([told])
    })
  })

  describe('a fact under a known id', () => {
    test('takes the place of the old one, without the words around it', async () => {
      const { store, own, user, epoch, fact } = await seedLisbonFact(make())
      expect(fact.near).not.toBe('')
      const moved: Fact = { ...fact, scope: 'everywhere' }

      expect(await own.applyChange(user, change(epoch, { requiredFacts: [fact.id], facts: [moved] }))).toBe('kept')

      expect((await knownOf(store, user)).facts).toEqual([{ ...moved, near: '' }])
      const elsewhere = await receiveQuestion(
        store,
        questionOf({ user, guild: '8', scope: 'guild:8' }),
        serverAudience('8'),
      )
      expect(elsewhere.known.facts).toHaveLength(1)
    })

    test('still goes with its message', async () => {
      const { store, own, question, user, epoch, fact } = await seedLisbonFact(make())
      await own.applyChange(user, change(epoch, { facts: [{ ...fact, scope: 'everywhere' }] }))

      await store.deleteMessage(question.id)

      expect((await knownOf(store, user)).facts).toEqual([])
    })
  })

  describe('a statement', () => {
    test('takes the place of the one before, whichever was said later', async () => {
      const { store, own, question, user, epoch } = await seedLisbonFact(make())
      const [later, sooner] = [
        statementFrom(question, { saidAt: 9 }),
        statementFrom(question, { saidAt: 1, value: 'Oslo' }),
      ]
      await own.applyChange(user, change(epoch, { statements: [later] }))

      await own.applyChange(user, change(epoch, { statements: [sooner] }))

      expect((await knownOf(store, user)).statements).toEqual([sooner])
    })

    test('goes by its entity, field and scope alone', async () => {
      const { store, own, question, user, epoch } = await seedLisbonFact(make())
      const [here, there] = [statementFrom(question), statementFrom(question, { scope: 'guild:7' })]
      await own.applyChange(user, change(epoch, { statements: [here, there] }))

      await own.applyChange(user, change(epoch, { removed: { facts: [], statements: [here] } }))

      expect((await knownOf(store, user)).statements).toEqual([there])
    })
  })

  test('facts that are gone, or must make room, are gone', async () => {
    const { store, own, question, user, epoch, fact } = await seedLisbonFact(make())
    const [stays, goes] = [factFromQuestion(question), factFromQuestion(question)]
    await own.applyChange(user, change(epoch, { facts: [stays, goes] }))

    await own.applyChange(
      user,
      change(epoch, { removed: { facts: [goes.id, newId()], statements: [] }, evictedFacts: [fact.id] }),
    )

    expect((await knownOf(store, user)).facts).toEqual([stays])
  })

  describe('what rests on a message that Discord has not just shown', () => {
    test('is kept though that was forgotten, and can be moved', async () => {
      const { store, own } = make()
      const question = questionOf()
      await store.deleteMessage(question.id)
      const facts = [factFromQuestion(question)]

      expect(await own.applyChange(question.user, change('', { facts }))).toBe('kept')
      const { epoch, ...known } = await knownOf(store, question.user)
      expect(known.facts).toEqual(facts)

      const moved = facts.map(fact => ({ ...fact, scope: 'everywhere' as const }))
      expect(await own.applyChange(question.user, change(epoch, { facts: moved }))).toBe('kept')
      expect((await knownOf(store, question.user)).facts).toEqual(moved)
    })

    test('does not make a message the user’s of which nobody knows whose it is', async () => {
      const { store, own } = make()
      const [eve, ada] = [questionOf(), questionOf()]
      const facts = [factFromQuestion(eve, { sources: [ada.id] })]
      const statements = [statementFrom(eve, { sources: [ada.id] })]
      await own.applyChange(eve.user, change('', { facts, statements }))

      expect(await store.keepQuestion(ada, { kind: 'user' })).not.toBe('claimed')
      expect(await store.deleteMessage(ada.id)).toMatchObject({ question: { user: ada.user } })
      expect(await knownOf(store, eve.user)).toMatchObject({ facts, statements })
    })

    test('keeps nothing from the one whose messages it names, and takes nothing of theirs along', async () => {
      const stores = make()
      const { store, own } = stores
      const theirs = await seedLisbonFact(stores)
      const eve = questionOf()
      const facts = [factFromQuestion(eve, { sources: [theirs.question.id] })]
      const statements = [statementFrom(eve, { sources: [theirs.question.id] })]

      expect(await own.applyChange(eve.user, change('', { facts, statements }))).toBe('kept')
      const { epoch } = await knownOf(store, eve.user)
      expect((await knownOf(store, theirs.user)).facts).toEqual([theirs.fact])
      await store.deleteMessage(theirs.question.id)

      expect((await knownOf(store, theirs.user)).facts).toEqual([])
      expect((await knownOf(store, eve.user)).facts).toEqual(facts)
      const gone = { facts: facts.map(({ id }) => id), statements }
      expect(await own.applyChange(eve.user, change(epoch, { removed: gone }))).toBe('kept')
    })

    test('nor one that is not said yet, whatever is told', async () => {
      const { store, own } = make()
      const eve = questionOf()
      const [ada] = [questionOf({ id: String(BigInt(snowflake()) + (600_000n << 22n)) })]
      const facts = [factFromQuestion(eve, { sources: [ada.id] })]
      await own.applyChange(eve.user, change('', { facts, sourceMessage: ada.id }))

      expect(await store.keepQuestion(ada, { kind: 'user' })).not.toBe('claimed')
      expect((await knownOf(store, eve.user)).facts).toEqual(facts)
    })
  })

  test('what one user changes leaves all others alone', async () => {
    const stores = make()
    const [ada, bob] = [await seedLisbonFact(stores), await seedLisbonFact(stores)]

    await stores.own.applyChange(
      ada.user,
      change(ada.epoch, {
        removed: { facts: [ada.fact.id, bob.fact.id], statements: [] },
        evictedFacts: [bob.fact.id],
      }),
    )

    expect((await knownOf(stores.store, ada.user)).facts).toEqual([])
    expect((await knownOf(stores.store, bob.user)).facts).toEqual([bob.fact])
    expect(await talk(stores.store, ['Hello!'], { user: bob.user })).toHaveLength(1)
  })
}

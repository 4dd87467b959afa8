import { describe, expect, test } from 'vitest'
import type { CoveringSegment } from '../../src/memory/types.ts'
import { snowflake } from '../redis/fixtures.ts'
import {
  asKnown,
  type BothStores,
  factFrom,
  lesson,
  materialOf,
  newId,
  segmentOf,
  standingLesson,
  statementFrom,
  talk,
} from './lessons.ts'
import { asked, dm, received, told, words } from './talk.ts'

/** What a commit keeps: all of a lesson, once. */
export function commitContract(make: () => BothStores): void {
  /** One question, its answer, and the material of them. */
  async function lisbon(texts: readonly string[] = ['I live in Lisbon.']) {
    const stores = make()
    const questions = await talk(stores.store, texts)
    const [question = asked()] = questions
    return { ...stores, question, questions, material: await materialOf(stores.learning, question) }
  }

  describe('a lesson', () => {
    test('is kept whole: facts, statements, the cursor', async () => {
      const { learning, question, material } = await lisbon()
      const fact = factFrom(question, { eventAt: '2026-11', near: '\nI see.', guild: '7' })
      const second = factFrom(question, { facet: 'mood', embedding: Float32Array.of(1, 0) })
      const statement = statementFrom(question, { fact: fact.id })

      expect(
        await learning.commit(material, lesson(material, { facts: [fact, second], statements: [statement] })),
      ).toBe('kept')

      const later = await materialOf(learning, question)
      expect(later.learnedTo).toBe(`a:${question.id}`)
      expect(later.factsVersion).not.toBe(material.factsVersion)
      expect(later.known(dm).statements).toEqual([statement])
      expect(new Set(later.known(dm).facts.map(({ id }) => id))).toEqual(new Set([fact.id, second.id]))
      expect(later.known(dm).facts).toContainEqual(asKnown(fact))
    })

    test('brings any words back as they were', async () => {
      const { learning, question, material } = await lisbon()
      const text = `東京 👩‍👩‍👧 "quoted" back\\slash ${String.fromCharCode(0, 9, 10, 13, 0x2028)} cut \ud83d`
      const fact = factFrom(question, { text, near: text })
      const statement = statementFrom(question, { field: `alias:${text}`, value: text })
      const segment = segmentOf(material.turns, text)

      await learning.commit(
        material,
        lesson(material, {
          facts: [fact],
          statements: [statement],
          fold: { summarizedTo: `q:${question.id}`, segment },
        }),
      )

      const later = await materialOf(learning, question)
      const back = text.toWellFormed()
      expect(later.known(dm).facts).toMatchObject([{ text: back, near: back }])
      expect(later.known(dm).statements).toMatchObject([{ field: `alias:${back}`, value: back }])
      expect(later.segments).toMatchObject([{ text: back }])
    })

    test('that was kept by one of two learners is not kept by the other', async () => {
      const { learning, question, material } = await lisbon()
      const same = await materialOf(learning, question)

      const outcomes = await Promise.all([
        learning.commit(material, lesson(material, { facts: [factFrom(question)] })),
        learning.commit(same, lesson(same, { facts: [factFrom(question)] })),
      ])

      expect(outcomes.toSorted()).toEqual(['kept', 'moved'])
      expect((await materialOf(learning, question)).known(dm).facts).toHaveLength(1)
    })

    test('may be committed twice, as after a timeout, and is kept once', async () => {
      const { learning, question, questions, material } = await lisbon(['I live in Lisbon.', 'I like it.'])
      const old = factFrom(question)
      await learning.commit(material, standingLesson(material, { facts: [old] }))
      const again = await materialOf(learning, question)
      const whole = lesson(again, {
        facts: [factFrom(question, { replaces: [old.id] })],
        confirmed: [{ fact: old.id, saidAt: 9 }],
        statements: [statementFrom(question)],
        fold: { summarizedTo: `a:${questions[0]?.id}`, segment: segmentOf(again.turns.slice(0, 2)) },
      })
      expect(await learning.commit(again, whole)).toBe('kept')
      const once = await materialOf(learning, question)
      const backlog = await learning.backlog(question.user)

      expect(await learning.commit(again, structuredClone(whole))).toBe('kept')

      const twice = await materialOf(learning, question)
      expect({ ...twice, known: twice.known(dm) }).toEqual({ ...once, known: once.known(dm) })
      expect(await learning.backlog(question.user)).toEqual(backlog)
    })

    test('learned nothing leaves what is known at its version', async () => {
      const { learning, question, material } = await lisbon()
      await learning.commit(material, lesson(material))

      const later = await materialOf(learning, question)
      expect(later.factsVersion).toBe(material.factsVersion)
      expect(later.learnedTo).toBe(`a:${question.id}`)
    })
  })

  describe('a fact said again', () => {
    test('is confirmed: how often, and when last, whatever was learned first', async () => {
      const { learning, question, material } = await lisbon()
      const fact = factFrom(question)
      await learning.commit(material, standingLesson(material, { facts: [fact] }))
      const second = await materialOf(learning, question)
      await learning.commit(second, standingLesson(second, { confirmed: [{ fact: fact.id, saidAt: 900 }] }))
      const third = await materialOf(learning, question)
      await learning.commit(third, standingLesson(third, { confirmed: [{ fact: fact.id, saidAt: 800 }] }))

      expect((await materialOf(learning, question)).known(dm).facts).toEqual([
        { ...asKnown(fact), confirmations: 2, confirmedAt: 900 },
      ])
    })

    test('in the same lesson is kept and confirmed at once', async () => {
      const { learning, question, material } = await lisbon()
      const fact = factFrom(question)
      await learning.commit(material, lesson(material, { facts: [fact], confirmed: [{ fact: fact.id, saidAt: 900 }] }))

      expect((await materialOf(learning, question)).known(dm).facts).toMatchObject([
        { confirmations: 1, confirmedAt: 900 },
      ])
    })
  })

  describe('a statement', () => {
    test('said later takes the place of the one before, under its own scope alone', async () => {
      const { learning, question, material } = await lisbon()
      const before = statementFrom(question, { saidAt: 1, value: 'Porto' })
      const elsewhere = statementFrom(question, { saidAt: 1, value: 'Porto', scope: 'guild:7' })
      const now = statementFrom(question, { saidAt: 2 })
      await learning.commit(material, standingLesson(material, { statements: [before, elsewhere] }))
      const second = await materialOf(learning, question)

      await learning.commit(second, lesson(second, { statements: [now] }))

      const { statements } = (await materialOf(learning, question)).known(dm)
      expect(statements).toHaveLength(2)
      expect(statements).toEqual(expect.arrayContaining([now, elsewhere]))
    })

    test('said earlier and learned later does not', async () => {
      const { learning, question, material } = await lisbon()
      const now = statementFrom(question, { saidAt: 2 })
      const before = statementFrom(question, { saidAt: 1, value: 'Porto' })
      await learning.commit(material, standingLesson(material, { statements: [now] }))
      const second = await materialOf(learning, question)

      await learning.commit(second, lesson(second, { statements: [before] }))

      expect((await materialOf(learning, question)).known(dm).statements).toEqual([now])
    })

    test('goes with the message it rests on, not with that of the one it replaced', async () => {
      const { store, learning, questions, material } = await lisbon(['I live in Porto.', 'I live in Lisbon.'])
      const [porto = asked(), lisboa = asked()] = questions
      await learning.commit(
        material,
        lesson(material, {
          statements: [
            statementFrom(porto, { saidAt: 1, value: 'Porto' }),
            statementFrom(lisboa, { saidAt: 2 }),
            statementFrom(lisboa, { entity: 'sarah', field: 'name', value: 'Sarah' }),
          ],
        }),
      )

      await store.deleteMessage(porto.id)
      const left = (await materialOf(learning, porto)).known(dm).statements
      await store.deleteMessage(lisboa.id)

      expect(left.map(({ value }) => value).toSorted()).toEqual(['Lisbon', 'Sarah'])
      expect((await materialOf(learning, porto)).known(dm).statements).toEqual([])
    })
  })

  describe('a fact that must make room', () => {
    test('is gone, the others stay', async () => {
      const { learning, question, material } = await lisbon()
      const [old, other, fresh] = [factFrom(question), factFrom(question), factFrom(question)]
      await learning.commit(material, standingLesson(material, { facts: [old, other] }))
      const second = await materialOf(learning, question)

      await learning.commit(second, lesson(second, { facts: [fresh], evicted: [old.id] }))
      const third = await materialOf(learning, question)
      await learning.commit(third, standingLesson(third, { evicted: [old.id] }))

      const { facts } = (await materialOf(learning, question)).known(dm)
      expect(new Set(facts.map(({ id }) => id))).toEqual(new Set([other.id, fresh.id]))
    })
  })

  describe('an entity that must make room', () => {
    test('is gone with all that was said of it, under every scope; the others stay', async () => {
      const { store, learning, question, material } = await lisbon()
      const [sarah, rex] = ['sarah', 'rex'].map(entity => statementFrom(question, { entity, field: 'name' }))
      if (!(sarah && rex)) throw new Error('two entities')
      const elsewhere = { ...sarah, scope: 'guild:7', field: 'alias:a:b' } as const
      await learning.commit(material, standingLesson(material, { statements: [sarah, elsewhere, rex] }))
      const second = await materialOf(learning, question)
      const wanted = standingLesson(second, { evictedEntities: ['sarah', 'nobody'] })

      expect(await learning.commit(second, wanted)).toBe('kept')
      expect(await learning.commit(second, wanted)).toBe('kept')

      expect((await materialOf(learning, question)).known(dm).statements).toEqual([rex])
      const { known } = await received(store, asked({ user: question.user }))
      expect(known.statements).toEqual([rex])
    })

    test('begins anew with what the same lesson says of it', async () => {
      const { learning, question, material } = await lisbon()
      const [old, fresh] = ['type', 'name'].map(field => statementFrom(question, { entity: 'sarah', field }))
      if (!(old && fresh)) throw new Error('two statements')
      await learning.commit(material, standingLesson(material, { statements: [old] }))
      const second = await materialOf(learning, question)

      await learning.commit(second, standingLesson(second, { statements: [fresh], evictedEntities: ['sarah'] }))

      expect((await materialOf(learning, question)).known(dm).statements).toEqual([fresh])
    })
  })

  describe('a fold', () => {
    test('keeps a segment and moves its own cursor alone', async () => {
      const { learning, question, material } = await lisbon(['one', 'two'])
      const segment = segmentOf(material.turns.slice(0, 2))

      await learning.commit(material, standingLesson(material, { fold: { summarizedTo: `a:${question.id}`, segment } }))

      const later = await materialOf(learning, question)
      expect(later.segments).toEqual([segment])
      expect(later.summarizedTo).toBe(`a:${question.id}`)
      expect(later).not.toHaveProperty('learnedTo')
    })

    test('puts one segment in the place of the two oldest', async () => {
      const { learning, question, questions } = await lisbon(['one', 'two', 'three'])
      const made: CoveringSegment[] = []
      for (const { id } of questions) {
        const material = await materialOf(learning, question)
        const segment = segmentOf(
          material.turns.filter(turn => turn.id === id),
          `about ${id}`,
        )
        made.push(segment)
        await learning.commit(material, standingLesson(material, { fold: { summarizedTo: `a:${id}`, segment } }))
      }
      const [first, second, third] = made
      if (!(first && second && third)) throw new Error('three segments')
      const merged = { ...first, id: newId(), text: 'both', covers: [...first.covers, ...second.covers] }
      const material = await materialOf(learning, question)

      await learning.commit(
        material,
        standingLesson(material, {
          fold: { summarizedTo: `a:${questions[2]?.id}`, merged: { from: [first.id, second.id], segment: merged } },
        }),
      )

      expect((await materialOf(learning, question)).segments).toEqual([merged, third])
    })
  })

  describe('a turn', () => {
    test('leaves the log only when both cursors have passed it', async () => {
      const { learning, question, questions, material } = await lisbon(['one', 'two', 'three'])
      const [first = asked(), second = asked()] = questions
      await learning.commit(material, lesson(material, { learnedTo: `a:${second.id}` }))
      const learned = await materialOf(learning, question)

      await learning.commit(learned, standingLesson(learned, { fold: { summarizedTo: `a:${first.id}` } }))

      const folded = await materialOf(learning, question)
      expect(words(learned.turns)).toEqual(words(material.turns))
      expect(words(folded.turns)).toEqual(['q: two', 'a: I see.', 'q: three', 'a: I see.'])
    })

    test('that was edited behind the cursor stays until it is learned anew', async () => {
      const { store, learning, question, questions, material } = await lisbon(['one', 'two'])
      await learning.commit(material, lesson(material))
      await store.revise(question, dm, 'One!')
      const edited = await materialOf(learning, question)
      const last = `a:${questions[1]?.id}` as const
      await learning.commit(edited, standingLesson(edited, { fold: { summarizedTo: last } }))
      const waiting = await learning.backlog(question.user)

      const rest = await materialOf(learning, question)
      await learning.commit(rest, standingLesson(rest, { relearned: rest.relearn }))

      expect(edited.relearn).toEqual([`q:${question.id}`])
      expect(waiting.conversations).toMatchObject([{ waiting: 1, unfolded: 0 }])
      expect(rest.turns).toMatchObject([{ text: 'One!', rev: 1 }])
      const { conversations } = await learning.backlog(question.user)
      expect(conversations.filter(({ waiting }) => waiting > 0)).toEqual([])
      expect((await materialOf(learning, question)).turns).toEqual([])
    })

    test('that is about to be answered stays until it is, though both cursors have passed it', async () => {
      const { store, learning, question } = await lisbon()
      const [slow, failed] = ['Slow?', 'Failed?'].map(text => ({ ...question, id: snowflake(), text }))
      if (!(slow && failed)) throw new Error('two questions')
      const { ground } = await received(store, slow)
      await received(store, failed)
      const last = { ...question, id: snowflake(), text: 'Quick?' }
      await told(store, last, 'Yes.')
      const everything = { fold: { summarizedTo: `a:${last.id}` as const } }
      const material = await materialOf(learning, question)
      await learning.commit(material, lesson(material, everything))

      expect(await store.answer(slow, ground, { text: 'At last.', saidAt: 1, messages: [] })).toBe('kept')
      await store.giveUp(failed)

      const passed = await materialOf(learning, question)
      expect(words(passed.turns)).toEqual(['q: Slow?', 'a: At last.', 'q: Failed?'])
      await learning.commit(passed, lesson(passed, everything))
      expect((await materialOf(learning, question)).turns).toEqual([])
    })

    test('that comes in behind the cursor is learned with its answer, which is kept, and then leaves', async () => {
      const { store, learning, question, questions, material } = await lisbon(['one', 'two'])
      const [first = asked(), second = asked()] = questions
      const end = `a:${second.id}` as const
      await learning.commit(material, lesson(material, { fold: { summarizedTo: end } }))
      const late = { ...question, id: String((BigInt(first.id) + BigInt(second.id)) / 2n), text: 'I said this late.' }

      await told(store, late, 'Better late than never.')

      expect((await learning.backlog(question.user)).conversations).toMatchObject([{ waiting: 1 }])
      const found = await materialOf(learning, question)
      expect(found.relearn).toEqual([`q:${late.id}`])
      expect(words(found.turns)).toEqual(['q: I said this late.', 'a: Better late than never.'])
      const facts = [factFrom(late)]
      expect(await learning.commit(found, standingLesson(found, { facts, relearned: found.relearn }))).toBe('kept')
      const done = await materialOf(learning, question)
      expect(done).toMatchObject({ relearn: [], turns: [], learnedTo: end, summarizedTo: end })
      expect(done.known(dm).facts).toEqual(facts.map(asKnown))
    })

    test('that was passed does not come back with what is said next', async () => {
      const { store, learning, question, material } = await lisbon()
      await learning.commit(material, lesson(material, { fold: { summarizedTo: `a:${question.id}` } }))
      await told(store, { ...question, id: snowflake(), text: 'Hello again.' }, 'Hello.')

      expect(words((await materialOf(learning, question)).turns)).toEqual(['q: Hello again.', 'a: Hello.'])
      expect(await learning.backlog(question.user)).toMatchObject({ conversations: [{ waiting: 1, unfolded: 2 }] })
    })
  })
}

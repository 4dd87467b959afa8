import { describe, expect, test } from 'vitest'
import type { CoveringSummary } from '../../../src/memory/types.ts'
import { snowflake } from '../../redis/support/fixtures.ts'
import { dm, questionOf, receiveAndAnswer, receiveQuestion, textsOf } from '../support/conversations.ts'
import {
  type BothStores,
  factFrom,
  learningInputOf,
  memoryUpdate,
  memoryUpdateOfWindow,
  newId,
  statementFrom,
  summaryOf,
  talk,
  withoutEmbedding,
} from '../support/memory-updates.ts'

/** What a commit keeps: all of a lesson, once. */
export function commitContract(make: () => BothStores): void {
  /** One question, its answer, and the material of them. */
  async function lisbon(texts: readonly string[] = ['I live in Lisbon.']) {
    const stores = make()
    const questions = await talk(stores.store, texts)
    const [question = questionOf()] = questions
    return { ...stores, question, questions, material: await learningInputOf(stores.learning, question) }
  }

  describe('a lesson', () => {
    test('is kept whole: facts, statements, the cursor', async () => {
      const { learning, question, material } = await lisbon()
      const fact = factFrom(question, { eventAt: '2026-11', near: '\nI see.', guild: '7' })
      const second = factFrom(question, { facet: 'mood', embedding: Float32Array.of(1, 0) })
      const statement = statementFrom(question, { fact: fact.id })

      expect(
        await learning.commit(material, memoryUpdate(material, { facts: [fact, second], statements: [statement] })),
      ).toBe('kept')

      const later = await learningInputOf(learning, question)
      expect(later.learnedTo).toBe(`a:${question.id}`)
      expect(later.factsVersion).not.toBe(material.factsVersion)
      expect(later.knowledgeFor(dm).statements).toEqual([statement])
      expect(new Set(later.knowledgeFor(dm).facts.map(({ id }) => id))).toEqual(new Set([fact.id, second.id]))
      expect(later.knowledgeFor(dm).facts).toContainEqual(withoutEmbedding(fact))
    })

    test('brings any words back as they were', async () => {
      const { learning, question, material } = await lisbon()
      const text = `東京 👩‍👩‍👧 "quoted" back\\slash ${String.fromCharCode(0, 9, 10, 13, 0x2028)} cut \ud83d`
      const fact = factFrom(question, { text, near: text })
      const statement = statementFrom(question, { field: `alias:${text}`, value: text })
      const summary = summaryOf(material.turns, text)

      await learning.commit(
        material,
        memoryUpdate(material, {
          facts: [fact],
          statements: [statement],
          summary: { summarizedTo: `q:${question.id}`, segment: summary },
        }),
      )

      const later = await learningInputOf(learning, question)
      const back = text.toWellFormed()
      expect(later.knowledgeFor(dm).facts).toMatchObject([{ text: back, near: back }])
      expect(later.knowledgeFor(dm).statements).toMatchObject([{ field: `alias:${back}`, value: back }])
      expect(later.summaries).toMatchObject([{ text: back }])
    })

    test('that was kept by one of two learners is not kept by the other', async () => {
      const { learning, question, material } = await lisbon()
      const same = await learningInputOf(learning, question)

      const outcomes = await Promise.all([
        learning.commit(material, memoryUpdate(material, { facts: [factFrom(question)] })),
        learning.commit(same, memoryUpdate(same, { facts: [factFrom(question)] })),
      ])

      expect(outcomes.toSorted()).toEqual(['kept', 'moved'])
      expect((await learningInputOf(learning, question)).knowledgeFor(dm).facts).toHaveLength(1)
    })

    test('may be committed twice, as after a timeout, and is kept once', async () => {
      const { learning, question, questions, material } = await lisbon(['I live in Lisbon.', 'I like it.'])
      const old = factFrom(question)
      await learning.commit(material, memoryUpdateOfWindow(material, { facts: [old] }))
      const again = await learningInputOf(learning, question)
      const whole = memoryUpdate(again, {
        facts: [factFrom(question, { replaces: [old.id] })],
        confirmed: [{ fact: old.id, saidAt: 9 }],
        statements: [statementFrom(question)],
        summary: { summarizedTo: `a:${questions[0]?.id}`, segment: summaryOf(again.turns.slice(0, 2)) },
      })
      expect(await learning.commit(again, whole)).toBe('kept')
      const once = await learningInputOf(learning, question)
      const backlog = await learning.readBacklog(question.user)

      expect(await learning.commit(again, structuredClone(whole))).toBe('kept')

      const twice = await learningInputOf(learning, question)
      expect({ ...twice, knowledgeFor: twice.knowledgeFor(dm) }).toEqual({
        ...once,
        knowledgeFor: once.knowledgeFor(dm),
      })
      expect(await learning.readBacklog(question.user)).toEqual(backlog)
    })

    test('learned nothing leaves what is known at its version', async () => {
      const { learning, question, material } = await lisbon()
      await learning.commit(material, memoryUpdate(material))

      const later = await learningInputOf(learning, question)
      expect(later.factsVersion).toBe(material.factsVersion)
      expect(later.learnedTo).toBe(`a:${question.id}`)
    })
  })

  describe('a fact said again', () => {
    test('is confirmed: how often, and when last, whatever was learned first', async () => {
      const { learning, question, material } = await lisbon()
      const fact = factFrom(question)
      await learning.commit(material, memoryUpdateOfWindow(material, { facts: [fact] }))
      const second = await learningInputOf(learning, question)
      await learning.commit(second, memoryUpdateOfWindow(second, { confirmed: [{ fact: fact.id, saidAt: 900 }] }))
      const third = await learningInputOf(learning, question)
      await learning.commit(third, memoryUpdateOfWindow(third, { confirmed: [{ fact: fact.id, saidAt: 800 }] }))

      expect((await learningInputOf(learning, question)).knowledgeFor(dm).facts).toEqual([
        { ...withoutEmbedding(fact), confirmations: 2, confirmedAt: 900 },
      ])
    })

    test('in the same lesson is kept and confirmed at once', async () => {
      const { learning, question, material } = await lisbon()
      const fact = factFrom(question)
      await learning.commit(
        material,
        memoryUpdate(material, { facts: [fact], confirmed: [{ fact: fact.id, saidAt: 900 }] }),
      )

      expect((await learningInputOf(learning, question)).knowledgeFor(dm).facts).toMatchObject([
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
      await learning.commit(material, memoryUpdateOfWindow(material, { statements: [before, elsewhere] }))
      const second = await learningInputOf(learning, question)

      await learning.commit(second, memoryUpdate(second, { statements: [now] }))

      const { statements } = (await learningInputOf(learning, question)).knowledgeFor(dm)
      expect(statements).toHaveLength(2)
      expect(statements).toEqual(expect.arrayContaining([now, elsewhere]))
    })

    test('said earlier and learned later does not', async () => {
      const { learning, question, material } = await lisbon()
      const now = statementFrom(question, { saidAt: 2 })
      const before = statementFrom(question, { saidAt: 1, value: 'Porto' })
      await learning.commit(material, memoryUpdateOfWindow(material, { statements: [now] }))
      const second = await learningInputOf(learning, question)

      await learning.commit(second, memoryUpdate(second, { statements: [before] }))

      expect((await learningInputOf(learning, question)).knowledgeFor(dm).statements).toEqual([now])
    })

    test('goes with the message it rests on, not with that of the one it replaced', async () => {
      const { store, learning, questions, material } = await lisbon(['I live in Porto.', 'I live in Lisbon.'])
      const [porto = questionOf(), lisboa = questionOf()] = questions
      await learning.commit(
        material,
        memoryUpdate(material, {
          statements: [
            statementFrom(porto, { saidAt: 1, value: 'Porto' }),
            statementFrom(lisboa, { saidAt: 2 }),
            statementFrom(lisboa, { entity: 'sarah', field: 'name', value: 'Sarah' }),
          ],
        }),
      )

      await store.deleteMessage(porto.id)
      const left = (await learningInputOf(learning, porto)).knowledgeFor(dm).statements
      await store.deleteMessage(lisboa.id)

      expect(left.map(({ value }) => value).toSorted()).toEqual(['Lisbon', 'Sarah'])
      expect((await learningInputOf(learning, porto)).knowledgeFor(dm).statements).toEqual([])
    })
  })

  describe('a fact that must make room', () => {
    test('is gone, the others stay', async () => {
      const { learning, question, material } = await lisbon()
      const [old, other, fresh] = [factFrom(question), factFrom(question), factFrom(question)]
      await learning.commit(material, memoryUpdateOfWindow(material, { facts: [old, other] }))
      const second = await learningInputOf(learning, question)

      await learning.commit(second, memoryUpdate(second, { facts: [fresh], evictedFacts: [old.id] }))
      const third = await learningInputOf(learning, question)
      await learning.commit(third, memoryUpdateOfWindow(third, { evictedFacts: [old.id] }))

      const { facts } = (await learningInputOf(learning, question)).knowledgeFor(dm)
      expect(new Set(facts.map(({ id }) => id))).toEqual(new Set([other.id, fresh.id]))
    })
  })

  describe('an entity that must make room', () => {
    test('is gone with all that was said of it, under every scope; the others stay', async () => {
      const { store, learning, question, material } = await lisbon()
      const [sarah, rex] = ['sarah', 'rex'].map(entity => statementFrom(question, { entity, field: 'name' }))
      if (!(sarah && rex)) throw new Error('two entities')
      const elsewhere = { ...sarah, scope: 'guild:7', field: 'alias:a:b' } as const
      await learning.commit(material, memoryUpdateOfWindow(material, { statements: [sarah, elsewhere, rex] }))
      const second = await learningInputOf(learning, question)
      const wanted = memoryUpdateOfWindow(second, { evictedEntities: ['sarah', 'nobody'] })

      expect(await learning.commit(second, wanted)).toBe('kept')
      expect(await learning.commit(second, wanted)).toBe('kept')

      expect((await learningInputOf(learning, question)).knowledgeFor(dm).statements).toEqual([rex])
      const { known } = await receiveQuestion(store, questionOf({ user: question.user }))
      expect(known.statements).toEqual([rex])
    })

    test('begins anew with what the same lesson says of it', async () => {
      const { learning, question, material } = await lisbon()
      const [old, fresh] = ['type', 'name'].map(field => statementFrom(question, { entity: 'sarah', field }))
      if (!(old && fresh)) throw new Error('two statements')
      await learning.commit(material, memoryUpdateOfWindow(material, { statements: [old] }))
      const second = await learningInputOf(learning, question)

      await learning.commit(second, memoryUpdateOfWindow(second, { statements: [fresh], evictedEntities: ['sarah'] }))

      expect((await learningInputOf(learning, question)).knowledgeFor(dm).statements).toEqual([fresh])
    })
  })

  describe('a fold', () => {
    test('keeps a segment and moves its own cursor alone', async () => {
      const { learning, question, material } = await lisbon(['one', 'two'])
      const summary = summaryOf(material.turns.slice(0, 2))

      await learning.commit(
        material,
        memoryUpdateOfWindow(material, { summary: { summarizedTo: `a:${question.id}`, segment: summary } }),
      )

      const later = await learningInputOf(learning, question)
      expect(later.summaries).toEqual([summary])
      expect(later.summarizedTo).toBe(`a:${question.id}`)
      expect(later).not.toHaveProperty('learnedTo')
    })

    test('puts one segment in the place of the two oldest', async () => {
      const { learning, question, questions } = await lisbon(['one', 'two', 'three'])
      const made: CoveringSummary[] = []
      for (const { id } of questions) {
        const input = await learningInputOf(learning, question)
        const summary = summaryOf(
          input.turns.filter(turn => turn.id === id),
          `about ${id}`,
        )
        made.push(summary)
        await learning.commit(
          input,
          memoryUpdateOfWindow(input, { summary: { summarizedTo: `a:${id}`, segment: summary } }),
        )
      }
      const [first, second, third] = made
      if (!(first && second && third)) throw new Error('three segments')
      const merged = { ...first, id: newId(), text: 'both', covers: [...first.covers, ...second.covers] }
      const material = await learningInputOf(learning, question)

      await learning.commit(
        material,
        memoryUpdateOfWindow(material, {
          summary: { summarizedTo: `a:${questions[2]?.id}`, merged: { from: [first.id, second.id], segment: merged } },
        }),
      )

      expect((await learningInputOf(learning, question)).summaries).toEqual([merged, third])
    })
  })

  describe('a turn', () => {
    test('leaves the log only when both cursors have passed it', async () => {
      const { learning, question, questions, material } = await lisbon(['one', 'two', 'three'])
      const [first = questionOf(), second = questionOf()] = questions
      await learning.commit(material, memoryUpdate(material, { learnedTo: `a:${second.id}` }))
      const learned = await learningInputOf(learning, question)

      await learning.commit(learned, memoryUpdateOfWindow(learned, { summary: { summarizedTo: `a:${first.id}` } }))

      const folded = await learningInputOf(learning, question)
      expect(textsOf(learned.turns)).toEqual(textsOf(material.turns))
      expect(textsOf(folded.turns)).toEqual(['q: two', 'a: I see.', 'q: three', 'a: I see.'])
    })

    test('that was edited behind the cursor stays until it is learned anew', async () => {
      const { store, learning, question, questions, material } = await lisbon(['one', 'two'])
      await learning.commit(material, memoryUpdate(material))
      await store.editQuestion(question, dm, 'One!')
      const edited = await learningInputOf(learning, question)
      const last = `a:${questions[1]?.id}` as const
      await learning.commit(edited, memoryUpdateOfWindow(edited, { summary: { summarizedTo: last } }))
      const waiting = await learning.readBacklog(question.user)

      const rest = await learningInputOf(learning, question)
      await learning.commit(rest, memoryUpdateOfWindow(rest, { relearnedTurns: rest.relearn }))

      expect(edited.relearn).toEqual([`q:${question.id}`])
      expect(waiting.conversations).toMatchObject([{ unlearned: 1, unsummarized: 0 }])
      expect(rest.turns).toMatchObject([{ text: 'One!', rev: 1 }])
      const { conversations } = await learning.readBacklog(question.user)
      expect(conversations.filter(({ unlearned }) => unlearned > 0)).toEqual([])
      expect((await learningInputOf(learning, question)).turns).toEqual([])
    })

    test('that is about to be answered stays until it is, though both cursors have passed it', async () => {
      const { store, learning, question } = await lisbon()
      const [slow, failed] = ['Slow?', 'Failed?'].map(text => ({ ...question, id: snowflake(), text }))
      if (!(slow && failed)) throw new Error('two questions')
      const { snapshotToken } = await receiveQuestion(store, slow)
      await receiveQuestion(store, failed)
      const last = { ...question, id: snowflake(), text: 'Quick?' }
      await receiveAndAnswer(store, last, 'Yes.')
      const everything = { summary: { summarizedTo: `a:${last.id}` as const } }
      const material = await learningInputOf(learning, question)
      await learning.commit(material, memoryUpdate(material, everything))

      expect(await store.keepAnswer(slow, snapshotToken, { text: 'At last.', saidAt: 1, messages: [] })).toBe('kept')
      await store.releaseClaim(failed)

      const passed = await learningInputOf(learning, question)
      expect(textsOf(passed.turns)).toEqual(['q: Slow?', 'a: At last.', 'q: Failed?'])
      await learning.commit(passed, memoryUpdate(passed, everything))
      expect((await learningInputOf(learning, question)).turns).toEqual([])
    })

    test('that comes in behind the cursor is learned with its answer, which is kept, and then leaves', async () => {
      const { store, learning, question, questions, material } = await lisbon(['one', 'two'])
      const [first = questionOf(), second = questionOf()] = questions
      const end = `a:${second.id}` as const
      await learning.commit(material, memoryUpdate(material, { summary: { summarizedTo: end } }))
      const late = { ...question, id: String((BigInt(first.id) + BigInt(second.id)) / 2n), text: 'I said this late.' }

      await receiveAndAnswer(store, late, 'Better late than never.')

      expect((await learning.readBacklog(question.user)).conversations).toMatchObject([{ unlearned: 1 }])
      const found = await learningInputOf(learning, question)
      expect(found.relearn).toEqual([`q:${late.id}`])
      expect(textsOf(found.turns)).toEqual(['q: I said this late.', 'a: Better late than never.'])
      const facts = [factFrom(late)]
      expect(await learning.commit(found, memoryUpdateOfWindow(found, { facts, relearnedTurns: found.relearn }))).toBe(
        'kept',
      )
      const done = await learningInputOf(learning, question)
      expect(done).toMatchObject({ relearn: [], turns: [], learnedTo: end, summarizedTo: end })
      expect(done.knowledgeFor(dm).facts).toEqual(facts.map(withoutEmbedding))
    })

    test('that was passed does not come back with what is said next', async () => {
      const { store, learning, question, material } = await lisbon()
      await learning.commit(material, memoryUpdate(material, { summary: { summarizedTo: `a:${question.id}` } }))
      await receiveAndAnswer(store, { ...question, id: snowflake(), text: 'Hello again.' }, 'Hello.')

      expect(textsOf((await learningInputOf(learning, question)).turns)).toEqual(['q: Hello again.', 'a: Hello.'])
      expect(await learning.readBacklog(question.user)).toMatchObject({
        conversations: [{ unlearned: 1, unsummarized: 2 }],
      })
    })
  })
}

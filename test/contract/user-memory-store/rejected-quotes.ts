import { describe, expect, test } from 'vitest'
import type { RejectedQuote } from '../../../src/memory/knowledge/rejected-quotes.ts'
import type { Question } from '../../../src/memory/types.ts'
import { snowflake } from '../../redis/support/fixtures.ts'
import { dm } from '../support/conversations.ts'
import { learningInputOf, memoryUpdate, summaryOf, talk } from '../support/memory-updates.ts'
import { deletionPlanOf, type WholeMemory } from '../support/whole-memory.ts'

const name: RejectedQuote = { reason: 'name', from: 10, to: 16 }

/** What was not kept of a question stands with it, and goes with it. */
export function rejectedQuotesContract(make: () => WholeMemory | Promise<WholeMemory>): void {
  async function lisbon(texts: readonly string[] = ['I live in Lisbon.']) {
    const memory = await make()
    const questions = await talk(memory.store, texts)
    const [question] = questions as [Question]
    const learn = async (quotes: readonly RejectedQuote[]) => {
      const input = await learningInputOf(memory.learning, question)
      const rejectedQuotes = [{ turn: `q:${question.id}` as const, quotes }]
      return await memory.learning.commit(input, memoryUpdate(input, { rejectedQuotes }))
    }
    await learn([name])
    return { ...memory, question, questions, learn, read: () => memory.own.readRejectedQuotes(question.user) }
  }

  describe('what was not kept of a question', () => {
    test('is told with its words and its place', async () => {
      const { read, question } = await lisbon()

      const { id: message, text, channel, scope, saidAt } = question
      expect(await read()).toEqual([{ message, text, channel, scope, saidAt, quotes: [name] }])
    })

    test('is told to its user alone', async () => {
      const { own } = await lisbon()

      expect(await own.readRejectedQuotes('1')).toEqual([])
    })

    test('changes nothing of the question as it is shown and learned from', async () => {
      const { learning, question } = await lisbon()

      expect((await learningInputOf(learning, question)).turns[0]).toEqual({
        ...{
          role: 'user',
          id: question.id,
          text: question.text,
          saidAt: question.saidAt,
          scope: question.scope,
          rev: 0,
        },
      })
    })

    test('leaves any words as they were, and is found in none of them', async () => {
      const codes = String.fromCharCode(0, 9, 10, 13, 0x2028)
      const text = `東京 👩‍👩‍👧 "rejected":[{"reason":"name"}] back\\slash / ${codes} ½ 1e999`
      const { read, learn } = await lisbon([text])

      const [found] = await read()
      await learn([])

      expect(found?.text).toBe(text)
      expect(await read()).toEqual([])
    })

    test('is what the last lesson said of it', async () => {
      const { read, learn } = await lisbon()

      await learn([{ reason: 'number', from: 0, to: 1 }])
      const [again] = await read()
      await learn([])

      expect(again?.quotes).toEqual([{ reason: 'number', from: 0, to: 1 }])
      expect(await read()).toEqual([])
    })

    test('goes when the question is edited', async () => {
      const { store, read, question } = await lisbon()

      await store.editQuestion(question, dm, 'I live in Porto.')

      expect(await read()).toEqual([])
    })

    test('goes when the message is deleted', async () => {
      const { store, read, question } = await lisbon()

      await store.deleteMessage(question.id)

      expect(await read()).toEqual([])
    })

    test('goes with the turn that both cursors have passed', async () => {
      const { learning, read, question } = await lisbon(['I live in Lisbon.', 'I like tea.'])
      const input = await learningInputOf(learning, question)

      await learning.commit(input, {
        ...memoryUpdate(input),
        summary: { summarizedTo: `a:${question.id}`, segment: summaryOf(input.turns.slice(0, 2)) },
      })

      expect(await read()).toEqual([])
    })

    test('goes with the turn, the conversation, and everything', async () => {
      const ofTurn = await lisbon()
      const { user, channel, id } = ofTurn.question
      await ofTurn.own.forget(user, deletionPlanOf({ turns: [{ channel, turn: `q:${id}` }] }))
      const ofConversation = await lisbon()
      const { question } = ofConversation
      await ofConversation.own.forget(question.user, deletionPlanOf({ conversations: [question.channel] }))
      const ofAll = await lisbon()
      await ofAll.own.forgetEverything(ofAll.question.user, snowflake())

      expect([await ofTurn.read(), await ofConversation.read(), await ofAll.read()]).toEqual([[], [], []])
    })

    test('is not kept with a lesson that is refused', async () => {
      const { learning, store, read, question, learn } = await lisbon()
      await learn([])
      const input = await learningInputOf(learning, question)
      await store.editQuestion(question, dm, 'I live in Porto.')

      const rejectedQuotes = [{ turn: `q:${question.id}` as const, quotes: [name] }]
      expect(await learning.commit(input, memoryUpdate(input, { rejectedQuotes }))).toBe('moved')

      expect(await read()).toEqual([])
    })
  })
}

import { describe, expect, test } from 'vitest'
import type { ConversationStore } from '../../../src/memory/ports/conversation-store.ts'
import type { Audience } from '../../../src/memory/scope.ts'
import type { Question, QuestionRef, QuestionTurn, ReopenedQuestion } from '../../../src/memory/types.ts'
import { snowflake } from '../../redis/support/fixtures.ts'
import { serverAudience } from '../../support/audiences.ts'
import { wholeBot } from '../../support/whole-bot.ts'
import {
  dm,
  questionOf,
  receiveAndAnswer,
  receiveQuestion,
  type StoreLimits,
  textsOf,
} from '../support/conversations.ts'

async function reopened(
  store: ConversationStore,
  question: QuestionRef,
  text?: string,
  audience: Audience = dm,
): Promise<ReopenedQuestion> {
  const found = await store.reopenQuestion(question, audience, text)
  if (typeof found === 'string') throw new Error(found)
  return found
}

/** A question as it is stored, by what a question after it is shown of it. */
async function storedQuestion(store: ConversationStore, question: Question): Promise<QuestionTurn | undefined> {
  const later = { ...question, id: String(BigInt(question.id) + 1000n) }
  const { window } = await receiveQuestion(store, later)
  return window.find(turn => turn.role === 'user' && turn.id === question.id) as QuestionTurn | undefined
}

/** What a ConversationStore must do about messages that are deleted, edited, or asked again. */
export function deletingContract(make: (limits?: StoreLimits) => ConversationStore): void {
  test('an answer to several questions ends the claims of all, and is found by the deletion of each', async () => {
    const store = make()
    const first = questionOf({ text: 'I have no oven.' })
    const second = { ...first, id: String(BigInt(first.id) + 1n), text: 'How do I bake?' }
    await receiveQuestion(store, first)
    const { snapshotToken } = await receiveQuestion(store, second)
    const message = snowflake()
    const answer = { text: 'In a pan.', saidAt: 1, messages: [message], companions: [first] }

    expect(await store.keepAnswer(second, snapshotToken, answer)).toBe('kept')
    expect(await store.takeOverClaims(wholeBot)).toEqual([])
    expect((await store.deleteMessage(first.id))?.answers).toEqual([message])
    expect((await store.deleteMessage(second.id))?.answers).toEqual([message])
  })

  test('a question that is withdrawn leaves no words, and counts as never said to the bot, however often it is withdrawn', async () => {
    const store = make()
    const question = questionOf({ text: 'I said that to somebody else.' })
    await receiveQuestion(store, question)
    for (let time = 1; time <= 2; time += 1) await store.withdrawQuestion(question)

    expect(await storedQuestion(store, question)).toBeUndefined()
    expect(await store.keepAnswer(question, '', { text: 'Late.', saidAt: 1, messages: [] })).toBe('gone')
    expect((await store.findTurns([question.id])).size).toBe(0)
  })

  describe('a deleted message', () => {
    test('takes its question and the answer along', async () => {
      const store = make()
      const question = questionOf()
      const message = await receiveAndAnswer(store, question, 'Nice.')

      expect(await store.deleteMessage(question.id)).toEqual({
        question: { user: question.user, channel: question.channel, id: question.id },
        answers: [message],
        facts: 0,
      })

      const { window } = await receiveQuestion(store, { ...question, id: snowflake() })
      expect(window).toEqual([])
      expect(await store.readSnapshot(question, dm)).toBe('gone')
    })

    test('that showed an answer takes the answer alone', async () => {
      const store = make()
      const question = questionOf()
      const message = await receiveAndAnswer(store, question, 'Nice.')

      expect(await store.deleteMessage(message)).toMatchObject({ question: { id: question.id }, answers: [] })

      const { window } = await receiveQuestion(store, { ...question, id: snowflake() })
      expect(textsOf(window)).toEqual(['q: I live in Lisbon.'])
    })

    test('that showed an earlier answer leaves the new one', async () => {
      const store = make()
      const question = questionOf()
      const message = await receiveAndAnswer(store, question, 'Nice.')
      const { snapshot } = await reopened(store, question)
      await store.keepAnswer(question, snapshot.snapshotToken, { text: 'Lovely.', saidAt: 1, messages: [snowflake()] })

      await store.deleteMessage(message)

      const { window } = await receiveQuestion(store, { ...question, id: snowflake() })
      expect(textsOf(window)).toEqual(['q: I live in Lisbon.', 'a: Lovely.'])
    })

    test('during the answer leaves nothing of either', async () => {
      const store = make()
      const question = questionOf()
      const { snapshotToken } = await receiveQuestion(store, question)
      await store.deleteMessage(question.id)

      expect(
        await store.keepAnswer(question, snapshotToken, { text: 'Nice.', saidAt: 1, messages: [snowflake()] }),
      ).toBe('gone')

      const { window } = await receiveQuestion(store, { ...question, id: snowflake() })
      expect(window).toEqual([])
    })

    test('of an answer that is not kept yet keeps it out', async () => {
      const store = make()
      const question = questionOf()
      const { snapshotToken } = await receiveQuestion(store, question)
      const messages = [snowflake(), snowflake()]
      await store.deleteMessage(messages[1] ?? '')

      expect(await store.keepAnswer(question, snapshotToken, { text: 'Nice.', saidAt: 1, messages })).toBe('removed')
    })

    test('does not come back when Discord repeats it, nor when it is received late', async () => {
      const store = make()
      const question = questionOf()
      await receiveQuestion(store, question)
      await store.deleteMessage(question.id)
      const late = questionOf()
      await store.deleteMessage(late.id)

      expect(await store.keepQuestion(question, dm)).toBe('claimed')
      expect(await store.keepQuestion(late, dm)).toBe('claimed')
    })

    test('may be told twice, or be none of ours', async () => {
      const store = make()
      const question = questionOf()
      await receiveQuestion(store, question)
      await store.deleteMessage(question.id)

      expect(await store.deleteMessage(question.id)).toBeUndefined()
      expect(await store.deleteMessage(snowflake())).toBeUndefined()
    })
  })

  describe('a question asked again', () => {
    test('hears what stood before it, and knows its present answer', async () => {
      const store = make()
      const first = questionOf({ text: 'one' })
      const second = { ...first, id: snowflake(), text: 'two' }
      await receiveAndAnswer(store, first, 'first')
      const message = await receiveAndAnswer(store, second, 'second')
      await receiveAndAnswer(store, { ...first, id: snowflake(), text: 'three' }, 'third')

      const again = await reopened(store, second)

      expect(textsOf(again.snapshot.window)).toEqual(['q: one', 'a: first'])
      expect(again.messages).toEqual([message])
      expect(await storedQuestion(store, second)).toMatchObject({ text: 'two', rev: 0, id: second.id })
    })

    test('has its new text after an edit, and one rev more, once', async () => {
      const store = make()
      const question = questionOf()
      await receiveAndAnswer(store, question, 'Nice.')

      await reopened(store, question, 'Ich wohne in Köln 🏰.')
      await reopened(store, question, 'Ich wohne in Köln 🏰.')

      expect(await storedQuestion(store, question)).toEqual({
        role: 'user',
        id: question.id,
        text: 'Ich wohne in Köln 🏰.',
        saidAt: question.saidAt,
        scope: 'dm',
        rev: 1,
      })
    })

    test('edited in a channel that became private is not heard in the server', async () => {
      const store = make()
      const guild = snowflake()
      const question = questionOf({ guild, scope: `guild:${guild}` })
      await receiveQuestion(store, question, serverAudience(guild))

      await reopened(store, question, 'Only for us.', serverAudience(guild, question.channel))

      expect((await storedQuestion(store, question))?.scope).toBe(`channel:${question.channel}`)
    })

    test.each(['What is a good name for a cat?', undefined])(
      'in a channel that became private is answered for that channel alone (edited to %j)',
      async text => {
        const store = make()
        const guild = snowflake()
        const question = questionOf({ guild, scope: `guild:${guild}`, text: 'What is a good name for a cat?' })
        const inServer: Audience = serverAudience(guild)
        const inPrivate: Audience = serverAudience(guild, question.channel)
        await receiveQuestion(store, question, inServer)
        const again = await reopened(store, question, text, inPrivate)
        await store.keepAnswer(question, again.snapshot.snapshotToken, {
          text: 'The secret one.',
          saidAt: 1,
          messages: [],
        })

        const [later, last] = [1n, 2n].map(n => ({ ...question, id: String(BigInt(question.id) + n) }))
        expect((await receiveQuestion(store, later ?? question, inServer)).window).toEqual([])
        expect(textsOf((await receiveQuestion(store, last ?? question, inPrivate)).window)).toContain(
          'a: The secret one.',
        )
        expect(await storedQuestion(store, question)).toMatchObject({ scope: `channel:${question.channel}`, rev: 0 })
      },
    )

    test('in a channel that became public stays as private as it was', async () => {
      const store = make()
      const guild = snowflake()
      const question = questionOf({ guild })
      const secret = { ...question, scope: `channel:${question.channel}` as const }
      await receiveQuestion(store, secret, serverAudience(guild, question.channel))

      await reopened(store, secret, undefined, serverAudience(guild))

      expect((await storedQuestion(store, secret))?.scope).toBe(secret.scope)
    })

    test('is gone when it is not kept', async () => {
      expect(await make().reopenQuestion(questionOf(), dm, 'new text')).toBe('gone')
    })

    test('can be given other words without an answer, and what was answered to the old ones is gone', async () => {
      const store = make()
      const question = questionOf({ text: 'Is 4711 a good PIN?' })
      const shown = await receiveAndAnswer(store, question, '4711 is weak.')
      await store.editQuestion(question, dm, 'Never mind.')
      await store.editQuestion(question, dm, 'Never mind.')
      await store.editQuestion(questionOf(), dm, 'Of a question that is not kept.')

      const later = await receiveQuestion(
        store,
        questionOf({ user: question.user, channel: question.channel, id: String(BigInt(question.id) + 1n) }),
      )
      const again = await reopened(store, question)

      expect(textsOf(later.window)).toEqual(['q: Never mind.'])
      expect(again.messages).toEqual([shown])
      expect(await storedQuestion(store, question)).toMatchObject({ rev: 1 })
    })

    test('is not answered anew by an edit that changes nothing, as Discord tells of link previews', async () => {
      const store = make()
      const question = questionOf({ text: 'Look at this.' })
      await receiveAndAnswer(store, question, 'I see.')

      expect(await store.reopenQuestion(question, dm, 'Look at this.')).toBe('gone')
      await reopened(store, question)
      expect(await storedQuestion(store, question)).toMatchObject({ rev: 0 })
    })
  })

  describe('the last answered question', () => {
    test('is the newest that has an answer', async () => {
      const store = make()
      const first = questionOf()
      const second = { ...first, id: snowflake() }
      await receiveAndAnswer(store, first, 'first')
      const message = await receiveAndAnswer(store, second, 'second')
      await receiveQuestion(store, { ...first, id: snowflake() })

      expect(await store.findLastAnswer(first)).toEqual({
        question: { user: first.user, channel: first.channel, id: second.id },
        messages: [message],
      })
    })

    test('is nothing where nothing was answered', async () => {
      expect(await make().findLastAnswer(questionOf())).toBeUndefined()
    })
  })
}

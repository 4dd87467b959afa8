import { describe, expect, test } from 'vitest'
import type { ConversationStore } from '../../../src/memory/ports/conversation-store.ts'
import type { Audience } from '../../../src/memory/scope.ts'
import type { Conversation, GuildId, Question, Retention, UserId } from '../../../src/memory/types.ts'
import { snowflake } from '../../redis/support/fixtures.ts'
import { serverAudience } from '../../support/audiences.ts'
import { wholeBot } from '../../support/whole-bot.ts'
import { dm, questionOf, receiveAndAnswer, receiveQuestion, textsOf } from '../support/conversations.ts'

/** A store, and the ways by which nothing is kept. */
export interface StoreUnderTest {
  readonly store: ConversationStore
  pause(user: UserId, isPaused: boolean): Promise<void>
  /** @param at until when, in ms since 1970 */
  goIncognito(conversation: Conversation, at: number): Promise<void>
  incognitoUntil(conversation: Conversation): Promise<number | undefined>
  switchOff(guild: GuildId): Promise<void>
  /** All that is kept, as one text. */
  everything(): Promise<string>
  /** What the records are called in which it is kept. */
  records(): Promise<readonly string[]>
  /** The same memory, seen by another process, after the first died. */
  afterDeath(): ConversationStore
}

const HOUR = 3_600_000
const secret = 'my PIN is 4711'

/** What a MemoryStore must do about questions that are answered without being kept. */
export function unkeptContract(make: () => StoreUnderTest): void {
  const ways: Record<Exclude<Retention, 'kept'>, (memory: StoreUnderTest, question: Question) => Promise<void>> = {
    paused: (memory, { user }) => memory.pause(user, true),
    incognito: (memory, question) => memory.goIncognito(question, Date.now() + HOUR),
    serverOff: (memory, { guild }) => memory.switchOff(guild ?? ''),
  }
  const reasons = Object.entries(ways).map(([why, way]) => ({ why: why as Retention, way }))
  const inServer = () => {
    const guild = snowflake()
    return questionOf({ guild, scope: `guild:${guild}`, text: secret })
  }

  const there = ({ guild = '' }: Question): Audience => serverAudience(guild)

  describe.each(reasons)('a question that is not kept: $why', ({ why, way }) => {
    test('leaves no word of it, nor of its answer, and draws on what was said before', async () => {
      const memory = make()
      const { store } = memory
      const question = inServer()
      const before = { ...question, id: snowflake(), text: 'I live in Lisbon.' }
      await receiveAndAnswer(store, before, 'Nice.')
      await way(memory, question)

      const last = { ...question, id: snowflake() }
      const snapshot = await receiveQuestion(store, last)

      expect(snapshot).toMatchObject({ retention: why, isFirst: false })
      expect(textsOf(snapshot.window)).toEqual(['q: I live in Lisbon.', 'a: Nice.'])
      const { snapshotToken } = snapshot
      expect(await store.keepAnswer(last, snapshotToken, { text: secret, saidAt: 1, messages: [snowflake()] })).toBe(
        'gone',
      )
      expect(await memory.everything()).not.toContain('PIN')
    })

    test('leaves nothing at all of somebody of whom nothing is known, but that it is claimed', async () => {
      const memory = make()
      const question = inServer()
      await way(memory, question)
      const before = await memory.records()

      expect(await receiveQuestion(memory.store, question)).toMatchObject({ epoch: '', window: [], retention: why })
      await memory.store.releaseClaim(question, 'answered')

      expect((await memory.records()).filter(name => !before.includes(name))).toEqual([
        expect.stringContaining(`message:${question.id}`),
      ])
    })

    test('is claimed once, also when its answer was given', async () => {
      const memory = make()
      const { store } = memory
      const question = inServer()
      await way(memory, question)
      await receiveQuestion(store, question)
      expect(await store.keepQuestion(question, dm)).toBe('claimed')

      await store.releaseClaim(question, 'answered')

      expect(await store.keepQuestion(question, dm)).toBe('claimed')
      expect(await store.takeOverClaims(wholeBot)).toEqual([])
    })

    test('is nobody’s any more where it was answered with a later one, which is ended with it', async () => {
      const memory = make()
      const question = inServer()
      await way(memory, question)
      const last = { ...question, id: snowflake() }
      for (const one of [question, last]) await receiveQuestion(memory.store, one)

      await memory.store.releaseClaim(last, 'answered', [question])

      expect(await memory.store.readSnapshot(question, dm)).toBe('gone')
      expect(await memory.afterDeath().takeOverClaims(wholeBot)).toEqual([])
    })

    test('is still another process’s to answer where one that has not its claim gives none', async () => {
      const memory = make()
      const question = inServer()
      await way(memory, question)
      await receiveQuestion(memory.store, question)

      await memory.afterDeath().releaseClaim(question)

      expect(await memory.store.readSnapshot(question, there(question))).toMatchObject({ retention: why })
      expect(await memory.store.holdsClaim(question, Number.NEGATIVE_INFINITY)).toBe(true)
    })

    test('can be looked at until it is answered or deleted', async () => {
      const memory = make()
      const { store } = memory
      const [answered, deleted] = [inServer(), inServer()]
      for (const question of [answered, deleted]) {
        await way(memory, question)
        await receiveQuestion(store, question)
        expect(await store.readSnapshot(question, serverAudience(question.guild ?? ''))).toMatchObject({
          retention: why,
        })
      }

      await store.releaseClaim(answered, 'answered')
      expect(await store.deleteMessage(deleted.id)).toBeUndefined()

      expect(await store.readSnapshot(answered, dm)).toBe('gone')
      expect(await store.readSnapshot(deleted, dm)).toBe('gone')
      expect(await store.keepQuestion(deleted, dm)).toBe('claimed')
    })

    test('that was edited before its answer is claimed again, with nothing kept', async () => {
      const memory = make()
      const question = inServer()
      await way(memory, question)
      await receiveQuestion(memory.store, question)

      expect(await memory.store.reopenQuestion(question, dm, `${secret}!`)).toBe('gone')
      await memory.store.editQuestion(question, dm, `${secret}!`)

      expect(await receiveQuestion(memory.store, { ...question, text: `${secret}!` })).toMatchObject({ retention: why })
      expect(await memory.everything()).not.toContain('PIN')
    })

    test('that a process left behind can be claimed again, and is still not kept', async () => {
      const memory = make()
      const question = inServer()
      await way(memory, question)
      await receiveQuestion(memory.store, question)
      await memory.pause(question.user, false)
      const store = memory.afterDeath()
      const { user, channel, id } = question

      expect(await store.takeOverClaims(wholeBot)).toEqual([{ user, channel, id }])
      expect(await store.reopenQuestion(question, dm)).toBe('gone')
      const snapshot = await receiveQuestion(store, question)

      expect(snapshot.retention).not.toBe('kept')
      expect(await memory.everything()).not.toContain('PIN')
    })
  })

  test('the user’s own pause is told first, then incognito, then the server', async () => {
    const memory = make()
    const first = inServer()
    const keeping = async () => (await receiveQuestion(memory.store, { ...first, id: snowflake() })).retention
    await memory.switchOff(first.guild ?? '')
    expect(await keeping()).toBe('serverOff')
    await memory.goIncognito(first, Date.now() + HOUR)
    expect(await keeping()).toBe('incognito')
    await memory.pause(first.user, true)
    expect(await keeping()).toBe('paused')
  })

  test('one conversation is incognito, another is not', async () => {
    const memory = make()
    const question = questionOf()
    await memory.goIncognito(question, Date.now() + HOUR)

    expect(await receiveQuestion(memory.store, questionOf({ user: question.user }))).toMatchObject({
      retention: 'kept',
    })
    expect(await receiveQuestion(memory.store, questionOf({ channel: question.channel }))).toMatchObject({
      retention: 'kept',
    })
  })

  test('incognito lasts an hour from the last message', async () => {
    const memory = make()
    const question = questionOf()
    await memory.goIncognito(question, Date.now() + 60_000)

    await receiveQuestion(memory.store, question)

    expect(await memory.incognitoUntil(question)).toBeGreaterThan(Date.now() + HOUR - 60_000)
  })

  test('incognito that is over is over', async () => {
    const memory = make()
    const question = questionOf()
    await memory.goIncognito(question, Date.now() - 60_000)

    expect(await receiveQuestion(memory.store, question)).toMatchObject({ retention: 'kept' })

    expect(await memory.incognitoUntil(question)).toBeUndefined()
    expect(await memory.store.readSnapshot(question, dm)).toMatchObject({ retention: 'kept' })
  })

  describe.each(reasons)('a question that was kept before: $why', ({ why, way }) => {
    test('can be answered again, which is not kept', async () => {
      const memory = make()
      const question = inServer()
      const message = await receiveAndAnswer(memory.store, question, 'Nice.')
      await way(memory, question)

      expect(await memory.store.readSnapshot(question, there(question))).toMatchObject({ retention: why })
      const again = await memory.store.reopenQuestion(question, there(question))
      expect(again).toMatchObject({ snapshot: { retention: why }, messages: [message] })
      await memory.store.releaseClaim(question, 'answered')

      expect(await memory.store.takeOverClaims(wholeBot)).toEqual([])
      expect(await memory.everything()).toContain('Nice.')
    })

    test('has its answer refused that was under way; its deletion finds the messages that show it', async () => {
      const memory = make()
      const question = inServer()
      const { snapshotToken } = await receiveQuestion(memory.store, question)
      await way(memory, question)
      const messages = [snowflake(), snowflake()]

      expect(await memory.store.keepAnswer(question, snapshotToken, { text: 'A secret.', saidAt: 1, messages })).toBe(
        'unkept',
      )

      expect(await memory.store.takeOverClaims(wholeBot)).toEqual([])
      expect(await memory.everything()).not.toContain('A secret.')
      expect(await memory.store.deleteMessage(question.id)).toMatchObject({ answers: messages })
    })
  })

  describe.each(reasons)('new words that may not be kept: $why', ({ why, way }) => {
    async function slip(memory: StoreUnderTest) {
      const question = { ...inServer(), text: 'my PIN is 4' }
      const answer = await receiveAndAnswer(memory.store, question, 'PIN? I see.')
      await way(memory, question)
      return { question, answer }
    }

    test('leave nothing of the old ones either; they can be answered without being kept', async () => {
      const memory = make()
      const { question } = await slip(memory)

      expect(await memory.store.reopenQuestion(question, there(question), secret)).toBe('gone')
      expect(await receiveQuestion(memory.store, { ...question, text: secret })).toMatchObject({
        retention: why,
        window: [],
      })
      await memory.store.releaseClaim(question, 'answered')

      expect(await memory.everything()).not.toContain('PIN')
      expect(await memory.store.keepQuestion(question, dm)).toBe('claimed')
      expect(await memory.store.takeOverClaims(wholeBot)).toEqual([])
    })

    test('nor when they are not answered; the deletion still finds the old answer', async () => {
      const memory = make()
      const { question, answer } = await slip(memory)

      await memory.store.editQuestion(question, there(question), secret)
      await memory.store.editQuestion(question, there(question), `${secret}!`)

      expect(await memory.everything()).not.toContain('PIN')
      expect(await memory.store.keepQuestion(question, dm)).toBe('claimed')
      expect(await memory.store.deleteMessage(question.id)).toMatchObject({ answers: [answer] })
    })

    test('are none where the words are the same', async () => {
      const memory = make()
      const { question } = await slip(memory)

      await memory.store.editQuestion(question, there(question), question.text)

      expect(await memory.everything()).toContain(question.text)
    })
  })

  describe('the first time', () => {
    test('is until an answer is kept', async () => {
      const { store } = make()
      const question = questionOf()
      const { isFirst } = await receiveQuestion(store, question)
      await store.releaseClaim(question) // the model failed
      const again = { ...question, id: snowflake() }
      const { isFirst: isStill, snapshotToken } = await receiveQuestion(store, again)
      await store.keepAnswer(again, snapshotToken, { text: 'Nice.', saidAt: 1, messages: [snowflake()] })

      expect([isFirst, isStill]).toEqual([true, true])
      expect(await receiveQuestion(store, { ...question, id: snowflake() })).toMatchObject({ isFirst: false })
    })

    test('is until one was given that is not kept, where something else is kept of the user', async () => {
      const memory = make()
      const question = questionOf()
      await memory.pause(question.user, true)
      const { isFirst } = await receiveQuestion(memory.store, question)
      await memory.store.releaseClaim(question, 'answered')

      expect(isFirst).toBe(true)
      expect(await receiveQuestion(memory.store, { ...question, id: snowflake() })).toMatchObject({ isFirst: false })
    })
  })
}

import { expect, test } from 'vitest'
import type { ConversationStore } from '../../../../src/memory/ports/conversation-store.ts'
import type { Question } from '../../../../src/memory/types.ts'
import { padSnowflake } from '../../../../src/redis/records/message-links.ts'
import { dm, questionOf, receiveQuestion, textsOf } from '../../../contract/support/conversations.ts'
import { plainRedis, readAllKeys, snowflake, testKeys, testStore } from '../../support/fixtures.ts'

const WORDS = 'Oslo it is.'

/** Two questions of one person, and the answer to both that is kept with the last. */
async function answeredTogether() {
  const [redis, keys] = [plainRedis(), testKeys()]
  const { store } = testStore(redis, { keys })
  const first = questionOf({ text: 'I go to Oslo.' })
  const last = { ...first, id: snowflake(), text: 'What do I need?' }
  await receiveQuestion(store, first)
  const { snapshotToken } = await receiveQuestion(store, last)
  const answer = { text: WORDS, saidAt: 1, messages: [snowflake()], companions: [first] }
  return {
    ...{ redis, keys, store, first, last, answer },
    keep: () => store.keepAnswer(last, snapshotToken, answer),
    kept: async () => JSON.stringify(await readAllKeys(redis, keys)),
    shown: async () => textsOf((await receiveQuestion(store, { ...first, id: snowflake() })).window),
  }
}

test.for([['forgotten'], [undefined]] as const)(
  'where an earlier one of them goes, so does what answers it with a later one: %s',
  async ([how]) => {
    const { store, first, keep, kept, shown } = await answeredTogether()
    expect(await keep()).toBe('kept')
    expect(await kept()).toContain(WORDS)
    await store.deleteMessage(first.id, how)

    expect(await kept()).not.toContain(WORDS)
    expect(await shown()).toEqual(['q: What do I need?'])
  },
)

test('where an earlier one of them has other words, their answer is one to old words, and its messages are found', async () => {
  const { store, first, answer, keep, kept, shown } = await answeredTogether()
  await keep()
  const reopened = await store.reopenQuestion(first, dm, 'I go to Lima.')

  expect(reopened).toMatchObject({ messages: answer.messages })
  expect(await kept()).not.toContain(WORDS)
  expect(await shown()).toEqual(['q: I go to Lima.', 'q: What do I need?'])
})

test.for([['forgotten'], [undefined]] as const)(
  'where an earlier one of them is gone before their answer is kept, it is not: %s',
  async ([how]) => {
    const { store, first, keep, kept } = await answeredTogether()
    await store.deleteMessage(first.id, how)

    expect(await keep()).toBe('gone')
    expect(await kept()).not.toContain(WORDS)
  },
)

test('where an earlier one of them has other words and memory is paused, their answer goes all the same, and what was made of it', async () => {
  const { redis, keys, store, first, last, keep, kept } = await answeredTogether()
  await keep()
  await redis.hset(keys.user(first.user), 'paused', '1')
  await redis.zadd(keys.messageLinks(first.user), 0, `${padSnowflake(last.id)}:a:f1`)
  const context = { near: `NEAR ${WORDS}`, nearTo: JSON.stringify([`a:${last.id}`]), nearShown: '' }
  await redis.hset(`${keys.factPrefix(first.user)}f1`, { json: '{"id":"f1","sources":[]}', ...context })
  await store.editQuestion(first, dm, 'I go to Lima.')

  expect(await kept()).not.toContain(WORDS)
})

/** Answers a question anew, in the messages that show its answer. */
async function answerAnew(store: ConversationStore, question: Question, text: string) {
  const reopened = await store.reopenQuestion(question, dm, `${question.text} Now?`)
  if (typeof reopened === 'string') throw new Error(reopened)
  const { snapshot, messages } = reopened
  return { messages, outcome: await store.keepAnswer(question, snapshot.snapshotToken, { text, saidAt: 2, messages }) }
}

test('an answer that the last of them has by itself since stays where an earlier one is forgotten', async () => {
  const { store, first, last, keep, kept } = await answeredTogether()
  await keep()
  await answerAnew(store, last, 'A coat.')
  await store.deleteMessage(first.id, 'forgotten')

  expect(await kept()).toContain('A coat.')
})

test('while the last of them is answered anew by itself, an earlier one is shown by its messages no more', async () => {
  const { store, first, last, keep } = await answeredTogether()
  await keep()
  await store.reopenQuestion(last, dm, 'How old does a cat get?')

  expect(await store.deleteMessage(first.id)).toMatchObject({ answers: [] })
})

test('an edit of an earlier one that changes no word is answered by what answers it with the last', async () => {
  const { store, first, keep } = await answeredTogether()
  await keep()

  expect(await store.reopenQuestion(first, dm, first.text)).toBe('gone')
})

test('what showed an answer that was forgotten shows the next one', async () => {
  const { store, last, answer, keep } = await answeredTogether()
  await keep()
  await store.deleteMessage(answer.messages[0] ?? '', 'forgotten')

  expect(await answerAnew(store, last, 'A coat.')).toEqual({ messages: answer.messages, outcome: 'kept' })
})

test.for([
  ['last', 'reopenQuestion'],
  ['first', 'reopenQuestion'],
  ['last', 'editQuestion'],
  ['first', 'editQuestion'],
] as const)(
  'an answer to old words of the %s of them, which another process has heard to be edited, is none: %s',
  async ([which, hear]) => {
    const { redis, keys, store, keep, kept, ...questions } = await answeredTogether()
    const question = questions[which]
    await redis.zadd(keys.processes, Date.now() + 60_000, 'a')
    const other = testStore(redis, { keys, processId: 'b' }).store

    expect(await other[hear](question, dm, 'I stay.')).toBe(hear === 'reopenQuestion' ? 'claimed' : undefined)
    await keep()
    expect(await kept()).not.toContain(WORDS)
    const reopened = await store.reopenQuestion(question, dm, 'I stay.')
    expect(reopened).toMatchObject({ messages: questions.answer.messages })
  },
)

import { expect, test } from 'vitest'
import { dm, questionOf, receiveAndAnswer, receiveQuestion } from '../../../contract/support/conversations.ts'
import { factFrom, learningInputOf, memoryUpdate } from '../../../contract/support/memory-updates.ts'
import { seedLearnableTurns } from '../../support/both-stores.ts'
import { interceptScripts, plainRedis, snowflake, testStore } from '../../support/fixtures.ts'

const DAY = 86_400

async function toldInParts(store: ReturnType<typeof testStore>['store'], question = questionOf()) {
  const { snapshotToken } = await receiveQuestion(store, question)
  const messages = [snowflake(), snowflake(), snowflake()]
  await store.keepAnswer(question, snapshotToken, { text: 'A long story.', saidAt: 1, messages })
  return { question, messages }
}

test('with a deleted question the messages are told that showed its answer', async () => {
  const { store } = testStore(plainRedis())
  const { question, messages } = await toldInParts(store)

  expect(await store.deleteMessage(question.id)).toMatchObject({ answers: messages })
  expect(await store.deleteMessage(question.id)).toBeUndefined()
})

test('also when both have left the log', async () => {
  const redis = plainRedis()
  const { store, keys } = testStore(redis, { logLimit: 2 })
  const { question, messages } = await toldInParts(store)
  await receiveAndAnswer(store, { ...question, id: snowflake() }, 'Nice.')
  expect(await redis.hexists(keys.log(question), `a:${question.id}`)).toBe(0)

  expect(await store.deleteMessage(question.id)).toMatchObject({ answers: messages })
})

test('also when it is deleted once more, as the reply to the first deletion was lost', async () => {
  const redis = plainRedis()
  const { store } = testStore(redis)
  const question = questionOf()
  const message = await receiveAndAnswer(store, question, 'Lisbon it is.')
  let scripts = 0
  const endLosses = interceptScripts(redis, async run => {
    const reply = await run()
    scripts += 1
    if (scripts === 2) throw new Error('Command timed out')
    return reply
  })
  await expect(store.deleteMessage(question.id)).rejects.toThrow()
  endLosses()

  expect(await store.deleteMessage(question.id)).toMatchObject({ answers: [message] })
  expect(await store.deleteMessage(question.id)).toBeUndefined()
})

test('also when the words were edited since, and not answered', async () => {
  const { store } = testStore(plainRedis())
  const { question, messages } = await toldInParts(store)
  await store.editQuestion(question, dm, 'Other words.')

  expect(await store.deleteMessage(question.id)).toMatchObject({ answers: messages })
})

test('also when the question was forgotten before, which tells its words to nobody', async () => {
  const redis = plainRedis()
  const { store, keys } = testStore(redis)
  const { question, messages } = await toldInParts(store)
  const ttl = await redis.ttl(keys.message(question.id))

  expect(await store.deleteMessage(question.id, 'forgotten')).toMatchObject({ answers: messages, facts: 0 })

  expect(await store.reopenQuestion(question, dm, 'Other words.')).toBe('gone')
  expect(await store.readSnapshot(question, dm)).toBe('gone')
  expect(await redis.ttl(keys.message(question.id))).toBeGreaterThan(ttl - 60)
  expect(await redis.zscore(keys.messages(question.user), question.id)).not.toBeNull()
  expect(await store.deleteMessage(question.id)).toMatchObject({ answers: messages })
  expect(await store.deleteMessage(question.id)).toBeUndefined()
})

test('those of the newest answer, if there were several', async () => {
  const { store } = testStore(plainRedis())
  const { question } = await toldInParts(store)
  const again = await store.reopenQuestion(question, dm)
  if (typeof again === 'string') throw new Error(again)
  await store.keepAnswer(question, again.snapshot.snapshotToken, { text: 'Short.', saidAt: 1, messages: ['1'] })

  expect(await store.deleteMessage(question.id)).toMatchObject({ answers: ['1'] })
})

test('what the record of a question knows besides stays, and so does its end', async () => {
  const redis = plainRedis()
  const { store, keys } = testStore(redis)
  const question = questionOf()
  const { snapshotToken } = await receiveQuestion(store, question)
  await redis.expire(keys.message(question.id), 5 * DAY)

  await store.keepAnswer(question, snapshotToken, { text: 'Nice.', saidAt: 1, messages: ['1'] })

  const { user, channel, id } = question
  expect(await redis.get(keys.message(id))).toBe(`${user} ${channel}  dm +1`)
  expect(await redis.ttl(keys.message(id))).toBeLessThanOrEqual(5 * DAY)
})

test.each([
  ['no record', undefined],
  ['one that can’t be read', 'nonsense'],
  ['one whose answers can’t be read', '{"answers":7}'],
])('an answer is kept where there is %s', async (_, record) => {
  const redis = plainRedis()
  const { store, keys } = testStore(redis)
  const question = questionOf()
  const { snapshotToken } = await receiveQuestion(store, question)
  await (record === undefined ? redis.del(keys.message(question.id)) : redis.set(keys.message(question.id), record))

  expect(await store.keepAnswer(question, snapshotToken, { text: 'Nice.', saidAt: 1, messages: ['1'] })).toBe('kept')
})

test('a deletion where the answers can’t be read takes the turn all the same', async () => {
  const redis = plainRedis()
  const { store, keys } = testStore(redis)
  const question = questionOf()
  await receiveQuestion(store, question)
  const { user, channel, id } = question
  await redis.set(keys.message(id), JSON.stringify({ user, channel, id, answers: { 1: true } }))

  expect(await store.deleteMessage(id)).toEqual({ question: { user, channel, id }, answers: [], facts: 0 })
  expect(await store.readSnapshot(question, dm)).toBe('gone')
})

test('the words of a forgotten question do not come back by an edit; what still rests on it goes all the same', async () => {
  const redis = plainRedis()
  const { store, learning, keys, question, user, material } = await seedLearnableTurns(redis)
  await learning.commit(material, memoryUpdate(material, { facts: [factFrom(question)] }))
  const { id, channel } = question
  await redis.hdel(keys.log(question), `q:${id}`, `a:${id}`)
  await redis.del(keys.turns(question))
  await redis.set(keys.message(id), JSON.stringify({ user, channel, id, scope: 'dm', isForgotten: true }))

  await store.editQuestion(question, dm, 'I moved to Oslo.')

  expect(await store.reopenQuestion(question, dm, 'I moved to Bergen.')).toBe('gone')
  expect(await redis.exists(keys.log(question))).toBe(0)
  expect((await learningInputOf(learning, question)).knowledgeFor(dm).facts).toEqual([])
  expect(await store.deleteMessage(id)).toMatchObject({ question: { id } })
})

import { expect, test } from 'vitest'
import { dm, questionOf, receiveAndAnswer, receiveQuestion } from '../../contract/support/conversations.ts'
import { factFrom, learningInputOf, memoryUpdate } from '../../contract/support/memory-updates.ts'
import { seedLearnableTurns } from '../support/both-stores.ts'
import { plainRedis, snowflake, testStore } from '../support/fixtures.ts'

test('what a user has set comes with every snapshot', async () => {
  const redis = plainRedis()
  const { store, keys } = testStore(redis)
  const question = questionOf()
  expect(await receiveQuestion(store, question)).toMatchObject({ settings: { isPaused: false } })

  await redis.hset(keys.user(question.user), { timeZone: 'Asia/Tokyo', locale: 'ja', paused: '1' })

  const settings = { timeZone: 'Asia/Tokyo', locale: 'ja', isPaused: true }
  expect(await store.readSnapshot(question, dm)).toMatchObject({ settings })
  expect(await store.reopenQuestion(question, dm)).toMatchObject({ snapshot: { settings } })
  expect(await receiveQuestion(store, { ...question, id: snowflake() })).toMatchObject({ settings })
})

test('a time zone that this Node does not know is none', async () => {
  const redis = plainRedis()
  const { store, learning, keys, question, user } = await seedLearnableTurns(redis)
  await redis.hset(keys.user(user), 'timeZone', 'Mars/Olympus')

  expect(await store.readSnapshot(question, dm)).toMatchObject({ settings: { isPaused: false } })
  expect(await learningInputOf(learning, question)).not.toHaveProperty('timeZone')
})

test('the learner is told the user’s time zone', async () => {
  const redis = plainRedis()
  const { learning, keys, question, user, material } = await seedLearnableTurns(redis)
  await redis.hset(keys.user(user), 'timeZone', 'Asia/Tokyo')

  expect(material).not.toHaveProperty('timeZone')
  expect(await learningInputOf(learning, question)).toMatchObject({ timeZone: 'Asia/Tokyo' })
})

test('a new question keeps a record that was about to go, and tells in which servers there is something', async () => {
  const redis = plainRedis()
  const { store, keys } = testStore(redis)
  const question = questionOf({ guild: '7', scope: 'guild:7' })
  await redis.hset(keys.user(question.user), 'epoch', 'new')
  await redis.expire(keys.user(question.user), 86_400)

  expect(await receiveQuestion(store, question)).toMatchObject({ epoch: 'new' })
  await receiveQuestion(store, questionOf({ user: question.user }))

  expect(await redis.ttl(keys.user(question.user))).toBe(-1)
  expect(await redis.smembers(keys.guilds(question.user))).toEqual(['7'])
})

test('facts that had to make room are counted, each once', async () => {
  const redis = plainRedis()
  const { learning, store, keys, question, user, material } = await seedLearnableTurns(redis)
  const facts = [factFrom(question), factFrom(question), factFrom(question)]
  await learning.commit(material, memoryUpdate(material, { facts }))
  await receiveAndAnswer(store, { ...question, id: snowflake() }, 'I see.')
  const [first, second] = facts
  const evicting = await learningInputOf(learning, question)
  const evicts = memoryUpdate(evicting, { evictedFacts: [first?.id ?? '', second?.id ?? ''] })

  await learning.commit(evicting, evicts)
  await learning.commit(evicting, evicts)
  const later = await learningInputOf(learning, question)
  await learning.commit(later, memoryUpdate(later))

  expect(await redis.hget(keys.user(user), 'evicted')).toBe('2')
})

test('a fact that was asked to be kept stays known as such', async () => {
  const { learning, question, material } = await seedLearnableTurns(plainRedis())
  await learning.commit(material, memoryUpdate(material, { facts: [factFrom(question, { asked: 'message' })] }))

  const { facts } = (await learningInputOf(learning, question)).knowledgeFor(dm)

  expect(facts).toMatchObject([{ asked: 'message' }])
})

import { expect, test } from 'vitest'
import { firstSnowflakeAt } from '../../../src/memory/turns.ts'
import type { Question } from '../../../src/memory/types.ts'
import { dm, questionOf, receiveAndAnswer } from '../../contract/support/conversations.ts'
import { plainRedis, snowflake } from '../support/fixtures.ts'
import { wholeMemory } from '../support/whole-memory.ts'

const trace = { facts: ['1'], segments: [], window: [], lookups: 0 }

/** Two questions with their answers as schema version 3 kept them. */
async function formerTalk() {
  const memory = wholeMemory(plainRedis())
  const { redis, keys, store } = memory
  const first = questionOf()
  const { user, channel } = first
  const questions: [Question, Question] = [first, { ...first, id: snowflake() }]
  const answers: [string, string] = [snowflake(), snowflake()]
  for (const [i, { id }] of questions.entries()) {
    await receiveAndAnswer(store, { ...first, id }, 'Nice.')
    const owner = { user, channel, id }
    await redis.set(keys.message(id), JSON.stringify({ ...owner, scope: 'dm', answers: [answers[i]] }))
    await redis.set(keys.message(answers[i] ?? ''), JSON.stringify(owner))
    await redis.zadd(keys.messages(user), Date.now(), answers[i] ?? '')
    await redis.set(keys.formerTrace({ ...owner }), '0|1||')
    await redis.zadd(keys.formerTraces(user), Date.now(), id)
  }
  const left = async () => {
    const found = [...questions.map(({ id }) => id), ...answers].map(keys.message)
    const traces = questions.map(keys.formerTrace)
    const texts = [...(await redis.mget(found)), ...(await redis.mget(traces))]
    return texts.filter(text => text !== null && text !== '').length + (await redis.zcard(keys.formerTraces(user)))
  }
  return { ...memory, user, questions, answers, left }
}

test('what was kept of messages and answers by versions before is read, changed and forgotten', async () => {
  const { store, own, user, questions, answers, left, redis, keys } = await formerTalk()
  const [first, second] = questions

  expect(await store.readTrace(first)).toEqual(trace)
  expect((await own.readUserData(user)).traces).toEqual(new Map(questions.map(({ id }) => [id, trace])))
  expect(await store.findTurns([first.id])).toEqual(new Map([[first.id, { user, question: first.id, scope: 'dm' }]]))
  expect(await own.findOwner(answers[0])).toMatchObject({ user, id: first.id })
  expect(await store.deleteMessage(first.id, 'forgotten')).toMatchObject({
    answers: expect.arrayContaining([answers[0]]),
  })
  expect(await redis.get(keys.message(first.id))).toMatch(/^!/u)
  expect(await store.readTrace(first)).toBeUndefined()
  expect(await store.deleteMessage(first.id)).toMatchObject({ answers: [answers[0]] })
  expect(await store.reopenQuestion(second, dm, 'Other words.')).toMatchObject({ snapshot: expect.anything() })

  expect(await own.forgetEverything(user, firstSnowflakeAt(Date.now()))).toMatchObject({ traces: 1 })
  expect(await left()).toBe(0)
})

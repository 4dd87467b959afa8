import { expect, test } from 'vitest'
import type { Question } from '../../../../src/memory/types.ts'
import { dm, questionOf, receiveAndAnswer, receiveQuestion } from '../../../contract/support/conversations.ts'
import { wholeBot } from '../../../support/whole-bot.ts'
import { plainRedis, snowflake, testKeys, testStore } from '../../support/fixtures.ts'

const MINUTE = 60_000
const answer = () => ({ text: 'Nice.', saidAt: 1, messages: [snowflake()] })

/** Two processes, of which the first leaves claims to whoever looks next; they grow old at once. */
function twoProcesses() {
  const [redis, keys] = [plainRedis(), testKeys()]
  const [one, other] = ['one', 'other'].map(processId => testStore(redis, { keys, processId }).store)
  if (one === undefined || other === undefined) throw new Error('There are two.')
  async function age({ user, channel, id }: Question): Promise<void> {
    const field = `${user}:${channel}:${id}`
    const claim = await redis.hget(keys.claims, field)
    const older = claim?.replace(/^([^:]*):(\d+)/u, (_, process, ms) => `${process}:${Number(ms) - MINUTE}`)
    if (older !== undefined) await redis.hset(keys.claims, field, older)
  }
  return { one, other, age, claims: () => redis.hlen(keys.claims) }
}

test('a question that is left is taken over by whoever looks a minute later, and not before', async () => {
  const { one, age } = twoProcesses()
  const question = questionOf()
  await receiveQuestion(one, question)
  await one.passOnClaim(question)
  const before = await one.takeOverClaims(wholeBot)

  await age(question)

  expect(before).toEqual([])
  expect((await takeOver(one)).map(({ id }) => id)).toEqual([question.id])
})

test('one whose answer another process has kept since is nobody’s, nor are those that it answers as well', async () => {
  for (const isKeptFirst of [true, false]) {
    const { one, other, age, claims } = twoProcesses()
    const [question, companion] = [questionOf(), questionOf()]
    const companions = [{ ...companion, user: question.user, channel: question.channel }]
    for (const each of [question, ...companions]) await receiveQuestion(one, { ...question, ...each })
    if (!isKeptFirst) await one.passOnClaim(question, companions)
    await other.keepAnswer(question, '', { ...answer(), companions: isKeptFirst ? [] : companions })
    if (isKeptFirst) await one.passOnClaim(question)
    await age(question)

    expect(await takeOver(one)).toEqual([])
    expect(await claims()).toBe(isKeptFirst ? 1 : 0)
  }
})

test('one that was edited since its answer is answered anew', async () => {
  const { one, age } = twoProcesses()
  const question = questionOf({ text: 'Where is Oslo?' })
  await receiveAndAnswer(one, question, 'In Norway.')
  expect(await one.reopenQuestion(question, dm, 'Where is Lima?')).not.toBe('gone')
  await one.passOnClaim(question)
  await age(question)

  expect((await takeOver(one)).map(({ id }) => id)).toEqual([question.id])
})

test('the claim of one that is deleted stays where another process has it: whoever takes it over removes what that has begun', async () => {
  const { one, other, claims } = twoProcesses()
  const [own, left, others] = [questionOf(), questionOf(), questionOf()]
  for (const question of [own, left]) await receiveQuestion(one, question)
  await one.passOnClaim(left)
  await receiveQuestion(other, others)
  for (const { id } of [own, left, others]) await one.deleteMessage(id)
  expect(await claims()).toBe(1)
  await other.releaseClaim(others)

  expect(await claims()).toBe(0)
})

test('one that gets no answer from a process that never had its claim is nobody’s as well', async () => {
  const { one, other, claims } = twoProcesses()
  const question = questionOf()
  await receiveQuestion(one, question)
  await one.passOnClaim(question)
  await other.releaseClaim(question)

  expect(await claims()).toBe(0)
})

/** Looks as often as it takes until one passes over all. */
async function takeOver(store: ReturnType<typeof twoProcesses>['one']) {
  for (let look = 0; look < 12; look += 1) {
    const taken = await store.takeOverClaims(wholeBot)
    if (taken.length > 0) return taken
  }
  return []
}

import { expect, test } from 'vitest'
import { MemoryUnavailable } from '../../../src/errors.ts'
import { InvalidIdError } from '../../../src/redis/keys.ts'
import { redisLearningStore } from '../../../src/redis/stores/learning.ts'
import { learningStoreContract } from '../../contract/learning-store/learning-store.ts'
import { dm, receiveQuestion } from '../../contract/support/conversations.ts'
import {
  factFrom,
  learningInputOf,
  makeDue,
  memoryUpdate,
  memoryUpdateOfWindow,
  statementFrom,
  summaryOf,
} from '../../contract/support/memory-updates.ts'
import { bothStores, seedLearnableTurns } from '../support/both-stores.ts'
import { interceptScripts, plainRedis, snowflake } from '../support/fixtures.ts'

learningStoreContract(() => bothStores(plainRedis()))

test('what can’t be read is passed over and told as facts', async () => {
  const redis = plainRedis()
  const { learning, keys, user, question, questions, problems, material } = await seedLearnableTurns(redis, [
    'one',
    'two',
  ])
  const fact = factFrom(question)
  const summary = summaryOf(material.turns)
  const statement = statementFrom(question)
  const fold = { summarizedTo: `q:${question.id}` as const, segment: summary }
  const facts = [fact, factFrom(question)]
  await learning.commit(material, memoryUpdateOfWindow(material, { facts, statements: [statement], summary: fold }))
  const second = questions[1]?.id ?? ''
  await redis.hset(keys.fact(user, fact.id), 'json', '{"text":"half a fa')
  await redis.hset(keys.entity(user, 'user'), 'name:dm', '7', 'nonsense', '{}')
  await redis.hset(keys.conversation(question), 'segment:9', '[]', 'trouble:learn', '"often"')
  await redis.hset(keys.log(question), `q:${second}`, '"just a string"')

  const found = await learningInputOf(learning, question)

  expect(found.knowledgeFor(dm)).toMatchObject({ facts: [{}], statements: [statement] })
  expect(found).toMatchObject({ summaries: [summary], retryStates: {} })
  expect(found.turns.map(turn => turn.id)).not.toContain(`q:${second}`)
  const conversation = { user, channel: question.channel }
  expect(problems).toEqual([
    { kind: 'brokenFact', user },
    { kind: 'brokenStatement', user },
    { kind: 'brokenStatement', user },
    { kind: 'brokenTurn', conversation, turn: `q:${second}` },
    { kind: 'brokenSegment', conversation, turn: 'segment:9' },
  ])
  expect(await learning.commit(found, memoryUpdate(found, { evictedFacts: [fact.id] }))).toBe('kept')
  expect(await redis.exists(keys.fact(user, fact.id))).toBe(0)
})

test('what a reply has just read is not handed over to the learner again', async () => {
  const redis = plainRedis()
  const { store, learning, keys, user, question, material } = await seedLearnableTurns(redis)
  const fact = factFrom(question)
  await learning.commit(material, memoryUpdate(material, { facts: [fact] }))
  const { known } = await receiveQuestion(store, { ...question, id: snowflake() })
  await redis.del(keys.fact(user, fact.id))

  expect((await learningInputOf(learning, question)).knowledgeFor(dm)).toBe(known)
  expect(known.facts).toHaveLength(1)
})

test('a conversation whose last turn can’t be read was last spoken in when it was last used', async () => {
  const redis = plainRedis()
  const { learning, keys, user, question } = await seedLearnableTurns(redis)
  await redis.hset(keys.log(question), `a:${question.id}`, '{')

  const { conversations } = await learning.readBacklog(user)

  const used = Number(await redis.zscore(keys.conversations(user), question.channel))
  expect(conversations).toMatchObject([{ unlearned: 1, lastSaidAt: used }])
})

test('a turn that was to be learned anew and has left the log does not wait', async () => {
  const redis = plainRedis()
  const { learning, keys, user, question, material } = await seedLearnableTurns(redis)
  await learning.commit(material, memoryUpdate(material))
  await redis.sadd(keys.relearn(question), `q:${snowflake()}`)

  expect(await learning.readBacklog(user)).toMatchObject({ conversations: [{ unlearned: 0 }] })
  expect(await learningInputOf(learning, question)).toMatchObject({ relearn: [] })
})

test('who forgot everything meanwhile is not settled by what was seen before', async () => {
  const redis = plainRedis()
  const { learning, keys, user } = await seedLearnableTurns(redis)
  const backlog = await learning.readBacklog(user)
  await makeDue(learning, user)
  await redis.hset(keys.user(user), 'epoch', 'swapped')

  await learning.setNextDue(backlog, undefined)

  expect(await learning.countWaitingUsers()).toBe(1)
})

test('nothing is learned of who forgot everything meanwhile', async () => {
  const redis = plainRedis()
  const { learning, keys, user, question, material } = await seedLearnableTurns(redis)
  await redis.hset(keys.user(user), 'epoch', 'swapped')

  expect(await learning.commit(material, memoryUpdate(material, { facts: [factFrom(question)] }))).toBe('moved')
  await learning.recordFailure(material, 'learn', { size: 1, tries: 1 })

  expect(await redis.exists(keys.facts(user))).toBe(0)
  expect((await learningInputOf(learning, question)).retryStates).toEqual({})
})

test('a conversation that has expired does not begin again, without an expiry, by what was learned of it', async () => {
  const redis = plainRedis()
  const { learning, keys, question, material } = await seedLearnableTurns(redis)
  await redis.del(keys.conversation(question))

  expect(await learning.commit(material, memoryUpdate(material))).toBe('moved')
  await learning.recordFailure(material, 'learn', { size: 1, tries: 1 })

  expect(await redis.exists(keys.conversation(question))).toBe(0)
})

test('a commit whose reply was lost is known when it comes again', async () => {
  const redis = plainRedis()
  const { learning, question, material } = await seedLearnableTurns(redis)
  const wanted = memoryUpdate(material, { facts: [factFrom(question)] })
  const restore = interceptScripts(redis, async run => {
    await run()
    throw new Error('Command timed out')
  })
  await expect(learning.commit(material, wanted)).rejects.toMatchObject({ details: { code: 'timeout' } })
  restore()

  expect(await learning.commit(material, wanted)).toBe('kept')
  expect((await learningInputOf(learning, question)).knowledgeFor(dm).facts).toHaveLength(1)
})

test('each method is one round trip', async () => {
  const redis = plainRedis()
  const { learning, question, user, material } = await seedLearnableTurns(redis)
  async function everything() {
    await learning.listDue(1)
    await learning.countWaitingUsers()
    await learning.postpone(user, 1)
    await learning.setNextDue(await learning.readBacklog(user), undefined)
    await learning.recordFailure(await learningInputOf(learning, question), 'learn', { size: 1, tries: 1 })
    await learning.commit(material, memoryUpdate(material))
  }
  await everything()
  const sent: string[] = []
  const send = redis.sendCommand.bind(redis)
  redis.sendCommand = (command, stream) => {
    sent.push(command.name.toLowerCase())
    return send(command, stream)
  }

  await everything()

  expect(sent).toHaveLength(8)
  expect(new Set(sent)).toEqual(new Set(['evalsha', 'zcard']))
})

test('a Redis that is out of reach is told as such, without a word of what was to be kept', async () => {
  const redis = plainRedis()
  const { learning, question, user, material } = await seedLearnableTurns(redis)
  const wanted = memoryUpdate(material, { facts: [factFrom(question)] })
  redis.disconnect()

  const attempts = [
    () => learning.listDue(1),
    () => learning.claim(user),
    () => learning.release(user),
    () => learning.countWaitingUsers(),
    () => learning.postpone(user, 1),
    () => learning.readBacklog(user),
    () => learning.setNextDue({ user, version: '', conversations: [] }, 0),
    () => learning.readInput(question),
    () => learning.recordFailure(material, 'fold', { size: 1, tries: 1 }),
    () => learning.commit(material, wanted),
  ]
  for (const attempt of attempts) {
    const error = await attempt().catch((failure: unknown) => failure)
    expect(error).toBeInstanceOf(MemoryUnavailable)
    expect(JSON.stringify([String(error), error])).not.toContain('Lisbon')
  }
})

test('a user is learned from by one process, until it gives them back or is no longer alive', async () => {
  const { redis, keys, learning } = bothStores(plainRedis())
  const other = redisLearningStore({
    ...{ redis, keys, processId: 'other', embeddingModel: 'test-model', historyDays: 30, windowMessages: 20 },
    onCorruptRecord: () => undefined,
  })
  const [ada, bob] = [snowflake(), snowflake()]
  await redis.zadd(keys.processes, Date.now() + 60_000, 'test')

  expect([await learning.claim(ada), await learning.claim(bob)]).toEqual([true, true])
  expect([await learning.claim(ada), await other.claim(ada), await other.claim(bob)]).toEqual([true, false, false])
  await other.release(ada)
  await learning.release(bob)
  expect([await other.claim(ada), await other.claim(bob)]).toEqual([false, true])

  await redis.zadd(keys.processes, Date.now() - 1, 'test')
  expect(await other.claim(ada)).toBe(true)
  await learning.release(ada)
  expect(await redis.get(keys.learner(ada))).toBe('other')
  expect(await redis.pttl(keys.learner(ada))).toBeGreaterThan(0)
})

test.each(['1}:x', '', '007'])('the id %j is refused before it becomes part of a key', async id => {
  const { learning } = bothStores(plainRedis())

  await expect(learning.claim(id)).rejects.toThrow(InvalidIdError)
  await expect(learning.release(id)).rejects.toThrow(InvalidIdError)
  await expect(learning.postpone(id, 1)).rejects.toThrow(InvalidIdError)
  await expect(learning.readBacklog(id)).rejects.toThrow(InvalidIdError)
  await expect(learning.readInput({ user: '1', channel: id })).rejects.toThrow(InvalidIdError)
})

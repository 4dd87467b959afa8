import { Redis } from 'ioredis'
import { afterAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { MemoryUnavailable } from '../../../../src/errors.ts'
import { resumePurges } from '../../../../src/redis/stores/user-memory/forget-everything.ts'
import { dm, questionOf, receiveAndAnswer, receiveQuestion } from '../../../contract/support/conversations.ts'
import { learningInputOf } from '../../../contract/support/memory-updates.ts'
import { deletionPlanOf, type SeededConversation, seedConversation } from '../../../contract/support/whole-memory.ts'
import { forgettingContract } from '../../../contract/user-memory-store/forget.ts'
import { readContract } from '../../../contract/user-memory-store/read.ts'
import { rejectedQuotesContract } from '../../../contract/user-memory-store/rejected-quotes.ts'
import { plainRedis, snowflake } from '../../support/fixtures.ts'
import { startRediSearchServer } from '../../support/redisearch-server.ts'
import { wholeMemory } from '../../support/whole-memory.ts'

const server = await startRediSearchServer()
afterAll(() => server?.stop())

/** RediSearch works in database 0 alone. */
function withoutSearch(): Redis {
  const redis = new Redis(inject('redisUrl'), { db: 1 })
  onTestFinished(() => redis.disconnect())
  return redis
}

type Stores = ReturnType<typeof wholeMemory>

describe('a user’s own memory', () => {
  readContract(() => wholeMemory(withoutSearch()))
  rejectedQuotesContract(() => wholeMemory(withoutSearch()))
  forgettingContract(() => wholeMemory(withoutSearch()))
})

describe.skipIf(server === undefined)('with RediSearch', () => {
  async function indexed() {
    const memory = wholeMemory(plainRedis(server?.url))
    await memory.log.said('vector index: RediSearch')
    return memory
  }

  forgettingContract(indexed)

  test('no entry of the index stays behind', async () => {
    const memory = await indexed()
    const { questions, facts } = await seedConversation(memory, 'tea')
    const [{ user }] = questions
    expect(await memory.index.count(user)).toBe(2)
    expect(await memory.index.count(user, [facts[0].id, 'unknown'])).toBe(1)

    await memory.own.forget(user, deletionPlanOf({ facts: [facts[0].id] }))
    expect(await memory.index.count(user, [facts[0].id])).toBe(0)

    await memory.own.forgetEverything(user, snowflake())
    expect(await memory.index.count(user)).toBe(0)
  })
})

/** Every key and value of a test, as one text. */
async function everything({ redis, keys }: Stores): Promise<string> {
  const prefix = keys.pending.slice(0, -'pending'.length)
  const found: unknown[] = []
  for await (const names of redis.scanStream({ match: `${prefix}*`, count: 1000 })) {
    for (const key of names as string[]) {
      const type = await redis.type(key)
      const read = { string: 'GET', hash: 'HGETALL', set: 'SMEMBERS', zset: 'ZRANGE' }[type] ?? 'TYPE'
      found.push(key.slice(prefix.length), await redis.call(read, ...(read === 'ZRANGE' ? [key, '0', '-1'] : [key])))
    }
  }
  return JSON.stringify(found)
}

interface Marked extends SeededConversation {
  readonly channels: readonly string[]
}

/** Says it in every way there is, edits among them. */
async function marked(memory: Stores): Promise<Marked> {
  const said = await seedConversation(memory, 'Zanzibar', { guild: '77', scope: 'guild:77' })
  const [first, second, third] = said.questions
  const input = await learningInputOf(memory.learning, first)
  await memory.learning.commit(input, {
    ...{ shownTurns: [], facts: [], confirmed: [], statements: [], evictedFacts: [], relearnedTurns: [], setAside: [] },
    learnedTo: `q:${third.id}`,
  })
  await memory.store.editQuestion(second, dm, 'Zanzibar, that is.')
  await memory.own.keepChoice(first.user, { kind: 'choose', facts: [said.facts[0].id], entities: [] })
  const again = questionOf({ user: first.user, text: 'In Zanzibar again.' })
  await receiveAndAnswer(memory.store, again, 'Zanzibar it is.')
  const open = questionOf({ user: first.user, text: 'Zanzibar, nobody answers.' })
  await receiveQuestion(memory.store, open)
  await memory.index.nearest({ user: first.user, visibleScopes: 'all', point: Float32Array.of(1, 0), limit: 9 })
  return { ...said, channels: [first.channel, again.channel, open.channel] }
}

describe('of a marked text', () => {
  test('nothing is left in Redis or in the process after everything was forgotten, and no name of what there was', async () => {
    const memory = wholeMemory(withoutSearch())
    const { questions, facts } = await marked(memory)
    const [{ user, channel }] = questions
    expect((await everything(memory)).match(/Zanzibar/gu)?.length).toBeGreaterThan(5)

    await memory.own.forgetEverything(user, snowflake())

    const left = await everything(memory)
    expect(left).not.toMatch(/Zanzibar/iu)
    for (const id of [channel, ...facts.map(fact => fact.id)]) expect(left).not.toContain(id)
    const { keys, redis } = memory
    expect(await redis.hgetall(keys.user(user))).toEqual({ epoch: expect.any(String), forgottenTo: expect.any(String) })
    expect(await redis.ttl(keys.user(user))).toBeGreaterThan(86_000)
    const own = JSON.parse(left).filter((name: unknown) => typeof name === 'string' && name.includes(`{${user}}`))
    expect(own).toEqual([`user:{${user}}`])
    expect(left.replaceAll(`user:{${user}}`, '')).not.toContain(user)
    expect([memory.known.versionOf(user), await memory.index.count(user)]).toEqual([undefined, 0])
    expect(memory.told).toEqual([user])
  })

  test('nothing is left after all of it was named', async () => {
    const memory = wholeMemory(withoutSearch())
    const { questions } = await marked(memory)
    const [{ user }] = questions
    const { known, conversations } = await memory.own.readUserData(user)

    await memory.own.forget(
      user,
      deletionPlanOf({
        facts: known.facts.map(({ id }) => id),
        statements: known.statements,
        segments: conversations.flatMap(({ channel, segments }) => segments.map(({ id }) => ({ channel, id }))),
        turns: conversations.flatMap(({ channel, turns }) =>
          turns.filter(({ role }) => role === 'user').map(({ id }) => ({ channel, turn: `q:${id}` as const })),
        ),
      }),
    )

    expect(await everything(memory)).not.toMatch(/Zanzibar/iu)
    expect(await memory.redis.sismember(memory.keys.unembedded, user)).toBe(0)
    expect([memory.known.versionOf(user), memory.told]).toEqual([undefined, [user]])
  })
})

/** After so many commands none is taken any more; the last one `isApplied`, but its reply is lost. */
function cutOff(redis: Redis, commands: number, isApplied: boolean): () => void {
  const send = redis.sendCommand.bind(redis)
  let sent = 0
  redis.sendCommand = (command, stream) => {
    sent += 1
    if (sent < commands || (sent === commands && !isApplied)) return send(command, stream)
    if (sent === commands) void send(command, stream)
    return Promise.reject(new Error('Command timed out'))
  }
  return () => Object.assign(redis, { sendCommand: send })
}

describe.each([false, true])('cut off in the middle (a reply was lost: %j)', isApplied => {
  /** Cuts it off after each command, until it comes to its end, and repeats it; what was left each time. */
  async function cutEverywhere(forget: (memory: Stores, said: Marked) => Promise<unknown>): Promise<string[]> {
    for (const left: string[] = []; ; ) {
      const memory = wholeMemory(withoutSearch())
      const said = await marked(memory)
      const mend = cutOff(memory.redis, left.length + 1, isApplied)
      const outcome = await forget(memory, said).catch((error: unknown) => error)
      mend()
      if (!(outcome instanceof MemoryUnavailable)) return left
      await forget(memory, said)
      left.push(`${await everything(memory)} ${JSON.stringify(memory.known.stateFor(said.questions[0].user))}`)
    }
  }

  test('forgetting everything is done when it comes again', async () => {
    const left = await cutEverywhere((memory, { questions }) =>
      memory.own.forgetEverything(questions[0].user, snowflake()),
    )

    expect(left.length).toBeGreaterThan(3)
    expect(left.join('\n')).not.toMatch(/Zanzibar/iu)
  })

  test('forgetting what is named is done when it comes again', async () => {
    const left = await cutEverywhere(({ own }, { questions, facts, statements, channels }) =>
      own.forget(
        questions[0].user,
        deletionPlanOf({ facts: facts.map(({ id }) => id), statements, conversations: channels }),
      ),
    )

    expect(left.length).toBeGreaterThan(3)
    expect(left.join('\n')).not.toMatch(/Zanzibar/iu)
  })
})

test('what was cut off is finished at the next start, and what came in since stays', async () => {
  const memory = wholeMemory(withoutSearch())
  const { questions } = await marked(memory)
  const [first] = questions
  const mend = cutOff(memory.redis, 1, true)
  await expect(memory.own.forgetEverything(first.user, snowflake())).rejects.toThrow(MemoryUnavailable)
  mend()
  const next = { ...first, id: snowflake(), text: 'Hello again.' }
  await receiveAndAnswer(memory.store, next, 'Hello.')
  expect(await everything(memory)).toContain('Zanzibar')

  await resumePurges(memory.options)

  expect(await everything(memory)).not.toMatch(/Zanzibar/iu)
  expect(await memory.own.readUserData(first.user)).toMatchObject({ conversations: [{ turns: [{}, {}] }] })
  expect(await memory.redis.exists(memory.keys.purges)).toBe(0)
})

test('the record of another user’s message is left alone', async () => {
  const memory = wholeMemory(withoutSearch())
  const { questions, facts } = await seedConversation(memory, 'tea')
  const [{ user }] = questions
  const theirs = questionOf({ text: 'Mine.' })
  await receiveAndAnswer(memory.store, theirs, 'Yours.')
  const { redis, keys } = memory
  await redis.persist(keys.message(theirs.id))
  const fact = JSON.parse((await redis.hget(keys.fact(user, facts[0].id), 'json')) ?? '')
  await redis.hset(keys.fact(user, facts[0].id), 'json', JSON.stringify({ ...fact, sources: [theirs.id] }))
  await redis.zadd(keys.messages(user), 1, theirs.id)
  const before = await redis.get(keys.message(theirs.id))

  await memory.own.forget(user, deletionPlanOf({ facts: [facts[0].id] }))
  await memory.own.forgetEverything(user, snowflake())

  expect(await redis.get(keys.message(theirs.id))).toBe(before)
  expect(await redis.ttl(keys.message(theirs.id))).toBe(-1)
})

test('what can’t be read is told as facts, and goes all the same', async () => {
  const memory = wholeMemory(withoutSearch())
  const { questions, facts, answers } = await seedConversation(memory, 'tea')
  const [first, second] = questions
  const { redis, keys, problems } = memory
  const { user, channel } = first
  await redis.hset(keys.log(first), `q:${second.id}`, '{"text":"half a tur')
  await redis.hset(keys.conversation(first), 'segment:9', 'half a seg', 'scope', 'nowhere')
  await redis.hset(keys.traces(first.user), first.id, 'half a trace')
  await redis.set(keys.message(answers[1]), 'half an owner')
  await redis.hset(keys.fact(user, facts[0].id), 'json', '{"text":"half a fa')
  memory.known.clear()

  const held = await memory.own.readUserData(user)
  await memory.own.readOverview(first)

  const conversation = { user, channel }
  expect(held.conversations).toMatchObject([{ scope: 'dm', turns: { length: 5 } }])
  expect(problems).toEqual([
    { kind: 'brokenFact', user },
    { kind: 'brokenTurn', conversation, turn: `q:${second.id}` },
    { kind: 'brokenSegment', conversation, turn: 'segment:9' },
    { kind: 'brokenTrace', user },
    { kind: 'brokenSegment', conversation, turn: 'segment:9' },
  ])
  await memory.own.forget(user, deletionPlanOf({ facts: [facts[0].id], conversations: [channel] }))
  expect(await everything(memory)).not.toMatch(/half a (tur|seg|trace|fa)/u)
})

test('a Redis that is out of reach is told as such', async () => {
  const memory = wholeMemory(withoutSearch())
  const question = questionOf()
  await receiveAndAnswer(memory.store, question, 'Nice.')
  memory.redis.disconnect()
  const { own } = memory

  const everyKind = deletionPlanOf({
    ...{ facts: ['fact'], conversations: [question.channel] },
    turns: [{ channel: question.channel, turn: `q:${question.id}` }],
  })
  const attempts = [
    () => own.readOverview(question),
    () => own.readUserData(question.user),
    () => own.findOwner(question.id),
    () => own.forget(question.user, everyKind),
    () => own.forgetEverything(question.user, snowflake()),
    () => own.countRemaining(question.user, everyKind),
    () => own.countRemaining(question.user, 'everything'),
  ]
  for (const attempt of attempts) await expect(attempt()).rejects.toThrow(MemoryUnavailable)
})

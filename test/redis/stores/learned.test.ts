import type { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { firstSnowflakeAt } from '../../../src/memory/turns.ts'
import type { Question } from '../../../src/memory/types.ts'
import { redisLearningStore } from '../../../src/redis/stores/learning.ts'
import { learnedMemoryContract } from '../../contract/conversation-store/learned.ts'
import { seedLearnedConversation } from '../../contract/conversation-store/unlearning.ts'
import {
  dm,
  questionOf,
  receiveAndAnswer,
  receiveQuestion,
  type StoreLimits,
} from '../../contract/support/conversations.ts'
import {
  factFrom,
  learningInputOf,
  memoryUpdate,
  statementFrom,
  summaryOf,
  withoutCoverage,
} from '../../contract/support/memory-updates.ts'
import { plainRedis, readAllKeys, snowflake, testKeys, testStore } from '../support/fixtures.ts'

const DAY = 86_400

function bothStores(
  redis: Redis,
  { keys = testKeys(), ...limits }: StoreLimits & { keys?: ReturnType<typeof testKeys> } = {},
) {
  const { store, problems } = testStore(redis, { ...limits, keys })
  const learning = redisLearningStore({
    processId: 'test',
    redis,
    keys,
    embeddingModel: 'test',
    historyDays: 30,
    windowMessages: 20,
    onCorruptRecord: problem => problems.push(problem),
  })
  return { store, learning, keys, problems }
}

learnedMemoryContract(limits => bothStores(plainRedis(), limits))

test.each([false, true])(
  'of a deleted message no word and no lead stays in Redis (edited before: %j)',
  async isEdited => {
    const redis = plainRedis()
    const both = bothStores(redis)
    const { store, learning, keys } = both
    const first = questionOf({ text: 'The cat is called Mochi.' })
    await receiveAndAnswer(store, first, 'Mochi is a fine name.')
    const second = { ...first, id: snowflake(), text: 'She is nice.' }
    await receiveQuestion(store, second)
    const input = await learningInputOf(learning, first)
    await learning.commit(
      input,
      memoryUpdate(input, {
        facts: [
          factFrom(first, { text: 'Alex has a cat, Mochi.' }),
          factFrom(second, { text: 'The cat is nice.', near: 'Mochi is a fine name.\n' }),
        ],
        statements: [statementFrom(first, { entity: 'cat', field: 'alias:Mochi', value: 'Mochi' })],
        summary: {
          summarizedTo: `a:${first.id}`,
          segment: { id: 's', text: 'About Mochi.', scope: 'dm', covers: [`q:${first.id}`], from: 1, to: 2 },
        },
      }),
    )
    if (isEdited) await store.editQuestion(first, dm, 'Mochi is the name of my cat.')

    await store.deleteMessage(first.id)

    const left = await readAllKeys(redis, keys)
    expect(left).not.toMatch(/Mochi|cat is called/i)
    expect(left).toContain('The cat is nice.')
    expect(await redis.zrange(keys.messageLinks(first.user), '0', '-1')).toHaveLength(1)
    expect(await redis.zcard(keys.entities(first.user))).toBe(0)
    expect(await redis.exists(keys.relearn(first))).toBe(0)
  },
)

test('a fact that loses the words around it loses the embedding that was made with them, and is embedded anew', async () => {
  const redis = plainRedis()
  const { store, learning, keys } = bothStores(redis)
  const first = questionOf()
  const message = await receiveAndAnswer(store, first, 'How nice!')
  const second = { ...first, id: snowflake() }
  await receiveQuestion(store, second)
  const input = await learningInputOf(learning, first)
  const [beside, apart] = [factFrom(second, { near: 'How nice!\n' }), factFrom(first)]
  await learning.commit(input, memoryUpdate(input, { facts: [beside, apart] }))
  expect(await redis.hkeys(keys.fact(first.user, beside.id))).toContain('e:test:2')

  await store.deleteMessage(message)

  expect((await redis.hkeys(keys.fact(first.user, beside.id))).toSorted()).toEqual(
    ['confirmations', 'confirmedAt', 'json', 'scope', 'user'].toSorted(),
  )
  expect(await redis.hkeys(keys.fact(first.user, apart.id))).toContain('e:test:2')
  expect(await redis.smembers(keys.unembedded)).toEqual([first.user])
})

test('what another process learned or took away is seen in the next snapshot', async () => {
  const redis = plainRedis()
  const keys = testKeys()
  const [here, there] = [bothStores(redis, { keys }), bothStores(redis, { keys })]
  const { questions } = await seedLearnedConversation(here, ([first]) => ({ facts: [factFrom(first)] }))
  const ask = async ({ store }: typeof here) => {
    const { known } = await receiveQuestion(store, { ...questions[0], id: snowflake() })
    return known.facts.length
  }
  expect([await ask(here), await ask(there)]).toEqual([1, 1])

  await there.store.deleteMessage(questions[0].id)

  expect([await ask(here), await ask(there)]).toEqual([0, 0])
})

test('nothing of before is known after everything was forgotten, although the count of changes begins anew', async () => {
  const redis = plainRedis()
  const { store, learning, keys } = bothStores(redis)
  const { questions } = await seedLearnedConversation({ store, learning }, ([first]) => ({ facts: [factFrom(first)] }))
  const [first] = questions
  expect((await receiveQuestion(store, { ...first, id: snowflake() })).known.facts).toHaveLength(1)
  await redis.hset(keys.user(first.user), 'epoch', 'swapped', 'facts', 1)
  await redis.del(keys.facts(first.user))

  expect((await receiveQuestion(store, { ...first, id: snowflake() })).known.facts).toEqual([])
})

test('a question that comes back after its conversation expired expires as well', async () => {
  const redis = plainRedis()
  const { store, learning, keys } = bothStores(redis)
  const { questions } = await seedLearnedConversation({ store, learning })
  const [first] = questions
  const own = [keys.conversation(first), keys.log(first), keys.turns(first), keys.conversations(first.user)]
  await redis.del(...own)

  await store.editQuestion(first, dm, 'I live in Oslo.')

  for (const key of own) expect(await redis.ttl(key)).toBeGreaterThan(30 * DAY - 60)
  expect(await learningInputOf(learning, first)).toMatchObject({ turns: [{ text: 'I live in Oslo.' }] })
  expect(await receiveQuestion(store, { ...first, id: snowflake() })).toMatchObject({ window: [] })
})

test('what went into an answer is kept for HISTORY_DAYS', async () => {
  const redis = plainRedis()
  const { store, keys } = bothStores(redis)
  const question = questionOf()
  const { snapshotToken } = await receiveQuestion(store, question)
  const trace = { facts: [], segments: [], window: [], lookups: 0 }
  await store.keepAnswer(question, snapshotToken, { text: 'Nice.', saidAt: 1, messages: [] }, trace)

  expect(await redis.ttl(keys.traces(question.user))).toBeGreaterThan(30 * DAY - 60)
  expect(await redis.ttl(keys.traces(question.user))).toBeLessThanOrEqual(30 * DAY)
})

test('after a pause what went into older answers goes with the next answer', async () => {
  const redis = plainRedis()
  const { store, keys } = bothStores(redis)
  const question = questionOf()
  const traces = keys.traces(question.user)
  const trace = { facts: [], segments: [], window: [], lookups: 0 }
  const answer = async (asked: Question) => {
    const { snapshotToken } = await receiveQuestion(store, asked)
    await store.keepAnswer(asked, snapshotToken, { text: 'Nice.', saidAt: 1, messages: [] }, trace)
  }
  const [old, recent] = [firstSnowflakeAt(Date.now() - 31 * DAY * 1000), firstSnowflakeAt(Date.now() - 29 * DAY * 1000)]
  await answer(question)
  await redis.hset(traces, { [old]: '0|||', [recent]: '0|||' })
  const [second, third] = [1, 2].map(() => ({ ...question, id: snowflake() })) as [Question, Question]

  await answer(second)
  const atOnce = await redis.hkeys(traces)
  await redis.expire(traces, 30 * DAY - 2 * 3600)
  await answer(third)

  expect(atOnce).toContain(old)
  expect((await redis.hkeys(traces)).toSorted()).toEqual([recent, question.id, second.id, third.id].toSorted())
})

test('whose a message is is forgotten in time once nothing rests on it any more', async () => {
  const redis = plainRedis()
  const { store, learning, keys } = bothStores(redis)
  const { questions } = await seedLearnedConversation({ store, learning }, ([first, second]) => ({
    facts: [factFrom(first, { sources: [first.id, second.id] }), factFrom(second, { text: 'stays' })],
    statements: [statementFrom(first, { sources: [first.id, '3'] })],
  }))
  const [first, second] = questions
  await redis.persist(keys.message(second.id))
  await redis.set(keys.message('3'), 'owner')

  await store.deleteMessage(first.id)

  expect(await redis.ttl(keys.message(second.id))).toBe(-1)
  expect(await redis.ttl(keys.message('3'))).toBeGreaterThan(60 * DAY - 60)
})

test('of a deleted message that said a known fact again only that it was said again is left', async () => {
  const redis = plainRedis()
  const { store, learning, keys } = bothStores(redis)
  const { questions, segment } = await seedLearnedConversation({ store, learning }, ([first]) => ({
    facts: [factFrom(first)],
  }))
  const again = { ...questions[0], id: snowflake(), text: 'Lissabon, as I told you.' }
  await receiveAndAnswer(store, again, 'You did say Lissabon.')
  const input = await learningInputOf(learning, again)
  const [fact] = input.knowledgeFor(dm).facts
  const confirmed = [{ fact: fact?.id ?? '', saidAt: again.saidAt }]
  const fold = { summarizedTo: `a:${again.id}` as const, segment: summaryOf(input.turns, 'On Lissabon.') }
  expect(await learning.commit(input, memoryUpdate(input, { confirmed, summary: fold }))).toBe('kept')
  expect(await readAllKeys(redis, keys)).toContain('Lissabon')

  await store.deleteMessage(again.id)

  expect(await readAllKeys(redis, keys)).not.toContain('Lissabon')
  const { known, summaries } = await receiveQuestion(store, { ...again, id: snowflake(), text: 'Bye!' })
  expect(known.facts).toMatchObject([{ confirmations: 1, confirmedAt: again.saidAt }])
  expect(summaries).toEqual([withoutCoverage(segment)])
})

test('what is known but broken is passed over and told as facts', async () => {
  const redis = plainRedis()
  const { store, learning, keys, problems } = bothStores(redis)
  const { questions } = await seedLearnedConversation({ store, learning }, ([first, second]) => ({
    facts: [factFrom(first), factFrom(second)],
    statements: [statementFrom(first), statementFrom(first, { field: 'name' })],
  }))
  const [first] = questions
  const [id = ''] = await redis.zrange(keys.facts(first.user), '0', '0')
  await redis.hset(keys.fact(first.user, id), 'json', '{"text":"half a fa')
  await redis.hset(keys.entity(first.user, 'user'), 'name:dm', '7', 'no scope', '{}')
  await redis.hset(keys.conversation(first), 'segment:9', 'half a seg')

  const { known, summaries } = await receiveQuestion(store, { ...first, id: snowflake() })

  expect([known.facts.length, known.statements.length, summaries.length]).toEqual([1, 1, 1])
  const { user, channel } = first
  expect(problems.toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
    { kind: 'brokenFact', user },
    { kind: 'brokenSegment', conversation: { user, channel }, turn: 'segment:9' },
    { kind: 'brokenStatement', user },
    { kind: 'brokenStatement', user },
  ])
  await store.deleteMessage(first.id)
})

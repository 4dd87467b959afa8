import { expect, test } from 'vitest'
import { turnNameOf } from '../../../src/memory/turns.ts'
import type { CoveringSummary, Question, Turn } from '../../../src/memory/types.ts'
import { InvalidIdError } from '../../../src/redis/keys.ts'
import { fromFloat16 } from '../../../src/redis/vector-index/vectors.ts'
import { dm, questionOf, receiveAndAnswer, receiveQuestion } from '../../contract/support/conversations.ts'
import {
  factFrom,
  learningInputOf,
  memoryUpdate,
  memoryUpdateOfWindow,
  statementFrom,
  summaryOf,
} from '../../contract/support/memory-updates.ts'
import { fc, runs } from '../../support/property.ts'
import { seedLearnableTurns } from '../support/both-stores.ts'
import { plainRedis, snowflake } from '../support/fixtures.ts'

const DAY = 86_400

/** The Discord messages that show a turn. */
function messagesOf(turn: Turn | undefined): readonly string[] {
  return turn?.role === 'assistant' ? turn.messages : turn ? [turn.id] : []
}

test('a fact is a hash of its own, listed, with its embedding by the model, and with leads from its messages', async () => {
  const redis = plainRedis()
  const { learning, keys, user, question, questions, material } = await seedLearnableTurns(redis, [
    'one',
    'two',
    'three',
  ])
  const [first = questionOf(), second = questionOf(), third = questionOf()] = questions
  const fact = factFrom(second, { near: 'I see.\nI see.', sources: [second.id, first.id], guild: '7' })

  await learning.commit(material, memoryUpdate(material, { facts: [fact] }))

  const { json, ...fields } = await redis.hgetall(keys.fact(user, fact.id))
  const { near, confirmations: _, embedding: _e, ...fixed } = fact
  expect(JSON.parse(json ?? '')).toEqual(fixed)
  expect(fields).toMatchObject({ user, scope: 'dm', near, confirmations: '0', confirmedAt: '' })
  expect(JSON.parse(fields['nearTo'] ?? '')).toEqual([
    `a:${first.id}`,
    `a:${second.id}`,
    `q:${first.id}`,
    `q:${third.id}`,
  ])
  const bytes = await redis.hgetBuffer(keys.fact(user, fact.id), 'e:test_model:2')
  expect(fromFloat16(bytes ?? Buffer.of())[1]).toBeCloseTo(0.8, 3)
  const answer = ({ id }: Question) => messagesOf(material.turns.find(turn => turnNameOf(turn) === `a:${id}`))[0]
  expect(await redis.zrange(keys.facts(user), '0', '-1', 'WITHSCORES')).toEqual([fact.id, String(fact.saidAt)])
  const leads = [
    `0${first.id}:a:${fact.id}`,
    `0${first.id}:f:${fact.id}`,
    `0${first.id}:n:${fact.id}`,
    `0${third.id}:n:${fact.id}`,
    `0${answer(first)}:m:${fact.id}`,
    `0${second.id}:a:${fact.id}`,
    `0${second.id}:f:${fact.id}`,
    `0${answer(second)}:m:${fact.id}`,
  ]
  expect(await redis.zrange(keys.messageLinks(user), '0', '-1')).toEqual(leads.toSorted())
  expect(await redis.exists(keys.unembedded)).toBe(0)
  expect(question.id).toBe(first.id)
})

test('facts and entities never expire, nor does it that a message leads to them', async () => {
  const redis = plainRedis()
  const { learning, keys, user, question, material } = await seedLearnableTurns(redis)
  const fact = factFrom(question)

  await learning.commit(material, memoryUpdate(material, { facts: [fact], statements: [statementFrom(question)] }))

  const lasting = [keys.fact(user, fact.id), keys.facts(user), keys.entity(user, 'user'), keys.entities(user)]
  for (const key of [...lasting, keys.messageLinks(user), keys.message(question.id)]) {
    expect(await redis.ttl(key), key).toBe(-1)
  }
})

test('a message that a segment covers can be deleted as long as its conversation is used, that of an answer as well', async () => {
  const redis = plainRedis()
  const { store, learning, keys, question, questions, material } = await seedLearnableTurns(redis, ['one', 'two'])
  async function fold(turns: readonly Turn[], merged?: readonly [CoveringSummary, CoveringSummary]) {
    const found = await learningInputOf(learning, question)
    const summary = summaryOf(turns)
    const parts = merged && { from: [merged[0].id, merged[1].id] as const, segment: summaryOf(material.turns, 'Both.') }
    const fold = { summarizedTo: turnNameOf(turns.at(-1) as Turn), segment: summary, ...(parts && { merged: parts }) }
    expect(await learning.commit(found, memoryUpdate(found, { summary: fold }))).toBe('kept')
    return summary
  }
  const older = await fold(material.turns.slice(0, 2))
  await redis.expire(keys.message(questions[1]?.id ?? ''), 500)
  const summaries = [older, await fold(material.turns.slice(2))] as const
  expect(await redis.ttl(keys.message(questions[1]?.id ?? ''))).toBeGreaterThan(60 * DAY - 60)
  const messages = material.turns.flatMap(messagesOf)
  expect(messages).toHaveLength(4)
  for (const id of messages) await redis.expire(keys.message(id), 500)
  await redis.zremrangebyrank(keys.messages(question.user), 0, -1)

  await redis.hset(keys.conversation(question), 'reachedAt', Date.now() - 16 * DAY * 1000)
  await receiveAndAnswer(store, { ...question, id: snowflake(), text: 'three' }, 'I see.')
  const { turns } = await learningInputOf(learning, question)
  await fold(turns.slice(-2), summaries)

  for (const id of messages) expect(await redis.ttl(keys.message(id))).toBeGreaterThan(60 * DAY - 60)
  expect(await redis.zrange(keys.messages(question.user), '0', '-1')).toEqual(expect.arrayContaining(messages))
  expect(await store.deleteMessage(messages[1] ?? '')).toMatchObject({ question: { id: question.id } })
  expect((await learningInputOf(learning, question)).summaries.map(({ text }) => text)).not.toContain('Both.')
  const fields = await redis.hkeys(keys.conversation(question))
  expect(fields.filter(field => /^(?:segment|covers|messages):/.test(field))).toHaveLength(3)
})

test('a message that shows words around a fact can be deleted as long as they are kept', async () => {
  const redis = plainRedis()
  const { store, learning, keys, user, questions, material } = await seedLearnableTurns(redis, ['one', 'two'])
  const fact = factFrom(questions[1] ?? questionOf(), { near: 'I see.\nI see.' })
  await learning.commit(material, memoryUpdate(material, { facts: [fact] }))
  const [before = '', after = ''] = material.turns.filter(turn => turn.role === 'assistant').flatMap(messagesOf)
  for (const id of [before, after]) expect(await redis.ttl(keys.message(id))).toBe(-1)

  await store.deleteMessage(before)

  expect(await redis.hkeys(keys.fact(user, fact.id))).not.toContain('nearShown')
  expect((await learningInputOf(learning, questions[0] ?? questionOf())).knowledgeFor(dm).facts).toMatchObject([
    { near: '' },
  ])
  expect(await redis.ttl(keys.message(after))).toBeGreaterThan(60 * DAY - 60)
  expect(await redis.zrange(keys.messageLinks(user), '0', '-1')).toEqual([expect.stringContaining(`:f:${fact.id}`)])
})

test('nothing leads to an entity that had to make room, and whose its messages are is forgotten in time', async () => {
  const redis = plainRedis()
  const { learning, keys, user, question, material } = await seedLearnableTurns(redis)
  const statements = ['name', 'type'].map(field => statementFrom(question, { entity: 'sarah', field }))
  await learning.commit(material, memoryUpdateOfWindow(material, { statements }))
  const second = await learningInputOf(learning, question)
  expect(await redis.zcard(keys.messageLinks(user))).toBe(2)

  await learning.commit(second, memoryUpdateOfWindow(second, { evictedEntities: ['sarah'] }))

  const left = [keys.messageLinks(user), keys.entities(user), keys.entity(user, 'sarah')]
  expect(await redis.exists(...left)).toBe(0)
  expect(await redis.ttl(keys.message(question.id))).toBeGreaterThan(60 * DAY - 60)
})

test('what waits to be learned by itself expires', async () => {
  const redis = plainRedis()
  const { store, learning, keys, question, material } = await seedLearnableTurns(redis)
  await learning.commit(material, memoryUpdate(material))

  await receiveQuestion(store, { ...question, id: String(BigInt(question.id) - 1n) })

  expect(await redis.smembers(keys.relearn(question))).toHaveLength(1)
  expect(await redis.ttl(keys.relearn(question))).toBeGreaterThan(30 * DAY - 60)
})

test('numbers and ids that are none are refused before anything is written', async () => {
  const redis = plainRedis()
  const { learning, keys, user, question, material } = await seedLearnableTurns(redis)
  const updates = [
    { statements: [statementFrom(question, { saidAt: Number.NaN })] },
    { statements: [statementFrom(question, { sources: ['x'] })] },
    { facts: [factFrom(question, { saidAt: Number.POSITIVE_INFINITY })] },
    { confirmed: [{ fact: 'f', saidAt: Number.NaN }] },
    { evictedEntities: ['a}:b'] },
  ]

  for (const parts of updates) await expect(learning.commit(material, memoryUpdate(material, parts))).rejects.toThrow()

  expect(await redis.exists(keys.facts(user), keys.entities(user), keys.messageLinks(user))).toBe(0)
  expect(await learning.commit(material, memoryUpdate(material))).toBe('kept')
})

test('a lesson prolongs nothing, and leaves the order in which conversations were used', async () => {
  const redis = plainRedis()
  const { learning, keys, user, question, material } = await seedLearnableTurns(redis)
  const own = [keys.conversation(question), keys.log(question), keys.turns(question)]
  for (const key of own) await redis.expire(key, 500)
  const used = await redis.zscore(keys.conversations(user), question.channel)

  const summary = summaryOf(material.turns)
  const fold = { summarizedTo: `q:${question.id}` as const, segment: summary }
  const setAside = [{ turn: `q:${question.id}` as const, reason: 'malformed' }]
  await learning.commit(material, memoryUpdate(material, { summary: fold, setAside }))

  for (const key of own) {
    expect(await redis.ttl(key)).toBeGreaterThan(400)
    expect(await redis.ttl(key)).toBeLessThanOrEqual(500)
  }
  expect(await redis.zscore(keys.conversations(user), question.channel)).toBe(used)
  expect(await redis.hgetall(keys.setAsideTurns(user))).toEqual({ [`q:${question.id}`]: 'malformed' })
  expect(await redis.ttl(keys.setAsideTurns(user))).toBeGreaterThan(30 * DAY - 60)
})

test('every key that a lesson writes to is the user’s own, but for the lists of who waits', async () => {
  const redis = plainRedis()
  const { learning, keys, user, question, material } = await seedLearnableTurns(redis)
  const prefix = keys.pending.slice(0, -'pending'.length)
  const before = new Set(await redis.keys(`${prefix}*`))

  const { embedding: _, ...plain } = factFrom(question)
  await learning.commit(
    material,
    memoryUpdate(material, {
      facts: [plain],
      statements: [statementFrom(question)],
      setAside: [{ turn: `q:${question.id}`, reason: 'malformed' }],
    }),
  )

  const written = (await redis.keys(`${prefix}*`)).filter(key => !before.has(key))
  expect(written).toHaveLength(7)
  expect(written.filter(key => !key.includes(`{${user}}`))).toEqual([keys.unembedded])
  expect(await redis.smembers(keys.unembedded)).toEqual([user])
})

test('neither a fact nor an entity is kept under an id that is no part of a key', async () => {
  const { learning, question, material } = await seedLearnableTurns(plainRedis())
  const [fact, statement] = [factFrom(question, { id: 'a}:b' }), statementFrom(question, { entity: 'a}:b' })]

  await expect(learning.commit(material, memoryUpdate(material, { facts: [fact] }))).rejects.toThrow(InvalidIdError)
  await expect(learning.commit(material, memoryUpdate(material, { statements: [statement] }))).rejects.toThrow(
    InvalidIdError,
  )
})

test('the words around a fact lead to the next turns that say something, in whatever order they are told', async () => {
  const redis = plainRedis()
  const { learning, keys, user, questions, material } = await seedLearnableTurns(redis, ['one', ' ', 'three'])
  const [first = questionOf(), second = questionOf(), third = questionOf()] = questions
  const fact = factFrom(third, { near: 'one\nI see.' })
  const shown = memoryUpdate(material).shownTurns.filter(
    ({ turn }) => turn !== `a:${first.id}` && turn !== `a:${second.id}`,
  )

  await learning.commit(material, memoryUpdate(material, { facts: [fact], shownTurns: shown.toReversed() }))

  expect(shown.map(({ turn }) => turn)).toContain(`q:${second.id}`)
  const nearTo = await redis.hget(keys.fact(user, fact.id), 'nearTo')
  expect(JSON.parse(nearTo ?? '')).toEqual([`q:${first.id}`, `a:${third.id}`])
})

test('nothing is left that rests on a deleted message, and nothing else is gone', async () => {
  const redis = plainRedis()
  const turn = fc.nat({ max: 3 })
  const planned = fc.record({ sources: fc.uniqueArray(turn, { minLength: 1, maxLength: 3 }), isNear: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(
      fc.array(planned, { maxLength: 5 }),
      fc.array(fc.uniqueArray(turn, { minLength: 1, maxLength: 2 }), { maxLength: 4 }),
      fc.uniqueArray(turn, { maxLength: 3 }),
      fc.boolean(),
      async (facts, statements, deleted, isLate) => {
        const { store, learning, keys, user, question, questions, material } = await seedLearnableTurns(redis, [
          '0',
          '1',
          '2',
          '3',
        ])
        const ids = (places: readonly number[]) => places.map(i => questions[i]?.id ?? '') as [string, ...string[]]
        const lessonOfAll = memoryUpdate(material, {
          facts: facts.map(({ sources, isNear }) =>
            factFrom(question, { sources: ids(sources), near: isNear ? 'I see.\nI see.' : '' }),
          ),
          statements: statements.map((sources, i) =>
            statementFrom(question, { field: `attr:${i % 2}`, saidAt: i, sources: ids(sources) }),
          ),
        })
        async function takeBack() {
          for (const id of deleted.map(i => questions[i]?.id ?? '')) await store.deleteMessage(id)
        }

        if (!isLate) await takeBack()
        const outcome = await learning.commit(material, lessonOfAll)
        if (isLate) await takeBack()

        const gone = new Set<string>(deleted.map(i => questions[i]?.id ?? ''))
        const isWhole = ({ sources }: { sources: readonly string[] }) => !sources.some(id => gone.has(id))
        const isKept = isLate || deleted.length === 0
        expect(outcome).toBe(isKept ? 'kept' : 'moved')
        const newest = lessonOfAll.statements.filter((_, i, all) => i + 2 >= all.length)
        const known = (await learningInputOf(learning, question)).knowledgeFor(dm)
        const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id).toSorted()
        expect(idsOf(known.facts)).toEqual(isKept ? idsOf(lessonOfAll.facts.filter(isWhole)) : [])
        expect(known.statements.map(({ saidAt }) => saidAt).toSorted((a, b) => a - b)).toEqual(
          isKept ? newest.filter(isWhole).map(({ saidAt }) => saidAt) : [],
        )
        const leads = await redis.zrange(keys.messageLinks(user), '0', '-1')
        expect(leads.filter(lead => gone.has(lead.slice(0, 20).replace(/^0+/, '')))).toEqual([])
        expect(leads.filter(lead => /:[fs]:/.test(lead))).toHaveLength(
          [...known.facts, ...known.statements].flatMap(({ sources }) => sources).length,
        )
      },
    ),
    runs(40),
  )
})

import type { Redis } from 'ioredis'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { StoredConversation } from '../../../../src/memory/ports/user-memory-store.ts'
import type { AnswerTurn } from '../../../../src/memory/types.ts'
import { InvalidIdError } from '../../../../src/redis/keys.ts'
import { questionOf, receiveAndAnswer } from '../../../contract/support/conversations.ts'
import { learningInputOf, summaryOf } from '../../../contract/support/memory-updates.ts'
import { exchange, restoringContract, storedConversation } from '../../../contract/user-memory-store/restore.ts'
import { interceptScripts, plainRedis, snowflake } from '../../support/fixtures.ts'
import { userMemoryStores } from '../../support/user-memory-store.ts'

const DAY = 86_400

restoringContract(() => userMemoryStores(plainRedis()))

/** A conversation that was put back. */
async function putBack(held: StoredConversation = storedConversation(), redis: Redis = plainRedis()) {
  const stores = userMemoryStores(redis)
  const { user } = questionOf()
  if ((await stores.own.restoreConversation(user, '', held)) !== 'kept') throw new Error('not put back')
  return { ...stores, redis, user, held, conversation: { user, channel: held.channel } }
}

test('everything of a conversation expires together, and the list knows it as long', async () => {
  const now = Date.now()
  for (const [days, left] of [
    [0, 30],
    [10, 20],
    [29, 15],
    [900, 15],
    [-5, 30],
  ] as const) {
    const lastUsedAt = now - days * DAY * 1000
    const { redis, keys, user, conversation } = await putBack(storedConversation({ lastUsedAt }))

    const ttls = [keys.conversation, keys.log, keys.turns].map(key => redis.ttl(key(conversation)))
    for (const ttl of await Promise.all(ttls)) expect(Math.abs(ttl - left * DAY), String(days)).toBeLessThan(120)
    const listed = Number(await redis.zscore(keys.conversations(user), conversation.channel))
    expect(Math.abs(listed + 30 * DAY * 1000 - (now + left * DAY * 1000))).toBeLessThan(120_000)
    expect(await redis.ttl(keys.conversations(user))).toBeGreaterThan(30 * DAY - 60)
    expect(await redis.ttl(keys.user(user))).toBe(-1)
  }
})

test('of messages that nobody knew of nothing is said', async () => {
  const { redis, keys, user, held } = await putBack(storedConversation({ guild: '7', scope: 'guild:7' }))
  const [, answer] = held.turns as readonly [unknown, AnswerTurn]
  const covered = held.segments[0]?.covers[0]?.slice(2) ?? ''

  const messages = [answer.id, ...answer.messages, covered]
  expect(await redis.exists(keys.messages(user), ...messages.map(keys.message))).toBe(0)
  expect(await redis.smembers(keys.guilds(user))).toEqual(['7'])
  expect(await redis.smembers(keys.guild('7'))).toEqual([user])
})

test('what was said within the hour is put back also where the clock of this machine was set back by one', async () => {
  const held = storedConversation()
  onTestFinished(() => void vi.restoreAllMocks())
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000)

  const { own, user } = await putBack(held)

  expect((await own.readUserData(user)).conversations).toHaveLength(1)
})

/** A conversation that expired, of which it is still known whose the messages are. */
async function expired() {
  const redis = plainRedis()
  const stores = userMemoryStores(redis)
  const { store, keys } = stores
  const older = questionOf()
  const { user, channel } = older
  const newer = questionOf({ user, channel })
  const shown = [
    await receiveAndAnswer(store, older, 'I see.'),
    await receiveAndAnswer(store, newer, 'I see.'),
  ] as const
  const [first, second] = [exchange('one'), exchange('two')]
  const folded = { ...first[0], id: older.id }
  const turns = [
    { ...second[0], id: newer.id },
    { ...second[1], id: newer.id, messages: [shown[1]] },
  ]
  const held = storedConversation({ channel, turns, segments: [summaryOf([folded, { ...first[1], id: older.id }])] })
  const epoch = (await redis.hget(keys.user(user), 'epoch')) ?? ''
  await redis.del(keys.conversation(older), keys.log(older), keys.turns(older))
  return { ...stores, redis, user, channel, older, newer, shown, held, epoch }
}

/** The same, put back. */
async function comeBack() {
  const scene = await expired()
  if ((await scene.own.restoreConversation(scene.user, scene.epoch, scene.held)) !== 'kept')
    throw new Error('not put back')
  return scene
}

describe('the deletion of a message of which it is still known whose it is', () => {
  test('takes its question along, and names the messages that answer it', async () => {
    const { store, learning, newer, shown } = await comeBack()

    expect(await store.deleteMessage(newer.id)).toMatchObject({ question: { id: newer.id }, answers: [shown[1]] })
    expect(await learningInputOf(learning, newer)).toMatchObject({ turns: [], summaries: [{}] })
  })

  test('takes its answer along', async () => {
    const { store, learning, newer, shown, held } = await comeBack()

    await store.deleteMessage(shown[1])

    expect((await learningInputOf(learning, newer)).turns).toEqual(held.turns.slice(0, 1))
  })

  test('takes the summary along that covers it, though it has left the log', async () => {
    const { store, learning, older, held } = await comeBack()

    await store.deleteMessage(older.id)

    expect(await learningInputOf(learning, older)).toMatchObject({ turns: held.turns, summaries: [] })
  })
})

test('an answer is shown by messages alone that are known to show it', async () => {
  const { store, own, learning, user, channel, older, newer, shown, epoch } = await expired()
  const elsewhere = questionOf({ user })
  const other = await receiveAndAnswer(store, elsewhere, 'Elsewhere.')
  const [question, answer] = exchange('two')
  const messages = [shown[0], newer.id, shown[1], older.id, other, elsewhere.id, answer.messages[0] ?? '']
  const turns = [
    { ...question, id: newer.id },
    { ...answer, id: newer.id, messages },
  ]

  expect(await own.restoreConversation(user, epoch, storedConversation({ channel, turns }))).toBe('kept')

  expect((await learningInputOf(learning, newer)).turns.at(-1)).toMatchObject({
    role: 'assistant',
    messages: [shown[1]],
  })
})

test('whose a message is stays known as long as what is put back', async () => {
  const redis = plainRedis()
  const { store, own, keys } = userMemoryStores(redis)
  const question = questionOf()
  const message = await receiveAndAnswer(store, question, 'I see.')
  const { user, channel } = question
  const [turn, answer] = exchange('x')
  const turns = [
    { ...turn, id: question.id },
    { ...answer, id: question.id, messages: [message] },
  ]
  await redis.del(keys.conversation(question), keys.log(question), keys.turns(question), keys.messages(user))
  await redis.expire(keys.message(message), 500)
  await redis.persist(keys.message(question.id))
  const epoch = (await redis.hget(keys.user(user), 'epoch')) ?? ''

  expect(await own.restoreConversation(user, epoch, storedConversation({ channel, turns, segments: [] }))).toBe('kept')

  expect(await redis.ttl(keys.message(message))).toBeGreaterThan(60 * DAY - 60)
  expect(await redis.ttl(keys.message(question.id))).toBe(-1)
  expect(await redis.zrange(keys.messages(user), '0', '-1')).toEqual([message])
})

test('a summary leads to the user’s own messages alone: another’s is never looked after', async () => {
  const redis = plainRedis()
  const theirs = questionOf()
  const [question, answer] = exchange('Mine!')
  const turns = [question, answer]
  const summaries = [summaryOf([{ ...question, id: theirs.id }, question, answer])]
  const stores = userMemoryStores(redis)
  await receiveAndAnswer(stores.store, theirs, 'Yours.')
  await redis.expire(stores.keys.message(theirs.id), 500)
  const before = await redis.get(stores.keys.message(theirs.id))
  const { user } = questionOf()

  expect(
    await stores.own.restoreConversation(user, '', storedConversation({ channel: '5', turns, segments: summaries })),
  ).toBe('kept')

  const conv = stores.keys.conversation({ user, channel: '5' })
  expect(await redis.hmget(conv, 'messages:1', 'segments')).toEqual(['', '1'])
  expect(await redis.get(stores.keys.message(theirs.id))).toBe(before)
  expect(await redis.ttl(stores.keys.message(theirs.id))).toBeLessThanOrEqual(500)
})

test('2,000 turns are put back in steps, and of a restore that was cut off no word is there', async () => {
  const redis = plainRedis()
  const { own, keys } = userMemoryStores(redis)
  const { user } = questionOf()
  // Ids of the past: the test's own run ahead of the clock by a millisecond each.
  const first = BigInt(snowflake()) - (BigInt(DAY * 1000) << 22n)
  const turns = Array.from({ length: 1000 }, (_, i) => String(first + BigInt(3 * i))).flatMap(id => {
    const [question, answer] = exchange('Mochi')
    return [
      { ...question, id },
      { ...answer, id, messages: [String(BigInt(id) + 1n), String(BigInt(id) + 2n)] },
    ]
  })
  const held = storedConversation({ turns, segments: [] })
  let calls = 0
  interceptScripts(redis, async run => {
    calls += 1
    if (calls === 10) throw new Error('Connection is closed.')
    return await run()
  })
  await expect(own.restoreConversation(user, '', held)).rejects.toMatchObject({ details: { code: 'disconnected' } })
  const conversation = { user, channel: held.channel }
  expect(await redis.exists(keys.conversation(conversation), keys.log(conversation), keys.turns(conversation))).toBe(0)
  calls = 100

  expect(await own.restoreConversation(user, '', held)).toBe('kept')

  expect(await redis.hlen(keys.log(conversation))).toBe(2000)
  expect(await redis.zcard(keys.turns(conversation))).toBe(2000)
  expect(calls).toBeGreaterThan(115)
})

test('what is deleted while its conversation is put back is not put back', async () => {
  const { redis, store, own, learning, user, newer, older, shown, held, epoch } = await expired()
  const deleted = [older.id, shown[1]]
  interceptScripts(redis, async run => {
    const reply = await run()
    const message = deleted.pop()
    if (message !== undefined) await store.deleteMessage(message)
    return reply
  })

  expect(await own.restoreConversation(user, epoch, held)).toBe('kept')

  expect(await learningInputOf(learning, newer)).toMatchObject({ turns: held.turns.slice(0, 1), summaries: [] })
})

test('ids and times that are none are refused before anything is written', async () => {
  const redis = plainRedis()
  const { own, keys } = userMemoryStores(redis)
  const { user } = questionOf()
  const [question, answer] = exchange('x')
  const bad: Partial<StoredConversation>[] = [
    { channel: '*' },
    { guild: 'all' },
    { turns: [{ ...question, id: 'x' }] },
    { turns: [{ ...answer, messages: ['x}:y'] }] },
    { segments: [{ ...summaryOf([question]), covers: ['q:x'] }] },
    { learnedTo: 'q:' },
    { lastUsedAt: Number.NaN },
    { scope: 'all' as 'dm' },
  ]

  for (const parts of bad) {
    await expect(
      own.restoreConversation(user, '', storedConversation({ channel: '5', ...parts })),
      JSON.stringify(parts),
    ).rejects.toThrow()
  }
  await expect(own.restoreConversation('1}:x', '', storedConversation())).rejects.toThrow(InvalidIdError)

  const conversation = { user, channel: '5' }
  expect(await redis.exists(keys.conversation(conversation), keys.log(conversation), keys.conversations(user))).toBe(0)
})

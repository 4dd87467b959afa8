import { describe, expect, test, vi } from 'vitest'
import { startLease } from '../../../../src/redis/connection/lease.ts'
import { InvalidIdError } from '../../../../src/redis/keys.ts'
import { conversationStoreContract } from '../../../contract/conversation-store/conversation-store.ts'
import { dm, questionOf, receiveAndAnswer, receiveQuestion, textsOf } from '../../../contract/support/conversations.ts'
import { serverAudience } from '../../../support/audiences.ts'
import { wholeBot } from '../../../support/whole-bot.ts'
import { interceptScripts, plainRedis, snowflake, testKeys, testStore } from '../../support/fixtures.ts'

const DAY = 86_400

conversationStoreContract(limits => testStore(plainRedis(), limits).store)

test('everything of a conversation expires together, HISTORY_DAYS after its last use', async () => {
  const redis = plainRedis()
  const { store, keys } = testStore(redis)
  const question = questionOf({ guild: '7', scope: 'guild:7' })
  const own = [keys.conversation(question), keys.log(question), keys.turns(question), keys.conversations(question.user)]
  const message = await receiveAndAnswer(store, question, 'Nice.')
  for (const key of own) await redis.expire(key, 5)

  await store.reopenQuestion(question, dm)

  for (const key of own) expect(await redis.ttl(key)).toBeGreaterThan(30 * DAY - 60)
  for (const id of [question.id, message]) expect(await redis.ttl(keys.message(id))).toBeGreaterThan(60 * DAY - 60)
  expect(await redis.ttl(keys.messages(question.user))).toBeGreaterThan(60 * DAY - 60)
  expect(await redis.smembers(keys.guild('7'))).toEqual([question.user])
})

test('turns said more than HISTORY_DAYS before the question are let go', async () => {
  const redis = plainRedis()
  const { store, keys } = testStore(redis)
  const old = questionOf({ id: (BigInt(snowflake()) - (BigInt(31 * DAY * 1000) << 22n)).toString(), text: 'long ago' })
  await receiveAndAnswer(store, old, 'Nice.')

  const { window } = await receiveQuestion(store, { ...old, id: snowflake() })

  expect(window).toEqual([])
  expect(await redis.hlen(keys.log(old))).toBe(1)
  expect(await redis.zcard(keys.turns(old))).toBe(1)
})

test('the oldest turns beyond the limit leave the log', async () => {
  const redis = plainRedis()
  const { store, keys } = testStore(redis, { logLimit: 3 })
  const question = questionOf()
  for (let i = 0; i < 4; i++) await receiveAndAnswer(store, { ...question, id: snowflake() }, 'Nice.')

  expect(await redis.hlen(keys.log(question))).toBe(3)
})

test('an answer is refused when everything was forgotten meanwhile', async () => {
  const redis = plainRedis()
  const { store, keys } = testStore(redis)
  const question = questionOf()
  const { snapshotToken } = await receiveQuestion(store, question)
  await redis.hset(keys.user(question.user), 'epoch', 'swapped')

  expect(await store.keepAnswer(question, snapshotToken, { text: 'Nice.', saidAt: 1, messages: [] })).toBe('gone')
  expect(await redis.hget(keys.log(question), `a:${question.id}`)).toBeNull()
})

test('broken turns are passed over and told as facts', async () => {
  const redis = plainRedis()
  const { store, keys, problems } = testStore(redis, { windowMessages: 2 })
  const first = questionOf({ text: 'one' })
  const [second, third] = [snowflake(), snowflake()]
  await receiveAndAnswer(store, first, 'first')
  await receiveAndAnswer(store, { ...first, id: second, text: 'two' }, 'second')
  await redis.hset(keys.log(first), `q:${second}`, '{"text":"half a tur', `a:${second}`, '"just a string"')

  const { window } = await receiveQuestion(store, { ...first, id: third })

  expect(textsOf(window)).toEqual(['q: one', 'a: first'])
  const conversation = { user: first.user, channel: first.channel }
  expect(problems).toEqual([
    { kind: 'brokenTurn', conversation, turn: `q:${second}` },
    { kind: 'brokenTurn', conversation, turn: `a:${second}` },
  ])
  expect(await store.reopenQuestion({ ...first, id: second }, dm)).toBe('gone')
  expect(await store.keepAnswer({ ...first, id: second }, '', { text: 'Nice.', saidAt: 1, messages: [] })).toBe('gone')
})

test('a turn that only JavaScript can read is not told to whom it is not for', async () => {
  const redis = plainRedis()
  const { store, keys } = testStore(redis)
  const first = questionOf({ text: 'only for us' })
  await receiveQuestion(store, first)
  const half = (text: string) => text.replace('only', `\\ud83d`).replace('"scope":', '"scope" :')
  await redis.hset(keys.log(first), `q:${first.id}`, half((await redis.hget(keys.log(first), `q:${first.id}`)) ?? ''))

  const inServer = await receiveQuestion(store, { ...first, id: snowflake(), text: 'x' }, serverAudience('1'))
  const alone = await receiveQuestion(store, { ...first, id: snowflake(), text: 'y' })

  expect(inServer.window).toEqual([])
  expect(textsOf(alone.window)).toEqual(['q: \ud83d for us', 'q: x'])
})

test('a turn that is JSON but no turn is passed over as well', async () => {
  const redis = plainRedis()
  const { store, keys, problems } = testStore(redis)
  const question = questionOf()
  await receiveQuestion(store, question)
  await redis.hset(keys.log(question), `q:${question.id}`, '{"scope":"dm","text":7}')
  await redis.set(keys.message('12'), 'no owner')

  const { window } = await receiveQuestion(store, { ...question, id: snowflake() })

  expect(window).toEqual([])
  expect(await store.reopenQuestion(question, dm)).toBe('gone')
  expect(await store.deleteMessage('12')).toBeUndefined()
  expect(problems.map(problem => problem.kind)).toEqual(['brokenTurn', 'brokenTurn', 'brokenOwner'])
})

test.each(['1}:x', '{1}', '*', '', '-1', '007', ' 1', '1\n', '１２', '1'.repeat(21)])(
  'the id %j is refused before it becomes part of a key',
  async id => {
    const { store } = testStore(plainRedis())

    await expect(store.keepQuestion(questionOf({ user: id }), dm)).rejects.toThrow(InvalidIdError)
    await expect(store.keepQuestion(questionOf({ channel: id }), dm)).rejects.toThrow(InvalidIdError)
    await expect(store.keepQuestion(questionOf({ id }), dm)).rejects.toThrow(InvalidIdError)
    await expect(store.keepQuestion(questionOf({ guild: id }), dm)).rejects.toThrow(InvalidIdError)
    await expect(store.readSnapshot(questionOf({ id }), dm)).rejects.toThrow(InvalidIdError)
    await expect(store.reopenQuestion(questionOf({ id }), dm)).rejects.toThrow(InvalidIdError)
    await expect(store.keepAnswer(questionOf(), '', { text: '', saidAt: 1, messages: [id] })).rejects.toThrow(
      InvalidIdError,
    )
    await expect(store.deleteMessage(id)).rejects.toThrow(InvalidIdError)
    await expect(store.releaseClaim(questionOf({ id }))).rejects.toThrow(InvalidIdError)
  },
)

test('receive, look, reopen, lastAnswered and answer are one round trip each', async () => {
  const redis = plainRedis()
  const { store } = testStore(redis)
  const warm = questionOf()
  await receiveAndAnswer(store, warm, 'Nice.')
  await store.readSnapshot(warm, dm)
  await store.reopenQuestion(warm, dm)
  await store.findLastAnswer(warm)
  const sent: string[] = []
  const send = redis.sendCommand.bind(redis)
  redis.sendCommand = (command, stream) => {
    sent.push(command.name.toLowerCase())
    return send(command, stream)
  }

  const question = questionOf()
  const { snapshotToken } = await receiveQuestion(store, question)
  await store.readSnapshot(question, dm)
  await store.reopenQuestion(question, dm, 'new')
  await store.keepAnswer(question, snapshotToken, { text: 'Nice.', saidAt: 1, messages: ['1', '2'] })
  await store.findLastAnswer(question)

  expect(sent).toEqual(['evalsha', 'evalsha', 'evalsha', 'evalsha', 'evalsha'])
})

test('a server that lost its scripts gets them again', async () => {
  const redis = plainRedis()
  const { store } = testStore(redis)
  const question = questionOf()
  await receiveAndAnswer(store, question, 'Nice.')
  await redis.script('FLUSH')

  const { window } = await receiveQuestion(store, { ...question, id: snowflake() })

  expect(textsOf(window)).toEqual(['q: I live in Lisbon.', 'a: Nice.'])
})

describe('claims left behind', () => {
  async function twoProcesses() {
    const redis = plainRedis()
    const keys = testKeys()
    const [ada, bob] = [await startLease(redis, keys), await startLease(redis, keys)]
    return { redis, keys, ada, bob, of: (processId: string) => testStore(redis, { keys, processId }).store }
  }

  test('by a dead process are taken over once, those of a live one stay', async () => {
    const { ada, bob, of } = await twoProcesses()
    const [lost, mine, answered] = [questionOf(), questionOf(), questionOf()]
    await receiveQuestion(of('dead'), lost)
    await receiveAndAnswer(of('dead'), answered, 'Nice.')
    await receiveQuestion(of(ada.processId), mine)

    const taken = await Promise.all([
      of(ada.processId).takeOverClaims(wholeBot),
      of(bob.processId).takeOverClaims(wholeBot),
    ])

    expect(taken.flat()).toEqual([{ user: lost.user, channel: lost.channel, id: lost.id }])
    expect(await of(bob.processId).takeOverClaims(wholeBot)).toEqual([])
    await ada.stop()
    await bob.stop()
  })

  test('by a process that stopped are free at once', async () => {
    const { ada, bob, of } = await twoProcesses()
    await receiveQuestion(of(ada.processId), questionOf())
    await ada.stop()

    expect(await of(bob.processId).takeOverClaims(wholeBot)).toHaveLength(1)
    await bob.stop()
  })

  test('are no longer held by a process that was taken for dead and goes on; the others are, and can’t be taken right after', async () => {
    const { redis, keys, bob, of } = await twoProcesses()
    const [lost, own] = [questionOf(), questionOf()]
    const other = of(bob.processId)
    await receiveQuestion(of('frozen'), lost)
    await other.takeOverClaims(wholeBot)
    await receiveQuestion(of('frozen'), own)

    const held = [await of('frozen').holdsClaim(lost, 0), await of('frozen').holdsClaim(own, 0)]

    expect(held).toEqual([false, true])
    expect(await other.takeOverClaims(wholeBot)).toEqual([])
    expect(await redis.zscore(keys.processes, 'frozen')).not.toBeNull()
    await bob.stop()
  })

  test('outlast the answer of another process, which had none', async () => {
    const { ada, bob, of } = await twoProcesses()
    const question = questionOf()
    await receiveQuestion(of(ada.processId), question)
    await of(bob.processId).keepAnswer(question, '', { text: 'Hi', saidAt: 1, messages: ['200'] })
    expect(await of(ada.processId).holdsClaim(question, 0)).toBe(true)
    await Promise.all([ada.stop(), bob.stop()])
  })

  test('stay where the question is gone that is answered with others, until it is said that none is answered', async () => {
    const { redis, keys, ada, of } = await twoProcesses()
    const store = of(ada.processId)
    const [first, last] = [questionOf(), questionOf()]
    const companions = [{ ...first, user: last.user, channel: last.channel }]
    await receiveQuestion(store, { ...last, id: first.id })
    const { snapshotToken } = await receiveQuestion(store, last)
    await store.deleteMessage(last.id, 'forgotten')

    const answer = { text: 'Nice.', saidAt: 1, messages: [snowflake()], companions }
    expect(await store.keepAnswer(last, snapshotToken, answer)).toBe('gone')
    expect(await redis.hkeys(keys.claims)).toEqual([expect.stringContaining(first.id)])
    await store.releaseClaim(last, undefined, companions)
    expect(await redis.hlen(keys.claims)).toBe(0)
    await ada.stop()
  })

  test('are not asked about while the lease is held without a pause', async () => {
    const redis = plainRedis()
    const keys = testKeys()
    const sentAt = performance.now()
    const ada = await startLease(redis, keys)
    const { store } = testStore(redis, { keys, processId: ada.processId, isLeaseHeldSince: ada.isHeldSince })
    const unclaimed = questionOf()

    const held = [await store.holdsClaim(unclaimed, performance.now()), await store.holdsClaim(unclaimed, sentAt)]
    const later = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 11_000)
    held.push(await store.holdsClaim(unclaimed, sentAt))
    later.mockRestore()

    expect(held).toEqual([true, false, false])
    await ada.stop()
  })

  test('of an edited question stay with the process that answers it', async () => {
    const { ada, bob, of } = await twoProcesses()
    const question = questionOf()
    await receiveQuestion(of(ada.processId), question)

    expect(await of(bob.processId).reopenQuestion(question, dm, 'I live in Oslo.')).toBe('claimed')
    expect(await of(ada.processId).reopenQuestion(question, dm, 'I live in Oslo.')).toMatchObject({ messages: [] })
    await ada.stop()
    expect(await of(bob.processId).reopenQuestion(question, dm, 'I live in Rome.')).toMatchObject({ messages: [] })
    await bob.stop()
  })

  test('of an edited question that is not kept stay with the process that answers it', async () => {
    const { redis, keys, ada, bob, of } = await twoProcesses()
    const question = questionOf()
    await redis.hset(keys.user(question.user), `incognito:${question.channel}`, Date.now() + DAY * 1000)
    await receiveQuestion(of(ada.processId), question)

    expect(await of(bob.processId).reopenQuestion(question, dm, 'I live in Oslo.')).toBe('claimed')
    expect(await of(ada.processId).holdsClaim(question, 0)).toBe(true)
    await Promise.all([ada.stop(), bob.stop()])
  })

  test('that were taken over are not taken back by the process that was taken for dead', async () => {
    for (const isKept of [true, false]) {
      const { redis, keys, bob, of } = await twoProcesses()
      const question = questionOf()
      if (!isKept) await redis.hset(keys.user(question.user), `incognito:${question.channel}`, Date.now() + DAY * 1000)
      await receiveQuestion(of('frozen'), question)
      await of(bob.processId).takeOverClaims(wholeBot)

      expect(await of('frozen').reopenQuestion(question, dm)).toBe('claimed')
      expect(await of(bob.processId).holdsClaim(question, 0)).toBe(true)
      await bob.stop()
    }
  })

  test('come again when the reply that told of them was lost', async () => {
    const { redis, keys, bob } = await twoProcesses()
    await receiveQuestion(testStore(redis, { keys, processId: 'dead' }).store, questionOf())
    const { store } = testStore(redis, { keys, processId: bob.processId })
    const restore = interceptScripts(redis, async run => {
      await run()
      throw new Error('Command timed out')
    })
    await expect(store.takeOverClaims(wholeBot)).rejects.toMatchObject({ details: { code: 'timeout' } })
    restore()

    expect(await store.takeOverClaims(wholeBot)).toHaveLength(1)
    expect(await store.takeOverClaims(wholeBot)).toEqual([])
    await bob.stop()
  })

  test('can be answered by whoever took them', async () => {
    const { redis, keys, bob, of } = await twoProcesses()
    const question = questionOf({ text: 'Are you there?' })
    await receiveQuestion(of('dead'), question)
    const [ref = question] = await of(bob.processId).takeOverClaims(wholeBot)

    const again = await of(bob.processId).reopenQuestion(ref, dm)

    expect(again).toMatchObject({ messages: [] })
    expect(await redis.hget(keys.log(ref), `q:${ref.id}`)).toContain('"text":"Are you there?"')
    expect(await of(bob.processId).keepAnswer(ref, '', { text: 'Yes.', saidAt: 1, messages: [] })).toBe('kept')
    expect(await redis.hlen(keys.claims)).toBe(0)
    await bob.stop()
  })

  test('that cannot be read are told, not taken', async () => {
    const redis = plainRedis()
    const { store, keys, problems } = testStore(redis)
    await redis.hset(keys.claims, 'nonsense', 'dead:1')

    expect(await store.takeOverClaims(wholeBot)).toEqual([])
    expect(problems).toEqual([{ kind: 'brokenClaim' }])
  })
})

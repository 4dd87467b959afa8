import { describe, expect, test } from 'vitest'
import { BadId } from '../../src/redis/keys.ts'
import { startLease } from '../../src/redis/lease.ts'
import { memoryStoreContract } from '../contract/memory-store.ts'
import { asked, dm, received, told, words } from '../contract/talk.ts'
import { plainRedis, snowflake, testKeys, testStore } from './fixtures.ts'

const DAY = 86_400

memoryStoreContract(limits => testStore(plainRedis(), limits).store)

test('everything of a conversation expires together, HISTORY_DAYS after its last use', async () => {
  const redis = plainRedis()
  const { store, keys } = testStore(redis)
  const question = asked({ guild: '7', scope: 'guild:7' })
  const own = [keys.conversation(question), keys.log(question), keys.turns(question), keys.conversations(question.user)]
  const message = await told(store, question, 'Nice.')
  for (const key of own) await redis.expire(key, 5)

  await store.reopen(question, dm)

  for (const key of own) expect(await redis.ttl(key)).toBeGreaterThan(30 * DAY - 60)
  for (const id of [question.id, message]) expect(await redis.ttl(keys.message(id))).toBeGreaterThan(60 * DAY - 60)
  expect(await redis.ttl(keys.messages(question.user))).toBeGreaterThan(60 * DAY - 60)
  expect(await redis.smembers(keys.guild('7'))).toEqual([question.user])
})

test('turns said more than HISTORY_DAYS before the question are let go', async () => {
  const redis = plainRedis()
  const { store, keys } = testStore(redis)
  const old = asked({ id: (BigInt(snowflake()) - (BigInt(31 * DAY * 1000) << 22n)).toString(), text: 'long ago' })
  await told(store, old, 'Nice.')

  const { window } = await received(store, { ...old, id: snowflake() })

  expect(window).toEqual([])
  expect(await redis.hlen(keys.log(old))).toBe(1)
  expect(await redis.zcard(keys.turns(old))).toBe(1)
})

test('dropped turns are counted', async () => {
  const redis = plainRedis()
  const { store, keys } = testStore(redis, { logLimit: 3 })
  const question = asked()
  for (let i = 0; i < 4; i++) await told(store, { ...question, id: snowflake() }, 'Nice.')

  expect(await redis.hget(keys.conversation(question), 'dropped')).toBe('5')
  expect(await redis.hlen(keys.log(question))).toBe(3)
})

test('an answer is refused when everything was forgotten meanwhile', async () => {
  const redis = plainRedis()
  const { store, keys } = testStore(redis)
  const question = asked()
  const { ground } = await received(store, question)
  await redis.hset(keys.user(question.user), 'epoch', 'swapped')

  expect(await store.answer(question, ground, { text: 'Nice.', saidAt: 1, messages: [] })).toBe('gone')
  expect(await redis.hget(keys.log(question), `a:${question.id}`)).toBeNull()
  expect(await redis.hlen(keys.claims)).toBe(0)
})

test('broken turns are passed over and told as facts', async () => {
  const redis = plainRedis()
  const { store, keys, problems } = testStore(redis, { windowMessages: 2 })
  const first = asked({ text: 'one' })
  const [second, third] = [snowflake(), snowflake()]
  await told(store, first, 'first')
  await told(store, { ...first, id: second, text: 'two' }, 'second')
  await redis.hset(keys.log(first), `q:${second}`, '{"text":"half a tur', `a:${second}`, '"just a string"')

  const { window } = await received(store, { ...first, id: third })

  expect(words(window)).toEqual(['q: one', 'a: first'])
  const conversation = { user: first.user, channel: first.channel }
  expect(problems).toEqual([
    { kind: 'brokenTurn', conversation, turn: `q:${second}` },
    { kind: 'brokenTurn', conversation, turn: `a:${second}` },
  ])
  expect(await store.reopen({ ...first, id: second }, dm)).toBe('gone')
  expect(await store.answer({ ...first, id: second }, '', { text: 'Nice.', saidAt: 1, messages: [] })).toBe('gone')
})

test('a turn that only JavaScript can read is not told to whom it is not for', async () => {
  const redis = plainRedis()
  const { store, keys } = testStore(redis)
  const first = asked({ text: 'only for us' })
  await received(store, first)
  const half = (text: string) => text.replace('only', `\\ud83d`).replace('"scope":', '"scope" :')
  await redis.hset(keys.log(first), `q:${first.id}`, half((await redis.hget(keys.log(first), `q:${first.id}`)) ?? ''))

  const inServer = await received(store, { ...first, id: snowflake(), text: 'x' }, { kind: 'server', guild: '1' })
  const alone = await received(store, { ...first, id: snowflake(), text: 'y' })

  expect(inServer.window).toEqual([])
  expect(words(alone.window)).toEqual(['q: \ud83d for us', 'q: x'])
})

test('a turn that is JSON but no turn is passed over as well', async () => {
  const redis = plainRedis()
  const { store, keys, problems } = testStore(redis)
  const question = asked()
  await received(store, question)
  await redis.hset(keys.log(question), `q:${question.id}`, '{"scope":"dm","text":7}')
  await redis.set(keys.message('12'), 'no owner')

  const { window } = await received(store, { ...question, id: snowflake() })

  expect(window).toEqual([])
  expect(await store.reopen(question, dm)).toBe('gone')
  expect(await store.deleteMessage('12')).toBeUndefined()
  expect(problems.map(problem => problem.kind)).toEqual(['brokenTurn', 'brokenTurn', 'brokenOwner'])
})

test.each(['1}:x', '{1}', '*', '', '-1', '007', ' 1', '1\n', '１２', '1'.repeat(21)])(
  'the id %j is refused before it becomes part of a key',
  async id => {
    const { store } = testStore(plainRedis())

    await expect(store.receive(asked({ user: id }), dm)).rejects.toThrow(BadId)
    await expect(store.receive(asked({ channel: id }), dm)).rejects.toThrow(BadId)
    await expect(store.receive(asked({ id }), dm)).rejects.toThrow(BadId)
    await expect(store.receive(asked({ guild: id }), dm)).rejects.toThrow(BadId)
    await expect(store.look(asked({ id }), dm)).rejects.toThrow(BadId)
    await expect(store.reopen(asked({ id }), dm)).rejects.toThrow(BadId)
    await expect(store.answer(asked(), '', { text: '', saidAt: 1, messages: [id] })).rejects.toThrow(BadId)
    await expect(store.deleteMessage(id)).rejects.toThrow(BadId)
    await expect(store.giveUp(asked({ id }))).rejects.toThrow(BadId)
  },
)

test('receive, look, reopen, lastAnswered and answer are one round trip each', async () => {
  const redis = plainRedis()
  const { store } = testStore(redis)
  const warm = asked()
  await told(store, warm, 'Nice.')
  await store.look(warm, dm)
  await store.reopen(warm, dm)
  await store.lastAnswered(warm)
  const sent: string[] = []
  const send = redis.sendCommand.bind(redis)
  redis.sendCommand = (command, stream) => {
    sent.push(command.name.toLowerCase())
    return send(command, stream)
  }

  const question = asked()
  const { ground } = await received(store, question)
  await store.look(question, dm)
  await store.reopen(question, dm, 'new')
  await store.answer(question, ground, { text: 'Nice.', saidAt: 1, messages: ['1', '2'] })
  await store.lastAnswered(question)

  expect(sent).toEqual(['evalsha', 'evalsha', 'evalsha', 'evalsha', 'evalsha'])
})

test('a server that lost its scripts gets them again', async () => {
  const redis = plainRedis()
  const { store } = testStore(redis)
  const question = asked()
  await told(store, question, 'Nice.')
  await redis.script('FLUSH')

  const { window } = await received(store, { ...question, id: snowflake() })

  expect(words(window)).toEqual(['q: I live in Lisbon.', 'a: Nice.'])
})

describe('claims left behind', () => {
  async function twoProcesses() {
    const redis = plainRedis()
    const keys = testKeys()
    const [ada, bob] = [await startLease(redis, keys), await startLease(redis, keys)]
    return { redis, keys, ada, bob, of: (process: string) => testStore(redis, { keys, process }).store }
  }

  test('by a dead process are taken over once, those of a live one stay', async () => {
    const { ada, bob, of } = await twoProcesses()
    const [lost, mine, answered] = [asked(), asked(), asked()]
    await received(of('dead'), lost)
    await told(of('dead'), answered, 'Nice.')
    await received(of(ada.process), mine)

    const taken = await Promise.all([of(ada.process).takeAbandoned(), of(bob.process).takeAbandoned()])

    expect(taken.flat()).toEqual([{ user: lost.user, channel: lost.channel, id: lost.id }])
    expect(await of(bob.process).takeAbandoned()).toEqual([])
    await ada.stop()
    await bob.stop()
  })

  test('by a process that stopped are free at once', async () => {
    const { ada, bob, of } = await twoProcesses()
    await received(of(ada.process), asked())
    await ada.stop()

    expect(await of(bob.process).takeAbandoned()).toHaveLength(1)
    await bob.stop()
  })

  test('come again when the reply that told of them was lost', async () => {
    const { redis, keys, bob } = await twoProcesses()
    await received(testStore(redis, { keys, process: 'dead' }).store, asked())
    const { store } = testStore(redis, { keys, process: bob.process })
    const call = redis.call.bind(redis)
    Object.assign(redis, {
      async call(command: string, ...args: string[]) {
        await call(command, ...args)
        throw new Error('Command timed out')
      },
    })
    await expect(store.takeAbandoned()).rejects.toMatchObject({ facts: { code: 'timeout' } })
    Object.assign(redis, { call })

    expect(await store.takeAbandoned()).toHaveLength(1)
    expect(await store.takeAbandoned()).toEqual([])
    await bob.stop()
  })

  test('can be answered by whoever took them', async () => {
    const { redis, keys, bob, of } = await twoProcesses()
    const question = asked({ text: 'Are you there?' })
    await received(of('dead'), question)
    const [ref = question] = await of(bob.process).takeAbandoned()

    const again = await of(bob.process).reopen(ref, dm)

    expect(again).toMatchObject({ question: { text: 'Are you there?' }, messages: [] })
    expect(await of(bob.process).answer(ref, '', { text: 'Yes.', saidAt: 1, messages: [] })).toBe('kept')
    expect(await redis.hlen(keys.claims)).toBe(0)
    await bob.stop()
  })

  test('that cannot be read are told, not taken', async () => {
    const redis = plainRedis()
    const { store, keys, problems } = testStore(redis)
    await redis.hset(keys.claims, 'nonsense', 'dead:1')

    expect(await store.takeAbandoned()).toEqual([])
    expect(problems).toEqual([{ kind: 'brokenClaim' }])
  })
})

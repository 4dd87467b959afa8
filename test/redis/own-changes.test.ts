import { describe, expect, test } from 'vitest'
import { MemoryUnavailable } from '../../src/errors.ts'
import { BadId } from '../../src/redis/keys.ts'
import { change, lisbon, toldFact } from '../contract/changes.ts'
import { statementFrom } from '../contract/lessons.ts'
import { changingContract } from '../contract/own-memory-changing.ts'
import { offersContract, settingsContract } from '../contract/own-memory-settings.ts'
import { asked } from '../contract/talk.ts'
import { plainRedis } from './fixtures.ts'
import { changedStores } from './own-stores.ts'

const DAY = 86_400
const HOUR_MS = 3_600_000

changingContract(() => changedStores(plainRedis()))
settingsContract(() => changedStores(plainRedis()))
offersContract(() => changedStores(plainRedis()))

/** A user of whom one fact was learned. */
async function scene() {
  const redis = plainRedis()
  const stores = changedStores(redis)
  return { ...stores, redis, ...(await lisbon(stores)) }
}

describe('a change', () => {
  test('has facts embedded anew, and lets go of the embedding of other words', async () => {
    const { redis, keys, own, user, epoch, fact, question } = await scene()
    expect(await redis.hkeys(keys.fact(user, fact.id))).toContain('e:test_model:2')

    const told = toldFact(question)
    await own.change(user, change(epoch, { facts: [{ ...fact, text: 'Alex lives in Porto.' }, told] }))

    const fields = ['confirmations', 'confirmedAt', 'json', 'near', 'nearTo', 'scope', 'user']
    for (const { id } of [fact, told]) expect((await redis.hkeys(keys.fact(user, id))).toSorted()).toEqual(fields)
    expect(await redis.smembers(keys.unembedded)).toEqual([user])
  })

  test('builds the leads anew: none leads to words that are no longer kept', async () => {
    const { redis, keys, own, user, epoch, fact, question } = await scene()
    expect((await redis.zrange(keys.sources(user), '0', '-1')).length).toBeGreaterThan(1)

    await own.change(user, change(epoch, { facts: [fact] }))

    expect(await redis.zrange(keys.sources(user), '0', '-1')).toEqual([`0${question.id}:f:${fact.id}`])
    expect(await redis.ttl(keys.message(question.id))).toBe(-1)
  })

  test('leaves the record of another user’s message alone, and its expiry, also when its facts go again', async () => {
    const theirs = await scene()
    const { redis, keys, own } = theirs
    const [first, second] = [
      theirs.question.id,
      (await redis.zrange(keys.messages(theirs.user), '0', '-1')).at(-1) ?? '',
    ]
    await redis.expire(keys.message(second), 500)
    const records = async () =>
      await Promise.all(
        [first, second].map(async id => [await redis.get(keys.message(id)), await redis.ttl(keys.message(id))]),
      )
    const before = await records()
    const eve = asked()
    const facts = [toldFact(eve, { sources: [first, second] })]
    const statements = [statementFrom(eve, { sources: [second] })]

    await own.change(eve.user, change('', { facts, statements }))
    const epoch = (await redis.hget(keys.user(eve.user), 'epoch')) ?? ''
    await own.change(eve.user, change(epoch, { facts, statements: statements.map(said => ({ ...said, value: 'x' })) }))
    expect(await redis.exists(keys.sources(eve.user))).toBe(0)
    await own.change(eve.user, change(epoch, { gone: { facts: facts.map(({ id }) => id), statements } }))

    expect(before.map(([, ttl]) => ttl)).toEqual([-1, 500])
    expect(await records()).toEqual(before)
  })

  test('says whose a message is that nobody knew of, as long as something rests on it', async () => {
    const redis = plainRedis()
    const { own, keys } = changedStores(redis)
    const question = asked({ guild: '7', scope: 'guild:7' })
    const { user, channel, id } = question
    const told = toldFact(question)
    await own.change(user, change('', { facts: [told], statements: [statementFrom(question)], told: id }))

    expect(JSON.parse((await redis.get(keys.message(id))) ?? '')).toEqual({ user, channel, id, scope: 'guild:7' })
    expect(await redis.ttl(keys.message(id))).toBe(-1)
    expect(await redis.zrange(keys.messages(user), '0', '-1')).toEqual([id])
    expect(await redis.smembers(keys.guilds(user))).toEqual(['7'])
    expect(await redis.smembers(keys.guild('7'))).toEqual([user])
    const epoch = (await redis.hget(keys.user(user), 'epoch')) ?? ''
    await own.change(user, change(epoch, { gone: { facts: [told.id], statements: [statementFrom(question)] } }))
    expect(await redis.ttl(keys.message(id))).toBeGreaterThan(60 * DAY - 60)
  })

  test('writes nothing for the id of a command, nor for a message that nobody is known to own', async () => {
    const redis = plainRedis()
    const { own, keys } = changedStores(redis)
    const [command, message] = [asked(), asked()]
    const { user } = command
    const facts = [toldFact(command, { asked: 'command' }), toldFact(message)]
    const statements = [statementFrom(command), statementFrom(message, { field: 'name' })]

    await own.change(user, change('', { facts, statements }))

    expect(await redis.exists(keys.sources(user), keys.messages(user))).toBe(0)
    expect(await redis.exists(keys.message(command.id), keys.message(message.id))).toBe(0)
  })

  test('counts what had to make room, once', async () => {
    const { redis, keys, own, user, epoch, fact } = await scene()
    for (let i = 0; i < 2; i++) await own.change(user, change(epoch, { evicted: [fact.id, 'never-there'] }))

    expect(await redis.hget(keys.user(user), 'evicted')).toBe('1')
  })

  test('makes the record of who has just forgotten everything stay', async () => {
    const redis = plainRedis()
    const { own, keys } = changedStores(redis)
    const changes = {
      change: (user: string) => own.change(user, change('new', { facts: [toldFact(asked({ user }))] })),
      set: (user: string) => own.set(user, { timeZone: 'Asia/Tokyo' }),
      incognito: (user: string) => own.setIncognito(asked({ user }), true),
      language: (user: string) => own.set(user, { locale: 'de' }),
      nothing: (user: string) => own.change(user, change('new')),
    }
    const lasts: string[] = []
    for (const [name, apply] of Object.entries(changes)) {
      const { user } = asked()
      await redis.hset(keys.user(user), 'epoch', 'new')
      await redis.expire(keys.user(user), DAY)
      await apply(user)
      if ((await redis.ttl(keys.user(user))) === -1) lasts.push(name)
      else expect(await redis.hgetall(keys.user(user))).toEqual({ epoch: 'new' })
    }

    expect(lasts).toEqual(['change', 'set', 'incognito'])
  })
})

describe('what is set', () => {
  test('of who has nothing kept is nothing, if it is a language alone', async () => {
    const redis = plainRedis()
    const { own, keys } = changedStores(redis)
    const { user } = asked()

    await own.set(user, { locale: 'de', timeZone: '', isPaused: false })
    await own.set(user, {})
    await own.setIncognito(asked({ user }), false)

    expect(await redis.exists(keys.user(user))).toBe(0)
  })

  test('for an hour lets go of what is over', async () => {
    const redis = plainRedis()
    const { own, keys } = changedStores(redis)
    const question = asked()
    await redis.hset(keys.user(question.user), 'incognito:5', Date.now() - 1000, 'incognito:6', Date.now() + HOUR_MS)

    await own.setIncognito(question, true)

    const { epoch: _, ...fields } = await redis.hgetall(keys.user(question.user))
    expect(new Set(Object.keys(fields))).toEqual(new Set(['incognito:6', `incognito:${question.channel}`]))
    const left = Number(fields[`incognito:${question.channel}`]) - Date.now()
    expect(Math.abs(left - HOUR_MS)).toBeLessThan(60_000)
  })
})

describe('an offer', () => {
  test('is kept for an hour', async () => {
    const redis = plainRedis()
    const { own, keys } = changedStores(redis)
    const { user } = asked()
    const id = await own.offer(user, { kind: 'choose', facts: [], entities: [] })
    expect(await redis.ttl(keys.offers(user))).toBe(3600)
    const json = (await redis.hget(keys.offers(user), id)) ?? ''
    const old = json.replace(/"at":(?<at>\d+)/, (_, at: string) => `"at":${Number(at) - HOUR_MS}`)
    await redis.hset(keys.offers(user), id, old)

    expect(await own.offered(user, id)).toBeUndefined()
    await own.reoffer(user, id, { kind: 'done' })
    expect(await own.offered(user, id)).toBeUndefined()
    const next = await own.offer(user, { kind: 'done' })
    expect(await redis.hkeys(keys.offers(user))).toEqual([next])
  })

  test.each(['{"at":9999999999999,"offer":7}', '{"at":9999999999999,"offer":{"kind":"all"}}', '{"at":', 'x', ''])(
    'that can’t be read is none: %j',
    async json => {
      const redis = plainRedis()
      const { own, keys } = changedStores(redis)
      const { user } = asked()
      await redis.hset(keys.offers(user), 'broken', json)

      expect(await own.offered(user, 'broken')).toBeUndefined()
      await own.offer(user, { kind: 'done' })
    },
  )
})

test('what users do by themselves is one round trip each', async () => {
  const { redis, own, user, epoch, question } = await scene()
  async function everything() {
    await own.change(user, change(epoch, { facts: [toldFact(question)] }))
    await own.set(user, { isPaused: true })
    await own.setIncognito(question, true)
    const id = await own.offer(user, { kind: 'choose', facts: [], entities: [] })
    await own.reoffer(user, id, { kind: 'done' })
    await own.offered(user, id)
  }
  await everything()
  const sent: string[] = []
  const send = redis.sendCommand.bind(redis)
  redis.sendCommand = (command, stream) => {
    sent.push(command.name.toLowerCase())
    return send(command, stream)
  }

  await everything()

  expect(sent).toEqual(Array.from({ length: 6 }, () => 'evalsha'))
})

test('a Redis that is out of reach is told as such, without a word of what was to be kept', async () => {
  const { redis, own, user, epoch, question } = await scene()
  redis.disconnect()
  const attempts = [
    () => own.change(user, change(epoch, { facts: [toldFact(question)] })),
    () => own.set(user, { isPaused: true }),
    () => own.setIncognito(question, true),
    () => own.offer(user, { kind: 'choose', facts: [], entities: [] }),
    () => own.offered(user, 'x'),
    () => own.restore(user, epoch, { channel: '1', scope: 'dm', lastUsedAt: 1, turns: [], segments: [] }),
  ]

  for (const attempt of attempts) {
    const error = await attempt().catch((failure: unknown) => failure)
    expect(error).toBeInstanceOf(MemoryUnavailable)
    expect(JSON.stringify([String(error), error])).not.toContain('Lisbon')
  }
})

test('ids that are none are refused before anything is written', async () => {
  const redis = plainRedis()
  const { own, keys } = changedStores(redis)
  const question = asked()
  const { user } = question
  const bad = [
    change('', { facts: [toldFact(question, { id: 'a}:b' })] }),
    change('', { facts: [toldFact(question, { sources: ['x'] })] }),
    change('', { facts: [toldFact(question, { guild: 'all' })] }),
    change('', { facts: [toldFact(question, { saidAt: Number.NaN })] }),
    change('', { statements: [statementFrom(question, { entity: 'a}:b' })] }),
    change('', { standing: ['a}:b'] }),
    change('', { evicted: ['a}:b'] }),
    change('', { gone: { facts: ['a}:b'], statements: [] } }),
    change('', { gone: { facts: [], statements: [statementFrom(question, { entity: 'a}:b' })] } }),
    change('', { confirmed: [{ fact: 'f', saidAt: Number.NaN }] }),
  ]

  for (const wanted of bad) await expect(own.change(user, wanted)).rejects.toThrow()
  await expect(own.change('1}:x', change(''))).rejects.toThrow(BadId)
  await expect(own.set('1}:x', {})).rejects.toThrow(BadId)
  await expect(own.setIncognito({ user, channel: '*' }, true)).rejects.toThrow(BadId)
  await expect(own.offer('1}:x', { kind: 'done' })).rejects.toThrow(BadId)

  expect(await redis.exists(keys.user(user), keys.facts(user), keys.sources(user), keys.unembedded)).toBe(0)
})

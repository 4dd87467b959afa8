import { describe, expect, test } from 'vitest'
import { MemoryUnavailable } from '../../../../src/errors.ts'
import { InvalidIdError } from '../../../../src/redis/keys.ts'
import { change, factFromQuestion, seedLisbonFact } from '../../../contract/support/changes.ts'
import { questionOf } from '../../../contract/support/conversations.ts'
import { statementFrom } from '../../../contract/support/memory-updates.ts'
import { changingContract } from '../../../contract/user-memory-store/change.ts'
import { pendingChoicesContract, settingsContract } from '../../../contract/user-memory-store/settings.ts'
import { plainRedis } from '../../support/fixtures.ts'
import { userMemoryStores } from '../../support/user-memory-store.ts'

const DAY = 86_400
const HOUR_MS = 3_600_000

changingContract(() => userMemoryStores(plainRedis()))
settingsContract(() => userMemoryStores(plainRedis()))
pendingChoicesContract(() => userMemoryStores(plainRedis()))

/** A user of whom one fact was learned. */
async function scene() {
  const redis = plainRedis()
  const stores = userMemoryStores(redis)
  return { ...stores, redis, ...(await seedLisbonFact(stores)) }
}

describe('a change', () => {
  test('has facts embedded anew, and lets go of the embedding of other words', async () => {
    const { redis, keys, own, user, epoch, fact, question } = await scene()
    expect(await redis.hkeys(keys.fact(user, fact.id))).toContain('e:test_model:2')

    const told = factFromQuestion(question)
    await own.applyChange(user, change(epoch, { facts: [{ ...fact, text: 'Alex lives in Porto.' }, told] }))

    const fields = ['confirmations', 'confirmedAt', 'json', 'near', 'nearTo', 'scope', 'user']
    for (const { id } of [fact, told]) expect((await redis.hkeys(keys.fact(user, id))).toSorted()).toEqual(fields)
    expect(await redis.smembers(keys.unembedded)).toEqual([user])
  })

  test('builds the leads anew: none leads to words that are no longer kept', async () => {
    const { redis, keys, own, user, epoch, fact, question } = await scene()
    expect((await redis.zrange(keys.messageLinks(user), '0', '-1')).length).toBeGreaterThan(1)

    await own.applyChange(user, change(epoch, { facts: [fact] }))

    expect(await redis.zrange(keys.messageLinks(user), '0', '-1')).toEqual([`0${question.id}:f:${fact.id}`])
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
    const eve = questionOf()
    const facts = [factFromQuestion(eve, { sources: [first, second] })]
    const statements = [statementFrom(eve, { sources: [second] })]

    await own.applyChange(eve.user, change('', { facts, statements }))
    const epoch = (await redis.hget(keys.user(eve.user), 'epoch')) ?? ''
    await own.applyChange(
      eve.user,
      change(epoch, { facts, statements: statements.map(said => ({ ...said, value: 'x' })) }),
    )
    expect(await redis.exists(keys.messageLinks(eve.user))).toBe(0)
    await own.applyChange(eve.user, change(epoch, { removed: { facts: facts.map(({ id }) => id), statements } }))

    expect(before.map(([, ttl]) => ttl)).toEqual([-1, 500])
    expect(await records()).toEqual(before)
  })

  test('says whose a message is that nobody knew of, as long as something rests on it', async () => {
    const redis = plainRedis()
    const { own, keys } = userMemoryStores(redis)
    const question = questionOf({ guild: '7', scope: 'guild:7' })
    const { user, channel, id } = question
    const told = factFromQuestion(question)
    await own.applyChange(user, change('', { facts: [told], statements: [statementFrom(question)], sourceMessage: id }))

    expect(await redis.get(keys.message(id))).toBe(`${user} ${channel}  guild:7 `)
    expect(await redis.ttl(keys.message(id))).toBe(-1)
    expect(await redis.zrange(keys.messages(user), '0', '-1')).toEqual([id])
    expect(await redis.smembers(keys.guilds(user))).toEqual(['7'])
    expect(await redis.smembers(keys.guild('7'))).toEqual([user])
    const epoch = (await redis.hget(keys.user(user), 'epoch')) ?? ''
    await own.applyChange(user, change(epoch, { removed: { facts: [told.id], statements: [statementFrom(question)] } }))
    expect(await redis.ttl(keys.message(id))).toBeGreaterThan(60 * DAY - 60)
  })

  test('writes nothing for the id of a command, nor for a message that nobody is known to own', async () => {
    const redis = plainRedis()
    const { own, keys } = userMemoryStores(redis)
    const [command, message] = [questionOf(), questionOf()]
    const { user } = command
    const facts = [factFromQuestion(command, { asked: 'command' }), factFromQuestion(message)]
    const statements = [statementFrom(command), statementFrom(message, { field: 'name' })]

    await own.applyChange(user, change('', { facts, statements }))

    expect(await redis.exists(keys.messageLinks(user), keys.messages(user))).toBe(0)
    expect(await redis.exists(keys.message(command.id), keys.message(message.id))).toBe(0)
  })

  test('counts what had to make room, once', async () => {
    const { redis, keys, own, user, epoch, fact } = await scene()
    for (let i = 0; i < 2; i++) await own.applyChange(user, change(epoch, { evictedFacts: [fact.id, 'never-there'] }))

    expect(await redis.hget(keys.user(user), 'evicted')).toBe('1')
  })

  test('makes the record of who has just forgotten everything stay', async () => {
    const redis = plainRedis()
    const { own, keys } = userMemoryStores(redis)
    const changes = {
      change: (user: string) =>
        own.applyChange(user, change('new', { facts: [factFromQuestion(questionOf({ user }))] })),
      set: (user: string) => own.updateSettings(user, { timeZone: 'Asia/Tokyo' }),
      incognito: (user: string) => own.setIncognito(questionOf({ user }), true),
      language: (user: string) => own.updateSettings(user, { locale: 'de' }),
      nothing: (user: string) => own.applyChange(user, change('new')),
    }
    const lasts: string[] = []
    for (const [name, apply] of Object.entries(changes)) {
      const { user } = questionOf()
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
    const { own, keys } = userMemoryStores(redis)
    const { user } = questionOf()

    await own.updateSettings(user, { locale: 'de', timeZone: '', isPaused: false })
    await own.updateSettings(user, {})
    await own.setIncognito(questionOf({ user }), false)

    expect(await redis.exists(keys.user(user))).toBe(0)
  })

  test('for an hour lets go of what is over', async () => {
    const redis = plainRedis()
    const { own, keys } = userMemoryStores(redis)
    const question = questionOf()
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
    const { own, keys } = userMemoryStores(redis)
    const { user } = questionOf()
    const id = await own.keepChoice(user, { kind: 'choose', facts: [], entities: [] })
    expect(await redis.ttl(keys.pendingChoices(user))).toBe(3600)
    const json = (await redis.hget(keys.pendingChoices(user), id)) ?? ''
    const old = json.replace(/"at":(?<at>\d+)/, (_, at: string) => `"at":${Number(at) - HOUR_MS}`)
    await redis.hset(keys.pendingChoices(user), id, old)

    expect(await own.readChoice(user, id)).toBeUndefined()
    await own.replaceChoice(user, id, { kind: 'done' })
    expect(await own.readChoice(user, id)).toBeUndefined()
    const next = await own.keepChoice(user, { kind: 'done' })
    expect(await redis.hkeys(keys.pendingChoices(user))).toEqual([next])
  })

  test.each(['{"at":9999999999999,"offer":7}', '{"at":9999999999999,"offer":{"kind":"all"}}', '{"at":', 'x', ''])(
    'that can’t be read is none: %j',
    async json => {
      const redis = plainRedis()
      const { own, keys } = userMemoryStores(redis)
      const { user } = questionOf()
      await redis.hset(keys.pendingChoices(user), 'broken', json)

      expect(await own.readChoice(user, 'broken')).toBeUndefined()
      await own.keepChoice(user, { kind: 'done' })
    },
  )
})

test('what users do by themselves is one round trip each', async () => {
  const { redis, own, user, epoch, question } = await scene()
  async function everything() {
    await own.applyChange(user, change(epoch, { facts: [factFromQuestion(question)] }))
    await own.updateSettings(user, { isPaused: true })
    await own.setIncognito(question, true)
    const id = await own.keepChoice(user, { kind: 'choose', facts: [], entities: [] })
    await own.replaceChoice(user, id, { kind: 'done' })
    await own.readChoice(user, id)
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
    () => own.applyChange(user, change(epoch, { facts: [factFromQuestion(question)] })),
    () => own.updateSettings(user, { isPaused: true }),
    () => own.setIncognito(question, true),
    () => own.keepChoice(user, { kind: 'choose', facts: [], entities: [] }),
    () => own.readChoice(user, 'x'),
    () => own.restoreConversation(user, epoch, { channel: '1', scope: 'dm', lastUsedAt: 1, turns: [], segments: [] }),
  ]

  for (const attempt of attempts) {
    const error = await attempt().catch((failure: unknown) => failure)
    expect(error).toBeInstanceOf(MemoryUnavailable)
    expect(JSON.stringify([String(error), error])).not.toContain('Lisbon')
  }
})

test('ids that are none are refused before anything is written', async () => {
  const redis = plainRedis()
  const { own, keys } = userMemoryStores(redis)
  const question = questionOf()
  const { user } = question
  const bad = [
    change('', { facts: [factFromQuestion(question, { id: 'a}:b' })] }),
    change('', { facts: [factFromQuestion(question, { sources: ['x'] })] }),
    change('', { facts: [factFromQuestion(question, { guild: 'all' })] }),
    change('', { facts: [factFromQuestion(question, { saidAt: Number.NaN })] }),
    change('', { statements: [statementFrom(question, { entity: 'a}:b' })] }),
    change('', { requiredFacts: ['a}:b'] }),
    change('', { evictedFacts: ['a}:b'] }),
    change('', { removed: { facts: ['a}:b'], statements: [] } }),
    change('', { removed: { facts: [], statements: [statementFrom(question, { entity: 'a}:b' })] } }),
    change('', { confirmed: [{ fact: 'f', saidAt: Number.NaN }] }),
  ]

  for (const wanted of bad) await expect(own.applyChange(user, wanted)).rejects.toThrow()
  await expect(own.applyChange('1}:x', change(''))).rejects.toThrow(InvalidIdError)
  await expect(own.updateSettings('1}:x', {})).rejects.toThrow(InvalidIdError)
  await expect(own.setIncognito({ user, channel: '*' }, true)).rejects.toThrow(InvalidIdError)
  await expect(own.keepChoice('1}:x', { kind: 'done' })).rejects.toThrow(InvalidIdError)

  expect(await redis.exists(keys.user(user), keys.facts(user), keys.messageLinks(user), keys.unembedded)).toBe(0)
})

import type { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { MemoryUnavailable } from '../../../src/errors.ts'
import { utcDay } from '../../../src/memory/ports/usage-ledger.ts'
import { emptyChange } from '../../../src/memory/ports/user-memory-store.ts'
import type { Fact } from '../../../src/memory/types.ts'
import { redisContextExpiry } from '../../../src/redis/stores/context-expiry.ts'
import { redisDeletionFeed } from '../../../src/redis/stores/deletion-feed.ts'
import { redisDepartures } from '../../../src/redis/stores/departures.ts'
import { redisOwnerSettings } from '../../../src/redis/stores/owner-settings.ts'
import { redisServerSettings } from '../../../src/redis/stores/server-settings.ts'
import { redisUsageLedger } from '../../../src/redis/stores/usage-ledger.ts'
import { questionOf, receiveQuestion } from '../../contract/support/conversations.ts'
import { batchOf, expenseOf } from '../../contract/support/expenses.ts'
import { deletionPlanOf, type SeededConversation, seedConversation } from '../../contract/support/whole-memory.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import { wholeBot } from '../../support/whole-bot.ts'
import { plainRedis, readAllKeys, snowflake } from '../support/fixtures.ts'
import { startLocalServer, testFolder } from '../support/local-server.ts'
import { newFactId, point, seedFacts } from '../support/seed-facts.ts'
import { wholeMemory } from '../support/whole-memory.ts'

interface Full extends ReturnType<typeof wholeMemory> {
  readonly said: SeededConversation
  readonly user: string
}

/** Somebody's memory in a Redis that takes nothing more. */
async function fullStore(): Promise<Full> {
  const { url } = await startLocalServer(testFolder())
  const memory = wholeMemory(plainRedis(url))
  const said = await seedConversation(memory, 'Zanzibar', { guild: '77', scope: 'guild:77' })
  await fill(memory.redis)
  return { ...memory, said, user: said.questions[0].user }
}

/** Nothing fits any more, as in a server whose memory ran full with `maxmemory-policy noeviction`. */
async function fill(redis: Redis): Promise<void> {
  await redis.config('SET', 'maxmemory', '1')
}

const readAll = ({ redis, keys }: Full) => readAllKeys(redis, keys)

test('what is new is not kept', async () => {
  const { store } = await fullStore()

  const failure = await store.keepQuestion(questionOf(), { kind: 'user' }).catch(error => error)

  expect(failure).toBeInstanceOf(MemoryUnavailable)
  expect(failure.details).toMatchObject({ code: 'OOM' })
})

test('what is known can be corrected, and told to fewer', async () => {
  const { own, user, said } = await fullStore()
  const [{ channel }] = said.questions
  const { epoch, known } = await own.readOverview({ user, channel })
  const [moved, wrong] = known.facts as [Fact, Fact]
  const right: Fact = { ...wrong, id: 'put-right', text: 'The user lives in Oslo.', replaces: [wrong.id] }

  const changes = [
    { ...emptyChange(epoch), requiredFacts: [moved.id], facts: [{ ...moved, scope: 'dm' as const }] },
    { ...emptyChange(epoch), requiredFacts: [wrong.id], facts: [right] },
  ]
  for (const change of changes) expect(await own.applyChange(user, change)).toBe('kept')
  const added = own.applyChange(user, { ...emptyChange(epoch), facts: [{ ...right, id: 'new', replaces: [] }] })

  await expect(added).rejects.toMatchObject({ details: { code: 'OOM' } })
  const now = new Map((await own.readOverview({ user, channel })).known.facts.map(fact => [fact.id, fact]))
  expect(now.get(moved.id)?.scope).toBe('dm')
  expect(now.get('put-right')?.replaces).toEqual([wrong.id])
})

test('everything of a user can be forgotten', async () => {
  const full = await fullStore()

  await full.own.forgetEverything(full.user, snowflake())

  expect(await full.own.countRemaining(full.user, 'everything')).toBe(0)
  expect(await readAll(full)).not.toContain('Zanzibar')
})

test('each kind of thing can be forgotten, and what is to be forgotten be chosen and confirmed', async () => {
  const full = await fullStore()
  const { own, user, said } = full
  const [{ channel, id }] = said.questions
  const { known } = await own.readUserData(user)
  const plans = [
    deletionPlanOf({ unquoted: [said.facts[1].id] }),
    deletionPlanOf({ withoutNear: [said.facts[1].id] }),
    deletionPlanOf({ facts: [said.facts[0].id] }),
    deletionPlanOf({ statements: known.statements.slice(0, 1) }),
    deletionPlanOf({ turns: [{ channel, turn: `q:${id}` }] }),
    deletionPlanOf({ conversations: [channel] }),
  ]

  const choice = await own.keepChoice(user, { kind: 'choose', facts: [said.facts[0].id], entities: [] })
  await own.replaceChoice(user, choice, { kind: 'done' })
  for (const plan of plans) await own.forget(user, plan)

  expect(await own.readChoice(user, choice)).toEqual({ kind: 'done' })
  for (const plan of plans) expect(await own.countRemaining(user, plan)).toBe(0)
})

test('deletions on Discord take effect, also of messages that are only on their way here', async () => {
  const { store, learning, said, user } = await fullStore()
  const [{ channel, id }] = said.questions
  const unknown = snowflake()

  const deleted = await store.deleteMessage(id)
  const forgotten = await store.deleteMessage(said.questions[1].id, 'forgotten')
  await store.deleteMessage(unknown)

  expect([deleted?.question.id, forgotten?.question.id]).toEqual([id, said.questions[1].id])
  const left = (await learning.readInput({ user, channel }))?.turns.map(turn => turn.id)
  expect(left).not.toContain(id)
  expect(left).not.toContain(said.questions[1].id)
})

test('a message that was deleted while the store was full is not kept when there is room again', async () => {
  const { store, redis } = await fullStore()
  const question = questionOf()

  await store.deleteMessage(question.id)
  await redis.config('SET', 'maxmemory', '0')

  expect(await store.keepQuestion(question, { kind: 'user' })).toBe('claimed')
})

test('new words take the place of the old ones, and claims, leases and learning end', async () => {
  const full = await fullStore()
  const { redis, store, learning, user, said } = full
  await redis.config('SET', 'maxmemory', '0')
  const question = questionOf({ user, text: 'my secret' })
  await receiveQuestion(store, question)
  await learning.claim(user)
  const backlog = await learning.readBacklog(user)
  await fill(redis)

  await store.editQuestion(question, { kind: 'user' }, 'nothing')
  await store.releaseClaim(question, 'answered')
  await learning.postpone(user, 1000)
  await learning.setNextDue(backlog, undefined)
  await learning.release(user)
  await store.takeOverClaims(wholeBot)

  const { claims, learner } = full.keys
  expect(await readAll(full)).not.toContain('my secret')
  expect(await redis.hlen(claims)).toBe(0)
  expect(await redis.exists(learner(said.questions[0].user))).toBe(0)
})

test('a pause, an hour incognito, a server without memory and a departure can begin', async () => {
  const { redis, keys, own, user } = await fullStore()
  const settings = redisServerSettings(redis, keys)
  const departures = redisDepartures(redis, keys)
  const conversation = { user, channel: snowflake() }

  await own.updateSettings(user, { isPaused: true })
  await own.setIncognito(conversation, true)
  await settings.setMemoryOff('77', true)
  await departures.schedule({ guild: '77' }, 1)
  await redisDeletionFeed(redis, keys).announce(user)

  const overview = await own.readOverview(conversation)
  expect(overview.settings.isPaused).toBe(true)
  expect(overview.incognitoUntil).toBeGreaterThan(Date.now())
  expect(await settings.isMemoryOff('77')).toBe(true)
  expect(await departures.listDue(wholeBot)).toEqual([{ guild: '77' }])
})

test('owners can shut somebody out, and take back what they allowed', async () => {
  const { redis, keys } = await fullStore()
  const settings = redisOwnerSettings(redis, keys)
  await redis.config('SET', 'maxmemory', '0')
  await settings.change({ access: new Map([['user:1', 'allow']]) })
  await fill(redis)

  await settings.change({ access: new Map([['user:2', 'deny']]) })
  await settings.change({ access: new Map([['user:1', undefined]]) })

  expect((await settings.readNew())?.access).toEqual(new Map([['user:2', 'deny']]))
})

test('what was said around facts goes when it is old, of everybody, once a day', async () => {
  const { redis, keys, user } = await fullStore()
  const id = newFactId()
  await redis.config('SET', 'maxmemory', '0')
  await seedFacts(redis, keys, [{ user, id, near: 'We hike\nWe swim', point: point(1, 0, 0) }])
  await fill(redis)
  const expiry = redisContextExpiry({ redis, keys, log: silentLogger, historyDays: 30, now: Date.now })

  const expired = [await expiry.run(), await expiry.run()]

  expect(expired).toEqual([1, 0])
  expect(await redis.hget(keys.fact(user, id), 'near')).toBe('')
  expect(await redis.exists(keys.contextsExpired)).toBe(1)
})

test('limits of tokens hold', async () => {
  const { redis, keys, user } = await fullStore()
  const ledger = redisUsageLedger(redis, keys, Date.now)
  const day = utcDay(Date.now())

  await ledger.keep(
    batchOf({ day, expenses: [expenseOf({ user, guild: '77', tokens: 40 }), expenseOf({ user, tokens: 2 })] }),
  )
  const claims = [await ledger.claimNotice(day, 'near'), await ledger.claimNotice(day, 'near')]
  await ledger.settleNotice(day, 'near')

  expect(await ledger.spent({ user, guild: '77' })).toMatchObject({ user: { tokens: 42 }, guild: { tokens: 40 } })
  expect(claims).toEqual([true, false])
})

import { randomUUID } from 'node:crypto'
import { expect, onTestFinished, test, vi } from 'vitest'
import { cellOf } from '../../../src/redis/cells/cell-of.ts'
import { copyUser, dropCopy, isThere, leaveCell, stayInCell } from '../../../src/redis/cells/growth/move-user.ts'
import { createKeys, keyOfName, keysOfCell } from '../../../src/redis/keys.ts'
import { runBeginGrowth } from '../../../src/redis/scripts/cells/growth.ts'
import { dm, questionOf, receiveAndAnswer, receiveQuestion, textsOf } from '../../contract/support/conversations.ts'
import { deletionPlanOf, seedConversation } from '../../contract/support/whole-memory.ts'
import { interceptScripts, plainRedis, snowflake } from '../support/fixtures.ts'
import { openedMemory } from '../support/opened-memory.ts'

const CELLS = 2

/** Somebody of whom everything there is is kept in the first cell, who has the second one by now. */
async function leaving() {
  const keyPrefix = `test:${randomUUID()}:`
  const redis = plainRedis()
  const first = createKeys(keyPrefix)
  let user = snowflake()
  while (cellOf(user, CELLS) === 0) user = snowflake()
  const former = await openedMemory(keyPrefix)
  const seeded = await seedConversation(former, 'tea', { user, guild: '7', scope: 'guild:7' })
  await runBeginGrowth({ redis, keys: first }, 1, CELLS, '')
  const memory = await openedMemory(keyPrefix, CELLS)
  const move = { user, from: { redis, keys: first }, to: { redis, keys: keysOfCell(first, 1) } }
  return { ...seeded, keyPrefix, redis, user, memory, move, before: await memory.own.readUserData(user) }
}

async function copied(move: Parameters<typeof copyUser>[0]) {
  const copy = await copyUser(move)
  if (typeof copy === 'string') throw new Error(`not copied: ${copy}`)
  return copy
}

const everythingIn = async (redis: ReturnType<typeof plainRedis>, prefix: string) =>
  (await redis.keys(`${prefix}*`)).join()

test('a user is moved with all that is kept of them, and nothing is left behind', async () => {
  const { redis, user, memory, move, before, keyPrefix } = await leaving()

  expect(await leaveCell(await copied(move))).toBe(true)

  expect(await memory.own.readUserData(user)).toEqual(before)
  const names = (await redis.keys(`${keyPrefix}*`)).filter(name => name.includes(`{${user}}`))
  expect(names.filter(name => !name.startsWith(`${keyPrefix}{1}:`))).toEqual([])
  expect(names.length).toBeGreaterThan(10)
  expect(await copyUser(move)).toBe('absent')
})

test('what comes in after the copy is not lost: the user stays, and is copied anew', async () => {
  const { user, memory, move, questions } = await leaving()
  const copy = await copied(move)
  const question = { ...questions[0], id: snowflake(), text: 'One thing more.' }
  await receiveAndAnswer(memory.conversations, question, 'Nice.')

  expect(await leaveCell(copy)).toBe(false)
  expect(await leaveCell(await copied(move))).toBe(true)

  const [conversation] = (await memory.own.readUserData(user)).conversations
  expect(textsOf(conversation?.turns ?? []).slice(-2)).toEqual(['q: One thing more.', 'a: Nice.'])
})

test('what is forgotten after the copy is gone, also from what was copied', async () => {
  const { redis, keyPrefix, user, memory, move, facts } = await leaving()
  await copied(move)
  await memory.own.forget(user, deletionPlanOf({ facts: [facts[0].id] }))
  await redis.hdel(move.from.keys.user(user), 'goneAt') // ten minutes later

  expect(await leaveCell(await copied(move))).toBe(true)

  expect((await memory.own.readUserData(user)).known.facts.map(({ id }) => id)).toEqual([facts[1].id])
  expect(await everythingIn(redis, keyPrefix)).not.toContain(facts[0].id)
})

test('what is forgotten after the copy does not stand in the other cell while the user stays for now', async () => {
  const { redis, user, memory, move, facts, answers } = await leaving()
  const { prefix, pending, guildPrefix } = move.to.keys
  const arrived = async () => [
    ...(await redis.keys(`${prefix}*{${user}}*`)),
    ...(await redis.zrange(pending, '0', '-1')),
    ...(await redis.smembers(`${guildPrefix}7`)),
  ]
  const copy = await copied(move)
  await memory.own.forget(user, deletionPlanOf({ facts: [facts[0].id] }))

  // Though the process that copied them may have ended, and nobody look after it.
  expect(await arrived()).toEqual([])
  expect(await leaveCell(copy)).toBe(false)

  await redis.hdel(move.from.keys.user(user), 'goneAt') // ten minutes later
  const again = await copied(move)
  expect(await arrived()).not.toEqual([])
  await redis.hset(move.from.keys.user(user), 'goneAt', Date.now())
  expect(await leaveCell(again)).toBe(false)
  expect(await arrived()).toEqual([])

  await redis.hdel(move.from.keys.user(user), 'goneAt')
  await copied(move) // by a process that ends then
  await memory.conversations.deleteMessage(answers[2])
  expect(await copyUser(move)).toBe('busy')
  expect(await arrived()).toEqual([])
})

type Left = Awaited<ReturnType<typeof leaving>>

test.for<[what: string, takeBack: (left: Left) => Promise<unknown>]>([
  ['deleted on Discord', ({ memory, questions }) => memory.conversations.deleteMessage(questions[0].id)],
  ['edited', ({ memory, questions }) => memory.conversations.editQuestion(questions[0], dm, 'Something else.')],
])('nor does what is %s, where the process that has copied it has ended', async ([, takeBack]) => {
  const left = await leaving()
  const { user, redis, move } = left
  await copied(move)
  const copies = () => redis.keys(`${move.to.keys.prefix}*{${user}}*`)
  expect(await copies()).not.toEqual([])
  await takeBack(left)

  expect(await copies()).toEqual([])
})

test('who has everything forgotten after the copy is nobody any more, however long it takes until the move goes on', async () => {
  const { redis, user, memory, move } = await leaving()
  await copied(move)
  await memory.own.forgetEverything(user, snowflake())
  await redis.del(move.from.keys.user(user)) // a day later

  const { known, conversations } = await memory.own.readUserData(user)
  expect([known.facts, known.statements, conversations]).toEqual([[], [], []])
  expect(await memory.own.countRemaining(user, 'everything')).toBe(0)
  expect(await leaveCell(await copied(move))).toBe(true)
  expect(await redis.keys(`${move.to.keys.prefix}*{${user}}*`)).toEqual([])
})

test('who is being answered stays until they are, and so does whose deleted message may come in again', async () => {
  const { redis, user, memory, move, questions, answers } = await leaving()
  const question = { ...questions[0], id: snowflake() }
  const { snapshotToken } = await receiveQuestion(memory.conversations, question)

  expect(await copyUser(move)).toBe('busy')
  await memory.conversations.keepAnswer(question, snapshotToken, { text: 'Nice.', saidAt: 1, messages: [] })
  const copy = await copied(move)
  await memory.conversations.deleteMessage(answers[2])

  expect(await leaveCell(copy)).toBe(false)
  expect(await copyUser(move)).toBe('busy')
  expect(await memory.conversations.keepQuestion({ ...question, id: answers[2] }, dm)).toBe('claimed')
  await redis.hdel(move.from.keys.user(user), 'goneAt') // ten minutes later
  expect(await leaveCell(await copied(move))).toBe(true)
})

test('a process that was frozen while it moved a user does not write over what was said since', async () => {
  const { user, memory, move, questions } = await leaving()
  const frozen = plainRedis()
  const [writing, thawed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  interceptScripts(frozen, async run => {
    writing.resolve()
    await thawed.promise
    return await run()
  })
  const late = copyUser({ ...move, to: { ...move.to, redis: frozen } })
  await writing.promise

  expect(await leaveCell(await copied(move))).toBe(true)
  const question = { ...questions[0], id: snowflake(), text: 'One thing more.' }
  await receiveAndAnswer(memory.conversations, question, 'Nice.')
  const said = await memory.own.readUserData(user)
  thawed.resolve()

  expect(await late).toBe('busy')
  expect(await memory.own.readUserData(user)).toEqual(said)
})

test('a process that was overtaken moves nobody by its own copy, and does not take away the one that counts', async () => {
  const { redis, user, memory, move, before } = await leaving()
  const overtaken = await copied(move)
  await redis.hset(move.from.keys.user(user), 'goneAt', Date.now())
  expect(await copyUser(move)).toBe('busy')
  await redis.hdel(move.from.keys.user(user), 'goneAt')
  expect(await leaveCell(overtaken)).toBe(false)

  const [late, copy] = [await copied(move), await copied(move)]
  expect(await leaveCell(late)).toBe(false)
  expect(await isThere(copy)).toBe(true)
  expect(await leaveCell(copy)).toBe(true)
  // As where a connection breaks, and is told so once more by the next one.
  expect(await leaveCell(copy)).toBe(false)
  await stayInCell(late)
  await dropCopy(move)

  expect(await memory.own.readUserData(user)).toEqual(before)
})

test('what a copy lacks is missed whatever is done to the clock of this machine, and what has expired is not', async () => {
  const { redis, move } = await leaving()
  const copy = await copied(move)
  const [key] = copy.keys.filter(({ expiresAt }) => expiresAt !== undefined)
  if (key?.expiresAt === undefined) throw new Error('nothing of them expires')
  const { expiresAt } = key
  onTestFinished(() => void vi.restoreAllMocks())
  await redis.del(keyOfName(move.to.keys, key.name))
  vi.spyOn(Date, 'now').mockReturnValue(expiresAt + 1)
  const ahead = await isThere(copy)
  vi.spyOn(Date, 'now').mockReturnValue(0)
  const expired = { ...copy, keys: copy.keys.map(one => (one === key ? { ...one, expiresAt: 1 } : one)) }

  expect(ahead).toBe(false)
  expect(await isThere(expired)).toBe(true)
})

test('a process that was frozen while it took a copy away does not take away what its user has moved to since', async () => {
  const { user, memory, move, before } = await leaving()
  await copied(move)
  const frozen = plainRedis()
  const send = frozen.sendCommand.bind(frozen)
  const [begun, thawed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let sets = 0
  // Between one cell and the other.
  frozen.sendCommand = (command, stream) => {
    sets += command.name === 'set' ? 1 : 0
    if (command.name !== 'set' || sets === 1) return send(command, stream)
    begun.resolve()
    return thawed.promise.then(() => send(command, stream))
  }
  const [from, to] = [move.from, move.to].map(cell => ({ ...cell, redis: frozen })) as [
    typeof move.from,
    typeof move.to,
  ]
  const late = dropCopy({ user, from, to })
  await begun.promise

  expect(await leaveCell(await copied(move))).toBe(true)
  thawed.resolve()
  await late

  expect(await memory.own.readUserData(user)).toEqual(before)
})

test('who is new stands in their new cell at once, and their claims are ended wherever they are', async () => {
  const { redis, keyPrefix, memory } = await leaving()
  let user = snowflake()
  while (cellOf(user, CELLS) === 0) user = snowflake()
  const question = questionOf({ user })

  await receiveAndAnswer(memory.conversations, question, 'Nice.')

  expect(await redis.keys(`${keyPrefix}*{${user}}*`)).toSatisfy((names: string[]) =>
    names.every(name => name.startsWith(`${keyPrefix}{1}:`)),
  )
  expect(await memory.conversations.keepQuestion(question, dm)).toBe('claimed')
})

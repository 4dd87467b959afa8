import { join } from 'node:path'
import { afterAll, expect, inject, onTestFinished, test } from 'vitest'
import { backUp } from '../../../src/backup/back-up.ts'
import { openBackup } from '../../../src/backup/read-backup.ts'
import { restore } from '../../../src/backup/restore.ts'
import { ConfigError, MemoryUnavailable } from '../../../src/errors.ts'
import { cellOf } from '../../../src/redis/cells/cell-of.ts'
import { openServers, type ServersOptions } from '../../../src/redis/copy/open-servers.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import { silentProgress } from '../../backup/support/memory.ts'
import { questionOf, receiveAndAnswer, receiveQuestion, textsOf } from '../../contract/support/conversations.ts'
import { type SeededConversation, seedConversation } from '../../contract/support/whole-memory.ts'
import { takeFreeDatabase } from '../../e2e/support/free-database.ts'
import { RedisProxy } from '../../e2e/support/redis-proxy.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import { plainRedis, snowflake, testKeys } from '../support/fixtures.ts'
import { testFolder } from '../support/local-server.ts'
import { type OpenedMemory, openedMemory } from '../support/opened-memory.ts'

const CELLS = 4

/** Two servers; databases of one are as good as that, as nothing is known in one of another. In neither there is RediSearch. */
const FIRST = new URL('/1', inject('redisUrl')).href
const second = await takeFreeDatabase(inject('redisUrl'))
afterAll(() => second.free())
const SECOND = second.url
const nameOf = (url: string) => `${new URL(url).host}${new URL(url).pathname}`
const newPrefix = () => testKeys().prefix

async function anotherServer(): Promise<string> {
  const database = await takeFreeDatabase(inject('redisUrl'))
  onTestFinished(() => database.free())
  return database.url
}

function userOfCell(cell: number): string {
  for (let user = snowflake(); ; user = snowflake()) if (cellOf(user, CELLS) === cell) return user
}

const open = (keyPrefix: string, ...urls: readonly string[]) => openedMemory(keyPrefix, CELLS, { url: urls.join(' ') })

/** A memory on two servers, with somebody in each cell. */
async function seeded(keyPrefix = newPrefix(), urls: readonly string[] = [FIRST, SECOND]) {
  const memory = await open(keyPrefix, ...urls)
  await memory.cellGrowth.run()
  const users = Array.from({ length: CELLS }, (_, cell) => userOfCell(cell))
  const people: SeededConversation[] = []
  for (const user of users) people.push(await seedConversation(memory, 'bees', { user }))
  return { memory, keyPrefix, users, people, before: await dataOf(memory, users) }
}

const dataOf = (memory: OpenedMemory, users: readonly string[]) =>
  Promise.all(users.map(user => memory.own.readUserData(user)))

/** Names of keys there, as they are under a prefix. */
async function namesAt(url: string, keyPrefix: string): Promise<readonly string[]> {
  const found = await plainRedis(url).keys(`${keyPrefix}*`)
  return found.map(key => key.slice(keyPrefix.length))
}

const tagsOf = (names: readonly string[]) => new Set(names.map(name => /^\{\d+\}/u.exec(name)?.[0] ?? ''))

test('cells are spread over the servers, which are known by what stands on them, in whatever order and by whatever address', async () => {
  const proxy = await new RedisProxy(SECOND).listen()
  onTestFinished(() => proxy.close())
  const third = await anotherServer()
  const { memory, keyPrefix, users, before } = await seeded()
  await memory.close()

  const again = await open(keyPrefix, FIRST, third, proxy.url)

  expect(tagsOf(await namesAt(FIRST, keyPrefix))).toEqual(new Set(['', '{2}']))
  const onSecond = await namesAt(SECOND, keyPrefix)
  expect(tagsOf(onSecond)).toEqual(new Set(['', '{1}', '{3}']))
  // What belongs to no user stands on the first alone.
  expect(onSecond.filter(name => !name.startsWith('{')).toSorted()).toEqual(['check', 'home'])
  expect(await dataOf(again, users)).toEqual(before)
  const [user = ''] = users.slice(1)
  const question = questionOf({ user })
  await receiveAndAnswer(again.conversations, question, 'Nice.')
  const { window } = await receiveQuestion(again.conversations, { ...question, id: snowflake() })
  expect(textsOf(window)).toEqual([`q: ${question.text}`, 'a: Nice.'])
  expect((await again.readSize())?.users).toBe(CELLS)
})

test('a memory of one server grows over those that are named with it', async () => {
  const keyPrefix = newPrefix()
  const former = await openedMemory(keyPrefix, 1, { url: FIRST })
  const users = Array.from({ length: CELLS }, (_, cell) => userOfCell(cell))
  for (const user of users) await seedConversation(former, 'tea', { user })
  const before = await dataOf(former, users)
  await former.close()

  const growing = await open(keyPrefix, FIRST, SECOND)
  await growing.cellGrowth.run()

  expect(await dataOf(growing, users)).toEqual(before)
  // The first one has a cell already: the new ones make up for that.
  expect(tagsOf(await namesAt(SECOND, keyPrefix))).toEqual(new Set(['', '{1}', '{3}']))
})

test('everybody waits together who was copied to another server, and where the growth ends meanwhile nothing of them stays there', async () => {
  const keyPrefix = newPrefix()
  const former = await openedMemory(keyPrefix, 1, { url: FIRST })
  const users = Array.from({ length: 8 }, () => userOfCell(1))
  for (const user of users) await seedConversation(former, 'tea', { user })
  const before = await dataOf(former, users)
  await former.close()
  // So much stands there that each step of a SCAN comes to a few of them at most.
  const others = Array.from({ length: 4000 }, (_, i) => [`${keyPrefix}other:${i}`, ''])
  await plainRedis(FIRST).mset(others.flat())
  const growing = await open(keyPrefix, FIRST, SECOND)
  const ending = new AbortController()
  const usersAt = async (url: string) => {
    const names = await namesAt(url, keyPrefix)
    return users.filter(user => names.some(name => name.endsWith(`user:{${user}}`)))
  }

  const run = growing.cellGrowth.run(ending.signal)
  await expect.poll(async () => [await usersAt(SECOND), await usersAt(FIRST)]).toEqual([users, users])
  ending.abort()
  expect(await run).toBe('later')

  expect((await namesAt(SECOND, keyPrefix)).filter(name => users.some(user => name.includes(user)))).toEqual([])
  expect(await dataOf(growing, users)).toEqual(before)
})

test('a process that was there before the servers were chosen finds everybody on them, and is not refused', async () => {
  const proxy = await new RedisProxy(SECOND).listen()
  onTestFinished(() => proxy.close())
  const keyPrefix = newPrefix()
  const refusals: ConfigError[] = []
  const onRefusal = (error: ConfigError) => void refusals.push(error)
  const former = await openedMemory(keyPrefix, 1, { url: `${FIRST} ${proxy.url}`, onRefusal })
  const users = Array.from({ length: CELLS }, (_, cell) => userOfCell(cell))
  for (const user of users) await seedConversation(former, 'tea', { user })
  const before = await dataOf(former, users)
  const growing = await open(keyPrefix, FIRST, SECOND)

  let isOver = false
  const run = growing.cellGrowth.run().finally(() => {
    isOver = true
  })
  while (!isOver) {
    await second.redis.ping()
    await dataOf(former, users).catch(() => undefined) // which so sees that the memory grows
  }
  await run
  proxy.cut()
  await expect.poll(() => former.isReady()).toBe(false)
  proxy.open()

  await expect.poll(() => former.isReady()).toBe(true)
  expect(await dataOf(former, users)).toEqual(before)
  expect(refusals).toEqual([])
})

test('whoever names other servers than those that have the cells is told so, and nothing begins anew', async () => {
  const { memory, keyPrefix, users, before } = await seeded()
  await memory.close()
  const [empty, other] = [await anotherServer(), await anotherServer()]
  await (await openedMemory(keyPrefix, 1, { url: other })).close()

  const lists = [
    [[FIRST], `stand at ${nameOf(SECOND)}, which REDIS_URL does not name`],
    [[FIRST, empty], `2 (1, 3) stand at ${nameOf(SECOND)}`],
    [[SECOND], 'has cells of a memory whose first server is'],
    [[SECOND, FIRST], 'has cells of a memory whose first server is'],
    [[empty, FIRST, SECOND], 'A memory begins at'],
    [[empty, SECOND], 'has cells of another memory'],
    [[FIRST, other, SECOND], 'A memory begins at'],
    [[FIRST, SECOND, SECOND.replace('127.0.0.1', 'localhost')], 'are one server'],
  ] as const
  for (const [urls, says] of lists) {
    const refusal = await openedMemory(keyPrefix, CELLS, { url: urls.join(',') }).then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(refusal, urls.join()).toBeInstanceOf(ConfigError)
    expect((refusal as ConfigError).message).toContain(says)
    await expect(openServers(urls.join(' '), { keyPrefix })).rejects.toThrow(ConfigError)
  }

  expect((await namesAt(empty, keyPrefix)).filter(name => name !== 'check')).toEqual([])
  expect(await dataOf(await open(keyPrefix, FIRST, SECOND), users)).toEqual(before)
})

test('while a server is down at the start, the others are used; it is looked at when it is back', async () => {
  const [near, far] = [await new RedisProxy(FIRST).listen(), await new RedisProxy(SECOND).listen()]
  for (const proxy of [near, far]) onTestFinished(() => proxy.close())
  const { memory, keyPrefix, users, people, before } = await seeded(undefined, [near.url, far.url])
  await memory.close()
  far.cut()

  const beside = await open(keyPrefix, near.url, far.url)

  const [[here = '', there = ''], [{ questions }]] = [users, people as [SeededConversation]]
  expect((await beside.own.readUserData(here)).known.facts).toEqual(before[0]?.known.facts)
  await expect(beside.own.readUserData(there)).rejects.toThrow(MemoryUnavailable)
  expect([beside.isReady(), beside.trouble()]).toEqual([
    false,
    expect.stringContaining(`Redis at ${nameOf(far.url)} is out of reach`),
  ])
  // What is deleted on Discord goes where it is known; of what nobody knows it is asked again.
  expect(await beside.conversations.deleteMessage(questions[0].id)).toMatchObject({ facts: 1 })
  await expect(beside.conversations.deleteMessage(snowflake())).rejects.toThrow(MemoryUnavailable)
  far.open()
  await expect.poll(() => beside.isReady()).toBe(true)
  expect(await dataOf(beside, users.slice(1))).toEqual(before.slice(1))
})

test('a server that comes back empty ends the bot, before it takes those for new who stood there', async () => {
  const proxy = await new RedisProxy(SECOND).listen()
  onTestFinished(() => proxy.close())
  const { memory, keyPrefix } = await seeded(undefined, [FIRST, proxy.url])
  await memory.close()
  const refusals: ConfigError[] = []
  const beside = await openedMemory(keyPrefix, CELLS, {
    url: `${FIRST},${proxy.url}`,
    onRefusal: error => refusals.push(error),
  })

  proxy.cut()
  await second.redis.unlink(await second.redis.keys(`${keyPrefix}*`))
  proxy.open()

  await expect.poll(() => refusals[0]?.message).toContain('or which is empty now')
  await beside.close()
})

test('a backup of several servers is put into one, and the other way round; a server that is lost is left behind', async () => {
  const { memory, keyPrefix, users, before } = await seeded()
  await memory.close()
  const files = testFolder()
  const servers = async (urls: readonly string[], options: ServersOptions) => {
    const opened = await openServers(urls.join(' '), options)
    onTestFinished(opened.close)
    return opened
  }
  const put = async (file: string, urls: readonly string[], options: ServersOptions) => {
    const into = await servers(urls, options)
    const backup = await openBackup(file, async () => '')
    const wanted = { replaces: options.isReplaced === true, acceptsAge: false, historyDays: 30, wantedCells: CELLS }
    const report = await restore(into, backup, { ...wanted, dataDir: files, log: silentLogger }, silentProgress())
    return { into, report }
  }
  const target = (name: string) => ({ file: join(files, name), passphrase: undefined })
  const [single, again] = [newPrefix(), newPrefix()]

  const one = await backUp(await servers([FIRST, SECOND], { keyPrefix }), target('one'), silentProgress())
  const { into } = await put(one.file, [FIRST], { keyPrefix: single })
  const two = await backUp(into, target('two'), silentProgress())
  await put(two.file, [FIRST, SECOND], { keyPrefix: again })
  const lost = await put(one.file, [FIRST, await anotherServer()], { keyPrefix, isReplaced: true })

  expect(two.digest).toBe(one.digest)
  expect(lost.into.leftBehind).toEqual([nameOf(SECOND)])
  expect(await dataOf(await openedMemory(single, CELLS, { url: FIRST }), users)).toEqual(before)
  expect(await dataOf(await open(again, FIRST, SECOND), users)).toEqual(before)
  expect(tagsOf(await namesAt(SECOND, again))).toEqual(new Set(['', '{1}', '{3}']))
  expect(await plainRedis(FIRST).hget(createKeys(keyPrefix).homes, '1')).not.toBe('first')
})

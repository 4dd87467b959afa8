import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import type { UserData } from '../../../src/memory/ports/user-memory-store.ts'
import { cellOf } from '../../../src/redis/cells/cell-of.ts'
import { createKeys, keysOfCell } from '../../../src/redis/keys.ts'
import { startLocalRedis } from '../../../src/redis/local-server/start.ts'
import { questionOf, receiveAndAnswer, textsOf } from '../../contract/support/conversations.ts'
import { makeDue } from '../../contract/support/memory-updates.ts'
import { type SeededConversation, seedConversation } from '../../contract/support/whole-memory.ts'
import { RedisProxy } from '../../e2e/support/redis-proxy.ts'
import { silentLogger } from '../../support/silent-logger.ts'
import { plainRedis, snowflake } from '../support/fixtures.ts'
import { type OpenedMemory, openedMemory } from '../support/opened-memory.ts'

/** Of its own: each new cell makes an index, for which RediSearch goes through all that the other tests have in theirs. */
const dataDir = await mkdtemp(join(tmpdir(), 'keepsake-growth-'))
const { url, stop } = await startLocalRedis({ dataDir, log: silentLogger })
afterAll(async () => {
  await stop()
  await rm(dataDir, { recursive: true, force: true })
})

const CELLS = 4
const newPrefix = () => `test:${randomUUID()}:`

/** People of whom everything there is is kept. */
async function seedPeople(memory: OpenedMemory, count: number) {
  const people: SeededConversation[] = []
  for (let i = 0; i < count; i += 1) {
    const [user, guild] = [snowflake(), i % 3 === 0 ? '7' : undefined]
    const place = guild === undefined ? {} : { guild, scope: 'guild:7' as const }
    people.push(await seedConversation(memory, `thing ${i}`, { user, ...place, isPassed: i % 2 === 0 }))
    if (i % 4 === 0) await memory.own.updateSettings(user, { timeZone: 'Europe/Oslo' })
    await makeDue(memory.learning, user)
  }
  return people
}

async function dataOf(memory: OpenedMemory, users: readonly string[]): Promise<readonly UserData[]> {
  return await Promise.all(users.map(user => memory.own.readUserData(user)))
}

/** All keys of users under a prefix that do not stand in the cell that their user has. */
async function misplacedKeys(keyPrefix: string): Promise<readonly string[]> {
  const names = await plainRedis(url).keys(`${keyPrefix}*`)
  return names.filter(name => {
    const [, cell = '0', user] = /^(?:\{(\d+)\}:)?[\w-]+:\{(\d+)\}/u.exec(name.slice(keyPrefix.length)) ?? []
    return user !== undefined && Number(cell) !== cellOf(user, CELLS)
  })
}

/** Says one thing after the other, each answered before the next. */
function talk(memory: OpenedMemory, count = 6) {
  const first = questionOf()
  const said = Array.from({ length: count }, (_, i) => ({ ...first, id: snowflake(), text: `word ${i}` }))
  const talking = (async () => {
    for (const question of said) await receiveAndAnswer(memory.conversations, question, `${question.text}?`)
  })()
  return { user: first.user, channel: first.channel, said, talking }
}

test('a memory grows while people talk: nothing is lost, nothing stands twice, and a process with the number of before follows', async () => {
  const keyPrefix = newPrefix()
  const former = await openedMemory(keyPrefix, undefined, { url })
  const people = await seedPeople(former, 12)
  const users = people.map(({ questions }) => questions[0].user)
  const [before, due] = [await dataOf(former, users), await former.learning.listDue(100)]
  const growing = await openedMemory(keyPrefix, CELLS, { url })

  const [redis, keys] = [plainRedis(url), createKeys(keyPrefix)]
  const run = growing.cellGrowth.run()
  while ((await redis.hget(keys.cells, 'from')) === null) await redis.ping()
  const talks = Array.from({ length: 6 }, (_, i) => talk(i % 2 === 0 ? former : growing))
  await Promise.all(talks.map(({ talking }) => talking))
  expect(await run).toBe('done')

  for (const memory of [growing, former]) {
    expect(await dataOf(memory, users)).toEqual(before)
    expect((await memory.learning.listDue(100)).filter(user => users.includes(user))).toEqual(due)
    for (const { user, channel, said } of talks) {
      const { conversations } = await memory.own.readUserData(user)
      expect(conversations.map(one => one.channel)).toEqual([channel])
      expect(textsOf(conversations[0]?.turns ?? [])).toEqual(said.flatMap(({ text }) => [`q: ${text}`, `a: ${text}?`]))
    }
  }
  expect(await misplacedKeys(keyPrefix)).toEqual([])
  const speakers = await growing.departures.listSpeakers('7')
  expect(new Set(speakers)).toEqual(new Set(users.filter((_, i) => i % 3 === 0)))
  expect(await growing.learning.countWaitingUsers()).toBe(users.length + talks.length)
  const [first] = people as [(typeof people)[0]]
  expect(await former.conversations.deleteMessage(first.questions[0].id)).toMatchObject({ facts: 1 })
  expect(
    await growing.index.nearest({ user: users[1] ?? '', visibleScopes: 'all', point: Float32Array.of(1, 0), limit: 9 }),
  ).toHaveLength(2)
})

test('where the process ends that moves users, another goes on, and what was moved half is moved anew', async () => {
  const keyPrefix = newPrefix()
  const former = await openedMemory(keyPrefix, undefined, { url })
  const people = await seedPeople(former, 8)
  const users = people.map(({ questions }) => questions[0].user)
  const before = await dataOf(former, users)
  const proxy = await new RedisProxy(url).listen()
  const dying = await openedMemory(keyPrefix, CELLS, { url: proxy.url })
  // After the third user has left, or is about to.
  const redis = plainRedis(url)
  const moved = async () => (await redis.keys(`${keyPrefix}{*}:user:*`)).length >= 3

  const run = dying.cellGrowth.run().catch(() => 'cut')
  while (!(await moved())) await former.own.readOverview({ user: users[0] ?? '', channel: '5' }) // and so sees that the memory grows
  proxy.cut()
  await run
  await proxy.close()
  // The lock of a dead process ends by itself.
  await redis.del(createKeys(keyPrefix).growth)
  expect(await dataOf(former, users)).toEqual(before)
  const next = await openedMemory(keyPrefix, CELLS, { url })
  expect(await next.cellGrowth.run()).toBe('done')

  for (const memory of [next, former]) expect(await dataOf(memory, users)).toEqual(before)
  expect(await misplacedKeys(keyPrefix)).toEqual([])
})

test('who stays for now is tried again without looking through everybody for them, and cells of a server are looked through at once', async () => {
  const keyPrefix = newPrefix()
  const [redis, keys] = [plainRedis(url), createKeys(keyPrefix)]
  const former = await openedMemory(keyPrefix, 2, { url })
  await former.cellGrowth.run()
  let user = snowflake()
  while (cellOf(user, 2) !== 1 || cellOf(user, CELLS) === 1) user = snowflake()
  await seedConversation(former, 'tea', { user })
  const before = await dataOf(former, [user])
  const [there, arriving] = [keysOfCell(keys, 1), keysOfCell(keys, cellOf(user, CELLS)).arriving(user)]
  await redis.hset(there.user(user), 'goneAt', Date.now())
  await former.close()
  const monitor = redis.duplicate({ monitor: true })
  onTestFinished(() => monitor.disconnect())
  // A command may come in before the client knows that it monitors.
  monitor.on('error', () => undefined)
  await new Promise<void>(resolve => void monitor.once('monitoring', resolve))
  const growing = await openedMemory(keyPrefix, CELLS, { url })
  const [tries, scans, ends] = [[], [], []] as [string[], string[], string[]]
  monitor.on('monitor', (_time: string, [name, first, , pattern]: readonly string[]) => {
    if (name === 'set' && first === arriving) tries.push(first)
    if (name === 'scan' && first === '0' && pattern?.startsWith(keyPrefix) === true) scans.push(pattern)
    if (name === 'del' && first === keys.layouts) ends.push(first)
  })

  const run = growing.cellGrowth.run()
  await expect.poll(() => tries.length).toBeGreaterThanOrEqual(2)
  await redis.hdel(there.user(user), 'goneAt') // ten minutes later
  expect(await run).toBe('done')
  await expect.poll(() => ends.length).toBe(1)

  // In one pass that leaves somebody, and one that leaves nobody.
  const pass = ['moving', 'user'].map(kind => `${keyPrefix}*${kind}:{*}`)
  expect(scans.filter(pattern => !pattern.includes('message:'))).toEqual([...pass, ...pass])
  expect(await dataOf(growing, [user])).toEqual(before)
  expect(await misplacedKeys(keyPrefix)).toEqual([])
})

import { join } from 'node:path'
import { afterAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { backUp } from '../../src/backup/back-up.ts'
import { moveMemory } from '../../src/backup/move.ts'
import { openBackup } from '../../src/backup/read-backup.ts'
import { type RestoreOptions, restore } from '../../src/backup/restore.ts'
import { deleteEverything } from '../../src/memory/forgetting/forget.ts'
import { cellOf } from '../../src/redis/cells/cell-of.ts'
import { openServers } from '../../src/redis/copy/open-servers.ts'
import type { KeyState } from '../../src/redis/copy/read-keys.ts'
import { readSnapshot } from '../../src/redis/copy/snapshot.ts'
import type { SpreadMemory } from '../../src/redis/copy/spread-memory.ts'
import { cellOfName, keyOfName, prefixOfCells } from '../../src/redis/keys.ts'
import { type SeededConversation, seedConversation } from '../contract/support/whole-memory.ts'
import { snowflake, testKeys } from '../redis/support/fixtures.ts'
import { startLocalServer, testFolder } from '../redis/support/local-server.ts'
import { type OpenedMemory, openedMemory } from '../redis/support/opened-memory.ts'
import { startRedisCluster } from '../redis/support/redis-cluster.ts'
import { silentLogger } from '../support/silent-logger.ts'
import { contentOf, silentProgress } from './support/memory.ts'

const cluster = await startRedisCluster()
afterAll(() => cluster?.stop())
const url = cluster?.url ?? ''
const CELLS = 6
/** A server without RediSearch, which is the faster to grow. */
const SINGLE = new URL('/1', inject('redisUrl')).href

async function serversOf(at: string, keyPrefix: string): Promise<SpreadMemory> {
  const memory = await openServers(at, { keyPrefix })
  onTestFinished(memory.close)
  return memory
}

const newPrefix = () => testKeys().prefix

/** Somebody who has that cell of all there are. */
function userOfCell(cell: number): string {
  for (let user = snowflake(); ; user = snowflake()) if (cellOf(user, CELLS) === cell) return user
}

/** A memory in so many cells, with somebody of each cell. */
async function seeded(at: string, cells: number, keyPrefix = newPrefix()) {
  const memory = await openedMemory(keyPrefix, cells, { url: at })
  await memory.cellGrowth.run()
  const people: SeededConversation[] = []
  for (const [cell, thing] of ['tea', 'bees', 'rain', 'boats', 'kites', 'goats'].entries())
    people.push(await seedConversation(memory, thing, { guild: '4', user: userOfCell(cell) }))
  const users = people.map(({ questions }) => questions[0].user)
  return { memory, keyPrefix, users, before: await dataOf(memory, users), servers: await serversOf(at, keyPrefix) }
}

const dataOf = (memory: OpenedMemory, users: readonly string[]) =>
  Promise.all(users.map(user => memory.own.readUserData(user)))

async function backedUp(memory: SpreadMemory) {
  const file = join(testFolder(), 'memory.backup')
  return await backUp(memory, { file, passphrase: undefined }, silentProgress())
}

async function restored(
  into: SpreadMemory,
  file: string,
  options: Partial<RestoreOptions> = {},
  progress = silentProgress(),
) {
  const backup = await openBackup(file, async () => '')
  const usual = { replaces: false, acceptsAge: false, historyDays: 30, wantedCells: CELLS, log: silentLogger }
  return await restore(into, backup, { ...usual, dataDir: testFolder(), ...options }, progress)
}

/** What is kept of people; what processes and the list of deletions say of themselves may differ. */
async function peopleIn(memory: SpreadMemory) {
  return (await contentOf(memory)).filter(({ name }) => /:\{\d+\}/u.test(name) || name.includes('message:'))
}

/** Does something again and again, with a breath now and then. */
async function untilAborted(signal: AbortSignal, work: (round: number) => Promise<unknown>): Promise<void> {
  for (let round = 1; !signal.aborted; round += 1) {
    await work(round)
    if (round % 3 === 0) await new Promise(resolve => setTimeout(resolve, 3))
  }
}

function noteRounds(states: readonly KeyState[], found: Map<string, number>): void {
  for (const state of states) if ('parts' in state) found.set(state.name, Number(state.parts[0]))
}

/** What tells that keys stand on every node. */
const countsByServer = async ({ servers, keys }: SpreadMemory) =>
  await Promise.all(servers.map(async redis => (await redis.keys(`${prefixOfCells(keys)}*fact:*`)).length))

describe.skipIf(cluster === undefined)('a memory in several cells', () => {
  test('goes from one server to a Cluster and back, key by key, and is used there as it was', async () => {
    const single = await seeded(SINGLE, CELLS)
    await single.memory.close()
    const [prefix, back] = [newPrefix(), newPrefix()]
    const inCluster = await serversOf(url, prefix)
    const again = await serversOf(SINGLE, back)

    const there = await restored(inCluster, (await backedUp(single.servers)).file)
    const moved = await openedMemory(prefix, CELLS, { url })
    const found = await dataOf(moved, single.users)
    await moved.close()
    const report = await backedUp(inCluster)
    const home = await restored(again, report.file)

    expect(there.cells).toBe(CELLS)
    expect(inCluster.servers).toHaveLength(3)
    expect(Math.min(...(await countsByServer(inCluster)))).toBeGreaterThan(0)
    expect(found).toEqual(single.before)
    expect(home.keys).toBe(report.keys)
    expect(await peopleIn(again)).toEqual(await peopleIn(single.servers))
    expect(await dataOf(await openedMemory(back, CELLS, { url: SINGLE }), single.users)).toEqual(single.before)
  })

  test('of one cell goes to a Cluster and back, and grows over its nodes', async () => {
    const single = await seeded(SINGLE, 1)
    await single.memory.close()
    const [prefix, back] = [newPrefix(), newPrefix()]
    const [inCluster, again] = [await serversOf(url, prefix), await serversOf(SINGLE, back)]

    await restored(inCluster, (await backedUp(single.servers)).file)
    await restored(again, (await backedUp(inCluster)).file, { wantedCells: 1 })
    const growing = await openedMemory(prefix, CELLS, { url })
    await growing.cellGrowth.run()

    expect(await peopleIn(again)).toEqual(await peopleIn(single.servers))
    expect(await dataOf(growing, single.users)).toEqual(single.before)
    expect(Math.min(...(await countsByServer(inCluster)))).toBeGreaterThan(0)
  })

  test('keeps its cells: a bot that wants fewer gets none of it, and what stood there is replaced in all cells', async () => {
    const { servers, memory } = await seeded(url, CELLS)
    await memory.close()
    const { file } = await backedUp(servers)
    const other = await seeded(url, 2)
    await other.memory.close()
    const stood = await contentOf(other.servers)

    const refusals = [
      [{ wantedCells: 2, replaces: true }, `Set CELLS=${CELLS} or more`],
      [{}, 'There is a memory already'],
    ] as const
    for (const [options, says] of refusals) await expect(restored(other.servers, file, options)).rejects.toThrow(says)
    const untouched = await contentOf(other.servers)
    await restored(other.servers, file, { replaces: true })

    expect(untouched).toEqual(stood)
    expect(await peopleIn(other.servers)).toEqual(await peopleIn(servers))
  })

  test('that is put there is cut off anywhere, and goes on; what was forgotten since stays forgotten', async () => {
    const { servers, memory, users, before } = await seeded(url, CELLS)
    const { file } = await backedUp(servers)
    const [gone = '', ...left] = users
    await deleteEverything(gone, snowflake(), memory.own)
    await memory.close()

    for (const [stage, count] of [
      ['Restoring', 2],
      ['Comparing', 1],
    ] as const) {
      let calls = 0
      const cutOff = silentProgress(what => {
        if (what === stage) calls += 1
        if (calls === count) throw new Error('the process ends here')
      })
      await expect(restored(servers, file, { replaces: true }, cutOff)).rejects.toThrow('ends here')
      await expect(openedMemory(servers.keys.prefix.slice(0, -4), CELLS, { url })).rejects.toThrow(
        'run npm run restore',
      )
    }
    const { deletions } = await restored(servers, file, { replaces: true })

    expect(deletions).toBe(1)
    const opened = await openedMemory(servers.keys.prefix.slice(0, -4), CELLS, { url })
    expect(await dataOf(opened, left)).toEqual(before.slice(1))
    expect((await opened.own.readUserData(gone)).conversations).toEqual([])
  })

  test('is read at one moment of all nodes, though others write on each of them', async () => {
    const memory = await serversOf(url, newPrefix())
    const { keys, serverOf } = memory
    const names = Array.from({ length: CELLS }, (_, cell) => (cell === 0 ? 'word:0' : `{${cell}}:word:${cell}`))
    const ending = new AbortController()
    // A round is begun in the first cell and ended in the last one: at no moment does a later cell know of a later round.
    const write = async (name: string, round: number) =>
      await serverOf(cellOfName(name)).set(keyOfName(keys, name), round)
    const writing = untilAborted(ending.signal, async round => {
      for (const name of names) await write(name, round)
    })

    for (let i = 0; i < 5; i += 1) {
      const found = new Map<string, number>()
      for await (const states of readSnapshot(memory).states) noteRounds(states, found)
      const rounds = names.map(name => found.get(name) ?? 0)
      expect(rounds).toEqual(rounds.toSorted((one, other) => other - one))
      expect((rounds[0] ?? 0) - (rounds.at(-1) ?? 0)).toBeLessThanOrEqual(1)
    }
    ending.abort()
    await writing
  })

  test('moves from the folder of a bot into a Cluster, in as many cells', async () => {
    const dataDir = testFolder()
    const own = await startLocalServer(dataDir)
    const { memory, users, before } = await seeded(own.url, CELLS, 'keepsake:')
    await memory.close()
    await own.stop()

    const report = await moveMemory({ dataDir, url, log: silentLogger }, silentProgress())

    expect(report.cells).toBe(CELLS)
    expect(await dataOf(await openedMemory('keepsake:', CELLS, { url }), users)).toEqual(before)
  })
})

// npm run bench:scale: what each thing costs among 1,000, 10,000 and 100,000 people, in one cell and in 16, what they take, and a
// start with 2,500 servers.
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { stdout, versions } from 'node:process'
import { Redis } from 'ioredis'
import { startLoopback } from '../fake-discord/loopback.ts'
import type { Memory } from '../src/memory/ports/memory.ts'
import { firstSnowflakeAt } from '../src/memory/turns.ts'
import type { Question } from '../src/memory/types.ts'
import { startLocalRedis } from '../src/redis/local-server/start.ts'
import { openRedisMemory } from '../src/redis/open.ts'
import { silentLogger } from '../test/support/silent-logger.ts'
import { startBot } from './bot-process.ts'
import { startInstantModel } from './instant-model.ts'
import { anyPoint } from './memory/data.ts'
import { sized } from './options.ts'
import { percentiles, rounded } from './percentiles.ts'
import { DIMENSIONS, exchange, fill, learn, PERSON } from './scale/people.ts'

const SIZES = sized([1000, 10_000, 100_000], [20])
const CELLS = sized([1, 16], [1, 2])
const SERVERS = sized(2500, 5)
/** How often each thing is timed, by somebody else each time. */
const TIMES = sized(300, 3)
/** So many keys are weighed, of all that there are. */
const WEIGHED = sized(20_000, 100)

/** How long Redis itself was busy since the last look, in µs: what of a machine's noise reaches it least. */
async function busy(redis: Redis): Promise<number> {
  const stats = await redis.info('commandstats')
  await redis.config('RESETSTAT')
  return [...stats.matchAll(/cmdstat_(?!info|config|scan|memory)[^:]+:calls=\d+,usec=(?<us>\d+)/gu)].reduce(
    (sum, { groups }) => sum + Number(groups?.['us']),
    0,
  )
}

/** A memory of so many cells, alone in a Redis of its own. */
interface Measured {
  readonly memory: Memory
  readonly redis: Redis
  readonly cells: number
}

/** What a person, or the bot by itself, has done. */
const things: Readonly<Record<string, (memory: Memory, last: Question) => Promise<unknown>>> = {
  'a question, and its answer': (stores, { user, channel }) => exchange(stores, user, channel),
  'facts by meaning': ({ factIndex }, { user }) =>
    factIndex.nearest({ user, visibleScopes: 'all', point: anyPoint(DIMENSIONS), limit: 20 }),
  'a lesson of one fact': (stores, last) => learn(stores, last, 1),
  '`/whatdoyouknow`': ({ userMemory }, last) => userMemory.readOverview(last),
  'every 5 s': async stores => {
    await stores.readDeletions()
    await stores.serverSettings.listeningModes()
    await stores.ownerSettings.readNew()
    await stores.conversations.takeOverClaims({ ids: [0], count: 1 })
    await stores.departures.listDue({ ids: [0], count: 1 })
    await stores.learning.listDue(10)
  },
  '`/forget everything`': ({ userMemory }, { user }) => userMemory.forgetEverything(user, firstSnowflakeAt(Date.now())),
}

async function measureThings(
  { memory, redis, cells }: Measured,
  people: number,
  some: readonly Question[],
): Promise<void> {
  for (const [name, does] of Object.entries(things)) {
    const times: number[] = []
    await busy(redis)
    for (const last of some) {
      const begun = performance.now()
      await does(memory, last)
      times.push(performance.now() - begun)
    }
    const perTime = (await busy(redis)) / some.length
    const row = [name, people.toLocaleString('en'), cells, rounded(perTime, 0), percentiles(times, [0.5, 0.95], 2)]
    stdout.write(`| ${row.join(' | ')} |\n`)
  }
}

/** What the keys of each kind take for one person, in bytes: the heaviest kinds, and all together. */
async function weigh({ redis, cells }: Measured, people: number): Promise<string> {
  const weights = new Map<string, number>()
  let [cursor, weighed] = ['0', 0]
  do {
    const [next, keys] = await redis.scan(cursor, 'COUNT', 1000)
    cursor = next
    const sizes = await Promise.all(keys.map(key => redis.memory('USAGE', key)))
    for (const [i, key] of keys.entries()) {
      const kind = /^keepsake:(?:\{\d+\}:)?(?<kind>[a-z-]+)/u.exec(key)?.groups?.['kind'] ?? 'others'
      weights.set(kind, (weights.get(kind) ?? 0) + Number(sizes[i] ?? 0))
    }
    weighed += keys.length
  } while (cursor !== '0' && weighed < WEIGHED)
  const share = weighed / (await redis.dbsize())
  const perPerson = (bytes: number) => rounded(bytes / share / people, 0)
  const heaviest = [...weights].toSorted(([, a], [, b]) => b - a).slice(0, 8)
  const info = await redis.info('memory')
  const all = Number(/used_memory_dataset:(?<bytes>\d+)/u.exec(info)?.groups?.['bytes'])
  return `${people.toLocaleString('en')} people in ${cells} cells: ${perPerson(all * share)} bytes each; ${heaviest.map(([kind, bytes]) => `${kind} ${perPerson(bytes)}`).join(', ')}`
}

/** Prints what things cost among more and more people. Returns what those take. */
async function measureCells(cells: number): Promise<readonly string[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keepsake-bench-'))
  const { url, stop } = await startLocalRedis({ dataDir, log: silentLogger })
  const memory = await openRedisMemory(
    {
      ...{ url, cells, dataDir, keyPrefix: undefined, windowMessages: 20, logLimit: 2000, historyDays: 30 },
      ...{ learnDelayMs: 300_000, learnBatch: 10, onFailure: () => undefined },
      embedding: { model: 'text-embedding-3-small', dimensions: DIMENSIONS },
    },
    silentLogger,
  )
  const redis = new Redis(url)
  const measured = { memory, redis, cells }
  try {
    if (cells > 1) await memory.cellGrowth.run()
    const weights: string[] = []
    let there = 0
    for (const size of SIZES) {
      const some = await fill(memory, size - there, TIMES)
      weights.push(await weigh(measured, size))
      await measureThings(measured, size, some)
      there = size - some.length // they had everything forgotten
    }
    return weights
  } finally {
    await memory.close()
    redis.disconnect()
    await stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** From the start of the process until it answers, with so many servers and a new Redis of its own. */
async function startWith(servers: number): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keepsake-bench-'))
  const { url, stop } = await startLocalRedis({ dataDir, log: silentLogger })
  const discord = await startLoopback()
  for (let more = 1; more < servers; more += 1) discord.createGuild({ name: `Server ${more}` })
  const model = await startInstantModel(
    0,
    () => undefined,
    () => undefined,
  )
  const bot = await startBot(['start.js', 'src/index.ts'], {
    ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url, OPENAI_BASE_URL: model.url, REDIS_URL: url },
  })
  const line = `with ${servers.toLocaleString('en')} servers: ready after ${rounded(bot.startMs / 1000, 1)} s, ${rounded(bot.residentMb(), 0)} MB`
  await bot.stop()
  await stop()
  rmSync(dataDir, { recursive: true, force: true })
  model.close()
  await discord.close()
  return line
}

stdout.write(
  [
    `${cpus().length} cores of ${cpus()[0]?.model}, Node ${versions.node}, one Redis on the same machine; ` +
      `people of ${PERSON.exchanges} exchanges and ${PERSON.facts} facts of ${DIMENSIONS} dimensions each.`,
    '',
    '| what | among | cells | Redis busy, µs | the bot waits, ms (p50 / p95) |',
    '|---|--:|--:|--:|--:|',
    '',
  ].join('\n'),
)
const weights: string[] = []
for (const cells of CELLS) weights.push(...(await measureCells(cells)))
stdout.write(`\n${weights.join('\n')}\n\n`)
for (const servers of [1, SERVERS]) stdout.write(`${await startWith(servers)}\n`)

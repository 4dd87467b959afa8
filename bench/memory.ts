// npm run bench:memory [-- --million]: what remembering costs, in time and bytes, with both ways to find facts by meaning.
import { cpus } from 'node:os'
import { stdout, versions } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { recallFacts } from '../src/memory/retrieval/recall.ts'
import type { Fact, UserId } from '../src/memory/types.ts'
import { createKeys } from '../src/redis/keys.ts'
import { KnowledgeCache } from '../src/redis/knowledge-cache.ts'
import { redisConversationStore } from '../src/redis/stores/conversations.ts'
import { redisLearningStore } from '../src/redis/stores/learning.ts'
import { openFactIndex } from '../src/redis/vector-index/fact-index.ts'
import { type RediSearchServer, startRediSearchServer } from '../test/redis/support/redisearch-server.ts'
import { silentLogger } from '../test/support/silent-logger.ts'
import { factFrom, instantEmbedder, newId, questionOf } from './memory/data.ts'
import { options, sized } from './options.ts'
import { percentiles, rounded } from './percentiles.ts'

const embedding = { model: 'text-embedding-3-small', dimensions: 512 }
const SIZES = sized([50, 200, 1000], [50])
/** Facts in all, where there are few. */
const FEW = sized(1000, 100)
/** How many users of each size there are at most; everybody else has a middling number of facts. */
const [USERS, MIDDLE] = [20, 200]
/** Facts in one lesson, while the memory is filled, and in those that are timed. */
const [FILL, LESSON] = [100, 3]
const [LESSONS, FIRST_QUESTIONS] = sized([40, 20], [2, 2])
/** Conversations of some questions each, by a few users in turn. */
const [TALKS, TALK, REGULARS] = sized([20, 20, 5], [2, 2, 2])
const AT_ONCE = 8
const SETTLE_MS = sized(3000, 100)
/** MEMORY_TOKENS by default, and a token for four characters. */
const ROOM = 1500
const cost = (fact: Fact) => Math.ceil(fact.text.length / 4) + 8
const alone = { kind: 'user' } as const

type Kind = 'redisearch' | 'exact'

/** All of the memory over one connection, with nothing in its caches. RediSearch works in database 0 alone. */
async function open(url: string, kind: Kind) {
  const redis = new Redis(url, { db: kind === 'exact' ? 1 : 0 })
  const keys = createKeys()
  const historyDays = 30
  const learning = { learnDelayMs: 300_000, learnBatch: 10 }
  const onCorruptRecord = ignore
  const limits = { windowMessages: 20, logLimit: 2000, historyDays, ...learning }
  const knowledgeCache = new KnowledgeCache(ignore)
  const index = openFactIndex({
    redis,
    keys,
    embedding,
    log: silentLogger,
    cachedVersion: user => knowledgeCache.versionOf(user),
  })
  while (index.kind !== kind || redis.status !== 'ready') await sleep(10)
  return {
    redis,
    index,
    store: redisConversationStore({ redis, keys, processId: 'bench', onCorruptRecord, knowledgeCache, ...limits }),
    learning: redisLearningStore({
      processId: 'bench',
      redis,
      keys,
      embeddingModel: embedding.model,
      historyDays,
      windowMessages: 20,
      onCorruptRecord,
      knowledgeCache,
    }),
  }
}

type Memory = Awaited<ReturnType<typeof open>>

function ignore(): void {
  // What there is to tell is in the table.
}

/** One question, then one lesson of some facts from it: how long the learner's two round trips took. */
async function learn({ store, learning }: Memory, user: UserId, facts: number): Promise<number> {
  const question = questionOf(user, newId())
  await store.keepQuestion(question, alone)
  const begun = performance.now()
  const input = await learning.readInput(question)
  if (input === undefined) throw new Error('the conversation is gone')
  const turn = `q:${question.id}` as const
  const outcome = await learning.commit(input, {
    shownTurns: [{ turn, rev: 0 }],
    facts: Array.from({ length: facts }, () => factFrom(question, embedding.dimensions)),
    ...{ confirmed: [], statements: [], evictedFacts: [], learnedTo: turn, relearnedTurns: [], setAside: [] },
  })
  if (outcome !== 'kept') throw new Error('a lesson was refused')
  return performance.now() - begun
}

/** Gives new users so many facts each. */
async function fill(memory: Memory, users: number, facts: number): Promise<UserId[]> {
  const all = Array.from({ length: users }, newId)
  const waiting = [...all]
  async function work(): Promise<void> {
    for (let user = waiting.pop(); user !== undefined; user = waiting.pop()) {
      for (let left = facts; left > 0; left -= FILL) await learn(memory, user, Math.min(left, FILL))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return all
}

interface Timed {
  readonly snapshot: number
  readonly recall: number
}

async function ask(memory: Memory, user: UserId, channel: string): Promise<Timed> {
  const question = questionOf(user, channel)
  const begun = performance.now()
  const snapshot = await memory.store.keepQuestion(question, alone)
  const received = performance.now()
  if (snapshot === 'claimed') throw new Error('a question was claimed before')
  await recallFacts(
    { question: question.text, known: snapshot.known, visibleScopes: 'all', room: ROOM, cost },
    { index: memory.index, embedder: instantEmbedder(embedding.dimensions), now: Date.now },
  )
  return { snapshot: received - begun, recall: performance.now() - received }
}

/** Bytes that Redis takes, when it has let go of the buffers of connections that ended. */
async function used(url: string): Promise<number> {
  await sleep(SETTLE_MS)
  const redis = new Redis(url)
  const info = await redis.info('memory')
  redis.disconnect()
  return Number(/used_memory:(?<bytes>\d+)/.exec(info)?.[1])
}

async function scriptCalls(redis: Redis): Promise<number> {
  return Number(/cmdstat_evalsha:calls=(?<calls>\d+)/.exec(await redis.info('commandstats'))?.[1] ?? 0)
}

const spread = (times: readonly number[]) => percentiles(times, [0.5, 0.95], 2)

interface Line {
  readonly kind: Kind
  readonly inAll: number
  /** Facts of each of these users. */
  readonly facts: number
  readonly users: readonly UserId[]
  readonly bytes: number
}

/** Times users with so many facts each, among so many facts in all. */
async function measure(url: string, { kind, inAll, facts, users, bytes }: Line): Promise<void> {
  const memory = await open(url, kind)
  const first: number[] = []
  for (const user of users.slice(0, FIRST_QUESTIONS)) {
    const { snapshot, recall } = await ask(memory, user, newId())
    first.push(snapshot + recall)
  }
  const regulars = users.slice(0, REGULARS)
  const again: Timed[] = []
  const before = await scriptCalls(memory.redis)
  for (let talk = 0; talk < TALKS; talk += 1) {
    const channel = newId()
    for (let i = 0; i < TALK; i += 1) again.push(await ask(memory, regulars[talk % regulars.length] ?? '', channel))
  }
  const trips = ((await scriptCalls(memory.redis)) - before) / again.length
  const updates: number[] = []
  for (let i = 0; i < LESSONS; i += 1) updates.push(await learn(memory, regulars[i % regulars.length] ?? '', LESSON))
  memory.redis.disconnect()
  const row = [
    ...[kind, whole(inAll), whole(facts), spread(again.map(({ snapshot }) => snapshot))],
    ...[
      spread(again.map(({ recall }) => recall)),
      rounded(trips, 1),
      percentiles(first, [0.5], 2),
      spread(updates),
      whole(bytes),
    ],
  ]
  stdout.write(`| ${row.join(' | ')} |\n`)
}

function whole(number: number): string {
  return Number(rounded(number, 0)).toLocaleString('en')
}

/** Fills an empty Redis, and measures users of each of these sizes in it. */
async function run(server: RediSearchServer, kind: Kind, inAll: number, sizes: readonly number[]): Promise<void> {
  const { url } = server
  const empty = new Redis(url)
  await empty.flushall()
  empty.disconnect()
  await server.end() // what is freed in the background would be taken off the bytes of this run
  await server.start()
  const filling = await open(url, kind)
  await fill(filling, 1, LESSON) // the scripts are loaded
  const before = await used(url)
  const share = Math.min(USERS, inAll / sizes.reduce((sum, size) => sum + size))
  const groups = new Map<number, UserId[]>()
  for (const size of sizes) groups.set(size, await fill(filling, share, size))
  const left = inAll - [...groups].reduce((sum, [size, users]) => sum + size * users.length, 0)
  await fill(filling, left / MIDDLE, MIDDLE)
  filling.redis.disconnect()
  const bytes = ((await used(url)) - before) / inAll
  for (const [facts, users] of groups) await measure(url, { kind, inAll, facts, users, bytes })
}

const server = await startRediSearchServer()
if (server === undefined) stdout.write('Skipped: this needs a Redis with RediSearch.\n')
else {
  stdout.write(
    [
      `${cpus().length} cores of ${cpus()[0]?.model}, Node ${versions.node}, Redis Stack 7.4.1 on the same machine.`,
      `${embedding.dimensions} dimensions; milliseconds as p50 / p95; \`npm run bench:memory${options.million ? ' -- --million' : ''}\``,
      '',
      '| found by | facts in all | of the user | snapshot | recall | round trips | both, first time | lesson of 3 facts | bytes a fact |',
      '|---|--:|--:|--:|--:|--:|--:|--:|--:|',
      '',
    ].join('\n'),
  )
  try {
    for (const kind of ['redisearch', 'exact'] as const) {
      for (const size of SIZES) await run(server, kind, FEW, [size])
    }
    for (const kind of options.million ? (['redisearch', 'exact'] as const) : []) {
      await run(server, kind, 1_000_000, SIZES)
    }
  } finally {
    await server.stop()
  }
}

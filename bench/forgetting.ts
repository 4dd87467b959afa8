// npm run bench:forgetting: how long it takes to forget everything of a user of whom much is known, how long it keeps Redis
// from others, and how soon an overview is there; with both ways to find facts by meaning.
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { stdout, versions } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { DeletionPlan, UserData } from '../src/memory/ports/user-memory-store.ts'
import { firstSnowflakeAt } from '../src/memory/turns.ts'
import type { Question } from '../src/memory/types.ts'
import { createKeys } from '../src/redis/keys.ts'
import { KnowledgeCache } from '../src/redis/knowledge-cache.ts'
import { startLocalRedis } from '../src/redis/local-server/start.ts'
import { redisConversationStore } from '../src/redis/stores/conversations.ts'
import { redisLearningStore } from '../src/redis/stores/learning.ts'
import { redisUserMemoryStore } from '../src/redis/stores/user-memory/user-memory.ts'
import { openFactIndex } from '../src/redis/vector-index/fact-index.ts'
import { startRediSearchServer } from '../test/redis/support/redisearch-server.ts'
import { silentLogger } from '../test/support/silent-logger.ts'
import { anyPoint, factFrom, newId, questionOf, sentence } from './memory/data.ts'
import { sized } from './options.ts'
import { percentiles } from './percentiles.ts'

const embedding = { model: 'text-embedding-3-small', dimensions: 512 }
const alone = { kind: 'user' } as const
/** What is known of each user. */
const [FACTS, ENTITIES, STATEMENTS_EACH, CONVERSATIONS, TURNS] = sized([1000, 100, 4, 20, 100], [20, 10, 4, 2, 20])
/** Shorter commands are not noted: each call within a script would be, and make it slower. */
const NOTED_US = 200
const [USERS, OVERVIEWS] = sized([10, 20], [1, 2])

type Kind = 'redisearch' | 'exact'

/** All of the memory over one connection. RediSearch works in database 0 alone. */
async function open(url: string, kind: Kind) {
  const redis = new Redis(url, { db: kind === 'exact' ? 1 : 0 })
  const keys = createKeys('forgetting-bench:')
  const knowledgeCache = new KnowledgeCache(ignore)
  const index = openFactIndex({ redis, keys, embedding, log: silentLogger })
  while (index.kind !== kind || redis.status !== 'ready') await sleep(10)
  const shared = { redis, keys, knowledgeCache, onCorruptRecord: ignore, historyDays: 30, windowMessages: 20 }
  const limits = { processId: 'bench', logLimit: 2000, learnDelayMs: 300_000, learnBatch: 10 }
  return {
    ...{ redis, keys, index, known: knowledgeCache },
    store: redisConversationStore({ ...shared, ...limits }),
    learning: redisLearningStore({ processId: 'bench', ...shared, embeddingModel: embedding.model }),
    own: redisUserMemoryStore({ ...shared, index, onDeletion: ignore }),
  }
}

type Memory = Awaited<ReturnType<typeof open>>

function ignore(): void {
  // What there is to tell is in the table.
}

async function converse({ store }: Memory, user: string): Promise<Question[]> {
  const questions: Question[] = []
  const channel = newId()
  for (let i = 0; i < TURNS / 2; i += 1) {
    const question = questionOf(user, channel)
    const snapshot = await store.keepQuestion(question, alone)
    if (snapshot === 'claimed') throw new Error('a question was claimed before')
    const answer = { text: sentence(), saidAt: Date.now(), messages: [newId()] }
    await store.keepAnswer(question, snapshot.snapshotToken, answer, {
      facts: [],
      segments: [],
      window: [],
      lookups: 0,
    })
    questions.push(question)
  }
  return questions
}

/** A fact from each question, with the turns around it, and statements of some of the user's entities. */
async function learn({ learning }: Memory, questions: readonly Question[], part: number): Promise<void> {
  const [first] = questions
  const input = first && (await learning.readInput(first))
  if (!input) throw new Error('the conversation is gone')
  const entities = Array.from({ length: ENTITIES / CONVERSATIONS }, (_, i) => `entity-${part}-${i}`)
  const outcome = await learning.commit(input, {
    shownTurns: input.turns.map(turn => ({
      turn: `${turn.role === 'user' ? 'q' : 'a'}:${turn.id}` as const,
      rev: 0,
    })),
    facts: questions.slice(0, FACTS / CONVERSATIONS).map(question => factFrom(question, embedding.dimensions)),
    statements: entities.flatMap(entity =>
      Array.from({ length: STATEMENTS_EACH }, (_, i) => ({
        ...{ entity, field: `attr:facet-${i}`, value: sentence(), scope: 'dm' as const, saidAt: Date.now() },
        sources: [first.id] as const,
      })),
    ),
    ...{ confirmed: [], evictedFacts: [], relearnedTurns: [], setAside: [] },
  })
  if (outcome !== 'kept') throw new Error('a lesson was refused')
}

/** How long Redis was busy with one command at most since the last look, in ms. */
async function longest(redis: Redis): Promise<number> {
  const found = (await redis.call('SLOWLOG', 'GET', '-1')) as [number, number, number, string[]][]
  await redis.call('SLOWLOG', 'RESET')
  const ours = found.filter(([, , , [command]]) => command !== 'SLOWLOG')
  return Math.max(NOTED_US, ...ours.map(([, , us]) => us)) / 1000
}

const spread = (times: readonly number[]) => percentiles(times, [0.5, 1])

async function timed(times: number[], what: () => Promise<unknown>): Promise<void> {
  const begun = performance.now()
  await what()
  times.push(performance.now() - begun)
}

/** One conversation altogether, with what was learned there, and every turn of another by name. */
function wishFor({ known }: UserData, [first, second]: readonly (readonly Question[])[]): DeletionPlan {
  const [channel = '', other = ''] = [first?.[0]?.channel, second?.[0]?.channel]
  const said = new Set(first?.map(({ id }) => id))
  return {
    facts: known.facts.filter(fact => fact.channel === channel).map(({ id }) => id),
    statements: known.statements.filter(({ sources }) => said.has(sources[0])),
    turns: (second ?? []).map(({ id }) => ({ channel: other, turn: `q:${id}` as const })),
    ...{ unquoted: [], withoutNear: [], segments: [], conversations: [channel] },
  }
}

async function measure(url: string, kind: Kind): Promise<string> {
  const memory = await open(url, kind)
  const { redis, own, known, index } = memory
  const times = { anew: [], again: [], held: [], one: [], holding: [], all: [], blocking: [] } satisfies Record<
    string,
    number[]
  >
  const { anew, again, held, one, holding, all, blocking }: Record<keyof typeof times, number[]> = times
  for (let i = 0; i < USERS; i += 1) {
    const user = newId()
    const talks: Question[][] = []
    for (let part = 0; part < CONVERSATIONS; part += 1) {
      const questions = await converse(memory, user)
      await learn(memory, questions, part)
      talks.push(questions)
    }
    const [[first] = []] = talks
    if (!first) throw new Error('nothing was said')
    await index.nearest({ user, visibleScopes: 'all', point: anyPoint(embedding.dimensions), limit: 9 })
    for (let k = 0; k < OVERVIEWS; k += 1) {
      known.clear()
      await timed(anew, () => own.readOverview(first))
      await timed(again, () => own.readOverview(first))
    }
    await timed(held, () => own.readUserData(user))
    const wanted = wishFor(await own.readUserData(user), talks)
    await redis.call('SLOWLOG', 'RESET')
    await timed(one, () => own.forget(user, wanted))
    holding.push(await longest(redis))
    await timed(all, () => own.forgetEverything(user, firstSnowflakeAt(Date.now())))
    blocking.push(await longest(redis))
    const left = await own.countRemaining(user, 'everything')
    if (left > 0) throw new Error(`${left} were left`)
  }
  redis.disconnect()
  return `| ${[kind, ...[anew, again, held, one, holding, all, blocking].map(spread)].join(' | ')} |\n`
}

/** What is measured, and where: by the exact way alone where there is no RediSearch. */
async function openServer() {
  const searching = await startRediSearchServer()
  if (searching) return { ...searching, kinds: ['redisearch', 'exact'] as const }
  const dataDir = await mkdtemp(join(tmpdir(), 'keepsake-bench-'))
  const { url, stop } = await startLocalRedis({
    dataDir,
    log: silentLogger,
  })
  return {
    url,
    stop: () => stop().then(() => rm(dataDir, { recursive: true, force: true })),
    kinds: ['exact'] as const,
  }
}

const server = await openServer()
const redis = new Redis(server.url)
await redis.call('CONFIG', 'SET', 'slowlog-log-slower-than', String(NOTED_US), 'slowlog-max-len', '100000')
stdout.write(
  `${cpus().length} cores of ${cpus()[0]?.model}, Node ${versions.node}; ${USERS} users of ${FACTS} facts, ${ENTITIES} entities, ` +
    `${CONVERSATIONS} conversations of ${TURNS} turns; milliseconds as p50 / longest\n\n` +
    '| facts found by | overview, read anew | the same, cached | holdings | forget two conversations | longest command | ' +
    'forget everything | longest command |\n|---|--:|--:|--:|--:|--:|--:|--:|\n',
)
for (const kind of server.kinds) stdout.write(await measure(server.url, kind))
redis.disconnect()
await server.stop()

// npm run bench:growth: a memory of 10,000 people grows from one cell to sixteen, on one server and from one to two, while others talk:
// how long that takes, how long the store keeps those waiting, and that nothing is lost or stands twice.
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { stdout, versions } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { Memory } from '../src/memory/ports/memory.ts'
import { cellOf } from '../src/redis/cells/cell-of.ts'
import { createKeys } from '../src/redis/keys.ts'
import { startLocalRedis } from '../src/redis/local-server/start.ts'
import { openRedisMemory } from '../src/redis/open.ts'
import { silentLogger } from '../test/support/silent-logger.ts'
import { factFrom, newId, questionOf, sentence } from './memory/data.ts'
import { sized } from './options.ts'
import { percentiles, rounded } from './percentiles.ts'

const [PEOPLE, CELLS, EXCHANGES, FACTS] = sized([10_000, 16, 4, 5], [20, 4, 1, 1])
const DIMENSIONS = 512
/**
 * Who talks as fast as a model answers, and as many who say as much together. Nobody goes to another server who says something more
 * often than they have to wait there.
 */
const RUNS = [
  { servers: 1, talkers: sized(20, 3), pauseMs: 250 },
  { servers: 2, talkers: sized(400, 3), pauseMs: 5000 },
] as const
const SEEDED_AT_ONCE = 50
const alone = { kind: 'user' } as const

interface Person {
  readonly user: string
  readonly channel: string
}

async function startServer() {
  const dataDir = await mkdtemp(join(tmpdir(), 'keepsake-bench-'))
  const { url, stop } = await startLocalRedis({ dataDir, log: silentLogger })
  return { dataDir, url, stop }
}

type Server = Awaited<ReturnType<typeof startServer>>

async function open(servers: readonly Server[], cells: number): Promise<Memory> {
  const [{ dataDir }] = servers as readonly [Server]
  return await openRedisMemory(
    {
      ...{ url: servers.map(({ url }) => url).join(' '), cells, dataDir, keyPrefix: undefined },
      ...{ windowMessages: 20, logLimit: 2000, historyDays: 30 },
      ...{ learnDelayMs: 300_000, learnBatch: 1000, embedding: { model: 'bench', dimensions: DIMENSIONS } },
      onFailure: () => undefined,
    },
    silentLogger,
  )
}

/** A question with its answer. Returns how long the store took for the two, in ms. */
async function exchange({ conversations }: Memory, { user, channel }: Person): Promise<number> {
  const question = questionOf(user, channel)
  const begun = performance.now()
  const snapshot = await conversations.keepQuestion(question, alone)
  if (snapshot === 'claimed') throw new Error('a question was claimed before')
  const answer = { text: sentence(), saidAt: Date.now(), messages: [newId()] }
  const kept = await conversations.keepAnswer(question, snapshot.snapshotToken, answer)
  if (kept !== 'kept') throw new Error(`an answer is ${kept}`)
  return performance.now() - begun
}

async function seedPerson(memory: Memory): Promise<Person> {
  const person = { user: newId(), channel: newId() }
  for (let i = 0; i < EXCHANGES; i += 1) await exchange(memory, person)
  const input = await memory.learning.readInput(person)
  if (input === undefined) throw new Error('the conversation is gone')
  const questions = input.turns.filter(turn => turn.role === 'user')
  const outcome = await memory.learning.commit(input, {
    shownTurns: input.turns.map(turn => ({ turn: `${turn.role === 'user' ? 'q' : 'a'}:${turn.id}` as const, rev: 0 })),
    facts: Array.from({ length: FACTS }, (_, i) =>
      factFrom({ ...questionOf(person.user, person.channel), ...questions[i % questions.length] }, DIMENSIONS),
    ),
    ...{ statements: [], confirmed: [], evictedFacts: [], relearnedTurns: [], setAside: [] },
  })
  if (outcome !== 'kept') throw new Error('a lesson was refused')
  return person
}

async function seedPeople(memory: Memory): Promise<readonly Person[]> {
  const people: Person[] = []
  while (people.length < PEOPLE)
    people.push(
      ...(await Promise.all(Array.from({ length: Math.min(SEEDED_AT_ONCE, PEOPLE) }, () => seedPerson(memory)))),
    )
  return people
}

type Phase = 'before' | 'meanwhile' | 'over'

/** Lets some talk through two processes until the last phase. Returns how long they waited in each of the others. */
function startTalking(memories: readonly Memory[], { talkers, pauseMs }: (typeof RUNS)[number]) {
  const talk: { phase: Phase } = { phase: 'before' }
  const times: Record<Exclude<Phase, 'over'>, number[]> = { before: [], meanwhile: [] }
  const said = Array.from({ length: talkers }, () => ({ user: newId(), channel: newId(), count: 0 }))
  const talks = said.map(async (talker, i) => {
    await sleep((pauseMs * i) / talkers)
    while (talk.phase !== 'over') {
      const ms = await exchange(memories[i % memories.length] as Memory, talker)
      talker.count += 1
      times[talk.phase === 'before' ? 'before' : 'meanwhile'].push(ms)
      await sleep(pauseMs)
    }
  })
  return { talk, times, said, talks }
}

/** Resolves with the time in seconds after which the last of some has left the first cell. */
async function timeUntilMoved([{ url }]: readonly [Server], people: readonly Person[]): Promise<number> {
  const begun = performance.now()
  const redis = new Redis(url)
  const keys = people.filter(({ user }) => cellOf(user, CELLS) !== 0).map(({ user }) => createKeys().user(user))
  while ((await redis.exists(keys)) > 0) await sleep(sized(1000, 10))
  redis.disconnect()
  return (performance.now() - begun) / 1000
}

async function countWrong(memories: readonly Memory[], people: readonly Person[]): Promise<number> {
  let wrong = 0
  for (const { userMemory } of memories)
    for (const { user } of people) {
      const { known, conversations } = await userMemory.readUserData(user)
      if (known.facts.length !== FACTS || conversations[0]?.turns.length !== 2 * EXCHANGES) wrong += 1
    }
  return wrong
}

async function measure(run: (typeof RUNS)[number]): Promise<number> {
  const servers = await Promise.all(Array.from({ length: run.servers }, startServer))
  const [former, growing] = [await open(servers, 1), await open(servers, CELLS)]
  const people = await seedPeople(former)
  const { talk, times, said, talks } = startTalking([former, growing], run)
  await sleep(sized(10_000, 500))
  talk.phase = 'meanwhile'
  const begun = performance.now()
  const moving = timeUntilMoved(servers as [Server], people)
  if ((await growing.cellGrowth.run()) !== 'done') throw new Error('the memory has not grown')
  const movedAfter = await moving
  const seconds = (performance.now() - begun) / 1000
  talk.phase = 'over'
  await Promise.all(talks)

  let wrong = await countWrong([former, growing], people)
  for (const { user, count } of said) {
    const { conversations } = await growing.userMemory.readUserData(user)
    if ((conversations[0]?.turns.length ?? 0) !== 2 * count) wrong += 1
  }
  const size = await growing.readSize()
  stdout.write(
    `\nfrom 1 cell to ${CELLS}, from 1 server to ${run.servers}; ${run.talkers} talk through two processes, each every ${run.pauseMs} ms\n` +
      `everybody but those who talk in their cell after ${rounded(movedAfter, 1)} s, ${rounded(PEOPLE / movedAfter, 0)} people a second; grown after ${rounded(seconds, 1)} s\n` +
      `a question and its answer, ms as p50 / p99 / longest: before ${percentiles(times.before, [0.5, 0.99, 1])}, ` +
      `meanwhile ${percentiles(times.meanwhile, [0.5, 0.99, 1])} (${times.meanwhile.length})\n` +
      `people whose memory is not as it was: ${wrong}; people in all, as reckoned: ${size?.users ?? 0}\n`,
  )
  for (const memory of [former, growing]) await memory.close()
  for (const { stop, dataDir } of servers) {
    await stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  return wrong
}

stdout.write(
  `${cpus().length} cores of ${cpus()[0]?.model}, Node ${versions.node}; ` +
    `${PEOPLE} people of ${2 * EXCHANGES} turns and ${FACTS} facts\n`,
)
let wrong = 0
for (const run of RUNS) wrong += await measure(run)
if (wrong > 0) throw new Error(`the memory of ${wrong} people is not as it was`)

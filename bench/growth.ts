// npm run bench:growth: a memory of 10,000 people grows from one cell to sixteen, on one server, while twenty others talk: how long
// that takes, how long the store keeps those waiting, and that nothing is lost or stands twice.
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { stdout, versions } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Memory } from '../src/memory/ports/memory.ts'
import { startLocalRedis } from '../src/redis/local-server/start.ts'
import { openRedisMemory } from '../src/redis/open.ts'
import { silentLogger } from '../test/support/silent-logger.ts'
import { factFrom, newId, questionOf, sentence } from './memory/data.ts'
import { sized } from './options.ts'
import { percentiles, rounded } from './percentiles.ts'

const [PEOPLE, TALKERS, CELLS, EXCHANGES, FACTS] = sized([10_000, 20, 16, 4, 5], [20, 3, 4, 1, 1])
const DIMENSIONS = 512
/** How fast somebody talks who types no faster than a model answers. */
const PAUSE_MS = 250
const SEEDED_AT_ONCE = 50
const alone = { kind: 'user' } as const

const dataDir = await mkdtemp(join(tmpdir(), 'keepsake-bench-'))
const { url, stop } = await startLocalRedis({ dataDir, log: silentLogger })

async function open(cells: number): Promise<Memory> {
  return await openRedisMemory(
    {
      ...{ url, cells, dataDir, keyPrefix: undefined, windowMessages: 20, logLimit: 2000, historyDays: 30 },
      ...{ learnDelayMs: 300_000, learnBatch: 1000, embedding: { model: 'bench', dimensions: DIMENSIONS } },
      onFailure: () => undefined,
    },
    silentLogger,
  )
}

/** A question with its answer. Returns how long the store took for the two, in ms. */
async function exchange({ conversations }: Memory, user: string, channel: string): Promise<number> {
  const question = questionOf(user, channel)
  const begun = performance.now()
  const snapshot = await conversations.keepQuestion(question, alone)
  if (snapshot === 'claimed') throw new Error('a question was claimed before')
  const answer = { text: sentence(), saidAt: Date.now(), messages: [newId()] }
  const kept = await conversations.keepAnswer(question, snapshot.snapshotToken, answer)
  if (kept !== 'kept') throw new Error(`an answer is ${kept}`)
  return performance.now() - begun
}

async function seedPerson(memory: Memory): Promise<{ user: string; channel: string }> {
  const [user, channel] = [newId(), newId()]
  for (let i = 0; i < EXCHANGES; i += 1) await exchange(memory, user, channel)
  const input = await memory.learning.readInput({ user, channel })
  if (input === undefined) throw new Error('the conversation is gone')
  const questions = input.turns.filter(turn => turn.role === 'user')
  const outcome = await memory.learning.commit(input, {
    shownTurns: input.turns.map(turn => ({ turn: `${turn.role === 'user' ? 'q' : 'a'}:${turn.id}` as const, rev: 0 })),
    facts: Array.from({ length: FACTS }, (_, i) =>
      factFrom({ ...questionOf(user, channel), ...questions[i % questions.length] }, DIMENSIONS),
    ),
    ...{ statements: [], confirmed: [], evictedFacts: [], relearnedTurns: [], setAside: [] },
  })
  if (outcome !== 'kept') throw new Error('a lesson was refused')
  return { user, channel }
}

const [former, growing] = [await open(1), await open(CELLS)]
const people: { user: string; channel: string }[] = []
while (people.length < PEOPLE)
  people.push(
    ...(await Promise.all(Array.from({ length: Math.min(SEEDED_AT_ONCE, PEOPLE) }, () => seedPerson(former)))),
  )

const times: Record<'before' | 'meanwhile', number[]> = { before: [], meanwhile: [] }
const talk: { phase: 'before' | 'meanwhile' | 'over' } = { phase: 'before' }
const talkers = Array.from({ length: TALKERS }, (_, i) => ({
  user: newId(),
  channel: newId(),
  said: 0,
  memory: i % 2 === 0 ? former : growing,
}))
const talks = talkers.map(async talker => {
  while (talk.phase !== 'over') {
    const ms = await exchange(talker.memory, talker.user, talker.channel)
    talker.said += 1
    times[talk.phase === 'before' ? 'before' : 'meanwhile'].push(ms)
    await sleep(PAUSE_MS)
  }
})
await sleep(sized(10_000, 500))
talk.phase = 'meanwhile'
const begun = performance.now()
if ((await growing.cellGrowth.run()) !== 'done') throw new Error('the memory has not grown')
const seconds = (performance.now() - begun) / 1000
talk.phase = 'over'
await Promise.all(talks)

let wrong = 0
for (const memory of [former, growing])
  for (const { user } of people) {
    const { known, conversations } = await memory.userMemory.readUserData(user)
    if (known.facts.length !== FACTS || conversations[0]?.turns.length !== 2 * EXCHANGES) wrong += 1
  }
for (const { user, said } of talkers) {
  const { conversations } = await growing.userMemory.readUserData(user)
  if (conversations[0]?.turns.length !== 2 * said) wrong += 1
}
const size = await growing.readSize()
stdout.write(
  `${cpus().length} cores of ${cpus()[0]?.model}, Node ${versions.node}; ${PEOPLE} people of ${2 * EXCHANGES} turns and ${FACTS} facts, ` +
    `${TALKERS} who talk through two processes, from 1 cell to ${CELLS}\n\n` +
    `grown in ${rounded(seconds, 1)} s, ${rounded(PEOPLE / seconds, 0)} people a second\n` +
    `a question and its answer, ms as p50 / p99 / longest: before ${percentiles(times.before, [0.5, 0.99, 1])}, ` +
    `meanwhile ${percentiles(times.meanwhile, [0.5, 0.99, 1])} (${times.meanwhile.length})\n` +
    `people whose memory is not as it was: ${wrong}; people in all: ${size?.users ?? 0}\n`,
)
await former.close()
await growing.close()
await stop()
await rm(dataDir, { recursive: true, force: true })
if (wrong > 0) throw new Error(`the memory of ${wrong} people is not as it was`)

// npm run bench:whatdoyouknow: how soon the first page is there of somebody of whom much is known, beside a command that
// does next to nothing: what that takes, Discord and the loopback between take of any.
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { stdout, versions } from 'node:process'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { startLoopback } from '../fake-discord/loopback.ts'
import type { Conversation, Question, Statement } from '../src/memory/types.ts'
import { createKeys } from '../src/redis/keys.ts'
import { startLocalRedis } from '../src/redis/local-server/start.ts'
import { redisLearningStore } from '../src/redis/stores/learning.ts'
import { startBot } from './bot-process.ts'
import { startInstantModel } from './instant-model.ts'
import { factFrom, sentence } from './memory/data.ts'
import { sized } from './options.ts'
import { percentiles } from './percentiles.ts'

/** Four commands each: more than 90 in a minute would be told to slow down, which is quick. */
const [RUNS, WARM_UP] = sized([18, 3], [3, 1])
const [FACTS, ENTITIES, LESSON] = sized([1000, 100, 100], [100, 10, 100])
const embedding = { model: 'text-embedding-3-small', dimensions: 512 }

/** Lets the bot know as much of somebody as it keeps, from what they said in one conversation, of which nothing waits. */
async function fill(redis: Redis, conversation: Conversation): Promise<void> {
  const onCorruptRecord = (problem: object) => {
    throw new Error(JSON.stringify(problem))
  }
  const settings = { embeddingModel: embedding.model, historyDays: 30, windowMessages: 20 }
  const learning = redisLearningStore({ processId: 'bench', redis, keys: createKeys(), onCorruptRecord, ...settings })
  for (let at = 0; at < FACTS; at += LESSON) {
    const input = await learning.readInput(conversation)
    const turn = input?.turns.findLast(({ role }) => role === 'user')
    if (input === undefined || turn === undefined) throw new Error('nothing was said')
    const question: Question = { ...turn, ...conversation }
    const outcome = await learning.commit(input, {
      ...{
        shownTurns: [],
        confirmed: [],
        evictedFacts: [],
        relearnedTurns: [],
        setAside: [],
        learnedTo: `q:${turn.id}`,
      },
      facts: Array.from({ length: LESSON }, () => factFrom(question, embedding.dimensions)),
      statements: entitiesFrom(question, at / LESSON),
    })
    if (outcome !== 'kept') throw new Error('a lesson was refused')
  }
}

function entitiesFrom({ id, saidAt, scope }: Question, update: number): readonly Statement[] {
  const names = Array.from({ length: (ENTITIES * LESSON) / FACTS }, (_, n) => `entity-${update}-${n}`)
  const said = (entity: string, field: string, value: string): Statement => ({
    ...{ entity, field, value, scope, saidAt, sources: [id] },
  })
  return names.flatMap(entity => [
    said(entity, 'name', `Somebody ${entity}`),
    said(entity, 'type', 'person'),
    ...['work', 'home', 'hobby'].map(facet => said(entity, `attr:${facet}`, sentence())),
  ])
}

async function timed(what: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await what()
  return performance.now() - begun
}

const spread = (times: readonly number[]) => percentiles(times, [0.5, 0.95])

const dataDir = mkdtempSync(join(tmpdir(), 'keepsake-bench-'))
const local = await startLocalRedis({ dataDir, log: pino({ level: 'warn' }) })
const redis = new Redis(local.url)
const discord = await startLoopback({ requestsPerSecond: null, channelLimits: false, requestLog: 1000 })
const model = await startInstantModel(
  0,
  () => undefined,
  () => undefined,
)
const bot = await startBot(['start.js', 'src/index.ts'], {
  DISCORD_TOKEN: discord.token,
  DISCORD_API_URL: discord.url,
  OPENAI_BASE_URL: model.url,
  REDIS_URL: local.url,
})

const [ada, general] = [discord.user('Ada'), discord.channel('general')]
await discord.reply(await ada.dm('Hello!'))
await fill(redis, { user: ada.id, channel: ada.dmChannel.id })

const bare = () => ada.command('listen', { state: 'off' }, { in: general })
const known = () => ada.command('whatdoyouknow')
const times = { bare: [] as number[], known: [] as number[], anew: [] as number[] }
for (let run = -WARM_UP; run < RUNS; run += 1) {
  const [without, withAll] = [await timed(bare), await timed(known)]
  await ada.command('remember', { what: sentence() })
  const anew = await timed(known)
  if (run < 0) continue
  times.bare.push(without)
  times.known.push(withAll)
  times.anew.push(anew)
}
const beside = (some: readonly number[]) => some.map((time, run) => time - (times.bare[run] ?? 0))

stdout.write(
  `${cpus().length} cores of ${cpus()[0]?.model}, Node ${versions.node}; ${FACTS} facts, ${ENTITIES} people and things; ` +
    `${RUNS} runs; milliseconds from the interaction to its answer, p50 / p95\n\n` +
    '| /listen | /whatdoyouknow | the difference | after a change | the difference |\n|--:|--:|--:|--:|--:|\n' +
    `| ${[times.bare, times.known, beside(times.known), times.anew, beside(times.anew)].map(spread).join(' | ')} |\n`,
)

await bot.stop()
model.close()
await discord.close()
redis.disconnect()
await local.stop()
rmSync(dataDir, { recursive: true, force: true })

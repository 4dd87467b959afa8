// npm run bench: what the bot costs and how fast it is, beside a bare loop without memory, over a loopback Discord.
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { startLoopback } from '../fake-discord/loopback.ts'
import { startLocalRedis } from '../src/redis/local-server/start.ts'
import { startBot } from './bot-process.ts'
import { startInstantModel } from './instant-model.ts'
import { sized } from './options.ts'
import { percentiles, rounded } from './percentiles.ts'
import { Journeys, talk } from './talk.ts'

const SECONDS = sized(5, 0.5)
const WARM_UP_SECONDS = sized(1, 0.1)
const STARTS = sized(5, 1)
const LIFTED = 10_000

interface Setting {
  readonly bot: 'keepsake' | 'bare'
  readonly users: number
  /** REST calls a second that Discord allows; null: no limit. */
  readonly perSecond: number | null
  /** How long the model takes to its first token. */
  readonly modelMs: number
}

const commands = { keepsake: ['start.js', 'src/index.ts'], bare: ['bench/floor/bare.ts'] }

const dataDir = mkdtempSync(join(tmpdir(), 'keepsake-bench-'))
const own =
  process.env['REDIS_URL'] === undefined ? await startLocalRedis({ dataDir, log: pino({ level: 'warn' }) }) : undefined
const redisUrl = own?.url ?? process.env['REDIS_URL'] ?? ''
const redis = new Redis(redisUrl)

/** Calls of scripts: each is a round trip of its own, and all that the bot says to Redis on the way of an answer. */
async function roundTrips(): Promise<number> {
  const stats = await redis.info('commandstats')
  return (
    Number(/cmdstat_evalsha:calls=(\d+)/u.exec(stats)?.[1] ?? 0) +
    Number(/cmdstat_eval:calls=(\d+)/u.exec(stats)?.[1] ?? 0)
  )
}

const spread = (times: readonly number[]) => percentiles(times, [0.5, 0.95, 0.99])

async function measure({ bot, users, perSecond, modelMs }: Setting): Promise<string> {
  const journeys = new Journeys()
  const discord = await startLoopback({
    requestsPerSecond: perSecond,
    channelLimits: perSecond !== null,
    requestLog: 1000,
  })
  const model = await startInstantModel(
    modelMs,
    body => journeys.note('askedAt', body),
    body => journeys.note('tokenAt', body),
  )
  const running = await startBot(commands[bot], {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    DISCORD_REQUESTS_PER_SECOND: String(perSecond ?? LIFTED),
    OPENAI_BASE_URL: model.url,
    REDIS_URL: redisUrl,
    MESSAGES_PER_MINUTE: '10000',
  })
  await talk(discord, users, WARM_UP_SECONDS, new Journeys())
  let calls = 0
  const stopCounting = discord.watch(happening => {
    if (happening.kind === 'request') calls += 1
  })
  const tripsBefore = await roundTrips()
  const answered = await talk(discord, users, SECONDS, journeys)
  const trips = (await roundTrips()) - tripsBefore
  stopCounting()
  const whole = journeys.between('sentAt', 'firstCallAt').length
  const row = [
    bot,
    users,
    perSecond ?? 'none',
    modelMs === 0 ? 'instant' : `${modelMs / 1000} s`,
    (answered / SECONDS).toFixed(0),
    rounded(calls / whole, 2),
    spread(journeys.between('sentAt', 'askedAt')),
    spread(journeys.between('tokenAt', 'firstCallAt')),
    bot === 'bare' ? '0' : rounded(trips / whole, 2),
    rounded(running.residentMb(), 0),
  ]
  await running.stop()
  model.close()
  await discord.close()
  return `| ${row.join(' | ')} |`
}

/** Start to ready (the median), and resident memory before and after the token ranks are needed. */
async function start(): Promise<string> {
  const starts: number[] = []
  let before = 0
  let after = 0
  for (let run = 0; run < STARTS; run += 1) {
    const discord = await startLoopback()
    const model = await startInstantModel(
      0,
      () => undefined,
      () => undefined,
    )
    const running = await startBot(commands.keepsake, {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.url,
      OPENAI_BASE_URL: model.url,
      REDIS_URL: redisUrl,
    })
    starts.push(running.startMs)
    if (run === STARTS - 1) {
      const ada = discord.user('Ada')
      await discord.reply(await ada.dm('Hello'))
      before = running.residentMb()
      await discord.reply(
        await ada.dm('Read this', {
          files: [{ name: 'book.txt', contentType: 'text/plain', data: 'Once upon a time. '.repeat(3000) }],
        }),
      )
      after = running.residentMb()
    }
    await running.stop()
    model.close()
    await discord.close()
  }
  return `start to ready ${percentiles(starts, [0.5], 0)} ms; resident ${rounded(before, 0)} MB, ${rounded(after, 0)} MB once the token ranks are loaded`
}

const floors: Setting[] = sized([1, 10, 100], [1]).flatMap(users => [
  { bot: 'bare', users, perSecond: null, modelMs: 0 },
  { bot: 'keepsake', users, perSecond: null, modelMs: 0 },
])
const limited: Setting[] = sized<Setting[]>(
  [
    ...[1, 10].map((users): Setting => ({ bot: 'keepsake', users, perSecond: 50, modelMs: 0 })),
    { bot: 'bare', users: 100, perSecond: 50, modelMs: 0 },
    { bot: 'keepsake', users: 100, perSecond: 50, modelMs: 0 },
    { bot: 'keepsake', users: 100, perSecond: 50, modelMs: 2000 },
  ],
  [],
)

process.stdout.write(
  `${cpus().length} cores of ${cpus()[0]?.model}, Node ${process.versions.node}; milliseconds as p50 / p95 / p99\n\n`,
)
process.stdout.write(`${await start()}\n\n`)
process.stdout.write(
  '| bot | users | calls/s allowed | model | answers/s | REST calls per answer | event → model | first token → first call | Redis round trips | MB |\n',
)
process.stdout.write('|---|--:|--:|---|--:|--:|--:|--:|--:|--:|\n')
for (const setting of [...floors, ...limited]) process.stdout.write(`${await measure(setting)}\n`)

redis.disconnect()
await own?.stop()
rmSync(dataDir, { recursive: true, force: true })

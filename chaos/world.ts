import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { type Loopback, startLoopback } from '../fake-discord/loopback.ts'
import { startLocalRedis } from '../src/redis/local-server/start.ts'
import { RedisProxy } from '../test/e2e/support/redis-proxy.ts'
import { readRedisAt } from '../test/support/read-redis.ts'
import { silentLogger } from '../test/support/silent-logger.ts'
import { settableClock } from './clock.ts'
import { watchDiscord } from './discord.ts'
import type { Entry, News, Remembered } from './history.ts'
import { type ScriptedModel, startScriptedModel } from './model.ts'
import { Seat } from './seat.ts'
import { markedWordsIn } from './words.ts'

/** Long enough for nothing, so that a run is not about limits: those have tests of their own. */
const SETTINGS = {
  OPENAI_API_KEY: 'sk-of-the-chaos',
  MESSAGES_PER_MINUTE: '10000',
  DAILY_TOKENS_PER_USER: 'off',
  DAILY_TOKENS_IN_ALL: 'off',
  DAILY_COST_PER_USER: 'off',
  DAILY_COST_IN_ALL: 'off',
  // Nothing is summarised: the words themselves are looked for in the end.
  WINDOW_MESSAGES: '200',
  LEARN_DELAY_SECONDS: '5',
  FIRST_TOKEN_TIMEOUT_SECONDS: '5',
  TOKEN_GAP_TIMEOUT_SECONDS: '3',
  LEARN_CONCURRENCY: '4',
}

/** A Discord, a Redis, a model and the bot's processes among them, with the history of what happens. */
export interface ChaosWorld {
  readonly discord: Loopback
  readonly model: ScriptedModel
  /** Between the bot and Redis. */
  readonly proxy: RedisProxy
  /** Into how many the bot is divided. */
  readonly shards: number
  /** A connection of the operator's to Redis itself. */
  readonly redis: Redis
  readonly seats: readonly Seat[]
  readonly history: readonly Entry[]
  tell(news: News): void
  /** Which marked words stand in Redis. */
  readRemembered(): Promise<Remembered>
  close(): Promise<void>
}

/** Opens all of it, and starts so many processes, of some shards each. */
export async function openChaosWorld(processes: number, shards: number): Promise<ChaosWorld> {
  await using parts = new AsyncDisposableStack()
  const begun = performance.now()
  const history: Entry[] = []
  const tell = (news: News) => void history.push({ at: Math.round(performance.now() - begun), ...news } as Entry)
  const folder = await mkdtemp(join(tmpdir(), 'keepsake-chaos-'))
  parts.defer(() => rm(folder, { recursive: true, force: true }))
  const server = await startLocalRedis({ dataDir: join(folder, 'redis'), log: silentLogger })
  parts.defer(() => server.stop())
  const redis = new Redis(server.url, { maxRetriesPerRequest: null })
  redis.on('error', () => undefined) // it is killed, and comes back
  parts.defer(() => redis.disconnect())
  const proxy = await new RedisProxy(server.url).listen()
  parts.defer(() => proxy.close())
  const model = await startScriptedModel(tell)
  parts.defer(() => model.close())
  const discord = await startLoopback({ heartbeatInterval: 5000 })
  parts.defer(() => discord.close())
  watchDiscord(discord, tell)
  const settings = {
    ...SETTINGS,
    ...settableClock,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    OPENAI_BASE_URL: model.url,
    REDIS_URL: proxy.url,
  }
  const seats: Seat[] = []
  for (let number = 0; number < processes; number += 1) {
    const home = await mkdtemp(join(folder, `process-${number}-`))
    const seat = new Seat(number, home, { ...settings, ...shardsOf(number, processes, shards) }, tell)
    parts.defer(() => seat.close())
    seats.push(seat)
  }
  await Promise.all(seats.map(seat => seat.start()))
  const rest = parts.move()
  return {
    ...{ discord, model, proxy, redis, shards, seats, history, tell },
    readRemembered: () => readRemembered(server.url),
    close: () => rest.disposeAsync(),
  }
}

/** A cell's tag looks the same, and has fewer digits. */
const PERSON_IN_KEY = /\{(\d{15,})\}/u

/** Every so-manieth shard is a process'. */
function shardsOf(process: number, processes: number, shards: number): Record<string, string> {
  if (shards === 1) return {}
  const ids = Array.from({ length: shards }, (_, id) => id).filter(id => id % processes === process)
  return { SHARDS: `${ids.join(',')}/${shards}` }
}

async function readRemembered(url: string): Promise<Remembered> {
  return [...(await readRedisAt(url, 'keepsake:'))].flatMap(([key, { value }]) => {
    const words = markedWordsIn(JSON.stringify(value))
    return words.length === 0 ? [] : [{ key, person: PERSON_IN_KEY.exec(key)?.[1], words }]
  })
}
